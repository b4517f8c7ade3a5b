"""Experts: what they can do, where they have worked, and when they are away. Personal values are in `person` alone."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...experts import AbsenceKind, CredentialKind, LanguageLevel, SkillLevel
from ..base import Base, Record, constraints
from ..types import one_of


class Expert(Record, Base):
    """A person of a partner agency who deploys; travel is reckoned from the official station."""

    __tablename__ = "expert"

    reference: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    title: Mapped[str | None]
    station: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    inactive_reason: Mapped[str | None]


class ExpertSkill(Record, Base):
    """A specialty of the catalogue that an expert can teach, and how well."""

    __tablename__ = "expert_skill"

    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"))
    specialty: Mapped[str]
    level: Mapped[str]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(
        one_of("level", *SkillLevel),
        UniqueConstraint("expert_id", "specialty"),
        Index("ix_expert_skill_specialty", "specialty", "level"),
    )


class ExpertLanguage(Record, Base):
    """A language an expert works in, by its ISO 639 code."""

    __tablename__ = "expert_language"

    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"))
    language: Mapped[str]
    level: Mapped[str]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(
        one_of("level", *LanguageLevel),
        UniqueConstraint("expert_id", "language"),
        Index("ix_expert_language_language", "language", "level"),
    )


class Credential(Record, Base):
    """A training passed or a certificate held. One that never expires says so: no day alone means that nobody knows.

    `module` is that of the training catalogue; `evidence` the reference of the paper or session that shows it.
    """

    __tablename__ = "credential"

    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    kind: Mapped[str]
    name: Mapped[str]
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    never_expires: Mapped[bool] = mapped_column(default=False)
    module: Mapped[str | None]
    evidence: Mapped[str | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(
        one_of("kind", *CredentialKind),
        CheckConstraint("expires_on IS NULL OR NOT never_expires", name="expires_or_never"),
    )


class Experience(Record, Base):
    """Work done before: what, where, from which year to which."""

    __tablename__ = "experience"

    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    what: Mapped[str]
    country: Mapped[str | None]
    first_year: Mapped[int]
    last_year: Mapped[int | None]

    __table_args__ = constraints(CheckConstraint("last_year >= first_year", name="years_in_order"))


class Appraisal(Record, Base):
    """How an expert's work was seen after an engagement, from 1 (poor) to 5 (outstanding)."""

    __tablename__ = "appraisal"

    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"), index=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    rating: Mapped[int]
    text: Mapped[str]
    given_by: Mapped[int] = mapped_column(ForeignKey("principal.id"))

    __table_args__ = constraints(CheckConstraint("rating BETWEEN 1 AND 5", name="rating_1_to_5"))


class Absence(Record, Base):
    """Days on which an expert cannot be asked; both ends count, no last day is no end. Why is nobody's business."""

    __tablename__ = "absence"

    expert_id: Mapped[int] = mapped_column(ForeignKey("expert.id"))
    kind: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date | None]

    __table_args__ = constraints(
        one_of("kind", *AbsenceKind),
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        Index("ix_absence_expert_id", "expert_id", "first_day", "last_day"),
    )
