"""The documents are true: commands, settings, files, words and authorities are the ones the program has."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from slp_core import authorities
from slp_core.cli import main
from slp_core.reference import shipped
from slp_core.store import versions  # noqa: F401  (the version tables belong to the metadata)
from slp_core.store.base import Base

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "data/README.md"])
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
TEXT = {path: path.read_text("utf-8") for path in DOCUMENTS}
README, CHANGELOG = TEXT[ROOT / "README.md"], TEXT[ROOT / "CHANGELOG.md"]
OPERATING, GLOSSARY = TEXT[ROOT / "docs/operating.md"], TEXT[ROOT / "docs/glossary.md"]
SOURCES = [
    ROOT / "app.py",
    ROOT / "serve.py",
    *(p for part in ("slp_core", "ui", "pages") for p in ROOT.glob(f"{part}/**/*.py")),
]
ENDINGS = r"(?:md|py|yaml|csv|geojson|toml|txt|lock|svg|png|sh)"
ON_A_MACHINE = re.compile(r"(?<![\w.~>])(?:~|/(?:home|root|tmp|work|opt|usr|mnt|Users)\b)/|\b[A-Z]:\\\w")


def code(text: str) -> Iterator[str]:
    """Everything a document sets as code: each line of a block, and each span in a line."""
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S):
        yield from (line.split("#")[0].strip() for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def make_targets(text: str) -> set[str]:
    return {found for piece in code(text) for found in re.findall(r"\bmake ([a-z]+)\b", piece)}


def cli_commands(text: str) -> set[str]:
    return {
        found for piece in code(text) for found in re.findall(r"-m slp_core (?:--\S+ )*([a-z]+(?:-[a-z]+)*)\b", piece)
    }


def named_files(text: str) -> set[str]:
    """Files and folders set as code or linked: with a slash or the ending of a file, and no address."""
    linked = {link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link}
    words = {word.rstrip(".,;:") for piece in code(text) for word in piece.split()}
    shaped = {word for word in words if re.fullmatch(rf"\.?[\w-][\w./*-]*/[\w./*-]*|[\w.-]+\.{ENDINGS}", word)}
    return {name for name in linked | shaped if name and "YYYY" not in name and not name.startswith(("var/", ".venv/"))}


def is_there(name: str, document: Path) -> bool:
    return any(
        any(folder.glob(name.rstrip("/"))) if "*" in name else (folder / name).exists()
        for folder in (ROOT, document.parent)
    )


def machine_paths(text: str) -> list[str]:
    return [match.group() for match in ON_A_MACHINE.finditer(text)]


def variables(source: str) -> set[str]:
    """Environment variables by their name in a source file."""
    strings = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    return {text for text in strings if isinstance(text, str) and re.fullmatch(r"SLP_[A-Z_]+", text)}


def spoken(source: str) -> list[str]:
    """The strings of a source file that may reach a screen: all but its docstrings."""
    tree = ast.parse(source)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in silent]
    return [node.value for node in strings if isinstance(node.value, str)]


def rows(text: str, columns: int) -> list[list[str]]:
    """The rows of all tables of a document that have so many columns, without headings and rules."""
    tables = re.findall(r"^\|.*\|\n\|[-| ]+\|\n((?:\|.*\|\n?)+)", text, re.M)
    found = [[cell.strip() for cell in line.strip("|").split("|")] for table in tables for line in table.splitlines()]
    return [row for row in found if len(row) == columns]


# --- authorities


def test_the_page_of_authorities_is_the_one_the_shipped_files_give() -> None:
    page = TEXT[ROOT / "docs/authorities.md"]
    assert page == authorities.markdown(shipped()), "run: python -m slp_core authorities > docs/authorities.md"


def test_the_command_prints_the_page() -> None:
    printed = CliRunner().invoke(main, ["authorities"])
    assert (printed.exit_code, printed.output) == (0, authorities.markdown(shipped()))


def test_the_page_has_every_dated_value_every_step_and_every_table() -> None:
    page = authorities.markdown(shipped())
    values = [dated for rule in shipped().rules.rules.values() for dated in rule.values]
    steps = [item for checklist in shipped().checklists for item in checklist.items]
    assert [len(rows(page, columns)) for columns in (10, 9, 7)] == [len(values), len(steps), len(shipped().sources)]
    assert all(is_there(link, ROOT / "docs/authorities.md") for link in named_files(page))


def test_a_value_that_was_followed_by_another_shows_the_day_it_ended() -> None:
    shares = [row for row in rows(authorities.markdown(shipped()), 10) if row[0].startswith("Share of the coach fare")]
    ended, current = [(row[3], row[4], row[7]) for row in shares]
    assert ended == ("1998-07-01", "2025-12-07", "official") and current == ("2025-12-08", "", "secondary")


# --- commands and settings


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_make_command_of_a_document_is_in_the_makefile(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert make_targets(TEXT[document]) - targets == set()


def test_the_readme_begins_with_run_test_and_init() -> None:
    block = re.search(r"^```sh\n(.*?)^```", README, re.M | re.S)
    lines = block[1].splitlines() if block else []
    assert [" ".join(line.split()[:2]) for line in lines] == ["make run", "make test", "make init"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_command_of_the_program_that_a_document_names_exists(document: Path) -> None:
    assert cli_commands(TEXT[document]) - set(main.commands) == set()


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_and_is_documented(name: str) -> None:
    command = main.commands[name]
    assert command.help, f"{name}: give it a docstring"
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert all(option.help for option in options), f"{name}: an option without help"
    assert re.search(rf"^\| `{name}\b", OPERATING, re.M), f"{name}: add it to docs/operating.md"


def test_every_environment_variable_is_documented_and_every_documented_one_is_read() -> None:
    read = variables((ROOT / "slp_core/settings.py").read_text("utf-8"))
    listed = set(re.findall(r"^\| `(SLP_[A-Z_]+)` \|", OPERATING, re.M))
    assert read and listed == read, "docs/operating.md, Settings"


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_environment_variable_that_a_document_names_is_read_somewhere(document: Path) -> None:
    readers = [ROOT / "Makefile", ROOT / "slp_core/settings.py", *ROOT.glob("scripts/*")]
    read = {name for path in readers if path.is_file() for name in re.findall(r"SLP_[A-Z_]+", path.read_text("utf-8"))}
    assert set(re.findall(r"\bSLP_[A-Z_]+", TEXT[document])) - read == set()


# --- files, words, decisions


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_every_file_and_folder_that_a_document_names_exists(document: Path) -> None:
    missing = {name for name in named_files(TEXT[document]) if not is_there(name, document)}
    assert missing == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_no_document_names_a_path_of_a_machine(document: Path) -> None:
    assert machine_paths(TEXT[document]) == []


def test_the_glossary_uses_the_classes_columns_and_labels_of_the_program() -> None:
    source = "\n".join(path.read_text("utf-8") for path in SOURCES)
    classes = set(re.findall(r"^class (\w+)", source, re.M))
    columns = {f"{table}.{column.name}" for table, found in Base.metadata.tables.items() for column in found.columns}
    words = [word for path in SOURCES for word in spoken(path.read_text("utf-8"))]
    terms = rows(GLOSSARY, 5)
    assert len({row[0] for row in terms}) == len(terms) > 40, "one term, one meaning"
    for term, _, kind, column, label in terms:
        assert kind == "—" or kind.strip("`") in classes, f"{term}: no class {kind}"
        assert column == "—" or column.strip("`") in columns, f"{term}: no column {column}"
        assert label == "—" or any(label.strip("“”") in word for word in words), f"{term}: no label {label}"


def test_the_changelog_says_under_rules_when_every_rule_began() -> None:
    entries = {row[0].strip("`"): row[2] for row in rows(CHANGELOG.split("### Rules", 1)[1], 6)}
    for rule in shipped().rules.rules.values():
        first = rule.values[0].start
        assert entries.get(rule.id, "").split(";")[0] == f"{first.day} {first:%b %Y}", f"{rule.id}: CHANGELOG.md, Rules"


def test_the_changelog_names_under_rules_every_file_of_rules_rates_and_steps() -> None:
    rules = CHANGELOG.split("### Rules", 1)[1]
    shipped_files = [
        *ROOT.glob("data/rules/**/*.yaml"),
        *ROOT.glob("data/rates/**/*.csv"),
        *ROOT.glob("data/checklists/*.yaml"),
    ]
    assert {name for path in shipped_files if (name := path.relative_to(ROOT).as_posix()) not in rules} == set()


def test_decisions_are_numbered_without_gaps_and_say_context_decision_consequences() -> None:
    decisions = sorted(ROOT.glob("docs/adr/*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text("utf-8")
        assert re.findall(r"^## (\w+)$", text, re.M) == ["Context", "Decision", "Consequences"], path.name
        assert len(text.split()) < 500, f"{path.name}: a decision fits on one page"


# --- the readers above find what they look for


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Use `make fly` now", {"fly"}),
        ("```sh\nmake run   # and make coffee\nPORT=1 make test\n```", {"run", "test"}),
        ("They make run after run.", set()),
    ],
)
def test_a_make_command_is_found_in_code_only(text: str, found: set[str]) -> None:
    assert make_targets(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`ui/session.py` and `pages/`", {"ui/session.py", "pages/"}),
        ("[here](docs/x.md#part) and [there](https://example.org/y.md)", {"docs/x.md"}),
        ("`python -m slp_core authorities > docs/a.md`", {"docs/a.md"}),
        ("`.ci/run`, `tests/*.py`, `LICENSE`", {".ci/run", "tests/*.py"}),
        ("`/enter`, `var/secret`, `rates/YYYY-MM.csv`, `rules.on(...)`, `table.column`", set()),
    ],
)
def test_a_file_name_is_told_from_an_address_and_a_pattern(text: str, found: set[str]) -> None:
    assert named_files(text) == found


@pytest.mark.parametrize("folder", ["home/anna", "Users/anna", "root", "opt/slp"])
def test_a_path_of_a_machine_is_found(folder: str) -> None:
    assert machine_paths(f"Look into /{folder}/notes.md")
    assert not machine_paths("`docs/home/x.md`, https://example.org/home/x, `/enter`, SLP_DB=sqlite:///file.db")


def test_a_word_of_a_docstring_is_not_spoken() -> None:
    assert spoken('"""Silent."""\ndef f():\n    """Silent too."""\n    return f"Said {1}"') == ["Said "]


def test_a_variable_is_found_where_it_is_read() -> None:
    assert variables('x = environment.get("SLP_NEW") or 1  # SLP_OLD') == {"SLP_NEW"}
