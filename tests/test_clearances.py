"""Clearances are judged for the days of the trip: granted for these days, held to the last, counted from entry."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from slp_core.clearances import (
    STATUSES,
    Clearance,
    ClearanceKind,
    ClearanceStatus,
    itinerary_text,
    judge_confirmed,
    judge_country,
)
from slp_core.itinerary import Itinerary, Stay
from slp_core.judgements import Standing
from slp_core.periods import Period
from slp_core.reference import shipped
from slp_core.travel_papers import journey, judge_passport, judge_visa, judge_yellow_fever
from slp_core.validity import Never

RULES, FACTS = shipped().rules, shipped().entry_facts
MONDAY, FRIDAY = date(2027, 2, 22), date(2027, 3, 5)
TRIP = Period(MONDAY, FRIDAY)
BOTH = shipped().calendars.named("both", "GEO")
GRANTED = ClearanceStatus.GRANTED


def way(*countries, arrives=MONDAY, leaves=FRIDAY):
    stays = tuple(Stay(country, "Somewhere", arrives, leaves) for country in countries)
    return journey(Itinerary(MONDAY, FRIDAY, stays), FACTS, "USA")


def on_record(kind, **values):
    return Clearance(kind, **({"status": GRANTED} | values))


def passport(expires, pages=4):
    return on_record(ClearanceKind.PASSPORT, expires=expires, pages=pages)


PASSPORTS = {  # Sri Lanka asks for six months from departure, 5 Mar; Kyrgyzstan from entry, 22 Feb
    "six months from departure": ("LKA", date(2027, 9, 5), Standing.READY),
    "a day short of that": ("LKA", date(2027, 9, 4), Standing.NOT_READY),
    "six months from entry": ("KGZ", date(2027, 8, 22), Standing.READY),
    "a day short of six months from entry": ("KGZ", date(2027, 8, 21), Standing.NOT_READY),
    "the stay alone counts, to the return": ("GEO", FRIDAY, Standing.READY),
    "it ends before the return": ("GEO", FRIDAY - timedelta(1), Standing.NOT_READY),
    "no day is known": ("GEO", None, Standing.UNKNOWN),
    "of a country nothing is known": ("FRA", date(2035, 1, 1), Standing.UNKNOWN),
}


@pytest.mark.parametrize(("country", "expires", "standing"), PASSPORTS.values(), ids=PASSPORTS)
def test_a_passport_must_last_as_long_as_the_country_asks(country, expires, standing):
    assert judge_passport(passport(expires), way(country), RULES).standing is standing


def test_the_strictest_country_on_the_way_decides():
    assert judge_passport(passport(date(2027, 8, 30)), way("GEO", "LKA"), RULES).standing is Standing.NOT_READY


@pytest.mark.parametrize(
    ("pages", "standing"), [(1, Standing.NOT_READY), (2, Standing.READY), (None, Standing.UNKNOWN)]
)
def test_two_blank_pages_are_asked_for_by_kenya_and_by_default(pages, standing):
    assert judge_passport(passport(date(2030, 1, 1), pages), way("KEN"), RULES).standing is standing
    assert judge_passport(passport(date(2030, 1, 1), pages), way("PHL"), RULES).standing is standing  # none stated


def test_a_passport_that_is_not_on_record_or_only_asked_for_is_not_ready():
    assert judge_passport(None, way("GEO"), RULES).standing is Standing.NOT_READY
    asked = Clearance(ClearanceKind.PASSPORT, ClearanceStatus.REQUESTED, requested=date(2026, 11, 1))
    assert judge_passport(asked, way("GEO"), RULES).standing is Standing.UNKNOWN


def vaccinated(day):
    return on_record(ClearanceKind.YELLOW_FEVER, granted=day)


YELLOW = {  # entry on 22 Feb: ten days before is 12 Feb
    "on the tenth day": ("KEN", vaccinated(date(2027, 2, 12)), Standing.READY),
    "on the ninth day": ("KEN", vaccinated(date(2027, 2, 13)), Standing.NOT_READY),
    "thirty years ago": ("KEN", vaccinated(date(2001, 1, 1)), Standing.READY),
    "no day": ("KEN", vaccinated(None), Standing.UNKNOWN),
    "none on record where it is required": ("KEN", None, Standing.NOT_READY),
    "none on record where it depends on the way": ("COL", None, Standing.UNKNOWN),
    "nobody asks": ("GEO", None, Standing.NOT_NEEDED),
}


@pytest.mark.parametrize(("country", "found", "standing"), YELLOW.values(), ids=YELLOW)
def test_a_yellow_fever_certificate_counts_from_the_tenth_day(country, found, standing):
    assert judge_yellow_fever(found, way(country), RULES).standing is standing


def visa(expires, begins=None):
    return on_record(ClearanceKind.VISA, expires=expires, begins=begins)


VISAS = {
    "required and none": ("KEN", None, Standing.NOT_READY),
    "none published for tourists is no answer": ("GEO", None, Standing.UNKNOWN),
    "to the last day": ("KEN", visa(FRIDAY), Standing.READY),
    "ends during the stay": ("KEN", visa(FRIDAY - timedelta(1)), Standing.AT_RISK),
    "ended": ("KEN", visa(MONDAY - timedelta(1)), Standing.NOT_READY),
    "begins after the entry": ("KEN", visa(FRIDAY, MONDAY + timedelta(1)), Standing.NOT_READY),
    "no day": ("KEN", visa(None), Standing.UNKNOWN),
    "said not to be needed": ("GEO", Clearance(ClearanceKind.VISA, ClearanceStatus.NOT_NEEDED), Standing.NOT_NEEDED),
}


@pytest.mark.parametrize(("country", "found", "standing"), VISAS.values(), ids=VISAS)
def test_a_visa_must_hold_over_the_stay(country, found, standing):
    assert judge_visa(found, way(country)).standing is standing


def test_a_stay_longer_than_the_visa_free_days_needs_one():
    long = journey(
        Itinerary(MONDAY, date(2027, 4, 1), (Stay("PHL", "Manila", MONDAY, date(2027, 4, 1)),)), FACTS, "USA"
    )
    assert judge_visa(None, long).standing is Standing.NOT_READY  # 39 days; 29 are free
    assert judge_visa(None, way("PHL")).standing is Standing.UNKNOWN


def on_the_way(*stays):
    """Places in order, each as country, first and last day."""
    places = tuple(Stay(country, f"Place {number}", *days) for number, (country, *days) in enumerate(stays))
    return journey(Itinerary(places[0].arrives, places[-1].leaves, places), FACTS, "USA")


NEW_YEAR, LATE = date(2027, 1, 1), date(2027, 4, 30)


@pytest.mark.parametrize(
    ("between", "standing"), [("COL", Standing.NOT_READY), ("PER", Standing.UNKNOWN)], ids=["one visit", "two visits"]
)
def test_the_visa_free_days_of_a_country_run_over_all_places_of_a_visit(between, standing):
    """Colombia frees 90 days: 120 in three places are one visit, unless Peru lies between them."""
    middle = (between, date(2027, 2, 20), date(2027, 3, 1))
    way_there = on_the_way(("COL", NEW_YEAR, middle[1]), middle, ("COL", middle[2], LATE))
    assert judge_visa(None, way_there).standing is standing


def test_the_months_of_a_passport_count_from_the_entry_into_the_country_not_into_its_second_town():
    """Indonesia asks for six months after entry."""
    there = on_the_way(("IDN", NEW_YEAR, date(2027, 3, 1)), ("IDN", date(2027, 3, 1), date(2027, 3, 31)))
    assert judge_passport(passport(date(2027, 7, 1)), there, RULES).standing is Standing.READY
    short = judge_passport(passport(date(2027, 6, 30)), there, RULES)
    assert short.standing is Standing.NOT_READY and "Place 0" in short.reason
    again = on_the_way(
        ("IDN", NEW_YEAR, date(2027, 2, 1)), ("PHL", date(2027, 2, 1), date(2027, 2, 9)),
        ("IDN", date(2027, 2, 9), date(2027, 2, 20)),
    )  # fmt: skip
    assert judge_passport(passport(date(2027, 7, 1)), again, RULES).standing is Standing.NOT_READY


def ecc(**values):
    return on_record(ClearanceKind.COUNTRY, **values)


def judged_country(found, today=date(2026, 11, 25)):
    return judge_country(found, TRIP, today, BOTH, RULES)


def test_country_clearance_holds_for_the_days_it_was_granted_for():
    granted = ecc(begins=MONDAY, expires=FRIDAY)
    assert judged_country(granted).standing is Standing.READY
    moved = judge_country(granted, Period(MONDAY + timedelta(14), FRIDAY + timedelta(14)), MONDAY, BOTH, RULES)
    assert moved.standing is Standing.NOT_READY and "it was granted" in moved.reason.lower()
    assert judged_country(replace(granted, begins=None)).standing is Standing.UNKNOWN


# Business days of both calendars before Mon 22 Feb 2027: 15 Feb is a U.S. holiday. 8 Feb is the 9th before, 5 Feb
# the 10th (19, 18, 17, 16, 12, 11, 10, 9, 8, 5); 22 Jan the 20th (4, 3, 2, 1 Feb; 29, 28, 27, 26, 25, 22 Jan).
LEFT = {
    "ten are left": (date(2027, 2, 5), "it is asked for 30 ahead"),
    "nine are left": (date(2027, 2, 8), "fewer than 10 counts as denied"),
}


@pytest.mark.parametrize(("today", "said"), LEFT.values(), ids=LEFT)
def test_fewer_than_ten_business_days_count_as_denied(today, said):
    assert said in judged_country(None, today).reason and judged_country(None, today).standing is Standing.NOT_READY
    request = Clearance(ClearanceKind.COUNTRY, ClearanceStatus.REQUESTED, requested=date(2027, 1, 4))
    assert judged_country(request, today).standing is Standing.AT_RISK


def test_the_judgement_of_an_open_request_says_on_which_day_it_changes():
    request = Clearance(ClearanceKind.COUNTRY, ClearanceStatus.REQUESTED, requested=date(2026, 11, 4))
    early = judged_country(request, date(2027, 1, 22))
    assert early.standing is Standing.UNKNOWN and early.changes_on == date(2027, 1, 23)
    assert judged_country(request, date(2027, 1, 25)).standing is Standing.AT_RISK


def test_medical_fitness_must_be_confirmed_to_the_last_day_or_be_said_never_to_end():
    def fit(expires):
        return judge_confirmed(ClearanceKind.MEDICAL, on_record(ClearanceKind.MEDICAL, expires=expires), TRIP).standing

    assert [fit(one) for one in (FRIDAY, Never.NEVER, FRIDAY - timedelta(1), None)] == [
        Standing.READY, Standing.READY, Standing.AT_RISK, Standing.UNKNOWN,
    ]  # fmt: skip
    assert judge_confirmed(ClearanceKind.INSURANCE, None, TRIP).standing is Standing.NOT_READY


def test_the_text_of_a_request_leaves_open_what_nobody_entered():
    trip = Itinerary(MONDAY, FRIDAY, (Stay("GEO", "Tbilisi", date(2027, 2, 23), FRIDAY),))
    text = itinerary_text("Crash course", "E-2027-001", trip, "Georgia (country)", ["Ann O’Neill", ""])
    assert "2027-02-23 to 2027-03-05: Tbilisi, 10 nights; lodging [to be filled in]" in text
    assert "1. Ann O’Neill" in text and "2. [to be named]" in text and "Flights: [to be filled in]" in text


def test_a_passport_says_how_long_it_is_valid_and_which_country_asks_for_more():
    short_of = judge_passport(passport(date(2027, 9, 4)), way("GEO", "LKA"), RULES)
    assert "Valid until 4 Sep 2027; it must be until 5 Sep 2027 (Somewhere: valid 6 months" in plain(short_of)
    enough = judge_passport(passport(date(2031, 5, 1)), way("GEO"), RULES)
    assert plain(enough) == "Valid until 1 May 2031, needed until 5 Mar 2027; 4 blank pages, enough."
    assert "(the return)" in plain(judge_passport(passport(date(2027, 3, 1)), way(), RULES))
    assert plain(judge_passport(passport(date(2030, 1, 1), 1), way("KEN"), RULES)).endswith("2 pages must be blank.")


def plain(judgement):
    return judgement.reason.replace("\u00a0", " ")


def test_nobody_goes_abroad_without_a_passport():
    assert ClearanceStatus.NOT_NEEDED not in STATUSES[ClearanceKind.PASSPORT]
    assert set(STATUSES[ClearanceKind.VISA]) == set(ClearanceStatus)
