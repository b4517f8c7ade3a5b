"""Rules as data: a value, the days it is in force, and the text it comes from."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

from pydantic import Field, HttpUrl, model_validator

from .data_files import Schema, broken, last_line_with, read_yaml
from .errors import NotInForce


class Authority(StrEnum):
    """How binding a value is: the reader of an estimate must be able to tell."""

    LAW = "law"  # statute, regulation, published rate
    POLICY = "policy"  # agency or program directive
    ASSUMPTION = "assumption"  # our planning figure; nobody enacted it


class Seen(StrEnum):
    """Where the value was read: what is not official is shown as unverified."""

    OFFICIAL = "official"
    SECONDARY = "secondary"  # a news page, a mirror, a restatement
    UNSEEN = "unseen"  # known, not read


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value comes from, precise enough to check it by hand."""

    authority: Authority
    text: str  # "41 CFR 301-11.101(a)"
    url: str  # https, the most official copy; "" where there is none
    seen: Seen
    checked: date  # when the value was last compared with what was seen

    @property
    def verified(self) -> bool:
        """False for a law or policy that was not read at its official source. An assumption has nothing to verify."""
        return self.authority is Authority.ASSUMPTION or self.seen is Seen.OFFICIAL


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value and the days it holds, both ends included; an open end is None."""

    start: date
    end: date | None
    value: Decimal
    citation: Citation

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named parameter of the law and its history, oldest first."""

    id: str  # "ftr.mie_travel_day_share"
    title: str
    unit: str  # "ratio", "USD", "days", "months", ...
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue:
        """The value in force on `day`. Raises NotInForce when none is."""
        for dated in self.values:
            if dated.covers(day):
                return dated
        first = self.values[0].start
        hint = f"The first one held is of {first.day} {first:%b %Y}: give a day from then on (rule {self.id})."
        if day >= first:
            hint = f"The last one held has ended: rule {self.id} needs a value, with its citation."
        message = f"No value of “{self.title}” is in force on {day.day} {day:%b %Y}."
        raise NotInForce(message, hint=hint, rule=self.id, day=day)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule by id: the loaded form of `data/rules/`."""

    rules: dict[str, Rule]

    def on(self, rule_id: str, day: date) -> DatedValue:
        """The value of one rule on a day. Raises NotInForce; KeyError for a rule that does not exist (a bug)."""
        return self.rules[rule_id].on(day)

    def next_change(self, day: date, *parts: str) -> date | None:
        """The first day after this one on which a rule of some parts, such as “vetting”, has another value, or none."""
        values = [dated for key, rule in self.rules.items() if key.split(".")[0] in parts for dated in rule.values]
        ends = (dated.end + timedelta(1) for dated in values if dated.end)
        return min((one for one in (*(dated.start for dated in values), *ends) if one > day), default=None)


def load_rules(folder: Path) -> RuleBook:
    """Read every `*.yaml` below `folder`; a file's path is its rule's id.

    `ftr/mie_travel_day_share.yaml` holds the rule "ftr.mie_travel_day_share".
    Raises DataFileError naming the file and the line.
    """
    rules = {}
    for path in sorted(folder.rglob("*.yaml")):
        rule_id = ".".join(path.relative_to(folder).with_suffix("").parts)
        rules[rule_id] = _rule(rule_id, read_yaml(path, RuleFile), path)
    return RuleBook(rules)


class CitationEntry(Schema):
    authority: Authority
    text: str = Field(min_length=1)
    url: HttpUrl | None = None
    seen: Seen
    checked: date

    @model_validator(mode="after")
    def law_has_an_address(self) -> "CitationEntry":
        if self.authority is not Authority.ASSUMPTION and (self.url is None or self.url.scheme != "https"):
            raise ValueError("a law or policy needs an https address")
        return self

    def read(self) -> Citation:
        return Citation(self.authority, self.text, str(self.url or ""), self.seen, self.checked)


class ValueEntry(Schema):
    start: date = Field(alias="from")
    until: date | None = None
    value: Decimal
    citation: CitationEntry

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> "ValueEntry":
        if self.until is not None and self.until < self.start:
            raise ValueError(f"the value from {self.start} ends before it, on {self.until}")
        return self


class RuleFile(Schema):
    title: str = Field(min_length=1)
    unit: str = Field(min_length=1)
    values: tuple[ValueEntry, ...] = Field(min_length=1)


def _rule(rule_id: str, file: RuleFile, path: Path) -> Rule:
    for earlier, later in pairwise(file.values):
        last = earlier.until or earlier.start
        if later.start <= last:
            line = last_line_with(path, f"from: {later.start}")
            raise broken(path, line, f"the value from {later.start} must come after {last}; list the oldest first")
    following = [*(entry.start for entry in file.values[1:]), None]
    return Rule(rule_id, file.title, file.unit, tuple(map(_dated, file.values, following)))


def _dated(entry: ValueEntry, following: date | None) -> DatedValue:
    """A value holds until its own `until`, else until the day before the next one."""
    end = entry.until or (following - timedelta(1) if following else None)
    return DatedValue(entry.start, end, entry.value, entry.citation.read())
