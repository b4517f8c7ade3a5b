"""`python -m bench.money`: how long money takes, from trips priced to lists exported; writes bench/money.md.

Beside each stands the same work by pandas, or by LibreOffice where it is installed. All data are invented, with a seed.
"""

import io
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

import pandas as pd
from sqlalchemy import insert

from slp_core import costs
from slp_core.documents.estimate import EstimateFile, Trip, not_issued
from slp_core.documents.estimate_pdf import as_pdf
from slp_core.documents.estimate_xlsx import as_xlsx
from slp_core.itinerary import Itinerary, Stay
from slp_core.plan import Plan
from slp_core.reference import shipped
from slp_core.repricing import Priced, reprice
from slp_core.services import list_files, users
from slp_core.services.list_files import ListForm
from slp_core.services.portfolio import EXPORTED, Filters, table
from slp_core.store import migrate, models
from slp_core.store.db import Database, open_database, reading

from . import machine

SEED, TRIPS, ENGAGEMENTS, TURNS = 20_261_127, 10_000, 10_000, 9
TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, tzinfo=UTC)
INTRODUCTION = (
    "Made by `python -m bench.money`: medians of one run, by the clock and of the processor. A limit is held against",
    "the processor's; what stands without one is there to compare with. LibreOffice works in a process of its own.",
)
HEAD = ("| Work | Takes | Of the processor | At most | Outcome |", "|---|---:|---:|---|---|")
UTF_8 = "csv:Text - txt - csv (StarCalc):44,34,76"
RESULTS = Path(__file__).parent / "money.md"


