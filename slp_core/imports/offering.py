"""Columns offered for fields whose headers are not known: by what the cells hold, or a header spelled alike."""

from collections.abc import Iterable, Sequence

from ..country_forms import fold
from .cells import Unreadable
from .checking import Field
from .reading import Cell, CellKind, Line

NEAR = 70  # percent of similarity from which a header is offered
LOOKED_AT = 25  # rows
NONSENSE = Cell(CellKind.TEXT, "¿?")  # a field that reads this reads anything, and its cells tell nothing


def offered(fields: Sequence[Field], header: Line, rows: Iterable[Line], taken: dict[str, int]) -> dict[str, int]:
    """Field name -> column, for the user to confirm; a column is offered once, to needed fields first."""
    free = {column: fold(cell.text) for column, cell in enumerate(header.cells) if column not in taken.values()}
    sample = list(rows)[:LOOKED_AT]
    found: dict[str, int] = {}
    for field in sorted(fields, key=lambda field: not field.required):
        if field.name not in taken:
            left = {column: text for column, text in free.items() if column not in found.values()}
            column = _spelled_alike(field, left)
            if column is None and field.required:
                column = next((one for one in left if _reads(field, one, sample)), None)
            if column is not None:
                found[field.name] = column
    return found


def _spelled_alike(field: Field, headers: dict[int, str]) -> int | None:
    from rapidfuzz import fuzz, process

    named = {column: text for column, text in headers.items() if text}
    best = process.extractOne(fold(field.label), named, scorer=fuzz.ratio, score_cutoff=NEAR)
    return best[2] if best else None


def _reads(field: Field, column: int, sample: Sequence[Line]) -> bool:
    """Can every cell of a column be what the field holds, where not just anything can?"""
    cells = [line.cells[column] for line in sample if column < len(line.cells)]
    filled = [cell for cell in cells if cell.kind is not CellKind.EMPTY]
    return bool(filled) and not _readable(field, NONSENSE) and all(_readable(field, cell) for cell in filled)


def _readable(field: Field, cell: Cell) -> bool:
    try:
        field.read(cell)
    except Unreadable:
        return False
    return True
