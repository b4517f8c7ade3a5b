"""What may be budgeted besides per diem, by INL's own categories, and what no estimate may hold, each with its rule."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from .cost_lines import Category
from .data_files import Schema, broken, last_line_with, read_yaml
from .rules import Citation, CitationEntry

REFUSED = "refused.yaml"


class Factor(StrEnum):
    """What the price of an item is multiplied by, as INL's budget has it."""

    QUANTITY = "quantity"
    PEOPLE = "people"
    PERIODS = "periods"


class Base(StrEnum):
    """How much of an item counts in modified total direct costs (2 CFR 200.1)."""

    IN = "IN"
    OUT = "OUT"  # rental
    EQUIPMENT = "EQUIPMENT"  # out from the unit cost that makes it equipment; below that it is a supply
    SUBAWARD = "SUBAWARD"  # the first part of each


@dataclass(frozen=True, slots=True)
class CostItem:
    """An item that may be budgeted. It has no price of its own: a price is typed, with where it comes from."""

    id: str
    title: str
    category: Category
    factors: tuple[Factor, ...]
    unit: str  # what one price buys: “ticket”, “vehicle”
    period: str  # for how long, where it has periods: “day”
    citation: Citation
    base: Base
    approval: str  # why it must be approved beforehand; empty where it need not
    capped: bool  # paid up to a taxi round trip
    general_purpose: bool  # equipment that always needs prior written approval


@dataclass(frozen=True, slots=True)
class RefusedItem:
    """A cost that is not reimbursed: the sentence, and the rule."""

    id: str
    title: str
    why: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class CostItems:
    """Both by id, in the order of the files."""

    allowed: dict[str, CostItem]
    refused: dict[str, RefusedItem]

    def of(self, category: Category) -> tuple[CostItem, ...]:
        return tuple(item for item in self.allowed.values() if item.category is category)


class ItemEntry(Schema):
    id: str = Field(pattern=r"^[a-z0-9_]+$")
    title: str = Field(min_length=1)
    factors: tuple[Factor, ...] = Field(min_length=1)
    unit: str = Field(min_length=1)
    period: str = ""
    base: Base | None = None
    approval: str = ""
    capped: bool = False
    general_purpose: bool = False
    citation: CitationEntry | None = None


class CategoryFile(Schema):
    category: str
    citation: CitationEntry  # of the items that name none
    base: Base = Base.IN
    items: tuple[ItemEntry, ...]


class RefusedEntry(Schema):
    id: str = Field(pattern=r"^[a-z0-9_]+$")
    title: str = Field(min_length=1)
    why: str = Field(min_length=1)
    citation: CitationEntry


class RefusedFile(Schema):
    refused: tuple[RefusedEntry, ...]


def load_cost_items(folder: Path) -> CostItems:
    """Every category's file in the order of `Category`, and what is refused. Raises DataFileError."""
    refused = read_yaml(folder / REFUSED, RefusedFile).refused
    found: dict[str, CostItem] = {}
    for path in sorted(path for path in folder.glob("*.yaml") if path.name != REFUSED):
        file = read_yaml(path, CategoryFile)
        for entry in file.items:
            if entry.id in found:
                raise broken(path, last_line_with(path, f"id: {entry.id}"), f"{entry.id} is given twice")
            found[entry.id] = _item(entry, file, path)
    places = list(Category)
    allowed = sorted(found.values(), key=lambda item: places.index(item.category))
    return CostItems(
        {item.id: item for item in allowed},
        {one.id: RefusedItem(one.id, one.title, one.why, one.citation.read()) for one in refused},
    )


def _item(entry: ItemEntry, file: CategoryFile, path: Path) -> CostItem:
    line = last_line_with(path, f"id: {entry.id}")
    if file.category not in Category.__members__:
        raise broken(path, 1, f"{file.category} is no category")
    if bool(entry.period) is not (Factor.PERIODS in entry.factors):
        raise broken(path, line, f"{entry.id} needs a period exactly when it has periods")
    return CostItem(
        entry.id,
        entry.title,
        Category[file.category],
        entry.factors,
        entry.unit,
        entry.period,
        (entry.citation or file.citation).read(),
        entry.base or file.base,
        entry.approval,
        entry.capped,
        entry.general_purpose,
    )
