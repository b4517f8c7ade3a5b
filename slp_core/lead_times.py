"""Lead times that a post, a mechanism or INL/KM has set over those of a checklist: how far ahead, how long, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .checklists import Checklist, Item, Takes
from .plan import Kind
from .rules import Authority, CitationEntry, Seen


class LeadTimeScope(StrEnum):
    """For whom a lead time was set; a narrower one goes before a wider."""

    ALL = "all"
    POST = "post"
    MECHANISM = "mechanism"


@dataclass(frozen=True, slots=True)
class LeadTime:
    """One decision on one step: days ahead in the step's own unit, and business days it takes; None leaves it."""

    kind: Kind
    step: str
    scope: LeadTimeScope
    scope_words: str  # “Embassy Tbilisi”
    days: int | None
    takes: int | None
    why: str
    by: str
    decided: date
    since: date
    until: date | None

    @property
    def words(self) -> str:
        until = f", until {self.until.day} {self.until:%b %Y}" if self.until else ""
        return (
            f"Lead time of {self.scope_words}, set by {self.by} on "
            f"{self.decided.day} {self.decided:%b %Y}{until}: {self.why}"
        )


def applied(checklist: Checklist, lead_times: Iterable[LeadTime]) -> Checklist:
    """The checklist with its steps as far ahead, and as long, as was decided. Wider decisions come first."""
    decided = {one.step: one for one in lead_times if one.kind is checklist.kind}
    items = tuple(_with(item, decided[item.id]) if item.id in decided else item for item in checklist.items)
    return checklist.model_copy(update={"items": items})


def _with(item: Item, lead_time: LeadTime) -> Item:
    unit = "business_days" if item.due.business_days is not None else "calendar_days"
    due = item.due if lead_time.days is None else item.due.model_copy(update={unit: lead_time.days})
    takes = item.takes if lead_time.takes is None else Takes(business_days=lead_time.takes)
    citation = CitationEntry.model_construct(
        authority=Authority.POLICY, text=lead_time.words, url="", seen=Seen.OFFICIAL, checked=lead_time.decided
    )
    return item.model_copy(update={"due": due, "takes": takes, "citation": citation})
