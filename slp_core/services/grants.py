"""The grants that hold now: which role somebody has, and over what."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ..roles import Grant, Role
from ..store.models import Post, PostCountry, RoleGrant

# Asked at every reading and writing, and therefore written down once.
_HELD = (
    select(
        RoleGrant.principal_id,
        RoleGrant.role,
        RoleGrant.post_id,
        RoleGrant.partner_id,
        RoleGrant.expert_id,
        Post.name,
    )
    .outerjoin(Post, Post.id == RoleGrant.post_id)
    .where(
        RoleGrant.principal_id.in_(bindparam("principals", expanding=True)),
        RoleGrant.archived_at.is_(None),
    )
    .order_by(RoleGrant.id)
)
_SERVED = select(PostCountry.post_id, PostCountry.country).where(
    PostCountry.post_id.in_(bindparam("posts", expanding=True))
)


def held(db: Session, principals: Sequence[int]) -> dict[int, tuple[Grant, ...]]:
    """The grants of each principal; in two questions, however many they are."""
    rows = db.execute(_HELD, {"principals": principals}).all()
    served: dict[int, set[str]] = {}
    if posts := {r.post_id for r in rows if r.post_id}:
        for post_id, country in db.execute(_SERVED, {"posts": list(posts)}):
            served.setdefault(post_id, set()).add(country)
    found: dict[int, list[Grant]] = {principal: [] for principal in principals}
    for r in rows:
        countries = frozenset(served.get(r.post_id, ()))
        found[r.principal_id].append(Grant(Role(r.role), countries, r.name or "", r.partner_id, r.expert_id))
    return {principal: tuple(grants) for principal, grants in found.items()}
