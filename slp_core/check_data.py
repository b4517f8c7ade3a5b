"""Whether a data folder is whole: every file as its source entry says, and no program country missing anywhere."""

import hashlib
from collections.abc import Callable, Iterator

from .catalogue import Catalogue
from .cost_items import CostItems
from .errors import DataFileError, SlpError
from .plan import Kind
from .rate_tables import OTHER
from .reference import Reference
from .us_entry import EntryLimit

PER_COUNTRY: dict[str, Callable[[Reference], dict[str, object]]] = {
    "weekends.csv": lambda found: dict(found.calendars.workweeks),
    "advisories.csv": lambda found: dict(found.advisories),
    "entry_facts.csv": lambda found: dict(found.entry_facts),
    "post_differentials.csv": lambda found: dict(found.differentials),
}


def faults(reference: Reference) -> Iterator[str]:
    """One sentence a fault; nothing for a whole folder."""
    missing = list(_hashes(reference))
    yield from missing
    if any("does not exist" in fault for fault in missing):
        return
    try:
        yield from _countries(reference)
        yield from _kinds(reference)
        yield from _references(reference)
        yield from _catalogue(reference.catalogue)
        yield from _cost_items(reference.prices.items)
    except DataFileError as fault:
        yield fault.message


def _hashes(reference: Reference) -> Iterator[str]:
    listed = {source.path.removeprefix("data/"): source for source in reference.shipped_sources}
    files = {
        path.relative_to(reference.folder).as_posix(): path
        for path in sorted(reference.folder.rglob("*"))
        if path.suffix in (".csv", ".geojson")
    }
    for name in sorted(files.keys() - listed.keys()):
        yield f"data/{name} has no entry in data/sources.yaml."
    for name, source in listed.items():
        if name not in files:
            yield f"data/{name} is listed in data/sources.yaml and does not exist."
        elif hashlib.sha256(files[name].read_bytes()).hexdigest() != source.sha256:
            yield f"data/{name} is not the file that data/sources.yaml describes: its hash differs."


def _cost_items(items: CostItems) -> Iterator[str]:
    both = sorted(items.allowed.keys() & items.refused.keys())
    yield from (f"data/cost_items: {key} is both allowed and refused." for key in both)


def _countries(reference: Reference) -> Iterator[str]:
    program = reference.countries.program
    for name, of in PER_COUNTRY.items():
        held = of(reference)
        yield from (f"data/{name}: {program[code].label} is missing." for code in sorted(program.keys() - held.keys()))
        yield from (f"data/{name}: {code} is no program country." for code in sorted(held.keys() - program.keys()))
    for code, land in program.items():
        served = [post.key for post in reference.countries.posts if code in post.serves]
        if len(served) != 1:
            yield f"data/posts.csv: {land.label} is served by {len(served)} posts."
        for locality in (OTHER, land.rate_locality):
            if locality != OTHER and locality not in reference.rates.localities(code):
                yield f"data/rates/foreign_per_diem: the newest table has no row for {land.label}, {locality}."
        if land.gateway not in reference.airports or reference.airports[land.gateway].country != code:
            yield f"data/countries.csv: {land.gateway} is no airport of {land.label}."


def _kinds(reference: Reference) -> Iterator[str]:
    held = {checklist.kind for checklist in reference.checklists}
    yield from (f"data/checklists: there is none for {kind}." for kind in Kind if kind not in held)
    if not reference.questionnaires:
        yield "data/self_check: there is no edition of the questions."


def _references(reference: Reference) -> Iterator[str]:
    """Codes of one file that another must know; and every part that is only read when asked for."""
    limits: dict[str, tuple[EntryLimit, ...]] = reference.entry_limits
    for code in sorted(limits.keys() - reference.countries.program.keys()):
        yield f"data/entry_limits.csv: {code} is no program country."
    for year in reference.conus.years.values():
        for number in sorted(set(year.areas.values()) - year.destinations.keys()):
            yield f"data/rates/conus/areas/{year.year}.csv: there is no destination {number}."
    for part in ("names", "fares", "wages", "meal_splits", "zone_facts", "rules"):
        getattr(reference, part)
    for land in reference.countries.program.values():
        try:
            reference.names.of_program(land.name)
        except SlpError as fault:
            yield f"data/country_names.csv: {fault.message}"


def _catalogue(catalogue: Catalogue) -> Iterator[str]:
    """An offer of a specialty that its sector has."""
    for offer in catalogue.offers.values():
        specialty = catalogue.specialties.get(offer.specialty)
        if specialty is None or offer.sector not in specialty.sectors:
            yield f"data/catalogue/offers.yaml: {offer.id} is of no specialty of its sector."
