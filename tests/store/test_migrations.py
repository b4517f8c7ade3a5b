"""A database of an earlier release is brought to the present form with all its rows."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from slp_core.store import migrate

BEFORE = "2026-11-25 00:00:00"
PARTNER = (
    "INSERT INTO partner (reference, name, search_key, state, level, sector, invented, version, created_at)"
    f" VALUES ('P-1', 'Alpha', 'alpha', 'IL', 'state', 'police', false, 1, '{BEFORE}')"
)
NEED = (
    "INSERT INTO need (reference, country, title, topic, status, version, created_at)"
    f" VALUES ('N-1', 'GEO', 'Forensics', 'Scene work', 'open', 1, '{BEFORE}')"
)
REFERS = (
    f"INSERT INTO person (display_name, search_key, version, created_at) VALUES ('Ann', 'ann', 1, '{BEFORE}')",
    "INSERT INTO expert (reference, person_id, partner_id, active, version, created_at)"
    f" SELECT 'X-1', person.id, partner.id, true, 1, '{BEFORE}' FROM person, partner",
)


def first_release(database) -> None:
    """An agency with an expert, and a need, as the release before the registry kept them."""
    migrate.upgrade(database, "0002")
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in (PARTNER, NEED, *REFERS):
            connection.execute(text(statement))


def test_the_rows_of_the_first_release_are_kept_and_still_refer_to_each_other(databases) -> None:
    with databases.copy_of(first_release) as database:
        migrate.upgrade(database)
        with database.engine.connect() as connection:
            assert connection.execute(text("SELECT name, status FROM partner")).all() == [("Alpha", "active")]
            kept = connection.execute(text("SELECT title, status, priority, search_key FROM need")).all()
            assert kept == [("Forensics", "raised", "normal", "forensics")]
            joined = "SELECT expert.reference FROM expert JOIN partner ON partner.id = expert.partner_id"
            assert connection.execute(text(joined)).scalars().all() == ["X-1"]


def test_after_a_migration_a_row_cannot_refer_to_one_that_is_missing(databases) -> None:
    with databases.copy_of(first_release) as database:
        migrate.upgrade(database)
        lost = "INSERT INTO expert (reference, person_id, partner_id, active, version, created_at)"
        with pytest.raises(IntegrityError), database.engine.begin() as connection:
            connection.execute(text(f"{lost} VALUES ('X-2', 1, 999, true, 1, '{BEFORE}')"))


PRICED = (
    f"INSERT INTO principal (kind, label, version, created_at) VALUES ('user', 'U-1', 1, '{BEFORE}')",
    "INSERT INTO engagement (reference, kind, stage, title, topic, search_key, country, departs_on, returns_on,"
    " travelers, plan, checklist_edition, estimate_provisional, currency, owner_id, version, created_at)"
    " SELECT 'E-1', 'deployment', 'closed', 'Forensics', '', 'forensics', 'GEO', '2026-04-12', '2026-04-25', 1, '{}',"
    f" '1', false, 'USD', id, 1, '{BEFORE}' FROM principal WHERE kind = 'user'",
    "INSERT INTO estimate (engagement_id, number, version_no, status, total, currency, provisional, prepared_by,"
    " issued_at, version, created_at)"
    f" SELECT id, 'C-1', 1, 'draft', 10205, 'USD', false, owner_id, '{BEFORE}', 1, '{BEFORE}' FROM engagement",
    *(
        "INSERT INTO estimate_line (estimate_id, sequence, category, description, formula, travelers, quantity, unit,"
        " share, rate, amount, currency, first_day, last_day, provisional, trace, version, created_at)"
        f" SELECT id, {place}, 'M&IE', 'M&IE', '', 1, '1', 'day', '1', {rate}, {rate}, 'USD', '2026-04-12',"
        f" '2026-04-12', false, '{{}}', 1, '{BEFORE}' FROM estimate"
        for place, rate in enumerate((10200, 5, 76550, 0))
    ),
)


def priced(database) -> None:
    """An estimate whose rates are kept as whole cents."""
    migrate.upgrade(database, "0003")
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for statement in PRICED:
            connection.execute(text(statement))


def test_a_rate_kept_in_whole_cents_is_the_same_in_dollars_of_any_decimals(databases) -> None:
    with databases.copy_of(priced) as database:
        migrate.upgrade(database)
        with database.engine.connect() as connection:
            rates = connection.execute(text("SELECT rate FROM estimate_line ORDER BY sequence")).scalars().all()
            assert rates == ["102.00", "0.05", "765.50", "0.00"]


def test_an_estimate_of_an_earlier_release_gets_the_size_of_its_trip(databases) -> None:
    with databases.copy_of(priced) as database:
        migrate.upgrade(database)
        with database.engine.connect() as connection:
            assert connection.execute(text("SELECT travelers, days, status FROM estimate")).all() == [(1, 14, "draft")]
