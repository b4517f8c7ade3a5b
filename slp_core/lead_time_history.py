"""How long steps really took at a post: median and the time within which nine in ten were done, with how many."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

FEWEST = 5  # with fewer, a figure says more about chance than about the post


@dataclass(frozen=True, slots=True)
class Took:
    """Business days of closed engagements from the day a step could begin to the day it was done."""

    cases: int
    median: float
    nine_in_ten: int

    @property
    def words(self) -> str:
        """Median 12 business days; 9 in 10 within 17 (8 cases)."""
        return f"median {self.median:g} business days; 9 in 10 within {self.nine_in_ten} ({self.cases} cases)"


def took(days: Iterable[int]) -> Took | None:
    """The figures of several cases; None for fewer than five. Nine in ten is the nearest rank: a case that happened."""
    ordered = sorted(days)
    if len(ordered) < FEWEST:
        return None
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return Took(len(ordered), median, ordered[ceil(0.9 * len(ordered)) - 1])
