"""Partner agencies: what they are known for and by, whom to call there, and what was said."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...partners import Level, PartnerStatus, Sector
from ..base import Base, Record, constraints
from ..types import one_of


class Partner(Record, Base):
    """A U.S. agency. `county` tells apart two of one name; `yearly_capacity` is the most engagements it takes on in a
    year, `away_at_once` the most officers it spares at a time, `size` how many people work there. One that is archived
    as another name of an agency became that one."""

    __tablename__ = "partner"

    reference: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    search_key: Mapped[str]
    state: Mapped[str]
    county: Mapped[str | None]
    level: Mapped[str]
    sector: Mapped[str]
    status: Mapped[str] = mapped_column(default=PartnerStatus.ACTIVE)
    status_reason: Mapped[str | None]
    size: Mapped[int | None]
    yearly_capacity: Mapped[int | None]
    away_at_once: Mapped[int | None]
    invented: Mapped[bool] = mapped_column(default=False)
    became_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))

    __table_args__ = constraints(
        one_of("level", *Level),
        one_of("sector", *Sector),
        one_of("status", *PartnerStatus),
        CheckConstraint("yearly_capacity BETWEEN 1 AND 30", name="yearly_capacity_1_to_30"),
        Index("ix_partner_search_key", "search_key"),
        Index("ix_partner_state", "state", "sector"),
    )


class PartnerAlias(Record, Base):
    """Another name of an agency, such as “Illinois St. Police”."""

    __tablename__ = "partner_alias"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    name: Mapped[str]
    search_key: Mapped[str]

    __table_args__ = constraints(
        UniqueConstraint("partner_id", "search_key"), Index("ix_partner_alias_search_key", "search_key")
    )


class PartnerSpecialty(Record, Base):
    """What an agency is known for, from the catalogue."""

    __tablename__ = "partner_specialty"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    specialty: Mapped[str]

    __table_args__ = constraints(
        UniqueConstraint("partner_id", "specialty"), Index("ix_partner_specialty_specialty", "specialty")
    )


class PartnerLanguage(Record, Base):
    """A language in which an agency can work, by its ISO 639 code."""

    __tablename__ = "partner_language"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    language: Mapped[str]

    __table_args__ = constraints(
        UniqueConstraint("partner_id", "language"), Index("ix_partner_language_language", "language")
    )


class PartnerContact(Record, Base):
    """Whom to call at an agency, and as what."""

    __tablename__ = "partner_contact"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str]

    __table_args__ = constraints(UniqueConstraint("partner_id", "person_id"))


class ContactNote(Record, Base):
    """What was said with an agency, on which day, by whom of us."""

    __tablename__ = "contact_note"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("partner_contact.id"))
    on_day: Mapped[date]
    noted_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))
    text: Mapped[str]

    __table_args__ = constraints(Index("ix_contact_note_partner_id", "partner_id", "on_day"))


class PartnerApart(Record, Base):
    """Two agencies that may seem one and are two: said once, it is not asked again. The lower key is the first."""

    __tablename__ = "partner_apart"

    first_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)

    __table_args__ = constraints(
        UniqueConstraint("first_id", "second_id"), CheckConstraint("first_id < second_id", name="in_order")
    )


class UnknownAgency(Record, Base):
    """A name that a file or person gave for an agency and that is none's: kept until someone says whose it is.

    `times` is how often it was met, `seen_in` where last; `partner_id` is the agency once it is said.
    """

    __tablename__ = "unknown_agency"

    name: Mapped[str]
    search_key: Mapped[str]
    state: Mapped[str | None]
    seen_in: Mapped[str]
    times: Mapped[int] = mapped_column(default=1)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))

    __table_args__ = constraints(
        CheckConstraint("times >= 1", name="met_once_or_more"),
        Index("ix_unknown_agency_search_key", "search_key", "state"),
    )
