"""Mechanisms: what an agreement says as signed, what amendments change, and its terms on any day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import reduce

from . import dates


class Basis(StrEnum):
    """By which rates travel is reimbursed: one method for a whole trip. A partner's own policy is capped by the
    federal rates."""

    FEDERAL_RATES = "federal_rates"
    PARTNER_POLICY = "partner_policy"


class AmendmentKind(StrEnum):
    """What an amendment changes: a renewal the end, to a later one, and the ceiling if it says so; no cost neither."""

    RENEWAL = "renewal"
    DATES = "dates"
    MONEY = "money"
    NO_COST = "no_cost"


class MechanismState(StrEnum):
    """Where a day lies in the life of an agreement. On its last day it is still in force."""

    NOT_BEGUN = "not_begun"
    IN_FORCE = "in_force"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"


BASIS_WORDS = {
    Basis.FEDERAL_RATES: "Federal travel rates",
    Basis.PARTNER_POLICY: "Partner's own policy, up to the federal rates",
}
AMENDMENT_WORDS = {
    AmendmentKind.RENEWAL: "Renewal",
    AmendmentKind.DATES: "Other dates",
    AmendmentKind.MONEY: "Other ceiling",
    AmendmentKind.NO_COST: "No cost",
}
MOVES_END = frozenset({AmendmentKind.RENEWAL, AmendmentKind.DATES})
MOVES_CEILING = frozenset({AmendmentKind.RENEWAL, AmendmentKind.MONEY})


@dataclass(frozen=True, slots=True)
class Terms:
    """From when to when an agreement runs, both days included, and the most it pays in dollars.

    No last day is no end; no ceiling is none agreed.
    """

    begins: date
    ends: date | None
    ceiling: Decimal | None

    @property
    def words(self) -> str:
        return f"{dates.short(self.begins)} to {dates.short(self.ends) if self.ends else 'no end'}"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What an agreement says as it was signed."""

    type: str  # of the catalogue
    number: str
    title: str
    terms: Terms
    basis: Basis
    report_days: int  # after the return; the agreement must still run then
    claim_days: int  # after the return
    retention_years: int


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of an agreement; `number` is the order in which amendments were recorded.

    `ends` is the new last day, or none for no end, where the kind moves it; `ceiling_change` is added to the ceiling.
    """

    number: int
    kind: AmendmentKind
    signed_on: date
    ends: date | None = None
    ceiling_change: Decimal | None = None
    text: str = ""


def in_order(amendments: Iterable[Amendment]) -> list[Amendment]:
    """By the day of signing, those of one day as they were recorded."""
    return sorted(amendments, key=lambda one: (one.signed_on, one.number))


def steps(signed: Terms, amendments: Iterable[Amendment]) -> Iterator[tuple[Amendment, Terms]]:
    """Each amendment in order, with the terms after it."""
    terms = signed
    for one in in_order(amendments):
        terms = after(terms, one)
        yield one, terms


def terms_on(signed: Terms, amendments: Iterable[Amendment], day: date) -> Terms:
    """The terms in force on a day: as signed, and as changed by every amendment signed by then."""
    return reduce(after, in_order(one for one in amendments if one.signed_on <= day), signed)


def state(terms: Terms, today: date, soon: int) -> MechanismState:
    """Where a day lies; an agreement ends soon when its last day is at most `soon` days away."""
    if today < terms.begins:
        return MechanismState.NOT_BEGUN
    if terms.ends is None or terms.ends > today + timedelta(soon):
        return MechanismState.IN_FORCE
    return MechanismState.ENDED if terms.ends < today else MechanismState.ENDS_SOON


def after(before: Terms, one: Amendment) -> Terms:
    """The terms once an amendment is signed."""
    ends = one.ends if one.kind in MOVES_END else before.ends
    ceiling = before.ceiling
    if one.kind in MOVES_CEILING and one.ceiling_change is not None:
        ceiling = (ceiling or Decimal(0)) + one.ceiling_change
    return replace(before, ends=ends, ceiling=ceiling)