class Took(NamedTuple):
    """Medians, in seconds: by the clock, and of the processor; on a busy machine the rest was waiting."""

    clock: float
    processor: float


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of work: how long it took, what it may take of the processor, and what came out."""

    what: str
    took: Took
    most: float | None
    outcome: str

    @property
    def line(self) -> str:
        clock, own = (f"{seconds * 1000:,.1f} ms" for seconds in self.took)
        passes = "pass" if self.most is None or self.took.processor <= self.most else "FAIL"
        held = "" if self.most is None else f"{self.most * 1000:,.0f} ms: {passes}"
        return f"| {self.what} | {clock} | {own} | {held} | {self.outcome} |"


def trips(number: int) -> list[Plan]:
    """Trips of 12 to 24 days to any place of any program country, in 2026 and 2027."""
    chance, rates = Random(SEED), shipped().rates
    lands = sorted(shipped().countries.program)
    return [_trip(chance, country, rates.localities(country)) for country in chance.choices(lands, k=number)]


def _trip(chance: Random, country: str, places: tuple[str, ...]) -> Plan:
    first = date(2026, 1, 5) + timedelta(chance.randrange(600))
    last = first + timedelta(chance.randint(12, 24) - 1)
    stay = Stay(country, chance.choice(places or ("A town",)), first + timedelta(1), last)
    fare = Decimal(chance.randrange(90_000, 300_000)).scaleb(-2)
    itinerary = Itinerary(first, last, (stay,))
    return Plan(
        country, itinerary, chance.randint(1, 6), title=f"Trip {chance.random()}", provisional=True, air_fare=fare
    )


def pricing() -> Iterable[Measure]:
    reference, plans = shipped(), trips(TRIPS)
    rules, rates = reference.rules, reference.rates
    days = sum(plan.itinerary.days for plan in plans) / TRIPS
    found: list[Priced] = []
    batch = _median(lambda: found.__setitem__(slice(None), reprice(plans, rules, rates)))
    lines, total = sum(len(one.lines) for one in found), sum((one.total for one in found), Decimal(0))
    yield Measure(f"{TRIPS:,} trips of {days:.1f} days re-priced with citations", batch, 0.150,
                  f"{lines:,} lines, ${total:,.2f}")  # fmt: skip
    single = _median(lambda: costs.estimate(plans[0], rules, rates), 200)
    yield Measure("One estimate", single, 0.010, f"{1 / single.processor:,.0f} a second")
    frame = _frame(found)
    with_pandas = _median(lambda: _summed_by_pandas(frame))
    outcome = f"${_summed_by_pandas(frame):,.2f}; rates looked up beforehand, no citations"
    yield Measure("The same lines multiplied, rounded and summed by pandas, in binary", with_pandas, None, outcome)


def _frame(found: Iterable[Priced]) -> pd.DataFrame:
    rows = [(n, line.travelers, line.quantity, line.tariff.price / 10_000)  # type: ignore[union-attr]
            for n, one in enumerate(found) for line in one.lines]  # fmt: skip
    return pd.DataFrame(rows, columns=["trip", "travelers", "quantity", "price"])


def _summed_by_pandas(frame: pd.DataFrame) -> float:
    amounts = ((frame["travelers"] * frame["quantity"] * frame["price"]) * 100 + 0.5).floordiv(1) / 100
    return float(amounts.groupby(frame["trip"]).sum().sum())


def files() -> Iterable[Measure]:
    plan = trips(1)[0]
    cost = costs.estimate(plan, shipped().rules, shipped().rates)
    found = not_issued(cost, plan.title, "Bench", NOW)
    file = EstimateFile(found, NOW, Trip(plan, "Somewhere"), costs.not_included(cost))
    yield Measure("XLSX of one estimate", _median(lambda: as_xlsx(file)), 0.300, f"{len(as_xlsx(file)) / 1024:.0f} KiB")
    yield Measure("PDF of one estimate", _median(lambda: as_pdf(file)), None, f"{len(as_pdf(file)) / 1024:.0f} KiB")
    yield Measure("The lines alone written by pandas", _median(lambda: _by_pandas(file)), None, "values, no formula")
    if office := shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "estimate.xlsx"
            path.write_bytes(as_xlsx(file))
            seconds = _median(lambda: recalculated(office, path), 3)
        yield Measure(
            "The workbook recalculated by LibreOffice, headless", seconds, None, "start of the program included"
        )


def recalculated(office: str, path: Path) -> str:
    """The first sheet as LibreOffice works it out, as CSV."""
    home = f"-env:UserInstallation=file://{path.parent}/office"
    command = [office, home, "--headless", "--convert-to", UTF_8, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(".csv").read_text("utf-8")


def _by_pandas(file: EstimateFile) -> bytes:
    made = io.BytesIO()
    rows = [(line.what, line.quantity, float(line.rate), float(line.amount)) for line in file.lines]
    pd.DataFrame(rows, columns=["what", "quantity", "rate", "amount"]).to_excel(made, engine="xlsxwriter")
    return made.getvalue()


def lists() -> Iterable[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'money.db'}")
        migrate.upgrade(database)
        _fill(database)
        user, limits = users.system(), {ListForm.CSV: 0.200, ListForm.XLSX: 1.200}
        with reading(database) as db:
            for form, most in limits.items():

                def export(form: ListForm = form) -> bytes:
                    return list_files.engagements(db, user, Filters(), TODAY, form)

                yield Measure(f"List of {ENGAGEMENTS:,} engagements as {form.upper()}", _median(export, 5), most,
                              f"{len(EXPORTED)} columns, {len(export()) / 1024:,.0f} KiB")  # fmt: skip
            rows = list(table(db, user, Filters(), TODAY).rows)
        frame = pd.DataFrame(rows, columns=[column.name for column in EXPORTED])
        yield Measure(
            "The rows, already read, as CSV by pandas", _median(lambda: frame.to_csv(), 5), None, "not guarded"
        )
        excel = _median(lambda: frame.to_excel(io.BytesIO(), engine="xlsxwriter"), 3)
        yield Measure("The rows, already read, as XLSX by pandas", excel, None, "amounts as text")
        database.dispose()


def _fill(database: Database) -> None:
    """Engagements of an agency each, inserted as they are."""
    stamp = {"created_at": NOW, "version": 1}
    agencies = [
        stamp | {"id": n, "reference": f"P-{n:03}", "name": f"Agency {n} of Müller County", "search_key": f"agency {n}",
                 "state": "IL", "level": "state", "sector": "police", "status": "active", "invented": True}
        for n in range(1, 201)
    ]  # fmt: skip
    same = {"kind": "deployment", "stage": "mechanism", "topic": "", "plan": {}, "checklist_edition": "x",
            "currency": "USD", "owner_id": 1, "estimate_provisional": False}  # fmt: skip
    engagements, leads = [], []
    for n, plan in enumerate(trips(ENGAGEMENTS), 1):
        title = f"Course on case management {n}"
        own = {"id": n, "reference": f"E-2027-{n}", "title": title, "search_key": title.lower(),
               "country": plan.country, "travelers": plan.travelers, "departs_on": plan.itinerary.departs,
               "returns_on": plan.itinerary.returns, "estimate": Decimal(n).scaleb(-2) + 1000}  # fmt: skip
        engagements.append(stamp | same | own)
        leads.append(stamp | {"engagement_id": n, "partner_id": n % 200 + 1, "role": "lead"})
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for kind, rows in (
            (models.Partner, agencies),
            (models.Engagement, engagements),
            (models.EngagementPartner, leads),
        ):
            connection.execute(insert(kind.__table__), rows)


def main() -> None:
    measures = [*pricing(), *files(), *lists()]
    facts = (*machine.description(datetime.now(UTC).date()), f"Load: {machine.load()}")
    page = ["# How long money takes", "", *INTRODUCTION, "", *(f"- {fact}" for fact in facts), "", *HEAD]
    page += [measure.line for measure in measures]
    text = "\n".join(page) + "\n"
    RESULTS.write_text(text, "utf-8")
    print(text)


def _median(measured: Callable[[], object], turns: int = TURNS) -> Took:
    """The first turn, which reads files and fills caches, does not count."""
    measured()
    clock, processor = [], []
    for _ in range(turns):
        began, worked = time.perf_counter(), time.process_time()
        measured()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    return Took(statistics.median(clock), statistics.median(processor))


if __name__ == "__main__":
    main()
