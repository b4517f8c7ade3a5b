"""How a day's M&IE divides into breakfast, lunch, dinner and incidentals: published tables, not percentages."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from .data_files import read_rows
from .errors import NotInForce
from .money import cents

COLUMNS = ("mie", "breakfast", "lunch", "dinner", "incidentals")
SHARES = (Decimal("0.15"), Decimal("0.25"), Decimal("0.40"))  # of totals above the foreign table (gsa.gov/mie)


@dataclass(frozen=True, slots=True)
class MealSplit:
    """Dollars of one day; together they are the day's M&IE."""

    breakfast: Decimal
    lunch: Decimal
    dinner: Decimal
    incidentals: Decimal


@dataclass(frozen=True, slots=True)
class MealSplits:
    """The table for foreign places and the one for CONUS."""

    foreign: dict[Decimal, MealSplit]
    conus: dict[Decimal, MealSplit]

    def of_foreign(self, mie: Decimal) -> MealSplit:
        """The split of a foreign M&IE rate; above the table its formula: 15, 25 and 40 %, the rest incidentals."""
        if mie <= max(self.foreign):
            return _listed(self.foreign, mie)
        breakfast, lunch, dinner = (cents(share * mie) for share in SHARES)
        return MealSplit(breakfast, lunch, dinner, mie - breakfast - lunch - dinner)

    def of_conus(self, mie: Decimal) -> MealSplit:
        """The split of a CONUS tier. Raises NotInForce for an amount that is no tier."""
        return _listed(self.conus, mie)


def load_meal_splits(folder: Path) -> MealSplits:
    foreign, conus = (dict(read_rows(folder / f"mie_split_{area}.csv", COLUMNS, _row)) for area in ("foreign", "conus"))
    return MealSplits(foreign, conus)


def _listed(table: dict[Decimal, MealSplit], mie: Decimal) -> MealSplit:
    if mie not in table:
        raise NotInForce(f"No published table divides an M&IE of ${mie}.", hint="Check the rate.", mie=str(mie))
    return table[mie]


def _row(row: dict[str, str]) -> tuple[Decimal, MealSplit]:
    total, split = Decimal(row["mie"]), MealSplit(*(Decimal(row[column]) for column in COLUMNS[1:]))
    if split.breakfast + split.lunch + split.dinner + split.incidentals != total:
        raise ValueError(f"the parts of {total} do not add up to it")
    return total, split
