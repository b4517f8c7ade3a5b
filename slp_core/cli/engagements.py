"""Engagements of the database, as the user named by `--as` may see them."""

import sys

import click

from ..services import engagements, portfolio
from .command import AS, Open, ask, today


@click.command("engagements")
@AS
@click.option("--text", default="", help="Words of the title, the place or the reference.")
@click.option("--country", default="", help="ISO alpha-3 code.")
@click.pass_obj
def list_engagements(opens: Open, who: str, text: str, country: str) -> None:
    """The engagements this user may export, as CSV."""
    filters = portfolio.Filters(text=text, country=country)
    sys.stdout.buffer.write(ask(opens, who, portfolio.export_csv, filters, today()))


@click.command()
@AS
@click.argument("engagement")
@click.pass_obj
def show(opens: Open, who: str, engagement: str) -> None:
    """One engagement in a few lines."""
    found = ask(opens, who, engagements.view, engagement)
    click.echo(
        f"{found.reference}  {found.title}\n"
        f"{found.country}  {found.departs} to {found.returns}  {found.travelers} travelers  {found.stage}"
    )


COMMANDS = (list_engagements, show)
