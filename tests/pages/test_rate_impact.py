"""What the new rates change: nothing without an import; then the list, and one button that prices again."""

import pytest

from slp_core.imports.publications import PublicationKind
from slp_core.services import commands, publications, rate_impact
from tests.pages.reading import said
from tests.services.conftest import _table


@pytest.fixture
def imported(database, identities, today, now):
    """A month in which Tbilisi is dearer, in force in the visitor's database."""
    call = (PublicationKind.FOREIGN_PER_DIEM, "November2026PD.csv", _table("300", "November 1, 2026"), today, now)
    return int(commands.do(database, identities["km"].user, now, "import", publications.apply, *call))


def test_without_an_imported_table_it_says_what_will_be_here(open_page):
    app = open_page("rate_impact", "km")
    assert not app.exception and "No imported table of rates is in force." in said(app)


def test_what_an_import_moves_is_listed_and_priced_again_once(open_page, imported, database, identities):
    found = commands.ask(database, identities["km"].user, rate_impact.of_import, imported)
    assert found.open and any(row.delta for row in found.rows)
    app = open_page("rate_impact", "km")
    assert not app.exception and f"{len(found.open)} open estimate" in said(app)
    assert found.rows[0].reference in app.table[0].value.to_csv()
    next(button for button in app.button if button.label.startswith("Price ")).click()
    app.run()
    assert not app.exception and "No open estimate changes." in said(app)
    assert not [button for button in app.button if button.label.startswith("Price ")]


def test_another_post_sees_its_own_and_a_coordinator_prices_nothing_again(open_page, imported):
    assert not open_page("rate_impact", "other officer").exception
    app = open_page("rate_impact", "coordinator")
    assert not app.exception and not [button for button in app.button if button.label.startswith("Price ")]


def test_the_import_leads_there(open_page, imported):
    app = open_page("rules", "km")
    assert any(link.label == "What the new rates change" for link in app.get("page_link"))
