"""An estimate as it was issued: figures, formulas and citations are read, never worked out again."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from .cost_lines import BorneBy, CostLine, Notice, RateRow
from .currency import ForeignPrice
from .rules import Citation


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """A line as it was stored: travelers x quantity x (share x rate - less) was its amount."""

    category: str
    what: str
    formula: str
    travelers: int
    quantity: Decimal
    unit: str
    share: Decimal
    rate: Decimal
    less: Decimal
    amount: Decimal
    country: str
    locality: str
    first: date
    last: date
    provisional: bool
    citations: tuple[Citation, ...]
    row: RateRow | None = None
    entered: str = ""
    borne_by: BorneBy = BorneBy.INL
    needs_approval: str = ""
    rough: bool = False
    foreign: ForeignPrice | None = None


@dataclass(frozen=True, slots=True)
class IssuedEstimate:
    """A version of an estimate: its number, its state, who stands behind it, its lines and their sum."""

    number: str  # "C-2026-0123"
    version_no: int
    status: str
    engagement: str  # public reference
    title: str
    total: Decimal  # what INL bears
    provisional: bool
    issued: datetime
    prepared_by: str
    lines: tuple[IssuedLine, ...]
    notices: tuple[Notice, ...] = ()
    approved_by: str = ""
    decided: datetime | None = None
    submitted_by: str = ""
    submitted: datetime | None = None
    returned_by: str = ""
    reason: str = ""  # why it was sent back, or approved although it crosses a ceiling
    ceiling: str = ""  # what the one who approved it was told of the agreement's ceiling
    confirmed: tuple[str, ...] = ()  # what the one who approved it confirmed
    travelers: int = 0
    days: int = 0  # of the trip, both travel days counted
    version: int = 1  # of the stored row: it moves with each decision

    @property
    def own_cost(self) -> Decimal:
        """Dollars that the partner bears and nobody reimburses."""
        return sum((line.amount for line in self.lines if line.borne_by is BorneBy.PARTNER), Decimal("0.00"))


def as_issued(line: CostLine) -> IssuedLine:
    """A line of a live estimate in the form that it will be stored and written to files in."""
    return IssuedLine(
        line.category, line.what, line.formula, line.travelers, Decimal(line.quantity), line.unit, line.share,
        line.rate, line.less, line.amount, line.country, line.locality, line.first, line.last, line.provisional,
        line.citations, line.row, line.entered, line.borne_by, line.needs_approval, line.rough,
        line.foreign,
    )  # fmt: skip
