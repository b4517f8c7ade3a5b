"""What every command shares: the database, who asks, and refusals as one sentence and exit code 1."""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from .. import dates
from ..errors import InvalidInput, SlpError
from ..reference import Reference, shipped
from ..services import commands, references, setup
from ..settings import from_environment
from ..store.db import Database, open_database

AS = click.option("--as", "who", required=True, help="Public reference of the user who asks, like U-001.")
MAYBE_AS = click.option("--as", "who", help="User who asks: with it, this database's imports and lead times count.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


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
    context.obj = lambda: open_database(url or from_environment(os.environ).database_url)


T = TypeVar("T")
Open = Callable[[], Database]


def ask(opens: Open, who: str, use_case: Callable[..., T], *args: Any) -> T:
    """The answer of a use case for a user."""
    database = opens()
    setup.require_begun(database)
    return commands.ask(database, who, use_case, *args)


def do(opens: Open, who: str, token: str, use_case: Callable[..., str], *args: Any, **more: Any) -> str:
    """A write for a user, done once for its token."""
    database = opens()
    setup.require_begun(database)
    return commands.do(database, who, now(), token, use_case, *args, **more)


def reference_for(opens: Open, who: str | None) -> Reference:
    """What is in force for a user's database; without a user, what ships."""
    return ask(opens, who, references.current) if who else shipped()


def day(_: click.Context, parameter: click.Parameter, text: str | None) -> date | None:
    """A day typed as an argument or option. Raises BadParameter."""
    if text is None:
        return None
    try:
        return dates.parse_day(text)
    except InvalidInput as fault:
        raise click.BadParameter(f"{fault.message} {fault.hint}", param=parameter) from fault


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().date()


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
