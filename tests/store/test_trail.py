"""Every change is in the trail with who, what and when; nothing escapes it; no person's value is in it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, insert, inspect, select, text, update

from slp_core.errors import Conflict
from slp_core.store.base import Base, Traced
from slp_core.store.db import Actor, Database, reading, work
from slp_core.store.models import AuditEntry, Draft, Engagement, Expert, ImportBatch, Partner, Person, Principal

PERSONAL = ("Rosa Díaz Peña", "Rosa", "rosa@example.gov", "+1 555 0100", "Rosa María Díaz Peña", "peña@example.gov")


def entries(database: Database) -> list[AuditEntry]:
    with reading(database) as db:
        return list(db.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_what_is_made_and_changed_is_in_the_trail_with_before_and_after(database, writing, make_rows) -> None:
    with writing() as db:
        row = make_rows.engagement()
        db.add(row)
        db.flush()
        row.travelers = 3
    made, changed = entries(database)
    assert (made.action, made.table_name, made.row_id, made.changes) == ("insert", "engagement", row.id, {})
    assert (changed.action, changed.row_id, changed.changes) == ("update", row.id, {"travelers": [2, 3]})


def test_money_and_days_are_exact_in_the_trail(database, writing, make_rows) -> None:
    with writing() as db:
        row = make_rows.engagement()
        db.add(row)
        db.flush()
        row.departs_on, row.estimate = date(2027, 3, 2), Decimal("1640.50")
    assert entries(database)[-1].changes == {
        "departs_on": ["2027-03-01", "2027-03-02"],
        "estimate": [None, "1640.50"],
    }


def test_every_entry_has_an_actor_a_target_and_a_moment_in_utc(database, make_rows) -> None:  # SEC-08
    tbilisi = datetime(2026, 11, 25, 19, tzinfo=UTC).astimezone().replace(microsecond=5)
    with work(database, Actor(1), tbilisi) as db:
        db.add(Principal(kind="user", label="U-001"))
    with work(database, Actor(1, started_by=2), tbilisi) as db:
        db.add(make_rows.engagement())
    first, second = entries(database)
    assert (first.actor_id, first.started_by, second.actor_id, second.started_by) == (1, None, 1, 2)
    assert all(e.moment == tbilisi and e.moment.utcoffset() == timedelta(0) for e in (first, second))
    assert all(e.row_id and e.table_name for e in (first, second))


def test_an_actor_who_does_not_exist_writes_nothing(database, now, make_rows) -> None:
    with pytest.raises(Conflict), work(database, Actor(99), now) as db:
        db.add(make_rows.engagement())
    assert entries(database) == []


def test_one_piece_of_work_is_one_batch_with_its_reason(database, writing, make_rows) -> None:
    with writing() as db:
        db.add_all([make_rows.engagement("E-2027-001"), make_rows.engagement("E-2027-002")])
    with writing() as db:
        db.add(make_rows.engagement("E-2027-003"))
    batches = [entry.batch for entry in entries(database)]
    assert batches[0] == batches[1] != batches[2]
    assert {entry.reason for entry in entries(database)} == {"test"}


def test_a_change_to_the_same_value_is_no_change(database, writing, make_rows) -> None:
    with writing() as db:
        row = make_rows.engagement()
        db.add(row)
        db.flush()
        row.travelers = 2
    assert [entry.action for entry in entries(database)] == ["insert"]


def test_work_that_fails_leaves_neither_row_nor_entry(database, writing, make_rows) -> None:
    with pytest.raises(ZeroDivisionError), writing() as db:
        db.add(make_rows.engagement())
        db.flush()
        1 / 0  # noqa: B018
    assert entries(database) == []
    with reading(database) as db:
        assert db.scalars(select(Engagement)).all() == []


def test_the_trail_says_that_a_personal_value_changed_and_never_which(database, writing, make_rows) -> None:
    with writing() as db:
        person = make_rows.person()
        db.add(person)
        db.flush()
        person.display_name, person.email, person.phone = "Rosa María Díaz Peña", "peña@example.gov", None
    made, changed = entries(database)
    assert made.changes["display_name"] == [None, "set"]
    assert changed.changes == {name: ["set", "changed"] for name in ("display_name", "email", "phone")}
    with database.engine.connect() as connection:
        stored = str(connection.execute(text("SELECT * FROM audit_entry")).all())
    assert not [value for value in PERSONAL if value in stored or value.encode("unicode_escape").decode() in stored]


def test_only_the_table_of_people_holds_personal_values() -> None:
    kinds = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Traced)]
    assert [kind.__name__ for kind in kinds if kind.private] == ["Person"]
    personal = {"display_name", "given_name", "family_name", "email", "phone"}
    holding = [name for name, table in Base.metadata.tables.items() if personal & set(table.columns.keys())]
    assert holding == ["person"]


def test_a_record_is_never_deleted(database, writing, make_rows) -> None:
    with writing() as db:
        row = make_rows.engagement()
        db.add(row)
    with pytest.raises(RuntimeError, match="archive it"), writing() as db:
        db.delete(db.get(Engagement, row.id))
    with reading(database) as db:
        assert db.get(Engagement, row.id) is not None


def test_a_draft_may_be_deleted(database, writing) -> None:
    with writing() as db:
        draft = Draft(principal_id=1, name="plan", body={})
        db.add(draft)
    with writing() as db:
        db.delete(db.get(Draft, draft.id))
    with reading(database) as db:
        assert db.get(Draft, draft.id) is None


def test_a_bulk_statement_is_refused(database, writing) -> None:
    for table in (Engagement, Engagement.__table__):
        for statement in (insert(table), update(table).values(title="x"), delete(table)):
            with pytest.raises(RuntimeError, match="escape the trail"), writing() as db:
                db.execute(statement)


def test_the_older_bulk_methods_are_refused(database, writing, make_rows) -> None:
    rows = [make_rows.engagement()]
    for method, given in (
        ("bulk_save_objects", (rows,)),
        ("bulk_insert_mappings", (Engagement, [])),
        ("bulk_update_mappings", (Engagement, [])),
    ):
        with pytest.raises(RuntimeError, match="escape the trail"), writing() as db:
            getattr(db, method)(*given)
    assert entries(database) == []


def test_a_reading_session_that_is_asked_to_write_fails(database, make_rows) -> None:
    with pytest.raises(RuntimeError, match="asked to write"), reading(database) as db:
        db.add(make_rows.engagement())
        db.flush()


def test_every_kind_of_record_is_followed(database, writing, now, make_rows) -> None:
    """Each Traced class is in the trail by itself, whatever table it lives in."""
    with writing() as db:
        partner = Partner(
            reference="P-001", name="Police", search_key="police", state="IL", level="state", sector="police"
        )
        person = make_rows.person()
        batch = ImportBatch(kind="x", file_name="x", sha256="x", accepted=1, refused=0, applied_by=1, applied_at=now)
        db.add_all([partner, person, batch])
        db.flush()
        db.add(Expert(reference="X-001", person_id=person.id, partner_id=partner.id))
    tables = {entry.table_name for entry in entries(database)}
    assert tables == {"partner", "person", "import_batch", "expert"}
    assert {entry.changes["name"][1] for entry in entries(database) if entry.table_name == "partner"} == {"Police"}


def test_no_column_of_a_private_record_is_spoken(database, writing, make_rows) -> None:
    with writing() as db:
        db.add(make_rows.person())
    spoken: dict[str, Any] = entries(database)[0].changes
    assert set(spoken) <= {column.key for column in inspect(Person).column_attrs}
    assert {after for _, after in spoken.values()} == {"set"}
