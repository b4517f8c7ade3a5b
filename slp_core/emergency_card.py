"""The emergency card of a trip: whom to call, by function. What the post has not filled in is said to be missing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .checklists import Owner
from .judgements import Judgement, Standing


class Contact(StrEnum):
    """Whom an emergency card names, by function."""

    POST_ONE = "post_one"
    DUTY_OFFICER = "duty_officer"
    RSO = "rso"
    INL_OFFICER = "inl_officer"
    HOSPITAL = "hospital"
    LOCAL_EMERGENCY = "local_emergency"
    RALLY_POINT = "rally_point"
    HOME_AGENCY = "home_agency"
    INL_KM = "inl_km"


CONTACT_WORDS = {
    Contact.POST_ONE: "Post One (Marine guard)",
    Contact.DUTY_OFFICER: "Embassy duty officer",
    Contact.RSO: "Regional Security Office",
    Contact.INL_OFFICER: "INL officer at post",
    Contact.HOSPITAL: "Hospital to go to",
    Contact.LOCAL_EMERGENCY: "Local emergency number",
    Contact.RALLY_POINT: "Rally point",
    Contact.HOME_AGENCY: "Home agency's duty officer",
    Contact.INL_KM: "INL/KM on call",
}


@dataclass(frozen=True, slots=True)
class Card:
    """The emergency card as filled in; what is missing is said to be."""

    contacts: dict[Contact, str]
    checked: date | None
    version: int  # 0: there is none yet

    @property
    def missing(self) -> tuple[Contact, ...]:
        return tuple(one for one in Contact if not self.contacts.get(one))


def judge(card: Card) -> Judgement:
    """An empty card is not ready, and one with gaps is at risk."""
    item, title = "emergency_card", "Emergency card"
    if card.checked is None:
        return Judgement(
            item, title, Standing.NOT_READY, "It was not filled in.", Owner.RSO, remedy="The post fills it in."
        )
    if card.missing:
        words = ", ".join(CONTACT_WORDS[one] for one in card.missing)
        return Judgement(
            item, title, Standing.AT_RISK, f"Not filled in: {words}.", Owner.RSO, card.checked,
            remedy="The post fills in the rest.",
        )  # fmt: skip
    return Judgement(item, title, Standing.READY, "Every contact is filled in.", Owner.RSO, card.checked)
