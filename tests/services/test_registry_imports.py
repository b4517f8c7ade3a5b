"""The registry from files: looked at, stored whole or not at all, twice without change, and taken back exactly."""

import csv
import io
import threading

import pytest
from sqlalchemy import func, select

from slp_core.errors import Conflict, InvalidInput
from slp_core.imports.forms import RegistryKind
from slp_core.imports.merging import Outcome
from slp_core.services import commands, experts, registry_imports
from slp_core.store.base import Base
from slp_core.store.db import Actor, reading, work
from slp_core.store.models import (
    AuditEntry,
    Expert,
    ExpertSkill,
    ImportBatch,
    ImportedRow,
    Mechanism,
    Need,
    Partner,
    PartnerAlias,
    PartnerSpecialty,
    Person,
)

AGENCIES, EXPERTS, MECHANISMS, NEEDS = RegistryKind
ROLES = ("administrator", "km_officer", "embassy_officer", "rso", "partner_coordinator", "expert", "viewer")
NAME = "agencies.csv"
BOOKKEEPING = {"id", "version", "created_at", "import_batch_id"}

HEADERS = {
    AGENCIES: "Agency,State,County,Level,Sector,Engagements a year,Specialties,Languages,Other names",
    EXPERTS: "Name,Agency,Agency state,E-mail,Title,Specialties,Languages",
    MECHANISMS: "Number,Agency,Type,Begins,Ends,Ceiling",
    NEEDS: "Country,Title,Sector,Language,Participants,Not before,Not after,Outside number",
}
ROWS = {
    AGENCIES: [
        "Gamma Police,Georgia,Lee,City,Police,3,Canine; Aviation,Spanish,GPD",
        "Delta Courts,MD,,State,Courts,,,,",
        "Alpha Police,IL,,State,Police,5,Canine,,A.P.D.",
    ],
    EXPERTS: [
        "Zoë O’Hara,Alpha Police,IL,z@example.gov,Captain,Canine (leads),Spanish (professional)",
        "Bea Ironside,P-002 Beta Sheriff,,bea@example.gov,Deputy,,",
    ],
    MECHANISMS: [
        "MOU-1,Alpha Police,Memorandum of understanding,2026-01-01,2027-12-31,250000",
        "G-7,Beta Sheriff,Grant or cooperative agreement,2026-06-01,,",
    ],
    NEEDS: [
        "Georgia (country),Canine unit,Police,Georgian,20,2027-02-01,2027-06-30,",
        "Colombia,Case preparation,Prosecution,Spanish,,,,T-9",
    ],
}
TABLES = {AGENCIES: Partner, EXPERTS: Expert, MECHANISMS: Mechanism, NEEDS: Need}
MADE = {AGENCIES: (2, 1), EXPERTS: (1, 1), MECHANISMS: (2, 0), NEEDS: (2, 0)}  # new, changed


def file_of(kind, rows=None, header=None):
    return "\n".join([header or HEADERS[kind], *(rows if rows is not None else ROWS[kind])]).encode()


def preview(world, kind, content, who="km_officer", mapping=(), name=NAME):
    return world.ask(who, registry_imports.preview, kind, name, content, mapping)


@pytest.fixture
def bring(world, now):
    """Import a file as the preview shows it."""

    def brings(kind, content=None, token="import", mapping=()):
        content = content or file_of(kind)
        seen = preview(world, kind, content, mapping=mapping)
        call = (kind, NAME, content, mapping, (seen.new, seen.changed), now)
        return world.do("km_officer", registry_imports.apply, *call, token=token)

    return brings


def undo(world, number, now, token="undo"):
    made = {one.id: one for one in world.ask("km_officer", registry_imports.made)}
    return world.do("km_officer", registry_imports.undo, int(number), made[int(number)].version, now, token=token)


def everything(world):
    """What stands in all lists: every record that is not archived, without its bookkeeping."""
    found = {}
    with reading(world.database) as db:
        for mapper in Base.registry.mappers:
            columns = [c for c in mapper.local_table.columns if c.name not in BOOKKEEPING]
            if mapper.class_ in (AuditEntry, ImportBatch, ImportedRow) or "archived_at" not in mapper.columns:
                continue
            standing = select(*columns).where(mapper.local_table.c.archived_at.is_(None))
            found[mapper.class_.__name__] = sorted(map(repr, db.execute(standing)))
    return found


def counted(world, table):
    with reading(world.database) as db:
        return db.scalar(select(func.count()).select_from(table))


def one(world, table, *where):
    with reading(world.database) as db:
        return db.scalars(select(table).where(*where)).one()


