"""Whether what a plan says of other costs can be right: text cleaned, numbers in bounds, each price with a source."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from . import currency, money
from .errors import InvalidInput
from .other_costs import Contingency, Drive, Extra, Flight, Indirect, Labor, Work
from .text import one_line

LENGTH = 200  # characters of a source, a note or a role
MOST = 9999  # of any one factor, and of hours or miles
MOST_ENTRIES = 200  # of a kind, in one plan
T = TypeVar("T")


def each(check: Callable[[T], T], entries: tuple[T, ...], field: str) -> tuple[T, ...]:
    """All entries of a kind, checked. Raises InvalidInput, like all of this module."""
    if len(entries) > MOST_ENTRIES:
        said = f"{len(entries):,} entries are too many for one plan."
        raise InvalidInput(said, hint=f"Put alike ones together; at most {MOST_ENTRIES} fit.", field=field)
    return tuple(map(check, entries))


def extra(one: Extra) -> Extra:
    """Raises InvalidInput naming the field."""
    for field in ("quantity", "people", "periods"):
        _factor(getattr(one, field), field)
    _amount(one.price, "price")
    if one.exchange:
        currency.check(one.exchange, one.price)
        if not one.exchange.source.strip():
            raise _missing("The rate of exchange has no source.", "Say where it was read.", "exchange_source")
        _amount(currency.to_usd(one.price, one.exchange), "price")
    elif one.price != money.cents(one.price):
        raise InvalidInput("The price has fractions of a cent.", hint="Give at most two decimals.", field="price")
    if one.taxi is not None:
        _amount(one.taxi, "taxi")
    source = one_line(one.source, LENGTH, "source")
    if not source:
        raise _missing("The price has no source.", "Say where it comes from: a quote, a list, its day.", "source")
    return replace(one, source=source, note=one_line(one.note, LENGTH, "note"))


def labor(one: Labor) -> Labor:
    _measure(one.hours, "hours")
    _factor(one.people, "people")
    role = one_line(one.role, LENGTH, "role")
    source = one_line(one.source, LENGTH, "source")
    if not role:
        raise _missing("The hours have no role.", "Write whose hours they are, without a name.", "role")
    if one.rate is None:
        _published(one)
    else:
        _amount(one.rate, "rate")
        if not source:
            raise _missing("The hourly rate has no source.", "Say where it comes from, like a pay table.", "source")
    fringe_source = one_line(one.fringe_source, LENGTH, "fringe_source")
    if one.fringe is not None:
        _share(one.fringe, Decimal(2), "fringe")
        if one.fringe and not fringe_source:
            raise _missing("The rate of benefits has no source.", "Name the agreement or policy.", "fringe_source")
    return replace(one, role=role, source=source, fringe_source=fringe_source)


def drive(one: Drive) -> Drive:
    _measure(one.miles, "miles")
    _factor(one.vehicles, "vehicles")
    what = one_line(one.what, LENGTH, "what")
    if not what:
        raise _missing("The drive has no route.", "Write it like “Home to Dulles airport”.", "what")
    return replace(one, what=what)


def flight(one: Flight) -> Flight:
    if one.hours is not None:
        _measure(one.hours, "flight_hours")
    return replace(one, city=one_line(one.city, 3, "city"), source=one_line(one.source, LENGTH, "fare_source"))


def indirect(one: Indirect) -> Indirect:
    source = one_line(one.source, LENGTH, "indirect_source")
    if one.rate is not None:
        _share(one.rate, Decimal(2), "indirect")
        if not source:
            raise _missing(
                "The indirect rate has no source.", "Name the rate agreement and its day.", "indirect_source"
            )
    return replace(one, source=source)


def contingency(one: Contingency) -> Contingency:
    _share(one.share, Decimal(1), "contingency")
    reason = one_line(one.reason, LENGTH, "contingency_reason")
    if not reason:
        raise _missing("The contingency has no reason.", "Say how the share was found.", "contingency_reason")
    return replace(one, reason=reason)


def _published(one: Labor) -> None:
    """The published mean is of regular hours of an occupation."""
    if one.work is not Work.REGULAR:
        raise _missing("Overtime and backfill have no published wage.", "Type what an hour costs.", "rate")
    if not one.occupation:
        raise _missing("The hours have no rate.", "Type one, or choose an occupation.", "rate")


def _factor(number: int, field: str) -> None:
    if not 1 <= number <= MOST:
        raise InvalidInput(f"{number} cannot be right.", hint=f"Give a number from 1 to {MOST:,}.", field=field)


def _measure(number: Decimal, field: str) -> None:
    if not number.is_finite() or not 0 < number <= MOST or number != round(number, 2):
        raise InvalidInput(
            f"{number} cannot be right.", hint=f"Give more than 0, at most {MOST:,}, with two decimals.", field=field
        )


def _amount(number: Decimal, field: str) -> None:
    if not number.is_finite() or not 0 <= number <= money.MOST:
        raise InvalidInput(f"A price of {number} cannot be right.", hint="Give 0 or more.", field=field)


def _share(number: Decimal, most: Decimal, field: str) -> None:
    if not number.is_finite() or not 0 <= number <= most:
        raise InvalidInput(
            f"A share of {number * 100:f} % cannot be right.", hint=f"Give 0 to {most * 100:f} %.", field=field
        )


def _missing(said: str, hint: str, field: str) -> InvalidInput:
    return InvalidInput(said, hint=hint, field=field)
