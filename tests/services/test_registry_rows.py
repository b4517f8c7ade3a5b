"""What the rows of a file leave in the registry, by kind; what is refused, asked about or warned about."""

import csv
import io

import pytest
from sqlalchemy import select

from slp_core.imports.forms import RegistryKind
from slp_core.partners import PartnerStatus
from slp_core.services import partner_names, partners, registry_imports
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
    PartnerSpecialty,
    Person,
)
from tests.services import registry_files
from tests.services.registry_files import (
    AGENCIES,
    EXPERTS,
    MECHANISMS,
    NAME,
    NEEDS,
    ROWS,
    file_of,
    one,
    preview,
)

bring = pytest.fixture(registry_files.bringing)


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
    assert found.rows[0].label == "Gamma Police (Lee, GA, city or town)"
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


def test_two_rows_of_one_agency_that_contradict_each_other_are_refused(world) -> None:
    rows = [ROWS[AGENCIES][0], ROWS[AGENCIES][0].replace(",3,", ",4,")]
    found = preview(world, AGENCIES, file_of(AGENCIES, rows))
    assert "is in row 2 already, with other values" in str(found.problems[0])


def test_a_refused_file_comes_back_whole_and_corrected_brings_every_row(world, bring) -> None:
    rows = [*ROWS[AGENCIES], "=Eps Police,Atlantis,,City,Police,9,,,"]
    call = (AGENCIES, NAME, file_of(AGENCIES, rows))
    sent = world.ask("km_officer", registry_imports.with_reasons, *call)
    header, refused, *others = csv.reader(io.StringIO(sent.decode("utf-8-sig"), newline=""))
    assert header[-1] == "Reason" and refused[0] == "'=Eps Police" and "is no U.S. state" in refused[-1]
    assert len(others) == len(ROWS[AGENCIES]) and not any(other[-1] for other in others)
    corrected = sent.replace(b"Atlantis", b"Illinois")
    assert bring(AGENCIES, corrected) == "1"
    assert one(world, Partner, Partner.name == "=Eps Police").state == "IL"
    assert preview(world, AGENCIES, file_of(AGENCIES)).same == len(ROWS[AGENCIES])


def test_unknown_names_are_kept_settled_and_then_the_same_file_goes_through(world, bring, now) -> None:  # MAT-03
    alpha = one(world, Partner, Partner.reference == "P-001")
    content = f"Name,Agency,Agency state\nA,Alfa PD,{alpha.state}\nB,Alfa PD,{alpha.state}\nC,P-001,\n".encode()
    found = preview(world, EXPERTS, content)
    assert (found.refused, found.unknown_names) == (2, 1)
    assert world.do("km_officer", registry_imports.keep_names, EXPERTS, NAME, content) == "1"
    (waiting,) = world.ask("km_officer", partner_names.unknown)
    assert (waiting.name, waiting.state, waiting.seen_in) == ("Alfa PD", alpha.state, NAME)
    world.do("km_officer", partner_names.settle, waiting.id, "P-001", waiting.version, now, token="settle")
    assert (preview(world, EXPERTS, content).refused, preview(world, EXPERTS, content).unknown_names) == (0, 0)
    bring(EXPERTS, content)


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


def test_who_is_on_offer_by_a_file_has_the_reason_of_that_state(world, bring) -> None:
    header = "Name,Agency,Agency state,Active,Why inactive"
    bring(
        EXPERTS, file_of(EXPERTS, ["Ann O’Neill,Alpha Police,IL,no,Retired", "Abe Quimby,Alpha Police,IL,no,"], header)
    )
    reasons = [one(world, Expert, Expert.reference == key).inactive_reason for key in ("X-001", "X-002")]
    assert reasons == ["Retired", "As in the file agencies.csv"]
    found = preview(world, EXPERTS, file_of(EXPERTS, ["Ann O’Neill,Alpha Police,IL,yes,Retired"], header))
    assert [(problem.column, problem.message) for problem in found.problems] == [
        ("Why inactive", "is given, but the row does not say that the expert is not active")
    ]
    bring(EXPERTS, file_of(EXPERTS, ["Ann O’Neill,Alpha Police,IL,yes,"], header), token="again")
    ann = one(world, Expert, Expert.reference == "X-001")
    assert (ann.active, ann.inactive_reason) == (True, None)


def test_an_agency_whose_status_a_file_changes_does_not_keep_the_earlier_reason(world, bring) -> None:
    world.do("km_officer", partners.set_status, "P-001", PartnerStatus.PAUSED, "Asked to pause until May", 1)
    bring(AGENCIES, file_of(AGENCIES, ["Alpha Police,IL,State,Police,Active"], "Agency,State,Level,Sector,Status"))
    alpha = one(world, Partner, Partner.reference == "P-001")
    assert (alpha.status, alpha.status_reason) == (PartnerStatus.ACTIVE, "As in the file agencies.csv")
