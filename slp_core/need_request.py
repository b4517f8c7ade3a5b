"""What a post asks for, as typed: cleaned, and refused by field where it cannot be right."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from . import dates
from .errors import InvalidInput
from .needs import Priority
from .partners import Sector
from .plan import NOTES_LENGTH, TITLE_LENGTH, Kind
from .reference import Reference
from .text import limited
from .windows import Window

LINE_LENGTH = 300
MOST_PARTICIPANTS = 500  # ours: above it a figure is a slip of the finger
LONGEST_WINDOW = 366  # days, ours: a need for later than a year is raised again with what is known then
LINES = {"title": TITLE_LENGTH, "audience": LINE_LENGTH, "outcome": LINE_LENGTH, "indicator": LINE_LENGTH,
         "target": LINE_LENGTH}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NeedRequest:
    """A need before it has a reference. Choices are their keys, empty where nothing was chosen."""

    country: str
    title: str
    kind: str = ""
    sector: str = ""
    specialty: str = ""
    topic: str = ""
    audience: str = ""
    outcome: str = ""
    indicator: str = ""
    target: str = ""
    not_yet_known: bool = False  # said plainly that outcome, indicator or target are still open
    language: str = ""  # ISO 639
    participants: int | None = None
    priority: str = Priority.NORMAL
    days: int | None = None  # of the trip, both travel days included
    window_start: date | None = None
    window_end: date | None = None
    institution: str = ""  # public reference of the counterpart institution
    offer: str = ""  # the standard offer it began from

    @property
    def window(self) -> Window | None:
        """The window with the length of the trip; None while one of them is missing."""
        if self.window_start is None or self.window_end is None or self.days is None:
            return None
        return Window(self.window_start, self.window_end, self.days)


def check(wish: NeedRequest, reference: Reference, today: date) -> NeedRequest:
    """The request with its text cleaned. Raises InvalidInput naming the first field that cannot be right."""
    _require(wish.country, "country", "The country is missing.", "Choose one of the program's countries.")
    reference.countries.of(wish.country)
    wish = _cleaned(wish)
    _require(wish.title, "title", "The title is missing.", "Say in one line what is asked for.")
    _check_choices(wish, reference)
    _require(wish.audience, "audience", "Who is to take part is not said.", "Name the audience: investigators, judges.")
    _check_outcome(wish)
    _check_number(wish.participants, MOST_PARTICIPANTS, "participants", "participants")
    _check_number(wish.days, int(reference.rules.on("planning.longest_trip_days", today).value), "days", "days")
    check_window(wish, today)
    return wish


def _cleaned(wish: NeedRequest) -> NeedRequest:
    lines: dict[str, Any] = {
        name: " ".join(limited(getattr(wish, name), most, name).split()) for name, most in LINES.items()
    }
    return replace(wish, topic=limited(wish.topic, NOTES_LENGTH, "topic"), **lines)


def _check_choices(wish: NeedRequest, reference: Reference) -> None:
    """A kind, a sector and a priority must be chosen; a specialty, a language and an offer may be."""
    catalogue = reference.catalogue
    _require_one_of(wish.kind, Kind, "kind")
    _require_one_of(wish.sector, Sector, "sector")
    _require_one_of(wish.priority, Priority, "priority")
    _require_one_of(wish.language, ("", *catalogue.languages), "language")
    _require_one_of(wish.offer, ("", *catalogue.offers), "offer")
    own = (key for key, specialty in catalogue.specialties.items() if wish.sector in specialty.sectors)
    fits = wish.specialty in ("", *own)
    _require(fits, "specialty", "The specialty is not one of this sector.", "Choose one from the list of the sector.")


def _check_outcome(wish: NeedRequest) -> None:
    for field in ("outcome", "indicator", "target"):
        _require(
            wish.not_yet_known or getattr(wish, field),
            field,
            f"The {field} is missing.",
            "Say what should change, what shows it and how much of it is enough; or tick “Not yet known”.",
        )


def _check_number(number: int | None, most: int, field: str, unit: str) -> None:
    _require(number is not None, field, f"The number of {unit} is missing.", f"Give between 1 and {most}.")
    fits = number is not None and 1 <= number <= most
    _require(fits, field, f"{number} {unit} cannot be right.", f"Give between 1 and {most}.")


def check_window(wish: NeedRequest, today: date) -> None:
    """Raises InvalidInput for a window that is missing, out of order, too long, too short for the trip, or past."""
    for field, day, words in (("window_start", wish.window_start, "opens"), ("window_end", wish.window_end, "closes")):
        _require(day is not None, field, f"The day the window {words} is missing.", "Write it like 2027-02-22.")
    window = wish.window
    assert window is not None  # each part was required above
    first, last = window.first, window.last
    _require(first <= last, "window_end", "The window closes before it opens.", "Check the two days.")
    _require(
        last - first < timedelta(LONGEST_WINDOW),
        "window_end",
        f"The window is {dates.count((last - first).days + 1, 'day')} long.",
        f"Give at most {LONGEST_WINDOW} days; what is wanted later is raised again.",
    )
    _require(
        first <= window.last_departure,
        "window_end",
        f"A trip of {dates.count(window.days, 'day')} does not fit into this window.",
        "Widen the window, or shorten the trip.",
    )
    _require(
        today <= window.last_departure,
        "window_end",
        f"The last departure that fits this window, {dates.short(window.last_departure)}, has passed.",
        "Give a window that lies ahead.",
    )


def _require_one_of(chosen: str, known: Iterable[str], field: str) -> None:
    words = f"“{chosen[:40]}” is no {field}." if chosen else f"The {field} is not chosen."
    _require(chosen in tuple(known), field, words, "Choose one from the list.")


def _require(fine: object, field: str, message: str, hint: str) -> None:
    if not fine:
        raise InvalidInput(message, hint=hint, field=field)
