"""What somebody wants to put on record of a clearance, checked: days that can be, and a reason where none is needed."""

from dataclasses import replace
from datetime import date

from .clearances import CLEARANCE_WORDS, STATUSES, Clearance, ClearanceKind, ClearanceStatus
from .errors import InvalidInput
from .periods import Period
from .text import limited

TEXT_LENGTH = 120


def checked(wished: Clearance, trip: Period, today: date) -> Clearance:
    """A clearance that may be put on record. Country clearance is for the days of the trip unless others are given.

    Raises InvalidInput.
    """
    for day in (wished.requested, wished.granted):
        if day and day > today:
            raise InvalidInput(
                "It cannot have happened in the future.", hint="Give today or an earlier day.", field="granted"
            )
    if wished.status not in STATUSES[wished.kind]:
        raise InvalidInput(
            f"{CLEARANCE_WORDS[wished.kind]}: this cannot be said of it.", hint="Choose from the list.", field="status"
        )
    if wished.status is ClearanceStatus.NOT_NEEDED and not wished.reference.strip():
        hint = "Say in a few words who said so, and why, where the reference stands."
        raise InvalidInput("The reason why it is not needed is missing.", hint=hint, field="reference")
    if isinstance(wished.expires, date) and wished.begins and wished.expires < wished.begins:
        raise InvalidInput("It would expire before it begins.", hint="Check the two days.", field="expires")
    if wished.pages is not None and not 0 <= wished.pages <= 200:
        raise InvalidInput("So many pages cannot be right.", hint="Count the blank ones.", field="pages")
    kept = replace(
        wished,
        reference=_line(wished.reference, "reference"),
        held_by=_line(wished.held_by, "place where it is held"),
    )
    if kept.kind is ClearanceKind.COUNTRY and kept.status is ClearanceStatus.GRANTED and kept.expires is None:
        return replace(kept, begins=kept.begins or trip.first, expires=trip.end)
    return kept


def _line(typed: str, field: str) -> str:
    return " ".join(limited(typed, TEXT_LENGTH, field, papers=True).split())
