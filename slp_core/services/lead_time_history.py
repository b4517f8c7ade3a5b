"""How long the steps of a post's closed engagements took: shown beside a checklist's own figure, never applied."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import lead_time_history as pure
from ..checklists import Item, in_force
from ..lead_time_history import Took
from ..lifecycle import Stage
from ..plan import Kind
from ..reference import shipped
from ..roles import Principal
from ..schedule import workdays_between
from ..store.models import ChecklistEntry, Engagement, Post, PostCountry

MOST = 200  # engagements looked at, newest first


def of_country(db: Session, user: Principal, country: str, kind: Kind, today: date) -> dict[str, Took]:
    """By step, over the engagements of the post that serves a country: figures alone, of nobody's engagement."""
    user.require("country:read")
    post = select(PostCountry.post_id).where(PostCountry.country == country)
    closed = db.execute(
        select(Engagement.id, Engagement.country, Engagement.created_at)
        .join(Post, Post.id == Engagement.post_id)
        .where(
            Engagement.post_id.in_(post), Engagement.kind == kind, Engagement.stage == Stage.CLOSED,
            Engagement.archived_at.is_(None),
        )
        .order_by(Engagement.returns_on.desc(), Engagement.id)
        .limit(MOST)
    ).all()  # fmt: skip
    items = {item.id: item for item in in_force(shipped().checklists, kind, today).items}
    done = _done(db, [key for key, _, _ in closed])
    found: dict[str, list[int]] = defaultdict(list)
    for key, land, opened in closed:
        for step, day in done[key].items():
            if step in items:
                found[step].append(_took(items[step], land, done[key], opened.date(), day))
    return {step: answer for step, days in found.items() if (answer := pure.took(days))}


def _done(db: Session, keys: list[int]) -> dict[int, dict[str, date]]:
    """When each step of each engagement was done; of several travelers, the last."""
    rows = db.execute(
        select(ChecklistEntry.engagement_id, ChecklistEntry.item, ChecklistEntry.done_on)
        .where(
            ChecklistEntry.engagement_id.in_(keys),
            ChecklistEntry.status == "done",
            ChecklistEntry.archived_at.is_(None),
        )
        .order_by(ChecklistEntry.done_on)
    )
    found: dict[int, dict[str, date]] = {key: {} for key in keys}
    for key, item, day in rows:
        if day is not None:
            found[key][item] = day
    return found


def _took(item: Item, country: str, done: dict[str, date], opened: date, day: date) -> int:
    """Business days of the step's calendar since all before it were done; 0 where it was done earlier than that."""
    began = max([opened, *(done[other] for other in item.after if other in done)])
    calendar = shipped().calendars.named(item.due.calendar, country)
    return max(0, workdays_between(calendar, began, day))
