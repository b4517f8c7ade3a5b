"""The parts of a country's brief."""

from datetime import date, timedelta

import streamlit as st

from slp_core import calendars, dates
from slp_core.countries import Country
from slp_core.entry_facts import YELLOW_FEVER_WORDS
from slp_core.rate_tables import OTHER, PerDiemRate
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import portfolio
from slp_core.services.portfolio import Filters, When
from slp_core.us_entry import LIMIT_WORDS
from ui import counterparts, lead_times, look, session, tables

AHEAD = timedelta(days=180)
FIRST = 5  # engagements listed in the brief
TABS = ("Per diem", "Holidays ahead", "Lead times", "Counterparts", "Engagements here")


def line(land: Country) -> str:
    post = shipped().countries.post_of(land.code)
    return f"Served by {look.plain(post.name)}. Capital {look.plain(land.capital)}, time zone of the post {land.zone}."


def advisory(land: Country, today: date) -> None:
    """The advisory, from level 3 as the banner, with its age: no level is a green one."""
    found = session.reference().advisories[land.code]
    due = found.review_due(session.reference().rules)
    late = f"State's own review was due {dates.short(due)}." if due < today else ""
    issued = f"Issued {dates.short(found.issued)}, seen {dates.short(found.seen)}."
    if found.level >= 3:
        words = f"Advisory level {found.level}: {found.words}."
        look.verdict("stop" if found.level == 4 else "care", words, f"{issued} {late}".rstrip())
    else:
        overdue = f"{look.state('stale', 'Review overdue')} {late}" if late else ""
        st.markdown(f"{look.level(found.level, found.words)} {issued} {overdue}".rstrip())
    st.page_link(
        "pages/plan.py",
        label="Plan a deployment here",
        query_params={"country": land.code},
        icon=":material/edit_calendar:",
    )


def details(land: Country, today: date, user: Principal) -> None:
    """The long parts, one at a time."""
    drawn = {
        "Per diem": lambda: rates(land),
        "Holidays ahead": lambda: holidays(land, today),
        "Lead times": lambda: lead_times.section(land.code, today, user),
        "Counterparts": lambda: counterparts.section(land.code, user),
        "Engagements here": lambda: engagements(land, today),
    }
    open_ = {
        "Counterparts": user.reaches("counterpart:read", land.code),
        "Engagements here": user.may("engagement:read"),
    }
    names = [name for name in TABS if open_.get(name, True)]
    opened = look.tabs(*names, key=f"country-tabs-{land.code}", first=st.query_params.get("tab", ""))
    for tab, name in zip(opened, names, strict=True):
        if tab.open:
            with tab:
                drawn[name]()


def rates(land: Country) -> None:
    """Every place with a rate, in the newest table held."""
    held = session.reference().rates
    st.caption(
        f"State's table of {held.newest.as_of:%b %Y}, US dollars. A place not listed takes the rate of other places."
    )
    rows = [
        [
            look.plain(place) if place != OTHER else "Other places",
            _season(rate),
            f"{rate.lodging:,}",
            f"{rate.mie:,}",
            dates.short(rate.effective),
        ]
        for place in (*held.localities(land.code), OTHER)
        for rate in held.seasons(land.code, place)
    ]
    tables.plain(rows, ("Place", "Season", "Lodging", "M&IE", "Rate since"), f"Per diem rates of {land.label}")


def facts(land: Country) -> None:
    """The week, the border, and how hard and dangerous the post is held to be."""
    week = shipped().calendars.workweeks[land.code]
    rest = " and ".join(calendars.WEEKDAYS[day] for day in sorted(week.weekend))
    post = session.reference().differentials[land.code]
    look.section("Facts")
    st.markdown(
        f"**Weekend** {rest} ({week.confidence} confidence)  \n"
        f"**Languages** {look.plain(', '.join(land.languages))}  \n**Currency** {land.currency}  \n"
        f"**Gateway** {land.gateway}, {look.plain(session.reference().airports[land.gateway].name)}  \n"
        f"**Hardship pay of federal staff** {post.hardship}\u00a0%, **danger pay** {post.danger}\u00a0%: "
        "a sign of risk, not a cost"
    )


def border(land: Country) -> None:
    """What U.S. travelers must bring, and what its own citizens meet at the border of the United States."""
    asked = session.reference().entry_facts[land.code]
    look.section("Entering")
    pages = "not stated" if asked.pages is None else dates.count(asked.pages, "blank page")
    st.markdown(
        f"**Passport** {asked.passport_words}, {pages}  \n**Visa** {asked.visa_words}  \n"
        f"**Yellow fever** {YELLOW_FEVER_WORDS[asked.yellow_fever]}"
    )
    st.caption(
        f"State's page for tourists, {dates.short(asked.seen)}. An official visit may need another visa: "
        "ask the embassy before travel."
    )
    for limit in session.reference().entry_limits.get(land.code, ()):
        ended = f"; known until {dates.short(limit.until)}" if limit.until else ""
        st.markdown(
            f":material/flight_land: **Delegations to the United States** {LIMIT_WORDS[limit.limit]} since "
            f"{dates.short(limit.since)}{ended} ({look.plain(limit.source)}, seen {dates.short(limit.seen)})."
        )


def holidays(land: Country, today: date) -> None:
    """Public holidays of the coming half year; where none are known, that is said, and what may move is marked."""
    calendar = shipped().calendars.host(land.code)
    for gap in calendar.unknown(today, today + AHEAD):
        st.markdown(f"{look.state('unknown', 'Not known')} {look.plain(gap.reason)}")
    rows = [
        [dates.long(one.day), look.plain(one.name), _certain(one.estimated)]
        for one in calendar.holidays(today, today + AHEAD)
    ]
    if rows:
        tables.plain(rows, ("Day", "Holiday", "Date"), f"Public holidays of {land.label} in the coming half year")
        st.caption("The calendar of the holiday library, not an official list. Estimated days follow the moon: ±1 day.")


def engagements(land: Country, today: date) -> None:
    found = session.remember(portfolio.page, Filters(country=land.code, when=When.ALL), today)
    st.markdown(tables.portfolio_words(found))
    tables.portfolio(found, FIRST)
    if found.count > FIRST:
        st.page_link(
            "pages/engagements.py",
            label=f"All {found.count}",
            query_params={"country": land.code},
            icon=":material/folder_open:",
        )


def _certain(estimated: bool) -> str:
    return look.state("provisional", "Estimated, ±1 day: ask the post") if estimated else "By rule"


def _season(rate: PerDiemRate) -> str:
    (first_month, first_day), (last_month, last_day) = rate.season
    if (first_month, first_day, last_month, last_day) == (1, 1, 12, 31):
        return "All year"
    return f"{_day(first_month, first_day)} to {_day(last_month, last_day)}"


def _day(month: int, day: int) -> str:
    return f"{day}\u00a0{date(2000, month, 1):%b}"
