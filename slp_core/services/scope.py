"""How far a user's roles reach, as SQL: every list, record, sum and export goes through one of these conditions."""

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..roles import Grant, Principal, Scope
from ..store.models import Assignment, ChecklistEntry, Engagement, EngagementPartner


def engagements(user: Principal, action: str) -> ColumnElement[bool]:
    """The engagements on which a user may take an action; none where the roles do not include it."""
    return or_(false(), *(_reach(grant) for grant in user.grants_for(action)))


def reaches(db: Session, user: Principal, action: str, engagement: Engagement) -> bool:
    """May the user take this action, too, on an engagement that another one has found?"""
    return db.scalar(select(Engagement.id).where(Engagement.id == engagement.id, engagements(user, action))) is not None


def lands(user: Principal, action: str, country: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The rows of a table with a country on which a user may take an action: needs, institutions."""
    reaches = [
        true() if grant.scope is Scope.ALL else country.in_(grant.countries)
        for grant in user.grants_for(action)
        if grant.scope in (Scope.ALL, Scope.POST)
    ]
    return or_(false(), *reaches)


def _reach(grant: Grant) -> ColumnElement[bool]:
    match grant.scope:
        case Scope.ALL:
            return true()
        case Scope.POST:
            return Engagement.country.in_(grant.countries)
        case Scope.AGENCY:
            own = select(EngagementPartner.engagement_id).where(EngagementPartner.partner_id == grant.partner_id)
            return Engagement.id.in_(own)
        case Scope.SELF:
            own = select(Assignment.engagement_id).where(
                Assignment.expert_id == grant.expert_id, Assignment.archived_at.is_(None)
            )
            return Engagement.id.in_(own)


def step_reach(grant: Grant) -> ColumnElement[bool]:
    """The checklist entries, joined to their engagement, that one grant reaches: an expert's are the own ones."""
    if grant.scope is not Scope.SELF:
        return _reach(grant)
    own = select(Assignment.id).where(Assignment.expert_id == grant.expert_id, Assignment.archived_at.is_(None))
    return ChecklistEntry.assignment_id.in_(own)