@pytest.mark.parametrize("kind", RegistryKind)
def test_looking_at_a_file_stores_nothing(world, kind) -> None:
    before = everything(world)
    found = preview(world, kind, file_of(kind))
    assert (found.new, found.changed) == MADE[kind] and found.can_be_applied
    assert everything(world) == before and world.ask("km_officer", registry_imports.made) == ()


@pytest.mark.parametrize("kind", RegistryKind)
def test_the_same_file_twice_changes_nothing(world, bring, kind) -> None:
    first = bring(kind)
    after = everything(world)
    again = preview(world, kind, file_of(kind))
    assert (again.new, again.changed, again.same) == (0, 0, again.read) and not again.can_be_applied
    assert bring(kind, token="again") == first
    assert everything(world) == after and counted(world, ImportBatch) == 1


@pytest.mark.parametrize("kind", RegistryKind)
def test_what_is_taken_back_is_as_it_was_and_can_be_brought_again(world, bring, now, kind) -> None:
    before = everything(world)
    number = bring(kind)
    after = everything(world)
    undo(world, number, now)
    assert everything(world) == before
    assert world.ask("km_officer", registry_imports.made)[0].undone
    again = bring(kind, token="again")
    assert again != number and everything(world) == after
    undo(world, again, now, token="undo again")
    assert everything(world) == before


@pytest.mark.parametrize("kind", RegistryKind)
def test_what_is_known_can_be_taken_out_and_brought_again_without_change(world, bring, kind) -> None:
    bring(kind)
    for name in ("known.csv", "known.xlsx"):
        content = world.ask("km_officer", registry_imports.known_rows, kind, name)
        found = preview(world, kind, content, name=name)
        assert (found.read, found.same, found.refused) == (counted(world, TABLES[kind]),) * 2 + (0,)


def test_an_agency_keeps_what_its_row_says(world, bring) -> None:
    number = bring(AGENCIES)
    gamma = one(world, Partner, Partner.name == "Gamma Police")
    assert (gamma.reference, gamma.state, gamma.county, gamma.level) == ("P-003", "GA", "Lee", "municipal")
    assert (gamma.status, gamma.yearly_capacity, gamma.search_key) == ("prospect", 3, "gamma police")
    assert gamma.import_batch_id == int(number)
    with reading(world.database) as db:
        known = set(db.scalars(select(PartnerSpecialty.specialty).where(PartnerSpecialty.partner_id == gamma.id)))
    assert known == {"aviation", "canine"}
    alpha = one(world, Partner, Partner.reference == "P-001")
    assert (alpha.status, alpha.yearly_capacity) == ("active", 5)  # an empty cell says nothing


def test_a_changed_row_changes_one_record_and_says_what(world, bring) -> None:
    bring(AGENCIES)
    rows = [ROWS[AGENCIES][0].replace(",3,", ",4,").replace("; Aviation", ""), *ROWS[AGENCIES][1:]]
    found = preview(world, AGENCIES, file_of(AGENCIES, rows))
    assert (found.new, found.changed, found.same) == (0, 1, 2)
    assert found.rows[0].label == "Gamma Police (GA)"
    assert set(found.rows[0].changes) == {
        ("Engagements a year", "3", "4"), ("Specialties", "Aviation; Canine", "Canine"),
    }  # fmt: skip
    bring(AGENCIES, file_of(AGENCIES, rows), token="again")
    with reading(world.database) as db:
        rows = db.execute(select(PartnerSpecialty.specialty, PartnerSpecialty.archived_at)).all()
    assert {row.specialty for row in rows if row.archived_at} == {"aviation"}  # taken out, not deleted


def test_a_row_with_our_reference_may_change_the_name(world, bring) -> None:
    content = b"Reference,Agency,State,Level,Sector\nP-001,Alpha State Police,IL,State,Police\n"
    bring(AGENCIES, content)
    alpha = one(world, Partner, Partner.reference == "P-001")
    assert (alpha.name, alpha.search_key) == ("Alpha State Police", "alpha state police")
    found = preview(world, AGENCIES, content.replace(b"P-001", b"P-999"))
    assert "is the reference of none" in str(found.problems[0])


def test_one_refused_row_keeps_the_whole_file_out_and_the_counts_add_up(world, bring, now) -> None:
    before = everything(world)
    rows = [*ROWS[AGENCIES], "Eps Police,Atlantis,,City,Police,99,Canines,,", ROWS[AGENCIES][0]]
    found = preview(world, AGENCIES, file_of(AGENCIES, rows))
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (5, "State"), (5, "Engagements a year"), (5, "Specialties"),
    ]  # fmt: skip
    assert "did you mean Canine?" in str(found.problems[2])
    assert found.read == 5 == found.new + found.changed + found.same + found.doubled + found.refused
    assert (found.refused, found.doubled) == (1, 1) and not found.can_be_applied
    with pytest.raises(InvalidInput, match="1.row is refused"):
        bring(AGENCIES, file_of(AGENCIES, rows))
    assert everything(world) == before and counted(world, ImportBatch) == 0


