"""Which prices and kinds of lodging can be right for a stay; what cannot is refused by field."""

from decimal import Decimal

from . import money
from .countries import UNITED_STATES
from .errors import InvalidInput
from .itinerary import Stay
from .lodging import LODGING_WORDS, Lodging
from .rules import DatedValue

SPEAKABLE = 15  # digits of an amount that is written out


def check(stay: Stay, actual_most: DatedValue) -> None:
    """Raises InvalidInput for a stay whose price, tax, multiple or kind cannot be right."""
    for field, price in (("room", stay.room), ("rent", stay.rent)):
        price_check(field, price)
    _check_tax(stay)
    _check_actual(stay, actual_most)
    _check_kind(stay)


def price_check(field: str, price: Decimal | None) -> None:
    """Raises InvalidInput for a price below 0 or beyond all that a price can be."""
    if price is not None and not 0 <= price <= money.MOST:
        said = money.words(price) if price.adjusted() < SPEAKABLE else f"{price:.0E}"
        message = f"A price of {said} cannot be right."
        raise InvalidInput(message, hint="Give 0 or more, or leave it out.", field=field)


def _check_tax(stay: Stay) -> None:
    if stay.tax and stay.country != UNITED_STATES:
        raise InvalidInput(
            f"Lodging tax in {stay.locality} is inside the rate and is no line of its own.",
            hint="Give the price of a night with its tax.",
            field="tax",
        )
    if stay.tax is not None and not 0 <= stay.tax < 1:
        raise InvalidInput("A lodging tax is a share of the room's price.", hint="Give it like 15.75 %.", field="tax")


def _check_actual(stay: Stay, most: DatedValue) -> None:
    if stay.actual is None:
        return
    if not 1 < stay.actual <= most.value:
        raise InvalidInput(
            f"Actual expense of {stay.actual * 100:.0f} % of the per diem cannot be authorized.",
            hint=f"Give more than 100 % and at most {most.value * 100:.0f} % ({most.citation.text}).",
            field="actual",
        )
    if stay.kind is not Lodging.HOTEL or stay.side_trip:
        raise InvalidInput(
            "Actual expense is authorized for a hotel at the place of duty.",
            hint="Choose a hotel, or leave actual expense out.",
            field="actual",
        )
    if stay.room is None:
        raise InvalidInput("Actual expense needs the price of a night.", hint="Give what the hotel asks.", field="room")


def _check_kind(stay: Stay) -> None:
    if stay.kind is Lodging.PRIVATE and stay.room and not stay.evidence.strip():
        raise InvalidInput(
            f"A host's extra cost of {money.words(stay.room)} a night in {stay.locality} is not proven.",
            hint="Name the evidence, like a bill; a gift or a hotel's price is never paid.",
            field="evidence",
        )
    if stay.rent is not None and stay.kind is not Lodging.RENTAL:
        raise InvalidInput("Only a rental has a rent.", hint="Choose “Weekly or monthly rental”.", field="rent")
    if stay.rent is not None and not stay.nights:
        raise InvalidInput("A rental has no night to divide its rent by.", hint="Check its days.", field="rent")
    if stay.kind is Lodging.HOME and (stay.room or stay.tax or stay.side_trip or stay.rest):
        raise InvalidInput(f"“{LODGING_WORDS[Lodging.HOME]}” costs nothing.", hint="Take the price out.", field="kind")
