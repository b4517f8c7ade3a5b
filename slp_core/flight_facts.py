"""What the class and the carrier of a flight may be, each with its rule: facts to read."""

from dataclasses import dataclass
from pathlib import Path

from .data_files import Schema, read_yaml
from .rules import Citation, CitationEntry


@dataclass(frozen=True, slots=True)
class FlightFact:
    text: str
    citation: Citation


class FactEntry(Schema):
    text: str
    citation: CitationEntry


class FactsFile(Schema):
    facts: tuple[FactEntry, ...]


def load_flight_facts(path: Path) -> tuple[FlightFact, ...]:
    return tuple(FlightFact(fact.text, fact.citation.read()) for fact in read_yaml(path, FactsFile).facts)
