"""The states of the United States, the District of Columbia and the territories: their codes, names and labels."""

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


@dataclass(frozen=True, slots=True)
class UsStates:
    """Each by its code, in the order of their names."""

    by_code: dict[str, UsState]

    @property
    def names(self) -> dict[str, str]:
        """Code -> name."""
        return {code: state.name for code, state in self.by_code.items()}

    def of(self, text: str) -> UsState:
        """The state of a code or a name. Raises InvalidInput for what is missing or neither."""
        key = search_key(text)
        for state in self.by_code.values():
            if key in (state.code.casefold(), search_key(state.name), search_key(state.label)):
                return state
        raise InvalidInput(
            f"“{text.strip()[:40]}” is not a state of the United States." if key else "The state is missing.",
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
    rows = read_rows(folder / "us_states.csv", ("state", "name", "label"), _state)
    return UsStates({one.code: one for one in sorted(rows, key=lambda one: one.name)})


def _state(row: dict[str, str]) -> UsState:
    return UsState(row["state"], row["name"], row["label"])
