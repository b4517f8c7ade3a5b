"""What justice jobs pay in each state, as the Bureau of Labor Statistics estimates: a default, no partner's own pay."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from .data_files import read_rows

COLUMNS = ("state", "occupation", "title", "hourly_mean", "annual_mean", "annual_median")
NATIONAL = "US"


@dataclass(frozen=True, slots=True)
class Wage:
    """Dollars before taxes, without benefits; None where the Bureau publishes no figure."""

    state: str  # two letters; “US” is the nation
    occupation: str  # SOC code, like 33-3051
    title: str
    hourly_mean: Decimal | None
    annual_mean: Decimal | None
    annual_median: Decimal | None


@dataclass(frozen=True, slots=True)
class Wages:
    rows: dict[tuple[str, str], Wage]  # (state, occupation)

    def hourly(self, state: str, occupation: str) -> Wage | None:
        """The state's row with an hourly mean, else the nation's; None when neither has one."""
        both = (self.rows.get((place, occupation)) for place in (state, NATIONAL))
        return next((wage for wage in both if wage and wage.hourly_mean), None)

    @property
    def occupations(self) -> dict[str, str]:
        """Code -> title."""
        return {wage.occupation: wage.title for wage in self.rows.values()}


def load_wages(path: Path) -> Wages:
    return Wages({(wage.state, wage.occupation): wage for wage in read_rows(path, COLUMNS, _wage)})


def _wage(row: dict[str, str]) -> Wage:
    amounts = (Decimal(row[column]) if row[column] else None for column in COLUMNS[3:])
    return Wage(row["state"], row["occupation"], row["title"], *amounts)
