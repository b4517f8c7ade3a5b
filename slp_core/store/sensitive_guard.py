"""The last door before a row is written: what is never kept is refused in every text column, whoever wrote it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import JSON, String, inspect
from sqlalchemy.orm import Mapper, Session

from .. import sensitive
from ..errors import InvalidInput


def refuse(session: Session) -> None:
    """Raises InvalidInput, naming the column, for a text of a new or changed row. Use cases refuse sooner, by field."""
    for row in session.new:
        _look(row, _columns(inspect(row).mapper))
    for row in session.dirty:
        attributes = inspect(row).attrs
        _look(row, (name for name in _columns(inspect(row).mapper) if attributes[name].history.has_changes()))


def _look(row: Any, names: Iterator[str] | tuple[str, ...]) -> None:
    for name in names:
        value = getattr(row, name)
        if value is not None and (what := sensitive.within(value)):
            words = name.replace("_", " ")
            raise InvalidInput(
                f"The {words} seems to hold {what}, which is never kept here.", hint="Take it out.", field=name
            )


@cache
def _columns(mapper: Mapper[Any]) -> tuple[str, ...]:
    """The columns of words: hashes are none."""
    held = mapper.column_attrs
    return tuple(
        one.key for one in held if isinstance(one.columns[0].type, String | JSON) and not one.key.endswith("sha256")
    )
