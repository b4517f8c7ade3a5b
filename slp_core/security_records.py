"""What is put on record about a trip's security: approval of the risk, weapons, devices, counter-intelligence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .checklists import Owner
from .dates import count, short
from .judgements import Judgement, Standing
from .risk import Advisory, PostDifferential
from .rules import RuleBook


class RecordKind(StrEnum):
    RISK = "risk"
    WEAPONS = "weapons"
    DEVICES = "devices"
    CI_BRIEFING = "ci_briefing"
    CI_DEBRIEF = "ci_debrief"


class Outcome(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    DONE = "done"
    NOT_NEEDED = "not_needed"


RECORD_WORDS = {
    RecordKind.RISK: "Approval of the risk",
    RecordKind.WEAPONS: "Weapons",
    RecordKind.DEVICES: "Official devices abroad",
    RecordKind.CI_BRIEFING: "Counter-intelligence briefing",
    RecordKind.CI_DEBRIEF: "Counter-intelligence debriefing",
}
OUTCOME_WORDS = {
    Outcome.REQUESTED: "Asked for",
    Outcome.APPROVED: "Approved",
    Outcome.REFUSED: "Refused",
    Outcome.DONE: "Done",
    Outcome.NOT_NEEDED: "Not needed",
}
_DECIDED = (Outcome.REQUESTED, Outcome.APPROVED, Outcome.REFUSED, Outcome.NOT_NEEDED)
_HELD = (Outcome.DONE, Outcome.NOT_NEEDED)
OUTCOMES = {
    RecordKind.RISK: (Outcome.REQUESTED, Outcome.APPROVED, Outcome.REFUSED),  # nobody says that it is not needed
    RecordKind.WEAPONS: _DECIDED,
    RecordKind.DEVICES: _DECIDED,
    RecordKind.CI_BRIEFING: _HELD,
    RecordKind.CI_DEBRIEF: _HELD,
}


@dataclass(frozen=True, slots=True)
class SecurityRecord:
    """One decision, or one thing done; the newest of a kind holds."""

    kind: RecordKind
    outcome: Outcome
    day: date
    authority: str  # who decided, by function: “Chief of Mission”
    reason: str
    level: int  # of the advisory when it was recorded
    danger: int  # danger pay in percent when it was recorded


@dataclass(frozen=True, slots=True)
class Risk:
    """What makes a country one for which an approval is put on record. Never an automatic no."""

    advisory: Advisory
    danger: int = 0

    @property
    def needs_approval(self) -> bool:
        return self.advisory.needs_approval or self.danger > 0

    @property
    def words(self) -> str:
        pay = f", danger pay {self.danger} %" if self.danger else ", no danger pay"
        return f"Advisory level {self.advisory.level}{pay}"


def risk_of(advisory: Advisory, differential: PostDifferential | None) -> Risk:
    return Risk(advisory, differential.danger if differential else 0)


def newest(records: Iterable[SecurityRecord]) -> dict[RecordKind, SecurityRecord]:
    """The record that holds of each kind: the last one given."""
    return {one.kind: one for one in records}


def judge_risk(risk: Risk, record: SecurityRecord | None) -> Judgement:
    """Level 3 or 4, or danger pay, needs an approval that was given for a risk as high as today's."""
    remedy = "INL or the Chief of Mission decides, and the decision is put on record."
    if not risk.needs_approval:
        return _of(RecordKind.RISK, Standing.NOT_NEEDED, f"{risk.words}.", Owner.KM, risk.advisory.issued)
    if record is None:
        return _of(
            RecordKind.RISK, Standing.NOT_READY, f"{risk.words}; no approval is on record.", Owner.KM, remedy=remedy
        )
    said = f"{OUTCOME_WORDS[record.outcome]} by {record.authority} on {short(record.day)}"
    risen = record.level < risk.advisory.level or record.danger < risk.danger
    if record.outcome is not Outcome.APPROVED:
        standing = Standing.UNKNOWN if record.outcome is Outcome.REQUESTED else Standing.NOT_READY
    elif risen:
        standing = Standing.NOT_READY
        said += f", at level {record.level} and danger pay {record.danger} %; the risk is higher now"
    else:
        return _of(RecordKind.RISK, Standing.READY, f"{said}. {risk.words}.", Owner.KM, record.day)
    return _of(RecordKind.RISK, standing, f"{said}. {risk.words}.", Owner.KM, record.day, remedy=remedy)


