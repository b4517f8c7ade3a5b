"""The parts of a country's brief."""

from datetime import date, timedelta

import streamlit as st

from slp_core import calendars, dates
from slp_core.countries import Country
from slp_core.rates import OTHER
from slp_core.reference import shipped
from slp_core.services import portfolio
from slp_core.services.portfolio import Filters, When
from ui import look, session, tables

AHEAD = timedelta(days=180)
FIRST = 5  # engagements listed in the brief


def line(land: Country) -> str:
    post = shipped().countries.post_of(land.code)
    return f"Served by {look.plain(post.name)}. Capital {look.plain(land.capital)}, time zone of the post {land.zone}."


def advisory(land: Country, today: date) -> None:
    """The advisory as the one banner, with its age."""
    found = shipped().advisories[land.code]
    due = found.review_due(shipped().rules)
    late = f" State's own review was due {dates.short(due)}." if due < today else ""
    look.verdict(
        "stop" if found.level == 4 else "care" if found.level == 3 else "fine",
        f"Advisory level {found.level}: {found.words}.",
        f"Issued {dates.short(found.issued)}, seen {dates.short(found.seen)}.{late}",
    )
    st.page_link(
        "pages/plan.py",
        label="Plan a deployment here",
        query_params={"country": land.code},
        icon=":material/edit_calendar:",
    )


def rates(land: Country, today: date) -> None:
    """Every place with a rate, in the newest table held."""
    newest = shipped().rates.newest
    look.section(
        "Per diem",
        f"State's table of {newest.as_of:%b %Y}, US dollars. A place not listed takes the rate of other places.",
    )
    rows = [
        [
            look.plain(place) if place != OTHER else "Other places",
            _season(rate),
            f"{rate.lodging:,}",
            f"{rate.mie:,}",
            dates.short(rate.effective),
        ]
        for place in (*shipped().rates.localities(land.code), OTHER)
        for rate in shipped().rates.seasons(land.code, place)
    ]
    tables.plain(rows, ("Place", "Season", "Lodging", "M&IE", "Rate since"), f"Per diem rates of {land.label}")


def facts(land: Country) -> None:
    look.section("Facts")
    week = shipped().calendars.workweeks[land.code]
    rest = " and ".join(calendars.WEEKDAYS[day] for day in sorted(week.weekend))
    st.markdown(
        f"**Weekend** {rest} ({week.confidence} confidence)  \n"
        f"**Languages** {look.plain(', '.join(land.languages))}  \n**Currency** {land.currency}"
    )


def holidays(land: Country, today: date) -> None:
    """Public holidays of the coming half year; where none are known, that is said."""
    look.section("Holidays ahead")
    calendar = shipped().calendars.host(land.code)
    for gap in calendar.unknown(today, today + AHEAD):
        st.markdown(f"{look.state('unknown', 'Not known')} {look.plain(gap.reason)}")
    days = [today + timedelta(k) for k in range(AHEAD.days + 1)]
    rows = [[dates.long(day), look.plain(name)] for day in days if (name := calendar.holiday(day))]
    if rows:
        tables.plain(rows, ("Day", "Holiday"), f"Public holidays of {land.label} in the coming half year")


def engagements(land: Country, today: date) -> None:
    look.section("Engagements here")
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


def _season(rate: object) -> str:
    (first_month, first_day), (last_month, last_day) = rate.season  # type: ignore[attr-defined]
    if (first_month, first_day, last_month, last_day) == (1, 1, 12, 31):
        return "All year"
    return f"{_day(first_month, first_day)} to {_day(last_month, last_day)}"


def _day(month: int, day: int) -> str:
    return f"{day}\u00a0{date(2000, month, 1):%b}"
