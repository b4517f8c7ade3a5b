"""Amounts in other currencies: their own decimals, and dollars by a rate that says its day and its source."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .dates import short
from .errors import InvalidInput

DOLLAR = "USD"
PRICE = ("price", "price_currency", "per_dollar", "rate_on", "rate_source")  # of a price that was not in dollars
# ISO 4217: currencies whose smallest unit is the whole one
NO_DECIMALS = {
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
    "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
}  # fmt: skip
THREE_DECIMALS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
# ISO 4217 without the dollar, by hand (Nov 2026): a code that is none would be a slip that nobody sees
CODES = {
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC",
    "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD",
    "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD",
    "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD",
    "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP",
    "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "UYI", "UYU", "UZS", "VED",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
}  # fmt: skip
_AMOUNT = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.[0-9]{1,3})?")
_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,8})?")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a dollar cost in another currency: 600 XOF on a day, as somebody published it."""

    currency: str  # ISO 4217
    per_dollar: Decimal
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class ForeignPrice:
    """What one unit costs in another currency, with the rate of exchange that makes dollars of it."""

    amount: Decimal
    exchange: Exchange

    @property
    def dollars(self) -> Decimal:
        return to_usd(self.amount, self.exchange)

    def is_rate(self, rate: Decimal) -> bool:
        """Is the rate of a line this price, and neither a sum of it nor something it was held to?"""
        return rate == self.dollars

    @property
    def words(self) -> str:
        """65,000 XOF"""
        return words(self.amount, self.exchange.currency)

    @property
    def quotient(self) -> str:
        """65,000 XOF ÷ 600"""
        return f"{self.words} ÷ {self.exchange.per_dollar:f}"

    @property
    def said(self) -> str:
        """65,000 XOF at 600 XOF a dollar on 2 Mar 2026 (Card statement)"""
        rate = f"{self.exchange.per_dollar:f} {self.exchange.currency} a dollar on {short(self.exchange.on)}"
        return f"{self.words} at {rate} ({self.exchange.source})"

    def as_text(self) -> dict[str, str]:
        """The price for a file or a store; `read_price` reads it back."""
        exchange = self.exchange
        amounts = f"{self.amount:f}", exchange.currency, f"{exchange.per_dollar:f}"
        return dict(zip(PRICE, (*amounts, exchange.on.isoformat(), exchange.source), strict=True))


def read_price(stored: dict[str, str]) -> ForeignPrice:
    amount, code, per_dollar, on, source = (stored[key] for key in PRICE)
    return ForeignPrice(Decimal(amount), Exchange(code, Decimal(per_dollar), date.fromisoformat(on), source))


def decimals(currency: str) -> int:
    """How many decimals an amount may have: 2 for dollars, 0 for CFA francs."""
    return 0 if currency in NO_DECIMALS else 3 if currency in THREE_DECIMALS else 2


def to_usd(amount: Decimal, exchange: Exchange) -> Decimal:
    """Dollars, not rounded yet: a line is rounded once."""
    return amount / exchange.per_dollar


def words(amount: Decimal, currency: str) -> str:
    """65,000 XOF, 1,640.50 GEL: as many decimals as the currency has."""
    return f"{amount:,.{decimals(currency)}f}\u00a0{currency}"


def parse_amount(text: str, currency: str, field: str = "price") -> Decimal:
    """An amount as typed, with no more decimals than the currency has. Raises InvalidInput."""
    typed = text.strip().removesuffix(currency).strip()
    places = decimals(currency)
    if not _AMOUNT.fullmatch(typed) or len(typed.partition(".")[2]) > places:
        said = "no decimals" if places == 0 else f"at most {places} decimals"
        raise InvalidInput(
            f"“{text[:40]}” is not an amount in {currency}.", hint=f"Write it like 65,000, with {said}.", field=field
        )
    return Decimal(typed.replace(",", ""))


def parse_rate(text: str, field: str = "per_dollar") -> Decimal:
    """Units of a currency a dollar, above zero. Raises InvalidInput."""
    if not _RATE.fullmatch(text.strip()) or not Decimal(text.strip()):
        raise InvalidInput(
            f"“{text[:40]}” is not a rate of exchange.",
            hint="Write how many units one dollar is, like 600.",
            field=field,
        )
    return Decimal(text.strip())


def check(exchange: Exchange, price: Decimal) -> None:
    """Raises InvalidInput where the rate, or a price in its currency, cannot be right."""
    if exchange.currency not in CODES:
        raise InvalidInput(
            f"“{exchange.currency[:40]}” is not the code of another currency.",
            hint="Write it like XOF.",
            field="currency",
        )
    if not exchange.per_dollar.is_finite() or exchange.per_dollar <= 0:
        raise InvalidInput("A rate of exchange is above zero.", hint="Write it like 600.", field="per_dollar")
    if price != round(price, decimals(exchange.currency)):
        raise InvalidInput(
            f"{exchange.currency} has {decimals(exchange.currency)} decimals.", hint="Correct the price.", field="price"
        )
