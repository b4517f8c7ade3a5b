"""How far a user's roles reach, as SQL: every list, record, sum and export goes through one of these conditions."""

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..roles import Grant, Principal, Scope
from ..store.models import Assignment, ChecklistEntry, Engagement, EngagementPartner, Expert, Mechanism, Partner


def engagements(user: Principal, action: str) -> ColumnElement[bool]:
    """The engagements on which a user may take an action; none where the roles do not include it."""
    return or_(false(), *(_reach(grant) for grant in user.grants_for(action)))


def reaches(db: Session, user: Principal, action: str, engagement: Engagement) -> bool:
    """May the user take this action, too, on an engagement that another one has found?"""
    return db.scalar(select(Engagement.id).where(Engagement.id == engagement.id, engagements(user, action))) is not None


def experts(user: Principal, action: str) -> ColumnElement[bool]:
    """The experts on whom a user may take an action; none where the roles do not include it.

    A coordinator reaches the own agency's, an expert oneself. A post reads what every active expert can do, to know
    whom to ask for, and those who are or were on its engagements. Their names are narrower: see `expert_names`.
    """
    return or_(false(), *(_experts_of(grant) for grant in user.grants_for(action)))


def expert_names(user: Principal) -> ColumnElement[bool]:
    """The experts whose name, days and history a user may see.

    A post sees those on its engagements, and those of the agencies that take part in one: the fewest with whom it can
    still name a team. All others it sees without a name.
    """
    return or_(false(), *(_names_of(grant) for grant in user.grants_for("person:read")))


def _experts_of(grant: Grant) -> ColumnElement[bool]:
    return or_(Expert.active, _on_engagements_of(grant)) if grant.scope is Scope.POST else _names_of(grant)


def _names_of(grant: Grant) -> ColumnElement[bool]:
    match grant.scope:
        case Scope.ALL:
            return true()
        case Scope.POST:
            takes_part = select(EngagementPartner.partner_id).join(
                Engagement, Engagement.id == EngagementPartner.engagement_id
            )
            near = takes_part.where(
                _reach(grant), Engagement.archived_at.is_(None), EngagementPartner.archived_at.is_(None)
            )
            return or_(_on_engagements_of(grant), Expert.partner_id.in_(near))
        case Scope.AGENCY:
            return Expert.partner_id == grant.partner_id
        case Scope.SELF:
            return Expert.id == grant.expert_id


def _on_engagements_of(grant: Grant) -> ColumnElement[bool]:
    named = select(Assignment.expert_id).join(Engagement, Engagement.id == Assignment.engagement_id)
    return Expert.id.in_(
        named.where(
            Assignment.expert_id.is_not(None),
            Assignment.archived_at.is_(None),
            Engagement.archived_at.is_(None),
            _reach(grant),
        )
    )


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
            own = select(EngagementPartner.engagement_id).where(
                EngagementPartner.partner_id == grant.partner_id, EngagementPartner.archived_at.is_(None)
            )
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


def partners(user: Principal, action: str) -> ColumnElement[bool]:
    """The agencies on which a user may take an action: a post's officer reaches all, a coordinator the own one."""
    return or_(false(), *(_agency_reach(grant) for grant in user.grants_for(action)))


def _agency_reach(grant: Grant) -> ColumnElement[bool]:
    match grant.scope:
        case Scope.ALL | Scope.POST:
            return true()
        case Scope.AGENCY:
            return Partner.id == grant.partner_id
        case Scope.SELF:
            return Partner.id.in_(select(Expert.partner_id).where(Expert.id == grant.expert_id))


def partner_people(user: Principal) -> ColumnElement[bool]:
    """The agencies whose contacts a user sees by name: a post those that take part in its engagements."""
    return or_(false(), *(_people_of(grant) for grant in user.grants_for("person:read")))


def _people_of(grant: Grant) -> ColumnElement[bool]:
    if grant.scope is not Scope.POST:
        return _agency_reach(grant)
    takes_part = select(EngagementPartner.partner_id).join(Engagement, Engagement.id == EngagementPartner.engagement_id)
    near = takes_part.where(_reach(grant), Engagement.archived_at.is_(None), EngagementPartner.archived_at.is_(None))
    return Partner.id.in_(near)


def mechanisms(user: Principal, action: str) -> ColumnElement[bool]:
    """The agreements on which a user may take an action.

    An agency's agreements are not made for one country: whoever acts for a post may read all of them, a coordinator
    those of the own agency.
    """
    return or_(false(), *(_reach_of_mechanisms(grant) for grant in user.grants_for(action)))


def _reach_of_mechanisms(grant: Grant) -> ColumnElement[bool]:
    match grant.scope:
        case Scope.ALL | Scope.POST:
            return true()
        case Scope.AGENCY:
            return Mechanism.partner_id == grant.partner_id
        case Scope.SELF:
            return false()
