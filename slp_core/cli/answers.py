"""An answer as JSON-ready values: days and amounts are text."""

from typing import Any

from .. import plan_file
from ..calendars import Holiday
from ..cost_lines import CostEstimate
from ..costs import not_included
from ..departures import Departures
from ..errors import NotInForce
from ..outlook import Outlook
from ..rules import Citation


def whole(answer: Outlook) -> dict[str, Any]:
    return {
        "plan": plan_file.written(answer.plan),
        "today": f"{answer.today}",
        "feasible": answer.feasible,
        "earliest_departure": f"{answer.earliest}" if answer.earliest else None,
        "advisory": {"level": answer.advisory.level, "issued": f"{answer.advisory.issued}"},
        "entry_limits": [limit.limit for limit in answer.entry_limits],
        "holidays": list(map(_holiday, answer.holidays)),
        "ramadan": [f"{day}" for day in answer.ramadan] if answer.ramadan else None,
        "holidays_unknown": [gap.reason for gap in answer.gaps],
        "questions": list(answer.doubts),
        "estimate": cost(answer.cost) if answer.cost else {"refused": refusal(answer.no_rate)},
        "checklist": steps(answer),
    }


def cost(estimate: CostEstimate) -> dict[str, Any]:
    lines = [
        {
            "category": line.category,
            "what": line.what,
            "travelers": line.travelers,
            "quantity": int(line.quantity) if line.quantity % 1 == 0 else f"{line.quantity:f}",
            "unit": line.unit,
            "share": f"{line.share}",
            "rate": f"{line.rate}",
            "less": f"{line.less}",
            "amount": f"{line.amount:.2f}",
            "first": f"{line.first}",
            "last": f"{line.last}",
            "provisional": line.provisional,
            "rough": line.rough,
            "entered": line.entered,
            "foreign": line.foreign and line.foreign.as_text(),
            "borne_by": line.borne_by,
            "needs_approval": line.needs_approval,
            "citation": [_cited(citation) for citation in line.citations],
        }
        for line in estimate.lines
    ]
    notices = [{"code": notice.code, "text": notice.text} for notice in estimate.notices]
    return {
        "total": f"{estimate.total:.2f}",
        "own_cost": f"{estimate.own_cost:.2f}",
        "not_included": list(not_included(estimate)),
        "currency": "USD",
        "provisional": estimate.provisional,
        "lines": lines,
        "notices": notices,
    }


def steps(answer: Outlook) -> dict[str, Any]:
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
    chain = [item.id for item in answer.critical_path]
    return {"edition": answer.checklist.edition, "binding": binding, "critical_path": chain, "items": items}


def range_of(found: Departures) -> dict[str, Any]:
    """Every departure of a range, and which are the cheapest."""
    days = [
        {
            "departs": f"{one.departs}",
            "returns": f"{one.returns}",
            "total": None if one.total is None else f"{one.total:.2f}",
            "provisional": one.provisional,
            "late_steps": one.late,
            "holidays": list(map(_holiday, one.holidays)),
        }
        for one in found.days
    ]
    return {
        "currency": "USD",
        "cheapest": [f"{one.departs}" for one in found.cheapest],
        "cheapest_in_time": [f"{one.departs}" for one in found.in_time],
        "departures": days,
    }


def _holiday(holiday: Holiday) -> dict[str, Any]:
    return {"day": f"{holiday.day}", "name": holiday.name, "estimated": holiday.estimated}


def _cited(citation: Citation) -> dict[str, Any]:
    return {"authority": citation.authority, "text": citation.text, "verified": citation.verified}


def refusal(fault: NotInForce | None) -> str:
    return f"{fault.message} {fault.hint}".strip() if fault else ""
