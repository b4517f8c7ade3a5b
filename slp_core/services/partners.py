"""Partner agencies: who may be chosen for an engagement."""

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session

from .. import text
from ..errors import InvalidInput
from ..partners import Level, Sector
from ..roles import Principal, Scope
from ..store import counters
from ..store.models import Partner


def choices(db: Session, user: Principal) -> dict[str, str]:
    """The agencies a user may name in a plan, reference -> name with state; an agency's own people see theirs."""
    if not user.may("partner:read"):
        return {}
    grants = user.grants_for("partner:read")
    own = [grant.partner_id for grant in grants if grant.scope is Scope.AGENCY]
    reach = true() if len(own) < len(grants) else or_(*(Partner.id == partner for partner in own))
    rows = db.execute(
        select(Partner.reference, Partner.name, Partner.state)
        .where(Partner.archived_at.is_(None), reach)
        .order_by(Partner.name)
    )
    return {row.reference: f"{row.name} ({row.state})" for row in rows}


def add(
    db: Session,
    user: Principal,
    name: str,
    state: str,
    level: str,
    sector: str,
    capacity: int,
    *,
    invented: bool = False,
) -> str:
    """A new agency; `capacity` is the most engagements it takes on in a year. Gives its public reference."""
    user.require("partner:change")
    shown = " ".join(text.limited(name, 200, "name").split())
    if not shown:
        raise InvalidInput("The agency's name is missing.", hint="Write it as the agency does.", field="name")
    if level not in tuple(Level) or sector not in tuple(Sector):
        raise InvalidInput(
            "The agency's level or sector is not known.", hint="Choose both from their lists.", field="sector"
        )
    partner = Partner(
        reference=counters.next_reference(db, "P"),
        name=shown,
        search_key=text.search_key(shown),
        state=state,
        level=level,
        sector=sector,
        yearly_capacity=capacity,
        invented=invented,
    )
    db.add(partner)
    return partner.reference
