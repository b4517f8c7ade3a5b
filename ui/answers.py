"""The answer to a plan on screen: the verdict, four figures, and the checklist, cost, risk and data behind them."""

from datetime import date

import streamlit as st

from slp_core import dates, sources
from slp_core.calendars import Holiday, HolidayGap
from slp_core.checklists import OWNER_WORDS, DueItem, Owner
from slp_core.cost_lines import CostEstimate
from slp_core.costs import not_included
from slp_core.outlook import ADVISORIES, RATE_TABLES, Outlook
from slp_core.reference import shipped
from slp_core.us_entry import LIMIT_WORDS, EntryLimit
from ui import ages, critical_path, look, session, tables, trace

DOUBTS = ("PROVISIONAL", "MILEAGE_RATE", "ROUGH_FARE", "REFERENCE_FARE", "PUBLISHED_WAGE")  # notices on how sure it is
SECURITY_STEPS = ("security_approval", "country_clearance", "fact_training", "efact", "post_badge")


def verdict(answer: Outlook) -> None:
    """One banner: can this plan stand as it is?"""
    if answer.no_rate:
        look.verdict("stop", "No price yet.", f"{look.plain(answer.no_rate.message)} {look.plain(answer.no_rate.hint)}")
    elif suspended := next((limit for limit in answer.entry_limits if limit.suspends), None):
        look.verdict("stop", "Entry is suspended.", _suspension(suspended))
    elif not answer.feasible:
        look.verdict("stop", "These dates cannot work.", _earliest(answer))
    elif answer.late:
        first = answer.late[0]
        late = f"{_steps(len(answer.late))} of {len(answer.items)} should have been done before today"
        look.verdict("care", "These dates are tight.", f"{late}; the first: {look.plain(first.text)}.")
    elif answer.advisory.needs_approval:
        level = f"The country is at advisory level {answer.advisory.level}"
        reason = f"{level}; a recorded approval is one of the {len(answer.items)} steps."
        look.verdict("care", "These dates can work, with an approval.", reason)
    else:
        following = answer.next_item
        due = f" First: {look.plain(following.text)}, by {dates.long(following.due)}." if following else ""
        look.verdict("fine", "These dates leave time for every step.", f"{_steps(len(answer.items))} to do.{due}")


def _earliest(answer: Outlook) -> str:
    """When it could work, and what takes the time."""
    binding = answer.binding
    if answer.earliest is None or binding is None:
        return "No departure within four years leaves time for every step."
    takes = dates.count(binding.task.takes, "business day")
    what = look.plain(answer.item(binding.task.id).text)
    return (
        f"If work begins today, the earliest departure is **{dates.long(answer.earliest)}**. Binds: {what} ({takes})."
    )


def _suspension(limit: EntryLimit) -> str:
    return (
        f"{LIMIT_WORDS[limit.limit]} for this country since {dates.short(limit.since)} ({look.plain(limit.source)}, "
        f"seen {dates.short(limit.seen)}; it may have changed). It needs a recorded exception; "
        "sending trainers, or training in a third country, needs none."
    )


def price_verdict(answer: Outlook) -> None:
    """One banner: is there a price, and how far can it be trusted?"""
    if answer.cost is None:
        verdict(answer)
        return
    total = look.plain(tables.dollars(answer.cost.total))
    doubts = [notice.text for notice in answer.cost.notices if notice.code in DOUBTS]
    if answer.cost.provisional or doubts:
        word = "provisional" if answer.cost.provisional else "rough"
        look.verdict("care", f"{total}, {word}.", look.plain(" ".join(doubts)))
    else:
        look.verdict("fine", f"{total}.", "Every day is covered by a published table.")


def price(answer: Outlook) -> None:
    """The estimate, or why there is none, where other costs are a tab of the same page."""
    _cost(answer, "Add them in the tab Other costs.")


def figures(answer: Outlook) -> None:
    """The four figures of a plan, below what looks like a mistake in it."""
    for sentence in answer.misplaced:
        st.warning(look.plain(sentence), icon=":material/wrong_location:")
    for question in (*answer.questions, *answer.price_questions):
        st.warning(look.plain(question), icon=":material/help:")
    trip = answer.plan.itinerary
    with st.grid(4, min_column_width=150):
        earliest = answer.earliest
        day = f"{earliest.day}\u00a0{earliest:%b}" if earliest else "None"
        _figure("Earliest departure", day, f"{f'{earliest.year}, ' if earliest else ''}begun today")
        cost = tables.dollars(answer.cost.total, cents=False) if answer.cost else "No rate"
        provisional = "provisional" if answer.cost and answer.cost.provisional else ""
        _figure("Travel cost", cost, provisional or f"{dates.count(trip.nights, 'hotel night')}")
        words = answer.advisory.words.removeprefix("Exercise ").capitalize()
        _figure("Advisory", f"Level {answer.advisory.level}", words)
        _figure("Steps", str(len(answer.items)), f"{len(answer.late)} already late" if answer.late else "none late")


