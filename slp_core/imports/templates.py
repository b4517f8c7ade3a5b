"""What a file of a kind looks like: its header, the notes on its columns, and known records as its rows."""

from collections.abc import Iterable

from .checking import NOTE_MARK, Field
from .forms import Form, Known, Values

NOTES_HEADER = ("Column", "Needed", "What to write")


def header(form: Form) -> tuple[str, ...]:
    return tuple(field.label for field in form.fields)


def notes(form: Form) -> tuple[tuple[str, ...], ...]:
    """A sheet that explains each column."""
    return (NOTES_HEADER, *((field.label, _needed(field), field.note) for field in form.fields))


def note_line(form: Form) -> tuple[str, ...]:
    """The same in one line below the header, which an import steps over."""
    said = [f"{_needed(field).capitalize()}. {field.note}".strip() for field in form.fields]
    return (f"{NOTE_MARK} {said[0]}", *said[1:])


def rows(form: Form, known: Iterable[Known]) -> tuple[tuple[str, ...], ...]:
    """Records as the rows of a file that can be changed and imported; those taken out of the lists are left out."""
    return tuple(row(form, one.values | {"reference": one.reference}) for one in known if not one.archived)


def row(form: Form, values: Values) -> tuple[str, ...]:
    """What is said, as text that reads back as the same."""
    return tuple(
        field.write(values[field.name]) if values.get(field.name) not in (None, "") else "" for field in form.fields
    )


def _needed(field: Field) -> str:
    return "needed" if field.required else "may be empty"
