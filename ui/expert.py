"""The parts of an expert's page."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from slp_core.dates import short
from slp_core.experts import ABSENCE_WORDS, CREDENTIAL_WORDS, LANGUAGE_WORDS, SKILL_WORDS
from slp_core.lifecycle import WORDS
from slp_core.partners import STATUS_WORDS
from slp_core.reference import shipped
from slp_core.services import appraisals, availability, training_records
from slp_core.services.expert_view import ExpertView, Held
from slp_core.training import Module
from slp_core.validity import Never, Validity, on
from ui import expert_forms, look, meters, periods, session, tables, training

VALIDITY = {
    Validity.VALID: ("done", "Qualified"),
    Validity.ENDS_DURING: ("soon", "Expires during the event"),
    Validity.EXPIRED: ("late", "Expired before the event"),
    Validity.UNKNOWN: ("unknown", "Expiry not known"),
}
LEVELS = {str(level): words for level, words in (*SKILL_WORDS.items(), *LANGUAGE_WORDS.items())}
CONFIRMED = {True: "Confirmed", False: ":gray-badge[:material/help: Not confirmed]"}


def head(found: ExpertView) -> None:
    """The name, or for those who may not see it the reference; agency and station; whether on offer."""
    agency = f"{look.plain(found.agency)} ({found.state})"
    facts = [found.reference, look.plain(found.title), agency, look.plain(found.station), look.plain(found.email)]
    look.head(found.name or f"Expert {found.reference}", " · ".join(filter(None, facts)), demo=session.is_demo())
    if not found.named:
        st.caption("Names, days and history are shown for experts on your engagements, or of agencies that take part.")


def verdict(found: ExpertView) -> None:
    """Whether this person can be asked at all, and what falls on the same days."""
    if not found.active:
        look.verdict("care", "Not on offer:", f"inactive. {look.plain(found.inactive_reason)}".strip())
    elif not found.on_offer:
        look.verdict("care", "Not on offer:", f"the agency's state is “{STATUS_WORDS[found.agency_status]}”.")
    elif found.twice:
        look.verdict("stop", "Two things on the same days.", look.plain(" ".join(found.twice)))


def parts(found: ExpertView) -> dict[str, Callable[[], None]]:
    """The tabs this user may open: their words, with counts, and what draws them."""
    tabs: dict[str, Callable[[], None]] = {"Skills": lambda: skills(found)}
    if found.named:
        tabs["Free or not"] = lambda: free(found)
    tabs[f"Credentials ({len(found.credentials)})"] = lambda: credentials(found)
    tabs["Training"] = lambda: training.of_expert(found.reference)
    if found.named:
        tabs["Days abroad"] = lambda: meters.of_expert(found.reference)
    tabs[f"Experience ({len(found.experience)})"] = lambda: experience(found)
    if found.named:
        tabs[f"Engagements ({len(found.sent)})"] = lambda: sent(found)
    if found.named and "appraisal:give" in found.may and not found.oneself:
        tabs["Appraisals"] = lambda: opinions(found)
    if "expert:change" in found.may:
        tabs["Change"] = lambda: expert_forms.change(found)
    return tabs


def skills(found: ExpertView) -> None:
    """Specialties and languages with their levels."""
    catalogue = shipped().catalogue
    known = [(catalogue.specialties[one.key].title, one) for one in found.skills]
    known += [(catalogue.languages[one.key], one) for one in found.languages]
    rows = [[title, LEVELS[one.level], CONFIRMED[one.confirmed]] for title, one in known]
    if rows:
        tables.plain(rows, ("Specialty or language", "Level", "INL/KM"), "Specialties and languages")
    else:
        look.empty("No specialty and no language yet.", "The agency's coordinator or INL/KM enters them.")
    expert_forms.skills(found)


def free(found: ExpertView) -> None:
    """The judgement on days that are typed, and the declared absences."""
    st.markdown("Both days count. Who is not free on them cannot be named for a team.")
    with st.container(horizontal=True):
        wished = periods.wished("From", "To")
    if wished:
        answer = session.remember(availability.of_expert, found.reference, wished, session.today())
        if answer.free:
            look.verdict("fine", "Free", look.plain(f"{wished.words}."))
        else:
            look.verdict("stop", "Not free.", look.plain(" ".join((*answer.sentences, answer.proposal))))
    look.section("Absences")
    if found.away:
        rows = [[_capital(one.period.words), ABSENCE_WORDS[one.kind]] for one in found.away]
        tables.plain(rows, ("Days", "Said as"), "Declared absences, latest first")
    else:
        look.empty("No absence is declared.", "Days away keep a person off every list of who is free.")
    if "absence:declare" in found.may:
        expert_forms.absences(found)


def credentials(found: ExpertView) -> None:
    """Trainings and certificates, as they stand over the days of an event: today, unless days are typed."""
    with st.container(horizontal=True):
        event = periods.wished("Event from", "Event to")
    first, last = (event.first, event.end) if event else (session.today(), session.today())
    if found.credentials:
        modules = session.remember(training_records.modules, session.today())
        rows = [[_credential(one, modules), _validity(one, first, last), _confirmed(one)] for one in found.credentials]
        days = _capital(event.words) if event else f"Today, {short(first)}"
        tables.plain(rows, ("Credential", days, "INL/KM"), "Credentials and whether they hold")
    else:
        look.empty("No training and no certificate yet.", "The agency's coordinator or INL/KM enters them.")
    expert_forms.credentials(found)


def experience(found: ExpertView) -> None:
    if found.experience:
        label = shipped().countries.label
        rows = [
            [
                look.plain(one.what),
                label(one.country) if one.country else "",
                f"{one.first_year} to {one.last_year or 'now'}",
            ]
            for one in found.experience
        ]
        tables.plain(rows, ("What", "Where", "Years"), "Work done before")
    else:
        look.empty("Nothing is entered yet.", "Work done before the program: what, where, when.")
    expert_forms.experience(found)


def sent(found: ExpertView) -> None:
    """Places on teams, latest first, each with the link to its engagement."""
    for one in found.sent:
        where = look.plain(f"{shipped().countries.label(one.country)}, {one.period.words}")
        words = f"{where}  \n:small[{one.engagement}, {WORDS[one.stage].lower()}]"
        look.row("engagement", one.engagement, one.title, words)
    if not found.sent:
        look.empty("Not on a team yet.", "An engagement's page names its experts.")


def opinions(found: ExpertView) -> None:
    """Appraisals of engagements within reach; nobody reads the own."""
    given = session.remember(appraisals.of_expert, found.reference)
    rows = [
        [
            f"[{one.engagement}](/engagement?ref={one.engagement})",
            f"{one.rating} of 5",
            f"{look.plain(one.text)}  \n:small[{look.plain(one.by)}]",
        ]
        for one in given
    ]
    if rows:
        tables.plain(rows, ("Engagement", "Rating", "Said"), "Appraisals, newest first")
    else:
        look.empty("No appraisal yet.", "An officer gives one once the expert is back.")
    expert_forms.appraisals(found, given)


def _credential(one: Held, modules: dict[str, Module]) -> str:
    match one.expires:
        case None:
            until = "no day of expiry given"
        case Never():
            until = "never expires"
        case day:
            until = f"until {short(day)}"
    issued = f", issued {short(one.issued)}" if one.issued else ""
    lines = [f"**{look.plain(one.name)}**", f"{CREDENTIAL_WORDS[one.kind]}, {until}{issued}"]
    if one.module:
        title = modules[one.module].title if one.module in modules else one.module
        if title != one.name:
            lines.append(f":small[Counts as the module “{look.plain(title)}”]")
    if one.module or one.evidence:
        lines.append(f":small[Shown by: {look.plain(one.evidence) or 'nothing yet'}]")
    return "  \n".join(lines)


def _confirmed(one: Held) -> str:
    by = f"  \n:small[by {look.plain(one.confirmed_by)}]" if one.confirmed_by else ""
    return CONFIRMED[one.confirmed] + by


def _validity(one: Held, first: date, last: date) -> str:
    key, word = VALIDITY[on(one.expires, first, last)]
    return look.state(key, word)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
