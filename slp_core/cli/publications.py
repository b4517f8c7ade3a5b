"""Importing publications from the command line: looked at by default, put in force with --apply."""

import hashlib
import sys
from pathlib import Path

import click

from ..imports.publications import PublicationKind
from ..services import publications, rate_impact
from . import estimates
from .command import Open, ask, do, now, today


def bring(opens: Open, kind: PublicationKind, file: Path, who: str, *, applies: bool, official: bool) -> None:
    """Look at a publication of State or GSA; with `applies`, put it in force. Exit code 1 when a cell is wrong."""
    content = file.read_bytes()
    found = ask(opens, who, publications.preview, kind, file.name, content, today())
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
        call = (kind, file.name, content, today(), now())
        number = do(opens, who, token, publications.apply, *call, official=official)
        click.echo(f"In force as import {number}.")
        if kind in rate_impact.PRICES:
            estimates.say(ask(opens, who, rate_impact.of_import, int(number)))
    else:
        click.echo("Nothing was stored. Put it in force with --apply.")
