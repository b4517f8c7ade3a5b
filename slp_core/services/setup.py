"""Starting a database: marked as real or demo, with the posts of the reference data, and its first user."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..errors import Conflict, InvalidInput
from ..reference import shipped
from ..roles import Role
from ..store import marker, migrate
from ..store.db import Actor, Database, reading, work
from ..store.marker import DatabaseKind
from ..store.models import AppUser, Post, PostCountry
from . import users

FIRST_ROLES = (Role.ADMINISTRATOR, Role.KM_OFFICER)


def create(database: Database, kind: DatabaseKind, moment: datetime, made_for: date) -> None:
    """Bring a database to the present form, mark it, and give it the posts. Raises Conflict for one of another kind."""
    migrate.upgrade(database)
    with work(database, Actor(users.SYSTEM), moment) as db:
        marker.write(db, kind, moment, made_for)
        _add_posts(db)


def first_administrator(database: Database, admin: str, moment: datetime, say: Callable[[str], object]) -> None:
    """Make the real database ready for the officer it belongs to: administrator and INL/KM officer in one.

    `admin` is an e-mail address, or “Name <address>”. Raises Conflict when the database already has a user.
    """
    name, address = _name_and_address(admin)
    create(database, DatabaseKind.REAL, moment, moment.date())
    with work(database, Actor(users.SYSTEM), moment) as db:
        if db.scalar(select(func.count()).select_from(AppUser)):
            raise Conflict(
                "This database already has its first administrator.",
                hint="Start the program with: make run MODE=single",
            )
        reference = users.add(db, users.system(), name, address, FIRST_ROLES[0])
        for role in FIRST_ROLES[1:]:
            users.give(db, users.system(), reference, role)
    say(f"An empty database is ready for {name} ({reference}).")


def kind_of(database: Database) -> DatabaseKind | None:
    """What a database says it is; None for one that was never begun. Raises Conflict when it cannot be opened."""
    if migrate.current(database) is None:
        return None
    with reading(database) as db:
        return marker.read(db)


def state(database: Database) -> str | None:
    """What a database holds, in a sentence; None for one that was never begun. Raises Conflict if it cannot be read."""
    kind = kind_of(database)
    if kind is None:
        return None
    form = "of this release" if migrate.is_current(database) else "of an earlier release: start the program once"
    return f"The database is {'a demo' if kind is DatabaseKind.DEMO else 'real'}, its form is {form}."


def require_begun(database: Database) -> None:
    if kind_of(database) is None:
        raise Conflict("This database is empty.", hint="Begin it with: make init ADMIN=name@agency.gov")


def require_real(database: Database) -> None:
    """Bring the real database to the present form. Raises Conflict when it is a demo's, or was never begun."""
    require_begun(database)
    if kind_of(database) is not DatabaseKind.REAL:
        raise Conflict("This database holds a demo.", hint="Point SLP_DB at another one, or start without MODE=single.")
    migrate.upgrade(database)


def _add_posts(db: Session) -> None:
    for post in shipped().countries.posts:
        if db.scalars(select(Post.id).where(Post.key == post.key)).first():
            continue
        row = Post(key=post.key, name=post.name, city=post.city, zone=post.zone)
        db.add(row)
        db.flush()
        db.add_all(PostCountry(post_id=row.id, country=country) for country in post.serves)


def _name_and_address(admin: str) -> tuple[str, str]:
    name, _, rest = admin.partition("<")
    address = rest.rstrip("> ").strip() if rest else admin.strip()
    if "@" not in address:
        raise InvalidInput(
            "The administrator's e-mail address is missing.",
            hint="Write it like: make init ADMIN=name@agency.gov",
            field="ADMIN",
        )
    return name.strip() or address.partition("@")[0], address
