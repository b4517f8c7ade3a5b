"""The command line: the same rights as on the screen, and a refusal is a sentence and exit code 1."""

import json

import pytest
from click.testing import CliRunner

from slp_core.cli import main
from slp_core.services import users
from slp_core.store.db import open_database
from tests.services import command_line
from tests.services.command_line import refused

NAME = "May2026PD.csv"
OURS, THEIRS = "E-2027-001", "E-2027-002"

run = pytest.fixture(command_line.running)


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


def test_a_name_is_resolved_or_asked_about(run) -> None:
    assert run("countries", "resolve", "Ivory Coast").stdout == "CIV  Côte d’Ivoire\n"
    assert run("countries", "resolve", "GG", "--scheme", "fips").stdout == "GEO  Georgia (country)\n"
    assert "not a program country" in run("countries", "resolve", "Congo-Brazzaville").stdout
    asked = run("countries", "resolve", "Congo")
    assert (asked.exit_code, asked.stdout) == (1, "") and asked.stderr.count("has this name") == 2
    assert "not one of the 63" in refused(run("countries", "resolve", "Congo-Brazzaville", "--program"))
    assert run("countries", "resolve", "x", "--scheme", "other").exit_code == 2


def test_a_rate_is_shown_with_its_table(run) -> None:
    assert run("rates", "show", "COL", "Bogota", "2026-03-02").stdout.startswith("lodging 405  M&IE 171  Bogota\n")
    found = json.loads(run("rates", "show", "USA", "Denver, CO", "2026-12-01", "--json").stdout)
    assert (found["lodging"], found["mie"], found["table"][:3]) == ("170", "92", "GSA")
    assert "No per diem table covers" in refused(run("rates", "show", "Georgia", "Tbilisi", "2027-01-01"))
    assert "provisional" in run("rates", "show", "Georgia", "Tbilisi", "2027-01-01", "--provisional").stdout
    assert run("rates", "show", "GEO", "Tbilisi", "tomorrow").exit_code == 2


BUSINESS_DAYS = {
    "DAT-15: after a Sunday": (("2027-01-10", "1", "us"), "2027-01-11"),
    "over a federal holiday": (("2027-01-15", "1", "us"), "2027-01-19"),
    "back from a Monday": (("2027-01-11", "-1", "us"), "2027-01-08"),
    "DAT-16: Egypt rests on Friday": (("2026-12-04", "0", "Egypt"), "2026-12-06"),
    "the home country by its name": (("2026-11-25", "1", "United States"), "2026-11-27"),
    "both calendars in either order": (("2026-12-03", "1", "Egypt+us"), "2026-12-07"),
    "DAT-16: Kosovo does not": (("2026-12-04", "0", "XKX"), "2026-12-04"),
    "both rest on Friday, Saturday and Sunday": (("2026-12-03", "1", "us+Egypt"), "2026-12-07"),
}


@pytest.mark.parametrize(("words", "day"), BUSINESS_DAYS.values(), ids=BUSINESS_DAYS)
def test_business_days_are_counted_on_the_calendar_named(run, words, day) -> None:
    assert run("business-day", *words).stdout.startswith(day)


def test_a_number_beyond_ten_years_of_business_days_is_no_number() -> None:
    refusal = CliRunner().invoke(main, ["business-day", "2026-11-25", "1000000000", "us"])
    assert refusal.exit_code == 2 and "not in the range" in refusal.output


def test_a_rate_needs_a_place_and_a_country_with_a_table() -> None:
    for words in (("Colombia", " "), ("Puerto Rico", "San Juan")):
        assert refused(CliRunner().invoke(main, ["rates", "show", *words, "2026-04-05"]))


def test_what_a_calendar_does_not_know_or_only_estimates_is_said(run) -> None:
    assert "not known" in run("business-day", "2027-01-04", "3", "Ukraine").stderr
    assert "estimated" in run("business-day", "2026-03-18", "5", "Albania").stderr


def test_a_publication_is_looked_at_then_put_in_force_once(run, table, tmp_path) -> None:
    (tmp_path / NAME).write_bytes(table())
    bring = ("import", "foreign_per_diem", str(tmp_path / NAME), "--as")
    looked = run(*bring, "U-002")
    assert "Nothing was stored" in looked.stdout and "Georgia (country), Tbilisi" in looked.stdout
    assert "In force as import 1." in run(*bring, "U-002", "--apply").stdout
    assert "in force already" in run(*bring, "U-002", "--apply").stdout
    assert run("rates", "show", "GEO", "Tbilisi", "2026-05-03", "--as", "U-003").stdout.startswith("lodging 300")
    assert "role does not include" in refused(run(*bring, "U-003"))
    (tmp_path / "wrong.csv").write_bytes(table(wrong=True, month="May 1, 2026"))
    wrong = run("import", "foreign_per_diem", str(tmp_path / "wrong.csv"), "--as", "U-002", "--apply")
    assert wrong.exit_code == 1 and "is not a number" in wrong.stderr


