"""Clearances as they are on record, status and dates alone, and country clearance, fitness and insurance judged.

Never a number of a document, a diagnosis, or what somebody was refused for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .calendars import WorkCalendar
from .checklists import Owner
from .dates import count, short
from .itinerary import Itinerary
from .judgements import Judgement, Standing
from .periods import Period
from .rules import RuleBook
from .schedule import workdays_between
from .validity import Never, Validity, on


class ClearanceKind(StrEnum):
    COUNTRY = "country"  # eCC, of the whole engagement
    PASSPORT = "passport"
    VISA = "visa"
    YELLOW_FEVER = "yellow_fever"
    MEDICAL = "medical"
    INSURANCE = "insurance"


class ClearanceStatus(StrEnum):
    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"


CLEARANCE_WORDS = {
    ClearanceKind.COUNTRY: "Country clearance (eCC)",
    ClearanceKind.PASSPORT: "Passport",
    ClearanceKind.VISA: "Visa",
    ClearanceKind.YELLOW_FEVER: "Yellow fever certificate",
    ClearanceKind.MEDICAL: "Medical fitness",
    ClearanceKind.INSURANCE: "Insurance and medical evacuation",
}
STATUS_WORDS = {
    ClearanceStatus.REQUESTED: "Asked for",
    ClearanceStatus.GRANTED: "Granted, or at hand",
    ClearanceStatus.REFUSED: "Refused",
    ClearanceStatus.NOT_NEEDED: "Not needed",
}
OWNERS = {
    ClearanceKind.COUNTRY: Owner.POST,
    ClearanceKind.PASSPORT: Owner.EXPERT,
    ClearanceKind.VISA: Owner.EXPERT,
    ClearanceKind.YELLOW_FEVER: Owner.EXPERT,
    ClearanceKind.MEDICAL: Owner.PARTNER,
    ClearanceKind.INSURANCE: Owner.PARTNER,
}
STATUSES = {
    kind: tuple(one for one in ClearanceStatus if (kind, one) != (ClearanceKind.PASSPORT, ClearanceStatus.NOT_NEEDED))
    for kind in ClearanceKind
}  # nobody travels abroad without a passport
OF_THE_PERSON = (ClearanceKind.PASSPORT, ClearanceKind.YELLOW_FEVER)  # hold for every trip
OF_A_TRAVELER = (ClearanceKind.VISA, ClearanceKind.MEDICAL, ClearanceKind.INSURANCE)  # hold for one trip


@dataclass(frozen=True, slots=True)
class Clearance:
    """One thing on record. `granted` is the day of the vaccination for yellow fever; `expires` None is not known."""

    kind: ClearanceKind
    status: ClearanceStatus
    requested: date | None = None
    granted: date | None = None
    begins: date | None = None  # the first day for which it was granted
    expires: date | Never | None = None
    pages: int | None = None  # blank ones of a passport
    reference: str = ""  # of the paper, never the number of a passport
    held_by: str = ""  # where the paper is

    @property
    def since(self) -> date | None:
        return self.granted or self.requested


def judge_country(
    found: Clearance | None, trip: Period, today: date, calendar: WorkCalendar, rules: RuleBook
) -> Judgement:
    """Granted for these very days, or how much time is left to get it."""
    kind = ClearanceKind.COUNTRY
    if found and found.status is ClearanceStatus.GRANTED:
        if not isinstance(found.expires, date) or found.begins is None:
            return judged(kind, Standing.UNKNOWN, "It is not known for which days.", found, remedy="Enter the days.")
        if not Period(found.begins, found.expires).holds(trip):
            said = f"It was granted {Period(found.begins, found.expires).words}; the trip is {trip.words}."
            return judged(kind, Standing.NOT_READY, said, found, remedy="Ask the post to change it to the new days.")
        return judged(kind, Standing.READY, f"Granted {trip.words}.", found)
    if found and found.status in (ClearanceStatus.REFUSED, ClearanceStatus.NOT_NEEDED):
        return _said(kind, found, "The post refused it.", "Speak with the post, or move the trip.")
    return _awaited(found, trip.first, today, calendar, rules)


def _awaited(found: Clearance | None, departs: date, today: date, calendar: WorkCalendar, rules: RuleBook) -> Judgement:
    """Not granted yet: by the business days that are left."""
    kind, left = ClearanceKind.COUNTRY, workdays_between(calendar, today, departs)
    ask, late, denied = (
        int(rules.on(f"clearance.ecc_{name}_business_days", departs).value) for name in ("ask", "late", "denied")
    )
    days = f"{count(max(0, left), 'business day')} before departure"
    limit = next((one for one in (ask, late, denied) if left >= one), None)
    changes = calendar.add(departs, -limit) + timedelta(1) if limit else None
    if found is None:
        said = f"Nobody asked for it, {days}"
        said += f"; fewer than {denied} counts as denied." if left < denied else f"; it is asked for {ask} ahead."
        return judged(
            kind, Standing.NOT_READY, said, None, changes, "Send the request: its text stands among the clearances."
        )
    asked = f"Asked for{f' on {short(found.requested)}' if found.requested else ''}, no answer yet, {days}."
    standing = Standing.AT_RISK if left < late else Standing.UNKNOWN
    return judged(kind, standing, asked, found, changes, "The post answers.")


def judge_confirmed(kind: ClearanceKind, found: Clearance | None, trip: Period) -> Judgement:
    """Medical fitness, insurance: confirmed by the agency in writing for all days of the trip."""
    if found is None:
        return missing(kind, None, "The agency confirms it in writing; record the day and until when.")
    return held(found, trip, "Have it confirmed for all days.")


def held(found: Clearance, days: Period, remedy: str) -> Judgement:
    """Whether what was granted holds on every one of the days."""
    if found.status is not ClearanceStatus.GRANTED:
        return missing(found.kind, found, remedy)
    if found.begins and found.begins > days.first:
        said = f"It begins on {short(found.begins)}; it is needed from {short(days.first)} on."
        return judged(found.kind, Standing.NOT_READY, said, found, remedy=remedy)
    until = f" ({short(found.expires)})" if isinstance(found.expires, date) else ""
    match on(found.expires, days.first, days.end):
        case Validity.UNKNOWN:
            return judged(found.kind, Standing.UNKNOWN, "Until when it holds is not known.", found, remedy="Enter it.")
        case Validity.ENDS_DURING:
            return judged(found.kind, Standing.AT_RISK, f"It ends during the trip{until}.", found, remedy=remedy)
        case Validity.EXPIRED:
            return judged(found.kind, Standing.NOT_READY, f"It ends before the trip{until}.", found, remedy=remedy)
    return judged(found.kind, Standing.READY, f"It holds {days.words}.", found)


def missing(kind: ClearanceKind, found: Clearance | None, remedy: str) -> Judgement:
    """What is said of a clearance that was not granted."""
    if found is None:
        return judged(kind, Standing.NOT_READY, "None is on record.", None, remedy=remedy)
    if found.status is ClearanceStatus.REQUESTED:
        asked = f" on {short(found.requested)}" if found.requested else ""
        return judged(kind, Standing.UNKNOWN, f"Asked for{asked}, no answer yet.", found, remedy=remedy)
    return _said(kind, found, "Refused.", remedy)


def _said(kind: ClearanceKind, found: Clearance, refused: str, remedy: str) -> Judgement:
    if found.status is ClearanceStatus.NOT_NEEDED:
        because = f": {found.reference}" if found.reference else ", as recorded."
        return judged(kind, Standing.NOT_NEEDED, f"Not needed{because}", found)
    return judged(kind, Standing.NOT_READY, refused, found, remedy=remedy)


def judged(
    kind: ClearanceKind, standing: Standing, said: str, found: Clearance | None, changes_on: date | None = None,
    remedy: str = "",
) -> Judgement:  # fmt: skip
    since = found.since if found else None
    return Judgement(
        f"clearance.{kind}", CLEARANCE_WORDS[kind], standing, said, OWNERS[kind], since, changes_on, remedy
    )


def itinerary_text(title: str, reference: str, itinerary: Itinerary, label: str, team: Iterable[str]) -> str:
    """What a request for country clearance says of the trip, to be copied; what is not on record is left to fill in."""
    lines = [
        f"Request for country clearance: {title} ({reference})",
        f"Country: {label}",
        f"Depart: {itinerary.departs.isoformat()}    Return: {itinerary.returns.isoformat()}",
        "Travelers:",
        *(f"  {number}. {name or '[to be named]'}" for number, name in enumerate(team, 1)),
        "Itinerary:",
        *(
            f"  {stop.arrives.isoformat()} to {stop.leaves.isoformat()}: {stop.locality}, "
            f"{count(stop.nights, 'night')}; lodging [to be filled in]".replace("\u00a0", " ")
            for stop in itinerary.stays
        ),
        "Flights: [to be filled in]",
        "Control officer at post: [to be filled in]",
        "Counterpart institution: [to be filled in]",
    ]
    return "\n".join(lines)
