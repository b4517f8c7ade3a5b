"""A person is free on days that no commitment shares; other days are proposed only where they can be had."""

from datetime import date, time

import pytest

from slp_core.availability import Clash, judge, scan
from slp_core.commitments import Commitment, CommitmentKind, of_leg
from slp_core.errors import InvalidInput
from slp_core.legs import local
from slp_core.nearest_days import nearest
from slp_core.periods import Period, Relation

LONG_AGO = date(2026, 1, 1)


def march(first, last):
    return Period(date(2027, 3, first), last and date(2027, 3, last))


def assigned(first, last, reference="E-0012", **more):
    return Commitment(CommitmentKind.ASSIGNED, march(first, last), reference, **more)


def absent(first, last, reference=""):
    return Commitment(CommitmentKind.ABSENT, march(first, last), reference)


def judged(wished, *commitments, earliest=LONG_AGO, **more):
    return judge(march(*wished), commitments, earliest=earliest, **more)


def said(text):
    return text.replace("\u00a0", " ")


# --- free or not


def test_someone_without_commitments_is_free():
    answer = judged((3, 14))
    assert answer.free and answer.legal
    assert (answer.clashes, answer.limits, answer.sentences, answer.proposal) == ((), (), (), "")
    assert (answer.earlier, answer.later) == (None, None)


def test_someone_who_returns_that_day_is_not_free_to_leave_that_day():
    answer = judged((12, 20), assigned(1, 12))
    assert not answer.free and not answer.legal
    assert answer.clashes[0].shared == march(12, 12)
    assert answer.clashes[0].relation is Relation.OVERLAPPED_BY


def test_someone_who_leaves_that_day_is_not_free_until_that_day():
    assert not judged((1, 12), assigned(12, 20)).free


def test_someone_who_returned_the_day_before_is_free():
    assert judged((13, 20), assigned(1, 12)).legal


def test_someone_who_leaves_the_day_after_is_free():
    assert judged((1, 11), assigned(12, 20)).legal


COMMON = {  # 10 to 20 March are taken
    Relation.BEFORE: ((1, 8), 0),
    Relation.MEETS: ((1, 9), 0),
    Relation.OVERLAPS: ((1, 10), 1),
    Relation.FINISHED_BY: ((9, 20), 11),
    Relation.CONTAINS: ((9, 21), 11),
    Relation.STARTS: ((10, 12), 3),
    Relation.EQUALS: ((10, 20), 11),
    Relation.STARTED_BY: ((10, 25), 11),
    Relation.DURING: ((11, 19), 9),
    Relation.FINISHES: ((20, 20), 1),
    Relation.OVERLAPPED_BY: ((20, 30), 1),
    Relation.MET_BY: ((21, 30), 0),
    Relation.AFTER: ((22, 30), 0),
}


@pytest.mark.parametrize("relation", Relation)
def test_nine_of_the_thirteen_relations_stand_in_the_way_and_are_named(relation):
    wished, common = COMMON[relation]
    answer = judged(wished, assigned(10, 20))
    assert answer.free is (common == 0)
    for clash in answer.clashes:
        assert clash.relation is relation
        assert said(clash.sentence).endswith(f", {common} day{'s' * (common != 1)} in common.")


@pytest.mark.parametrize("kind", CommitmentKind)
def test_every_kind_of_commitment_takes_its_days(kind):
    assert not judged((12, 12), Commitment(kind, march(12, 12))).free
    assert judged((13, 13), Commitment(kind, march(12, 12))).free


def test_an_assignment_without_an_end_leaves_the_days_before_it_free():  # DAT-22
    endless = Commitment(CommitmentKind.ASSIGNED, Period(date(2024, 6, 1), None), "E-1")
    day_before = Period(date(2024, 5, 30), date(2024, 5, 30))
    assert judge(day_before, [endless], earliest=date(2024, 1, 1)).legal
    assert not judge(march(3, 14), [endless], earliest=LONG_AGO).free


def test_an_assignment_inside_another_is_found_though_no_end_falls_on_an_end():  # DAT-23
    booked = Commitment(CommitmentKind.ASSIGNED, Period(date(2021, 2, 8), date(2021, 2, 12)), "E-1")
    inside = Period(date(2021, 2, 9), date(2021, 2, 11))
    assert judge(inside, [booked], earliest=date(2021, 1, 1)).clashes[0].relation is Relation.DURING


def test_a_missing_end_is_no_end_and_never_today():  # DAT-25
    far = Period(date(2099, 12, 31), date(2099, 12, 31))
    assert not judge(far, [assigned(3, None)], earliest=LONG_AGO).free


def test_an_assignment_enclosed_or_enclosing_is_in_the_way():
    assert not judged((1, 31), assigned(10, 12)).free
    assert not judged((10, 12), assigned(1, 31)).free