def details(answer: Outlook) -> None:
    """The tabs; only the open one is drawn."""
    words = (f"Checklist ({len(answer.items)})", "Critical path", "Cost", "Security and risk", "Data")
    opened = look.tabs(*words, key="plan-tabs", stays=True)
    for tab, draw in zip(opened, (checklist, critical_path.show, _cost, risk, data), strict=True):
        if tab.open:
            with tab:
                draw(answer)


def checklist(answer: Outlook) -> None:
    """The steps in the order of their due days, with their owners and where each day comes from."""
    rows = [
        [_due(item, answer.today), f"**{look.plain(item.text)}**  \n{item.distance}", OWNER_WORDS[item.owner]]
        for item in answer.items
    ]
    tables.plain(rows, ("Due", "Step", "Owner"), "The steps with their due days and owners, earliest first")
    month = [_ramadan(*answer.ramadan)] if answer.ramadan else []
    if said := [*map(_holiday, answer.holidays), *month, *map(_gap, answer.gaps)]:
        st.markdown("  \n".join(said))
    sources = st.expander("Where each due day comes from", key="plan-due-sources", on_change="rerun")
    if sources.open:
        rows = [[look.plain(item.text), look.basis(item.citation)] for item in answer.items]
        with sources:
            tables.plain(rows, ("Step", "Rule"), "Steps with the rule behind each due day")


def _cost(answer: Outlook, how: str = "They are added on the page Money, under Other costs.") -> None:
    if answer.cost is None:
        look.empty("No rate for these days.", "Tick “Use the last known rates” to see a provisional price.")
        return
    cost(answer.cost, how)


def cost(estimate: CostEstimate, how: str) -> None:
    """The lines with the rule behind each, the total in the same table, what is not in it, and how that is added."""
    tables.cost_lines(estimate.lines, estimate.total)
    trace.choose(estimate.lines, "price-trace")
    tables.notices(estimate.notices)
    if missing := not_included(estimate):
        st.caption(f"Not in this figure: {', '.join(missing)}. {how}")


def risk(answer: Outlook) -> None:
    """The advisory with its age, and what security asks of this plan, with the reason."""
    advisory = answer.advisory
    overdue = f" {look.state('stale', 'Review overdue')}" if answer.advisory_review_due < answer.today else ""
    st.markdown(
        f"{look.level(advisory.level, advisory.words)}{overdue}  \n"
        f"Issued {dates.long(advisory.issued)}; seen {dates.short(advisory.seen)}."
    )
    asked = [item for item in answer.items if item.owner is Owner.RSO or item.id in SECURITY_STEPS]
    rows = [[look.plain(item.text), dates.long(item.due), look.basis(item.citation)] for item in asked]
    tables.plain(rows, ("What security asks", "Due", "Why"), "Security requirements of this plan with their reasons")


def data(answer: Outlook) -> None:
    """How old each publication is that the answer rests on."""
    paths = (RATE_TABLES, ADVISORIES, "data/weekends.csv", "data/holiday_gaps.csv")
    ages.table([sources.newest(session.reference().sources, path) for path in paths], answer.today)


def _figure(label: str, value: str, note: str) -> None:
    st.metric(label, value, delta=note, delta_color="off", delta_arrow="off", border=True)


def _gap(gap: HolidayGap) -> str:
    country = shipped().countries.label(gap.country)
    return (
        f"{look.state('unknown', 'Holidays not known')} {country}: only weekends are counted. {look.plain(gap.reason)}"
    )


def _holiday(holiday: Holiday) -> str:
    moves = f" {look.state('provisional', 'Estimated, ±1 day: ask the post')}" if holiday.estimated else ""
    return f":material/event: **{look.plain(holiday.name)}**, {dates.long(holiday.day)}, is a holiday.{moves}"


def _ramadan(first: date, last: date) -> str:
    moves = look.state("provisional", "Estimated, ±1 day: ask the post")
    return f":material/event: **Ramadan**, {dates.span(first, last)}: working hours are shorter there. {moves}"


def _due(item: DueItem, today: date) -> str:
    late = f"  \n{look.state('late', 'Late already')}" if item.due < today else ""
    return f"{dates.long(item.due)}{late}"


def _steps(number: int) -> str:
    return dates.count(number, "step")
