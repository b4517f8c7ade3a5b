"""Whatever the trip, with legs, meals, kinds of rooms and a team: a day-by-day reckoning, and longer costs no less."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from slp_core import costs, legs
from slp_core.cost_lines import Category, CostEstimate
from slp_core.errors import InvalidInput
from slp_core.itinerary import Itinerary, Stay
from slp_core.legs import Leg
from slp_core.lodging import Lodging
from slp_core.meals import FurnishedMeal, Meal, Provider
from slp_core.money import cents
from slp_core.plan import Plan
from slp_core.reference import shipped

DAY = timedelta(1)
ZONES = ("America/New_York", "Asia/Tbilisi", "Asia/Manila", "Pacific/Auckland", "America/Bogota")
PLACES = (
    "GEO/Tbilisi", "COL/Bogota", "BHS/Eleuthera Island", "EGY/Sharm el Sheikh", "SOM/Mogadishu", "UKR/Lviv",
    "DEU/Nowhere", "VEN/Maracaibo", "USA/Washington, DC", "USA/Denver, CO",
)  # fmt: skip
TAKEN_OFF = (Provider.GOVERNMENT, Provider.REGISTRATION_FEE, Provider.HOST_AGENCY)
CROSSES_THE_LINE = timedelta(hours=12)
ROUNDED = Decimal("0.0052")  # half a cent once a line, and the sixth decimal of a night in a rental


def price(plan: Plan) -> CostEstimate:
    return costs.estimate(plan, shipped().rules, shipped().rates)


# --- any trip


@st.composite
def one_of_stays(draw, place, arrives, leaves, **more):
    country, locality = place.split("/")
    kind = draw(st.sampled_from([Lodging.HOTEL] * 4 + [Lodging.PRIVATE, Lodging.RENTAL, Lodging.QUARTERS]))
    room = draw(st.sampled_from([None, Decimal(90), Decimal("310.55"), Decimal("100.01")]))
    if kind is Lodging.RENTAL:
        more |= {"rent": (room or Decimal(1000)) * ((leaves - arrives).days + 1), "room": None}
    elif kind is Lodging.HOTEL and room:
        more |= {"shared": draw(st.booleans()), "room": room}
        more |= {"tax": Decimal("0.1575")} if country == "USA" else {}
        more |= draw(st.sampled_from([{}, {}, {"actual": Decimal("1.5")}, {"actual": Decimal(3)}]))
    else:
        more |= {"room": room}
    return Stay(country, locality, arrives, leaves, kind=kind, **more)


@st.composite
def itineraries(draw, first, places, most_nights):
    """One to three stays; legs out, between and home; at times a side trip or a visit home."""
    departs = day = first + timedelta(draw(st.integers(0, 3)))
    zones = ["America/New_York", draw(st.sampled_from(ZONES))]
    flights, stays = [(departs, *zones)], []
    for number, place in enumerate(draw(st.lists(st.sampled_from(places), min_size=1, max_size=3))):
        if number:
            zones.append(draw(st.sampled_from(ZONES)))
            flights.append((day, *zones[-2:]))
        arrives = day + timedelta(draw(st.integers(0, 2)))
        day = arrives + timedelta(draw(st.integers(1, most_nights)))
        stays.append(draw(one_of_stays(place, arrives, day)))
        if draw(st.integers(0, 3)) == 0:
            side = draw(one_of_stays(places[0], day, day + 2 * DAY, side_trip=True))
            home = Stay("USA", "Home", day, day + timedelta(draw(st.integers(1, 4))), kind=Lodging.HOME)
            between = draw(st.sampled_from([replace(side, actual=None), home]))
            stays += [between, draw(one_of_stays(place, between.leaves, between.leaves + 3 * DAY))]
            day = stays[-1].leaves
    returns = day + timedelta(draw(st.integers(0, 2)))
    flights.append((day, zones[-1], "America/New_York"))
    known = [leg for flight in flights for leg in draw(flown(*flight))]
    return Itinerary(departs, returns, tuple(stays), legs=fitting(known, departs, returns))


@st.composite
def flown(draw, day, origin, destination):
    """Up to two flights one after the other, of 2 to 20 hours, from a given day on."""
    found, at = [], datetime.combine(day, time(draw(st.sampled_from([5, 12, 18, 23]))), ZoneInfo(origin))
    for number in range(draw(st.integers(0, 2))):
        lands = (at.astimezone(ZoneInfo("UTC")) + timedelta(hours=draw(st.integers(2, 20)))).astimezone(
            ZoneInfo(destination)
        )
        ends = [origin if number == 0 else destination, destination]
        found.append(Leg("A town", "Another", at.replace(tzinfo=None), lands.replace(tzinfo=None), *ends))
        at = lands + timedelta(hours=2)
    return found


def fitting(known, departs, returns):
    """Those of the legs that can have been traveled one after the other within the days of the trip."""
    kept = ()
    for leg in known:
        try:
            legs.check((*kept, leg), departs, returns)
        except InvalidInput:
            continue
        kept = (*kept, leg)
    return kept


@st.composite
def trips(draw, itinerary):
    trip = draw(itinerary)
    days = st.integers(0, trip.days - 1).map(lambda number: trip.departs + timedelta(number))
    one = st.builds(
        FurnishedMeal, days, st.sampled_from(Meal), st.sampled_from(Provider), st.sampled_from(["", "", "x"])
    )
    furnished = tuple(draw(st.lists(one, max_size=12)))
    own = draw(st.sampled_from([None, None, None, Decimal(60), Decimal("88.50")]))
    return Plan("GEO", trip, draw(st.integers(1, 6)), meals=furnished, provisional=True, own_mie=own)


# --- the same trip reckoned one day at a time, from the regulation's sentences


def rate_on(stay: Stay, day: date):
    return shipped().rates.periods(stay.country, stay.locality, day, day, provisional=True)[0].rate


def room_of(stay: Stay, rate) -> Decimal:
    """What a traveler pays for one night, up to the maximum."""
    most = rate.lodging
    if stay.actual is not None:
        most = (stay.actual * (rate.lodging + rate.mie)).to_integral_value(ROUND_CEILING) - rate.mie
    if stay.rent is not None:
        return min(most, stay.rent / stay.nights)  # rounded with all nights of its line
    if stay.room is None:
        return Decimal(0) if stay.kind in (Lodging.PRIVATE, Lodging.QUARTERS) else most
    return min(most, cents(stay.room / 2) if stay.shared else stay.room)


def eaten(plan: Plan, stay: Stay, day: date, share: Decimal) -> Decimal:
    """M&IE of one traveler: allocations come off the reduced rate, but for the incidentals; then the own policy."""
    mie = rate_on(stay, day).mie
    split = shipped().rates.meal_split(stay.country, mie)
    off = {one.meal for one in plan.meals if one.day == day and one.provider in TAKEN_OFF and not one.kept}
    paid = max(share * mie - sum(getattr(split, meal) for meal in off), min(share * mie, split.incidentals))
    return paid if plan.own_mie is None else min(paid, plan.own_mie)


def under_way(trip: Itinerary, night: date) -> bool:
    """A hotel reached before six in the morning was reached in the night before."""
    return any(leg.departs.date() <= night < (leg.arrives - timedelta(hours=6)).date() for leg in trip.legs)


def not_lived(trip: Itinerary) -> set[date]:
    """Over the date line there are as many days as a watch at the origin counts, hour by hour."""
    found: set[date] = set()
    for leg in trip.legs:
        if leg.arrives - leg.departs - leg.takes > CROSSES_THE_LINE:
            watch = {leg.departs.date(), (leg.departs + leg.takes).date()}
            watch |= {(leg.departs + timedelta(hours=n)).date() for n in range(int(leg.takes.total_seconds() // 3600))}
            calendar = (leg.arrives.date() - leg.departs.date()).days + 1
            missing = {leg.arrives.date() - timedelta(n) for n in range(1, calendar - len(watch) + 1)}
            found |= missing - {leg.departs.date()}  # that one was lived where the leg began
    return found


def day_by_day(plan: Plan) -> tuple[Decimal, Decimal]:
    """Lodging with M&IE, and lodging taxes, of which no line has been rounded yet."""
    trip, total, taxes, last, duty = plan.itinerary, Decimal(0), Decimal(0), None, None
    visits = [stay for stay in trip.stays if stay.kind is Lodging.HOME]
    ends = {trip.departs, trip.returns, *(stay.arrives for stay in visits), *(stay.leaves for stay in visits)}
    missing = not_lived(trip)
    for number in range(trip.days):
        day = trip.departs + timedelta(number)
        asleep = next((stay for stay in trip.stays if stay.arrives <= day < stay.leaves), None)
        here = asleep or next((stay for stay in trip.stays if stay.arrives > day), None) or last
        if here.kind is Lodging.HOME and here.arrives < day:  # at home, by choice
            continue
        if here.kind is Lodging.HOME:  # on the way home: the rate of the day before
            here, asleep = last, None
        duty = duty if here.side_trip else here
        if day not in missing:
            total += plan.travelers * eaten(plan, duty, day, Decimal("0.75") if day in ends else Decimal(1))
        if asleep and not under_way(trip, day):
            room = plan.travelers * room_of(asleep, rate_on(duty, day))
            total, taxes = total + room, taxes + room * (asleep.tax or 0)
        last = here
    return total, taxes


ANY_TIME = date(2025, 10, 1)


@settings(max_examples=1000, deadline=None)
@given(
    trips(st.integers(0, 500).flatmap(lambda days: itineraries(ANY_TIME + timedelta(days), PLACES, 40))),
)
def test_pricing_by_interval_equals_reckoning_day_by_day(plan):
    answer, (total, taxes) = price(plan), day_by_day(plan)
    taxed = [line for line in answer.lines if line.category is Category.LODGING_TAX]
    rented = [line for line in answer.lines if "rental" in line.what]
    assert abs(answer.subtotal(Category.LODGING) + answer.subtotal(Category.MIE) - total) <= len(rented) * ROUNDED
    assert abs(answer.subtotal(Category.LODGING_TAX) - taxes) <= len(taxed) * ROUNDED
    assert answer.total == sum(line.amount for line in answer.lines)
    at_home = sum(stay.nights - 1 for stay in plan.itinerary.stays if stay.kind is Lodging.HOME)
    paid = sum(line.quantity for line in answer.lines if line.category is Category.MIE)
    assert paid == plan.itinerary.days - at_home - len(not_lived(plan.itinerary))


# --- a longer trip


def constant(place: str) -> bool:
    """Has a place one rate from April to the middle of May 2026?"""
    country, locality = place.split("/")
    spring = shipped().rates.periods(country, locality, date(2026, 4, 1), date(2026, 5, 15), provisional=True)
    return len({(period.rate.lodging, period.rate.mie) for period in spring}) == 1


STEADY = tuple(filter(constant, PLACES))


def a_night_longer(plan: Plan) -> Plan:
    """The last stay has a night more, and all that follows it is a day later."""
    trip = plan.itinerary
    *before, last = trip.stays
    moved = tuple(leg.moved(DAY) if leg.departs.date() >= last.leaves else leg for leg in trip.legs)
    stays = (*before, replace(last, leaves=last.leaves + DAY))
    return replace(plan, itinerary=replace(trip, returns=trip.returns + DAY, stays=stays, legs=moved))


@settings(max_examples=200, deadline=None)
@given(trips(itineraries(date(2026, 4, 1), STEADY, 6)))
def test_a_trip_with_a_night_more_at_its_last_place_never_costs_less_at_constant_rates(plan):
    assert len(STEADY) > 5
    assert price(a_night_longer(plan)).total >= price(plan).total


def test_only_less_than_a_day_at_several_places_without_a_night_can_cost_more_than_a_longer_trip():
    """Each day of 12 to 24 hours has the highest rate, Bogota's 171; of a longer one its own place's, Medellin's 144.

    20 hours: 2 x 0.75 x 171 = 256.50. 27 hours: 2 x 0.75 x 144 = 216.00.
    """
    first, last, here = date(2026, 4, 15), date(2026, 4, 16), ZoneInfo("America/Bogota")
    stays = (Stay("COL", "Bogota", first, first), Stay("COL", "Medellin", first, first))
    begins = datetime(2026, 4, 15, 20, tzinfo=here)
    totals = [
        price(Plan("COL", Itinerary(first, last, stays, begins, begins + timedelta(hours=hours)))).total
        for hours in (20, 27)
    ]
    assert totals == [Decimal("256.50"), Decimal("216.00")]
