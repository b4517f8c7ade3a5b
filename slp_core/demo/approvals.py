"""The demo's estimates on their way: submitted by whoever planned the trip, approved by somebody else."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from ..approvals import points
from ..reference import shipped
from ..roles import Principal
from ..services import approvals, engagements, estimate_versions, users
from ..store.db import Actor, Database, reading, work
from .people import POSTS

UNTIL_APPROVED = 12  # days after the engagement was opened
OVER_CEILING = "An amendment that raises the ceiling is being signed. (demo)"


@dataclass(frozen=True, slots=True)
class Hands:
    """Who plans for a country, and who approves."""

    planners: dict[str, Principal]  # of the posts that visitors can be at
    planner: Principal  # of all other countries
    approver: Principal

    def of(self, country: str) -> Principal:
        return self.planners.get(country, self.planner)


def hands(database: Database) -> Hands:
    posts = {post.key: post.serves for post in shipped().countries.posts}
    with reading(database) as db:
        known = {account.email.partition("@")[0]: account.reference for account in users.table(db, users.system())}
        at = {post: users.principal(db, known[post]) for post in POSTS}
        planners = {country: at[post] for post in POSTS for country in posts[post]}
        return Hands(planners, users.principal(db, known["km.plans"]), users.principal(db, known["km"]))


def submit(db: Session, planner: Principal, reference: str, opened: datetime) -> None:
    """Ask for approval in the work in which the engagement was opened."""
    for draft in estimate_versions.of_engagement(db, planner, reference):
        approvals.submit(db, planner, draft.number, 1, opened)


def approve(database: Database, approver: Principal, reference: str, opened: date, today: date) -> None:
    """Some days after the opening, and yesterday at the latest."""
    moment = datetime.combine(min(opened + timedelta(UNTIL_APPROVED), today - timedelta(1)), time(0), UTC)
    with work(database, Actor(approver.id), moment) as db:
        shown = estimate_versions.latest(db, approver, reference)
        if shown:
            seen = [point.id for point in points(shown)]
            check = approvals.ceiling(db, engagements.record(db, approver, "estimate:read", reference), shown.total)
            reason = OVER_CEILING if check and check.crossed else ""
            approvals.approve(db, approver, shown.number, shown.version, seen, reason, moment)
