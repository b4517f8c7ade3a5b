"""Past engagements like a few typed words: chosen in SQL by the words, ranked by how near their titles come."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from .. import similar
from ..lifecycle import GIVEN_UP
from ..reference import shipped
from ..roles import Principal
from ..similar import Candidate
from ..store.models import Engagement, EngagementPartner, Partner
from . import scope

MOST_CANDIDATES = 200  # that are ranked, however many engagements share a word
MOST = 5


@dataclass(frozen=True, slots=True)
class SimilarEngagement:
    """A past engagement worth opening."""

    reference: str
    title: str
    country: str  # its label
    returned: date
    partner: str


def engagements(
    db: Session, user: Principal, text: str, country: str, sector: str, today: date
) -> tuple[SimilarEngagement, ...]:  # fmt: skip
    """The nearest past engagements in the user's reach, best first; none before a word of three letters is typed."""
    user.require("engagement:read")
    words = similar.words_of(text)
    if not words:
        return ()
    rows = {row.reference: row for row in db.execute(_candidates(user, words, country, today))}
    candidates = (
        Candidate(row.reference, row.search_key, row.country == country, bool(sector) and row.sector == sector)
        for row in rows.values()
    )
    label = shipped().countries.label
    near = (rows[reference] for reference in similar.ranked(text, candidates, MOST))
    return tuple(
        SimilarEngagement(row.reference, row.title, label(row.country), row.returns_on, row.name or "") for row in near
    )


def _candidates(user: Principal, words: tuple[str, ...], country: str, today: date) -> Select[*tuple[Any, ...]]:
    """At most so many: those that share more words first, one for the country itself, then the latest."""
    shares = [Engagement.search_key.contains(word, autoescape=True) for word in words]
    points = sum((sa.case((one, 1), else_=0) for one in (*shares, Engagement.country == country)), sa.literal(0))
    found = (
        select(Engagement.id, Engagement.returns_on, points.label("points"))
        .where(
            Engagement.returns_on < today,
            Engagement.archived_at.is_(None),
            Engagement.stage.not_in(GIVEN_UP),
            scope.engagements(user, "engagement:read"),
            sa.or_(*shares),
        )
        .order_by(sa.desc("points"), Engagement.returns_on.desc(), Engagement.id)
        .limit(MOST_CANDIDATES)
        .subquery()
    )
    lead = (EngagementPartner.engagement_id == found.c.id) & (EngagementPartner.role == "lead")
    return (
        select(
            Engagement.reference,
            Engagement.title,
            Engagement.search_key,
            Engagement.country,
            Engagement.returns_on,
            Partner.name,
            Partner.sector,
        )
        .join(found, found.c.id == Engagement.id)
        .outerjoin(EngagementPartner, lead)
        .outerjoin(Partner, Partner.id == EngagementPartner.partner_id)
    )
