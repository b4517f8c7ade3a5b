"""Bringing a file on the page: seen with its counts, imported once, taken back; columns are asked about."""

import pytest
from sqlalchemy import select

from slp_core.imports.forms import RegistryKind
from slp_core.services import commands, registry_imports
from slp_core.store.db import reading
from slp_core.store.models import Partner, UnknownAgency
from tests.pages.reading import pick, press, said

HEADER = "Agency,State,Level,Sector"
GOOD = f"{HEADER}\nGamma Police,Georgia,City,Police\nGamma Police,Georgia,City,Police\n"


@pytest.fixture
def bring(open_page):
    """The page with a file of a kind chosen."""

    def opened(content, kind="agencies", name="list.csv", person="km"):
        app = open_page("exchange", person, kind=kind)
        app.file_uploader[0].set_value((name, content.encode(), "text/csv"))
        return app.run()

    return opened


def cells(table):
    return " ".join(map(str, table.value.to_numpy().ravel())).replace("\\", "").replace("\u00a0", " ")


def names(database):
    with reading(database) as db:
        return sorted(db.scalars(select(Partner.name).where(Partner.archived_at.is_(None))))


def test_a_file_is_seen_imported_once_and_taken_back(bring, database):  # UIX-03
    before = names(database)
    app = bring(GOOD)
    assert "2 read: 1 new, 0 changed, 0 unchanged, 1 twice in the file, 0 refused." in said(app)
    assert names(database) == before
    press(app, "Import the file")
    assert "Nothing would change." in said(app) and names(database) == sorted([*before, "Gamma Police"])
    assert [table for table in app.table if "list.csv" in cells(table)]
    press(pick(app, "Take an import back"), "Take back")
    assert names(database) == before and "Taken back" in cells(app.table[-1])


def test_a_refused_row_is_shown_by_cell_and_nothing_can_be_imported(bring, database):
    app = bring(f"{HEADER}\nGamma <b>Police</b>,Atlantis,City,Police\n")
    assert "This file cannot be imported as it is. 1 read" in said(app).replace("**", "")
    assert "is no U.S. state or territory" in cells(app.table[0])
    assert not [button for button in app.button if button.label == "Import the file"]
    assert [button for button in app.get("download_button") if button.label == "File with reasons, to correct"]


def test_columns_that_are_not_known_are_asked_about_and_then_read(bring, database):
    app = bring("Unit,Where,Rank,Sector\nGamma Police,GA,City,Police\n")
    assert "No column is known for Agency, State, Level." in said(app)
    chosen = {box.label: box for box in app.selectbox}
    assert (chosen["State (needed)"].value, chosen["Level (needed)"].value) == (1, 2)
    chosen["Agency (needed)"].set_value(0)
    press(app, "Read these columns")
    press(app, "Import the file")
    assert "Gamma Police" in names(database)


def test_what_was_imported_meanwhile_is_not_imported_over(bring, database, identities, now):
    app = bring(GOOD)
    call = (RegistryKind.AGENCIES, "other.csv", (GOOD + "Delta Police,GA,City,Police\n").encode(), (), (2, 0), now)
    commands.do(database, identities["administrator"].user, now, "t", registry_imports.apply, *call)
    press(app, "Import the file")
    assert "Nothing would change." in said(app) and names(database).count("Gamma Police") == 1
    assert len(commands.ask(database, identities["km"].user, registry_imports.made)) == 1


@pytest.mark.parametrize("kind", [*RegistryKind, "foreign_per_diem", "nonsense"])
@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "\x00\x01"])
def test_a_file_that_is_none_is_a_sentence(bring, kind, content):
    app = bring(content, kind)
    assert not app.exception and (app.error or app.warning)


def test_a_name_of_no_agency_is_kept_to_be_settled(bring, database):  # MAT-03
    app = bring("Name,Agency\nPat Lee,Unheard Of Police\n", kind="experts")
    press(app, "Keep 1\u00a0name of no known agency to be settled")
    assert [link for link in app.get("page_link") if link.proto.label == "Say whose names they are"]
    with reading(database) as db:
        assert "Unheard Of Police" in db.scalars(select(UnknownAgency.name)).all()
