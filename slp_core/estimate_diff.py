"""What differs between two versions of an estimate, line by line: the differences add up to that of the totals."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .cost_lines import BorneBy
from .issued import IssuedEstimate, IssuedLine

Key = tuple[str, str, BorneBy, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that changed, came or went; an amount is None where that version has no such line."""

    what: str
    before: IssuedLine | None
    after: IssuedLine | None

    @property
    def delta(self) -> Decimal:
        """Dollars."""
        return (self.after.amount if self.after else Decimal(0)) - (self.before.amount if self.before else Decimal(0))


def differences(before: IssuedEstimate, after: IssuedEstimate) -> tuple[Difference, ...]:
    """The lines that are not alike, in the order of the later version, then those that went."""
    old, new = _keyed(before.lines), _keyed(after.lines)
    pairs = [(old.get(key), line) for key, line in new.items()]
    gone = [(line, None) for key, line in old.items() if key not in new]
    return tuple(
        Difference((b or a).what, a, b)  # type: ignore[union-attr]  # one of the two is there
        for a, b in (*pairs, *gone)
        if a is None or b is None or _terms(a) != _terms(b)
    )


def _keyed(lines: Iterable[IssuedLine]) -> dict[Key, IssuedLine]:
    """Lines by what they are; of lines that say the same, the first is compared with the first."""
    seen: Counter[tuple[str, str, BorneBy]] = Counter()
    found: dict[Key, IssuedLine] = {}
    for line in lines:
        name = (line.category, line.what, line.borne_by)
        found[*name, seen[name]] = line
        seen[name] += 1
    return found


def _terms(line: IssuedLine) -> tuple[object, ...]:
    return (line.amount, line.formula, line.first, line.last, line.provisional, line.row, line.needs_approval)
