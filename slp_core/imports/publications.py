"""Publications of State and GSA as they come: what each file holds, what was odd in it, and what it changes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ..reference import Reference
from . import advisories, foreign_per_diem, gsa
from .checking import RowProblem
from .content import Content


class PublicationKind(StrEnum):
    """The publications that can be imported."""

    FOREIGN_PER_DIEM = "foreign_per_diem"
    CONUS = "conus"
    ADVISORIES = "advisories"


KIND_WORDS = {
    PublicationKind.FOREIGN_PER_DIEM: "State's foreign per diem of a month (XLS or CSV)",
    PublicationKind.CONUS: "GSA's per diem of a fiscal year (XLSX or CSV)",
    PublicationKind.ADVISORIES: "State's travel advisories (JSON)",
}
READERS: dict[PublicationKind, Callable[[str, bytes, Reference, date], Content]] = {
    PublicationKind.FOREIGN_PER_DIEM: foreign_per_diem.read,
    PublicationKind.CONUS: gsa.read,
    PublicationKind.ADVISORIES: advisories.read,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that the file changes, beside what holds now."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen: nothing is stored yet. Rows read = accepted + refused + left out."""

    kind: PublicationKind
    as_of: date
    title: str
    read: int
    accepted: int
    refused: int
    left_out: int  # rows about places outside the program, where the kind leaves them out
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    changes: tuple[Change, ...] = field(repr=False)
    known: bool = False  # the very same file is in force already

    @property
    def can_be_applied(self) -> bool:
        return not self.problems and self.accepted > 0 and not self.known


def preview(kind: PublicationKind, file_name: str, content: bytes, reference: Reference, today: date) -> Preview:
    """Read and check a file against what is known. Raises InvalidInput for what is no such file at all."""
    found = READERS[kind](file_name, content, reference, today)
    changes = tuple(Change(*change) for change in found.changes(reference))
    return Preview(
        kind,
        found.as_of,
        found.title,
        found.read,
        found.accepted,
        found.read - found.accepted - found.left_out,
        found.left_out,
        found.problems,
        found.warnings,
        changes,
    )
