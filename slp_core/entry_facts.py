"""What a country asks of U.S. travelers at its border: passport, pages, visa, yellow fever. Facts of a date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from .data_files import read_rows
from .dates import add_months, count

COLUMNS = (
    "country", "passport_months", "passport_from", "pages", "visa", "visa_free_days", "yellow_fever", "seen",
)  # fmt: skip


class PassportFrom(StrEnum):
    """The day from which months of validity count."""

    ENTRY = "entry"
    DEPARTURE = "departure"  # from the country
    UNSTATED = "unstated"  # the source gives months and no day: the later one is taken


class Visa(StrEnum):
    """As stated for tourists; a visit on official business may need another."""

    REQUIRED = "required"
    NOT_REQUIRED = "not required"
    OVER_DAYS = "over days"  # for longer stays only


class YellowFever(StrEnum):
    REQUIRED = "required"
    FROM_RISK = "from risk"  # of those who come from, or through, a country with risk
    NONE_STATED = "none stated"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """The facts of one country, as its page at State read on the day `seen`."""

    country: str
    passport_months: int
    passport_from: PassportFrom
    pages: int | None  # None: not stated as a number
    visa: Visa
    visa_free_days: int | None
    yellow_fever: YellowFever
    seen: date

    def passport_until(self, enters: date, leaves: date) -> date:
        """The first day on which a passport may expire: one that expires earlier will not do for this stay."""
        start = enters if self.passport_from is PassportFrom.ENTRY else leaves
        return max(leaves, add_months(start, self.passport_months))

    def needs_visa(self, days: int) -> bool:
        """For a stay of so many days, the first and the last included."""
        return self.visa is Visa.REQUIRED or (self.visa is Visa.OVER_DAYS and days > (self.visa_free_days or 0))

    @property
    def passport_words(self) -> str:
        if not self.passport_months:
            return "Valid on entry" if self.passport_from is PassportFrom.ENTRY else "Valid for the whole stay"
        after = {PassportFrom.ENTRY: "after entry", PassportFrom.DEPARTURE: "after departure"}.get(
            self.passport_from, ""
        )
        words = f"Valid {count(self.passport_months, 'month')} {after}".strip()
        return words if after else f"{words} (from which day is not stated)"

    @property
    def visa_words(self) -> str:
        match self.visa:
            case Visa.REQUIRED:
                return "Required"
            case Visa.NOT_REQUIRED:
                return "Not required"
            case Visa.OVER_DAYS:
                return f"Required for more than {count(self.visa_free_days or 0, 'day')}"


YELLOW_FEVER_WORDS = {
    YellowFever.REQUIRED: "Certificate required",
    YellowFever.FROM_RISK: "Certificate when coming through a country with risk",
    YellowFever.NONE_STATED: "None stated",
}


def load_entry_facts(path: Path) -> dict[str, EntryFacts]:
    return {facts.country: facts for facts in read_rows(path, COLUMNS, _facts)}


def _facts(row: dict[str, str]) -> EntryFacts:
    visa, days = Visa(row["visa"]), row["visa_free_days"]
    if (visa is Visa.OVER_DAYS) != bool(days):
        raise ValueError("visa_free_days goes with the visa “over days”, and with no other")
    return EntryFacts(
        country=row["country"],
        passport_months=int(row["passport_months"]),
        passport_from=PassportFrom(row["passport_from"]),
        pages=int(row["pages"]) if row["pages"] else None,
        visa=visa,
        visa_free_days=int(days) if days else None,
        yellow_fever=YellowFever(row["yellow_fever"]),
        seen=date.fromisoformat(row["seen"]),
    )
