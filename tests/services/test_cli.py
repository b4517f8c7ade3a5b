"""The command line: the same rights as on the screen, and a refusal is a sentence and exit code 1."""

import pytest
from click.testing import CliRunner

from slp_core.cli import main
from slp_core.services import users
from slp_core.store.db import open_database

OURS, THEIRS = "E-2027-001", "E-2027-002"


@pytest.fixture
def run(world):
    """Runs a command on the world's database, as from a shell."""
    address = world.database.engine.url.render_as_string(hide_password=False)
    return lambda *words: CliRunner().invoke(main, ["--db", address, *words])


def refused(result) -> str:
    """The sentence of a refusal; anything else fails here."""
    assert (result.exit_code, result.stdout) == (1, "")
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.stderr and result.stderr.count("\n") == 1
    return result.stderr


def test_an_empty_database_is_begun_once(tmp_path) -> None:
    address = f"sqlite:///{tmp_path / 'new.db'}"
    begin = ["--db", address, "init", "--admin", "Ada Whitlock <ada@example.gov>"]
    first = CliRunner(env={"SLP_HOME": str(tmp_path)}).invoke(main, begin)
    assert (first.exit_code, first.stderr) == (0, "")
    assert "Ada Whitlock" in first.stdout
    again = CliRunner(env={"SLP_HOME": str(tmp_path)}).invoke(main, begin)
    assert "already has its first administrator" in refused(again)
    database = open_database(address)
    assert len(users.front(database, everyone=True)) == 1
    database.dispose()


def test_an_empty_database_is_begun_where_no_folder_is_yet(tmp_path) -> None:
    home = tmp_path / "var" / "deep"
    result = CliRunner(env={"SLP_HOME": str(home), "SLP_DB": ""}).invoke(main, ["init", "--admin", "a@example.gov"])
    assert result.exit_code == 0
    assert (home / "slp.db").exists()


def test_an_administrator_without_an_address_is_refused(tmp_path) -> None:
    result = CliRunner(env={"SLP_HOME": str(tmp_path)}).invoke(main, ["init", "--admin", "Ada"])
    assert "e-mail address is missing" in refused(result)


def test_the_list_holds_what_the_user_may_export(run) -> None:
    both, ours, theirs = (run("engagements", "--as", who) for who in ("U-002", "U-003", "U-008"))
    assert both.stdout_bytes.startswith(b"\xef\xbb\xbfreference")
    assert OURS in both.stdout and THEIRS in both.stdout
    assert OURS in ours.stdout and THEIRS not in ours.stdout
    assert THEIRS in theirs.stdout and OURS not in theirs.stdout


def test_the_list_is_narrowed_by_words_and_country(run) -> None:
    assert THEIRS not in run("engagements", "--as", "U-002", "--text", "course").stdout
    assert OURS not in run("engagements", "--as", "U-002", "--country", "COL").stdout
    assert run("engagements", "--as", "U-002", "--text", "nothing like it").stdout.count("\n") == 1


def test_one_engagement_is_shown_to_those_in_reach(run) -> None:
    shown = run("show", OURS, "--as", "U-003")
    assert shown.exit_code == 0
    assert shown.stdout.startswith(f"{OURS}  Course\nGEO  2027-02-01 to 2027-02-12  2 travelers")


def test_a_refusal_is_a_sentence_and_not_a_traceback(run) -> None:
    assert "no such engagement" in refused(run("show", OURS, "--as", "U-008"))
    assert refused(run("show", OURS, "--as", "U-008")) == refused(run("show", "E-2027-999", "--as", "U-008"))
    assert "cannot sign in" in refused(run("show", OURS, "--as", "U-999"))
    assert "role does not include" in refused(run("engagements", "--as", "U-007"))
    assert "cannot sign in" in refused(run("engagements", "--as", "' OR 1=1 --"))


def test_a_user_must_be_named(run) -> None:
    for words in (["engagements"], ["show", OURS]):
        result = run(*words)
        assert result.exit_code == 2 and "--as" in result.stderr


def test_a_database_that_cannot_be_used_is_a_sentence(tmp_path) -> None:
    (tmp_path / "text.db").write_text("This is no database. " * 100)
    for address in (
        f"sqlite:///{tmp_path / 'empty.db'}",
        f"sqlite:///{tmp_path / 'text.db'}",
        f"sqlite:///{tmp_path / 'no' / 'folder.db'}",
        "postgresql://nobody@127.0.0.1:1/nothing",
        "nonsense",
    ):
        assert refused(CliRunner().invoke(main, ["--db", address, "engagements", "--as", "U-001"])), address
