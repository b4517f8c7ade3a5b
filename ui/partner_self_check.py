"""The self-check on its agency's page: the grade and its age, the way to the answers, and invitations."""

import streamlit as st

from slp_core import dates
from slp_core.roles import Principal
from slp_core.self_check import GRADE_WORDS
from slp_core.services import self_check_views, self_checks
from slp_core.services.self_check_views import Standing
from ui import invitations, look, self_check_result, session


def words(partner: str) -> str:
    """In one line: the grade of today, and how old the answers are."""
    found = session.remember(self_check_views.standing, partner, session.today())
    return f"{GRADE_WORDS[found.now.grade]}, {self_check_result.age(found.age)}" if found else "Never done"


def mine(user: Principal) -> None:
    """On My work: how the agency that one answers for stands, with the way to its questions."""
    if user.may("self_check:answer") and (partner := session.remember(self_checks.own_agency)):
        look.section("Readiness self-check")
        st.page_link("pages/self_check.py", label=f"{words(partner)}: open it", icon=":material/fact_check:")


def section(partner: str, user: Principal) -> None:
    found = session.remember(self_check_views.standing, partner, session.today())
    look.section("Readiness self-check")
    if found is None:
        look.empty("Never finished.", "The agency answers some thirty questions; the grade and its age stand here.")
    else:
        _standing(found)
    if user.may("self_check:read"):
        st.page_link(
            "pages/self_check.py",
            label="Open the self-check" if found else "Begin or go on",
            icon=":material/fact_check:",
            query_params={"ref": partner},
        )
    if user.may("self_check:invite"):
        invitations.section(partner)


def _standing(found: Standing) -> None:
    badge = self_check_result.grade_badge
    running = " A new one is being answered." if found.running else ""
    st.markdown(
        f"**Today** {badge(found.now.grade)} {look.plain(found.now.why)}  \n"
        f"**When finished** {badge(found.then)} {dates.short(found.finished)}, "
        f"{self_check_result.age(found.age)}.{running}"
    )
