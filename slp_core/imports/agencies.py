"""Partner agencies from a file: our own template, or the FBI's public list as it comes."""

import re
from collections.abc import Iterable

from ..partners import CAPACITIES, LEVEL_WORDS, SECTOR_WORDS, STATUS_WORDS, Level, PartnerStatus, Sector
from ..reference import Reference
from ..text import search_key
from . import cells
from . import registry_cells as own
from .cells import Read, Reader
from .checking import Field
from .forms import Form, Key, Known, Likeness, RegistryKind, Values, outer_key, with_source
from .reading import Cell
from .shared_fields import outer_fields, reference_field

FBI = "fbi"  # the source of an ORI number
LIKE = 90  # percent of similarity from which two agencies may be one; the user decides
NAME_LENGTH = 200
LEVEL_ALSO = {"city": Level.MUNICIPAL, "town": Level.MUNICIPAL, "village": Level.MUNICIPAL, "township": Level.MUNICIPAL}
FBI_TYPES = LEVEL_ALSO | {"state police": Level.STATE, "other state agency": Level.STATE}
SECTOR_NOT_SAID = "The FBI's list names no sector: every agency in it is taken as police. Confirm."
COUNTY_NOT_SAID = "not specified"
_COMMON = re.compile(
    r"\b(police|department|dept|pd|sheriffs?|office|so|county|city|town|township|village|of|st|state|the|division)\b"
)


def form(reference: Reference, headers: frozenset[str]) -> Form:
    """The form of agencies; a file whose header has `ori` and `agency_type` is read as the FBI's list."""
    public = {"ori", "agency_type"} <= headers
    return Form(
        RegistryKind.AGENCIES,
        _fields(reference, public),
        label=_label,
        looks_for=_looks_for,
        found_by=_found_by,
        begun=lambda values: _begun(values, public),
        faults=lambda values: with_source(values, FBI if public else "file"),
        likeness=_likeness,
        notices=(SECTOR_NOT_SAID,) if public else (),
    )


def _fields(reference: Reference, public: bool) -> tuple[Field, ...]:
    titles = {one.key: one.title for one in reference.catalogue.specialties.values()}
    languages = reference.catalogue.languages
    level = _fbi_type if public else own.one_of(LEVEL_WORDS, LEVEL_ALSO)
    specialty, language = own.one_of(titles, what="specialty"), own.one_of(languages, what="language of the list")
    return (
        reference_field("P-014"),
        Field("name", "Agency", own.line_of(NAME_LENGTH), ("agency name", "agency_name"), True, "As it writes itself."),
        Field("state", "State", own.state(reference.us_states), ("state_abbr",), True, "Name or two letters.",
              own.said_by(reference.us_states.names)),
        Field("county", "County", _county, (), False, "Tells apart two of one name."),
        Field("level", "Level", level, ("agency_type", "type"), True, _words(LEVEL_WORDS), own.said_by(LEVEL_WORDS)),
        Field("sector", "Sector", own.one_of(SECTOR_WORDS), (), not public, _words(SECTOR_WORDS),
              own.said_by(SECTOR_WORDS)),
        Field("status", "Status", own.one_of(STATUS_WORDS), (), False,
              f"{_words(STATUS_WORDS)} A new agency without one is a prospect.", own.said_by(STATUS_WORDS)),
        Field("size", "People", own.between(1, 1_000_000), ("size",), False, "How many work there."),
        Field("yearly_capacity", "Engagements a year", own.between(CAPACITIES[0], CAPACITIES[-1]), ("capacity",), False,
              f"The most it takes on, {CAPACITIES[0]} to {CAPACITIES[-1]}."),
        Field("away_at_once", "Away at once", own.between(1, 1000), (), False, "Officers it spares at a time."),
        Field("specialties", "Specialties", own.list_of(specialty), (), False,
              "The whole list, parted by semicolons, by their titles.", own.listed_by(titles)),
        Field("languages", "Languages", own.list_of(language), (), False,
              "The whole list in English, parted by semicolons.", own.listed_by(languages)),
        Field("aliases", "Other names", _aliases, ("aliases",), False, "The whole list, parted by semicolons.",
              "; ".join),
        *outer_fields("Its number elsewhere, such as the ORI."),
    )  # fmt: skip


