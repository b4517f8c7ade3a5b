"""The draft of a need: kept at every change, begun from a blank, from the need to change, or from a standard offer."""

from typing import Any

import streamlit as st

from slp_core.catalogue import Offer
from slp_core.errors import InvalidInput
from slp_core.needs import Priority
from slp_core.partners import Sector
from slp_core.plan import Kind
from slp_core.reference import shipped
from slp_core.roles import Principal
from slp_core.services import counterparts_list
from slp_core.services.need_views import NeedView
from ui import kept, session

NEW = "need"
BLANK: dict[str, Any] = {
    "country": "", "offer": "", "kind": "", "title": "", "sector": "", "specialty": "", "audience": "",
    "participants": None, "outcome": "", "indicator": "", "target": "", "unknown": False, "days": None,
    "opens": "", "closes": "", "priority": Priority.NORMAL.value, "language": "", "institution": "", "topic": "",
    "version": 0,
}  # fmt: skip
OF_OFFER = (
    "kind",
    "title",
    "sector",
    "specialty",
    "audience",
    "participants",
    "outcome",
    "indicator",
    "target",
    "days",
)


def restore(form: str, user: Principal, found: NeedView | None) -> None:
    """Fill the inputs when the page opens: from the draft, else from the need to change, else as good as empty."""
    if kept.is_open(form, "country"):
        return
    begun = BLANK | (_of_need(found) if found else {"country": _first_country(user)}) | kept.read(form)
    known = dict(begun)
    if not found:
        begun |= (asked := _asked_country())
        known = {name: value for name, value in known.items() if name not in asked}
    _forget_what_no_longer_exists(begun)
    kept.fill(form, begun, known)


def keep(form: str) -> None:
    """Keep the inputs as they stand; called at every change."""
    kept.keep(form, BLANK, form)


def forget(form: str) -> None:
    kept.forget(form, form)


def country_changed(form: str) -> None:
    """The institutions of another country are others. What is told twice changes nothing twice."""
    if kept.is_another(form, "country"):
        st.session_state[f"{form}-institution"] = ""
    kept.note(form, "country")
    keep(form)


def go_on_from(form: str, found: NeedView) -> None:
    """Somebody else changed the need meanwhile: what is typed stays, as a change of the need as it stands now."""
    st.session_state[f"{form}-version"] = st.session_state[f"{form}-changed"] = found.version
    keep(form)


def goes_over(form: str) -> bool:
    """Will the next save go over what somebody else changed?"""
    return f"{form}-changed" in st.session_state


def differing(form: str, found: NeedView) -> dict[str, Any]:
    """After `go_on_from`: what stands now in the fields in which something else is typed."""
    if st.session_state.get(f"{form}-changed") != found.version:
        return {}
    return {
        field: now
        for field, now in _of_need(found).items()
        if (st.session_state[f"{form}-{field}"] or None) != (now or None)
    }


def sector_changed(form: str) -> None:
    """A specialty that is none of the sector's is taken out."""
    if st.session_state[f"{form}-specialty"] not in specialties(st.session_state[f"{form}-sector"]):
        st.session_state[f"{form}-specialty"] = ""
    keep(form)


def offer_changed(form: str) -> None:
    """Fill in what is empty, or still as the offer chosen before had it; what was typed stays."""
    offers = shipped().catalogue.offers
    before = offers.get(st.session_state.get(f"{form}-offered", ""))
    chosen = offers.get(st.session_state[f"{form}-offer"])
    for field in OF_OFFER:
        key = f"{form}-{field}"
        if st.session_state[key] in (BLANK[field], _said(before, field)):
            st.session_state[key] = _said(chosen, field)
    st.session_state[f"{form}-offered"] = st.session_state[f"{form}-offer"]
    keep(form)


def specialties(sector: str) -> dict[str, str]:
    """Those of a sector, key -> title, with a word for none."""
    listed = shipped().catalogue.specialties.values()
    return {"": "Not chosen yet"} | {one.key: one.title for one in listed if not sector or sector in one.sectors}


def _said(offer: Offer | None, field: str) -> Any:
    """What an offer says of a field; blank without one."""
    value = getattr(offer, field) if offer else BLANK[field]
    return value.value if isinstance(value, Kind | Sector) else value


def _of_need(found: NeedView) -> dict[str, Any]:
    wish = found.request
    same = ("country", "kind", "title", "sector", "specialty", "audience", "participants", "outcome", "indicator",
            "target", "days", "priority", "language", "institution", "topic", "offer")  # fmt: skip
    return {name: getattr(wish, name) for name in same} | {
        "unknown": wish.not_yet_known,
        "opens": wish.window_start.isoformat() if wish.window_start else "",
        "closes": wish.window_end.isoformat() if wish.window_end else "",
        "version": found.version,
    }


def _first_country(user: Principal) -> str:
    """Of a post, its first country; who reaches all chooses."""
    own = [land.code for land in shipped().countries.sorted() if user.reaches("need:raise", land.code)]
    return own[0] if len(own) < len(shipped().countries.program) else ""


def _asked_country() -> dict[str, str]:
    asked = st.query_params.get("country", "")
    if not asked:
        return {}
    try:
        return {"country": shipped().names.of_program(asked), "institution": ""}
    except InvalidInput as refusal:
        session.refuse(refusal)
        return {}


def _forget_what_no_longer_exists(wanted: dict[str, Any]) -> None:
    known = {
        "country": ("", *shipped().countries.program),
        "offer": ("", *shipped().catalogue.offers),
        "kind": ("", *Kind),
        "sector": ("", *Sector),
        "specialty": specialties(wanted["sector"]),
        "language": ("", *shipped().catalogue.languages),
        "institution": ("", *session.ask(counterparts_list.choices, wanted["country"])),
    }
    gone = [field for field, values in known.items() if wanted[field] not in values]
    wanted |= dict.fromkeys(gone, "")
    if gone:
        words = "1 saved choice no longer exists and was" if len(gone) == 1 else f"{len(gone)} saved choices were"
        st.info(f"{words} left out: {', '.join(gone)}.", icon=":material/info:")
