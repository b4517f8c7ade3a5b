"""Where one figure comes from: the sum in words, the row its rate was read from, each rule, and who entered what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from . import dates, money
from .cost_lines import BorneBy, CostLine, RateRow, people
from .issued import IssuedEstimate, IssuedLine
from .rules import Authority, Citation, Seen

AUTHORITY_WORDS = {Authority.LAW: "Law", Authority.POLICY: "Policy", Authority.ASSUMPTION: "Our assumption"}
SEEN_WORDS = {
    Seen.OFFICIAL: "read at its official source",
    Seen.SECONDARY: "read second-hand, not yet at its official source",
    Seen.UNSEEN: "known, not read",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a figure rests on; `citation` is set where it is a rule or a publication."""

    label: str  # "How it is worked out"
    text: str
    citation: Citation | None = None


def of_line(line: CostLine | IssuedLine, stored: IssuedEstimate | None = None) -> tuple[Fact, ...]:
    """Everything that a line rests on; with the estimate it is stored in, who stands behind it and since when."""
    return (*_facts(line), *_hands(line, stored))


def sum_in_words(line: CostLine | IssuedLine) -> str:
    """4 travelers × 11 nights × $236.00 = $10,384.00"""
    unit = money.words(line.rate) if line.rate == money.cents(line.rate) else f"${line.rate.normalize():f}"
    share = "" if line.share == 1 else f"{_percent(line.share)} of "
    less = f", less {money.words(line.less)} each" if line.less else ""
    who = f"{people(line.category, line.travelers)} × " if line.travelers != 1 else ""
    quantity = f"{dates.count(_plain(Decimal(line.quantity)), line.unit)} × " if line.unit else ""  # none of a sum
    if line.foreign and line.foreign.is_rate(line.rate):
        return f"{line.formula} = {money.words(line.amount)}"
    return f"{who}{quantity}{share}{unit}{less} = {money.words(line.amount)}"


def _facts(line: CostLine | IssuedLine) -> Iterator[Fact]:
    yield Fact("How it is worked out", sum_in_words(line))
    yield Fact("For the days", _days(line.first, line.last))
    if line.foreign:
        yield Fact("Price", line.foreign.said)
    if line.row:
        yield from _row(line.row)
    if line.provisional:
        yield Fact("Provisional", "No published table covers these days yet: the last known rate stands in.")
    for citation in line.citations:
        yield Fact("Rests on", _basis(citation), citation)
    if line.borne_by is BorneBy.PARTNER:
        yield Fact("Borne by", "The partner: nobody reimburses it, and it is in no total.")
    if line.rough:
        yield Fact("Placeholder", "Of the right size only: a quote must take its place.")
    if line.needs_approval:
        yield Fact("Needs approval", line.needs_approval)


def _row(row: RateRow) -> Iterator[Fact]:
    season = f", {row.season}" if row.season else ", all year"
    since = f", in force since {dates.short(row.effective)}" if row.effective else ""
    yield Fact("Rate row", f"{row.publication}: {row.place}{season}{since}")
    yield Fact("File", f"{row.file}, SHA-256 {row.sha256}" if row.sha256 else f"{row.file}, its hash is not known")


def _basis(citation: Citation) -> str:
    """Law, read at its official source, compared on 25 Nov 2026; an assumption has no source to compare with."""
    if citation.authority is Authority.ASSUMPTION:
        return f"{AUTHORITY_WORDS[citation.authority]}, set on {dates.short(citation.checked)}"
    seen = SEEN_WORDS[citation.seen]
    return f"{AUTHORITY_WORDS[citation.authority]}, {seen}, compared on {dates.short(citation.checked)}"


def _hands(line: CostLine | IssuedLine, stored: IssuedEstimate | None) -> Iterator[Fact]:
    if stored is None:
        if line.entered:
            yield Fact("Entered", f"{line.entered}; in this draft, not stored yet")
        return
    by = f"{stored.prepared_by}, {dates.short(stored.issued.date())}"
    yield Fact("Entered by" if line.entered else "Priced by", f"{by}: {line.entered}" if line.entered else by)
    if stored.approved_by and stored.decided:
        yield Fact("Approved by", f"{stored.approved_by}, {dates.short(stored.decided.date())}")


def _days(first: date, last: date) -> str:
    return dates.long(first) if first == last else dates.span(first, last)


def _plain(number: Decimal) -> Decimal:
    """A number as it is said: 5, not 5.000000 as some databases keep it."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}\u00a0%"
