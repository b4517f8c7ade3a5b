"""The lead times of an agreement: what was decided for it over the checklists' own, and setting another."""

from slp_core.lead_times import LeadTimeScope
from slp_core.roles import Principal
from slp_core.services import lead_times
from ui import lead_times as shared
from ui import look, session


def section(reference: str, user: Principal) -> None:
    """The steps of one kind of engagement with the agreement's own lead times marked.

    They go before those of a post and of INL/KM for every engagement under the agreement.
    """
    today = session.today()
    kind = shared.kind_chosen()
    decided = session.remember(lead_times.of_mechanism, reference, today)
    decisions = [one for one in decided if one.lead_time.kind is kind]
    if not decided:
        look.empty("No lead time of its own.", "Steps are due as the post, INL/KM or the checklist says.")
    items = shared.steps(kind, decisions, today)
    if shared.everywhere(user):
        scope = {LeadTimeScope.MECHANISM: (reference, f"Engagements under {reference}")}
        shared.form(kind, items, scope, today)
        for one in decisions:
            shared.taken_back(one)
