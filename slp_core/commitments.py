"""What takes a person's days, from absence to an assignment or a leg of a journey, and how a sentence names it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from . import dates
from .errors import InvalidInput
from .legs import elapsed
from .periods import Period


class CommitmentKind(StrEnum):
    """Why a person is not free."""

    ABSENT = "absent"
    ASSIGNED = "assigned"
    TRAVELING = "traveling"
    RESTING = "resting"
    TRAINING = "training"
    HOSTING = "hosting"


COMMITMENT_WORDS = {
    CommitmentKind.ABSENT: "Absent",
    CommitmentKind.ASSIGNED: "Assigned",
    CommitmentKind.TRAVELING: "Traveling",
    CommitmentKind.RESTING: "Resting",
    CommitmentKind.TRAINING: "In training",
    CommitmentKind.HOSTING: "Hosting",
}
_LINKS = {CommitmentKind.ASSIGNED: "to", CommitmentKind.RESTING: "after"}  # the others: for


@dataclass(frozen=True, slots=True)
class Commitment:
    """Days on which a person is not free; all that belongs to one record, such as its legs, shares its reference."""

    kind: CommitmentKind
    period: Period
    reference: str = ""
    tentative: bool = False  # in the way all the same, but the reader is told
    joined: bool = False  # one journey with what is wished: on the day between, people are on both

    @property
    def words(self) -> str:
        """Assigned to E-2027-014; Tentatively absent."""
        words = COMMITMENT_WORDS[self.kind]
        said = f"Tentatively {words.lower()}" if self.tentative else words
        return f"{said} {_LINKS.get(self.kind, 'for')} {self.reference}" if self.reference else said


def of_leg(
    departs: datetime, departs_zone: str, arrives: datetime, arrives_zone: str, reference: str = ""
) -> Commitment:
    """The days a leg takes, from two aware moments: each has the date on the wall of its own place.

    A leg eastward over the date line may arrive on the date before it departed: then it takes both days.
    Raises InvalidInput for a leg that ends before it begins.
    """
    if elapsed(departs, arrives) <= timedelta(0):
        raise InvalidInput(
            "The leg does not arrive after it departs.",
            hint="Check both times, their days and their time zones.",
            field="arrives",
        )
    first, last = sorted((dates.day_in(departs_zone, departs), dates.day_in(arrives_zone, arrives)))
    return Commitment(CommitmentKind.TRAVELING, Period(first, last), reference)