def test_two_rows_of_one_agency_that_contradict_each_other_are_refused(world) -> None:
    rows = [ROWS[AGENCIES][0], ROWS[AGENCIES][0].replace(",3,", ",4,")]
    found = preview(world, AGENCIES, file_of(AGENCIES, rows))
    assert "is in row 2 already, with other values" in str(found.problems[0])


def test_refused_rows_come_back_with_reasons_and_can_be_corrected_and_imported(world, bring) -> None:
    rows = [*ROWS[AGENCIES], "=Eps Police,Atlantis,,City,Police,9,,,"]
    call = (AGENCIES, NAME, file_of(AGENCIES, rows))
    sent = world.ask("km_officer", registry_imports.refused_rows, *call)
    header, refused = csv.reader(io.StringIO(sent.decode("utf-8-sig"), newline=""))
    assert header[-1] == "Reason" and refused[0] == "'=Eps Police" and "is no U.S. state" in refused[-1]
    corrected = sent.replace(b"Atlantis", b"Illinois")
    assert bring(AGENCIES, corrected) == "1"
    assert one(world, Partner, Partner.name == "=Eps Police").state == "IL"


@pytest.mark.parametrize("kind", RegistryKind)
@pytest.mark.parametrize("name", ["template.csv", "template.xlsx"])
def test_a_template_explains_itself_and_its_notes_are_no_rows(world, kind, name) -> None:
    content = world.ask("km_officer", registry_imports.blank, kind, name)
    found = preview(world, kind, content, name=name)
    assert (found.read, found.missing, found.problems) == (0, (), ())


def test_the_public_list_is_read_as_it_comes(world, bring) -> None:
    content = (
        b"ori,county,latitude,longitude,state_abbr,state,agency_name,agency_type,is_nibrs,nibrs_start_date\n"
        b"AL0430200,LEE,32.6,-85.3,AL,Alabama,Opelika Police Department,City,TRUE,2021-01-01\n"
        b"GA0150000,NOT SPECIFIED,1,2,GA,Georgia,State Patrol,State Police,TRUE,\n"
        b"CA0150001,KERN,1,2,CA,California,Highway Patrol:,NA,FALSE,\n"
        b"CA0150002,KERN,1,2,CA,California,Highway Patrol:,NA,FALSE,\n"
    )
    found = preview(world, AGENCIES, content)
    assert (found.read, found.new, found.refused) == (4, 4, 0)
    assert [(w.row, w.value) for w in found.warnings] == [(4, "NA"), (5, "NA")]
    assert "taken as municipal: confirm" in str(found.warnings[0]) and "taken as police" in found.notices[0]
    bring(AGENCIES, content)
    patrol = one(world, Partner, Partner.name == "State Patrol")
    assert (patrol.state, patrol.county, patrol.level, patrol.sector) == ("GA", None, "state", "police")
    assert (patrol.source, patrol.external_id, patrol.status) == ("fbi", "GA0150000", "prospect")


def test_an_agency_like_a_known_one_is_warned_about_and_never_merged(world, bring) -> None:
    bring(AGENCIES)
    rows = ["Gama PD,Georgia,,City,Police,,,,", "GPD,Georgia,,State,Police,,,,", "Lee PD,Georgia,,City,Police,,,,"]
    found = preview(world, AGENCIES, file_of(AGENCIES, rows))
    assert found.new == 3
    assert [str(warning) for warning in found.warnings] == [
        "Agency “GPD” is another name of Gamma Police (P-003) (row 3)",
    ]
    near = preview(world, AGENCIES, file_of(AGENCIES, ["Gamma Police Dept.,Georgia,,City,Police,,,,"]))
    assert "may be Gamma Police (P-003), which is known" in str(near.warnings[0])


