"""Reading the shipped data folder as plain rows and rings, apart from the program's own loaders."""

import csv
import json
import re
from fnmatch import fnmatch
from pathlib import Path

from slp_core.sources import load_sources

DATA = Path(__file__).parent.parent / "data"
FILES = sorted(p.relative_to(DATA).as_posix() for p in DATA.rglob("*") if p.suffix in (".csv", ".geojson"))
TABLES = [name for name in FILES if name.endswith(".csv")]
SHAPES = [name for name in FILES if name.endswith(".geojson")]
RATES = [name for name in TABLES if name.startswith("rates/foreign_per_diem/")]
SOURCES = {source.path.removeprefix("data/"): source for source in load_sources(DATA / "sources.yaml")}


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def column(name, key="country"):
    return [row[key] for row in rows(name)]


def shapes(name):
    """Code -> polygons, each a list of rings of [longitude, latitude]."""
    features = json.loads((DATA / name).read_text("utf-8"))["features"]
    parts = {f["properties"]["country"]: (f["geometry"]["type"], f["geometry"]["coordinates"]) for f in features}
    return {code: [found] if form == "Polygon" else found for code, (form, found) in parts.items()}


def documented_columns(name):
    """The columns that data/README.md gives for a file."""
    sections = re.findall(r"^## `(\S+\.csv)`\n(.*?)(?=^## |\Z)", (DATA / "README.md").read_text("utf-8"), re.M | re.S)
    found = [re.findall(r"^\| `(\w+)` \|", text, re.M) for pattern, text in sections if fnmatch(name, pattern)]
    assert len(found) == 1, f"data/{name}: give it one section in data/README.md that names its columns"
    return found[0]


PROGRAM = column("countries.csv")
CODES = column("per_diem_areas.csv")
