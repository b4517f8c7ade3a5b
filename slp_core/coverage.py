"""Whether an agreement covers a trip, from departure to return plus report days, and what of its ceiling is used."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from . import dates, money
from .mechanisms import Terms
from .periods import Period


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether terms cover a trip, and why not; `needed_until` is the day to which they would have to run."""

    covered: bool
    words: str
    help: str  # what would make it fit; empty where it does
    needed_until: date


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most an agreement pays, and what the newest estimates under it come to, in dollars.

    No ceiling is none agreed; `unpriced` is how many engagements have no estimate, and so are not in the use.
    """

    agreed: Decimal | None
    used: Decimal
    unpriced: int = 0

    @property
    def left(self) -> Decimal | None:
        """Negative when exceeded."""
        return None if self.agreed is None else self.agreed - self.used

    @property
    def share(self) -> int | None:
        """How much is used, in percent, rounded down: 100 only when nothing is left. None where nothing was agreed."""
        return None if not self.agreed else int(self.used * 100 / self.agreed)

    @property
    def exceeded(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def words(self) -> str:
        """$40,000.00 of $100,000.00 planned (40 %), $60,000.00 left."""
        unpriced = f", {dates.count(self.unpriced, 'engagement')} without a price" if self.unpriced else ""
        return self._money + unpriced

    @property
    def _money(self) -> str:
        planned = money.words(self.used)
        if self.agreed is None or self.left is None:
            return f"{planned} planned, no ceiling agreed"
        share = "" if self.share is None else f" ({self.share}\u00a0%)"
        rest = f"exceeded by {money.words(-self.left)}" if self.exceeded else f"{money.words(self.left)} left"
        return f"{planned} of {money.words(self.agreed)} planned{share}, {rest}"


def covers(terms: Terms, report_days: int, departs: date, returns: date) -> Coverage:
    """Does an agreement run from the departure to the return plus the days for the report? Both ends count.

    Raises InvalidInput for a return before the departure.
    """
    trip = Period(departs, returns)
    needed = returns + timedelta(report_days)
    if departs < terms.begins:
        early = f"before the agreement begins on {dates.short(terms.begins)}"
        said = f"The trip departs on {dates.short(departs)}, {early}."
        return Coverage(False, said, "An amendment does not move the first day: another agreement is needed.", needed)
    if terms.ends is None or needed <= terms.ends:
        until = f"ends on {dates.short(terms.ends)}" if terms.ends else "has no end"
        return Coverage(True, f"The report is due by {dates.short(needed)}, and the agreement {until}.", "", needed)
    helps = f"A renewal, or other dates, to {dates.short(needed)} or later would cover it."
    return Coverage(False, _too_late(trip, terms.ends, needed, report_days), helps, needed)


def _too_late(trip: Period, ends: date, needed: date, report_days: int) -> str:
    """Which day falls out first: the departure, the return, or the report's."""
    ended = f"the agreement ends on {dates.short(ends)}"
    if trip.first > ends:
        return f"The trip departs on {dates.short(trip.first)}, but {ended}."
    if trip.end > ends:
        return f"The team returns on {dates.short(trip.end)}, but {ended}."
    late = dates.count((needed - ends).days, "day")
    return (
        f"The report is due by {dates.short(needed)}, {dates.count(report_days, 'day')} after the return: "
        f"{late} after {ended}."
    )
