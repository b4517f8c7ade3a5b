"""What an imported table of rates changes: the estimates it moves, ceilings they cross, and pricing them again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from .. import plan, rate_changes
from ..approvals import EstimateStatus
from ..cost_lines import CostLine
from ..errors import NotFound
from ..imports.publications import PublicationKind
from ..lifecycle import ENDED
from ..rate_changes import Window
from ..reference import shipped
from ..repricing import Priced, reprice
from ..roles import Principal
from ..store.models import Engagement, Estimate, ImportBatch, Mechanism, Place, Publication, Stay
from ..tariffs import PricedLine
from . import estimate_versions, estimates, mechanism_terms, references, scope
from .references import Held

PRICES = (PublicationKind.FOREIGN_PER_DIEM, PublicationKind.CONUS)


@dataclass(frozen=True, slots=True)
class Table:
    """An imported table of rates that is in force."""

    id: int  # of its import
    title: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Moved:
    """An estimate that the table moves: as it stands, and priced again. An approved one stays as it is."""

    reference: str
    title: str
    country: str
    number: str
    status: EstimateStatus
    before: Decimal
    after: Decimal | None  # None where it can no longer be priced
    was_provisional: bool
    provisional: bool
    mechanism: str  # public reference; empty where it runs under none
    crosses: bool = False  # with the others that move, it takes its agreement above the ceiling

    @property
    def approved(self) -> bool:
        return self.status is EstimateStatus.APPROVED

    @property
    def delta(self) -> Decimal:
        """Dollars."""
        return Decimal(0) if self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Impact:
    """All that one table moves within the user's reach: open estimates first, the largest difference first."""

    table: Table
    looked_at: int  # engagements whose days and countries it could move
    rows: tuple[Moved, ...]

    @property
    def open(self) -> tuple[Moved, ...]:
        return tuple(row for row in self.rows if not row.approved)

    @property
    def delta(self) -> Decimal:
        """Dollars, of the open ones together."""
        return sum((row.delta for row in self.open), Decimal("0.00"))

    @property
    def crossed(self) -> tuple[str, ...]:
        """The agreements whose ceiling the open ones would cross."""
        return tuple(sorted({row.mechanism for row in self.rows if row.crosses}))


class _Candidate(NamedTuple):
    engagement: Engagement
    number: str
    status: str
    total: Decimal
    provisional: bool
    mechanism: str | None


def tables(db: Session, user: Principal) -> tuple[Table, ...]:
    """The imported tables of rates in force, newest import first. Raises NotAllowed for roles that see no money."""
    user.require("estimate:read")
    rows = db.execute(
        select(ImportBatch.id, ImportBatch.kind, Publication.as_of)
        .join(Publication, Publication.sha256 == ImportBatch.sha256)
        .where(ImportBatch.undone_at.is_(None), ImportBatch.kind.in_(PRICES))
        .order_by(ImportBatch.id.desc())
    )
    return tuple(Table(number, _title(PublicationKind(kind), as_of), as_of) for number, kind, as_of in rows)


def of_import(db: Session, user: Principal, number: int) -> Impact:
    """What the table of an import moves, beside what held without it. Raises NotAllowed, NotFound.

    Only engagements that are not over, and whose days and countries it can touch, are priced.
    """
    table = next((one for one in tables(db, user) if one.id == number), None)
    if table is None:
        raise NotFound("There is no such table in force.", hint="Look in the list of imports.", reference=str(number))
    found = _candidates(db, user, "estimate:read", _windows(db, number))
    rows = [row for one, priced in _priced(db, user, found) if (row := _moved(one, priced))]
    rows = _with_ceilings(db, rows)
    return Impact(table, len(found), tuple(sorted(rows, key=lambda row: (row.approved, -abs(row.delta), row.number))))


def price_again(db: Session, user: Principal, number: int, now: datetime) -> str:
    """Make a new version of each open estimate that the table moves, in one transaction. Gives how many.

    Those that are priced with it already are left alone: a second time there are none.
    """
    user.require("estimate:prepare")
    moved = {row.number for row in of_import(db, user, number).open if row.after is not None}
    known = references.current(db, user)
    made = 0
    for one in _candidates(db, user, "estimate:prepare", _windows(db, number)):
        if one.number in moved:
            cost = estimate_versions.price(one.engagement, known)
            estimates.add_next(db, user, one.engagement, cost, now)
            made += 1
    return str(made)


