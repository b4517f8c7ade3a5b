"""A post's security briefing by sections, in versions, and whether a traveler has read the one that holds now."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .checklists import Owner
from .dates import short
from .judgements import Judgement, Standing


class Section(StrEnum):
    """What a briefing speaks of, in the order in which a traveler needs it. Our template: no source sets one."""

    ARRIVAL = "arrival"
    THREATS = "threats"
    ZONES = "zones"
    CURFEW = "curfew"
    VEHICLES = "vehicles"
    RADIO = "radio"
    DUTY_OFFICER = "duty_officer"
    EMERGENCY = "emergency"
    HOSPITAL = "hospital"
    LAW = "law"
    REPORTING = "reporting"
    SOCIAL_MEDIA = "social_media"
    ESCORT = "escort"
    LIMITS = "limits"
    CHECK_IN = "check_in"


SECTION_WORDS = {
    Section.ARRIVAL: "Arrival and who meets you",
    Section.THREATS: "Threats",
    Section.ZONES: "Approved and forbidden zones, routes, hotels",
    Section.CURFEW: "Curfew",
    Section.VEHICLES: "Vehicles: who drives, and when",
    Section.RADIO: "Radio, phone and call signs",
    Section.DUTY_OFFICER: "Duty officer and Post One",
    Section.EMERGENCY: "Emergency action, rally points, evacuation",
    Section.HOSPITAL: "Where to go when ill or hurt",
    Section.LAW: "Weapons, photography and other law",
    Section.REPORTING: "What to report, and to whom",
    Section.SOCIAL_MEDIA: "Social media",
    Section.ESCORT: "Escort by the host force",
    Section.LIMITS: "No part in operations or arrests",
    Section.CHECK_IN: "When to check in",
}


@dataclass(frozen=True, slots=True)
class Briefing:
    """One published version; it is never changed, a newer one follows."""

    number: int
    sections: dict[Section, str]
    published: datetime
    by: str

    def changed_since(self, earlier: "Briefing") -> tuple[Section, ...]:
        """The sections that read differently."""
        return tuple(one for one in Section if self.sections.get(one, "") != earlier.sections.get(one, ""))


@dataclass(frozen=True, slots=True)
class Attested:
    """That a traveler has read a version and will keep to it."""

    number: int
    day: date


def judge(latest: Briefing | None, attested: Attested | None, post: str) -> Judgement:
    """Whether a traveler has read the version that holds now. A changed version asks again."""
    item, title = "briefing", "RSO briefing read"
    if latest is None:
        return Judgement(
            item, title, Standing.UNKNOWN, f"{post} has published no briefing.", Owner.RSO,
            remedy="The RSO publishes the post's briefing.",
        )  # fmt: skip
    if attested is not None and attested.number == latest.number:
        said = f"Version {latest.number} was read and attested."
        return Judgement(item, title, Standing.READY, said, Owner.EXPERT, attested.day)
    published = latest.published.date()
    said = f"Version {latest.number} of {short(published)} was not attested"
    said += f"; version {attested.number} was, on {short(attested.day)}." if attested else "."
    return Judgement(
        item, title, Standing.NOT_READY, said, Owner.EXPERT, published,
        remedy=f"The expert reads and attests version {latest.number}.",
    )  # fmt: skip
