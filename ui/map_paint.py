"""The countries in their colors, by an address of their own: the page stands first, and they when they have come."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import urlencode

from slp_core.data_files import DATA
from slp_core.errors import NotFound
from slp_core.reference import shipped
from slp_core.risk import LEVEL_WORDS
from ui import look

SHOW = {"advisory": "Advisory level", "open": "Open engagements"}
ACTIVITY_WORDS = {0: "None", 1: "1 or 2", 2: "3 to 5", 3: "6 or more"}
STEPS = (1, 3, 6)  # from how many open engagements a country takes the next color
Theme = Literal["light", "dark"]
Groups = tuple[tuple[str, int, int], ...]
GROUP = re.compile(r"([A-Z]{3})(\d)-(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Paint:
    """How the program's countries are painted: each with its color group and the number written on it.

    `shown` is a key of SHOW, `picked` the country that is outlined, or none.
    """

    shown: str
    theme: Theme
    picked: str
    groups: Groups

    @property
    def address(self) -> str:
        """Where the server gives the painted shapes; all that it needs to know is in it."""
        of = ".".join(f"{country}{group}-{number}" for country, group, number in self.groups)
        return "/painted?" + urlencode({"show": self.shown, "theme": self.theme, "picked": self.picked, "of": of})

    def fill(self, group: int) -> str:
        return fills(self.shown, self.theme)[group]

    def words(self, country: str, number: int) -> str:
        """A country in one line, for whoever points at it."""
        said = f"level {number}, {LEVEL_WORDS[number].lower()}" if self.shown == "advisory" else f"{number} open"
        return f"{shipped().countries.label(country)}: {said}"

    def shapes(self) -> dict[str, Any]:
        """The countries as GeoJSON features, each with its colors and its line of words."""
        ink, painted = look.INK[self.theme], {country: rest for country, *rest in self.groups}
        features = []
        for feature in shapes("countries.geojson")["features"]:
            country = feature["properties"]["country"]
            group, number = painted[country]
            mine = country == self.picked
            paint = {
                "fill": rgb(self.fill(group)),
                "line": rgb(ink["text"] if mine else ink["page"]),
                "width": 1.6 if mine else 0.6,
            }
            features.append(
                feature | {"properties": {"country": country, **paint}, "name": self.words(country, number)}
            )
        return {"type": "FeatureCollection", "features": features}


def fills(shown: str, theme: Theme) -> dict[int, str]:
    """Color group -> its color."""
    return look.LEVEL_FILL[theme] if shown == "advisory" else look.ACTIVITY_FILL[theme]


def read(asked: Mapping[str, str]) -> Paint:
    """What an address asks for. Raises NotFound for one that this program does not write."""
    found = GROUP.findall(asked.get("of", ""))
    groups = tuple((country, int(group), int(number)) for country, group, number in found)
    shown, theme, picked = (asked.get(name, "") for name in ("show", "theme", "picked"))
    paint = Paint(shown, "dark" if theme == "dark" else "light", picked, groups)
    known = {country for country, *_ in groups} == shipped().countries.program.keys() and shown in SHOW
    if not known or any(not _is_shown(paint, group, number) for _, group, number in groups):
        raise NotFound("There is no such map.", hint="Open the map again.")
    return paint


@lru_cache(maxsize=64)
def written(paint: Paint) -> bytes:
    """The painted shapes as a file."""
    return json.dumps(paint.shapes(), ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache
def shapes(file: str) -> Any:
    """A file of shapes in `data/`."""
    return json.loads((DATA / file).read_text("utf-8"))


def rgb(color: str) -> list[int]:
    return [int(color[k : k + 2], 16) for k in (1, 3, 5)] + [255]


def _is_shown(paint: Paint, group: int, number: int) -> bool:
    return group in fills(paint.shown, paint.theme) and (paint.shown != "advisory" or number in LEVEL_WORDS)
