"""The parts of an agreement's page."""

from collections.abc import Callable
from decimal import Decimal

import streamlit as st

from slp_core import coverage, dates, money
from slp_core.dates import count, short
from slp_core.lifecycle import WORDS
from slp_core.mechanisms import AMENDMENT_WORDS, BASIS_WORDS, MOVES_END, Amendment, MechanismState, Terms
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import mechanism_history, mechanism_use, mechanisms
from slp_core.services.mechanism_use import Run
from slp_core.services.mechanisms import MechanismView
from ui import as_shown, look, mechanism_form, mechanism_lead_times, session, signed_copies, tables, written


def head(found: MechanismView) -> None:
    kind = shipped().catalogue.mechanism_types[found.agreed.type].title
    number = f"{look.plain(found.agreed.number)} · " if found.agreed.number else ""
    line = f"{found.reference} · {number}{kind} · {look.plain(found.partner_name)} · {found.terms.words}"
    look.head(found.agreed.title, line, demo=session.is_demo())


def verdict(found: MechanismView) -> None:
    """Whether trips can run under it today, and whether the money is planned already."""
    ends, today = found.terms.ends, session.today()
    soon = f"ends in {count((ends - today).days, 'day')}," if ends and found.state is MechanismState.ENDS_SOON else ""
    if found.state is MechanismState.ENDED and ends:
        look.verdict("stop", "This agreement has ended", f"on {short(ends)}. A renewal would take it up again.")
    elif found.ceiling.exceeded and found.ceiling.left is not None:
        over = look.plain(money.words(-found.ceiling.left))
        also = f" It {soon} on {short(ends)}." if soon and ends else ""
        look.verdict(
            "care", "More is planned than the ceiling allows,", f"by {over}. Claims decide what is paid.{also}"
        )
    elif soon and ends:
        look.verdict("care", f"It {soon}", f"on {short(ends)}.")
    elif found.state is MechanismState.NOT_BEGUN:
        look.verdict("care", "It has not begun.", f"The first day is {short(found.terms.begins)}.")
    else:
        look.verdict("fine", "In force", f"until {short(ends)}." if ends else "without an end.")


def parts(found: MechanismView, user: Principal) -> dict[str, Callable[[], None]]:
    """The tabs this user may open: their words and what draws them."""
    tabs: dict[str, Callable[[], None]] = {
        "Terms": lambda: terms(found),
        f"Amendments ({len(found.amendments)})": lambda: amendments(found, user),
        "Signed copy": lambda: signed_copies.section(found.reference, user),
        "Lead times": lambda: mechanism_lead_times.section(found.reference, user),
    }
    if user.may("history:read"):
        tabs["History"] = lambda: history(found)
    if user.may("mechanism:change"):
        tabs["Correct"] = lambda: correct(found)
    return tabs


def terms(found: MechanismView) -> None:
    """What holds today, whether it would cover a trip, and what runs under it."""
    left, right = st.columns([1.2, 1], gap="large")
    with left:
        look.section("In force today")
        agreed = found.agreed
        kind = shipped().catalogue.mechanism_types[agreed.type]
        st.markdown(
            f"**Runs** {found.terms.words}  \n**Ceiling** {look.plain(_ceiling(found.terms.ceiling))}  \n"
            f"**Use** {look.plain(found.ceiling.words)}  \n**Travel** {BASIS_WORDS[agreed.basis]}  \n"
            f"**Report** {count(agreed.report_days, 'day')} after return, "
            f"**claim** {count(agreed.claim_days, 'day')} after return  \n"
            f"**Records** kept {count(agreed.retention_years, 'year')} from the final financial report"
        )
        st.markdown(f"{kind.title}: {look.plain(kind.note)} {look.basis(kind.citation.read())}")
    with right:
        look.section("Would it cover a trip?")
        _would_cover(found.reference)
    _engagements(found)


def amendments(found: MechanismView, user: Principal) -> None:
    """Every amendment in the order of signing with the terms after it, and below, for INL/KM, the form for another."""
    signed = found.agreed.terms
    rows = [["As signed", f"{signed.words}", look.plain(_ceiling(signed.ceiling))]]
    rows += [_amendment(one, after) for one, after in found.amendments]
    tables.plain(rows, ("Signed", "Runs, once signed", "Ceiling, once signed"), "Amendments with the terms after each")
    if not user.may("mechanism:change"):
        return
    with look.fold("Record an amendment"):
        mechanism_form.amend(found)
    if found.amendments:
        with look.fold("Take an amendment back"):
            _take_back(found)


