"""Plans from files: worked out whole, or their cost or their checklist alone. Amounts are text, never floats."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from .. import plan_file
from ..errors import NotInForce
from ..outlook import Outlook, outlook
from ..roles import Principal
from ..rules import Citation
from ..services import lead_times
from .command import FILE, JSON, MAYBE_AS, Open, as_json, ask, day, reference_for, today

ON = click.option("--today", "on", callback=day, help="Work it out as on this day; by default today.")


@click.command()
@FILE
@MAYBE_AS
@ON
@JSON
@click.pass_obj
def plan(opens: Open, file: Path, who: str | None, on: date | None, as_json: bool) -> None:
    """Everything about a plan: dates, cost, checklist, risk."""
    answer = _answer(opens, file, who, on)
    if as_json:
        _print(_whole(answer))
        return
    trip = answer.plan.itinerary
    click.echo(f"{answer.plan.title or answer.plan.kind}  {answer.plan.country}  {trip.departs} to {trip.returns}")
    late = f"{len(answer.late)} of {len(answer.items)}"
    click.echo(f"earliest departure  {answer.earliest or 'none'}   late steps  {late}")
    click.echo(f"advisory  level {answer.advisory.level}, {answer.advisory.words}, issued {answer.advisory.issued}")
    _echo_cost(answer)


@click.command()
@FILE
@MAYBE_AS
@ON
@JSON
@click.pass_obj
def estimate(opens: Open, file: Path, who: str | None, on: date | None, as_json: bool) -> None:
    """What a plan costs, line by line with the rule behind each. Exit code 1 where a day has no rate."""
    answer = _answer(opens, file, who, on)
    if answer.no_rate:
        raise answer.no_rate
    if as_json:
        _print(_cost(answer))
    else:
        _echo_cost(answer)


@click.command()
@FILE
@MAYBE_AS
@ON
@JSON
@click.pass_obj
def checklist(opens: Open, file: Path, who: str | None, on: date | None, as_json: bool) -> None:
    """The steps of a plan with their due days and their slack, earliest first."""
    answer = _answer(opens, file, who, on)
    if as_json:
        _print(_steps(answer))
        return
    for item in _steps(answer)["items"]:
        slack = "" if item["slack"] is None else f"  slack {item['slack']}"
        click.echo(f"{item['due']}  {item['owner']:<8}{item['text']}{slack}")


def _answer(opens: Open, file: Path, who: str | None, on: date | None) -> Outlook:
    """A plan worked out: with a user, by what is in force in the database and within the user's rights."""
    found = reference_for(opens, who)
    wish = plan_file.read(file, found.names)
    decided = ()
    if who:
        ask(opens, who, _require_pricing)
        decided = ask(opens, who, lead_times.for_plan, wish.country, on or today())
    return outlook(wish, found, on or today(), decided)


def _require_pricing(_: Any, user: Principal) -> None:
    user.require("plan:price")


def _whole(answer: Outlook) -> dict[str, Any]:
    return {
        "plan": plan_file.written(answer.plan),
        "today": f"{answer.today}",
        "feasible": answer.feasible,
        "earliest_departure": f"{answer.earliest}" if answer.earliest else None,
        "advisory": {"level": answer.advisory.level, "issued": f"{answer.advisory.issued}"},
        "entry_limits": [limit.limit for limit in answer.entry_limits],
        "estimate": _cost(answer) if answer.cost else {"refused": _refusal(answer.no_rate)},
        "checklist": _steps(answer),
    }


def _cost(answer: Outlook) -> dict[str, Any]:
    assert answer.cost is not None
    lines = [
        {
            "category": line.category,
            "what": line.what,
            "travelers": line.travelers,
            "quantity": line.quantity,
            "unit": line.unit,
            "share": f"{line.share}",
            "rate": f"{line.rate}",
            "amount": f"{line.amount:.2f}",
            "first": f"{line.first}",
            "last": f"{line.last}",
            "provisional": line.provisional,
            "citation": [_cited(citation) for citation in line.citations],
        }
        for line in answer.cost.lines
    ]
    notices = [{"code": notice.code, "text": notice.text} for notice in answer.cost.notices]
    return {
        "total": f"{answer.cost.total:.2f}",
        "currency": "USD",
        "provisional": answer.cost.provisional,
        "lines": lines,
        "notices": notices,
    }


def _steps(answer: Outlook) -> dict[str, Any]:
    slack = {slot.task.id: slot for slot in answer.slots}
    items = [
        {
            "id": item.id,
            "text": item.text,
            "owner": item.owner,
            "due": f"{item.due}",
            "late": item.due < answer.today,
            "latest_start": f"{slack[item.id].latest_start}" if item.id in slack else None,
            "slack": slack[item.id].slack if item.id in slack else None,
            "distance": item.distance,
            "evidence": item.evidence,
            "citation": _cited(item.citation),
        }
        for item in answer.items
    ]
    binding = answer.binding.task.id if answer.binding else None
    return {"edition": answer.checklist.edition, "binding": binding, "items": items}


def _cited(citation: Citation) -> dict[str, Any]:
    return {"authority": citation.authority, "text": citation.text, "verified": citation.verified}


def _refusal(refusal: NotInForce | None) -> str:
    return f"{refusal.message} {refusal.hint}".strip() if refusal else ""


def _echo_cost(answer: Outlook) -> None:
    if answer.cost is None:
        click.echo(_refusal(answer.no_rate))
        return
    for line in answer.cost.lines:
        words = f"{line.what}: {line.formula}  ({line.citations[0].text})"
        click.echo(f"{line.amount:>12,.2f}  {words}".replace("\u00a0", " "))
    click.echo(f"{answer.cost.total:>12,.2f}  total{', provisional' if answer.cost.provisional else ''}")
    for notice in answer.cost.notices:
        click.echo(f"{'':14}{notice.text}")


_print = as_json
COMMANDS = (plan, estimate, checklist)
