"""Needs from a file: what posts ask for. A new one is raised; whether it is accepted, INL/KM decides here."""

from collections.abc import Iterable, Iterator

from ..needs import PRIORITY_WORDS, NeedStatus, Priority
from ..partners import SECTOR_WORDS
from ..plan import KIND_WORDS, Kind
from ..reference import Reference
from . import cells
from . import registry_cells as own
from .checking import Field
from .forms import Form, Key, Known, Likeness, RegistryKind, Values, outer_key, with_source
from .shared_fields import outer_fields, reference_field

LIKE = 90  # percent of similarity from which two titles of a country may be one need


def form(reference: Reference) -> Form:
    """The form of needs; only a country of the program has them."""
    return Form(
        RegistryKind.NEEDS,
        _fields(reference),
        label=lambda values: f"{values['title']}, {reference.countries.label(values['country'])}",
        looks_for=_looks_for,
        found_by=_found_by,
        begun=_begun,
        faults=_faults,
        likeness=_likeness,
    )


def _fields(reference: Reference) -> tuple[Field, ...]:
    titles = {one.key: one.title for one in reference.catalogue.specialties.values()}
    languages = reference.catalogue.languages
    countries = cells.country(reference.names)
    return (
        reference_field("N-2027-014"),
        Field("title", "Title", own.line_of(200), (), True, "In a few words."),
        Field("country", "Country", countries, ("host country",), True, "One of the program's, by name.",
              reference.countries.label),
        Field("topic", "Topic", own.line_of(2000), ("description",), False, "Without one, the title."),
        Field("kind", "Kind", own.one_of(KIND_WORDS), (), False,
              f"One of: {', '.join(KIND_WORDS.values())}. Without one, a deployment.", own.said_by(KIND_WORDS)),
        Field("sector", "Sector", own.one_of(SECTOR_WORDS), (), False, f"One of: {', '.join(SECTOR_WORDS.values())}.",
              own.said_by(SECTOR_WORDS)),
        Field("specialty", "Specialty", own.one_of(titles, what="specialty"), (), False, "By its title.",
              own.said_by(titles)),
        Field("audience", "Audience", own.line_of(500), (), False, "Who takes part."),
        Field("outcome", "Outcome", own.line_of(2000), (), False, "What is to be different after."),
        Field("indicator", "Indicator", own.line_of(500), (), False, "By what it is seen."),
        Field("target", "Target", own.line_of(500), (), False, "How much of it."),
        Field("language", "Language", own.one_of(languages, what="language of the list"), (), False, "In English.",
              own.said_by(languages)),
        Field("participants", "Participants", own.between(1, 100_000), (), False, "How many take part."),
        Field("priority", "Priority", own.one_of(PRIORITY_WORDS), (), False,
              f"One of: {', '.join(PRIORITY_WORDS.values())}. Without one, normal.", own.said_by(PRIORITY_WORDS)),
        Field("days", "Days", own.between(1, 1000), (), False, "How long it takes."),
        Field("window_start", "Not before", cells.day, ("window start", "from"), False, "Like 2027-02-22."),
        Field("window_end", "Not after", cells.day, ("window end", "until"), False, "Like 2027-02-22."),
        *outer_fields("Its number elsewhere."),
    )  # fmt: skip


def _begun(values: Values) -> Values:
    begins = {"topic": values["title"], "kind": Kind.DEPLOYMENT, "priority": Priority.NORMAL}
    return begins | values | {"status": NeedStatus.RAISED}


def _faults(values: Values) -> Iterator[tuple[str, str]]:
    yield from with_source(values)
    if values.get("window_start") and values.get("window_end") and values["window_end"] < values["window_start"]:
        yield "window_end", "is before the first day"


def _own_key(values: Values) -> Key:
    return (values["country"], own.folded(values["title"]), values.get("window_start"), values.get("window_end"))


def _looks_for(values: Values) -> tuple[Key, ...]:
    outer = outer_key(values)
    return (*outer, ("unnumbered" if outer else "own", *_own_key(values)))


def _found_by(values: Values) -> tuple[Key, ...]:
    outer, key = outer_key(values), _own_key(values)
    return (*outer, ("own", *key)) if outer else (("own", *key), ("unnumbered", *key))


def _likeness(known: Iterable[Known]) -> Likeness:
    """A title much like this one, in the same country."""
    from rapidfuzz import fuzz, process

    held = list(known)
    titles: dict[str, dict[int, str]] = {}
    for number, one in enumerate(held):
        titles.setdefault(one.values["country"], {})[number] = own.folded(one.values["title"])

    def like(values: Values) -> str:
        choices = titles.get(values["country"], {})
        found = process.extractOne(own.folded(values["title"]), choices, scorer=fuzz.ratio, score_cutoff=LIKE)
        return f"may be {held[found[2]].values['title']} ({held[found[2]].reference}), which is known" if found else ""

    return like
