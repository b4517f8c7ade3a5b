"""The steps of a checklist as an engagement keeps them: copied when it opens, each with its source."""

from typing import Any

from sqlalchemy.orm import Session

from ..checklists import DueItem
from ..outlook import Outlook
from ..store.models import Assignment, ChecklistEntry, Engagement


def add(db: Session, engagement: Engagement, team: list[Assignment], answer: Outlook) -> None:
    """The checklist in force, copied: a later edition does not rewrite what this team was asked to do."""
    for number, item in enumerate(answer.items):
        owners: list[Assignment | None] = [*team] if item.per == "expert" else [None]
        for member in owners:
            db.add(
                ChecklistEntry(assignment_id=member.id if member else None, **_entry(engagement, answer, item, number))
            )


def _entry(engagement: Engagement, answer: Outlook, item: DueItem, number: int) -> dict[str, Any]:
    return {
        "engagement_id": engagement.id,
        "item": item.id,
        "edition": answer.checklist.edition,
        "text": item.text,
        "owner": item.owner,
        "gate": item.gate,
        "due_on": item.due,
        "evidence": item.evidence,
        "status": "open",
        "sequence": number,
        "citation": citation_of(item),
    }


def citation_of(item: DueItem) -> dict[str, str]:
    """A step's source as its row keeps it."""
    citation = item.citation
    return {
        "authority": citation.authority,
        "text": citation.text,
        "seen": citation.seen,
        "checked": citation.checked.isoformat(),
    }
