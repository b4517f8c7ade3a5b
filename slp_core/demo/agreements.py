"""Invented agreements of most of the demo's agencies: running, ending soon, ended, and amended twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from ..coverage import covers
from ..mechanisms import Agreed, Amendment, AmendmentKind, Terms
from ..reference import shipped
from ..roles import Principal
from ..services import mechanisms
from . import names

WITHOUT = 7  # every seventh agency has none yet
TYPES = ("mou", "letter_of_agreement", "assistance_award", "mou", "task_order", "interagency")
TITLES = {
    "mou": "Cooperation in criminal-justice training",
    "letter_of_agreement": "Officers for short courses abroad",
    "interagency": "Support through the federal partner",
    "assistance_award": "Expert deployments and study visits",
    "task_order": "Mentors for one program year",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """An agreement that an engagement may run under, by what it covers now."""

    reference: str
    terms: Terms
    report_days: int


Agreements = dict[str, list[Offered]]  # partner reference -> its agreements


def add_agreements(db: Session, user: Principal, partners: tuple[tuple[str, str], ...], today: date) -> Agreements:
    """The agreements of each agency that has some."""
    made: Agreements = {}
    for number, (partner, _) in enumerate(partners):
        if number % WITHOUT != WITHOUT - 1:
            made[partner] = [_add(db, user, partner, one, today) for one in _of_agency(number, today)]
    return made


def covering(agreements: Agreements, partner: str | None, departs: date, returns: date) -> str | None:
    """The first agreement of an agency that covers a trip."""
    offered = agreements.get(partner or "", [])
    fits = (one.reference for one in offered if covers(one.terms, one.report_days, departs, returns).covered)
    return next(fits, None)


@dataclass(frozen=True, slots=True)
class _Story:
    agreed: Agreed
    amended: tuple[Amendment, ...] = ()


def _of_agency(number: int, today: date) -> Iterator[_Story]:
    """By turns: one that runs for long, one amended twice, one that ended before the one that runs, one ending soon."""
    turn = number % 4
    if turn == 0:
        yield _Story(_agreed(number, today, -700, 900, Decimal(120_000)))
    elif turn == 1:
        renewed, more = today - timedelta(200), today - timedelta(80)
        yield _Story(
            _agreed(number, today, -900, 60, Decimal(80_000)),
            (
                Amendment(1, AmendmentKind.RENEWAL, renewed, today + timedelta(540), Decimal(40_000), "Two years more"),
                Amendment(2, AmendmentKind.MONEY, more, None, Decimal(25_000), "For the courses added this year"),
            ),
        )
    elif turn == 2:
        yield _Story(_agreed(number, today, -1100, -120, Decimal(40_000)))
        yield _Story(_agreed(number + 2, today, -119, 610, None))
    else:
        words = "A new point of contact at the agency"
        no_cost = Amendment(1, AmendmentKind.NO_COST, today - timedelta(150), text=words)
        yield _Story(_agreed(number, today, -660, 20 + number, Decimal(50_000)), (no_cost,))


def _agreed(number: int, today: date, first: int, last: int, ceiling: Decimal | None) -> Agreed:
    kind = shipped().catalogue.mechanism_types[TYPES[number % len(TYPES)]]
    begins = today + timedelta(first)
    return Agreed(
        kind.id,
        f"DEMO-{begins.year}-{number + 1:03d}",
        f"{TITLES[kind.id]} {names.MARK}",
        Terms(begins, today + timedelta(last), ceiling),
        kind.basis,
        kind.report_days,
        kind.claim_days,
        kind.retention_years,
    )


def _add(db: Session, user: Principal, partner: str, story: _Story, today: date) -> Offered:
    reference = mechanisms.add(db, user, partner, story.agreed)
    db.flush()
    for amendment in story.amended:
        version = mechanisms.record(db, user, mechanisms.READ, reference).version
        mechanisms.amend(db, user, reference, amendment, version, today)
        db.flush()
    terms = mechanisms.view(db, user, reference, today).terms
    return Offered(reference, terms, story.agreed.report_days)
