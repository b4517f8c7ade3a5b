"""Columns that several kinds of the registry have: our reference, the agency, and another system's number."""

from collections.abc import Iterator

from ..reference import Reference
from . import registry_cells as own
from .agency_names import AgencyNames
from .cells import Unreadable
from .checking import Field
from .forms import Values


def reference_field(example: str) -> Field:
    """Our own reference; with it a row may change even the name of its record."""
    return Field("reference", "Reference", own.line_of(40), (), False, f"Ours, like {example}; empty for a new one.")


def outer_fields(note: str) -> tuple[Field, Field]:
    """What another system calls the record, and which system that is."""
    return (
        Field("source", "Source of the number", own.line_of(60), ("source",), False, "Whose outside number it is."),
        Field("external_id", "Outside number", own.line_of(60), ("ori", "external id"), False, note),
    )


def agency_fields(reference: Reference) -> tuple[Field, Field]:
    """How the rows of other kinds name their agency."""
    note = "Exact name, another name of it, or our reference."
    state = own.state(reference.us_states)
    return (
        Field("agency", "Agency", own.line_of(250), ("partner", "agency name"), True, note),
        Field("agency_state", "Agency state", state, ("state", "state_abbr"), False, "Where names occur twice."),
    )


def resolved_agency(values: Values, agencies: AgencyNames) -> Iterator[tuple[str, str]]:
    """Puts the agency in the place of its name; why it cannot, where it is not known."""
    try:
        values["agency"] = agencies.meaning(values["agency"], values.pop("agency_state", None))
    except Unreadable as fault:
        yield "agency", str(fault)
