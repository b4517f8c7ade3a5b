"""The figures as a table to read, with what they are held to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.browser import Paint
from bench.measure import Timing
from bench.views import YARDSTICKS

MOST_RATIO = 1.5  # a rerun, to the typical page in the same run
MOST_PAINT = 1.2  # seconds to the first paint, in a browser that was never here
HELD = f"""Made by `make bench`. A rerun is held to {MOST_RATIO} times the typical page, measured in turns with it;
the first paint of an empty browser to {MOST_PAINT} s."""
WORDS = """Medians of the scripts. *First run*: the script of a new session. *Rerun*: the same session once more, or
where it says so, after one field was changed. *First paint*: from navigation, in a tab that stands already, until the
script is done and the title is seen; *whole*: until the last placeholder has become what it stands for; *again*: the
first paint with the program's files already in the browser; each the fastest of the rounds that all pages took in
turns. “(!)” marks what is over its limit. Compare a first paint with the bare page's, and that of the countries with
the bare map's: that much of it is Chromium, Streamlit and the map's library, on this machine."""
COLUMNS = (
    "Page",
    "First run",
    "Rerun",
    "Typical beside it",
    "Ratio",
    "Rerun sends",
    "First paint",
    "Whole",
    "Again",
    "Held",
)


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured of one page as one person. A change of one field has no paint of its own."""

    person: str
    name: str
    timing: Timing
    paint: Paint | None

    @property
    def is_yardstick(self) -> bool:
        return self.person == YARDSTICKS

    @property
    def held(self) -> bool:
        return self.timing.ratio <= MOST_RATIO and (self.paint is None or self.paint.first <= MOST_PAINT)

    def cells(self) -> tuple[str, ...]:
        timing = self.timing
        return (
            self.name,
            _milliseconds(timing.first),
            _milliseconds(timing.rerun),
            _milliseconds(timing.typical),
            f"{timing.ratio:.2f}{'' if timing.ratio <= MOST_RATIO else ' (!)'}",
            f"{timing.rerun_bytes / 1024:,.0f} KiB",
            *_paints(self.paint),
            "" if self.is_yardstick else "pass" if self.held else "FAIL",
        )


def text(lines: Sequence[Line], facts: Iterable[str]) -> str:
    """The whole report, as Markdown."""
    pages = [line.held for line in lines if not line.is_yardstick]
    parts = [f"# How fast the pages are\n\n{HELD}\n{sum(pages)} of {len(pages)} lines pass.\n"]
    parts += [f"- {fact}" for fact in facts]
    parts.append(f"\n{WORDS}")
    for person in dict.fromkeys(line.person for line in lines):
        parts += [f"\n## {person}\n", *_table([line for line in lines if line.person == person])]
    return "\n".join(parts) + "\n"


def _table(lines: Sequence[Line]) -> list[str]:
    rows = [COLUMNS, *(line.cells() for line in lines)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(COLUMNS))]
    written = ["| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |" for row in rows]
    return [written[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *written[1:]]


def _paints(paint: Paint | None) -> tuple[str, ...]:
    if paint is None:
        return ("",) * 3
    return (
        f"{paint.first:.2f} s{'' if paint.first <= MOST_PAINT else ' (!)'}",
        f"{paint.whole:.2f} s",
        f"{paint.again:.2f} s",
    )


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
