"""The history of an engagement: in the words of the screens, and nobody named whom its reader may not see."""

from datetime import date

from slp_core.services import engagement_history, step_changes, steps, team
from slp_core.services.steps import Step

OURS, THEIRS = "E-2027-001", "E-2027-002"


def told(world, who: str = "km_officer") -> list[tuple[str, str]]:
    return [(event.what, event.changes) for event in world.ask(who, engagement_history.of_engagement, OURS)]


def of_a_traveler(world) -> Step:
    return next(step for step in world.ask("km_officer", steps.of_engagement, OURS) if step.traveler == 2)


def test_a_step_is_told_with_its_traveler(world, today) -> None:
    step = of_a_traveler(world)
    world.do("km_officer", steps.mark_done, step.id, step.version, date(2026, 11, 20), today, "R-1")
    what, changes = told(world)[0]
    assert what == step.words and what.endswith("(traveler 2)")
    assert "state: open → done; done on: — → 20\u00a0Nov\u00a02026" in changes


def test_why_a_step_was_excused_is_told_with_it(world, today, now) -> None:
    step = of_a_traveler(world)
    world.do("km_officer", step_changes.excuse, step.id, step.version, "Goes next year", date(2027, 1, 5), today, now)
    events = told(world)[:2]
    assert (f"Excuse for: {step.words}", "reason: Goes next year") in events
    assert (step.words, "state: open → excused; excused until: — → 5\u00a0Jan\u00a02027") in events


def test_who_was_named_and_taken_off_is_told_by_name(world, today) -> None:
    member = world.ask("km_officer", team.of_engagement, OURS)[0]
    world.do("km_officer", team.take_off, OURS, 1, member.version)
    world.do("km_officer", team.name_expert, OURS, 1, member.expert, member.version + 1, today)
    assert told(world)[:2] == [
        ("Traveler 1", f"expert: — → {member.name}"), ("Traveler 1", f"expert: {member.name} → —")
    ]  # fmt: skip


def test_somebody_whom_the_reader_may_not_see_is_not_named(world, today) -> None:
    (elsewhere,) = (one for one in world.ask("km_officer", team.of_engagement, THEIRS) if one.expert == "X-003")
    world.do("km_officer", team.take_off, THEIRS, elsewhere.position, elsewhere.version)
    member = world.ask("km_officer", team.of_engagement, OURS)[0]
    world.do("km_officer", team.take_off, OURS, 1, member.version)
    world.do("km_officer", team.name_expert, OURS, 1, "X-003", member.version + 1, today)
    world.do("km_officer", team.take_off, OURS, 1, member.version + 2, token="again")
    seen, narrow = told(world), told(world, "embassy_officer")
    assert len(seen) == len(narrow)
    assert narrow[0] == ("Traveler 1", "expert: not shown to you → —") != seen[0]
