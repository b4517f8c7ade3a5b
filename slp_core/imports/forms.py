"""What a kind of the registry asks of its files: columns, how a row finds its record, what a new record begins with."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .checking import Field

Values = dict[str, Any]  # field name -> what a row or a record says; what is not said is left out
Key = tuple[Hashable, ...]


class RegistryKind(StrEnum):
    """The parts of the registry that can be imported."""

    AGENCIES = "agencies"
    EXPERTS = "experts"
    MECHANISMS = "mechanisms"
    NEEDS = "needs"


REGISTRY_WORDS = {
    RegistryKind.AGENCIES: "Partner agencies",
    RegistryKind.EXPERTS: "Experts",
    RegistryKind.MECHANISMS: "Agreements",
    RegistryKind.NEEDS: "Needs",
}
PREFIXES = {
    RegistryKind.AGENCIES: "P",
    RegistryKind.EXPERTS: "X",
    RegistryKind.MECHANISMS: "M",
    RegistryKind.NEEDS: "N",
}


@dataclass(slots=True)
class Known:
    """A record as it stands, or as an earlier row of the file makes it (then without key)."""

    id: int | None
    reference: str
    values: Values
    archived: bool = False


Likeness = Callable[[Values], str]  # what a new record is much like; empty where nothing


def like_nothing(known: Iterable[Known]) -> Likeness:
    return lambda values: ""


def finds_nothing(values: Values) -> Iterator[tuple[str, str]]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file. `looks_for` gives the keys by which a row finds its record, the most certain first; `found_by`
    those under which a record is found. `faults` are (field, why) that only the whole row shows; it may put resolved
    values in the place of words. `begun` adds what a new record begins with. What is `only_filled` is never replaced.
    """

    kind: RegistryKind
    fields: tuple[Field, ...]
    label: Callable[[Values], str]
    looks_for: Callable[[Values], tuple[Key, ...]]
    found_by: Callable[[Values], tuple[Key, ...]]
    begun: Callable[[Values], Values] = lambda values: values
    faults: Callable[[Values], Iterator[tuple[str, str]]] = finds_nothing
    likeness: Callable[[Iterable[Known]], Likeness] = like_nothing
    only_filled: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()  # what was decided for the whole file, to confirm

    @property
    def named_by(self) -> str:
        """The field that names a record; it stands behind the reference."""
        return self.fields[1].name

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


def outer_key(values: Values) -> tuple[Key, ...]:
    """The key by an outside system's own number, where the row has one."""
    return (("outer", values["source"], values["external_id"]),) if values.get("external_id") else ()


def with_source(values: Values, source: str = "file") -> Iterator[tuple[str, str]]:
    """Gives an outside number its source, so that it is one record's alone. A source without a number is a fault."""
    if values.get("external_id"):
        values.setdefault("source", source)
    elif values.get("source"):
        yield "external_id", "is empty, but its source is said"