def _label(values: Values) -> str:
    """A county's and a city's agency of one name are two, and so are those of two counties."""
    level = LEVEL_WORDS[Level(values["level"])].lower()
    return f"{values['name']} ({', '.join(filter(None, (values.get('county'), values['state'], level)))})"


def _words(words: dict[Level, str] | dict[Sector, str] | dict[PartnerStatus, str]) -> str:
    return f"One of: {', '.join(words.values())}."


def _fbi_type(cell: Cell) -> Read:
    """The level of an agency by the FBI's type; what is no level of ours is asked about."""
    typed = str(cells.words(cell).value)
    known = FBI_TYPES | {str(level): level for level in Level}
    if level := known.get(own.folded(typed)):
        return Read(level)
    return Read(Level.MUNICIPAL, "says no level, taken as municipal: confirm")


def _county(cell: Cell) -> Read:
    found = own.line_of(120)(cell)
    return Read(None) if found.value and own.folded(found.value) == COUNTY_NOT_SAID else found


def _aliases(cell: Cell) -> Read:
    one: Reader = own.line_of(NAME_LENGTH)
    names = [one(Cell(cell.kind, part)).value for part in cell.text.split(own.PARTS) if part.strip()]
    return Read(tuple(sorted({search_key(name): name for name in names}.values())) or None)


def _begun(values: Values, public: bool) -> Values:
    """Nobody has asked an agency of a list yet: it begins as a prospect."""
    return {"status": PartnerStatus.PROSPECT} | ({"sector": Sector.POLICE} if public else {}) | values


def _name_key(values: Values) -> Key:
    return (own.folded(values["name"]), values["state"], values["level"], own.folded(values.get("county") or ""))


def _looks_for(values: Values) -> tuple[Key, ...]:
    outer = outer_key(values)
    return (*outer, ("unnumbered" if outer else "name", *_name_key(values)))


def _found_by(values: Values) -> tuple[Key, ...]:
    outer, name = outer_key(values), _name_key(values)
    return (*outer, ("name", *name)) if outer else (("name", *name), ("unnumbered", *name))


def _likeness(known: Iterable[Known]) -> Likeness:
    """Compares a new agency's own words with those of its state and level, and its name with other names there."""
    from rapidfuzz import fuzz, process

    near: dict[tuple[str, str], dict[int, str]] = {}
    also: dict[tuple[str, str], Known] = {}
    held = list(known)
    for number, one in enumerate(held):
        near.setdefault((one.values["state"], one.values["level"]), {})[number] = _own_words(one.values["name"])
        also |= {(one.values["state"], own.folded(alias)): one for alias in one.values.get("aliases", ())}

    def like(values: Values) -> str:
        if alias := also.get((values["state"], own.folded(values["name"]))):
            return f"is another name of {alias.values['name']} ({alias.reference})"
        words, choices = _own_words(values["name"]), near.get((values["state"], values["level"]), {})
        found = process.extract(words, choices, scorer=fuzz.ratio, score_cutoff=LIKE, limit=3) if words else []
        one = next((held[key] for _, _, key in found if _same_county(held[key].values, values)), None)
        return f"may be {one.values['name']} ({one.reference}), which is known" if one else ""

    return like


def _own_words(name: str) -> str:
    """What is left of a name without the words that most agencies share."""
    return " ".join(_COMMON.sub(" ", own.folded(name)).split())


def _same_county(a: Values, b: Values) -> bool:
    counties = {own.folded(values["county"]) for values in (a, b) if values.get("county")}
    return len(counties) < 2
