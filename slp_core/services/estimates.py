"""The priced versions of an engagement, stored as issued: figures and citations are never worked out again."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..approvals import OPEN, EstimateStatus
from ..cost_lines import BorneBy, CostEstimate, CostLine, Notice, RateRow
from ..currency import read_price
from ..issued import IssuedEstimate, IssuedLine
from ..roles import Principal
from ..rules import Authority, Citation, Seen
from ..store import counters
from ..store.models import Engagement, Estimate, EstimateLine
from . import users


def add_first(db: Session, user: Principal, engagement: Engagement, cost: CostEstimate, now: datetime) -> None:
    """Store the price of a new engagement as its first version, a draft until someone approves it."""
    _add(db, user, engagement, cost, now, 1)


def add_next(db: Session, user: Principal, engagement: Engagement, cost: CostEstimate, now: datetime) -> str:
    """Store another price of an engagement as its next version, which supersedes those not yet approved.

    The earlier ones stay as issued. Gives the new number.
    """
    supersede(db, engagement)
    latest_no = select(func.max(Estimate.version_no)).where(Estimate.engagement_id == engagement.id)
    engagement.estimate, engagement.estimate_provisional = cost.total, cost.provisional
    return _add(db, user, engagement, cost, now, (db.scalar(latest_no) or 0) + 1)


def supersede(db: Session, engagement: Engagement) -> None:
    """End the versions not yet approved: what they price is no longer what is planned."""
    for earlier in db.scalars(
        select(Estimate).where(Estimate.engagement_id == engagement.id, Estimate.status.in_(OPEN))
    ):
        earlier.status = EstimateStatus.SUPERSEDED


def _add(db: Session, user: Principal, engagement: Engagement, cost: CostEstimate, now: datetime, version: int) -> str:
    estimate = Estimate(
        engagement_id=engagement.id,
        number=counters.next_reference(db, "C", engagement.departs_on.year),
        version_no=version,
        status=EstimateStatus.DRAFT,
        total=cost.total,
        currency="USD",
        provisional=cost.provisional,
        travelers=engagement.travelers,
        days=(engagement.returns_on - engagement.departs_on).days + 1,
        prepared_by=user.id,
        issued_at=now,
        notices=[asdict(notice) for notice in cost.notices],
    )
    db.add(estimate)
    db.flush()
    db.add_all(_row(estimate.id, place, line) for place, line in enumerate(cost.lines))
    return estimate.number


def issued(db: Session, engagement: Engagement, found: Estimate) -> IssuedEstimate:
    """A stored version as it was issued, for other use cases: they have asked who may see it."""
    rows = db.scalars(select(EstimateLine).where(EstimateLine.estimate_id == found.id).order_by(EstimateLine.sequence))
    hands = (found.prepared_by, found.submitted_by, found.decided_by)
    who = users.names(db, [one for one in hands if one]) | {None: ""}
    decision = found.decision or {}
    return IssuedEstimate(
        number=found.number,
        version_no=found.version_no,
        status=found.status,
        engagement=engagement.reference,
        title=engagement.title,
        total=found.total,
        provisional=found.provisional,
        issued=found.issued_at,
        prepared_by=who[found.prepared_by],
        lines=tuple(map(_line, rows)),
        notices=tuple(Notice(**stored) for stored in found.notices or ()),
        approved_by=who[found.decided_by] if found.status == EstimateStatus.APPROVED else "",
        decided=found.decided_at,
        submitted_by=who[found.submitted_by],
        submitted=found.submitted_at,
        returned_by="" if found.status == EstimateStatus.APPROVED else who[found.decided_by],
        reason=found.reason or "",
        ceiling=decision.get("ceiling", ""),
        confirmed=tuple(decision.get("confirmed", ())),
        travelers=found.travelers,
        days=found.days,
        version=found.version,
    )


def _row(estimate_id: int, number: int, line: CostLine) -> EstimateLine:
    return EstimateLine(
        estimate_id=estimate_id,
        sequence=number,
        category=line.category,
        description=line.what,
        formula=line.formula,
        travelers=line.travelers,
        quantity=line.quantity,
        unit=line.unit,
        rate=line.rate,
        share=line.share,
        amount=line.amount,
        country=line.country,
        locality=line.locality,
        first_day=line.first,
        last_day=line.last,
        provisional=line.provisional,
        trace=_trace(line),
    )


def _trace(line: CostLine) -> dict[str, Any]:
    """What a figure rests on, as JSON; `_line` reads it back."""
    row = line.row
    return {
        "less": f"{line.less:f}",
        "citations": [_citation(citation) for citation in line.citations],
        "row": row and (asdict(row) | {"effective": row.effective and row.effective.isoformat()}),
        "entered": line.entered,
        "borne_by": line.borne_by,
        "needs_approval": line.needs_approval,
        "rough": line.rough,
        "foreign": line.foreign and line.foreign.as_text(),
    }


def _line(row: EstimateLine) -> IssuedLine:
    trace = row.trace
    return IssuedLine(
        category=row.category,
        what=row.description,
        formula=row.formula,
        travelers=row.travelers,
        quantity=row.quantity,
        unit=row.unit,
        share=row.share,
        rate=row.rate,
        less=Decimal(trace.get("less", "0")),
        amount=row.amount,
        country=row.country or "",
        locality=row.locality or "",
        first=row.first_day,
        last=row.last_day,
        provisional=row.provisional,
        citations=tuple(map(citation_of, trace["citations"])),
        row=_rate_row(trace.get("row")),
        entered=trace.get("entered", ""),
        borne_by=BorneBy(trace.get("borne_by", BorneBy.INL)),
        needs_approval=trace.get("needs_approval", ""),
        rough=trace.get("rough", False),
        foreign=read_price(foreign) if (foreign := trace.get("foreign")) else None,
    )


def _rate_row(stored: dict[str, Any] | None) -> RateRow | None:
    if stored is None:
        return None
    effective = stored["effective"]
    return RateRow(**stored | {"effective": date.fromisoformat(effective) if effective else None})


def _citation(citation: Citation) -> dict[str, str]:
    return {
        "authority": citation.authority,
        "text": citation.text,
        "url": citation.url,
        "seen": citation.seen,
        "checked": citation.checked.isoformat(),
    }


def citation_of(stored: dict[str, Any]) -> Citation:
    """A citation as it was stored beside a figure or a step."""
    checked = date.fromisoformat(stored["checked"])
    return Citation(
        Authority(stored["authority"]), stored["text"], stored.get("url", ""), Seen(stored["seen"]), checked
    )
