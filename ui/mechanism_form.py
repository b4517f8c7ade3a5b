"""The forms of an agreement: to record or correct what was signed, and to record an amendment."""

from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from slp_core import dates, money
from slp_core.mechanism_checks import MOST_DAYS, MOST_YEARS
from slp_core.mechanisms import (
    AMENDMENT_WORDS,
    BASIS_WORDS,
    MOVES_CEILING,
    MOVES_END,
    Agreed,
    Amendment,
    AmendmentKind,
    Basis,
    Terms,
)
from slp_core.reference import shipped
from slp_core.services import mechanisms
from slp_core.services.mechanisms import MechanismView
from ui import as_shown, leaving, look, session


def add(partner: str) -> None:
    """Record an agreement of an agency; its type gives the deadlines to begin from."""
    token = session.token("mechanism")
    types = shipped().catalogue.mechanism_types
    key = st.selectbox("Type", list(types), format_func=lambda one: types[one].title, key=f"mechanism-type-{token}")
    kind = types[key]
    st.markdown(f"{look.plain(kind.note)} {look.basis(kind.citation.read())}")
    begins = Terms(session.today(), None, None)
    usual = Agreed(key, "", "", begins, kind.basis, kind.report_days, kind.claim_days, kind.retention_years)
    with st.form(f"mechanism-{token}-{key}", border=False):
        typed = _agreed(usual)
        if st.form_submit_button("Add agreement", icon=":material/handshake:"):
            with session.refusals():
                reference = session.do(token, mechanisms.add, partner, _read(key, typed))
                session.renew("mechanism")
                leaving.to("mechanism", reference)


def correct(found: MechanismView) -> None:
    """Correct what was recorded as signed."""
    token = session.token("mechanism-correct")
    version = as_shown.version(f"{token}-{found.reference}", found.version)
    types = shipped().catalogue.mechanism_types
    with st.form(f"mechanism-{token}", border=False):
        st.caption("For mistakes in what was recorded. What was agreed later is an amendment.")
        options = list(types)
        now = options.index(found.agreed.type) if found.agreed.type in options else 0
        key = st.selectbox("Type", options, index=now, format_func=lambda one: types[one].title)
        typed = _agreed(found.agreed)
        if st.form_submit_button("Correct agreement", icon=":material/edit_note:"):
            with session.refusals():
                session.do(token, mechanisms.change, found.reference, _read(key, typed), version)
                session.renew("mechanism-correct")
                st.rerun()


def amend(found: MechanismView) -> None:
    """Record a signed amendment; only what its kind changes is asked for."""
    token = session.token("amendment")
    kinds = list(AmendmentKind)
    words = AMENDMENT_WORDS.__getitem__
    kind = AmendmentKind(st.selectbox("Kind of amendment", kinds, format_func=words, key=f"kind-{token}") or kinds[0])
    with st.form(f"amendment-{token}-{kind}", border=False):
        signed_on = st.text_input("Signed on", session.today().isoformat())
        typed = _amended(kind)
        text = st.text_input("What it says, in a few words")
        if st.form_submit_button("Record amendment", icon=":material/history_edu:"):
            with session.refusals():
                ends, change = _read_amended(kind, typed)
                wanted = Amendment(0, kind, dates.parse_day(signed_on, "signed_on"), ends, change, text)
                session.do(token, mechanisms.amend, found.reference, wanted, found.version, session.today())
                session.renew("amendment")
                st.rerun()


def _agreed(now: Agreed) -> dict[str, Any]:
    """The inputs of what was signed, as typed."""
    typed: dict[str, Any] = {"title": st.text_input("Title", now.title, placeholder="Police training")}
    typed["number"] = st.text_input("Number, as signed", now.number)
    first, last = st.columns(2, gap="small", wrap=False)
    typed["begins"] = first.text_input("First day", now.terms.begins.isoformat())
    typed["ends"] = last.text_input("Last day (empty: no end)", now.terms.ends.isoformat() if now.terms.ends else "")
    ceiling = "" if now.terms.ceiling is None else f"{now.terms.ceiling:,.2f}"
    typed["ceiling"] = st.text_input("Ceiling in dollars (empty: none agreed)", ceiling)
    typed["basis"] = st.selectbox(
        "Travel is reimbursed by", list(Basis), index=list(Basis).index(now.basis), format_func=BASIS_WORDS.__getitem__
    )
    report, claim, kept = st.columns(3, gap="small")
    typed["report_days"] = report.number_input("Report, days after return", 0, MOST_DAYS, now.report_days)
    typed["claim_days"] = claim.number_input("Claim, days after return", 0, MOST_DAYS, now.claim_days)
    typed["retention_years"] = kept.number_input("Records kept, years", 0, MOST_YEARS, now.retention_years)
    return typed


def _read(key: str, typed: dict[str, Any]) -> Agreed:
    """What the inputs mean. Raises InvalidInput naming the field."""
    terms = Terms(
        dates.parse_day(typed["begins"], "begins_on"),
        dates.parse_day(typed["ends"], "ends_on") if typed["ends"].strip() else None,
        money.parse_money(typed["ceiling"], "ceiling") if typed["ceiling"].strip() else None,
    )
    days = (int(typed["report_days"]), int(typed["claim_days"]), int(typed["retention_years"]))
    return Agreed(key, typed["number"], typed["title"], terms, typed["basis"], *days)


def _amended(kind: AmendmentKind) -> dict[str, str]:
    """The inputs that a kind has: the new last day, and by how much the ceiling changes."""
    typed = {}
    if kind in MOVES_END:
        open_end = "" if kind is AmendmentKind.RENEWAL else " (empty: no end)"
        typed["ends"] = st.text_input(f"New last day{open_end}", placeholder="2028-09-30")
    if kind in MOVES_CEILING:
        optional = " (empty: as it is)" if kind is AmendmentKind.RENEWAL else ""
        typed["change"] = st.text_input(f"Change of the ceiling in dollars{optional}", placeholder="25,000 or -10,000")
    return typed


def _read_amended(kind: AmendmentKind, typed: dict[str, str]) -> tuple[date | None, Decimal | None]:
    ends, change = typed.get("ends", "").strip(), typed.get("change", "").strip()
    sign = -1 if change[:1] in ("-", "−") else 1
    amount = money.parse_money(change.lstrip("-−+"), "ceiling_change") * sign if change else None
    must_end = kind is AmendmentKind.RENEWAL  # its last day is never left out
    return dates.parse_day(ends, "ends_on") if ends or must_end else None, amount