def test_a_wish_without_an_end_is_judged_by_all_that_comes_after():
    answer = judged((3, None), assigned(1, 2), assigned(20, 25))
    assert [clash.commitment.period for clash in answer.clashes] == [march(20, 25)]
    assert (answer.earlier, answer.later) == (None, None)
    assert answer.proposal == "No other days are proposed for a period without an end."


def test_a_flight_home_over_the_date_line_keeps_both_of_its_dates():
    departs = local(date(2027, 3, 2), time(8), "Pacific/Kiritimati")
    arrives = local(date(2027, 3, 1), time(11), "Pacific/Honolulu")
    home = of_leg(departs, "Pacific/Kiritimati", arrives, "Pacific/Honolulu", "E-1")
    assert [judged((day, day), home).free for day in (1, 2, 3)] == [False, False, True]


def test_what_is_tentative_is_in_the_way_and_called_so():
    answer = judged((12, 20), assigned(3, 14, tentative=True))
    assert said(answer.sentences[0]) == "Tentatively assigned to E-0012 from 3 to 14 Mar 2027, 3 days in common."


def test_what_is_being_edited_is_not_in_its_own_way():
    both = (assigned(3, 14), assigned(13, 15, "E-0013"))
    assert judged((4, 12), *both, leaving_out="E-0012").legal
    assert [clash.commitment.reference for clash in judged((4, 14), *both, leaving_out="E-0012").clashes] == ["E-0013"]


def test_leaving_nothing_out_keeps_commitments_without_a_reference():
    assert not judged((4, 12), absent(5, 5), leaving_out="").free


def test_commitments_are_named_in_the_order_of_their_days_whatever_order_they_come_in():
    answer = judged((1, 31), absent(20, 21), assigned(3, 5, "E-2"), assigned(3, 4, "E-1"))
    assert [said(sentence) for sentence in answer.sentences] == [
        "Assigned to E-1 from 3 to 4 Mar 2027, 2 days in common.",
        "Assigned to E-2 from 3 to 5 Mar 2027, 3 days in common.",
        "Absent from 20 to 21 Mar 2027, 2 days in common.",
    ]


def test_a_commitment_and_a_wish_without_an_end_have_every_later_day_in_common():
    answer = judged((3, None), assigned(10, None))
    assert (
        said(answer.sentences[0]) == "Assigned to E-0012 from 10 Mar 2027 on, every day from 10 Mar 2027 on in common."
    )


# --- rest


def test_no_rest_is_asked_for_unless_the_caller_asks():
    assert judged((15, 20), assigned(3, 14)).legal


def test_rest_must_lie_between_two_assignments_whichever_comes_first():
    for wished, legal in (((16, 20), False), ((17, 20), True)):
        assert judged(wished, assigned(3, 14), rest_between=2).legal is legal
    for wished, legal in (((1, 8), False), ((1, 7), True)):
        assert judged(wished, assigned(10, 14), rest_between=2).legal is legal


def test_too_little_rest_is_said_with_what_is_needed():
    clash = judged((15, 20), assigned(3, 14), rest_between=2).clashes[0]
    assert clash.shared is None and clash.relation is Relation.MET_BY
    assert said(clash.sentence) == "Assigned to E-0012 from 3 to 14 Mar 2027, rest needed between: 2 days."


def test_no_rest_is_needed_after_an_absence():
    assert judged((15, 20), absent(3, 14), rest_between=2).legal


@pytest.mark.parametrize("days", [-1, 366])
def test_an_impossible_rest_is_refused(days):
    with pytest.raises(InvalidInput) as refusal:
        judged((15, 20), rest_between=days)
    assert refusal.value.hint and refusal.value.context["field"] == "rest_between"


# --- where days may lie


def test_days_before_the_earliest_are_free_but_cannot_be_had():
    answer = judged((3, 14), earliest=date(2027, 3, 10))
    assert answer.free and not answer.legal
    assert said(answer.sentences[0]) == "The first day is before 10 Mar 2027, the earliest possible."
    assert (answer.earlier, answer.later) == (None, march(10, 21))


def test_the_earliest_day_itself_can_be_had():
    assert judged((10, 14), earliest=date(2027, 3, 10)).legal


def test_days_must_lie_within_every_period_given():
    answer = judged((1, 5), within=[march(1, 20), march(10, 31)])
    assert [said(sentence) for sentence in answer.sentences] == [
        "The days do not lie within those allowed, from 10 to 31 Mar 2027."
    ]
    assert (answer.earlier, answer.later) == (None, march(10, 14))


