"""People and users: every personal value lives in `person`, apart from the account and its roles."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base, Record, Traced, constraints
from ..types import one_of


class Person(Record, Base):
    """A human being. There are no columns for passport numbers, birth dates, diagnoses or social security numbers."""

    __tablename__ = "person"
    private = True

    display_name: Mapped[str]
    given_name: Mapped[str | None]
    family_name: Mapped[str | None]
    search_key: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]

    __table_args__ = constraints(Index("ix_person_search_key", "search_key"))


class AppUser(Record, Base):
    """An account of a person; `subject` is how a sign-in service names it."""

    __tablename__ = "app_user"

    reference: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subject: Mapped[str | None] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    session_epoch: Mapped[int] = mapped_column(default=0)
    principal_id: Mapped[int] = mapped_column(ForeignKey("principal.id"), unique=True)


class Principal(Traced, Base):
    """Who acts: a user, an invitee without an account, or the program itself (row 1)."""

    __tablename__ = "principal"

    kind: Mapped[str]
    label: Mapped[str]

    __table_args__ = (one_of("kind", "user", "invitee", "system"),)


class RoleGrant(Record, Base):
    """A role of a principal within a scope: all, one post, one agency, or one expert's own."""

    __tablename__ = "role_grant"

    principal_id: Mapped[int] = mapped_column(ForeignKey("principal.id"), index=True)
    role: Mapped[str]
    scope_kind: Mapped[str]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    expert_id: Mapped[int | None] = mapped_column(ForeignKey("expert.id"))

    __table_args__ = constraints(
        one_of("scope_kind", "all", "post", "agency", "self"),
        CheckConstraint(
            "(scope_kind = 'post') = (post_id IS NOT NULL) AND (scope_kind = 'agency') = (partner_id IS NOT NULL)"
            " AND (scope_kind = 'self') = (expert_id IS NOT NULL)",
            name="scope_matches_kind",
        ),
    )
