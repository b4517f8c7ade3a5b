"""The parts of the page on rules: what is in force on a day, and how a value came to be what it is."""

from datetime import date
from decimal import Decimal

import streamlit as st

from slp_core import dates
from slp_core.errors import NotInForce
from slp_core.reference import shipped
from slp_core.rules import Authority, DatedValue, Rule
from slp_core.text import search_key
from ui import address, ages, look, session, tables

AUTHORITIES = {"": "All", **{authority.value: look.BASIS[authority][2] for authority in Authority}}
CHECKED = {"": "All", "unverified": "Not read at the source"}


def in_force() -> None:
    """The rules on a chosen day, narrowed; each with its value, its days and where it comes from."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = address.search("In force on", "day", width=150, placeholder=session.today().isoformat())
        words = address.search("Search", "find", width=230, placeholder="Mileage, FACT, lodging")
        authority = address.choose("Authority", AUTHORITIES, "authority")
        checked = address.choose("Checked", CHECKED, "checked")
    day = dates.parse_day(typed, "day") if typed else session.today()
    found = [
        (rule, held)
        for rule in shipped().rules.rules.values()
        if search_key(words) in search_key(f"{rule.title} {rule.id}")
        and _shown(held := _on(rule, day), authority, checked)
    ]
    st.markdown(f"**{dates.count(len(found), 'rule')}** on {dates.long(day)}")
    if not found:
        look.empty("No rule matches.", "Take a filter away, or choose another day.")
        return
    rows = [[look.plain(rule.title), _value(rule, held), _basis(held)] for rule, held in found]
    tables.plain(rows, ("Rule", "Value", "Where it comes from"), f"Rules in force on {dates.long(day)}")
    history({rule.id: rule for rule, _ in found})


def history(rules: dict[str, Rule]) -> None:
    """Every value one rule has had, oldest first."""
    look.section("History of a value")
    titles = {rule_id: rule.title for rule_id, rule in rules.items()}
    chosen = st.selectbox("Rule", list(titles), format_func=titles.__getitem__)
    rule = rules[chosen]
    rows = [
        [
            f"{dates.short(value.start)} to {dates.short(value.end) if value.end else 'open'}",
            look.plain(_amount(value.value, rule.unit)),
            f"{look.basis(value.citation)}  \n:small[checked {dates.short(value.citation.checked)}]",
        ]
        for value in rule.values
    ]
    tables.plain(rows, ("Days", "Value", "Where it comes from"), f"Values of {rule.title}")


def data(today: date) -> None:
    """How old every table is."""
    st.caption("A table is out of date when its publisher should have issued a newer one.")
    ages.table(sorted(session.reference().sources, key=lambda s: (not s.is_stale(today), s.title)), today)
    st.caption("Capital cities, country and state codes: GeoNames, CC BY 4.0. Shapes: Natural Earth, public domain.")


def _on(rule: Rule, day: date) -> DatedValue | None:
    try:
        return rule.on(day)
    except NotInForce:
        return None


def _shown(held: DatedValue | None, authority: str, checked: str) -> bool:
    if held is None:
        return not authority and not checked
    return (not authority or held.citation.authority == authority) and (not checked or not held.citation.verified)


def _value(rule: Rule, held: DatedValue | None) -> str:
    if held is None:
        return look.state("unknown", "Not in force")
    until = f", until {dates.short(held.end)}" if held.end else ""
    return f"{look.plain(_amount(held.value, rule.unit))}  \n:small[from {dates.short(held.start)}{until}]"


def _amount(value: Decimal, unit: str) -> str:
    """85 %, $10,000, yes, 12 hours: the value as a person says it."""
    match unit:
        case "ratio":
            return f"{(value * 100).normalize():f}\u00a0%"
        case "flag":
            return "yes" if value else "no"
        case "USD":
            return f"${value:,.2f}".removesuffix(".00")
    return f"{value.normalize():f} {unit.removesuffix('s') if value == 1 else unit}"


def _basis(held: DatedValue | None) -> str:
    return "No value covers this day." if held is None else look.basis(held.citation)
