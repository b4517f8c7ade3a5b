"""How this installation runs: read once from the environment, then passed along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from .data_files import DATA
from .errors import InvalidInput


class Mode(StrEnum):
    """How people are known: `demo` offers invented people, `single` is one officer on an own laptop."""

    DEMO = "demo"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Settings:
    """`home` holds what the program writes: the database, the demo copies, the signing secret."""

    mode: Mode
    home: Path
    database_url: str  # the real database; demo visitors have copies of their own
    demo_engagements: int
    most_visitors: int
    visitor_lifetime: timedelta
    served: bool = False  # started by serve.py, whose routes can set the identity cookie

    @property
    def demo_folder(self) -> Path:
        return self.home / "demo"

    @property
    def secret_file(self) -> Path:
        return self.home / "secret"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """SLP_MODE, SLP_HOME, SLP_DB and what SLP_DEMO_… say of a demo, each with a default. Raises InvalidInput."""
    home = Path(environment.get("SLP_HOME") or DATA.parent / "var").resolve()
    mode = environment.get("SLP_MODE") or Mode.DEMO
    if mode not in tuple(Mode):
        raise InvalidInput(f"SLP_MODE is “{mode}”.", hint=f"Use one of: {', '.join(Mode)}.", field="SLP_MODE")
    return Settings(
        mode=Mode(mode),
        home=home,
        database_url=environment.get("SLP_DB") or f"sqlite:///{home / 'slp.db'}",
        demo_engagements=_whole("SLP_DEMO_ENGAGEMENTS", environment.get("SLP_DEMO_ENGAGEMENTS") or "300"),
        most_visitors=_whole("SLP_DEMO_VISITORS", environment.get("SLP_DEMO_VISITORS") or "100"),
        visitor_lifetime=timedelta(hours=_whole("SLP_DEMO_HOURS", environment.get("SLP_DEMO_HOURS") or "12")),
        served=environment.get("SLP_SERVED") == "1",
    )


def _whole(name: str, text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise InvalidInput(f"{name} is “{text}”.", hint="Give a whole number above 0.", field=name)
    return int(text)
