"""Mechanisms in words: by what they pay, and what an amendment of one changes."""

from enum import StrEnum


class Basis(StrEnum):
    """By which rates travel is reimbursed: one method for a whole trip. A partner's own policy is capped by the
    federal rates."""

    FEDERAL_RATES = "federal_rates"
    PARTNER_POLICY = "partner_policy"


class AmendmentKind(StrEnum):
    RENEWAL = "renewal"
    DATES = "dates"
    MONEY = "money"
    NO_COST = "no_cost"


BASIS_WORDS = {
    Basis.FEDERAL_RATES: "Federal travel rates",
    Basis.PARTNER_POLICY: "Partner's own policy, up to the federal rates",
}
AMENDMENT_WORDS = {
    AmendmentKind.RENEWAL: "Renewal",
    AmendmentKind.DATES: "Other dates",
    AmendmentKind.MONEY: "Other ceiling",
    AmendmentKind.NO_COST: "No cost",
}