def test_both_ends_of_a_window_can_be_had():
    assert judged((10, 20), within=[march(10, 20)]).legal
    assert not judged((10, 21), within=[march(10, 20)]).legal
    assert not judged((9, 20), within=[march(10, 20)]).legal
    assert judged((9, 20), within=[march(9, None)]).legal


# --- other days

PROPOSED = {
    "either side": (
        (5, 8), [(6, 6)], {}, (2, 5), (7, 10), "Possible instead: from 2 to 5 Mar 2027, or from 7 to 10 Mar 2027."),
    "a gap too short is passed over": (
        (10, 13), [(8, 12), (16, 17)], {}, (4, 7), (18, 21),
        "Possible instead: from 4 to 7 Mar 2027, or from 18 to 21 Mar 2027."),
    "a gap that fits to the day": (
        (10, 13), [(8, 12), (17, 18)], {}, (4, 7), (13, 16),
        "Possible instead: from 4 to 7 Mar 2027, or from 13 to 16 Mar 2027."),
    "nothing before the earliest": (
        (10, 13), [(8, 12)], {"earliest": date(2027, 3, 5)}, None, (13, 16),
        "Possible instead: from 13 to 16 Mar 2027; no earlier days are."),
    "the earliest to the day": (
        (10, 13), [(8, 12)], {"earliest": date(2027, 3, 4)}, (4, 7), (13, 16),
        "Possible instead: from 4 to 7 Mar 2027, or from 13 to 16 Mar 2027."),
    "nothing after the window": (
        (10, 13), [(8, 12)], {"within": [march(1, 15)]}, (4, 7), None,
        "Possible instead: from 4 to 7 Mar 2027; no later days are."),
    "the window to the day": (
        (10, 13), [(8, 12)], {"within": [march(1, 16)]}, (4, 7), (13, 16),
        "Possible instead: from 4 to 7 Mar 2027, or from 13 to 16 Mar 2027."),
    "nothing anywhere": (
        (10, 13), [(8, 12)], {"within": [march(6, 15)]}, None, None,
        "No other days of the same length are possible."),
    "periods that share no day allow none": (
        (10, 13), [], {"within": [march(1, 9), march(20, 31)]}, None, None,
        "No other days of the same length are possible."),
    "nothing after a commitment without an end": (
        (10, 13), [(12, None)], {}, (8, 11), None,
        "Possible instead: from 8 to 11 Mar 2027; no later days are."),
    "a single day": (
        (10, 10), [(9, 11)], {}, (8, 8), (12, 12), "Possible instead: on 8 Mar 2027, or on 12 Mar 2027."),
    "rest is kept on both sides": (
        (10, 13), [(10, 12)], {"rest_between": 2}, (4, 7), (15, 18),
        "Possible instead: from 4 to 7 Mar 2027, or from 15 to 18 Mar 2027."),
    "what is being edited may be run over": (
        (10, 13), [(10, 12), (13, 13, "E-1")], {"leaving_out": "E-0012"}, (9, 12), (14, 17),
        "Possible instead: from 9 to 12 Mar 2027, or from 14 to 17 Mar 2027."),
}  # fmt: skip


@pytest.mark.parametrize(("wished", "taken", "limits", "earlier", "later", "words"), PROPOSED.values(), ids=PROPOSED)
def test_the_nearest_days_that_can_be_had_are_proposed(wished, taken, limits, earlier, later, words):
    answer = judged(wished, *(assigned(*days) for days in taken), **limits)
    assert (answer.earlier, answer.later) == (earlier and march(*earlier), later and march(*later))
    assert said(answer.proposal) == words


def test_no_days_are_proposed_beyond_the_years_that_can_be_planned():
    last = Period(date(2099, 12, 30), date(2099, 12, 31))
    taken = [Commitment(CommitmentKind.ABSENT, last)]
    assert judge(last, taken, earliest=LONG_AGO).later is None
    first = Period(date(2000, 1, 1), date(2000, 1, 2))
    answer = judge(first, [Commitment(CommitmentKind.ABSENT, first)], earliest=date.min)
    assert (answer.earlier, answer.later) == (None, Period(date(2000, 1, 3), date(2000, 1, 4)))
    assert judge(first, taken, earliest=date.max).later is None


def test_the_nearest_days_are_never_the_wished_ones():
    assert nearest(march(10, 13), [], LONG_AGO, ()) == (march(9, 12), march(11, 14))


# --- many people


def test_a_scan_names_only_those_who_are_not_free_with_every_reason():
    found = scan(march(10, 12), [(7, absent(20, 21)), (8, assigned(12, 14)), (9, absent(1, 9)), (8, absent(10, 10))])
    assert found == {8: (Clash(march(10, 12), absent(10, 10)), Clash(march(10, 12), assigned(12, 14)))}
