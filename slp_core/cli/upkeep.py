"""Beginning a database, making a demo, and looking whether everything is as it should be."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from .. import authorities, doctor, plan_file
from ..check_data import faults
from ..data_files import DATA
from ..demo.make import make
from ..reference import Reference, shipped
from ..services import readiness_summaries, self_check_summaries, setup, users
from ..settings import from_environment
from ..store.db import Actor, work
from .command import Open, now, today

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--admin", required=True, help="E-mail address of the first administrator, or “Name <address>”.")
@click.pass_obj
def init(opens: Open, admin: str) -> None:
    """Begin an empty, real database."""
    from_environment(os.environ).home.mkdir(mode=0o700, parents=True, exist_ok=True)
    setup.first_administrator(opens(), admin, datetime.now(UTC), click.echo)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--engagements", "number", default=300, show_default=True, help="How many engagements to invent.")
def demo(file: Path, number: int) -> None:
    """Make a demo database in a new file: an invented program, relative to today."""
    if file.exists():
        raise click.UsageError(f"{file} exists already; name a new file.")
    make(file, today(), number)
    click.echo(f"A demo of {number} engagements stands in {file}.")


@click.command("check-data")
@click.option("--folder", type=FOLDER, default=DATA, help="The data folder to check; by default the one that ships.")
def check_data(folder: Path) -> None:
    """Check every data file: its form, its hash, and that no country is missing anywhere. Exit code 1 on a fault."""
    found = list(faults(Reference(folder)))
    for fault in found:
        click.echo(fault, err=True)
    if found:
        sys.exit(1)
    click.echo(f"All {len(Reference(folder).sources)} files are as they should be.")


@click.command("doctor")
@click.pass_obj
def examine(opens: Open) -> None:
    """Say whether this installation is sound: versions, time zones, data, database. Exit code 1 when it is not."""
    findings = [*doctor.of_program(shipped(), today()), doctor.of_database(setup.state(opens()))]
    for finding in findings:
        click.echo(f"{finding.mark}  {finding.text}")
    if any(finding.grave for finding in findings):
        sys.exit(1)


@click.command("authorities")
def list_authorities() -> None:
    """Every rule, due day and table with where it comes from, as Markdown."""
    click.echo(authorities.markdown(shipped()).encode(), nl=False)


@click.command("plan-schema")
def plan_schema() -> None:
    """The JSON schema of a plan file."""
    click.echo(plan_file.schema_text(), nl=False)


@click.command("refresh-readiness")
@click.pass_obj
def refresh_readiness(opens: Open) -> None:
    """Work out anew how ready engagements and agencies are whose summary has passed its day. For every night."""
    database = opens()
    setup.require_begun(database)
    system = users.system()
    with work(database, Actor(system.id), now()) as db:
        number = readiness_summaries.overdue(db, system, today())
        readiness_summaries.refresh_overdue(db, system, today(), number)
        agencies = self_check_summaries.overdue(db, system, today())
        self_check_summaries.refresh_overdue(db, system, today(), agencies)
    click.echo(f"{number + agencies} summaries were worked out anew.")


COMMANDS = (init, demo, check_data, examine, refresh_readiness, list_authorities, plan_schema)
