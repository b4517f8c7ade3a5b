"""What an agreement and its amendments must be to be recorded: checked in words, naming the field that is wrong."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from . import dates, money
from .errors import InvalidInput
from .mechanisms import (
    AMENDMENT_WORDS,
    MOVES_CEILING,
    MOVES_END,
    Agreed,
    Amendment,
    AmendmentKind,
    Terms,
    after,
    in_order,
)
from .text import limited

TITLE_LENGTH, NUMBER_LENGTH, TEXT_LENGTH = 200, 80, 2_000
MOST_DAYS, MOST_YEARS = 400, 30  # for a report or a claim; for keeping records


def check(agreed: Agreed, types: Collection[str]) -> Agreed:
    """What was agreed with its text cleaned. Raises InvalidInput naming the first field that cannot be right."""
    if agreed.type not in types:
        raise InvalidInput("The type is not known.", hint="Choose one from the list.", field="type")
    title = " ".join(limited(agreed.title, TITLE_LENGTH, "title").split())
    if not title:
        raise InvalidInput("The title is missing.", hint="Say what was agreed, in a few words.", field="title")
    _check_terms(agreed.terms)
    most = {"report_days": MOST_DAYS, "claim_days": MOST_DAYS, "retention_years": MOST_YEARS}
    for field, longest in most.items():
        if not 0 <= getattr(agreed, field) <= longest:
            raise InvalidInput(
                f"{getattr(agreed, field)} cannot be right.", hint=f"Give between 0 and {longest}.", field=field
            )
    return replace(agreed, title=title, number=" ".join(limited(agreed.number, NUMBER_LENGTH, "number").split()))


def check_amendments(signed: Terms, amendments: Iterable[Amendment], today: date) -> None:
    """Do all amendments fit, each to the terms before it? Raises InvalidInput naming the first field that does not."""
    terms = signed
    for one in in_order(amendments):
        _check_amendment(terms, one, today)
        terms = after(terms, one)


def _check_terms(terms: Terms) -> None:
    if terms.ends is not None and terms.ends < terms.begins:
        raise InvalidInput("It would end before it begins.", hint="Check the two days.", field="ends_on")
    for field, day in (("begins_on", terms.begins), ("ends_on", terms.ends)):
        if day and not dates.FIRST_YEAR <= day.year <= dates.LAST_YEAR:
            raise InvalidInput(
                f"{dates.short(day)} lies too far away.",
                hint=f"Give days from {dates.FIRST_YEAR} to {dates.LAST_YEAR}.",
                field=field,
            )
    if terms.ceiling is not None and not 0 <= terms.ceiling <= money.MOST:
        raise InvalidInput(
            f"A ceiling of {money.words(terms.ceiling)} cannot be right.",
            hint=f"Give between $0 and {money.words(money.MOST)}, or leave it out.",
            field="ceiling",
        )


def _check_amendment(before: Terms, one: Amendment, today: date) -> None:
    if one.signed_on > today:
        raise InvalidInput(
            f"{dates.short(one.signed_on)} is still to come.", hint="Record it once it is signed.", field="signed_on"
        )
    if one.kind in MOVES_END:
        _check_end(before, one)
    elif one.ends is not None:
        raise _not_of_its_kind(one, "last day", "ends_on")
    if one.kind is AmendmentKind.MONEY and not one.ceiling_change:
        raise InvalidInput(
            "The change of the ceiling is missing.", hint="Say how much is added or taken away.", field="ceiling_change"
        )
    if one.kind not in MOVES_CEILING and one.ceiling_change is not None:
        raise _not_of_its_kind(one, "ceiling", "ceiling_change")
    ceiling = after(before, one).ceiling
    if ceiling is not None and not 0 <= ceiling <= money.MOST:
        raise InvalidInput(
            f"{_named(one)} would leave a ceiling of {money.words(ceiling)}.",
            hint=f"Before it stands at {money.words(before.ceiling or Decimal(0))}; it cannot go below zero.",
            field="ceiling_change",
        )


def _check_end(before: Terms, one: Amendment) -> None:
    if one.kind is AmendmentKind.RENEWAL:
        if one.ends is None or before.ends is None or one.ends <= before.ends:
            until = f"on {dates.short(before.ends)}" if before.ends else "on no day"
            raise InvalidInput(
                f"{_named(one)} does not run longer: before it the agreement ends {until}.",
                hint="A renewal needs a later last day; to shorten or reopen, choose “Other dates”.",
                field="ends_on",
            )
    elif one.ends == before.ends:
        raise InvalidInput(
            f"{_named(one)} would leave the last day as it was.", hint="Give another one.", field="ends_on"
        )
    _check_terms(replace(before, ends=one.ends))


def _named(one: Amendment) -> str:
    return f"{AMENDMENT_WORDS[one.kind]} of {dates.short(one.signed_on)}"


def _not_of_its_kind(one: Amendment, what: str, field: str) -> InvalidInput:
    return InvalidInput(
        f"An amendment of the kind “{AMENDMENT_WORDS[one.kind]}” does not change the {what}.",
        hint="Leave it out, or choose another kind.",
        field=field,
    )
