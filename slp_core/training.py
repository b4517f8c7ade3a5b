"""What an expert must have learned for a trip, and whether it is current on the day of the return."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from .checklists import Owner
from .data_files import Schema
from .dates import add_months, short
from .judgements import Judgement, Standing
from .rules import Authority, Citation, CitationEntry, Seen
from .validity import Never, Validity, on

SECURITY = ("efact", "fact")  # judged with the days abroad


class ModuleEntry(Schema):
    """A module as its file writes it."""

    id: str
    title: str
    required: bool
    valid_months: int | None = None
    accepts: tuple[str, ...] = ()
    citation: CitationEntry


class ModuleFile(Schema):
    modules: tuple[ModuleEntry, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the catalogue; `valid_months` None: the certificate itself says how long it holds."""

    id: str
    title: str
    required: bool
    valid_months: int | None
    accepts: tuple[str, ...]
    citation: Citation

    def expires(self, passed: date) -> date | None:
        """The last day on which a completion holds; None where only the certificate says."""
        return add_months(passed, self.valid_months) if self.valid_months else None


@dataclass(frozen=True, slots=True)
class ModuleDecision:
    """What INL/KM has set over a module, or a module of its own."""

    module: str
    title: str
    required: bool
    valid_months: int | None
    why: str
    by: str
    decided: date


class Attendance(StrEnum):
    """What became of a seat. An empty seat is none: whoever gives it back frees it."""

    BOOKED = "booked"
    ATTENDED = "attended"
    ABSENT = "absent"
    WITHDRAWN = "withdrawn"


ATTENDANCE_WORDS = {
    Attendance.BOOKED: "Booked",
    Attendance.ATTENDED: "Attended",
    Attendance.ABSENT: "Did not come",
    Attendance.WITHDRAWN: "Gave the seat back",
}


@dataclass(frozen=True, slots=True)
class Completion:
    """A module passed, as it is on record; `expires` None is not known."""

    module: str
    passed: date | None
    expires: date | Never | None
    confirmed: bool  # by INL/KM, who is not the person
    evidence: str


def read(file: ModuleFile) -> dict[str, Module]:
    """The modules as they ship, in order."""
    return {
        one.id: Module(one.id, one.title, one.required, one.valid_months, one.accepts, one.citation.read())
        for one in file.modules
    }


def applied(modules: dict[str, Module], decisions: Iterable[ModuleDecision]) -> dict[str, Module]:
    """The modules with what was decided, later decisions last; a module that no file has is INL/KM's own."""
    found = dict(modules)
    for one in decisions:
        words = f"Set by {one.by} on {short(one.decided)}: {one.why}"
        citation = Citation(Authority.POLICY, words, "", Seen.OFFICIAL, one.decided)
        new = Module(one.module, one.title, one.required, one.valid_months, (), citation)
        old = found.get(one.module, new)
        found[one.module] = replace(new, accepts=old.accepts)
    return found


def judge(module: Module, completions: Iterable[Completion], returns: date) -> Judgement:
    """Whether a module is current on the day of the return. Today plays no part; what nobody confirmed is not known."""
    accepted = (module.id, *module.accepts)
    best = min(
        (one for one in completions if one.module in accepted), key=lambda one: _rank(one, returns), default=None
    )
    if best is None:
        standing, said, remedy = Standing.NOT_READY, "No completion is on record.", "Take it in a session of INL/KM."
    else:
        standing, said, remedy = _held(best, returns)
    since = best.passed if best else None
    return Judgement(f"training.{module.id}", module.title, standing, said, Owner.EXPERT, since, remedy=remedy)


def required(modules: dict[str, Module]) -> tuple[Module, ...]:
    """What every traveler needs, apart from the security training that the days abroad decide on."""
    return tuple(one for one in modules.values() if one.required and one.id not in SECURITY)


def _held(one: Completion, returns: date) -> tuple[Standing, str, str]:
    match on(one.expires, returns, returns):
        case Validity.UNKNOWN:
            return Standing.UNKNOWN, "It is not known until when it holds.", "Enter the day on which it expires."
        case Validity.EXPIRED:
            day = f" on {short(one.expires)}" if isinstance(one.expires, date) else ""
            return Standing.NOT_READY, f"It expires{day}, before the return.", "Take it again before departure."
    if not one.confirmed:
        return Standing.UNKNOWN, "Nobody of INL/KM has confirmed it.", "INL/KM confirms it."
    return Standing.READY, f"Current on the return, {short(returns)}.", ""


_ORDER = (Validity.VALID, Validity.UNKNOWN, Validity.EXPIRED)


def _rank(one: Completion, returns: date) -> tuple[int, bool]:
    return _ORDER.index(on(one.expires, returns, returns)), not one.confirmed
