"""The travel advisory of a country: its level, its age, and what it asks of a plan."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .data_files import read_rows
from .dates import add_months
from .rules import RuleBook

LEVEL_WORDS = {
    1: "Exercise normal precautions",
    2: "Exercise increased caution",
    3: "Reconsider travel",
    4: "Do not travel",
}


@dataclass(frozen=True, slots=True)
class Advisory:
    """State's advisory level of a country."""

    country: str
    level: int  # 1 to 4
    issued: date
    seen: date  # the day on which this was still the advisory

    @property
    def words(self) -> str:
        return LEVEL_WORDS[self.level]

    @property
    def needs_approval(self) -> bool:
        """Level 3 and 4 ask for a recorded approval; they are never an automatic no."""
        return self.level >= 3

    def review_due(self, rules: RuleBook) -> date:
        """The day by which State should have reviewed it: every 12 months at level 1 and 2, every 6 at 3 and 4."""
        rule = "advisory.review_months_high" if self.level >= 3 else "advisory.review_months_low"
        return add_months(self.issued, int(rules.on(rule, self.issued).value))


@dataclass(frozen=True, slots=True)
class PostDifferential:
    """What federal staff at the post are paid for hardship and danger, in percent: a sign of risk, not a cost."""

    country: str
    post: str
    hardship: int
    danger: int


def load_differentials(path: Path) -> dict[str, PostDifferential]:
    columns = ("country", "post", "hardship_percent", "danger_percent")
    return {found.country: found for found in read_rows(path, columns, _differential)}


def load_advisories(path: Path) -> dict[str, Advisory]:
    return {
        advisory.country: advisory for advisory in read_rows(path, ("country", "level", "issued", "seen"), _advisory)
    }


def _differential(row: dict[str, str]) -> PostDifferential:
    hardship, danger = int(row["hardship_percent"]), int(row["danger_percent"])
    if not (0 <= hardship <= 100 and 0 <= danger <= 100):
        raise ValueError("a differential is a percentage")
    return PostDifferential(row["country"], row["post"], hardship, danger)


def _advisory(row: dict[str, str]) -> Advisory:
    level = int(row["level"])
    if level not in LEVEL_WORDS:
        raise ValueError(f"{level} is not an advisory level")
    return Advisory(row["country"], level, date.fromisoformat(row["issued"]), date.fromisoformat(row["seen"]))
