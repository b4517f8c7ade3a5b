"""Mechanisms from a file: agreements with one agency, with their days, ceiling and deadlines."""

from collections.abc import Iterable, Iterator

from ..catalogue import Catalogue
from ..mechanisms import BASIS_WORDS
from ..reference import Reference
from . import cells
from . import registry_cells as own
from .agency_names import AgencyNames
from .checking import Field
from .forms import Form, Key, Known, Likeness, RegistryKind, Values, outer_key, with_source
from .shared_fields import agency_fields, outer_fields, reference_field, resolved_agency


def form(reference: Reference, agencies: AgencyNames) -> Form:
    """The form of mechanisms; what a row leaves open begins as its type in the catalogue says."""
    return Form(
        RegistryKind.MECHANISMS,
        _fields(reference),
        label=lambda values: f"{values['number']}, {values['agency'].name}",
        looks_for=_keys,
        found_by=_keys,
        begun=lambda values: _begun(values, reference.catalogue),
        faults=lambda values: _faults(values, agencies),
        likeness=_likeness,
    )


def _fields(reference: Reference) -> tuple[Field, ...]:
    types = {one.id: one.title for one in reference.catalogue.mechanism_types.values()}
    days, deadline = cells.day, own.between(1, 1000)
    return (
        reference_field("M-014"),
        Field("number", "Number", own.line_of(80), ("mechanism number", "agreement number"), True, "As it was signed."),
        *agency_fields(reference),
        Field("type", "Type", own.one_of(types), (), True, f"One of: {', '.join(types.values())}.", own.said_by(types)),
        Field("title", "Title", own.line_of(200), (), False, "Without one, the words of its type."),
        Field("begins_on", "Begins", days, ("begins on", "start date", "start"), True, "Like 2027-02-22."),
        Field("ends_on", "Ends", days, ("ends on", "end date", "end"), False, "Like 2027-02-22; empty is no end."),
        Field("ceiling", "Ceiling", own.amount, (), False, "U.S. dollars, like 250000.00; empty is none agreed."),
        Field("basis", "Paid by", own.one_of(BASIS_WORDS), ("basis",), False,
              f"One of: {'; '.join(BASIS_WORDS.values())}.", own.said_by(BASIS_WORDS)),
        Field("report_days", "Days to report", deadline, (), False, "After the engagement's end."),
        Field("claim_days", "Days to claim", deadline, (), False, "After the engagement's end."),
        Field("retention_years", "Years of records", own.between(1, 100), (), False, "How long records are kept."),
        *outer_fields("Its number elsewhere."),
    )  # fmt: skip


def _keys(values: Values) -> tuple[Key, ...]:
    return (*outer_key(values), ("number", values["agency"].id, own.folded(values["number"])))


def _begun(values: Values, catalogue: Catalogue) -> Values:
    chosen = catalogue.mechanism_types[values["type"]]
    return {
        "title": chosen.title,
        "basis": chosen.basis,
        "report_days": chosen.report_days,
        "claim_days": chosen.claim_days,
        "retention_years": chosen.retention_years,
    } | values


def _faults(values: Values, agencies: AgencyNames) -> Iterator[tuple[str, str]]:
    yield from with_source(values)
    if values.get("ends_on") and values["ends_on"] < values["begins_on"]:
        yield "ends_on", "is before the first day"
    yield from resolved_agency(values, agencies)


def _likeness(known: Iterable[Known]) -> Likeness:
    """The same number with another agency."""
    numbers = {own.folded(one.values["number"]): one for one in known}

    def like(values: Values) -> str:
        one = numbers.get(own.folded(values["number"]))
        return f"is also the number of {one.reference}, with {one.values['agency'].name}" if one else ""

    return like
