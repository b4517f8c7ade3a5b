"""Cost lines add up to what they show, and an estimate says what its reader must know."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core import costs, itinerary
from slp_core.cost_lines import Category, CostEstimate, CostLine
from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary, Stay
from slp_core.plan import Kind, Plan
from slp_core.reference import shipped

A = date(2026, 4, 6)


def trip(*places, nights=3, room=None, **more):
    """Some nights at each place in April 2026, in order."""
    stays = [
        Stay(*place.split("/"), A + timedelta(nights * n), A + timedelta(nights * (n + 1)), room)
        for n, place in enumerate(places)
    ]
    return Plan(stays[0].country, Itinerary(A, stays[-1].leaves, tuple(stays)), **more)


def price(plan):
    return costs.estimate(plan, shipped().rules, shipped().rates)


def said(plan):
    return [notice.code for notice in price(plan).notices]


def line(rate, share="1", quantity=1, travelers=1, category=Category.MIE, unit="day"):
    return CostLine(
        category, "M&IE", travelers, quantity, unit, Decimal(share), Decimal(rate), "GEO", "Tbilisi", A, A, False, ()
    )


@pytest.mark.parametrize(("rate", "shown", "total"), [("130.84", "9.16", "27.48"), ("10.05", "0.70", "2.10")])
def test_each_line_is_rounded_once_and_the_total_is_the_sum_of_what_is_shown(rate, shown, total):  # CST-26
    answer = CostEstimate((line(rate, "0.07"),) * 3, ())
    assert [str(part.amount) for part in answer.lines] == [shown] * 3
    assert str(answer.total) == total


def test_half_a_cent_of_a_line_is_rounded_up():  # CST-25
    assert line("40.70", "0.75").amount == Decimal("30.53")


LINES = st.builds(
    line,
    rate=st.decimals(0, 9999, places=2).map(str),
    share=st.sampled_from(["1", "0.75", "0.07"]),
    quantity=st.integers(1, 400),
    travelers=st.integers(1, 60),
    category=st.sampled_from(Category),
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=8))
def test_a_total_is_the_sum_of_its_lines_and_of_its_subtotals(lines):
    answer = CostEstimate(tuple(lines), ())
    assert answer.total == sum(part.amount for part in lines) == sum(map(answer.subtotal, Category))
    assert answer.total == round(answer.total, 2)


FORMULAS = {
    "travel days": (line("102", "0.75", 2, 4), "4 × 2 days × 75 % × $102"),
    "a full day": (line("102"), "1 × 1 day × $102"),
    "nights with cents": (line("1210.5", quantity=3, travelers=2, unit="night"), "2 × 3 nights × $1,210.50"),
}


@pytest.mark.parametrize(("part", "formula"), FORMULAS.values(), ids=FORMULAS)
def test_a_line_shows_the_arithmetic_behind_its_amount(part, formula):
    assert part.formula.replace("\u00a0", " ") == formula


def test_a_quoted_fare_is_a_line_for_each_traveler_s_ticket():
    (air,) = (part for part in price(trip("GEO/Tbilisi", travelers=3, air_fare=Decimal("1234.56"))).lines
              if part.category is Category.AIR)  # fmt: skip
    assert (air.amount, air.unit, air.provisional) == (Decimal("3703.68"), "ticket", False)
    assert air.citations[0].text == "41 CFR part 301-10, section to be confirmed"


def test_without_a_quote_there_is_no_line_for_the_flight():
    assert not price(trip("GEO/Tbilisi")).subtotal(Category.AIR)


def test_a_quote_of_nothing_is_a_line_of_nothing():
    assert [part.amount for part in price(trip("GEO/Tbilisi", air_fare=Decimal(0))).lines][-1] == 0


def test_a_published_zero_is_paid_as_zero_and_meals_at_their_rate():  # CST-31: 49.50 + 66 + 66 + 49.50
    answer = price(trip("SOM/Mogadishu"))
    assert str(answer.subtotal(Category.LODGING)) == "0.00" and str(answer.subtotal(Category.MIE)) == "231.00"


def test_a_day_trip_has_no_night_and_three_quarters_of_a_day_s_meals():  # 0.75 x 102
    answer = price(trip("GEO/Tbilisi", nights=0))
    assert (answer.subtotal(Category.LODGING), answer.total) == (0, Decimal("76.50"))


NOTICES = {
    "an ordinary trip": (trip("GEO/Tbilisi"), []),
    "30 days": (trip("GEO/Tbilisi", nights=24 + 5, provisional=True), ["PROVISIONAL"]),
    "31 days": (trip("GEO/Tbilisi", nights=24 + 6, provisional=True), ["PROVISIONAL", "LONG_STAY"]),
    "a day trip": (trip("GEO/Tbilisi", nights=0), ["DAY_TRIP"]),
    "a town without a row": (trip("GEO/Rustavi"), ["OTHER_PLACE"]),
    "other places, chosen by name": (trip("GEO/[Other]"), []),
    "a town visited twice, told once": (trip("GEO/Rustavi", "GEO/Tbilisi", "GEO/Rustavi"), ["OTHER_PLACE"]),
    "a published zero": (trip("SOM/Mogadishu"), ["PUBLISHED_ZERO"]),
    "a published zero against a quoted room": (trip("SOM/Mogadishu", room=Decimal(150)), ["PUBLISHED_ZERO"]),
    "a free room where lodging is paid": (trip("GEO/Tbilisi", room=Decimal(0)), []),
}


@pytest.mark.parametrize(("plan", "codes"), NOTICES.values(), ids=NOTICES)
def test_an_estimate_says_what_its_reader_must_know_and_no_more(plan, codes):
    assert said(plan) == codes


def test_a_provisional_estimate_names_the_month_that_stands_in():
    answer = price(trip("GEO/Tbilisi", nights=30, provisional=True))
    assert answer.provisional and "Apr 2026" in answer.notices[0].text
    assert not price(trip("GEO/Tbilisi")).provisional


def test_a_room_above_the_maximum_is_paid_at_the_maximum_and_one_below_at_its_price():  # Tbilisi 236
    dear, cheap = (price(trip("GEO/Tbilisi", room=Decimal(room))) for room in ("300", "210.50"))
    assert dear.subtotal(Category.LODGING) == 3 * 236
    assert cheap.subtotal(Category.LODGING) == 3 * Decimal("210.50")


@settings(deadline=None)
@given(st.integers(1, 60))
def test_a_team_costs_as_many_times_one_traveler(travelers):
    plan = {"nights": 4, "air_fare": Decimal("999.99")}
    assert (
        price(trip("GEO/Tbilisi", **plan, travelers=travelers)).total
        == travelers * price(trip("GEO/Tbilisi", **plan)).total
    )


EASTERN = ZoneInfo("America/New_York")


def day_trip(begins: datetime, ends: datetime):
    """A trip to Washington, DC by its hours, without a hotel night."""
    first, last = begins.date(), itinerary.last_day(ends)
    stay = Stay("USA", "Washington, DC", first, last, Decimal(0))
    return Plan("GEO", Itinerary(first, last, (stay,), begins, ends), kind=Kind.HOSTING)


@pytest.mark.parametrize(
    ("begins", "ends", "paid"),
    [
        ("2026-04-15 06:00", "2026-04-15 18:00", "0"),  # CST-14: exactly 12 hours
        ("2026-04-15 06:00", "2026-04-15 18:01", "69.00"),
        ("2026-04-15 20:00", "2026-04-16 14:00", "138.00"),  # 18 hours: 0.75 x 92 on each of two dates
        ("2026-11-01 00:30", "2026-11-01 12:15", "69.00"),  # CST-15: 12:45 over the clock change
        ("2026-04-15 08:00", "2026-04-15 10:00", "0"),  # CST-28
        ("2026-04-15 00:00", "2026-04-17 00:00", "138.00"),  # CST-29: midnight opens no third day
    ],
)
def test_a_short_trip_is_paid_by_its_hours_and_dates(begins, ends, paid):
    answer = price(day_trip(*(datetime.fromisoformat(text).replace(tzinfo=EASTERN) for text in (begins, ends))))
    assert answer.subtotal(Category.MIE) == Decimal(paid)
    assert ("TOO_SHORT" in [notice.code for notice in answer.notices]) is (paid == "0")


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        (datetime(2026, 4, 15, 6, tzinfo=UTC), None, "One hour is missing"),
        (datetime.fromisoformat("2026-04-15 06:00"), datetime(2026, 4, 15, 18, tzinfo=UTC), "no time zone"),
        (datetime(2026, 4, 15, 6, tzinfo=UTC), datetime(2026, 4, 15, 5, tzinfo=UTC), "not after the departure"),
        (datetime(2026, 4, 14, 6, tzinfo=UTC), datetime(2026, 4, 15, 5, tzinfo=UTC), "not of the days"),
    ],
)
def test_hours_that_cannot_be_are_refused(begins, ends, said):
    day = date(2026, 4, 15)
    trip = Itinerary(day, day, (Stay("GEO", "Tbilisi", day, day),), begins, ends)
    with pytest.raises(InvalidInput, match=said):
        itinerary.check(trip, 400)


def test_a_trip_that_moves_keeps_its_hours():
    moved = day_trip(datetime(2026, 4, 15, 6, tzinfo=EASTERN), datetime(2026, 4, 15, 18, tzinfo=EASTERN)).itinerary
    assert moved.moved_to(date(2026, 4, 20)).departs_at == datetime(2026, 4, 20, 6, tzinfo=EASTERN)