def test_a_file_of_the_registry_is_looked_at_then_imported_once(run, tmp_path) -> None:
    file = tmp_path / "agencies.csv"
    file.write_text("Agency,State,Level,Sector\nGamma Police,GA,City,Police\n")
    bring = ("import", "agencies", str(file), "--as")
    looked = run(*bring, "U-002")
    assert "1 read, 1 new, 0 changed" in looked.stdout and "Nothing was stored" in looked.stdout
    assert "Imported as import 1." in run(*bring, "U-002", "--apply").stdout
    assert "Nothing changes." in run(*bring, "U-002", "--apply").stdout
    assert "role does not include" in refused(run(*bring, "U-003"))
    file.write_text("Agency,State,Level,Sector\nGamma Police,GA,Nation,Police\n")
    wrong = run(*bring, "U-002", "--apply")
    assert wrong.exit_code == 1 and "Level “Nation” is none of" in wrong.stderr


def test_a_column_is_named_where_its_header_is_not_known(run, tmp_path) -> None:
    file = tmp_path / "agencies.csv"
    file.write_text("Unit,State,Level,Sector\nGamma Police,GA,City,Police\n")
    bring = ("import", "agencies", str(file), "--as", "U-002", "--apply")
    assert "no column for Agency" in run(*bring).stderr
    assert "Imported as import 1." in run(*bring, "--column", "name=Unit").stdout
    assert "no column “Ort”" in refused(run(*bring, "--column", "name=Ort"))
    assert "no field “unit”" in refused(run(*bring, "--column", "unit=Unit"))


def test_a_template_is_written_to_a_new_file_only(run, tmp_path) -> None:
    for name in ("experts.csv", "experts.xlsx"):
        make = ("template", "experts", str(tmp_path / name), "--as", "U-002", "--known")
        assert run(*make).exit_code == 0
        looked = run("import", "experts", str(tmp_path / name), "--as", "U-002")
        assert "3 read, 0 new, 0 changed, 3 unchanged" in looked.stdout
        assert run(*make).exit_code == 2


def test_the_data_is_checked_and_the_installation_examined(run, tmp_path) -> None:
    assert run("check-data").stdout.startswith("All ")
    assert "The database is real" in run("doctor").stdout
    empty = CliRunner().invoke(main, ["--db", f"sqlite:///{tmp_path / 'none.db'}", "doctor"])
    assert empty.exit_code == 0 and "was not begun" in empty.stdout


def test_a_demo_is_made_in_a_new_file_only(run, tmp_path) -> None:
    assert run("demo", str(tmp_path / "demo.db"), "--engagements", "3").exit_code == 0
    assert run("demo", str(tmp_path / "demo.db")).exit_code == 2


def points(run, who, reference) -> list[str]:
    """The ids that `approve` prints when nothing is confirmed."""
    said = run("approve", reference, "--as", who)
    assert said.exit_code == 1
    return [line.split(":")[0].strip() for line in said.stdout.splitlines() if line.startswith("  C-")]


def test_an_estimate_is_submitted_by_one_and_approved_by_another(run) -> None:
    assert "waits for approval" in run("submit", OURS, "--as", "U-003").stdout
    seen = points(run, "U-002", OURS)
    assert seen
    confirmed = [word for point in seen for word in ("--confirm", point)]
    assert "Approved: C-" in run("approve", OURS, "--as", "U-002", *confirmed).stdout
    assert "approved" in run("versions", OURS, "--as", "U-002").stdout


def test_the_command_line_too_lets_nobody_approve_the_own(run) -> None:
    run("submit", OURS, "--as", "U-002")
    run("submit", THEIRS, "--as", "U-008")
    for engagements in ((OURS,), (THEIRS, OURS)):
        result = run("approve", *engagements, "--as", "U-002", *confirm_all(run, engagements))
        assert result.exit_code == 1 and "somebody else must approve" in result.stderr
    assert "waits for approval" in run("versions", THEIRS, "--as", "U-002").stdout


def confirm_all(run, engagements) -> list[str]:
    return [word for one in engagements for point in points(run, "U-002", one) for word in ("--confirm", point)]


def test_an_estimate_is_sent_back_with_a_reason_and_priced_again(run) -> None:
    run("submit", OURS, "--as", "U-003")
    assert "Why is it sent back" in refused(run("send-back", OURS, "--as", "U-002"))
    assert "was sent back" in run("send-back", OURS, "--as", "U-002", "--reason", "A quote, please.").stdout
    assert "version 2" in run("price-again", OURS, "--as", "U-003").stdout
    assert "role does not include" in refused(run("price-again", OURS, "--as", "U-007"))


def test_an_import_says_which_estimates_it_moves_and_they_are_priced_again_once(run, tmp_path, table) -> None:
    assert "No imported table" in run("impact", "--as", "U-002").stdout
    file = tmp_path / NAME
    file.write_bytes(table())
    said = run("import", "foreign_per_diem", str(file), "--as", "U-002", "--apply").stdout
    assert "State's foreign per diem of May 2026" in said and "open estimates change by" in said
    assert "Priced again: 0" in run("impact", "--as", "U-002", "--price-again").stdout  # rooms have their own price