def judge_weapons(record: SecurityRecord | None) -> Judgement:
    """Unarmed unless the Chief of Mission and the host nation agree in writing and the RSO signs: our default."""
    if record is None:
        return _of(RecordKind.WEAPONS, Standing.NOT_NEEDED, "Unarmed, our default; nobody asked otherwise.", Owner.RSO)
    said = f"{OUTCOME_WORDS[record.outcome]} by {record.authority} on {short(record.day)}: {record.reason}"
    if record.outcome is Outcome.REQUESTED:
        remedy = "Chief of Mission and host nation agree in writing and the RSO signs, or the team travels unarmed."
        return _of(RecordKind.WEAPONS, Standing.NOT_READY, said, Owner.RSO, record.day, remedy=remedy)
    return _settled(record, said, "The team travels unarmed", Owner.RSO)


def judge_devices(record: SecurityRecord | None) -> Judgement:
    """Official devices go abroad only when they were allowed; a refusal settles it, too: they stay at home."""
    if record is None:
        return _of(
            RecordKind.DEVICES, Standing.UNKNOWN, "Nobody has said whether official devices go along.", Owner.KM,
            remedy="Say that none goes along, or record the authorization.",
        )  # fmt: skip
    said = f"{OUTCOME_WORDS[record.outcome]} by {record.authority} on {short(record.day)}: {record.reason}"
    if record.outcome is Outcome.REQUESTED:
        remedy = "The authorization comes, or the devices stay at home."
        return _of(RecordKind.DEVICES, Standing.NOT_READY, said, Owner.KM, record.day, remedy=remedy)
    return _settled(record, said, "They stay at home", Owner.KM)


def judge_ci_briefing(record: SecurityRecord | None, departs: date, today: date, rules: RuleBook) -> Judgement:
    """Whether a briefing is asked for is said by people: which countries are designated is not public."""
    if record is not None:
        standing = Standing.READY if record.outcome is Outcome.DONE else Standing.NOT_NEEDED
        said = f"{OUTCOME_WORDS[record.outcome]}, {record.authority} on {short(record.day)}: {record.reason}"
        return _of(RecordKind.CI_BRIEFING, standing, said, Owner.RSO, record.day)
    due = departs - timedelta(int(rules.on("security.ci_briefing_days", departs).value))
    late = due < today
    said = f"Nobody has said whether one is asked for. It would be due {short(due)}{', which is past' if late else ''}."
    standing = Standing.NOT_READY if late else Standing.UNKNOWN
    changes = None if late else due + timedelta(1)
    remedy = "Brief the team, or say that none is asked for."
    return _of(RecordKind.CI_BRIEFING, standing, said, Owner.RSO, None, changes, remedy)


def judge_ci_debrief(
    briefing: SecurityRecord | None, record: SecurityRecord | None, returns: date, today: date, rules: RuleBook
) -> Judgement | None:
    """After the return of a team that was briefed; None before that, and for one that was not."""
    if briefing is None or briefing.outcome is not Outcome.DONE or today <= returns:
        return None
    if record is not None and (record.outcome is not Outcome.DONE or record.day >= returns):
        standing = Standing.READY if record.outcome is Outcome.DONE else Standing.NOT_NEEDED
        said = f"{OUTCOME_WORDS[record.outcome]}, {record.authority} on {short(record.day)}: {record.reason}"
        return _of(RecordKind.CI_DEBRIEF, standing, said, Owner.RSO, record.day)
    due = returns + timedelta(int(rules.on("security.ci_debrief_days", returns).value))
    late = f", {count((today - due).days, 'day')} ago" if due < today else ""
    standing = Standing.NOT_READY if late else Standing.AT_RISK
    changes = None if late else due + timedelta(1)
    held = f"The one of {short(record.day)} was before the return." if record else "None is on record."
    said = f"{held} Due {short(due)}{late}."
    return _of(RecordKind.CI_DEBRIEF, standing, said, Owner.RSO, None, changes, "Debrief the team.")


def _settled(record: SecurityRecord, said: str, without: str, owner: Owner) -> Judgement:
    """Approved, refused or not needed: each is an answer, and a refusal says what it means for the team."""
    standing = Standing.NOT_NEEDED if record.outcome is Outcome.NOT_NEEDED else Standing.READY
    words = f"{without}. {said}" if record.outcome is Outcome.REFUSED else said
    return _of(record.kind, standing, words, owner, record.day)


def _of(
    kind: RecordKind, standing: Standing, said: str, owner: Owner, since: date | None = None,
    changes_on: date | None = None, remedy: str = "",
) -> Judgement:  # fmt: skip
    return Judgement(f"security.{kind}", RECORD_WORDS[kind], standing, said, owner, since, changes_on, remedy)
