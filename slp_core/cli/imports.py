"""Importing from the command line: a publication, or agencies, experts, mechanisms and needs of the registry."""

import hashlib
import sys
from pathlib import Path

import click

from ..errors import InvalidInput
from ..imports.forms import REGISTRY_WORDS, RegistryKind
from ..imports.publications import PublicationKind
from ..imports.registry import Preview
from ..services import registry_imports
from . import publications
from .command import AS, FILE, Open, ask, do, now

KINDS = [kind.value for kind in (*PublicationKind, *RegistryKind)]
NEW_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@FILE
@AS
@click.option("--apply", "applies", is_flag=True, help="Import it, instead of only looking.")
@click.option("--official", is_flag=True, help="A publication: the file was downloaded from its publisher itself.")
@click.option("--column", "columns", multiple=True, help="Registry: FIELD=HEADER, where a header is not known.")
@click.pass_obj
def bring(
    opens: Open, kind: str, file: Path, who: str, applies: bool, official: bool, columns: tuple[str, ...]
) -> None:
    """Look at a publication or at a file of the registry; with --apply, import it. Exit code 1 when a row is wrong."""
    if kind in tuple(PublicationKind):
        publications.bring(opens, PublicationKind(kind), file, who, applies=applies, official=official)
    else:
        _registry(opens, RegistryKind(kind), file, who, columns, applies=applies)


@click.command()
@click.argument("kind", type=click.Choice([kind.value for kind in RegistryKind]))
@NEW_FILE
@AS
@click.option("--known", is_flag=True, help="With what is known as rows, to change and to import again.")
@click.pass_obj
def template(opens: Open, kind: str, file: Path, who: str, known: bool) -> None:
    """Write a template of the registry to a new file, .csv or .xlsx: its columns, and what to write in each."""
    if file.exists():
        raise click.UsageError(f"{file} exists already; name a new file.")
    made = registry_imports.known_rows if known else registry_imports.blank
    file.write_bytes(ask(opens, who, made, RegistryKind(kind), file.name))
    click.echo(f"{REGISTRY_WORDS[RegistryKind(kind)]}: {file}")


def _registry(
    opens: Open, kind: RegistryKind, file: Path, who: str, columns: tuple[str, ...], *, applies: bool
) -> None:
    content = file.read_bytes()
    found = ask(opens, who, registry_imports.preview, kind, file.name, content)
    mapping = tuple((dict(found.mapping) | _mapping(found, columns)).items()) if columns else ()
    if columns:
        found = ask(opens, who, registry_imports.preview, kind, file.name, content, mapping)
    _say(found)
    if found.refused or found.missing:
        sys.exit(1)
    if not found.can_be_applied:
        click.echo("Nothing changes.")
    elif applies:
        token = f"import-{hashlib.sha256(content).hexdigest()}-{now().isoformat()}"
        call = (kind, file.name, content, mapping, (found.new, found.changed), now())
        click.echo(f"Imported as import {do(opens, who, token, registry_imports.apply, *call)}.")
    else:
        click.echo("Nothing was stored. Import it with --apply.")


def _mapping(found: Preview, columns: tuple[str, ...]) -> dict[str, int]:
    """Field -> column, from FIELD=HEADER. Raises InvalidInput for a header that the file does not have."""
    chosen = {}
    for column in columns:
        name, _, header = column.partition("=")
        if header not in found.headers or name not in {field for field, _, _ in found.fields}:
            fields = ", ".join(field for field, _, _ in found.fields)
            what = f"The file has no column “{header}”, or there is no field “{name}”."
            raise InvalidInput(what, hint=f"Write FIELD=HEADER; fields are {fields}.", field="column")
        chosen[name] = found.headers.index(header)
    return chosen


def _say(found: Preview) -> None:
    click.echo(
        f"{REGISTRY_WORDS[found.kind]}: {found.read} read, {found.new} new, {found.changed} changed, "
        f"{found.same} unchanged, {found.doubled} duplicates, {found.refused} refused"
    )
    for notice in found.notices:
        click.echo(f"  {notice}")
    for label in found.missing:
        click.echo(f"  no column for {label}: name it with --column", err=True)
    for warning in found.warnings:
        click.echo(f"  to confirm: {warning}")
    _rest(len(found.warnings), found.warning_count)
    for problem in found.problems:
        click.echo(f"  wrong: {problem}", err=True)
    _rest(len(found.problems), found.problem_count)
    for row in found.rows:
        for label, before, after in row.changes:
            click.echo(f"  {row.label}: {label}: {before} -> {after}")


def _rest(shown: int, number: int) -> None:
    if number > shown:
        click.echo(f"  and {number - shown} more")


COMMANDS = (bring, template)
