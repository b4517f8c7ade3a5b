"""The cost of an engagement: its estimate as stored, the versions before it, and the next step towards approval."""

from decimal import Decimal

import streamlit as st

from slp_core import dates, money
from slp_core.approvals import STATUS_WORDS, EstimateStatus
from slp_core.costs import not_included
from slp_core.estimate_diff import Difference, differences
from slp_core.issued import IssuedEstimate
from slp_core.lifecycle import ENDED
from slp_core.roles import Principal
from slp_core.services import estimate_versions
from slp_core.services.engagements import EngagementView
from slp_core.services.estimate_versions import Version
from ui import approval, estimate_files, look, session, spread, tables, trace

STATE = {
    EstimateStatus.DRAFT: "todo",
    EstimateStatus.SUBMITTED: "waiting",
    EstimateStatus.RETURNED: "late",
    EstimateStatus.APPROVED: "done",
    EstimateStatus.SUPERSEDED: "ended",
}


def cost(found: EngagementView, user: Principal) -> None:
    """The newest version, or the one chosen, as it was stored; what may be done with it; how it came about."""
    versions = session.remember(estimate_versions.of_engagement, found.reference)
    if not versions:
        look.empty("Not priced.", "No rate was known for these days when it was saved.")
        _again(found, user)
        return
    shown = _chosen(found, versions)
    st.markdown(head(shown))
    if shown.number == versions[0].number:
        approval.step(shown, user)
    spread.line(found.kind, found.country, shown.travelers, shown.days)
    tables.cost_lines(shown.lines, shown.total)
    trace.choose(shown.lines, f"trace-{shown.number}", shown)
    tables.notices(shown.notices)
    if missing := not_included(shown):
        st.caption(f"Not in this figure: {', '.join(missing)}.")
    estimate_files.issued(shown)
    if len(versions) > 1:
        _compare(found, shown, versions)
    _again(found, user)


def head(shown: IssuedEstimate) -> str:
    """What it is, where it stands, and who stands behind it."""
    status = EstimateStatus(shown.status)
    said = [f"{look.state(STATE[status], STATUS_WORDS[status])} **{shown.number}**, version {shown.version_no}."]
    said.append(
        f"Priced by {look.plain(shown.prepared_by)}, {dates.short(shown.issued.date())}; stored as it was then."
    )
    if shown.submitted:
        said.append(f"Submitted by {look.plain(shown.submitted_by)}, {dates.short(shown.submitted.date())}.")
    if shown.decided:
        who, did = (shown.approved_by, "Approved") if shown.approved_by else (shown.returned_by, "Sent back")
        said.append(f"{did} by {look.plain(who)}, {dates.short(shown.decided.date())}.")
    if shown.reason:
        said.append(f"Reason: “{look.plain(shown.reason)}”")
    if shown.ceiling:
        said.append(f"\n\n:small[{look.plain(' '.join([shown.ceiling, *_confirmed(shown)]))}]")
    return " ".join(said)


def _confirmed(shown: IssuedEstimate) -> list[str]:
    return ["Confirmed when approved:", *shown.confirmed] if shown.confirmed else []


def _chosen(found: EngagementView, versions: tuple[Version, ...]) -> IssuedEstimate:
    newest = versions[0]
    number = newest.number
    if len(versions) > 1:  # another newest one, or another state of it, is shown first
        number = _select("Version", versions, f"version-{number}-{newest.status}", index=0) or number
    return session.remember(estimate_versions.one, found.reference, number)


def _select(label: str, versions: tuple[Version, ...], key: str, index: int | None) -> str | None:
    words = {
        one.number: f"Version {one.version_no}, {STATUS_WORDS[one.status].lower()}, {money.words(one.total)}"
        for one in versions
    }
    return st.selectbox(
        label, list(words), index=index, format_func=words.__getitem__, key=key, placeholder="Choose a version"
    )


def _compare(found: EngagementView, shown: IssuedEstimate, versions: tuple[Version, ...]) -> None:
    """What differs from another version, line by line."""
    others = tuple(one for one in versions if one.number != shown.number)
    number = _select("Compare with", others, f"compare-{shown.number}", index=None)
    if number is None:
        return
    other = session.remember(estimate_versions.one, found.reference, number)
    changed = differences(other, shown)
    if not changed:
        st.markdown(f"Every line is as in version {other.version_no}.")
        return
    deltas = [*(one.delta for one in changed), shown.total - other.total]
    rows = [[_what(one), _words(delta)] for one, delta in zip(changed, deltas, strict=False)]
    rows.append(["**Total**", f"**{_words(deltas[-1])}**"])
    tables.plain(rows, (f"Since version {other.version_no}", "Difference"), "Lines that differ between two versions")


def _what(one: Difference) -> str:
    before = look.plain(f"{one.before.formula} = {money.words(one.before.amount)}") if one.before else "no line"
    after = look.plain(f"{one.after.formula} = {money.words(one.after.amount)}") if one.after else "no line"
    return f"**{look.plain(one.what)}**  \n{before} → {after}"


def _words(delta: Decimal) -> str:
    return look.plain(f"{'+' if delta > 0 else ''}{money.words(delta)}")


def _again(found: EngagementView, user: Principal) -> None:
    """Price the saved plan with the rates of today, for those who may and while it is not over."""
    if found.stage in ENDED or not user.reaches("estimate:prepare", found.country):
        return
    token = session.token("price-again")
    help_ = "A new version with the rates and rules in force now. What is not approved yet is superseded by it."
    if st.button("Price again", icon=":material/refresh:", key=f"again-{token}", help=help_):
        with session.refusals():
            call = (found.reference, found.version, session.today(), session.now())
            session.do(token, estimate_versions.price_again, *call)
            session.renew("price-again")
            st.rerun()
