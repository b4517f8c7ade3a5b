"""The forms of an expert's page, each for those who may enter something, and never about oneself."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from slp_core.dates import parse_day
from slp_core.experts import ABSENCE_WORDS, CREDENTIAL_WORDS, LANGUAGE_WORDS, SKILL_WORDS
from slp_core.reference import shipped
from slp_core.services import absences as away
from slp_core.services import appraisals as opinions
from slp_core.services import credentials as held
from slp_core.services import experience as done
from slp_core.services import experts, training_records
from slp_core.services import skills as known
from slp_core.services.appraisals import Opinion
from slp_core.services.expert_view import ExpertView, Known
from slp_core.training import Module
from slp_core.validity import Never
from ui import as_shown, look, periods, session, written

EVIDENCE = "What shows it: where the paper is, without its number"
EXAMPLE = "Certificate seen by INL/KM on 3 May 2026"
Settled = dict[str, tuple[Any, int]]  # words of a record -> its key and version


def change(found: ExpertView) -> None:
    """Other values; off the offer with a reason, or back on it."""
    version = as_shown.version(f"{session.token('change')}-{found.reference}", found.version)
    with st.form(f"change-{session.token('change')}", border=True):
        name, email = st.text_input("Name", found.name), st.text_input("E-mail", found.email)
        title, station = st.text_input("Title", found.title), st.text_input("Official station", found.station)
        if st.form_submit_button("Save changes", icon=":material/save:"):
            written.do("change", experts.change, found.reference, version, name, title, station, email)
    if found.active:
        with st.form(f"deactivate-{session.token('deactivate')}", border=True):
            reason = st.text_input("Why this person can no longer be offered", placeholder="Retired from the agency")
            if st.form_submit_button("Take off the offer", icon=":material/person_off:"):
                written.do("deactivate", experts.deactivate, found.reference, found.version, reason)
    elif st.button("Put back on offer", key=f"reactivate-{session.token('reactivate')}", icon=":material/undo:"):
        written.do("reactivate", experts.reactivate, found.reference, found.version)


def skills(found: ExpertView) -> None:
    """Setting a level, and what to do with one that is there."""
    if not _enters(found):
        return
    specialties = {key: one.title for key, one in shipped().catalogue.specialties.items()}
    languages = shipped().catalogue.languages
    with look.fold("Set a specialty or a language"):
        _level(found, "Specialty", specialties, SKILL_WORDS, found.skills, known.set_skill)
        _level(found, "Language", languages, LANGUAGE_WORDS, found.languages, known.set_language)
    there = {specialties[one.key]: (one.key, one.version) for one in found.skills}
    _settle(found, "Confirm a specialty, or take it away", "skill", there, known.take_skill, known.confirm_skill)
    there = {languages[one.key]: (one.key, one.version) for one in found.languages}
    _settle(
        found, "Confirm a language, or take it away", "language", there, known.take_language, known.confirm_language
    )


def credentials(found: ExpertView) -> None:
    """Adding a credential, renewing one, and what else to do with one that is there."""
    if not _enters(found):
        return
    with look.fold("Add a credential"), st.form(f"credential-{session.token('credential')}", border=False):
        kind = st.selectbox("Kind", list(CREDENTIAL_WORDS), format_func=CREDENTIAL_WORDS.__getitem__)
        name = st.text_input("Name, as on the paper")
        modules = look.distinct({"": "None"} | {key: one.title for key, one in _modules().items()})
        module = st.selectbox("Counts as the training module", list(modules), format_func=modules.__getitem__)
        issued, expires, never = _days()
        evidence = st.text_input(EVIDENCE, placeholder=EXAMPLE)
        if st.form_submit_button("Add credential", icon=":material/add:"):
            with session.refusals():
                days = _read(issued, "issued"), _expiry(expires, never=never)
                values = found.reference, kind, name, *days, session.today()
                written.do("credential", held.add, *values, module=module, evidence=evidence)
    there: Settled = {f"{one.name} (No. {one.id})": (one.id, one.version) for one in found.credentials}
    if there:
        with (
            look.fold("Renew a credential"),
            st.form(as_shown.form(f"renew-{session.token('renew')}", there), border=False),
        ):
            chosen = there[st.selectbox("Credential", list(there))]
            issued, expires, never = _days()
            evidence = st.text_input(EVIDENCE, placeholder=EXAMPLE)
            if st.form_submit_button("Renew credential", icon=":material/autorenew:"):
                with session.refusals():
                    days = _read(issued, "issued"), _expiry(expires, never=never)
                    again = found.reference, *chosen, *days, session.today()
                    written.do("renew", held.renew, *again, evidence=evidence)
    _settle(found, "Confirm a credential, or take it away", "held", there, held.take, held.confirm)


def experience(found: ExpertView) -> None:
    if not _enters(found):
        return
    names = {"": "No country"} | {land.code: land.label for land in shipped().countries.sorted()}
    with look.fold("Add experience"), st.form(f"experience-{session.token('experience')}", border=False):
        what = st.text_input("What was done")
        country = st.selectbox("Where", list(names), format_func=names.__getitem__)
        first, last = st.columns(2)
        begins = first.number_input("First year", done.EARLIEST_YEAR, session.today().year, session.today().year)
        ends = last.number_input("Last year (empty: until now)", done.EARLIEST_YEAR, session.today().year, value=None)
        if st.form_submit_button("Add experience", icon=":material/add:"):
            written.do("experience", done.add, found.reference, what, country, begins, ends, session.today())
    there = _told_apart({(one.id, one.version): f"{one.what}, {one.first_year}" for one in found.experience})
    _settle(found, "Take experience away", "done", there, done.take)


def absences(found: ExpertView) -> None:
    with look.fold("Declare an absence"), st.form(f"absence-{session.token('absence')}", border=False):
        kind = st.selectbox("Said as", list(ABSENCE_WORDS), format_func=ABSENCE_WORDS.__getitem__)
        first, last = st.columns(2)
        begins = first.text_input("First day", placeholder="2027-03-01")
        ends = last.text_input("Last day (empty: until further notice)", placeholder="2027-03-12")
        if st.form_submit_button("Declare absence", icon=":material/event_busy:"):
            with session.refusals():
                written.do("absence", away.declare, found.reference, kind, periods.read(begins, ends))
    there = _told_apart({(one.id, one.version): one.period.words for one in found.away})
    _settle(found, "Take an absence back", "away", there, away.take_back)


def appraisals(found: ExpertView, given: Sequence[Opinion]) -> None:
    """For engagements that are over; one's own may be taken back."""
    over = {one.engagement: f"{one.title}, {one.engagement}" for one in found.sent if one.period.end < session.today()}
    if over:
        with look.fold("Give an appraisal"), st.form(f"appraisal-{session.token('appraisal')}", border=False):
            engagement = st.selectbox("Engagement", list(over), format_func=over.__getitem__)
            rating = st.select_slider("Rating, from 1 (poor) to 5 (outstanding)", list(opinions.RATINGS), 3)
            text = st.text_area("What was seen")
            if st.form_submit_button("Give appraisal", icon=":material/rate_review:"):
                values = found.reference, engagement, rating, text, session.today()
                written.do("appraisal", opinions.give, *values)
    mine = {(one.id, one.version): f"{one.engagement}, {one.rating} of 5" for one in given if one.mine}
    there = _told_apart(mine)
    _settle(found, "Take an own appraisal back", "opinion", there, opinions.take_back)


