"""Entry facts as dates and numbers: until when a passport must be valid, and from how many days a visa is needed."""

from datetime import date

import pytest

from slp_core.entry_facts import PassportFrom, Visa, YellowFever, load_entry_facts
from slp_core.errors import DataFileError
from slp_core.reference import shipped

FACTS = shipped().entry_facts
STAY = (date(2027, 2, 22), date(2027, 3, 5))
UNTIL = {
    "GEO": date(2027, 3, 5),  # valid on entry: the stay itself counts
    "KGZ": date(2027, 8, 22),  # six months from entry
    "LKA": date(2027, 9, 5),  # six months from departure
    "MMR": date(2027, 9, 5),  # six months, from which day is not stated: the later
    "LBN": date(2027, 5, 22),
}


@pytest.mark.parametrize(("country", "day"), UNTIL.items())
def test_a_passport_must_be_valid_until_a_day(country, day):
    assert FACTS[country].passport_until(*STAY) == day


def test_a_visa_is_asked_for_by_country_and_length_of_stay():
    assert FACTS["KEN"].needs_visa(1) and not FACTS["GTM"].needs_visa(365)
    assert [FACTS["KAZ"].needs_visa(days) for days in (30, 31)] == [False, True]


def test_what_is_not_stated_stays_unknown():
    assert FACTS["PHL"].pages is None
    assert FACTS["GHA"].passport_from is PassportFrom.UNSTATED and "not stated" in FACTS["GHA"].passport_words


def test_there_are_facts_for_all_and_yellow_fever_is_required_in_thirteen():
    assert set(FACTS) == set(shipped().countries.program)
    required = {facts.country for facts in FACTS.values() if facts.yellow_fever is YellowFever.REQUIRED}
    assert required == {
        "BEN", "BFA", "CAF", "CIV", "COD", "GHA", "GIN", "KEN", "LBR", "NER", "NGA", "SEN", "SLE",
    }  # fmt: skip
    assert all((facts.visa is Visa.OVER_DAYS) == (facts.visa_free_days is not None) for facts in FACTS.values())


def test_days_without_a_visa_belong_to_one_kind_of_visa_only(tmp_path):
    header = "country,passport_months,passport_from,pages,visa,visa_free_days,yellow_fever,seen\n"
    (tmp_path / "facts.csv").write_text(f"{header}GEO,0,entry,1,required,30,none stated,2025-05-29\n")
    with pytest.raises(DataFileError, match="line 2: visa_free_days"):
        load_entry_facts(tmp_path / "facts.csv")
