"""Experts from a file: who they are, of which agency, what they can teach, and in which languages."""

from collections.abc import Iterable, Iterator

from ..experts import LANGUAGE_WORDS, SKILL_WORDS
from ..reference import Reference
from . import cells
from . import registry_cells as own
from .agency_names import AgencyNames
from .checking import Field
from .forms import Form, Key, Known, Likeness, RegistryKind, Values, outer_key, with_source
from .shared_fields import agency_fields, outer_fields, reference_field, resolved_agency

LEVELS = {level: level.value for level in LANGUAGE_WORDS}
ILR = {form: level for n, level in zip("2345", LANGUAGE_WORDS, strict=True) for form in (n, f"ILR {n}")}
PERSONAL = frozenset({"name", "email", "phone"})  # live in `person` alone: an import fills them in, and replaces none


def form(reference: Reference, agencies: AgencyNames) -> Form:
    """The form of experts; a row whose agency is not known is refused with suggestions."""
    return Form(
        RegistryKind.EXPERTS,
        _fields(reference),
        label=lambda values: f"{values['name']}, {values['agency'].name}",
        looks_for=_looks_for,
        found_by=_found_by,
        faults=lambda values: _faults(values, agencies),
        likeness=_likeness,
        only_filled=PERSONAL,
    )


def _fields(reference: Reference) -> tuple[Field, ...]:
    titles = {one.key: one.title for one in reference.catalogue.specialties.values()}
    languages = reference.catalogue.languages
    skills = own.graded(own.one_of(titles, what="specialty"), own.one_of(SKILL_WORDS), SKILL_WORDS.values())
    spoken = own.graded(own.one_of(languages, what="language of the list"), own.one_of(LANGUAGE_WORDS, ILR), LEVELS)
    return (
        reference_field("X-014"),
        Field("name", "Name", own.line_of(200), ("full name",), True, "As the person writes it; never replaced here."),
        *agency_fields(reference),
        Field("email", "E-mail", cells.email, ("email", "e-mail address"), False, "Tells apart two of one name."),
        Field("phone", "Phone", own.line_of(60), ("telephone",), False, "With country code."),
        Field("title", "Title", own.line_of(200), ("rank", "position"), False, "Rank or position."),
        Field("station", "Official station", own.line_of(200), ("station",), False, "Town from which travel is paid."),
        Field("active", "Active", cells.flag, (), False, "Yes or no."),
        Field("inactive_reason", "Why inactive", own.line_of(500), (), False, "When not active; if empty, the file."),
        Field("skills", "Specialties", skills, (), False,
              f"The whole list: Canine (teaches); ... Levels: {', '.join(SKILL_WORDS.values())}.",
              own.graded_by(titles, SKILL_WORDS)),
        Field("languages", "Languages", spoken, (), False,
              f"The whole list: Spanish (professional); ... Levels: {', '.join(LEVELS)}, or ILR 2 to 5.",
              own.graded_by(languages, LEVELS)),
        *outer_fields("The person's number there."),
    )  # fmt: skip


def _faults(values: Values, agencies: AgencyNames) -> Iterator[tuple[str, str]]:
    yield from with_source(values)
    yield from resolved_agency(values, agencies)
    if values.get("inactive_reason") and values.get("active") is not False:
        yield "inactive_reason", "is given, but the row does not say that the expert is not active"


def _looks_for(values: Values) -> tuple[Key, ...]:
    agency, name = values["agency"].id, own.folded(values["name"])
    by_address: tuple[Key, ...] = (("address", agency, values["email"]),) if values.get("email") else ()
    return (*outer_key(values), *by_address, ("unaddressed" if by_address else "name", agency, name))


def _found_by(values: Values) -> tuple[Key, ...]:
    agency, name = values["agency"].id, own.folded(values["name"])
    if values.get("email"):
        return (*outer_key(values), ("address", agency, values["email"]), ("name", agency, name))
    return (*outer_key(values), ("name", agency, name), ("unaddressed", agency, name))


def _likeness(known: Iterable[Known]) -> Likeness:
    """The same address elsewhere, or the same name at the same agency with another address."""
    addresses: dict[str, Known] = {}
    names: dict[tuple[int, str], Known] = {}
    for one in known:
        names[one.values["agency"].id, own.folded(one.values["name"])] = one
        if one.values.get("email"):
            addresses[one.values["email"]] = one

    def like(values: Values) -> str:
        by_name = names.get((values["agency"].id, own.folded(values["name"])))
        one = addresses.get(values.get("email", "")) or by_name
        return f"may be {one.values['name']} ({one.reference}), who is known" if one else ""

    return like