def test_an_expert_s_personal_values_stand_in_person_alone_and_are_not_replaced(world, bring) -> None:
    bring(EXPERTS)
    zoe = one(world, Person, Person.email == "z@example.gov")
    assert zoe.display_name == "Zoë O’Hara"
    assert one(world, Person, Person.display_name == "Bea Ironside").email == "bea@example.gov"  # was not known
    with reading(world.database) as db:
        said = repr(db.execute(select(AuditEntry.changes)).all()) + repr(db.execute(select(ImportedRow.before)).all())
    assert "Hara" not in said and "example.gov" not in said
    rows = [ROWS[EXPERTS][0].replace("Zoë", "Zoe").replace("Captain", "Major")]
    found = preview(world, EXPERTS, file_of(EXPERTS, rows))
    assert found.changed == 1 and found.rows[0].changes == (("Title", "Captain", "Major"),)
    assert "differs from what is known, which stays" in str(found.warnings[0])


def test_a_level_that_an_import_changes_must_be_confirmed_anew(world, bring) -> None:
    bring(EXPERTS)
    with work(world.database, Actor(1), one(world, ImportBatch).applied_at) as db:
        db.scalars(select(ExpertSkill)).one().confirmed_by = 1
    bring(EXPERTS, token="same")
    assert one(world, ExpertSkill).confirmed_by == 1
    bring(EXPERTS, file_of(EXPERTS, [ROWS[EXPERTS][0].replace("leads", "assists")]), token="other")
    assert (one(world, ExpertSkill).level, one(world, ExpertSkill).confirmed_by) == ("assists", None)


NAMED = {
    "an exact name": ("alpha police", "IL", ""),
    "another name": ("A.P.D.", "IL", ""),
    "a reference": ("P-001", "", ""),
    "nearly its name": ("Alfa Polise", "IL", "did you mean P-001 Alpha Police (IL)?"),
    "the name in another state": ("Alpha Police", "MD", "is no agency that is known"),
    "a reference with another's name": ("P-001 Beta Sheriff", "", "by P-001 and this name"),
}


@pytest.mark.parametrize(("agency", "state", "why"), NAMED.values(), ids=NAMED)
def test_an_agency_is_found_by_its_names_or_its_row_is_refused_with_suggestions(
    world, bring, agency, state, why
) -> None:
    bring(AGENCIES)
    found = preview(world, EXPERTS, file_of(EXPERTS, [f"New Expert,{agency},{state},,,,"]))
    assert (found.new, found.refused) == ((0, 1) if why else (1, 0))
    assert why in "".join(map(str, found.problems))


def test_a_mechanism_begins_as_its_type_says(world, bring) -> None:
    bring(MECHANISMS)
    grant = one(world, Mechanism, Mechanism.number == "G-7")
    assert (grant.title, grant.basis, grant.report_days) == ("Grant or cooperative agreement", "partner_policy", 120)
    assert (grant.ends_on, grant.ceiling) == (None, None)
    wrong = preview(world, MECHANISMS, file_of(MECHANISMS, ["X,Alpha Police,mou,2026-01-02,2026-01-01,-5"]))
    assert [problem.column for problem in wrong.problems] == ["Ceiling"]
    wrong = preview(world, MECHANISMS, file_of(MECHANISMS, ["X,Alpha Police,mou,2026-01-02,2026-01-01,5"]))
    assert [str(problem) for problem in wrong.problems] == ["Ends “2026-01-01” is before the first day (row 2)"]


def test_a_need_is_raised_at_the_post_of_its_country_and_a_region_has_none(world, bring) -> None:
    bring(NEEDS)
    need = one(world, Need, Need.title == "Canine unit")
    assert (need.country, need.status, need.topic, need.kind) == ("GEO", "raised", "Canine unit", "deployment")
    assert need.post_id and need.requested_by and (need.source, need.external_id) == (None, None)
    assert one(world, Need, Need.external_id == "T-9").source == "file"
    found = preview(world, NEEDS, file_of(NEEDS, ["MENA,Course,,,,,,", "Georgia,Course,,,,,,"]))
    assert "MENA is a region, not a country." in str(found.problems[0])
    assert (found.new + found.refused, found.read) == (2, 2)


def test_columns_that_are_not_named_like_a_field_are_asked_about(world, bring) -> None:
    content = b"Unit,Where,Kind of government,Sector,x\nEps Police,IL,City,Police,y\n"
    found = preview(world, AGENCIES, content)
    assert found.missing == ("Agency", "State", "Level") and found.read == 0 and not found.can_be_applied
    assert dict(found.mapping) == {"sector": 3, "state": 1, "level": 2}  # by its header, and by what the cells hold
    assert found.headers == ("Unit", "Where", "Kind of government", "Sector", "x")
    mapping = (("name", 0), ("state", 1), ("level", 2), ("sector", 3))
    mapped = preview(world, AGENCIES, content, mapping=mapping)
    assert mapped.new == 1 and "Nothing is taken from: x." in mapped.notices
    bring(AGENCIES, content, mapping=mapping)
    assert one(world, Partner, Partner.name == "Eps Police").level == "municipal"


