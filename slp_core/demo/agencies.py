"""The demo's agencies: what each is known for, its other names, whom to call there, and what was said."""

from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from ..partner_profile import Profile
from ..partners import PartnerStatus, Sector
from ..reference import shipped
from ..roles import Principal
from ..services import partner_contacts, partner_names, partners
from . import names

LANGUAGES = ("es", "fr", "pt", "ar", "vi", "ro")  # beside English
OTHER_NAMES = {
    "P-001": ("ISP",),
    "P-003": ("VADOC", "Virginia DOC"),
    "P-004": ("Harbor Police San Diego",),
    "P-005": (f"Lakeshore SO {names.MARK}",),
}
STANDING = {  # by the agency's number; all others are active
    12: (PartnerStatus.PAUSED, "Short of staff until the next academy class; asked to be called again in spring"),
    23: (PartnerStatus.PAUSED, "A new chief reviews all travel abroad"),
    27: (PartnerStatus.ENDED, "The agreement ended and was not renewed"),
    31: (PartnerStatus.PROSPECT, "Met at a conference; has not decided yet"),
    38: (PartnerStatus.PROSPECT, "Suggested by a neighboring agency"),
}
TWIN = Profile(f"Lakeshore Sheriff's Office {names.MARK}", "MI", "county", "police")
FOUND = (  # names of a list that somebody brought: with the state, and how often
    ("Illinois St. Police", "IL", 2),
    (f"Pine Ridge SO {names.MARK}", "MN", 1),
    (f"Blue Hollow Sheriff {names.MARK}", "WV", 1),
)
SAID = (
    "Asked about two instructors in spring. They will answer once the training plan is set.",
    "They can spare one person at a time; overtime is the difficulty.",
    "Sent the questions on the agreement; counsel reads them.",
    "Thanked them for the last team. The report was shared with the academy.",
)


def add_agencies(db: Session, user: Principal) -> tuple[tuple[str, str], ...]:
    """The four of the fact sheet and the invented ones: reference and sector of each."""
    random = Random(50)
    return tuple(
        (_add(db, user, random, agency), agency.sector) for agency in (*names.FACT_SHEET, *names.invented_agencies())
    )


def tell_more(db: Session, user: Principal, people: tuple[str, ...], today: date) -> None:
    """Other names, contacts with notes, some that are paused or asked, one that may be another, names of nobody."""
    for reference, others in OTHER_NAMES.items():
        for name in others:
            partner_names.add(db, user, reference, name)
    for number, name in enumerate(people):
        _add_contact(db, user, f"P-{5 + number:03}", name, number, today)
    for number, (status, why) in STANDING.items():
        reference = f"P-{number:03}"
        partners.set_status(db, user, reference, status, why, partners.view(db, user, reference).version)
    partners.add(db, user, TWIN.name, TWIN.state, TWIN.level, TWIN.sector, status=PartnerStatus.PROSPECT, invented=True)
    for name, state, times in FOUND:
        for _ in range(times):
            partner_names.place(db, user, name, state, f"Roster of volunteers {names.MARK}")


def _add(db: Session, user: Principal, random: Random, agency: names.Agency) -> str:
    """Of a real agency nobody's size is invented."""
    fields = [key for key, one in shipped().catalogue.specialties.items() if Sector(agency.sector) in one.sectors]
    return partners.add(
        db,
        user,
        agency.name,
        agency.state,
        agency.level,
        agency.sector,
        agency.capacity,
        size=random.randrange(20, 900, 5) if agency.invented else None,
        away_at_once=random.randint(1, 4) if agency.invented else None,
        specialties=tuple(random.sample(fields, min(len(fields), 3))),
        languages=("en", *random.sample(LANGUAGES, random.randint(0, 2))),
        invented=agency.invented,
    )


def _add_contact(db: Session, user: Principal, reference: str, name: str, number: int, today: date) -> None:
    title = ("Chief of staff", "Training coordinator", "Deputy chief")[number % 3]
    partner_contacts.add(db, user, reference, name, title, f"contact{number}@example.gov", f"+1 555 01{number:02}")
    contact = partner_contacts.of_partner(db, user, reference)[0]
    for back in (9 + number, 40 + 3 * number)[: 1 + number % 2]:
        said = SAID[(number + back) % len(SAID)]
        partner_contacts.note(db, user, reference, today - timedelta(back), said, today, contact.id)
