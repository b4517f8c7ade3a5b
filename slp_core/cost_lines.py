"""What one line of an estimate says: quantity, rate, share, the days it covers and the rule behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from .dates import count
from .money import cents
from .rules import Citation


class Category(StrEnum):
    """Kinds of cost, as INL budgets them."""

    LODGING = "Lodging"
    LODGING_TAX = "Lodging tax"
    MIE = "M&IE"
    AIR = "Airfare"


@dataclass(frozen=True, slots=True)
class CostLine:
    """One amount: travelers x quantity x (share x rate - less), rounded half up to the cent."""

    category: Category
    what: str  # "Lodging, Tbilisi"
    travelers: int
    quantity: int
    unit: str  # "night", "day", "ticket"
    share: Decimal  # 1, or 0.75 on the first and last day of travel
    rate: Decimal  # dollars a unit
    country: str
    locality: str
    first: date
    last: date
    provisional: bool
    citations: tuple[Citation, ...]  # the rule, then the rate table
    less: Decimal = Decimal(0)  # dollars a unit that are taken off, of furnished meals

    @property
    def amount(self) -> Decimal:
        return cents(self.travelers * self.quantity * (self.share * self.rate - self.less))

    @property
    def formula(self) -> str:
        """4 × 2 days × 75 % × $102, or 1 × 5 days × ($171 − $43)"""
        share = "" if self.share == 1 else f"{(self.share * 100).normalize():f}\u00a0% × "
        unit = f"{share}${_plain(self.rate)}"
        paid = f"({unit} − ${_plain(self.less)})" if self.less else unit
        return f"{self.travelers} × {count(self.quantity, self.unit)} × {paid}"


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
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    @property
    def provisional(self) -> bool:
        return any(line.provisional for line in self.lines)

    def subtotal(self, category: Category) -> Decimal:
        return sum((line.amount for line in self.lines if line.category is category), Decimal("0.00"))


def joined(lines: Iterable[CostLine]) -> list[CostLine]:
    """Days paid alike become one line: travel days and days with the same meals taken off wherever they lie, whole
    days where they follow each other. Whole days first."""
    found: list[CostLine] = []
    latest: dict[tuple[object, ...], int] = {}
    for line in lines:
        alike = (line.what, line.share, line.rate, line.less, line.provisional, line.citations)
        place = latest.get(alike)
        if place is not None and (line.share != 1 or line.less or found[place].last + timedelta(1) == line.first):
            found[place] = _sum(found[place], line)
        else:
            latest[alike] = len(found)
            found.append(line)
    return sorted(found, key=lambda line: (line.share != 1, line.first))


def _sum(a: CostLine, b: CostLine) -> CostLine:
    return replace(a, quantity=a.quantity + b.quantity, first=min(a.first, b.first), last=max(a.last, b.last))


def _plain(amount: Decimal) -> str:
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
