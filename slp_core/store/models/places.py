"""Posts, the countries they serve, places with their rates and zones, and institutions of the host countries."""

from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base, Record, constraints
from ..types import Exact


class Post(Record, Base):
    """An embassy or office; `key` is its short name in the reference data."""

    __tablename__ = "post"

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    city: Mapped[str]
    zone: Mapped[str]


class PostCountry(Record, Base):
    """A country that a post serves."""

    __tablename__ = "post_country"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    country: Mapped[str]

    __table_args__ = constraints(UniqueConstraint("post_id", "country"))


class Place(Record, Base):
    """A country with a rate locality and, where it is known, the zone and position of the town."""

    __tablename__ = "place"

    country: Mapped[str]
    locality: Mapped[str]
    name: Mapped[str]
    zone: Mapped[str | None]
    latitude: Mapped[Decimal | None] = mapped_column(Exact)
    longitude: Mapped[Decimal | None] = mapped_column(Exact)

    __table_args__ = constraints(UniqueConstraint("country", "locality"))


class Institution(Record, Base):
    """A counterpart institution in a host country: an academy, a ministry, a court."""

    __tablename__ = "institution"

    reference: Mapped[str | None] = mapped_column(unique=True)
    country: Mapped[str]
    name: Mapped[str]
    search_key: Mapped[str]
    kind: Mapped[str | None]
    city: Mapped[str | None]

    __table_args__ = constraints(Index("ix_institution_country", "country", "search_key"))


class Counterpart(Record, Base):
    """Whom to call at an institution, and as what."""

    __tablename__ = "counterpart"

    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str]

    __table_args__ = constraints(UniqueConstraint("institution_id", "person_id"))