def _windows(db: Session, number: int) -> tuple[Window, ...]:
    """The days and countries of an import's table, found beside the data that held without it."""
    held = references.in_force(db)
    digest = db.scalars(select(ImportBatch.sha256).where(ImportBatch.id == number)).one()
    mine: Held = next(one for one in held if one.sha256 == digest)
    now, before = references.built(db, held), references.built(db, tuple(one for one in held if one != mine))
    if mine.kind is PublicationKind.CONUS:
        year = next((one for one in now.conus.years.values() if one.sha256 == digest), None)
        return rate_changes.of_year(year, now.conus) if year else ()
    month = next((one for one in now.rates.publications if one.sha256 == digest), None)
    return rate_changes.of_month(month, before.rates, now.rates) if month else ()


def _candidates(db: Session, user: Principal, action: str, windows: Iterable[Window]) -> list[_Candidate]:
    newest = (
        select(func.max(Estimate.version_no))
        .where(Estimate.engagement_id == Engagement.id)
        .correlate(Engagement)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Engagement, Estimate.number, Estimate.status, Estimate.total, Estimate.provisional, Mechanism.reference)
        .join(Estimate, and_(Estimate.engagement_id == Engagement.id, Estimate.version_no == newest))
        .outerjoin(Mechanism, Mechanism.id == Engagement.mechanism_id)
        .where(
            Engagement.archived_at.is_(None),
            Engagement.stage.not_in(ENDED),
            scope.engagements(user, action),
            or_(*map(_within, windows)),
        )
        .order_by(Engagement.id)
    )
    return [_Candidate(*row) for row in rows] if windows else []


def _within(window: Window) -> ColumnElement[bool]:
    """The engagements with a day in a window and, where it has countries, a stay in one of them."""
    days = [Engagement.returns_on >= window.first]
    if window.last is not None:
        days.append(Engagement.departs_on <= window.last)
    if window.countries is not None:
        there = select(Stay.engagement_id).join(Place, Place.id == Stay.place_id)
        days.append(Engagement.id.in_(there.where(Place.country.in_(window.countries))))
    return and_(*days)


def _priced(db: Session, user: Principal, found: list[_Candidate]) -> Iterable[tuple[_Candidate, Priced]]:
    known = references.current(db, user)
    plans = [plan.from_json(one.engagement.plan) for one in found]
    return zip(found, reprice(plans, known.rules, known.rates), strict=True)


def _moved(one: _Candidate, priced: Priced) -> Moved | None:
    """The row of an estimate that is no longer as it was stored; an approved one only where its amount differs."""
    after = None if priced.refusal else priced.total
    provisional = any(map(_provisional, priced.lines))
    alike = provisional == one.provisional or one.status == EstimateStatus.APPROVED
    if after == one.total and alike:
        return None
    trip = one.engagement
    return Moved(
        trip.reference, trip.title, shipped().countries.label(trip.country), one.number, EstimateStatus(one.status),
        one.total, after, one.provisional, provisional, one.mechanism or "",
    )  # fmt: skip


def _provisional(line: PricedLine | CostLine) -> bool:
    if isinstance(line, CostLine):
        return line.provisional
    return line.tariff.period is not None and line.tariff.period.provisional


def _with_ceilings(db: Session, rows: list[Moved]) -> list[Moved]:
    """Mark the open estimates that, all priced again, take their agreement from within its ceiling to above it."""
    more: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.mechanism and not row.approved:
            more[row.mechanism] += row.delta
    found = db.scalars(select(Mechanism).where(Mechanism.reference.in_(more))).all()
    use = mechanism_terms.use_of(db, [one.id for one in found])
    over = set()
    for one in found:
        left = mechanism_terms.ceiling_of(mechanism_terms.in_force(one).ceiling, use.get(one.id)).left
        if left is not None and left >= 0 > left - more[one.reference]:
            over.add(one.reference)
    return [replace(row, crosses=row.mechanism in over and not row.approved and row.delta > 0) for row in rows]


def _title(kind: PublicationKind, as_of: date) -> str:
    if kind is PublicationKind.CONUS:
        return f"GSA's per diem of FY{as_of.year + 1}"
    return f"State's foreign per diem of {as_of:%b %Y}"
