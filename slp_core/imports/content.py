"""What the reader of a publication gives: its day, its counts, its problems, and the table itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ..reference import Imported, Reference
from .checking import RowProblem


@dataclass(frozen=True)
class Content:
    """A publication read from its file. With problems, `table` holds nothing that may be used."""

    as_of: date
    title: str
    read: int
    accepted: int
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    changes: Callable[[Reference], Iterator[tuple[str, str, str]]] = field(repr=False)  # what, before, after
    table: Callable[[date, bool], Imported] = field(repr=False)  # (day received, read at the source itself) -> usable
    left_out: int = 0
