"""Where data comes from: entries are read whole or refused by name, and age is told in words."""

from dataclasses import replace
from datetime import date

import pytest

from slp_core.errors import DataFileError
from slp_core.sources import Source, age_in_months, freshness_words, load_sources

GOOD = f"""\
sources:
- path: data/levels.csv
  title: Levels
  publisher: Somebody
  licence: public domain
  as_of: 2026-04-01
  checked: 2026-11-25
  stale_after_days: 31
  sha256: {"ab" * 32}
- path: data/rates/2026-04.csv
  title: Rates
  publisher: Somebody else
  licence: CC BY 4.0
  as_of: 2026-04-01
  checked: 2026-11-25
  stale_after_days: null
  sha256: "{"01" * 32}"
  note: A copy.
"""
SOURCE = Source(
    "data/a.csv", "A", "B", "C", date(2026, 4, 1), date(2026, 11, 25), stale_after_days=31, sha256="ab" * 32, note=""
)


def read(tmp_path, text):
    (tmp_path / "sources.yaml").write_text(text, "utf-8")
    return load_sources(tmp_path / "sources.yaml")


def test_entries_are_read_in_the_order_of_the_file(tmp_path):
    first, second = read(tmp_path, GOOD)
    assert (first.path, first.title, first.stale_after_days, first.note) == ("data/levels.csv", "Levels", 31, "")
    assert (second.publisher, second.licence, second.stale_after_days) == ("Somebody else", "CC BY 4.0", None)
    assert (second.as_of, second.checked, second.note) == (date(2026, 4, 1), date(2026, 11, 25), "A copy.")
    assert first.sha256 == "ab" * 32


BROKEN = {
    "no title": ("  title: Levels\n", "", "line 2", "title"),
    "empty publisher": ("publisher: Somebody else", 'publisher: ""', "line 12", "publisher"),
    "no licence": ("  licence: CC BY 4.0\n", "", "line 10", "licence"),
    "not a day": ("as_of: 2026-04-01", "as_of: spring", "line 6", "as_of"),
    "checked too early": ("checked: 2026-11-25\n  stale_after_days: n", "checked: 2026-03-31\n  stale_after_days: n",
                          "line 10", "data/rates/2026-04.csv was checked on 2026-03-31"),
    "stale at once": ("stale_after_days: 31", "stale_after_days: 0", "line 8", "stale_after_days"),
    "stale left out": ("  stale_after_days: 31\n", "", "line 2", "stale_after_days"),
    "short hash": ("ab" * 32, "ab" * 31, "line 9", "sha256"),
    "hash of a number": (f'"{"01" * 32}"', "12", "line 17", "sha256"),
    "outside data": ("data/levels.csv", "/levels.csv", "line 2", "path"),
    "upwards": ("data/levels.csv", "data/../levels.csv", "line 2", "path"),
    "unknown key": ("title: Rates", "titel: Rates", "line 10", "title"),
    "key too many": ("  note: A copy.", "  notes: A copy.", "line 18", "notes"),
    "the same file twice": ("data/rates/2026-04.csv", "data/levels.csv", "line 10", "data/levels.csv has two entries"),
    "no entries": (GOOD, "sources: []\n", "line 1", "sources"),
    "an empty file": (GOOD, "", "line 1", "valid dictionary"),
    "not YAML": ("title: Levels", "title: [Levels", "line 4", "expected"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_entry_is_refused_with_its_file_its_line_and_the_fault(tmp_path, old, new, line, said):
    assert GOOD.count(old) >= 1
    with pytest.raises(DataFileError) as refusal:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert f"sources.yaml, {line}:" in refusal.value.message
    assert said in refusal.value.message


AGES = {
    "the same day": (date(2026, 4, 1), 0),
    "the eve of a month": (date(2026, 4, 30), 0),
    "a month": (date(2026, 5, 1), 1),
    "over the year's end": (date(2027, 4, 1), 12),
    "data of a later day": (date(2026, 3, 1), 0),
}


@pytest.mark.parametrize(("day", "months"), AGES.values(), ids=AGES.keys())
def test_age_counts_whole_months(day, months):
    assert age_in_months(date(2026, 4, 1), day) == months


def test_data_is_fresh_through_the_last_allowed_day_and_stale_the_day_after():
    assert not SOURCE.is_stale(date(2026, 5, 2))
    assert SOURCE.is_stale(date(2026, 5, 3))


def test_what_does_not_go_stale_never_is():
    assert not replace(SOURCE, stale_after_days=None).is_stale(date(2126, 1, 1))


WORDS = {
    "the same day": (date(2026, 4, 1), "Apr 2026, 0 days old"),
    "one day": (date(2026, 4, 2), "Apr 2026, 1 day old"),
    "days": (date(2026, 4, 30), "Apr 2026, 29 days old"),
    "one month": (date(2026, 5, 1), "Apr 2026, 1 month old"),
    "months": (date(2026, 11, 25), "Apr 2026, 7 months old"),
    "still months": (date(2028, 3, 31), "Apr 2026, 23 months old"),
    "years": (date(2028, 4, 1), "Apr 2026, 2 years old"),
    "a later day": (date(2026, 3, 1), "Apr 2026, 0 days old"),
}


@pytest.mark.parametrize(("day", "words"), WORDS.values(), ids=WORDS.keys())
def test_freshness_tells_the_month_and_the_age(day, words):
    assert freshness_words(SOURCE, day).replace("\u00a0", " ") == words
