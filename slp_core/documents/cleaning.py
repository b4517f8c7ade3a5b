"""Text for a file: no control characters, and in a document only what its fonts have. What was done is counted."""

import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from ..dates import count

REPLACEMENT = "\ufffd"
KEPT = "\n\t"
_SHAPING = frozenset("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069")  # format characters that writing needs
_MOST_NAMED = 12


@dataclass(slots=True)
class Cleaner:
    """Cleans the texts of one file, and remembers what it did."""

    covered: Container[int] | None = None  # code points that the fonts have; None where any may stand
    removed: int = 0
    replaced: dict[str, int] = field(default_factory=dict)  # character -> how often

    def text(self, typed: str) -> str:
        """The text with ends of line as one character; what cannot stand in a file is removed or replaced."""
        lines = typed.replace("\r\n", "\n").replace("\r", "\n")
        if lines.isprintable() and (self.covered is None or lines.isascii()):
            return unicodedata.normalize("NFC", lines)
        return "".join(map(self._character, unicodedata.normalize("NFC", lines)))

    def everything(self, value: Any) -> Any:
        """A JSON-like value with every text in it cleaned."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.everything(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.everything(part) for part in value]
        return value

    @property
    def notes(self) -> list[str]:
        """A sentence for each thing that was done; none where nothing was."""
        said = []
        if self.removed:
            were = "was" if self.removed == 1 else "were"
            said.append(f"{count(self.removed, 'invisible control character')} {were} removed.")
        if self.replaced:
            named = [f"U+{ord(character):04X}" for character in self.replaced]
            more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
            total = sum(self.replaced.values())
            are = "is" if total == 1 else "are"
            said.append(
                f"{count(total, 'character')} that no font of this document has {are} shown as {REPLACEMENT}: "
                f"{', '.join(named[:_MOST_NAMED])}{more}."
            )
        return said

    def _character(self, one: str) -> str:
        kind = unicodedata.category(one)
        if one in KEPT:
            return one
        if kind in ("Cc", "Cs") or one in "\ufffe\uffff" or (kind == "Cf" and one not in _SHAPING):
            self.removed += 1
            return ""
        if self.covered is None or one in _SHAPING or ord(one) in self.covered:
            return one
        self.replaced[one] = self.replaced.get(one, 0) + 1
        return REPLACEMENT
