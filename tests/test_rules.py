"""Rules: the value in force on a day with its citation, none where none is, and no broken file."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core.errors import DataFileError, NotInForce
from slp_core.reference import shipped
from slp_core.rules import Authority, Citation, DatedValue, Rule, RuleBook, Seen, load_rules

RULES = shipped().rules
REWRITE = date(2025, 12, 8)  # 90 FR 56893

CITED = "citation: {authority: assumption, text: Ours, seen: unseen, checked: 2026-01-01}"
GOOD = f"""\
title: Longest stay
unit: days
values:
  - from: 2020-01-01
    until: 2021-12-31
    value: 10
    {CITED}
  - from: 2023-01-01
    value: 0.75
    {CITED}
  - from: 2024-01-01
    value: 30
    {CITED}
"""


def rule(tmp_path, text=GOOD):
    (tmp_path / "planning").mkdir(exist_ok=True)
    (tmp_path / "planning" / "longest_stay.yaml").write_text(text, "utf-8")
    return load_rules(tmp_path).rules["planning.longest_stay"]


def test_a_file_s_path_is_its_rule_s_id(tmp_path):
    assert rule(tmp_path).id == "planning.longest_stay"


ON = {
    "the first day": ("2020-01-01", "10"),
    "the last day before it lapses": ("2021-12-31", "10"),
    "the first day of the next": ("2023-01-01", "0.75"),
    "the day before the next one closes it": ("2023-12-31", "0.75"),
    "the newest, open ended": ("2024-01-01", "30"),
    "far ahead": ("2199-12-31", "30"),
}


@pytest.mark.parametrize(("day", "value"), ON.values(), ids=ON)
def test_a_value_holds_until_it_lapses_or_the_next_one_begins(tmp_path, day, value):
    assert rule(tmp_path).on(date.fromisoformat(day)).value == Decimal(value)


@pytest.mark.parametrize("day", ["2019-12-31", "2022-01-01", "2022-12-31"])
def test_a_day_that_no_rule_covers_is_refused_not_guessed(tmp_path, day):
    with pytest.raises(NotInForce) as refusal:
        rule(tmp_path).on(date.fromisoformat(day))
    assert refusal.value.context == {"rule": "planning.longest_stay", "day": date.fromisoformat(day)}
    assert "Longest stay" in refusal.value.message and "planning.longest_stay" in refusal.value.hint


def test_values_are_exact_decimals_not_floats(tmp_path):
    assert str(rule(tmp_path).on(date(2023, 6, 1)).value) == "0.75"


STARTS = st.lists(st.dates(date(2000, 1, 1), date(2030, 12, 31)), min_size=1, max_size=6, unique=True).map(sorted)


@settings(deadline=None)
@given(STARTS, st.dates(date(1999, 1, 1), date(2031, 12, 31)))
def test_a_day_has_the_newest_value_that_has_begun_and_only_that_one(tmp_path_factory, starts, day):
    entries = "".join(f"  - from: {start}\n    value: {n}\n    {CITED}\n" for n, start in enumerate(starts))
    known = rule(tmp_path_factory.mktemp("rules"), f"title: T\nunit: days\nvalues:\n{entries}")
    covering = [dated.value for dated in known.values if dated.covers(day)]
    assert covering == [n for n, start in enumerate(starts) if start <= day][-1:]


def test_the_threshold_of_fact_training_is_not_carried_back_to_the_older_rule():
    with pytest.raises(NotInForce):
        RULES.on("security.fact_days", date(2019, 12, 31))
    assert RULES.on("security.fact_days", date(2020, 1, 1)).value == 90


@pytest.mark.parametrize(
    ("day", "section"), [(REWRITE - timedelta(1), "41 CFR 301-11.101(a)"), (REWRITE, "41 CFR 301-11.20")]
)
def test_three_quarters_of_mie_are_paid_on_travel_days_before_and_after_the_rewrite(day, section):
    dated = RULES.on("ftr.mie_travel_day_share", day)
    assert (dated.value, dated.citation.text) == (Decimal("0.75"), section)


SHIPPED = [(rule.id, dated) for rule in RULES.rules.values() for dated in rule.values]


@pytest.mark.parametrize(("name", "dated"), SHIPPED, ids=[f"{name} {dated.start}" for name, dated in SHIPPED])
def test_after_the_rewrite_the_travel_regulation_is_cited_by_part_unless_the_section_is_known(name, dated):
    known = {"301-11.20", "301-11.22", "301-10.303", "301-10.310"}
    sections = set(re.findall(r"\d{3}-\d+\.\d+", dated.citation.text))
    assert dated.end is not None and dated.end < REWRITE or sections <= known


def test_no_rule_that_does_not_exist_is_asked_for_in_silence():
    with pytest.raises(KeyError):
        RULES.on("ftr.no_such_rule", date(2026, 1, 1))


VERIFIED = {
    "law read at its source": (Authority.LAW, Seen.OFFICIAL, True),
    "law read second-hand": (Authority.LAW, Seen.SECONDARY, False),
    "law not read": (Authority.LAW, Seen.UNSEEN, False),
    "policy read at its source": (Authority.POLICY, Seen.OFFICIAL, True),
    "policy read second-hand": (Authority.POLICY, Seen.SECONDARY, False),
    "an assumption": (Authority.ASSUMPTION, Seen.UNSEEN, True),
}


@pytest.mark.parametrize(("authority", "seen", "verified"), VERIFIED.values(), ids=VERIFIED)
def test_law_and_policy_are_unverified_until_read_at_their_source(authority, seen, verified):
    assert Citation(authority, "Text", "", seen, date(2026, 11, 25)).verified is verified


LAW = CITED.replace("assumption", "law")
BROKEN = {
    "a value that is no number": ("value: 0.75", "value: three quarters", 9, "values.1.value"),
    "not a number": ("value: 0.75", "value: .nan", 9, ".nan cannot be read"),
    "an infinite value": ("value: 0.75", "value: .inf", 9, ".inf cannot be read"),
    "no such day": ("from: 2023-01-01", "from: 2023-02-30", 8, "2023-02-30 cannot be read"),
    "a day in words": ("from: 2023-01-01", "from: January", 8, "values.1.from"),
    "newest first": ("from: 2023-01-01", "from: 2019-01-01", 8, "must come after 2021-12-31; list the oldest first"),
    "the same day twice": ("from: 2024-01-01", "from: 2023-01-01", 11, "must come after 2023-01-01"),
    "ends before it starts": ("until: 2021-12-31", "until: 2019-12-31", 4, "ends before it, on 2019-12-31"),
    "begins before the other lapses": ("until: 2021-12-31", "until: 2023-01-01", 8, "must come after 2023-01-01"),
    "a key twice": ("value: 0.75\n", "value: 0.75\n    value: 0.8\n", 10, "value is given twice"),
    "an unknown key": ("    value: 0.75\n", "    value: 0.75\n    amount: 1\n", 10, "values.1.amount"),
    "no value": ("    value: 0.75\n", "", 8, "values.1.value"),
    "no citation": (f"    value: 0.75\n    {CITED}\n", "    value: 0.75\n", 8, "values.1.citation"),
    "law without an address": (f"0.75\n    {CITED}", f"0.75\n    {LAW}", 10, "a law or policy needs an https address"),
    "a plain http address": (f"0.75\n    {CITED}", f"0.75\n    {LAW[:-1]}, url: 'http://x.gov'}}", 10, "https address"),
    "an authority of our own": (f"0.75\n    {CITED}", f"0.75\n    {CITED.replace('assumption', 'custom')}", 10,
                                "values.1.citation.authority"),
    "no title": ("title: Longest stay\n", "", 1, "title"),
    "no values": (GOOD[GOOD.index("values:"):], "values: []\n", 3, "values"),
    "an empty file": (GOOD, "", 1, "valid dictionary"),
    "a bracket left open": ("title: Longest stay", "title: [Longest stay", 2, "expected"),
    "a tab": ("unit: days", "unit: days\n\tx: 1", 3, "cannot start any token"),
    "a control character": ("unit: days", "unit: da\x07ys", 2, "a character that YAML does not allow"),
    "code in a tag": ("value: 0.75", "value: !!python/object:os.system {}", 9, "could not determine a constructor"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_refused_with_its_file_its_line_and_the_fault(tmp_path, old, new, line, said):
    assert GOOD.count(old) == 1
    with pytest.raises(DataFileError) as refusal:
        rule(tmp_path, GOOD.replace(old, new))
    assert f"longest_stay.yaml, line {line}:" in refusal.value.message and refusal.value.hint
    assert said in refusal.value.message


def test_the_next_change_of_a_book_is_the_next_day_a_value_begins_or_has_ended():
    source = Citation(Authority.ASSUMPTION, "x", "", Seen.UNSEEN, date(2026, 1, 1))

    def dated(start, until):
        return DatedValue(start, until, Decimal(1), source)

    early = Rule("a", "A", "days", (dated(date(2026, 1, 1), date(2026, 12, 31)), dated(date(2027, 1, 1), None)))
    lapses = Rule("b", "B", "days", (dated(date(2026, 1, 1), date(2026, 12, 14)),))
    book = RuleBook({"vetting.a": early, "security.b": lapses})
    both = ("vetting", "security")
    assert book.next_change(date(2026, 11, 25), *both) == date(2026, 12, 15)
    assert book.next_change(date(2026, 11, 25), "vetting") == date(2027, 1, 1)
    assert book.next_change(date(2026, 12, 15), *both) == date(2027, 1, 1)
    assert book.next_change(date(2027, 1, 1), *both) is None
