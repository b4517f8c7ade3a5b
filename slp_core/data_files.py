"""Reading the files under `data/`: exact decimals, and errors that name the file and the line."""

import csv
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from .errors import DataFileError

DATA = Path(__file__).parent.parent / "data"

T = TypeVar("T")
M = TypeVar("M", bound="Schema")


class Schema(BaseModel):
    """The shape of a YAML file: nothing unknown, nothing missing, frozen once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def read_yaml(path: Path, schema: type[M]) -> M:
    """One file of the given shape. Raises DataFileError with file and line."""
    loader = _Loader(path.read_text("utf-8"))
    try:
        root = loader.get_single_node()
        return schema.model_validate(loader.construct_document(root) if root else None)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise broken(path, line, fault.problem or "it is not YAML") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise broken(path, _line_of(root, first["loc"]), f"{where}: {first['msg']}") from fault
    finally:
        loader.dispose()


def read_rows(path: Path, columns: tuple[str, ...], make: Callable[[dict[str, str]], T]) -> Iterator[T]:
    """Each row of a CSV file as `make` builds it. Raises DataFileError with file and line, also for a wrong header."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise broken(path, 1, f"the columns must be {', '.join(columns)}")
        for row in reader:
            try:
                yield make(row)
            except (ValueError, ArithmeticError, KeyError, TypeError, AttributeError) as fault:
                raise broken(path, reader.line_num, str(fault) or type(fault).__name__) from fault


def broken(path: Path, line: int, fault: str) -> DataFileError:
    name = path.relative_to(DATA.parent) if path.is_relative_to(DATA.parent) else path.name
    return DataFileError(
        f"{name}, line {line}: {fault}.",
        hint="Correct the file, or restore it from the release; nothing was loaded from it.",
        path=str(name),
        line=line,
    )


def _line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """The line of the deepest part of `location` that the file has."""
    line = node.start_mark.line + 1 if node else 1
    for step in location:
        found = _child(node, step)
        if found is None:
            break
        node, line = found, found.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]  # type: ignore[no-any-return]
    return None


class _Loader(yaml.SafeLoader):
    """YAML whose numbers are exact decimals: money never passes through a float."""


_Loader.add_constructor(
    "tag:yaml.org,2002:float",
    lambda loader, node: Decimal(str(loader.construct_scalar(node))),  # type: ignore[arg-type]
)
