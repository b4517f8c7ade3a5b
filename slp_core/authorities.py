"""Every rule, due day and table with where it comes from, as one Markdown page made from the shipped files."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .calendars import CalendarName
from .checklists import OWNER_WORDS, Checklist, Item
from .cost_items import CostItems
from .dates import count
from .questionnaire import AnswerKind, Question, Questionnaire
from .reference import Reference
from .rules import Citation, Rule
from .sources import Source

INTRO = """\
# Authorities

What every figure and every due day rests on. This page is made from the files under `data/` by
`python -m slp_core authorities > docs/authorities.md`; a test fails when it differs from them.
Change the files, not this page.

- **Authority**: *law* is a statute, a regulation or a published rate; *policy* is a directive of an agency;
  *assumption* is our own figure, which nobody enacted.
- **Seen**: *official* was read at the source itself; *secondary* in a copy or a restatement; *unseen* was not read.
- **Checked**: the day on which the value was last compared with what was seen.
- **Takes**: how long a step runs, for the critical path. Every such length is our own assumption.
- **Until** is empty while a value is in force. A day that no value covers is refused, never guessed."""

RULE_COLUMNS = ("Rule", "Value", "Unit", "From", "Until", "Authority", "Text", "Seen", "Checked", "File")
STEP_COLUMNS = ("Step", "Due", "Takes", "Owner", "When", "Authority", "Text", "Seen", "Checked")
ITEM_COLUMNS = ("Item", "Category", "Priced by", "Needs approval", "Authority", "Text", "Seen", "Checked")
REFUSED_COLUMNS = ("Refused", "Why", "Authority", "Text", "Seen", "Checked")
QUESTION_COLUMNS = ("Question", "Weight", "Good", "Holds", "Authority", "Text", "Seen", "Checked")
FACT_COLUMNS = ("Fact", "Authority", "Text", "Seen", "Checked")
SOURCE_COLUMNS = ("Table", "Publisher", "License", "Date of the data", "Checked", "Stale after", "File")
CALENDAR_WORDS = {
    CalendarName.US: "U.S. federal calendar",
    CalendarName.HOST: "host country's calendar",
    CalendarName.BOTH: "both calendars",
}


def markdown(reference: Reference) -> str:
    """The whole page. It knows no today: the same files always give the same page."""
    rules = reference.rules.rules.values()
    files = sorted((reference.folder / "checklists").glob("*.yaml"))
    parts = [
        INTRO,
        _summary(reference),
        "## Rules",
        _table(RULE_COLUMNS, (row for rule in rules for row in _rule(rule))),
    ]
    for file, checklist in zip(files, reference.checklists, strict=True):
        parts += _checklist(file, checklist)
    parts += _items(reference.prices.items)
    for questions in reference.questionnaires:
        parts += _questionnaire(questions)
    facts = ((_text(fact.text), *_cited(fact.citation)) for fact in reference.flight_facts)
    parts += ["## Class, carrier and baggage", _table(FACT_COLUMNS, facts)]
    parts += ["## Publications and tables", _table(SOURCE_COLUMNS, map(_source, reference.sources))]
    return "\n\n".join(parts).replace("\u00a0", " ") + "\n"


def _summary(reference: Reference) -> str:
    values = [dated.citation for rule in reference.rules.rules.values() for dated in rule.values]
    steps = [item.citation.read() for checklist in reference.checklists for item in checklist.items]
    open_values, open_steps = (sum(not citation.verified for citation in found) for found in (values, steps))
    return (
        f"{count(len(reference.rules.rules), 'rule')} with {count(len(values), 'dated value')}, "
        f"{count(len(steps), 'step')}, {count(len(reference.sources), 'table')}.\n"
        f"Law or policy that was not read at its official source: {count(open_values, 'value')} and "
        f"{count(open_steps, 'step')}. The screens mark these as unverified."
    )


def _rule(rule: Rule) -> Iterator[Sequence[object]]:
    """A row for each dated value, oldest first."""
    path = f"data/rules/{rule.id.replace('.', '/')}.yaml"
    for dated in rule.values:
        value = f"{dated.value.normalize():f}"
        known = _cited(dated.citation)
        yield (_text(rule.title), value, rule.unit, dated.start, dated.end or "", *known, _link(path))


def _checklist(file: Path, checklist: Checklist) -> list[str]:
    rows = (
        (
            _text(i.text),
            f"{i.due.distance}, {CALENDAR_WORDS[i.due.calendar]}",
            _takes(i),
            OWNER_WORDS[i.owner],
            i.when.replace("_", " "),
            *_cited(i.citation.read()),
        )
        for i in checklist.items
    )
    edition = f"Edition of {checklist.start}, from {_link(f'data/checklists/{file.name}')}."
    return [f"## Checklist: {checklist.title}", edition, _table(STEP_COLUMNS, rows)]


def _items(items: CostItems) -> list[str]:
    """What may be budgeted besides per diem, and what is refused."""
    allowed = (
        (_text(one.title), _text(one.category), " × ".join(one.factors), _text(one.approval), *_cited(one.citation))
        for one in items.allowed.values()
    )
    refused = ((_text(one.title), _text(one.why), *_cited(one.citation)) for one in items.refused.values())
    return [
        "## Cost items besides per diem",
        "No item has a price of its own: a price is typed, with where it comes from.",
        _table(ITEM_COLUMNS, allowed),
        _table(REFUSED_COLUMNS, refused),
    ]


def _questionnaire(questions: Questionnaire) -> list[str]:
    rows = (
        (
            _text(q.text),
            f"{q.weight}{', must-have' if q.gate else ''}",
            _good(q),
            count(q.valid_days, "day"),
            *_cited(q.citation.read()),
        )
        for q in questions.questions
    )
    method = questions.method
    shares = f"ready from {method.ready_share:.0%}, nearly from {method.nearly_share:.0%}, "
    shares += f"not known above {method.unknown_share:.0%} unknown"
    edition = f"Edition of {questions.start}, from {_link(f'data/self_check/{questions.edition}.yaml')}."
    how = f"Method ({method.citation.authority}): {shares}. {_text(method.text)}"
    return [f"## Self-check: {questions.title}", edition, how, _table(QUESTION_COLUMNS, rows)]


def _good(question: Question) -> str:
    """Which answer is good."""
    return {
        AnswerKind.CHOICE: "yes",
        AnswerKind.NUMBER: f"{question.enough} or more",
        AnswerKind.DATE: "a day not past",
    }[question.answer]


def _source(source: Source) -> Sequence[object]:
    stale = count(source.stale_after_days, "day") if source.stale_after_days else "never"
    words = (_text(source.title), _text(source.publisher), _text(source.licence))
    return (*words, source.as_of, source.checked, stale, _link(source.path))


def _cited(citation: Citation) -> Sequence[object]:
    text = _text(citation.text)
    return (
        citation.authority,
        f"[{text}]({citation.url})" if citation.url else text,
        citation.seen,
        citation.checked,
    )


def _takes(item: Item) -> str:
    return count(item.takes.business_days, "business day") if item.takes else ""


def _link(path: str) -> str:
    return f"[{Path(path).name}](../{path})"


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _text(text: str) -> str:
    """Text that stays in its cell and is no Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|" else char for char in text)