def _enters(found: ExpertView) -> bool:
    if found.oneself:
        st.caption("Nobody enters or confirms the own skills, languages and credentials: your agency or INL/KM does.")
    return "expert:change" in found.may and not found.oneself


def _level(
    found: ExpertView,
    label: str,
    titles: Mapping[str, str],
    levels: Mapping[Any, str],
    there: Sequence[Known],
    use_case: Callable[..., str],
) -> None:
    versions = {one.key: one.version for one in there}
    name = f"set-{label.lower()}"
    with st.form(f"{name}-{session.token(name)}", border=False):
        left, right = st.columns(2)
        key = left.selectbox(label, list(titles), format_func=titles.__getitem__)
        level = right.selectbox("Level", list(levels), format_func=levels.__getitem__)
        if st.form_submit_button(f"Set {label.lower()}", icon=":material/edit_note:"):
            written.do(name, use_case, found.reference, key, level, versions.get(key, 0))


def _settle(
    found: ExpertView,
    title: str,
    name: str,
    there: Mapping[str, tuple[Any, int]],
    take: Callable[..., str],
    confirm: Callable[..., str] | None = None,
) -> None:
    """Confirm one of the records that are there, or take it away."""
    if not there:
        return
    may_confirm = confirm if "credential:confirm" in found.may else None
    title = title if may_confirm or not confirm else f"Take a {title.split(',')[0].split()[-1]} away"
    with look.fold(title), st.form(as_shown.form(f"{name}-{session.token(name)}", there), border=False):
        chosen = written.pick("Which", {word: word for word in there})
        with st.container(horizontal=True):
            confirmed = may_confirm and st.form_submit_button("Confirm", icon=":material/verified:")
            gone = st.form_submit_button("Take away", icon=":material/remove:")
        with session.refusals():
            if may_confirm and confirmed:
                written.do(name, may_confirm, found.reference, *there[written.picked(chosen)])
            elif gone:
                written.do(name, take, found.reference, *there[written.picked(chosen)], session.now())


def _told_apart(words: Mapping[tuple[Any, int], str]) -> Settled:
    return {word: record for record, word in look.distinct(words).items()}


def _modules() -> dict[str, Module]:
    return session.remember(training_records.modules, session.today())


def _days() -> tuple[str, str, bool]:
    left, right = st.columns(2)
    issued = left.text_input("Issued on", placeholder="2025-06-01")
    expires = right.text_input("Expires on (empty: by its module, else not known)", placeholder="2028-06-01")
    return issued, expires, st.checkbox("It never expires")


def _read(typed: str, field: str) -> date | None:
    return parse_day(typed, field) if typed.strip() else None


def _expiry(typed: str, *, never: bool) -> date | Never | None:
    return Never.NEVER if never else _read(typed, "expires")
