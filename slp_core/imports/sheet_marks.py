"""What an XLSX says of its cells that a reader of values does not: formulas without result, errors, and its extent."""

import io
import zipfile
from collections.abc import Iterator
from enum import Enum
from xml.etree import ElementTree

from ..errors import InvalidInput

LARGEST_UNPACKED = 400_000_000  # bytes a workbook may unpack to
MOST_CELLS = 10_000_000  # of the area that a sheet's filled cells span: all of it is read
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Marks = dict[tuple[int, int], "Mark"]


class Mark(Enum):
    """Why a cell has no value to read."""

    NO_RESULT = 1  # a formula whose result was never stored
    FAULT = 2  # #N/A, #REF!, #DIV/0!


def check_size(content: bytes) -> None:
    """Raises InvalidInput for a workbook that unpacks to too much. Asked before anything else opens it."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise InvalidInput("The workbook is too large to unpack.", hint="Split it.", field="file")


def of(content: bytes, sheet: str) -> Marks:
    """(row, column) of such cells of a sheet; none for XLS, which is small.

    Raises InvalidInput where the filled cells lie too far apart.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        path = _path(packed, sheet)
        if path is None:
            return {}
        with packed.open(path) as part:
            return _marks(ElementTree.iterparse(part))


def _path(packed: zipfile.ZipFile, sheet: str) -> str | None:
    """Where in the workbook a sheet lies; None where it is no XLSX."""
    names = packed.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return None
    sheets = ElementTree.fromstring(packed.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    link = next((one.get(f"{LINKS}id") for one in sheets if one.get("name") == sheet), None)
    parts = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    target = next((one.get("Target", "") for one in parts if one.get("Id") == link), "")
    path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return path if path in names else None


def _marks(parts: Iterator[tuple[str, ElementTree.Element]]) -> Marks:
    found: Marks = {}
    rows = columns = 0
    for _, part in parts:
        if part.tag == f"{MAIN}c" and len(part):
            at = _position(part.get("r", "A1"))
            rows, columns = max(rows, at[0]), max(columns, at[1])
            if part.get("t") == "e":
                found[at] = Mark.FAULT
            elif part.find(f"{MAIN}f") is not None and not (part.findtext(f"{MAIN}v") or ""):
                found[at] = Mark.NO_RESULT
        elif part.tag == f"{MAIN}row":
            part.clear()
        if rows * columns > MOST_CELLS:
            raise InvalidInput(
                f"The cells of the sheet lie too far apart: up to row {rows:,} and column {columns:,}.",
                hint="Copy the table alone into a new workbook.",
                field="file",
            )
    return found


def _position(name: str) -> tuple[int, int]:
    """(row, column) of a cell's name: D2 is (2, 4)."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]), column
