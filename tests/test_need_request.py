"""A need that cannot be right is refused by field; its life has only the moves there are; its weeks are counted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slp_core import need_request, schedule, similar
from slp_core.errors import Conflict, InvalidInput
from slp_core.need_request import NeedRequest
from slp_core.needs import BY_HAND, ENDED, NEXT, NeedStatus, action_to, action_to_change, require_next
from slp_core.reference import shipped
from slp_core.schedule import Task
from slp_core.similar import Candidate
from slp_core.windows import Window, look_ahead

TODAY = date(2026, 11, 25)
DAY = timedelta(1)
GOOD = NeedRequest(
    "GEO", "Crash course", "deployment", "police", "forensics", "Notes", "Traffic police", "Fewer crashes", "Crashes",
    "-10 %", False, "ka", 25, "high", 12, date(2027, 3, 1), date(2027, 4, 30), "", "crash_investigation",
)  # fmt: skip
OPEN_OUTCOME = {"outcome": "", "indicator": "", "target": ""}


def check(**other):
    return need_request.check(replace(GOOD, **other), shipped(), TODAY)


WRONG = {
    "no country": ({"country": ""}, "country", "The country is missing."),
    "outside the program": ({"country": "DEU"}, "country", "Germany is not one of the 63 countries"),
    "the United States": ({"country": "USA"}, "country", "United States is not one of the 63 countries"),
    "no country at all": ({"country": "Atlantis"}, "country", "is not a country code"),
    "no title": ({"title": " \x00 "}, "title", "The title is missing."),
    "a title without end": ({"title": "x" * 201}, "title", "at most 200 fit"),
    "no kind": ({"kind": ""}, "kind", "The kind is not chosen."),
    "an unknown kind": ({"kind": "holiday"}, "kind", "“holiday” is no kind."),
    "no sector": ({"sector": ""}, "sector", "The sector is not chosen."),
    "a specialty of another sector": ({"specialty": "prisons"}, "specialty", "not one of this sector"),
    "no audience": ({"audience": ""}, "audience", "Who is to take part"),
    "no outcome": ({"outcome": ""}, "outcome", "The outcome is missing."),
    "no indicator": ({"indicator": ""}, "indicator", "The indicator is missing."),
    "no target": ({"target": ""}, "target", "The target is missing."),
    "an unknown language": ({"language": "xx"}, "language", "“xx” is no language."),
    "no participants": ({"participants": None}, "participants", "is missing"),
    "none takes part": ({"participants": 0}, "participants", "0 participants cannot be right."),
    "501 participants": ({"participants": 501}, "participants", "501 participants cannot be right."),
    "an unknown priority": ({"priority": "now"}, "priority", "“now” is no priority."),
    "no length": ({"days": None}, "days", "is missing"),
    "a trip of no day": ({"days": 0}, "days", "0 days cannot be right."),
    "a trip of 366 days": ({"days": 366}, "days", "366 days cannot be right."),
    "no opening": ({"window_start": None}, "window_start", "opens is missing"),
    "no closing": ({"window_end": None}, "window_end", "closes is missing"),
    "closes before it opens": ({"window_end": date(2027, 2, 28)}, "window_end", "closes before it opens"),
    "a window of 367 days": ({"window_end": GOOD.window_start + 366 * DAY}, "window_end", "367\u00a0days long"),
    "too short for the trip": ({"window_end": date(2027, 3, 11)}, "window_end", "12\u00a0days does not fit"),
    "in the past": ({"window_start": TODAY - 60 * DAY, "window_end": TODAY + 10 * DAY}, "window_end", "has passed"),
    "an unknown offer": ({"offer": "x"}, "offer", "“x” is no offer."),
}  # fmt: skip


@pytest.mark.parametrize(("other", "field", "said"), WRONG.values(), ids=WRONG)
def test_a_need_that_cannot_be_right_is_refused_by_field_in_a_sentence_with_a_hint(other, field, said):
    with pytest.raises(InvalidInput) as refusal:
        check(**other)
    assert said in refusal.value.message and refusal.value.context["field"] == field and refusal.value.hint


RIGHT = {
    "as it is": {},
    "outcome not yet known": OPEN_OUTCOME | {"not_yet_known": True},
    "no specialty, language or offer": {"specialty": "", "language": "", "offer": ""},
    "one participant": {"participants": 1},
    "500 participants": {"participants": 500},
    "the longest window": {"window_end": GOOD.window_start + 365 * DAY},
    "a window as long as the trip": {"window_end": date(2027, 3, 12)},
    "the last departure is today": {"window_start": TODAY - 60 * DAY, "window_end": TODAY + 11 * DAY},
}


@pytest.mark.parametrize("other", RIGHT.values(), ids=RIGHT)
def test_a_need_that_can_be_right_is_kept_as_it_is(other):
    assert check(**other) == replace(GOOD, **other)


def test_a_line_is_kept_on_one_line():
    assert check(title=" Crash\n course ", audience="A\tB").title == "Crash course"


# --- its life


def test_every_move_ends_where_it_is_known_and_what_ended_well_stays():
    assert set(NEXT) == set(BY_HAND) == set(NeedStatus)
    assert all(NEXT[status] <= {NeedStatus.RAISED} for status in ENDED)
    assert not any(NeedStatus.MATCHED in after for after in BY_HAND.values())


@pytest.mark.parametrize("now", NeedStatus)
@pytest.mark.parametrize("to", NeedStatus)
def test_only_moves_there_are_can_be_made_by_hand(now, to):
    if to in NEXT[now] and to is not NeedStatus.MATCHED:
        require_next(now, to)
    else:
        with pytest.raises(Conflict):
            require_next(now, to)


def test_a_post_takes_back_and_raises_again_and_inl_km_decides():
    by_post = {status for status in NeedStatus if action_to(status) == "need:raise"}
    assert by_post == {NeedStatus.RAISED, NeedStatus.WITHDRAWN}


def test_what_is_planned_for_or_over_is_not_changed():
    assert (action_to_change(NeedStatus.RAISED), action_to_change(NeedStatus.ACCEPTED)) == ("need:raise", "need:decide")
    for status in set(NeedStatus) - {NeedStatus.RAISED, NeedStatus.ACCEPTED}:
        with pytest.raises(Conflict):
            action_to_change(status)


# --- its window


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 365), st.integers(1, 120))
def test_the_weeks_of_a_window_hold_each_departure_once(first, length, days):
    window = Window(first, first + length * DAY, days)
    held = [begin + n * DAY for begin, end in window.weeks() for n in range((end - begin).days + 1)]
    assert held == [first + n * DAY for n in range(max(0, length - days + 2))]
    assert len({day.isocalendar()[:2] for day in held}) == len(window.weeks())


def tasks_of(takes):
    """One step of so many business days that must be finished on the eve of departure."""
    calendar = shipped().calendars.named("us", "GEO")
    return lambda departs: (Task("step", calendar, takes, (), departs - DAY),)


def test_feasible_weeks_are_counted_and_the_first_departure_found():
    # Work begins on Wed 25 Nov 2026; the 26th is Thanksgiving. Five business days end on Wed 2 Dec: leave on the 3rd.
    answer = look_ahead(Window(date(2026, 11, 25), date(2026, 12, 20), 5), tasks_of(5), TODAY)
    assert (answer.earliest, answer.departure) == (date(2026, 12, 3), date(2026, 12, 3))
    assert (answer.weeks, answer.feasible) == (4, 3)  # the weeks of 23 Nov, 30 Nov, 7 Dec and 14 Dec


def test_a_window_that_closes_too_early_has_no_feasible_week_but_says_the_earliest_day():
    answer = look_ahead(Window(date(2026, 11, 25), date(2026, 12, 6), 5), tasks_of(5), TODAY)
    assert (answer.feasible, answer.departure) == (0, None) and answer.earliest == date(2026, 12, 3)


def test_no_week_before_today_is_feasible():
    answer = look_ahead(Window(TODAY - 30 * DAY, TODAY + 6 * DAY, 5), lambda departs: (), TODAY)
    assert (answer.departure, answer.feasible) == (TODAY, 1)  # of Wed 25 to Fri 27 Nov, in one week


@given(st.integers(0, 60), st.integers(0, 200), st.integers(1, 30))
def test_a_departure_said_to_be_possible_has_no_late_step(takes, opens, days):
    first = TODAY + opens * DAY
    answer = look_ahead(Window(first, first + 60 * DAY, days), tasks_of(takes), TODAY)
    if answer.departure:
        assert answer.window.first <= answer.departure <= answer.window.last_departure
        assert not any(slot.late for slot in schedule.plan(tasks_of(takes)(answer.departure), TODAY))
    assert (answer.departure is None) == (answer.feasible == 0)


# --- what comes near


def test_the_telling_words_are_looked_for_and_common_ones_only_alone():
    assert similar.words_of("The Crime-Scene course in a lab") == ("crime", "scene", "lab")
    assert similar.words_of("Training course") == ("training", "course")
    assert similar.words_of("a b, %") == ()


def test_the_nearest_title_comes_first_and_the_own_country_breaks_the_tie():
    near = [
        Candidate("far", "marine patrol course, accra ghana", False, False),
        Candidate("same", "crime-scene management course, accra ghana", False, False),
        Candidate("own", "crime-scene management course, tbilisi georgia", True, True),
        Candidate("some", "case-flow management mentoring, accra ghana", False, False),
    ]
    assert similar.ranked("crime scene management", near, 5) == ("own", "same")
    assert similar.ranked("Crime scéne", near, 1) == ("own",)
