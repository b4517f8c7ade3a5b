"""An estimate for other programs: CSV, a row a line; and JSON with the whole trace (docs/estimate-file.md)."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ..cost_lines import RateRow
from ..currency import PRICE
from ..issued import IssuedLine
from ..plan import to_json
from ..rules import Citation
from .cleaning import Cleaner
from .estimate import EstimateFile
from .tables import as_csv

FORM = "slp-estimate/1"
COLUMNS = (
    "estimate", "version", "status", "engagement", "line", "category", "what", "first", "last", "country", "locality",
    "travelers", "quantity", "unit", "share", "rate", "less", "amount", "currency", "borne_by", "provisional", "rough",
    "needs_approval", "entered", *PRICE, "formula", "publication", "place", "season", "effective", "file", "sha256",
    "citations", "prepared_by", "submitted_by", "approved_by",
)  # fmt: skip


def as_estimate_csv(file: EstimateFile) -> bytes:
    """UTF-8 with a mark. Amounts are plain decimals, days ISO; citations are parted by line ends. No row is a total."""
    cleaner = Cleaner()
    rows = (_row(file, number, line) for number, line in enumerate(file.lines, 1))
    return as_csv([COLUMNS, *([cleaner.text(cell) for cell in row] for row in rows)])


def as_estimate_json(file: EstimateFile) -> bytes:
    """UTF-8; amounts are text, so that no program makes them binary; keys in a fixed order."""
    found = file.estimate
    content = {
        "format": FORM,
        "number": found.number,
        "version": found.version_no,
        "status": found.status,
        "engagement": found.engagement,
        "title": found.title,
        "currency": "USD",
        "total": f"{found.total:f}",
        "own_cost": f"{found.own_cost:f}",
        "provisional": found.provisional,
        "invented": file.invented,
        "issued": found.issued.isoformat(),
        "prepared_by": found.prepared_by,
        "submitted_by": found.submitted_by,
        "submitted": _moment(found.submitted),
        "approved_by": found.approved_by,
        "returned_by": found.returned_by,
        "decided": _moment(found.decided),
        "reason": found.reason,
        "ceiling": found.ceiling,
        "confirmed": list(found.confirmed),
        "lines": [_line(line) for line in file.lines],
        "notices": [{"code": notice.code, "text": notice.text} for notice in found.notices],
        "not_included": list(file.left_out),
        "plan": to_json(file.trip.plan) if file.trip else None,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _row(file: EstimateFile, number: int, line: IssuedLine) -> list[str]:
    found, row = file.estimate, line.row
    price = line.foreign.as_text() if line.foreign else {}
    read = (row.publication, row.place, row.season, _day(row.effective), row.file, row.sha256) if row else ("",) * 6
    return [
        found.number, str(found.version_no), found.status, found.engagement, str(number), line.category, line.what,
        _day(line.first), _day(line.last), line.country, line.locality, str(line.travelers), _plain(line.quantity),
        line.unit, _plain(line.share), f"{line.rate:f}", f"{line.less:f}", f"{line.amount:f}", "USD", line.borne_by,
        _yes(line.provisional), _yes(line.rough), line.needs_approval, line.entered,
        *(price.get(key, "") for key in PRICE), line.formula, *read,
        "\n".join(map(_cited, line.citations)), found.prepared_by, found.submitted_by, found.approved_by,
    ]  # fmt: skip


def _line(line: IssuedLine) -> dict[str, Any]:
    return {
        "category": line.category,
        "what": line.what,
        "first": line.first.isoformat(),
        "last": line.last.isoformat(),
        "country": line.country,
        "locality": line.locality,
        "travelers": line.travelers,
        "quantity": _plain(line.quantity),
        "unit": line.unit,
        "share": _plain(line.share),
        "rate": f"{line.rate:f}",
        "less": f"{line.less:f}",
        "amount": f"{line.amount:f}",
        "formula": line.formula,
        "borne_by": line.borne_by,
        "provisional": line.provisional,
        "rough": line.rough,
        "needs_approval": line.needs_approval,
        "entered": line.entered,
        "foreign": line.foreign.as_text() if line.foreign else None,
        "row": _rate_row(line.row) if line.row else None,
        "citations": [_citation(one) for one in line.citations],
    }


def _rate_row(row: RateRow) -> dict[str, Any]:
    return {
        "publication": row.publication,
        "place": row.place,
        "season": row.season,
        "effective": row.effective.isoformat() if row.effective else None,
        "file": row.file,
        "sha256": row.sha256,
    }


def _citation(one: Citation) -> dict[str, str]:
    return {
        "authority": one.authority,
        "text": one.text,
        "url": one.url,
        "seen": one.seen,
        "checked": _day(one.checked),
    }


def _cited(one: Citation) -> str:
    """law; 41 CFR 301-11.20; secondary; 2026-11-25; https://..."""
    return "; ".join((one.authority, one.text, one.seen, _day(one.checked), one.url))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _yes(said: bool) -> str:
    return "yes" if said else "no"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
