"""The demo's agencies, experts, and the people a visitor can be."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from ..periods import Period
from ..roles import Principal, Role
from ..services import experts, users
from . import agencies, names

EXPERTS = 150
CONTACTS = 20  # people to call at agencies
VISITED = 4  # which agency that is
EXPERT = f"Alex Brightwater {names.MARK}"  # the first of its experts
POSTS = {"tbilisi": "Tamsin Ferrow", "bogota": "Rafael Quintero", "nairobi": "Judith Achterberg"}


@dataclass(frozen=True, slots=True)
class Roster:
    """What engagements are made from: agencies with their sector, and the experts of each."""

    partners: tuple[tuple[str, str], ...]  # reference, sector
    offered: tuple[tuple[str, str], ...]  # the active ones of them
    experts: dict[str, tuple[str, ...]]  # partner reference -> expert references
    taken: dict[str, list[Period]] = field(default_factory=dict)  # expert reference -> days already given away

    @property
    def visited(self) -> tuple[str, str]:
        """The agency whose coordinator and whose expert a visitor can be."""
        return self.partners[VISITED]


def add_partners_and_experts(db: Session, user: Principal, today: date) -> Roster:
    made = agencies.add_agencies(db, user)
    people = names.invented_people(EXPERTS + CONTACTS)
    team: dict[str, list[str]] = {reference: [] for reference, _ in made}
    every = (*names.FACT_SHEET, *names.invented_agencies())
    for number, name in enumerate(people[:EXPERTS]):
        partner, at = made[number % len(made)][0], every[number % len(made)]
        called = EXPERT if number == VISITED else name
        team[partner].append(experts.add(db, user, called, partner, *names.position(at, number)))
    agencies.tell_more(db, user, people[EXPERTS:], today)
    offered = tuple(one for number, one in enumerate(made, 1) if number not in agencies.STANDING)
    return Roster(made, offered, {partner: tuple(people) for partner, people in team.items()})


def add_visitors(db: Session, user: Principal, roster: Roster) -> None:
    """One person for each way of using the program; the first is the embassy officer of the story."""
    for post, name in POSTS.items():
        users.add(db, user, f"{name} {names.MARK}", f"{post}@example.gov", Role.EMBASSY_OFFICER, post)
    users.add(db, user, f"Miles Okafor-Reed {names.MARK}", "rso@example.gov", Role.RSO, "tbilisi")
    users.add(db, user, f"Graham Ostrander {names.MARK}", "km.plans@example.gov", Role.KM_OFFICER)
    users.add(db, user, f"Helen Marsh {names.MARK}", "km@example.gov", Role.KM_OFFICER)
    partner = roster.visited[0]
    users.add(
        db, user, f"Dana Lowell {names.MARK}", "coordinator@example.gov", Role.PARTNER_COORDINATOR, partner=partner
    )
    users.add(db, user, EXPERT, "expert@example.gov", Role.EXPERT, expert=roster.experts[partner][0])
    users.add(db, user, f"Visitor {names.MARK}", "viewer@example.gov", Role.VIEWER)
    users.add(db, user, f"Ada Whitlock {names.MARK}", "admin@example.gov", Role.ADMINISTRATOR)
