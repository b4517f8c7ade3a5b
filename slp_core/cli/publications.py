"""Importing publications from the command line: looked at by default, put in force with --apply."""

import hashlib
import sys
from pathlib import Path

import click

from ..imports.publications import PublicationKind
from ..services import publications
from .command import AS, FILE, Open, ask, do, now, today


@click.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in PublicationKind]))
@FILE
@AS
@click.option("--apply", "applies", is_flag=True, help="Put it in force, instead of only looking.")
@click.option("--official", is_flag=True, help="The file was downloaded from its publisher itself.")
@click.pass_obj
def bring(opens: Open, kind: str, file: Path, who: str, applies: bool, official: bool) -> None:
    """Look at a publication of State or GSA; with --apply, put it in force. Exit code 1 when a cell is wrong."""
    chosen, content = PublicationKind(kind), file.read_bytes()
    found = ask(opens, who, publications.preview, chosen, file.name, content, today())
    counts = f"{found.read} read, {found.accepted} accepted, {found.refused} refused, {found.left_out} left out"
    click.echo(f"{found.title}: {counts}")
    for warning in found.warnings:
        click.echo(f"  to confirm: {warning}")
    for problem in found.problems:
        click.echo(f"  wrong: {problem}", err=True)
    if found.problems:
        sys.exit(1)
    for change in found.changes:
        click.echo(f"  {change.what}: {change.before} -> {change.after}")
    if found.known:
        click.echo("This file is in force already; nothing changes.")
    elif applies:
        token = f"import-{hashlib.sha256(content).hexdigest()}-{now().isoformat()}"
        call = (chosen, file.name, content, today(), now())
        number = do(opens, who, token, publications.apply, *call, official=official)
        click.echo(f"In force as import {number}.")
    else:
        click.echo("Nothing was stored. Put it in force with --apply.")


COMMANDS = (bring,)
