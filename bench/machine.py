"""What a measurement was made on: without it, the figures mean nothing."""

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("streamlit", "sqlalchemy", "pandas", "pydeck")


def description(today: date) -> tuple[str, ...]:
    """One line a fact."""
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "") if Path("/etc/os-release").exists() else ""
    return (
        f"Day: {today}",
        f"Processor: {_processor()}, {os.cpu_count()} cores",
        f"Memory: {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        f"System: {system or platform.system()}, kernel {platform.release()}",
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES),
    )


def load() -> str:
    """How busy the machine is, as the mean number of processes that want to run."""
    return ", ".join(f"{mean:.1f}" for mean in os.getloadavg()) + " over 1, 5 and 15 minutes"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text().splitlines() if listed.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
