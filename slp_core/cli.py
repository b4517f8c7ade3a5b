"""The program without a screen: the same use cases, with the same rights as the user named by `--as`."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from . import authorities
from .errors import SlpError
from .reference import shipped
from .services import commands, engagements, portfolio, setup
from .settings import from_environment
from .store.db import Database, open_database


class Refusing(click.Group):
    """Turns a refusal into its sentence and hint on standard error, and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SlpError as refusal:
            click.echo(f"{refusal.message} {refusal.hint}".strip(), err=True)
            sys.exit(1)


@click.group(cls=Refusing)
@click.option("--db", "url", help="Database address; by default the one the environment names (SLP_DB).")
@click.pass_context
def main(context: click.Context, url: str | None) -> None:
    """State and Local Partnership engagements from the command line."""
    context.obj = open_database(url or from_environment(os.environ).database_url)


@main.command()
@click.option("--admin", required=True, help="E-mail address of the first administrator, or “Name <address>”.")
@click.pass_obj
def init(database: Database, admin: str) -> None:
    """Begin an empty, real database."""
    from_environment(os.environ).home.mkdir(mode=0o700, parents=True, exist_ok=True)
    setup.first_administrator(database, admin, datetime.now(UTC), click.echo)


AS = click.option("--as", "reference", required=True, help="Public reference of the user who asks, like U-2026-001.")


@main.command("engagements")
@AS
@click.option("--text", default="", help="Words of the title, the place or the reference.")
@click.option("--country", default="", help="ISO alpha-3 code.")
@click.pass_obj
def list_engagements(database: Database, reference: str, text: str, country: str) -> None:
    """The engagements this user may export, as CSV."""
    filters = portfolio.Filters(text=text, country=country)
    sys.stdout.buffer.write(_ask(database, reference, portfolio.export_csv, filters, datetime.now(UTC).date()))


@main.command()
@AS
@click.argument("engagement")
@click.pass_obj
def show(database: Database, reference: str, engagement: str) -> None:
    """One engagement in a few lines."""
    found = _ask(database, reference, engagements.view, engagement)
    click.echo(
        f"{found.reference}  {found.title}\n"
        f"{found.country}  {found.departs} to {found.returns}  {found.travelers} travelers  {found.stage}"
    )


@main.command("authorities")
def list_authorities() -> None:
    """Every rule, due day and table with where it comes from, as Markdown."""
    click.echo(authorities.markdown(shipped()).encode(), nl=False)


def _ask(database: Database, reference: str, use_case: Callable[..., Any], *args: Any) -> Any:
    setup.require_begun(database)
    return commands.ask(database, reference, use_case, *args)
