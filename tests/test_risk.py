"""Advisories: four levels, a review that falls due by level, and no broken file."""

from datetime import date

import pytest

from slp_core.errors import DataFileError
from slp_core.reference import shipped
from slp_core.risk import Advisory, load_advisories


def advisory(level, issued):
    return Advisory("GEO", level, date.fromisoformat(issued), date(2026, 10, 8))


REVIEWS = {  # State: every 12 months at level 1 and 2, every 6 at 3 and 4
    "level 1": (1, "2025-09-05", "2026-09-05"),
    "level 2": (2, "2026-08-26", "2027-08-26"),
    "level 3": (3, "2026-05-04", "2026-11-04"),
    "level 4": (4, "2026-01-07", "2026-07-07"),
    "six months from 31 August": (4, "2026-08-31", "2027-02-28"),
    "a year from a leap day": (2, "2028-02-29", "2029-02-28"),
}


@pytest.mark.parametrize(("level", "issued", "due"), REVIEWS.values(), ids=REVIEWS)
def test_a_review_falls_due_by_the_level(level, issued, due):
    assert advisory(level, issued).review_due(shipped().rules) == date.fromisoformat(due)


LEVELS = {
    1: ("Exercise normal precautions", False),
    2: ("Exercise increased caution", False),
    3: ("Reconsider travel", True),
    4: ("Do not travel", True),
}


@pytest.mark.parametrize("level", LEVELS)
def test_level_three_and_four_ask_for_an_approval_and_each_level_has_its_words(level):
    found = advisory(level, "2026-01-07")
    assert (found.words, found.needs_approval) == LEVELS[level]


@pytest.mark.parametrize("country", sorted(shipped().countries.program))
def test_every_program_country_has_an_advisory_whose_review_can_be_told(country):
    found = shipped().advisories[country]
    assert found.words and found.review_due(shipped().rules) > found.issued


HEADER = "country,level,issued,seen\n"
BROKEN = {
    "level 5": ("GEO,5,2026-01-01,2026-10-08", 3, "5 is not an advisory level"),
    "level 0": ("GEO,0,2026-01-01,2026-10-08", 3, "0 is not an advisory level"),
    "a level in words": ("GEO,high,2026-01-01,2026-10-08", 3, "high"),
    "no such day": ("GEO,2,2026-02-30,2026-10-08", 3, "day is out of range"),
    "a field missing": ("GEO,2,2026-01-01", 3, "the row has 3 fields, the header 4"),
    "a field too many": ("GEO,2,2026-01-01,2026-10-08,4", 3, "the row has 5 fields, the header 4"),
}


@pytest.mark.parametrize(("row", "line", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_table_is_refused_with_its_file_its_line_and_the_fault(tmp_path, row, line, said):
    (tmp_path / "advisories.csv").write_text(f"{HEADER}ALB,2,2026-08-26,2026-10-08\n{row}\n", "utf-8")
    with pytest.raises(DataFileError) as refusal:
        load_advisories(tmp_path / "advisories.csv")
    assert f"advisories.csv, line {line}:" in refusal.value.message and said in refusal.value.message
