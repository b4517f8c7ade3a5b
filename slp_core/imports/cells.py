"""Reading one cell as what its column holds: exact, or refused with a sentence. What was assumed is said."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from .. import dates, money, sensitive
from ..country_names import CountryNames, Scheme
from ..errors import InvalidInput
from ..text import clean
from .reading import DECIMAL_COMMA, Cell, CellKind

EXCEL_DAY_0 = date(1899, 12, 30)
SERIALS = range(36526, 73051)  # 2000 to 2099, as Excel counts days
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
FLAGS = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
FIRST_YEAR = 1950  # some rates have stood since the last century
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDED = re.compile(r"([A-Za-z]{3,})\.? (\d{1,2}), (\d{4})")
_ADDRESS = re.compile(r"[^@\s,;:<>()\"=]+@[^@\s,;:<>()\"=]+\.[^@\s,;:<>()\"=.]{2,}")
_COMMA_AMOUNT = re.compile(r"[-−]?\$?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]{1,2})?")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"), "")  # two names with and without them look the same


class Read(NamedTuple):
    """A value, and what the reader of the file should confirm about it."""

    value: Any
    warning: str = ""


Reader = Callable[[Cell], Read]


class Unreadable(ValueError):
    """Why a cell cannot be what its column holds."""


class Secret(Unreadable):
    """What must not be kept, and so is not shown again either."""


def words(cell: Cell) -> Read:
    """Text as typed, trimmed of hard spaces too. A day in a text column is what a spreadsheet made of a code."""
    text = clean(cell.text if cell.text.isascii() else cell.text.translate(_SPACES | _INVISIBLE))
    if what := sensitive.found(text):
        raise Secret(f"seems to hold {what}, which is never kept here: take it out")
    if cell.kind is CellKind.DAY:
        return Read(text, "a date in a text column: the spreadsheet may have changed a code")
    return Read(text)


def email(cell: Cell) -> Read:
    """An address in the form that is compared: addresses differ by more than case and spaces."""
    text = str(words(cell).value)
    if text and not _ADDRESS.fullmatch(text):
        raise Unreadable("is not an e-mail address")
    return Read(text.casefold())


def amount(mark: str) -> Reader:
    """Money or another exact number, with the decimal mark of the file."""

    def read(cell: Cell) -> Read:
        typed = cell.text.translate(_SPACES).strip()
        if mark == DECIMAL_COMMA and cell.kind is CellKind.TEXT:
            if not _COMMA_AMOUNT.fullmatch(typed):
                raise Unreadable("is not a number")
            typed = typed.replace(".", "").replace(",", ".")
        sign = -1 if typed.startswith(("-", "−")) else 1
        try:
            return Read(sign * money.parse_money(typed.lstrip("-−")))
        except InvalidInput:
            raise Unreadable("is not a number") from None

    return read


def whole(cell: Cell) -> Read:
    typed = cell.text.strip().removesuffix(".0")
    if not typed.isdecimal():
        raise Unreadable("is not a whole number")
    return Read(int(typed))


def day(cell: Cell) -> Read:
    """2027-02-22, a spreadsheet's date, or April 1, 2026. A bare day number is read and asked about."""
    typed = cell.text.strip()
    if typed.isdecimal() and int(typed) in SERIALS:
        found = EXCEL_DAY_0 + timedelta(int(typed))
        return Read(found, f"a day number, read as {dates.short(found)}: confirm")
    if named := _WORDED.fullmatch(typed):
        month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(named[1].lower())), 0)
        typed = f"{named[3]}-{month:02}-{int(named[2]):02}"
    try:
        found = date.fromisoformat(typed[:10] if typed[10:11] in ("T", " ") else typed)
    except ValueError:
        raise Unreadable("is not a day; write it like 2027-02-22") from None
    if not FIRST_YEAR <= found.year <= dates.LAST_YEAR or not _ISO.match(typed):
        raise Unreadable("is not a day; write it like 2027-02-22")
    return Read(found)


def flag(cell: Cell) -> Read:
    """Yes or no; empty is neither. The text “false” is no."""
    typed = cell.text.strip().casefold()
    if not typed:
        return Read(None)
    if typed not in FLAGS:
        raise Unreadable("is neither yes nor no")
    return Read(FLAGS[typed])


def code(width: int) -> Reader:
    """A code of digits, whose leading zeros a spreadsheet may have eaten."""

    def read(cell: Cell) -> Read:
        typed = cell.text.strip().removesuffix(".0")
        if not (typed.isascii() and typed.isdecimal()) or len(typed) > width:
            raise Unreadable(f"is not a code of {width} digits")
        padded = typed.zfill(width)
        return Read(padded, "" if padded == typed else f"read as {padded}: leading zeros were lost")

    return read


def choice(words_of: dict[str, Any]) -> Reader:
    """One of a list of words, without regard to case."""
    folded = {word.casefold(): value for word, value in words_of.items()}

    def read(cell: Cell) -> Read:
        typed = str(words(cell).value)
        if typed.casefold() not in folded:
            raise Unreadable(f"is none of: {', '.join(words_of)}")
        return Read(folded[typed.casefold()])

    return read


def country(names: CountryNames, scheme: Scheme | None = None, *, program: bool = True) -> Reader:
    """A country by name, or by a code of the scheme that the user chose for the file."""

    def read(cell: Cell) -> Read:
        try:
            return Read((names.of_program if program else names.of_any)(cell.text, scheme))
        except InvalidInput as refusal:
            raise Unreadable(f"{refusal.message} {refusal.hint}".strip()) from None

    return read


def currency(cell: Cell) -> Read:
    typed = cell.text.strip().upper()
    if not (len(typed) == 3 and typed.isascii() and typed.isalpha()):
        raise Unreadable("is not a currency code like USD")
    return Read(typed)
