"""Estimates from the command line: their versions, submitting, approving, and what new rates change."""

import uuid
from collections.abc import Callable
from typing import Any

import click

from ..approvals import STATUS_WORDS
from ..issued import IssuedEstimate
from ..services import approvals, engagements, estimate_versions, rate_impact
from ..services.rate_impact import Impact, Moved
from .command import AS, Open, ask, do, now, today

LISTED = 20  # moved estimates printed; the counts say how many there are
REASON = click.option("--reason", default="", help="Why it is sent back, or approved above a ceiling.")


@click.command("versions")
@click.argument("engagement")
@AS
@click.pass_obj
def list_versions(opens: Open, engagement: str, who: str) -> None:
    """Every version of an engagement's estimate, newest first."""
    for one in ask(opens, who, estimate_versions.of_engagement, engagement):
        state = STATUS_WORDS[one.status].lower()
        click.echo(f"{one.number}  version {one.version_no}  {one.total:,.2f}  {state}  {one.issued:%Y-%m-%d}")


@click.command("submit")
@click.argument("engagement")
@AS
@click.pass_obj
def submit(opens: Open, engagement: str, who: str) -> None:
    """Ask for approval of an engagement's newest estimate."""
    shown = _newest(opens, who, engagement)
    number = _write(opens, who, approvals.submit, shown.number, shown.version, now())
    click.echo(f"{number} waits for approval by somebody else.")


@click.command("approve")
@click.argument("engagement", nargs=-1, required=True)
@AS
@click.option("--confirm", multiple=True, help="Id of a point that was seen, like C-2027-001/3.")
@REASON
@click.pass_obj
def approve(opens: Open, engagement: tuple[str, ...], who: str, confirm: tuple[str, ...], reason: str) -> None:
    """Approve the newest estimates of engagements: all or none. What must be seen first is printed."""
    shown = [_newest(opens, who, one) for one in engagement]
    for estimate in shown:
        review = ask(opens, who, approvals.review, estimate.number)
        for point in review.points:
            click.echo(f"  {point.id}: {point.text}")
        if review.ceiling:
            click.echo(f"  {review.ceiling.words}")
    each = tuple((one.number, one.version) for one in shown)
    click.echo(f"Approved: {_write(opens, who, approvals.approve_all, each, confirm, reason, now())}")


@click.command("send-back")
@click.argument("engagement")
@AS
@REASON
@click.pass_obj
def send_back(opens: Open, engagement: str, who: str, reason: str) -> None:
    """Send the newest estimate of an engagement back, with the reason."""
    shown = _newest(opens, who, engagement)
    number = _write(opens, who, approvals.send_back, shown.number, shown.version, reason, now())
    click.echo(f"{number} was sent back.")


@click.command("price-again")
@click.argument("engagement")
@AS
@click.pass_obj
def price_again(opens: Open, engagement: str, who: str) -> None:
    """Price an engagement's saved plan with what is in force now, as a new version."""
    version = ask(opens, who, engagements.view, engagement).version
    _write(opens, who, estimate_versions.price_again, engagement, version, today(), now())
    shown = _newest(opens, who, engagement)
    click.echo(f"{shown.number}  version {shown.version_no}  {shown.total:,.2f}")


@click.command("impact")
@click.argument("number", type=int, required=False)
@AS
@click.option("--price-again", "again", is_flag=True, help="Make a new version of each open estimate that it moves.")
@click.pass_obj
def impact(opens: Open, number: int | None, who: str, again: bool) -> None:
    """What an imported table of rates changes, by the number of its import; by default the newest."""
    if number is None:
        newest = ask(opens, who, rate_impact.tables)[:1]
        if not newest:
            click.echo("No imported table of rates is in force.")
            return
        number = newest[0].id
    say(ask(opens, who, rate_impact.of_import, number))
    if again:
        click.echo(f"Priced again: {_write(opens, who, rate_impact.price_again, number, now())}")


def say(found: Impact) -> None:
    """The estimates that a table moves, the open ones with their sum."""
    click.echo(
        f"{found.table.title}: {found.looked_at} engagements looked at, {len(found.open)} open estimates change by "
        f"{found.delta:+,.2f}, {len(found.rows) - len(found.open)} approved ones stay as they are"
    )
    for row in found.rows[:LISTED]:
        click.echo(f"  {_words(row)}")
    if len(found.rows) > LISTED:
        click.echo(f"  and {len(found.rows) - LISTED} more")
    for mechanism in found.crossed:
        click.echo(f"  crosses the ceiling of {mechanism}")


def _words(row: Moved) -> str:
    after = "no rate any more" if row.after is None else f"{row.after:,.2f} ({row.delta:+,.2f})"
    state = "approved, stays" if row.approved else STATUS_WORDS[row.status].lower()
    return f"{row.reference}  {row.before:,.2f} -> {after}{', provisional' if row.provisional else ''}  {state}"


def _newest(opens: Open, who: str, engagement: str) -> IssuedEstimate:
    versions = ask(opens, who, estimate_versions.of_engagement, engagement)
    if not versions:
        raise click.ClickException(f"{engagement} was never priced.")
    return ask(opens, who, estimate_versions.one, engagement, versions[0].number)


def _write(opens: Open, who: str, use_case: Callable[..., str], *args: Any) -> str:
    return do(opens, who, f"command-{uuid.uuid4()}", use_case, *args)


COMMANDS = (list_versions, submit, approve, send_back, price_again, impact)
