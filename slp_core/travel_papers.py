"""A traveler's papers at the borders on the way: passport, visa and yellow fever certificate, judged for a trip."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from .clearances import Clearance, ClearanceKind, ClearanceStatus, held, judged, missing
from .dates import count, short
from .entry_facts import EntryFacts, YellowFever
from .itinerary import Itinerary
from .judgements import Judgement, Standing
from .lodging import Lodging
from .periods import Period
from .rules import RuleBook


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay in one country, entered once, at one or several places. No facts: nothing is known of the country."""

    place: str  # where it is entered
    days: Period
    facts: EntryFacts | None

    @property
    def long(self) -> int:
        """Days, those of entry and exit included."""
        return (self.days.end - self.days.first).days + 1


@dataclass(frozen=True, slots=True)
class Journey:
    """A trip as its clearances see it: the visits abroad, in order."""

    trip: Period
    visits: tuple[Visit, ...]


def journey(itinerary: Itinerary, facts: dict[str, EntryFacts], home: str) -> Journey:
    """The visits outside the travelers' own country: places of one country that follow each other are one entry."""
    visits = []
    for (country, at_home), some in groupby(itinerary.stays, lambda stay: (stay.country, stay.kind is Lodging.HOME)):
        stays = list(some)
        if country != home and not at_home:
            days = Period(stays[0].arrives, stays[-1].leaves)
            visits.append(Visit(stays[0].locality, days, facts.get(country)))
    return Journey(Period(itinerary.departs, itinerary.returns), tuple(visits))


def judge_passport(found: Clearance | None, way: Journey, rules: RuleBook) -> Judgement:
    """Valid for as long as the strictest country on the way asks, from entry or over the stay, with enough pages."""
    kind = ClearanceKind.PASSPORT
    if found is None or found.status is not ClearanceStatus.GRANTED:
        enter = "Enter until when it is valid and how many pages are blank."
        return missing(kind, found, "Get one." if found else enter)
    if found.expires is None:
        return judged(kind, Standing.UNKNOWN, "Until when it is valid is not known.", found, remedy="Enter it.")
    needed, why = _needed(way)
    if isinstance(found.expires, date) and found.expires < needed:
        said = f"Valid until {short(found.expires)}; it must be until {short(needed)} ({why})."
        return judged(kind, Standing.NOT_READY, said, found, remedy="Renew it: routine takes 4 to 6 weeks and mail.")
    if any(one.facts is None for one in way.visits):
        said = "What one of the countries asks of a passport is not known."
        return judged(kind, Standing.UNKNOWN, said, found, remedy="Ask the post and record it in the checklist.")
    return _pages(found, way, needed, rules)


def _needed(way: Journey) -> tuple[date, str]:
    """Until when a passport must be valid, and why: the country that asks most, or at least the return."""
    asked = (
        (one.facts.passport_until(one.days.first, one.days.end), f"{one.place}: {one.facts.passport_words.lower()}")
        for one in way.visits
        if one.facts
    )
    return max(((way.trip.end, "the return"), *asked))


def _pages(found: Clearance, way: Journey, needed: date, rules: RuleBook) -> Judgement:
    usual = int(rules.on("clearance.passport_pages", way.trip.first).value)
    asked = (one.facts.pages if one.facts else None for one in way.visits)
    pages = max((usual if number is None else number for number in asked), default=0)
    if found.pages is None and pages:
        said = "How many pages are blank is not known."
        return judged(ClearanceKind.PASSPORT, Standing.UNKNOWN, said, found, remedy=f"It must be {pages} or more.")
    if (found.pages or 0) < pages:
        said = f"{count(found.pages or 0, 'blank page')}; {count(pages, 'page')} must be blank."
        return judged(ClearanceKind.PASSPORT, Standing.NOT_READY, said, found, remedy="Get another passport.")
    valid = f"until {short(found.expires)}" if isinstance(found.expires, date) else "for good"
    said = f"Valid {valid}, needed until {short(needed)}; {count(found.pages or 0, 'blank page')}, enough."
    return judged(ClearanceKind.PASSPORT, Standing.READY, said, found)


def judge_visa(found: Clearance | None, way: Journey) -> Judgement:
    """Held for every day abroad. What is published is for tourists: that none is needed is said by people."""
    kind, abroad = ClearanceKind.VISA, _abroad(way)
    if abroad is None:
        return judged(kind, Standing.NOT_NEEDED, "No stay abroad.", found)
    if found is not None:
        return held(found, abroad, "Get a visa for all days.")
    days = (abroad.end - abroad.first).days + 1
    if any(one.facts and one.facts.needs_visa(one.long) for one in way.visits):
        said = f"One is needed for {count(days, 'day')}; none is on record."
        return judged(kind, Standing.NOT_READY, said, None, remedy="Apply for it.")
    said = "None is published for tourists, or nothing is known; official business may need one."
    return judged(kind, Standing.UNKNOWN, said, None, remedy="Ask the post; record the visa, or that none is needed.")


def judge_yellow_fever(found: Clearance | None, way: Journey, rules: RuleBook) -> Judgement:
    """The certificate counts from ten days after the vaccination, for life."""
    kind = ClearanceKind.YELLOW_FEVER
    asked = {one.facts.yellow_fever if one.facts else None for one in way.visits}
    if not asked - {YellowFever.NONE_STATED}:
        return judged(kind, Standing.NOT_NEEDED, "No country on the way asks for it.", found)
    if found is None or found.status is not ClearanceStatus.GRANTED:
        if YellowFever.REQUIRED in asked:
            said, standing = "A country on the way asks for it; none is on record.", Standing.NOT_READY
        else:
            said, standing = "Asked of those who come through a country with risk.", Standing.UNKNOWN
        if found is not None:
            return missing(kind, found, "Record the day of the vaccination.")
        return judged(kind, standing, said, None, remedy="Record the day of the vaccination, or that none is needed.")
    if found.granted is None:
        return judged(kind, Standing.UNKNOWN, "The day of the vaccination is not known.", found, remedy="Enter it.")
    enters = min(one.days.first for one in way.visits)
    counts = found.granted + timedelta(int(rules.on("clearance.yellow_fever_days", found.granted).value))
    if counts > enters:
        said = f"It counts from {short(counts)}; the entry is on {short(enters)}."
        return judged(kind, Standing.NOT_READY, said, found, remedy="Enter later, or ask the post.")
    return judged(kind, Standing.READY, f"It counts from {short(counts)}, for life.", found)


def _abroad(way: Journey) -> Period | None:
    if not way.visits:
        return None
    return Period(way.visits[0].days.first, way.visits[-1].days.end)
