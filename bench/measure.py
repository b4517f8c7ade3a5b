"""How long a page's script takes, in turns with the typical page so that the machine's drift cancels."""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.client import Run, Tab
from bench.views import View

FIRST_RUNS, RERUNS = 3, 35
PAUSE = 0.05  # seconds between two runs, as nobody clicks without a pause


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians of one page; times in seconds, `ratio` of its reruns to those of the typical page beside it."""

    first: float
    first_bytes: int
    rerun: float
    rerun_bytes: int
    typical: float

    @property
    def ratio(self) -> float:
        return self.rerun / self.typical


def timing(port: int, view: View, yardstick_port: int, yardstick: View) -> Timing:
    """Measure one page beside the yardstick."""
    return asyncio.run(_timing(port, view, yardstick_port, yardstick))


async def _timing(port: int, view: View, yardstick_port: int, yardstick: View) -> Timing:
    firsts = [await _first(port, view) for _ in range(FIRST_RUNS)]
    async with Tab(port, view) as page, Tab(yardstick_port, yardstick) as typical:
        for tab in (page, typical):  # the first run, and a rerun that warms what only reruns need
            await tab.run()
            await tab.run(change=bool(tab.view.change))
        runs, beside = [], []
        for _ in range(RERUNS):
            runs.append(await _rerun(page))
            beside.append(await _rerun(typical))
    first, rerun, usual = map(_seconds, (firsts, runs, beside))
    return Timing(first, _bytes(firsts), rerun, _bytes(runs), usual)


async def _first(port: int, view: View) -> Run:
    async with Tab(port, view) as tab:
        return await tab.run()


async def _rerun(tab: Tab) -> Run:
    await asyncio.sleep(PAUSE)
    return await tab.run(change=bool(tab.view.change))


def _seconds(runs: Sequence[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def _bytes(runs: Sequence[Run]) -> int:
    return round(statistics.median(run.bytes for run in runs))
