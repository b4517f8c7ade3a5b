"""How long a list of agencies takes to look at and to import: `python -m bench.agencies`.

The agencies are invented, with a fixed seed; `--public FILE` measures a list of the FBI's form too. The figures are
written to `bench/registry.md`.
"""

import argparse
import csv
import io
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slp_core.imports.forms import RegistryKind
from slp_core.partners import LEVEL_WORDS, SECTOR_WORDS
from slp_core.reference import shipped
from slp_core.services import registry_imports, setup, users
from slp_core.store.db import Actor, Database, open_database, reading, work
from slp_core.store.marker import DatabaseKind

from . import machine

SEED = 20_261_125
NUMBER = 20_000
MOST_SECONDS = 10  # for a first look
RESULTS = Path(__file__).parent / "registry.md"
HEADER = ("Agency", "State", "County", "Level", "Sector", "Engagements a year", "Specialties", "Languages",
          "Outside number")  # fmt: skip
SOUNDS = ("al", "ber", "cor", "dan", "el", "far", "gal", "hol", "in", "jor", "kel", "lan", "mor", "nor", "os", "per")


@dataclass(frozen=True, slots=True)
class Step:
    """One measurement: what was done, how long it took, and what came out."""

    what: str
    seconds: float
    processor: float  # seconds of its own work: on a busy machine the rest was waiting
    outcome: str


def invented(number: int, seed: int = SEED) -> bytes:
    """A CSV file of so many agencies that do not exist."""
    chance = random.Random(seed)
    states = sorted(shipped().us_states.by_code)
    levels, sectors = list(LEVEL_WORDS.values()), list(SECTOR_WORDS.values())
    titles = [one.title for one in shipped().catalogue.specialties.values()]
    languages = list(shipped().catalogue.languages.values())
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(HEADER)
    for count in range(number):
        town = "".join(chance.choices(SOUNDS, k=3)).capitalize()
        known = "; ".join(chance.sample(titles, chance.randint(0, 3)))
        spoken = "; ".join(chance.sample(languages, chance.randint(0, 2)))
        rows.writerow((f"{town} Agency {count}", chance.choice(states), f"{town} County", chance.choice(levels),
                       chance.choice(sectors), chance.randint(1, 12), known, spoken, f"T{count:05}"))  # fmt: skip
    return file.getvalue().encode()


def add_to(path: Path, number: int) -> None:
    """Import so many invented agencies into a demo's file."""
    held, user, moment, content = (
        open_database(f"sqlite:///{path}"),
        users.system(),
        datetime.now(UTC),
        invented(number),
    )
    call = (RegistryKind.AGENCIES, "invented.csv", content, (), (number, 0), moment)
    with work(held, Actor(user.id), moment) as db:
        registry_imports.apply(db, user, *call)
    held.checkpoint()
    held.dispose()


@contextmanager
def database() -> Iterator[Database]:
    """An empty one, in a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        held = open_database(f"sqlite:///{folder}/bench.db")
        moment = datetime.now(UTC)
        setup.create(held, DatabaseKind.REAL, moment, moment.date())
        try:
            yield held
        finally:
            held.dispose()


class Stopwatch:
    """Does things one after the other, and keeps how long each took."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def time(self, what: str, do: Callable[[], Any], said: Callable[[Any], str]) -> Any:
        start, worked = time.perf_counter(), time.process_time()
        found = do()
        self.steps.append(Step(what, time.perf_counter() - start, time.process_time() - worked, said(found)))
        return found


def measure(held: Database, content: bytes) -> list[Step]:
    """Look, import, look again, import again, take back."""
    moment, user, watch = datetime.now(UTC), users.system(), Stopwatch()

    def look() -> Any:
        with reading(held) as db:
            return registry_imports.preview(db, user, RegistryKind.AGENCIES, "list.csv", content)

    def bring() -> str:
        call = (RegistryKind.AGENCIES, "list.csv", content, (), (first.new, first.changed), moment)
        with work(held, Actor(user.id), moment) as db:
            return registry_imports.apply(db, user, *call)

    def take_back() -> str:
        with work(held, Actor(user.id), moment) as db:
            return registry_imports.undo(db, user, int(number), 1, moment)

    first = watch.time("look at the file", look, _counts)
    number = watch.time("import it", bring, lambda found: f"import {found}")
    watch.time("look at it again", look, _counts)
    watch.time("import it again", bring, lambda found: f"nothing changes: still import {found}")
    watch.time("take it back", take_back, lambda found: "as before")
    return watch.steps


def report(lists: dict[str, list[Step]]) -> str:
    """The figures as a page, with what they were measured on."""
    lines = ["# Importing agencies", "", "How long each step takes, in seconds: `python -m bench.agencies`.", ""]
    lines += [f"- {fact}" for fact in (*machine.description(datetime.now(UTC).date()), f"Load: {machine.load()}")]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines += [f"- Most memory of the whole run: {peak:,.0f} MiB", "- Database: SQLite, one file"]
    for title, steps in lists.items():
        lines += ["", f"## {title}", "", "| Step | Seconds | Of the processor | Outcome |", "|---|---:|---:|---|"]
        lines += [f"| {step.what} | {step.seconds:.1f} | {step.processor:.1f} | {step.outcome} |" for step in steps]
    return "\n".join(lines) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--public", type=Path, help="a public list of agencies to measure too")
    options.add_argument("--number", type=int, default=NUMBER, help="how many agencies to invent")
    chosen = options.parse_args()
    contents = {f"{chosen.number:,} invented agencies, seed {SEED}": invented(chosen.number)}
    if chosen.public:
        contents["A public list, as the FBI gives it"] = chosen.public.read_bytes()
    lists = {}
    for title, content in contents.items():
        with database() as held:
            lists[title] = measure(held, content)
    page = report(lists)
    RESULTS.write_text(page, "utf-8")
    print(page)
    for title, steps in lists.items():
        if steps[0].seconds > MOST_SECONDS:
            raise SystemExit(f"{title}: a first look took more than {MOST_SECONDS} s")


def _counts(found: Any) -> str:
    counts = f"{found.read:,} read: {found.new:,} new, {found.changed:,} changed, {found.same:,} unchanged"
    return f"{counts}, {found.doubled:,} twice, {found.refused:,} refused, {found.warning_count:,} to confirm"


if __name__ == "__main__":
    main()
