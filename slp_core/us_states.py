"""The states of the United States, the District of Columbia and the territories: their codes, names and labels."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from .data_files import read_rows
from .errors import InvalidInput
from .text import search_key


@dataclass(frozen=True, slots=True)
class UsState:
    """A state; its label is never to be mistaken for a country: “Georgia, US”."""

    code: str  # two letters
    name: str
    label: str
    others: tuple[str, ...]  # older abbreviations, like “Calif.”

    @property
    def forms(self) -> tuple[str, ...]:
        """All that it is called, as search keys without periods, longer ones first."""
        known = (search_key(form).replace(".", "") for form in (self.name, self.code, *self.others))
        return tuple(sorted(dict.fromkeys(known), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class UsStates:
    """Each by its code, in the order of their names; and by all that it is called, without periods and spaces."""

    by_code: dict[str, UsState]
    by_form: dict[str, UsState]

    @property
    def names(self) -> dict[str, str]:
        """Code -> name."""
        return {code: state.name for code, state in self.by_code.items()}

    def find(self, text: str) -> UsState | None:
        """The state that a code, a name or an abbreviation says, with periods and spaces or without; None for none."""
        return self.by_form.get(_squeezed(text))

    def of(self, text: str) -> UsState:
        """The same. Raises InvalidInput for what is missing or no state."""
        if found := self.find(text):
            return found
        raise InvalidInput(
            f"“{text.strip()[:40]}” is not a state of the United States." if text.strip() else "The state is missing.",
            hint="Give one of the 50 states, the District of Columbia or a territory, like “IL” or “Illinois”.",
            field="state",
        )

    def label(self, code: str) -> str:
        return self.by_code[code].label if code in self.by_code else code

    def named(self, part: str) -> tuple[str, ...]:
        """The codes of the states whose name has these letters, or whose code they are; `part` is a search key."""
        return tuple(
            one.code
            for one in self.by_code.values()
            if part == one.code.casefold() or (len(part) > 2 and part in search_key(one.label))
        )


def load_us_states(folder: Path) -> UsStates:
    others = defaultdict[str, list[str]](list)
    for row in read_rows(folder / "us_state_names.csv", ("state", "name"), dict):
        others[row["state"]].append(row["name"])
    rows = read_rows(folder / "us_states.csv", ("state", "name", "label"), dict)
    states = [UsState(row["state"], row["name"], row["label"], tuple(others[row["state"]])) for row in rows]
    by_form = {_squeezed(form): one for one in states for form in (one.label, *one.forms)}
    return UsStates({one.code: one for one in sorted(states, key=lambda one: one.name)}, by_form)


def _squeezed(text: str) -> str:
    return search_key(text).replace(".", "").replace(" ", "")
