"""The registry from files: read, mapped, compared with what is known, and looked at before anything is stored."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..country_forms import fold
from ..errors import InvalidInput
from ..reference import Reference
from . import agencies, experts, mechanisms, needs
from .agency_names import AgencyNames
from .checking import (
    TITLE_ROWS,
    Field,
    Progress,
    RowProblem,
    check,
    likely_header,
    missing,
    propose,
    rows_below,
    unwatched,
)  # fmt: skip
from .forms import Form, Known, RegistryKind
from .merging import Merge, Outcome, RowPlan, merge
from .offering import offered
from .reading import Line, Sheet, read

SHOWN = 200  # rows, problems and warnings that a preview carries; its counts are whole
REASON = "Reason"  # the column in which a refused row says why; an import takes nothing from it
ORDER = list(Outcome)
Mapping = tuple[tuple[str, int], ...]  # field name, column from 0: as the user says which column holds what


@dataclass(frozen=True, slots=True)
class Table:
    """A file of one kind, opened: its form, its header, and the columns that hold the fields."""

    form: Form
    sheet: Sheet
    top: int  # the header's index among the lines
    columns: dict[str, int]

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.sheet.lines[self.top].cells)

    @property
    def missing(self) -> tuple[str, ...]:
        return missing(self.form.fields, self.columns)

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers of columns from which nothing is taken."""
        used = set(self.columns.values())
        return tuple(
            text
            for column, text in enumerate(self.headers)
            if text.strip() and column not in used and fold(text) != fold(REASON)
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as a preview shows it."""

    row: int
    label: str
    outcome: Outcome
    changes: tuple[tuple[str, str, str], ...] = ()  # label, before, after


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen; nothing is stored yet. Rows read = new + changed + same + doubled + refused."""

    kind: RegistryKind
    fields: tuple[tuple[str, str, bool], ...]  # name, label, whether it is needed
    notices: tuple[str, ...]
    headers: tuple[str, ...]
    mapping: Mapping  # the columns that were read; where some are missing, with those offered for them
    missing: tuple[str, ...] = ()  # needed fields without a column: then nothing was read
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    doubled: int = 0
    refused: int = 0
    unknown_names: int = 0  # names of agencies that rows say and no agency has
    rows: tuple[Shown, ...] = field(default=(), repr=False)  # the first that do something, then the others
    problems: tuple[RowProblem, ...] = field(default=(), repr=False)
    warnings: tuple[RowProblem, ...] = field(default=(), repr=False)
    problem_count: int = 0
    warning_count: int = 0

    @property
    def can_be_applied(self) -> bool:
        return not (self.missing or self.refused) and self.new + self.changed > 0


def form_of(
    kind: RegistryKind, reference: Reference, names: AgencyNames, headers: frozenset[str] = frozenset()
) -> Form:
    """The form of a kind; `headers` are the folded words of the file's first lines, by which a public list is known."""
    match kind:
        case RegistryKind.AGENCIES:
            return agencies.form(reference, headers)
        case RegistryKind.EXPERTS:
            return experts.form(reference, names)
        case RegistryKind.MECHANISMS:
            return mechanisms.form(reference, names)
        case RegistryKind.NEEDS:
            return needs.form(reference)


def open_table(
    kind: RegistryKind, file_name: str, content: bytes, mapping: Mapping, reference: Reference, names: AgencyNames
) -> Table:
    """The file with its columns found by their headers, or as the mapping says. Raises InvalidInput for no table."""
    sheet = read(file_name, content)
    if not sheet.lines:
        raise InvalidInput("The file is empty.", hint="Begin with a template.", field="file")
    headers = frozenset(fold(cell.text) for line in sheet.lines[:TITLE_ROWS] for cell in line.cells)
    form = form_of(kind, reference, names, headers)
    top = likely_header(sheet, form.fields)
    columns = dict(mapping) or propose(sheet.lines[top], form.fields)
    return Table(form, sheet, top, columns)


def merged(table: Table, known: Iterable[Known], progress: Progress = unwatched) -> Merge:
    """Every row checked and compared; the first half of the progress is reading."""
    checked = check(table.sheet, table.form.fields, table.columns, lambda share: progress(share / 2))
    return merge(table.form, checked, known, lambda share: progress((1 + share) / 2))


def preview(table: Table, found: Merge) -> Preview:
    """The counts of a merge, and as much of it as a screen shows."""
    first = sorted(found.planned, key=lambda plan: (ORDER.index(plan.outcome), plan.row))[:SHOWN]
    return Preview(
        kind=table.form.kind,
        fields=tuple((one.name, one.label, one.required) for one in table.form.fields),
        read=found.rows,
        new=len(found.of(Outcome.NEW)),
        changed=len(found.of(Outcome.CHANGED)),
        same=len(found.of(Outcome.SAME)),
        doubled=len(found.of(Outcome.DOUBLE)),
        refused=found.refused,
        rows=tuple(_shown(table.form, plan) for plan in first),
        problems=found.problems[:SHOWN],
        warnings=_rare_first(found.warnings)[:SHOWN],
        problem_count=len(found.problems),
        warning_count=len(found.warnings),
        notices=_notices(table),
        headers=table.headers,
        mapping=tuple(table.columns.items()),
    )


def unmapped(table: Table) -> Preview:
    """The answer for a file some of whose columns must be named by the user first; likely ones are offered."""
    rows = rows_below(table.sheet, table.top)
    likely = offered(table.form.fields, table.sheet.lines[table.top], rows, table.columns)
    return Preview(
        kind=table.form.kind,
        fields=tuple((one.name, one.label, one.required) for one in table.form.fields),
        notices=table.sheet.notices,
        headers=table.headers,
        mapping=tuple((likely | table.columns).items()),
        missing=table.missing,
    )


def unknown_names(table: Table, names: AgencyNames) -> tuple[tuple[str, str], ...]:
    """Names of agencies, each with the code of its state or nothing, that rows say and no agency has; each once."""
    if "agency" not in table.columns:
        return ()
    records = check(table.sheet, table.form.fields, table.columns).records
    said = dict.fromkeys((one.values["agency"], one.values.get("agency_state") or "") for one in records)
    return tuple((name, state) for name, state in said if names.lacks(name, state or None))


def lines_with_reasons(table: Table, found: Merge) -> tuple[tuple[str, ...], ...]:
    """Every row as it came, the refused ones first, each with its reasons in one column more.

    All rows come back, because a file is imported whole or not at all: corrected, it brings what the first one meant.
    """
    reasons: dict[int, list[str]] = {}
    for problem in found.problems:
        reasons.setdefault(problem.row, []).append(str(problem).removesuffix(f" (row {problem.row})"))
    lines = [table.sheet.lines[table.top], *rows_below(table.sheet, table.top)]
    earlier = {column for column, text in enumerate(table.headers) if fold(text) == fold(REASON)}
    kept = [column for column in range(max(len(line.cells) for line in lines)) if column not in earlier]
    refused_first = sorted(lines[1:], key=lambda line: line.number not in reasons)
    rows = [(*_texts(line, kept), "; ".join(reasons.get(line.number, ()))) for line in refused_first]
    return ((*_texts(lines[0], kept), REASON), *rows)


def _texts(line: Line, columns: Iterable[int]) -> list[str]:
    return [line.cells[column].text if column < len(line.cells) else "" for column in columns]


def _rare_first(warnings: Sequence[RowProblem]) -> tuple[RowProblem, ...]:
    """A sentence said of thousands of rows does not hide the one said of three."""
    often = Counter(warning.message for warning in warnings)
    return tuple(sorted(warnings, key=lambda warning: (often[warning.message], warning.row)))


def _shown(form: Form, plan: RowPlan) -> Shown:
    changes = [(form.field(c.field).label, _text(form.field(c.field), c.before), _text(form.field(c.field), c.after))
               for c in plan.changes]  # fmt: skip
    if plan.revives:
        changes.append(("In the lists", "no", "yes"))
    values = plan.known.values if plan.known else plan.values
    return Shown(plan.row, form.label(values), plan.outcome, tuple(changes))


def _text(named: Field, value: object) -> str:
    return "" if value in (None, "") else named.write(value)


def _notices(table: Table) -> tuple[str, ...]:
    unused = f"Nothing is taken from: {', '.join(table.unused)}."
    rows = rows_below(table.sheet, table.top)
    return (
        *table.sheet.notices,
        *table.form.notices,
        *([unused] if table.unused else []),
        *([] if rows else ["The file has a header and no rows below it."]),
    )
