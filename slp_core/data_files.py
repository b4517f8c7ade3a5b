"""Reading the files under `data/`: exact decimals, and errors that name the file and the line."""

import csv
import re
from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from yaml.constructor import ConstructorError
from yaml.reader import ReaderError

from .errors import DataFileError

DATA = Path(__file__).parent.parent / "data"

T = TypeVar("T")
M = TypeVar("M", bound="Schema")


class Schema(BaseModel):
    """The shape of a YAML file: nothing unknown, nothing missing, frozen once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def read_yaml(path: Path, schema: type[M]) -> M:
    """One file of the given shape. Raises DataFileError with file and line."""
    loader = _loader(path)
    try:
        root = loader.get_single_node()
        return schema.model_validate(loader.construct_document(root) if root else None)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise broken(path, line, fault.problem or "it is not YAML") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        said = ": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"])))
        raise broken(path, _line_of(root, first["loc"]), said) from fault
    finally:
        loader.dispose()


def read_rows(path: Path, columns: tuple[str, ...], make: Callable[[dict[str, str]], T]) -> Iterator[T]:
    """Each row of a CSV file as `make` builds it. Raises DataFileError with file and line, also for a wrong header."""
    reader = csv.reader(StringIO(_text(path), newline=""), strict=True)
    try:
        if tuple(next(reader, ())) != columns:
            raise broken(path, 1, f"the columns must be {', '.join(columns)}")
        for fields in filter(None, reader):
            if len(fields) != len(columns):
                raise ValueError(f"the row has {len(fields)} fields, the header {len(columns)}")
            yield make(dict(zip(columns, fields, strict=True)))
    except ArithmeticError as fault:
        raise broken(path, reader.line_num, "a number cannot be read") from fault
    except (csv.Error, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise broken(path, reader.line_num, str(fault) or type(fault).__name__) from fault


def broken(path: Path, line: int, fault: str) -> DataFileError:
    name = path.relative_to(DATA.parent) if path.is_relative_to(DATA.parent) else path.name
    return DataFileError(
        f"{name}, line {line}: {fault}.",
        hint="Correct the file, or restore it from the release; nothing was loaded from it.",
        path=str(name),
        line=line,
    )


def last_line_with(path: Path, words: str) -> int:
    """The last line on which these words stand whole; 1 when there is none."""
    whole = re.compile(rf"{re.escape(words)}(?!\w)")
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return max((number for number, line in lines if whole.search(line)), default=1)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise broken(path, raw.count(b"\n", 0, fault.start) + 1, "it is not UTF-8 text") from fault


def _loader(path: Path) -> "_Loader":
    text = _text(path)
    try:
        return _Loader(text)
    except ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        raise broken(path, line, "it has a character that YAML does not allow") from fault


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
    """YAML whose numbers are exact decimals, and whose keys stand once: money never passes through a float."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, ArithmeticError) as fault:  # 2026-02-30, .inf
            raise ConstructorError(problem=f"{node.value} cannot be read", problem_mark=node.start_mark) from fault

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for number, (key, _) in enumerate(node.value):
            if key.value in keys[:number]:
                raise ConstructorError(problem=f"{key.value} is given twice", problem_mark=key.start_mark)
        return super().construct_mapping(node, deep)


_Loader.add_constructor(
    "tag:yaml.org,2002:float",
    lambda loader, node: Decimal(str(loader.construct_scalar(node))),  # type: ignore[arg-type]
)
