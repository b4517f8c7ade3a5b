"""`make bench`: every page beside a bare and a typical Streamlit page, over 10,000 engagements; writes results.md."""

import os
import statistics
import sys
import time
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

from bench import agencies, browser, machine, measure, report
from bench.measure import Timing
from bench.servers import ROOT, seconds_to_start, serving
from bench.views import BARE, BARE_MAP, TYPICAL, View, all_views
from slp_core.demo.make import make
from slp_core.store import migrate
from slp_core.store.db import open_database

ENGAGEMENTS, AGENCIES = 10_000, 20_000
STARTS = 5
MOST_LATER = 0.3  # seconds by which the program may answer later than a bare page
HOME = ROOT / "var" / "bench"
RESULTS = Path(__file__).parent / "results.md"
SCRIPTS = {BARE: "bench/bare.py", TYPICAL: "bench/typical.py", BARE_MAP: "bench/bare_map.py"}


def main(wanted: str = "") -> None:
    """Measure the pages whose name holds `wanted`; the results are written when that is all of them."""
    today = datetime.now(UTC).date()
    _make_demo(today)
    starts = _starts()
    print(starts, flush=True)
    with ExitStack() as running:
        ports = {view: running.enter_context(serving(script, HOME)) for view, script in SCRIPTS.items()}
        app = running.enter_context(serving("serve.py", HOME))
        views = [view for view in (*SCRIPTS, *all_views(HOME, today)) if wanted.lower() in view.name.lower()]
        facts, before = machine.description(today), machine.load()
        timings = {view: _timed(view, ports.get(view, app), ports[TYPICAL]) for view in views}
        chromium = running.enter_context(browser.chromium())
        paints = browser.paints(chromium, {view: ports.get(view, app) for view in views if not view.change})
        lines = [report.Line(view.person, view.name, timings[view], paints.get(view)) for view in views]
        facts += (starts,)
        facts += (
            f"Browser: Chromium {chromium.version}",
            f"Data: {ENGAGEMENTS:,} invented engagements, {AGENCIES:,} agencies",
        )
        facts += f"Load at the beginning: {before}", f"Load at the end: {machine.load()}"
    text = report.text(lines, facts)
    print(text)
    if not wanted:
        RESULTS.write_text(text, "utf-8")


def _starts() -> str:
    """How long a server takes until it answers, in turns with the bare page."""
    pairs = [(seconds_to_start("serve.py", HOME), seconds_to_start(SCRIPTS[BARE], HOME)) for _ in range(STARTS)]
    ours, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    held = "pass" if ours - bare <= MOST_LATER else "FAIL"
    return f"Start: answers after {ours:.2f} s, the bare page after {bare:.2f} s; {MOST_LATER} s more may be: {held}"


def _timed(view: View, port: int, yardstick_port: int) -> Timing:
    timing = measure.timing(port, view, yardstick_port, TYPICAL)
    print(f"{view.person}, {view.name}: rerun {timing.rerun * 1000:.1f} ms, ratio {timing.ratio:.2f}", flush=True)
    return timing


def _make_demo(today: date) -> None:
    """Make the demo once: a server would make one that is a day old, or of an earlier release, again and smaller."""
    template = HOME / "demo" / "template.db"
    if not template.exists():
        what = f"{ENGAGEMENTS:,} engagements and {AGENCIES:,} agencies"
        print(f"Making a demo of {what} below {HOME}; this takes some minutes.", flush=True)
        began = time.monotonic()
        make(template, today, ENGAGEMENTS)
        agencies.add_to(template, AGENCIES)
        print(f"Made in {time.monotonic() - began:.0f} s.")
    database = open_database(f"sqlite:///{template}")
    migrate.upgrade(database)
    database.checkpoint()
    database.dispose()
    os.utime(template)


if __name__ == "__main__":
    main(*sys.argv[1:2])
