"""United States dollars: exact decimals, rounded half up to the cent once per line."""

import re
from decimal import ROUND_HALF_UP, Decimal

from .errors import InvalidInput

CENT = Decimal("0.01")
MOST = Decimal("99999999")
_AMOUNT = re.compile(r"([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,2})?")


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to the cent: what a line stores is what it shows."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def parse_money(text: str, field: str = "amount") -> Decimal:
    """Dollars from text such as "1,640.50" or "$16.4"; never through a float. Raises InvalidInput."""
    typed = text.strip().removeprefix("$").strip()
    if not _AMOUNT.fullmatch(typed):  # a comma parts thousands: “16,4” is refused, never taken for 164
        raise _not_money(text, field)
    amount = Decimal(typed.replace(",", ""))
    if amount > MOST:
        said = f"“{text[:40]}” is more than can be planned."
        raise InvalidInput(said, hint=f"Give at most {MOST:,} dollars.", field=field)
    return cents(amount)


def words(amount: Decimal) -> str:
    """The way amounts stand on a screen: $10,384.00, minus −$120.00."""
    sign = "−" if amount < 0 else ""
    return f"{sign}${abs(cents(amount)):,.2f}"


def _not_money(text: str, field: str) -> InvalidInput:
    return InvalidInput(
        f"“{text[:40]}” is not an amount in dollars.",
        hint="Write it like 1640 or 1,640.50; at most two decimals.",
        field=field,
    )
