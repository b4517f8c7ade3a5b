"""Column types that keep money exact and moments aware."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, DateTime, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

from ..errors import InvalidInput


class Unstorable(DontWrapMixin, InvalidInput):
    """A value that no column takes; SQLAlchemy lets this through as it is."""


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive one is refused: nobody knows when it is."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise Unstorable("A moment without its time zone cannot be stored.", hint="Give the zone.", field="moment")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Dollars(TypeDecorator[Decimal]):
    """U.S. dollars, kept as whole cents. A fraction of a cent is refused: a line is rounded before it is stored."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        cents = value * 100
        if not cents.is_finite() or cents != cents.to_integral_value():
            raise Unstorable(
                f"{value} has fractions of a cent.", hint="Round the line before storing it.", field="amount"
            )
        return int(cents)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 100).quantize(Decimal("0.01"))


class Exact(TypeDecorator[Decimal]):
    """A decimal kept as its text, such as a share of 0.75: what is read is what was written, on every database."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


Json = JSON().with_variant(JSONB(), "postgresql")


def one_of(column: str, *values: str) -> CheckConstraint:
    """A closed list of words, held by the database as well."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
