"""An estimate as a PDF to send and sign off: the price, its lines, and where each figure comes from."""

from typing import Any

from ..dates import short, span
from ..issued import IssuedLine
from ..money import words as dollars
from ..rules import Citation
from . import pdf
from .estimate import AUTHORITY_WORDS, EstimateFile, citation_words, facts, formula_words, marks


def as_pdf(file: EstimateFile) -> bytes:
    """Tagged PDF/UA-1, in English, on letter paper. Text that the fonts do not have is said in it."""
    found = file.estimate
    description = f"{file.name}: {dollars(found.total)}"
    about = pdf.About(f"Cost estimate: {file.title}", found.prepared_by, description, file.made)
    return pdf.made("estimate", _data(file), about)


def _data(file: EstimateFile) -> dict[str, Any]:
    found = file.estimate
    sources = list(dict.fromkeys(citation for line in file.lines for citation in line.citations))
    return {
        "heading": file.title,
        "name": file.name,
        "foot": f"{file.name}, made {short(file.made.date())}",
        "demo": file.invented,
        "live": file.live,
        "provisional": found.provisional,
        "total": dollars(found.total),
        "own_cost": dollars(found.own_cost) if file.partners else "",
        "facts": [list(fact) for fact in facts(file)],
        "lines": [_line(number, line, sources) for number, line in enumerate(file.ours, 1)],
        "partner_lines": [_line(n, line, sources) for n, line in enumerate(file.partners, len(file.ours) + 1)],
        "notices": [notice.text for notice in found.notices],
        "left_out": ", ".join(file.left_out),
        "rows": _rows(file.lines),
        "sources": [_source(number, source) for number, source in enumerate(sources, 1)],
        "trip_notes": file.trip.plan.notes if file.trip else "",
    }


def _line(number: int, line: IssuedLine, sources: list[Citation]) -> dict[str, Any]:
    return {
        "number": str(number),
        "what": line.what,
        "days": short(line.first) if line.first == line.last else span(line.first, line.last).rpartition(",")[0],
        "formula": formula_words(line),
        "marks": marks(line),
        "rules": [
            {"number": str(sources.index(one) + 1), "basis": AUTHORITY_WORDS[one.authority], "text": one.text,
             "unverified": not one.verified}
            for one in line.citations
        ],
        "amount": dollars(line.amount),
    }  # fmt: skip


def _rows(lines: tuple[IssuedLine, ...]) -> list[dict[str, str]]:
    """The rows of publications that rates were read from, each with the lines that rest on it."""
    read = {line.row: [str(n) for n, one in enumerate(lines, 1) if one.row == line.row] for line in lines if line.row}
    return [
        {
            "lines": ", ".join(numbers),
            "place": row.place,
            "season": row.season or "all year",
            "effective": short(row.effective) if row.effective else "not said",
            "publication": row.publication,
            "file": row.file,
            "sha256": row.sha256,
        }
        for row, numbers in read.items()
    ]


def _source(number: int, source: Citation) -> dict[str, str]:
    return {"number": str(number), "text": source.text, "how": citation_words(source), "url": source.url}
