"""A calendar file (iCalendar, RFC 5545) that calendars of all makers read: days, moments, and what was cancelled."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//State and Local Partnership//Deployments//EN"
HOST = "slp.invalid"  # makes keys unlike those of other programs; a reserved name, nobody's address
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar: of whole days, both included, or from one aware moment to another.

    `key` names it for good; `sequence` rises with every change of it, so that a calendar takes the newer one.
    """

    key: str  # E-2027-001/step/visa_applied/2
    title: str
    begins: date | datetime
    ends: date | datetime
    sequence: int
    text: str = ""
    place: str = ""
    cancelled: bool = False


def as_calendar(name: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """A file of entries. One in which everything was cancelled says so as a whole, for mail programs to act on."""
    from icalendar import Calendar  # slow to load: not before a file is wanted

    found = list(entries)
    called_off = bool(found) and all(entry.cancelled for entry in found)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if called_off else "PUBLISH")
    calendar.add("x-wr-calname", " ".join(_clean(name).split()))  # a line break would begin a line of its own
    for entry in found:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def uid(key: str) -> str:
    """The same for the same thing in every file, on every day."""
    return f"{key.replace('/', '-')}@{HOST}"


def _event(entry: Entry, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", uid(entry.key))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", _clean(entry.title))
    event.add("dtstart", _start(entry.begins))
    event.add("dtend", _end(entry.ends))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if isinstance(entry.begins, datetime) else "TRANSPARENT")
    for name, value in (("description", entry.text), ("location", entry.place)):
        if value:
            event.add(name, _clean(value))
    return event


def _start(begins: date | datetime) -> date | datetime:
    """Moments in UTC, which every calendar knows; a zone by name would have to be spelled out in the file."""
    return begins.astimezone(UTC) if isinstance(begins, datetime) else begins


def _end(ends: date | datetime) -> date | datetime:
    """The end of whole days is the first day that is not included any more: RFC 5545, 3.6.1."""
    return ends.astimezone(UTC) if isinstance(ends, datetime) else ends + timedelta(1)


def _clean(text: str) -> str:
    """Lines end in one way; signs that the format has no place for are left out."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
