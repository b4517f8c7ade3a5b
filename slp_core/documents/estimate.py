"""An estimate as its files need it: what it is of, who stands behind it, and each line in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from ..approvals import STATUS_WORDS
from ..cost_lines import OF_TRAVELERS, BorneBy, CostEstimate, people
from ..dates import count, span
from ..issued import IssuedEstimate, IssuedLine, as_issued
from ..legs import Leg
from ..money import words as dollars
from ..plan import KIND_WORDS, Plan
from ..rules import Authority, Citation, Seen

LIVE = "not issued"  # the status of a price that was worked out now and is stored nowhere
AUTHORITY_WORDS = {Authority.LAW: "Law", Authority.POLICY: "Policy", Authority.ASSUMPTION: "Our assumption"}
SEEN_WORDS = {
    Seen.OFFICIAL: "read at its official source",
    Seen.SECONDARY: "read elsewhere: unverified",
    Seen.UNSEEN: "not read: unverified",
}
BORNE_WORDS = {BorneBy.INL: "INL", BorneBy.PARTNER: "The partner"}


@dataclass(frozen=True, slots=True)
class Trip:
    """What a price is of, for the head of a file; names are ready to be read."""

    plan: Plan
    country: str
    partner: str = ""


@dataclass(frozen=True, slots=True)
class EstimateFile:
    """What a file of an estimate is made from."""

    estimate: IssuedEstimate
    made: datetime
    trip: Trip | None = None  # None for an earlier version, whose trip is no longer known
    left_out: tuple[str, ...] = ()  # kinds of cost that are not in the figure
    invented: bool = False  # of the demo

    @property
    def live(self) -> bool:
        return self.estimate.status == LIVE

    @property
    def name(self) -> str:
        """C-2026-0123 version 2; what a live price is called."""
        found = self.estimate
        return "Price of a plan, not issued" if self.live else f"{found.number} version {found.version_no}"

    @property
    def stem(self) -> str:
        """The name of its file, without an ending."""
        found = self.estimate
        return f"estimate-not-issued-{self.made:%Y-%m-%d}" if self.live else f"{found.number}-v{found.version_no}"

    @property
    def title(self) -> str:
        return self.estimate.title or "Cost estimate"

    @property
    def ours(self) -> tuple[IssuedLine, ...]:
        return tuple(line for line in self.estimate.lines if line.borne_by is BorneBy.INL)

    @property
    def partners(self) -> tuple[IssuedLine, ...]:
        return tuple(line for line in self.estimate.lines if line.borne_by is BorneBy.PARTNER)

    @property
    def lines(self) -> tuple[IssuedLine, ...]:
        """In the order of their numbers: those INL bears, then the partner's own."""
        return self.ours + self.partners


def not_issued(cost: CostEstimate, title: str, who: str, moment: datetime) -> IssuedEstimate:
    """A price worked out now in the form that files are made from; it has no number, and nobody stands behind it."""
    lines = tuple(map(as_issued, cost.lines))
    return IssuedEstimate("", 0, LIVE, "", title, cost.total, cost.provisional, moment, who, lines, cost.notices)


def facts(file: EstimateFile) -> Iterator[tuple[str, str]]:
    """What the head of a file says, label by label."""
    found, trip = file.estimate, file.trip
    if found.engagement:
        yield "Engagement", found.engagement
    if trip:
        itinerary = trip.plan.itinerary
        places = ", ".join(dict.fromkeys(stay.locality for stay in itinerary.stays))
        yield "Trip", f"{KIND_WORDS[trip.plan.kind]}: {places}; {trip.country}"
        yield "Days", f"{span(itinerary.departs, itinerary.returns)}, {count(itinerary.nights, 'hotel night')}"
        if itinerary.legs:
            yield "Route", _route(itinerary.legs)
        yield "Travelers", str(trip.plan.travelers)
        if trip.partner:
            yield "Partner", trip.partner
    elif found.travelers:
        yield "Travelers", f"{found.travelers}, for {count(found.days, 'day')}"
    yield "Status", status(file)
    yield ("Worked out" if file.live else "Prepared"), f"{moment_words(found.issued)}, {found.prepared_by}"
    for what, moment, who in _decisions(found):
        yield what, f"{moment_words(moment)}, {who}" if moment else who
    if found.reason:
        yield "Reason", found.reason
    if found.ceiling:
        yield "Ceiling", found.ceiling


def _route(legs: tuple[Leg, ...]) -> str:
    """IAD, IST, TBS; Gori, TBS: where a leg begins elsewhere than the one before it ended, the chain begins anew."""
    said = f"{legs[0].origin}, {legs[0].destination}"
    for before, leg in pairwise(legs):
        said += f", {leg.destination}" if leg.origin == before.destination else f"; {leg.origin}, {leg.destination}"
    return said


def _decisions(found: IssuedEstimate) -> Iterator[tuple[str, datetime | None, str]]:
    """What was decided, when, and by whom."""
    if found.submitted_by:
        yield "Submitted", found.submitted, found.submitted_by
    if found.approved_by:
        yield "Approved", found.decided, found.approved_by
    if found.returned_by:
        yield "Sent back", found.decided, found.returned_by


def status(file: EstimateFile) -> str:
    provisional = "; provisional: the last known rates stand in" if file.estimate.provisional else ""
    words = {str(key): word for key, word in STATUS_WORDS.items()}
    return f"{words.get(file.estimate.status, file.estimate.status.capitalize())}{provisional}"


def moment_words(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y, %H:%M} {moment.tzname()}"


def formula_words(line: IssuedLine) -> str:
    """2 travelers × 10 nights × $236.00 a night; 1 traveler × 2 days × (75 % of $102.00 − $12.00 taken off) a day.

    A share of a sum is 15 % of $22,045.12.
    """
    share = "" if line.share == 1 else f"{(line.share * 100).normalize():f} % of "
    price = f"{share}{_exact(line.rate)}"
    if line.less:
        price = f"({price} − {_exact(line.less)} taken off)"
    if line.foreign and line.foreign.is_rate(line.rate):
        return line.formula
    if not line.unit:
        return price
    quantity = Decimal(f"{line.quantity.normalize():f}")
    of_a_person = line.travelers != 1 or line.category in OF_TRAVELERS
    who = f"{people(line.category, line.travelers)} × " if of_a_person else ""
    return f"{who}{count(quantity, line.unit)} × {price} a {line.unit}"


def citation_words(citation: Citation) -> str:
    """Law, read at its official source on 25 Nov 2026."""
    checked = f"{citation.checked.day} {citation.checked:%b %Y}"
    if citation.authority is Authority.ASSUMPTION:
        return f"Our assumption, set {checked}"
    return f"{AUTHORITY_WORDS[citation.authority]}, {SEEN_WORDS[citation.seen]}, checked {checked}"


def marks(line: IssuedLine) -> list[str]:
    """What must be said of a line beside its amount."""
    said = ["Provisional"] if line.provisional else []
    said += ["A rough placeholder, to be replaced by a quote"] if line.rough else []
    said += [f"Needs approval: {line.needs_approval}"] if line.needs_approval else []
    said += [f"Price: {line.foreign.said}"] if line.foreign else []
    return said + ([f"Entered: {line.entered}"] if line.entered else [])


def _exact(amount: Decimal) -> str:
    """Dollars with all their digits: a share of a rate may have more than two."""
    shown = amount.normalize()
    exponent = shown.as_tuple().exponent
    more = isinstance(exponent, int) and exponent < -2
    return f"${shown:,f}" if more else dollars(amount)
