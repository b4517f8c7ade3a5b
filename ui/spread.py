"""How far trips like this one spread, in one line beside the total."""

import streamlit as st

from slp_core import money
from slp_core.errors import NotAllowed
from slp_core.plan import Kind
from slp_core.services import spreads
from slp_core.spread import DAY_CLASSES, TEAM_CLASSES, Bounds, Spread, class_of
from ui import look, session


def line(kind: Kind, country: str, travelers: int, days: int) -> None:
    """Nothing for those who see no stored estimates."""
    try:
        found = session.remember(spreads.of_trip, kind, country, travelers, days, session.today())
    except NotAllowed:
        return
    st.markdown(f":small[{look.plain(_words(found, travelers, days))}]")


def _words(found: Spread, travelers: int, days: int) -> str:
    alike = (
        f"{found.cases} closed engagements of this bureau and kind with {_class(class_of(days, DAY_CLASSES))} days "
        f"and {_class(class_of(travelers, TEAM_CLASSES))} travelers"
    )
    if found.p50 is None or found.p90 is None:
        return f"Trips like this one: too few cases ({found.cases}) to tell how far they spread."
    return (
        f"Trips like this one: half at most {money.words(found.p50)}, 9 in 10 at most {money.words(found.p90)}, "
        f"by traveler and day. From {alike}; as approved, not as claimed."
    )


def _class(bounds: Bounds) -> str:
    return f"{bounds.least} or more" if bounds.most is None else f"{bounds.least} to {bounds.most}"
