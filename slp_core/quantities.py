"""Numbers that people type besides money and days: hours, miles, percentages."""

import re
from decimal import Decimal

from .errors import InvalidInput

_NUMBER = re.compile(r"([0-9]{1,6}|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,4})?")


def parse_measure(text: str, field: str) -> Decimal:
    """A number such as 7.5 or 1,200, exactly. Raises InvalidInput."""
    if not _NUMBER.fullmatch(text.strip()):
        raise InvalidInput(f"“{text[:40]}” is not a number.", hint="Write it like 40 or 7.5.", field=field)
    return Decimal(text.strip().replace(",", ""))


def parse_percent(text: str, field: str) -> Decimal:
    """“42 %” or “42” as the share 0.42. Raises InvalidInput."""
    typed = text.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(typed):
        raise InvalidInput(f"“{text[:40]}” is not a percentage.", hint="Write it like 42 or 15.5.", field=field)
    return Decimal(typed.replace(",", "")).scaleb(-2)
