"""Which agency a row names: by reference, exact name or another name; never the nearest one, but it is suggested."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..country_forms import fold
from .cells import Unreadable

NEAR = 70  # percent of similarity from which an agency is suggested
MOST_NAMED = 4
_REFERENCE = re.compile(r"(P-\d{3,})\b\s*(.*)")


class AgencyRef(NamedTuple):
    """An agency as the rows of other kinds name it."""

    id: int
    reference: str
    name: str
    state: str

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"


class AgencyNames:
    """Every agency that is not archived, by reference, by name and by its other names."""

    def __init__(self, agencies: Iterable[tuple[AgencyRef, Iterable[str]]] = ()) -> None:
        self.by_reference: dict[str, AgencyRef] = {}
        self.by_id: dict[int, AgencyRef] = {}
        self.by_name: dict[str, list[AgencyRef]] = {}
        for agency, aliases in agencies:
            self.by_reference[agency.reference] = agency
            self.by_id[agency.id] = agency
            for key in {fold(name) for name in (agency.name, *aliases)}:
                self.by_name.setdefault(key, []).append(agency)

    def meaning(self, text: str, state: str | None) -> AgencyRef:
        """The one agency meant. Raises Unreadable with what to choose from."""
        if named := _REFERENCE.fullmatch(text):
            return self._by_reference(*named.groups())
        found = self._named(text, state)
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(f"is the name of several agencies: {_listed(found)}; write the reference before the name")
        near = self._near(text, state)
        raise Unreadable("is no agency that is known" + (f"; did you mean {_listed(near)}?" if near else ""))

    def lacks(self, text: str, state: str | None) -> bool:
        """Is it a name, and no agency's? A reference is none, nor is a name that several have."""
        return not _REFERENCE.fullmatch(text) and not self._named(text, state)

    def _named(self, text: str, state: str | None) -> list[AgencyRef]:
        return [one for one in self.by_name.get(fold(text), ()) if state in (None, one.state)]

    def _by_reference(self, reference: str, name: str) -> AgencyRef:
        found = self.by_reference.get(reference)
        if found is None or (name and found not in self.by_name.get(fold(name), ())):
            raise Unreadable(f"is no agency that is known by {reference}" + (" and this name" if name else ""))
        return found

    def _near(self, text: str, state: str | None) -> list[AgencyRef]:
        from rapidfuzz import fuzz, process

        found = process.extract(
            fold(text), self.by_name.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=20
        )
        agencies = dict.fromkeys(one for name, _, _ in found for one in self.by_name[name])
        return [one for one in agencies if state in (None, one.state)][:MOST_NAMED]


def _listed(agencies: Iterable[AgencyRef]) -> str:
    found = list(agencies)
    words = ", ".join(f"{one} ({one.state})" for one in found[:MOST_NAMED])
    return words + (f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else "")
