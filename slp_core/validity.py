"""Whether something that expires, such as a clearance or a certificate, holds over the days of an event."""

from datetime import date
from enum import StrEnum


class Validity(StrEnum):
    """How a period of validity lies to an event. Only the first is enough; not known is never enough."""

    VALID = "valid"
    ENDS_DURING = "expires during the event"
    EXPIRED = "expired before the event"
    UNKNOWN = "not known"


class Never(StrEnum):
    """Said of what does not expire. It must be said: an empty expiry is not known."""

    NEVER = "never"


def on(expires: date | Never | None, first: date, last: date) -> Validity:
    """The state over the days of an event, both included; the last valid day is `expires`. Today plays no part."""
    match expires:
        case None:
            return Validity.UNKNOWN
        case Never():
            return Validity.VALID
        case day:
            return Validity.EXPIRED if day < first else Validity.ENDS_DURING if day < last else Validity.VALID
