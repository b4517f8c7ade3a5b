"""What each row of a file would do to the registry: make, change, nothing, or be refused. Nothing is stored here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from .checking import LONGEST_SHOWN, ROWS_A_STEP, Checked, Progress, Record, RowProblem, unwatched
from .forms import Form, Key, Known, Likeness, Values

MOST_NAMED = 3


class Outcome(StrEnum):
    """What a row does. Rows read are the sum of these and the refused ones."""

    CHANGED = "changed"
    NEW = "new"
    DOUBLE = "double"  # says the same as an earlier row of the file
    SAME = "same"


class Change(NamedTuple):
    """One field of a record that a row changes."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What one row does, to which record; `values` are a new record's, whole."""

    row: int
    outcome: Outcome
    values: Values
    changes: tuple[Change, ...] = ()
    known: Known | None = None

    @property
    def revives(self) -> bool:
        """Does the row bring back a record that was taken out of the lists?"""
        return self.known is not None and self.known.archived and self.outcome is Outcome.CHANGED


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome of a whole file: planned + refused = rows."""

    rows: int
    planned: tuple[RowPlan, ...]
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]

    @property
    def refused(self) -> int:
        return self.rows - len(self.planned)

    def of(self, *outcomes: Outcome) -> tuple[RowPlan, ...]:
        return tuple(plan for plan in self.planned if plan.outcome in outcomes)


class Refused(Exception):
    """Why a row cannot be believed: the field, and a sentence."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field, self.why = field, why


class Index:
    """Records by the keys under which they are found; those that a row of this file has named remember it."""

    def __init__(self, form: Form, known: Iterable[Known]) -> None:
        self.form = form
        self.found: dict[Key, list[Known]] = {}
        self.references: dict[str, Known] = {}
        self.named: dict[int, tuple[Record, Known]] = {}  # by identity: a new record has no key yet
        for one in known:
            self.add(one)

    def add(self, one: Known) -> None:
        for key in self.form.found_by(one.values):
            self.found.setdefault(key, []).append(one)
        if one.reference:
            self.references[one.reference] = one

    def find(self, said: Values) -> Known | None:
        """The one record a row means. Raises Refused where it may be several, or where its reference is nobody's."""
        if reference := said.get("reference"):
            if reference not in self.references:
                raise Refused("reference", "is the reference of none; leave it empty for a new one")
            return self.references[reference]
        found = next(filter(None, (self.found.get(key) for key in self.form.looks_for(said))), [])
        if len(found) > 1:
            named = ", ".join(one.reference for one in found[:MOST_NAMED] if one.reference)
            raise Refused(self.form.named_by, f"means several ({named or 'in this file'}): write the reference")
        return found[0] if found else None


def merge(form: Form, checked: Checked, known: Iterable[Known], progress: Progress = unwatched) -> Merge:
    """Compare what was read with what is known. Possible doubles are warned about, and never merged."""
    held = list(known)
    index, like = Index(form, held), form.likeness(held)
    planned: list[RowPlan] = []
    problems, warnings = list(checked.problems), list(checked.warnings)
    for number, record in enumerate(checked.records):
        if number % ROWS_A_STEP == 0:
            progress(number / len(checked.records))
        said = {name: value for name, value in record.values.items() if value not in (None, "")}
        faults = list(form.faults(said))
        try:
            plan = None if faults else _plan(form, index, Record(record.row, said))
        except Refused as fault:
            plan, faults = None, [(fault.field, fault.why)]
        problems += [_problem(form, record, *fault) for fault in faults]
        if plan:
            planned.append(plan)
            warnings += [_problem(form, record, *doubt) for doubt in _doubts(form, plan, said, like)]
    return Merge(checked.rows, tuple(planned), _in_order(problems), _in_order(warnings))


def _plan(form: Form, index: Index, record: Record) -> RowPlan:
    known = index.find(record.values)
    if known is None:
        whole = form.begun({name: value for name, value in record.values.items() if name != "reference"})
        made = Known(None, "", whole)
        index.add(made)
        index.named[id(made)] = (record, made)
        return RowPlan(record.row, Outcome.NEW, whole)
    earlier, _ = index.named.setdefault(id(known), (record, known))
    if earlier is not record:
        if earlier.values != record.values:
            raise Refused(form.named_by, f"is in row {earlier.row} already, with other values")
        return RowPlan(record.row, Outcome.DOUBLE, record.values, known=known)
    changes = tuple(_changes(form, known.values, record.values))
    outcome = Outcome.CHANGED if changes or known.archived else Outcome.SAME
    return RowPlan(record.row, outcome, record.values, changes, known)


def _changes(form: Form, before: Values, said: Values) -> Iterable[Change]:
    """What a row says otherwise; an empty cell says nothing."""
    for name, value in said.items():
        held = before.get(name)
        replaces = held not in (None, "") and name in form.only_filled
        if name != "reference" and held != value and not replaces:
            yield Change(name, held, value)


def _doubts(form: Form, plan: RowPlan, said: Values, like: Likeness) -> Iterator[tuple[str, str]]:
    """What should be confirmed: a record like this one, and where a record keeps its own value."""
    if plan.outcome is Outcome.NEW and (seen := like(said)):
        yield form.named_by, seen
    held = plan.known.values if plan.known else {}
    for name in sorted(form.only_filled):
        if held.get(name) and name in said and held[name] != said[name]:
            yield name, "differs from what is known, which stays"


def _problem(form: Form, record: Record, field: str, why: str) -> RowProblem:
    known = form.field(field)
    value = record.values.get(field)
    return RowProblem(record.row, known.label, "" if value is None else known.write(value)[:LONGEST_SHOWN], why)


def _in_order(problems: Iterable[RowProblem]) -> tuple[RowProblem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.row))
