"""What one line of an estimate says: quantity, rate, share, the days it covers and the rule behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from .currency import ForeignPrice
from .dates import count
from .money import cents
from .rules import Citation


class BorneBy(StrEnum):
    """Whose money a line is."""

    INL = "inl"  # what the estimate's total is made of
    PARTNER = "partner"  # the partner's own cost: shown apart, in no total


class Category(StrEnum):
    """Kinds of cost, as INL budgets them."""

    LODGING = "Lodging"
    LODGING_TAX = "Lodging tax"
    MIE = "M&IE"
    AIR = "Airfare"
    AIR_OTHER = "Air transportation, other"
    GROUND = "Ground transportation"
    LODGING_EXTRAS = "Lodging, other"
    INSURANCE = "Insurance"
    ROOMS = "Conference rooms"
    EQUIPMENT = "Equipment"
    REFRESHMENTS = "Meals and refreshments"
    INTERPRETATION = "Interpretation services"
    REGISTRATION = "Event registration"
    SUPPLIES = "Training supplies"
    SERVICES = "Special services and other"
    SALARIES = "Salaries"
    BENEFITS = "Benefits"
    INDIRECT = "Indirect costs"
    CONTINGENCY = "Contingency"


OF_TRAVELERS = (Category.LODGING, Category.LODGING_TAX, Category.MIE, Category.AIR)


@dataclass(frozen=True, slots=True)
class RateRow:
    """The row of a publication from which the rate of a line was read."""

    publication: str  # "State foreign per diem of 1 Apr 2026 (DSSR 925)"
    place: str  # as printed there
    season: str  # "15 Nov to 16 Apr"; empty where the rate holds all year
    effective: date | None  # since when the publisher has had this row; None where it does not say
    file: str
    sha256: str  # of the file; empty where it is not known


@dataclass(frozen=True, slots=True)
class CostLine:
    """One amount: travelers x quantity x (share x rate - less), rounded half up to the cent.

    Where a line is for no person, such as a van or miles, `travelers` is 1.
    """

    category: Category
    what: str  # "Lodging, Tbilisi"
    travelers: int
    quantity: int | Decimal
    unit: str  # "night", "day", "ticket"; empty where the rate is a sum that a share is taken of
    share: Decimal  # 1, or 0.75 on the first and last day of travel
    rate: Decimal  # dollars a unit
    country: str
    locality: str
    first: date
    last: date
    provisional: bool
    citations: tuple[Citation, ...]  # the rule, then the rate table
    less: Decimal = Decimal(0)  # dollars a unit that are taken off, of furnished meals
    row: RateRow | None = None  # where the rate was read; None where somebody entered it
    entered: str = ""  # where a rate that was entered comes from, in the words of who entered it
    borne_by: BorneBy = BorneBy.INL
    needs_approval: str = ""  # why somebody must approve this line before travel; empty where nobody must
    rough: bool = False  # a placeholder of the right size, to be replaced by a quote
    foreign: ForeignPrice | None = None  # the price of a unit as it was given, where that was not in dollars

    @property
    def amount(self) -> Decimal:
        exact = self.travelers * self.quantity * (self.share * self.rate - self.less)
        return cents(round(exact, 12) if self.foreign else exact)  # a third of a dollar, three times, is a dollar

    @property
    def formula(self) -> str:
        """4 × 2 days × 75 % × $102, or 1 × 5 days × ($171 − $43); a share of a sum is 15 % × $22,045.12"""
        share = "" if self.share == 1 else f"{(self.share * 100).normalize():f}\u00a0% × "
        foreign = self.foreign
        price = foreign.quotient if foreign and foreign.is_rate(self.rate) else f"${_plain(self.rate)}"
        unit = f"{share}{price}"
        paid = f"({unit} − ${_plain(self.less)})" if self.less else unit
        return f"{self.travelers} × {count(self.quantity, self.unit)} × {paid}" if self.unit else paid


@dataclass(frozen=True, slots=True)
class Charge:
    """A line with the part of it that counts in modified total direct costs (2 CFR 200.1)."""

    line: CostLine
    base: Decimal


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of an estimate must know; `code` is stable."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class CostEstimate:
    """The lines of a trip and what must be said about them."""

    lines: tuple[CostLine, ...]
    notices: tuple[Notice, ...]

    @property
    def total(self) -> Decimal:
        """Dollars that INL bears."""
        return _sum_of(line for line in self.lines if line.borne_by is BorneBy.INL)

    @property
    def own_cost(self) -> Decimal:
        """Dollars that the partner bears and nobody reimburses."""
        return _sum_of(line for line in self.lines if line.borne_by is BorneBy.PARTNER)

    @property
    def provisional(self) -> bool:
        return any(line.provisional for line in self.lines)

    def subtotal(self, category: Category) -> Decimal:
        return _sum_of(line for line in self.lines if line.category is category)


def people(category: str, number: int) -> str:
    """Whom a line is counted by: “4 travelers” of per diem and flights, “24 people” of what may be for others."""
    return count(number, "traveler") if category in OF_TRAVELERS else count(number, "person", "people")


def joined(lines: Iterable[CostLine]) -> list[CostLine]:
    """Days paid alike become one line: travel days and days with the same meals taken off wherever they lie, whole
    days where they follow each other. Whole days first."""
    found: list[CostLine] = []
    latest: dict[tuple[object, ...], int] = {}
    for line in lines:
        alike = (line.what, line.share, line.rate, line.less, line.provisional, line.citations, line.row)
        place = latest.get(alike)
        if place is not None and (line.share != 1 or line.less or found[place].last + timedelta(1) == line.first):
            found[place] = _sum(found[place], line)
        else:
            latest[alike] = len(found)
            found.append(line)
    return sorted(found, key=lambda line: (line.share != 1, line.first))


def _sum_of(lines: Iterable[CostLine]) -> Decimal:
    return sum((line.amount for line in lines), Decimal("0.00"))


def _sum(a: CostLine, b: CostLine) -> CostLine:
    return replace(a, quantity=a.quantity + b.quantity, first=min(a.first, b.first), last=max(a.last, b.last))


def _plain(amount: Decimal) -> str:
    """Whole dollars without cents, else the cents and the decimals beyond them: 102, 210.50, 0.725"""
    if amount == amount.to_integral_value():
        return f"{amount:,.0f}"
    return f"{amount:,.2f}" if amount == cents(amount) else f"{amount.normalize():,f}"