def test_an_import_is_not_taken_back_once_its_records_were_changed(world, bring, now) -> None:
    number = bring(AGENCIES)
    after = everything(world)
    with work(world.database, Actor(1), now) as db:
        db.scalars(select(PartnerAlias).where(PartnerAlias.name == "GPD")).one().name = "G.P.D."
    with pytest.raises(Conflict, match="since then P-003 was changed"):
        undo(world, number, now)
    assert counted(world, Partner) == 4 and everything(world) != after
    assert not world.ask("km_officer", registry_imports.made)[0].undone


def test_an_import_is_not_taken_back_once_its_records_are_used(world, bring, now) -> None:
    number = bring(AGENCIES)
    world.do("km_officer", experts.add, "Late Comer", "P-003")
    with pytest.raises(Conflict, match="since then P-003 was used"):
        undo(world, number, now)


def test_imports_are_taken_back_from_the_last_to_the_first(world, bring, now) -> None:
    before = everything(world)
    first = bring(AGENCIES)
    between = everything(world)
    rows = [ROWS[AGENCIES][0].replace(",3,", ",4,").replace("GPD", "G P D")]
    second = bring(AGENCIES, file_of(AGENCIES, rows), token="second")
    with pytest.raises(Conflict, match="P-003 was changed"):
        undo(world, first, now, token="too early")
    undo(world, second, now, token="second back")
    assert everything(world) == between
    undo(world, first, now, token="first back")
    assert everything(world) == before
    with pytest.raises(Conflict, match="taken back already"):
        undo(world, first, now, token="again")


def test_what_changed_since_the_preview_is_looked_at_again(world, now) -> None:
    content = file_of(AGENCIES)
    with pytest.raises(Conflict, match="The registry changed since you looked"):
        world.do("km_officer", registry_imports.apply, AGENCIES, NAME, content, (), (3, 0), now)


def test_two_thousand_rows_brought_again_change_nothing_and_leave_one_trail(world, bring) -> None:
    rows = [f"Agency {n},IL,County {n % 50},City,Police,{n % 30 + 1},,," for n in range(2000)]
    bring(AGENCIES, file_of(AGENCIES, rows))
    trail = counted(world, AuditEntry)
    again = preview(world, AGENCIES, file_of(AGENCIES, rows))
    assert (again.read, again.same, len(again.rows)) == (2000, 2000, 200)
    bring(AGENCIES, file_of(AGENCIES, rows), token="again")
    assert counted(world, AuditEntry) == trail and counted(world, Partner) == 2002
    with reading(world.database) as db:
        assert db.scalar(select(func.count(Partner.reference.distinct()))) == 2002


def test_two_people_who_import_the_same_file_at_once_make_it_once(world, now) -> None:
    content = file_of(AGENCIES)
    start, results = threading.Barrier(2), []

    def bring_as(who) -> None:
        call = (AGENCIES, NAME, content, (), MADE[AGENCIES], now)
        start.wait()
        results.append(commands.do(world.database, who, now, who, registry_imports.apply, *call))

    threads = [threading.Thread(target=bring_as, args=(who,)) for who in ("U-001", "U-002")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["1", "1"]
    assert (counted(world, Partner), counted(world, ImportBatch)) == (4, 1)


def test_progress_is_told_from_nothing_to_all(world, now) -> None:
    told = []
    content = file_of(AGENCIES)
    call = (AGENCIES, NAME, content, (), MADE[AGENCIES], now)
    world.do("km_officer", registry_imports.apply, *call, token="t", progress=told.append)
    assert told == sorted(told) and told[0] < 0.1 and told[-1] == 1


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", RegistryKind)
def test_only_administrators_and_inl_km_import(standing, now, role, kind) -> None:
    may = role in ("administrator", "km_officer")
    done, none = ("done", "not_found") if may else ("not_allowed", "not_allowed")
    content = file_of(kind)
    outcomes = {
        registry_imports.preview: (kind, NAME, content),
        registry_imports.apply: (kind, NAME, content, (), MADE[kind], now),
        registry_imports.refused_rows: (kind, NAME, content),
        registry_imports.blank: (kind, NAME),
        registry_imports.known_rows: (kind, NAME),
        registry_imports.made: (),
    }
    assert {standing.outcome(role, use_case, *args) for use_case, args in outcomes.items()} == {done}
    assert standing.outcome(role, registry_imports.undo, 99, 1, now) == none


def test_every_outcome_is_counted() -> None:
    assert set(Outcome) == {Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.DOUBLE}
