"""A traveler's papers at the borders on the way: passport, visa and yellow fever certificate, judged for a trip."""

from dataclasses import dataclass
from datetime import date, timedelta

from .clearances import Clearance, ClearanceKind, ClearanceStatus, held, judged, missing
from .dates import count, short
from .entry_facts import EntryFacts, YellowFever
from .itinerary import Itinerary
from .itinerary import Stay as Stop
from .judgements import Judgement, Standing
from .periods import Period
from .rules import RuleBook


@dataclass(frozen=True, slots=True)
class Journey:
    """A trip as its clearances see it: what each country on the way asks. None: nothing is known of that country."""

    trip: Period
    stops: tuple[tuple[Stop, EntryFacts | None], ...]  # abroad, in order


def journey(itinerary: Itinerary, facts: dict[str, EntryFacts], home: str) -> Journey:
    """The stops outside the travelers' own country."""
    abroad = ((stay, facts.get(stay.country)) for stay in itinerary.stays if stay.country != home)
    return Journey(Period(itinerary.departs, itinerary.returns), tuple(abroad))


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
    if any(facts is None for _, facts in way.stops):
        said = "What one of the countries asks of a passport is not known."
        return judged(kind, Standing.UNKNOWN, said, found, remedy="Ask the post and record it in the checklist.")
    return _pages(found, way, needed, rules)


def _needed(way: Journey) -> tuple[date, str]:
    """Until when a passport must be valid, and why: the country that asks most, or at least the return."""
    asked = (
        (facts.passport_until(stop.arrives, stop.leaves), f"{stop.locality}: {facts.passport_words.lower()}")
        for stop, facts in way.stops
        if facts
    )
    return max(((way.trip.end, "the return"), *asked))


def _pages(found: Clearance, way: Journey, needed: date, rules: RuleBook) -> Judgement:
    usual = int(rules.on("clearance.passport_pages", way.trip.first).value)
    pages = max((facts.pages if facts and facts.pages is not None else usual for _, facts in way.stops), default=0)
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
    if any(facts and facts.needs_visa((stop.leaves - stop.arrives).days + 1) for stop, facts in way.stops):
        said = f"One is needed for {count(days, 'day')}; none is on record."
        return judged(kind, Standing.NOT_READY, said, None, remedy="Apply for it.")
    said = "None is published for tourists, or nothing is known; official business may need one."
    return judged(kind, Standing.UNKNOWN, said, None, remedy="Ask the post; record the visa, or that none is needed.")


def judge_yellow_fever(found: Clearance | None, way: Journey, rules: RuleBook) -> Judgement:
    """The certificate counts from ten days after the vaccination, for life."""
    kind = ClearanceKind.YELLOW_FEVER
    asked = {facts.yellow_fever if facts else None for _, facts in way.stops}
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
    enters = min(stop.arrives for stop, _ in way.stops)
    counts = found.granted + timedelta(int(rules.on("clearance.yellow_fever_days", found.granted).value))
    if counts > enters:
        said = f"It counts from {short(counts)}; the entry is on {short(enters)}."
        return judged(kind, Standing.NOT_READY, said, found, remedy="Enter later, or ask the post.")
    return judged(kind, Standing.READY, f"It counts from {short(counts)}, for life.", found)


def _abroad(way: Journey) -> Period | None:
    if not way.stops:
        return None
    return Period(min(stop.arrives for stop, _ in way.stops), max(stop.leaves for stop, _ in way.stops))
