"""Partner agencies and their experts."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base, Record, constraints
from ..types import one_of


class Partner(Record, Base):
    """A U.S. agency; `yearly_capacity` is the most engagements it takes on in a year."""

    __tablename__ = "partner"

    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    search_key: Mapped[str]
    state: Mapped[str]
    level: Mapped[str]
    sector: Mapped[str]
    yearly_capacity: Mapped[int | None]
    invented: Mapped[bool] = mapped_column(default=False)

    __table_args__ = constraints(
        one_of("level", "state", "county", "municipal", "port"),
        one_of("sector", "police", "prosecution", "defense", "courts", "corrections", "ports", "municipal"),
        Index("ix_partner_search_key", "search_key"),
    )


class Expert(Record, Base):
    """A person of a partner agency who deploys."""

    __tablename__ = "expert"

    reference: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
