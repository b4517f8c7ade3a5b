"""Keys taken ahead are free, and rows that come without one get another."""

from sqlalchemy import func, select

from slp_core.store.db import Actor, reading, work
from slp_core.store.keys import BLOCK, Keys
from slp_core.store.models import Post


def post(number, **more) -> Post:
    return Post(key=f"p{number}", name=f"Post {number}", city="City", zone="UTC", **more)


def test_many_keys_are_taken_ahead_and_none_twice(database, now) -> None:
    with work(database, Actor(1), now) as db:
        db.add(post("first"))
    with work(database, Actor(1), now) as db:
        keys = Keys(db)
        db.add_all(post(number, id=keys.next("post")) for number in range(BLOCK + 10))
    with work(database, Actor(1), now) as db:
        db.add(post("last"))
    with reading(database) as db:
        assert db.scalar(select(func.count(Post.id.distinct()))) == BLOCK + 12
        assert db.scalar(select(func.max(Post.id))) == db.scalar(select(Post.id).where(Post.key == "plast"))
