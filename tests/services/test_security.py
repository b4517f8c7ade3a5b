"""The RSO writes the post's briefing, each expert attests it alone, a changed version asks again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from slp_core.briefings import Section
from slp_core.emergency_card import Contact
from slp_core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from slp_core.experts import CredentialKind
from slp_core.judgements import Standing
from slp_core.security_records import Outcome, RecordKind
from slp_core.services import briefings, credentials, days_abroad, emergency_cards, engagements, security, team
from slp_core.validity import Never
from tests.services.conftest import OURS, THEIRS

MOMENT = datetime(2026, 11, 25, 15, tzinfo=UTC)
TODAY = MOMENT.date()
TEXT = {Section.CURFEW: "23:00", Section.ZONES: "The old town is approved."}


def publish(world, who="rso", shown=0, **sections):
    return world.do(who, briefings.publish, "tbilisi", TEXT | sections, shown, MOMENT)


def attest(world, who="expert", number=1):
    return world.do(who, briefings.attest, OURS, number, MOMENT)


def standing(world, item, traveler=None, who="km_officer", reference=OURS, today=TODAY):
    found = world.ask(who, security.view, reference, today).judgements
    return next(one.standing for one in found if (one.item, one.traveler) == (item, traveler))


def test_a_changed_briefing_asks_everybody_again(world):
    assert standing(world, "briefing", 1) is Standing.UNKNOWN
    publish(world)
    assert standing(world, "briefing", 1) is Standing.NOT_READY
    attest(world)
    assert (standing(world, "briefing", 1), standing(world, "briefing", 2)) == (Standing.READY, Standing.NOT_READY)
    publish(world, shown=1, **{Section.CURFEW: "22:00"})
    assert standing(world, "briefing", 1) is Standing.NOT_READY
    book = world.ask("rso", briefings.of_post, "tbilisi")
    assert (book.latest.number, book.latest.changed_since(book.before)) == (2, (Section.CURFEW,))
    assert book.latest.by == "Rex Guardian"


def test_the_rso_alone_writes_and_of_the_own_post_alone(world):
    for who in ("administrator", "km_officer", "embassy_officer", "partner_coordinator", "expert", "viewer"):
        with pytest.raises(NotAllowed):
            publish(world, who)
    with pytest.raises(NotFound):
        world.do("rso", briefings.publish, "bogota", TEXT, 0, MOMENT)
    with pytest.raises(NotFound):
        world.ask("rso", briefings.of_post, "bogota")
    assert world.ask("rso", briefings.posts) == {"tbilisi": "Embassy Tbilisi"}


def test_nobody_attests_for_another(world):
    publish(world)
    for who in ("km_officer", "rso", "embassy_officer", "partner_coordinator"):
        with pytest.raises(NotAllowed):
            attest(world, who)
    with pytest.raises(NotFound):
        attest(world, "other expert")
    attest(world)
    assert standing(world, "briefing", 2) is Standing.NOT_READY


def test_an_older_version_is_not_attested_any_more(world):
    publish(world)
    publish(world, shown=1, **{Section.CURFEW: "22:00"})
    with pytest.raises(Conflict):
        attest(world, number=1)
    with pytest.raises(Conflict, match="meanwhile"):
        publish(world, shown=1, **{Section.CURFEW: "21:00"})
    with pytest.raises(Conflict, match="Nothing was changed"):
        publish(world, shown=2, **{Section.CURFEW: "22:00"})


def test_an_empty_briefing_is_none(world):
    with pytest.raises(InvalidInput, match="empty"):
        world.do("rso", briefings.publish, "tbilisi", {Section.CURFEW: "  "}, 0, MOMENT)


def test_a_coordinator_sees_who_attested_and_not_what_the_briefing_says(world):
    publish(world)
    assert world.ask("partner_coordinator", security.view, OURS, TODAY).briefing is None
    assert world.ask("expert", security.view, OURS, TODAY).briefing.sections[Section.CURFEW] == "23:00"
    assert standing(world, "briefing", 2, "partner_coordinator") is Standing.NOT_READY


def test_an_expert_sees_the_own_place_alone(world):
    found = world.ask("expert", security.view, OURS, TODAY)
    assert {one.traveler for one in found.judgements} == {None, 1}
    assert found.attests_as == "X-001"
    with pytest.raises(NotFound):
        world.ask("expert", security.view, THEIRS, TODAY)


def put(world, kind, outcome, who="km_officer", reference=OURS, **other):
    values = {"day": TODAY, "authority": "Chief of Mission", "reason": "Needed there"} | other
    return world.do(who, security.record, reference, kind, outcome, *values.values(), TODAY)


def test_an_approval_is_put_on_record_and_never_made_by_itself(world):
    assert standing(world, "security.risk", reference=THEIRS) is Standing.NOT_READY  # Colombia: level 3
    put(world, RecordKind.RISK, Outcome.APPROVED, reference=THEIRS)
    assert standing(world, "security.risk", reference=THEIRS) is Standing.READY
    put(world, RecordKind.RISK, Outcome.REFUSED, reference=THEIRS)
    assert standing(world, "security.risk", reference=THEIRS) is Standing.NOT_READY
    assert len(world.ask("km_officer", security.view, THEIRS, TODAY).records) == 2


def test_a_record_says_who_decided_and_why_and_lies_in_the_past(world):
    for wrong in ({"authority": " "}, {"reason": ""}, {"day": TODAY + timedelta(1)}, {"reason": "SSN 123-45-6789"}):
        with pytest.raises(InvalidInput):
            put(world, RecordKind.DEVICES, Outcome.NOT_NEEDED, **wrong)
    with pytest.raises(InvalidInput):
        put(world, RecordKind.RISK, Outcome.NOT_NEEDED)
    with pytest.raises(InvalidInput, match="after its return"):  # the team has not even left
        put(world, RecordKind.CI_DEBRIEF, Outcome.DONE)
    for who in ("partner_coordinator", "expert", "viewer", "administrator"):
        with pytest.raises(NotAllowed):
            put(world, RecordKind.DEVICES, Outcome.NOT_NEEDED, who)
    with pytest.raises(NotFound):
        put(world, RecordKind.DEVICES, Outcome.NOT_NEEDED, "rso", THEIRS)


def test_an_emergency_card_with_gaps_is_at_risk_and_the_next_one_begins_from_it(world):
    assert standing(world, "emergency_card") is Standing.NOT_READY
    full = {one: f"+995 32 {number:03}" for number, one in enumerate(Contact)}
    world.do("rso", emergency_cards.fill, OURS, full | {Contact.HOSPITAL: ""}, 0, TODAY)
    assert standing(world, "emergency_card") is Standing.AT_RISK
    with pytest.raises(Conflict):
        world.do("rso", emergency_cards.fill, OURS, full, 0, TODAY, token="second")
    world.do("rso", emergency_cards.fill, OURS, full, 1, TODAY)
    assert standing(world, "emergency_card") is Standing.READY
    other = world.do("km_officer", engagements.open_from_plan, a_later_trip(), TODAY, MOMENT)
    begun = world.ask("rso", emergency_cards.suggested, other)
    assert Contact.HOME_AGENCY not in begun and begun[Contact.HOSPITAL] == full[Contact.HOSPITAL]


def a_later_trip(departs=date(2027, 6, 1), days=11):
    from slp_core.itinerary import Itinerary, Stay
    from slp_core.plan import Plan

    returns = departs + timedelta(days)
    stay = Stay("GEO", "Tbilisi", departs, returns)
    return Plan("GEO", Itinerary(departs, returns, (stay,)), travelers=1, partner="P-001", provisional=True)


def test_days_abroad_are_those_of_the_own_engagements_and_cross_ninety_with_the_next(world):
    assert world.ask("km_officer", days_abroad.of_expert, "X-001").most == 12
    other = world.do("km_officer", engagements.open_from_plan, a_later_trip(days=79), TODAY, MOMENT)
    world.do("km_officer", team.name_experts, other, {1: "X-001"}, TODAY)
    found = world.ask("km_officer", days_abroad.of_expert, "X-001")
    assert found.most == 92  # 12 and 80 days
    assert found.crossed_on(TODAY) == date(2027, 8, 17)  # the 90th: 78 days from 1 June on
    assert standing(world, "security_training", 1, reference=other) is Standing.NOT_READY
    held = (CredentialKind.TRAINING, "FACT", date(2026, 1, 5), Never.NEVER, TODAY)
    world.do("km_officer", credentials.add, "X-001", *held, module="fact", evidence="Certificate")
    assert standing(world, "security_training", 1, reference=other) is Standing.READY
