"""Plans from files: worked out whole, or their cost or their checklist alone. Amounts are text, never floats."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import click

from .. import dates, departures, plan_file
from ..cost_lines import BorneBy, CostLine
from ..departures import Departure, Departures
from ..errors import NotInForce
from ..outlook import Outlook, outlook
from ..services import outlooks
from . import answers
from .command import FILE, JSON, MAYBE_AS, Open, ask, day, print_json, reference_for, today

ON = click.option("--today", "on", callback=day, help="Work it out as on this day; by default today.")


def of_plan(show: Callable[[Outlook, bool], None]) -> click.Command:
    """A command on a plan file: the plan is worked out, and `show` prints the answer as text or as JSON."""

    @click.command(show.__name__, help=show.__doc__)
    @FILE
    @MAYBE_AS
    @ON
    @JSON
    @click.pass_obj
    def run(opens: Open, file: Path, who: str | None, on: date | None, as_json: bool) -> None:
        show(_answer(opens, file, who, on or today()), as_json)

    return run


@of_plan
def plan(answer: Outlook, as_json: bool) -> None:
    """Everything about a plan: dates, cost, checklist, risk."""
    if as_json:
        print_json(answers.whole(answer))
        return
    trip = answer.plan.itinerary
    click.echo(f"{answer.plan.title or answer.plan.kind}  {answer.plan.country}  {trip.departs} to {trip.returns}")
    late = f"{len(answer.late)} of {len(answer.items)}"
    click.echo(f"earliest departure  {answer.earliest or 'none'}   late steps  {late}")
    click.echo(f"advisory  level {answer.advisory.level}, {answer.advisory.words}, issued {answer.advisory.issued}")
    for said in _warnings(answer):
        click.echo(said)
    _echo_cost(answer)


def _warnings(answer: Outlook) -> Iterator[str]:
    """What may go wrong with these days and places, a line each."""
    for holiday in answer.holidays:
        moves = ", estimated: it may move by a day" if holiday.estimated else ""
        yield f"holiday  {holiday.day}  {holiday.name}{moves}"
    if answer.ramadan:
        yield f"ramadan  {answer.ramadan[0]} to {answer.ramadan[1]}, estimated: working hours are shorter"
    yield from (f"holidays not known  {gap.reason}" for gap in answer.gaps)
    yield from (f"check  {said}".replace("\u00a0", " ") for said in answer.doubts)
    yield from (f"entry limit  {limit.limit}" for limit in answer.entry_limits)


@of_plan
def estimate(answer: Outlook, as_json: bool) -> None:
    """What a plan costs, line by line with the rule behind each. Exit code 1 where a day has no rate."""
    if answer.no_rate:
        raise answer.no_rate
    if as_json and answer.cost:
        print_json(answers.cost(answer.cost))
    else:
        _echo_cost(answer)


@of_plan
def checklist(answer: Outlook, as_json: bool) -> None:
    """The steps of a plan with their due days and their slack, earliest first."""
    found = answers.steps(answer)
    if as_json:
        print_json(found)
        return
    for item in found["items"]:
        slack = "" if item["slack"] is None else f"  slack {item['slack']}"
        click.echo(f"{item['due']}  {item['owner']:<8}{item['text']}{slack}")


@click.command()
@FILE
@click.option("--from", "first", callback=day, help="First day of departure; by default the plan's own.")
@click.option("--to", "last", callback=day, help="Last day of departure; by default half a year later.")
@MAYBE_AS
@ON
@JSON
@click.pass_obj
def cheapest(
    opens: Open, file: Path, first: date | None, last: date | None, who: str | None, on: date | None, as_json: bool
) -> None:
    """What each departure of a range costs, and the cheapest ones. Exit code 1 where no day has a rate."""
    answer = _answer(opens, file, who, on or today())
    begins = first or answer.plan.itinerary.departs
    found = departures.in_range(answer, reference_for(opens, who), begins, last or dates.add_months(begins, 6))
    if not found.cheapest:
        raise NotInForce("No day of this range has a rate.", hint="Let the plan take the last known ones: provisional.")
    if as_json:
        print_json(answers.range_of(found))
        return
    for one in found.weeks:
        click.echo(_departure_words(one, found))
    for run in departures.runs(found.cheapest):
        click.echo(f"cheapest  {run[0].departs} to {run[-1].departs}  {run[0].total:,.2f}")


def _departure_words(one: Departure, found: Departures) -> str:
    amount = "no rate" if one.total is None else f"{one.total:,.2f}"
    marks = [
        "cheapest" * (one in found.cheapest),
        "provisional" * one.provisional,
        f"{dates.count(one.late, 'step')} late" if one.late else "",
        ", ".join(holiday.name for holiday in one.holidays),
    ]
    return f"{one.departs} to {one.returns}  {amount:>12}  {'; '.join(filter(None, marks))}".replace("\u00a0", " ")


def _answer(opens: Open, file: Path, who: str | None, on: date) -> Outlook:
    """A plan worked out: with a user, by what is in force in the database and within the user's rights."""
    found = reference_for(opens, who)
    wish = plan_file.read(file, found.names, found.airports)
    if who is None:
        return outlook(wish, found, on)
    return ask(opens, who, outlooks.of_plan, wish, on)


def _echo_cost(answer: Outlook) -> None:
    if answer.cost is None:
        click.echo(answers.refusal(answer.no_rate))
        return
    own = [line for line in answer.cost.lines if line.borne_by is BorneBy.PARTNER]
    for line in answer.cost.lines:
        if line not in own:
            _echo_line(line)
    click.echo(f"{answer.cost.total:>12,.2f}  total{', provisional' if answer.cost.provisional else ''}")
    for line in own:
        _echo_line(line, "the partner's own cost, in no total: ")
    for notice in answer.cost.notices:
        click.echo(f"{'':14}{notice.text}")


def _echo_line(line: CostLine, mark: str = "") -> None:
    words = f"{mark}{line.what}: {line.formula}  ({line.citations[0].text})"
    click.echo(f"{line.amount:>12,.2f}  {words}".replace("\u00a0", " "))


COMMANDS = (plan, estimate, checklist, cheapest)
