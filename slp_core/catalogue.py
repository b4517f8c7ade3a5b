"""What may be chosen in the registry: specialties, languages, types of mechanism, offers, modules of training."""

from dataclasses import dataclass
from pathlib import Path

from . import training
from .data_files import Schema, read_rows, read_yaml
from .mechanisms import Basis
from .partners import Sector
from .plan import Kind
from .rules import CitationEntry
from .training import Module, ModuleFile


@dataclass(frozen=True, slots=True)
class Specialty:
    """A field of work, with the sectors whose agencies have it."""

    key: str
    title: str
    group: str
    sectors: tuple[Sector, ...]


class MechanismType(Schema):
    """A form of agreement, and what a new one of it begins with."""

    id: str
    title: str
    basis: Basis
    report_days: int
    claim_days: int
    retention_years: int
    note: str
    citation: CitationEntry


class MechanismTypes(Schema):
    types: tuple[MechanismType, ...]


class Offer(Schema):
    """A standard offer: what a need may begin from."""

    id: str
    title: str
    kind: Kind
    sector: Sector
    specialty: str
    days: int
    participants: int
    audience: str
    outcome: str
    indicator: str
    target: str


class Offers(Schema):
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Each by its key, in the order of the files."""

    specialties: dict[str, Specialty]
    languages: dict[str, str]  # ISO 639 code -> English name
    mechanism_types: dict[str, MechanismType]
    offers: dict[str, Offer]
    modules: dict[str, Module]


def load_catalogue(folder: Path) -> Catalogue:
    specialties = read_rows(folder / "specialties.csv", ("specialty", "title", "group", "sectors"), _specialty)
    languages = read_rows(folder / "languages.csv", ("language", "name"), lambda row: (row["language"], row["name"]))
    types = read_yaml(folder / "mechanism_types.yaml", MechanismTypes).types
    offers = read_yaml(folder / "offers.yaml", Offers).offers
    return Catalogue(
        {one.key: one for one in specialties},
        dict(languages),
        {one.id: one for one in types},
        {one.id: one for one in offers},
        training.read(read_yaml(folder / "training_modules.yaml", ModuleFile)),
    )


def _specialty(row: dict[str, str]) -> Specialty:
    return Specialty(row["specialty"], row["title"], row["group"], tuple(map(Sector, row["sectors"].split("; "))))