def history(found: MechanismView) -> None:
    happened = session.remember(mechanism_history.of_mechanism, found.reference)
    rows = [
        [
            f"{short(event.moment.date())}, {event.moment:%H:%M} UTC",
            look.plain(event.who),
            f"**{look.plain(event.what)}**  \n{look.plain(event.changes)}",
        ]
        for event in happened
    ]
    tables.plain(rows, ("When", "Who", "What"), "Changes of this agreement, newest first")


def correct(found: MechanismView) -> None:
    """The form for what was recorded wrongly, and the way to show the agreement no longer."""
    mechanism_form.correct(found)
    token = session.token("mechanism-archive")
    st.caption("An archived agreement is kept and no longer shown. None is archived while an open engagement needs it.")
    if st.button("Archive agreement", icon=":material/archive:", key=f"archive-{token}"):
        with session.refusals():
            session.do(token, mechanisms.archive, found.reference, found.version, session.now())
            session.renew("mechanism-archive")
            st.switch_page("pages/mechanisms.py")


@st.fragment
def _would_cover(reference: str) -> None:
    """Two days in, the verdict by the terms as they stand with its reason out; nothing is stored."""
    session.look_again()
    first, last = st.columns(2, gap="small", wrap=False)
    departs = first.text_input("Departs", key="cover-departs", placeholder="2027-02-22")
    returns = last.text_input("Returns", key="cover-returns", placeholder="2027-03-05")
    if not (departs.strip() and returns.strip()):
        st.caption("Give both days. The report must fall within the agreement too.")
        return
    with session.refusals():
        days = (dates.parse_day(departs, "departs"), dates.parse_day(returns, "returns"))
        found = session.remember(mechanisms.view, reference, session.today())
        answer = coverage.covers(found.terms, found.agreed.report_days, *days)
        st.markdown(covered(answer))


def covered(answer: coverage.Coverage) -> str:
    """Whether a trip is covered, as a state with the reason, and with what would help where it is not."""
    state = look.state("done", "Covered") if answer.covered else look.state("late", "Not covered")
    return f"{state} {look.plain(answer.words)} {look.plain(answer.help)}".strip()


def _engagements(found: MechanismView) -> None:
    number, runs = session.remember(mechanism_use.of_mechanism, found.reference)
    look.section("Engagements under it")
    if not found.engagements:
        look.empty("None yet.", "An engagement of the agency chooses its agreement on its own page.")
    if runs:
        priced = iter(tables.aligned([one.estimate for one in runs if one.estimate is not None] or [Decimal(0)]))
        prices = ["not priced" if one.estimate is None else next(priced) for one in runs]
        rows = [_run(one, price) for one, price in zip(runs, prices, strict=True)]
        tables.plain(rows, ("Engagement", "Estimate", "Coverage"), "Engagements under it")
    if number > len(runs):
        st.caption(f"The latest {len(runs)} of {number:,}.")
    if beyond := found.engagements - number:
        st.caption(f"{count(beyond, 'more engagement')} outside your reach; the use above counts them.")


def _run(one: Run, price: str) -> list[str]:
    link = f"**[{look.plain(one.title)}](/engagement?ref={one.reference})**"
    span = f"{short(one.departs)} to {short(one.returns)}"
    about = f":small[{one.reference}, {look.plain(one.country)}, {span}, {WORDS[one.stage].lower()}]"
    said = look.state("done", "Covered") if one.coverage.covered else covered(one.coverage)
    return [f"{link}  \n{about}", price, said]


def _amendment(one: Amendment, after: Terms) -> list[str]:
    ends = f"{after.words}" if one.kind in MOVES_END else "unchanged"
    change = one.ceiling_change
    ceiling = "unchanged" if change is None else f"{_ceiling(after.ceiling)} ({_signed(change)})"
    said = f"  \n{look.plain(one.text)}" if one.text else ""
    return [f"**{AMENDMENT_WORDS[one.kind]}**, {short(one.signed_on)}{said}", ends, look.plain(ceiling)]


def _take_back(found: MechanismView) -> None:
    """A form for an amendment that was recorded by mistake."""
    token = session.token("amendment-back")
    said = {one.number: f"{AMENDMENT_WORDS[one.kind]} of {short(one.signed_on)}" for one, _ in found.amendments}
    words = look.distinct(said)
    with st.form(as_shown.form(f"back-{token}", words), border=False):
        chosen = written.pick("Recorded by mistake", words)
        if st.form_submit_button("Take back", icon=":material/undo:"):
            with session.refusals():
                back = found.reference, written.picked(chosen), found.version
                session.do(token, mechanisms.take_back, *back, session.now())
                session.renew("amendment-back")
                st.rerun()


def _ceiling(amount: Decimal | None) -> str:
    return "none agreed" if amount is None else money.words(amount)


def _signed(change: Decimal) -> str:
    return money.words(change) if change < 0 else f"+{money.words(change)}"
