"""The other costs in the draft of a plan: JSON-ready values, read as fields of a plan on every page that prices it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from pydantic import ValidationError

from slp_core.plan import Plan
from slp_core.plan_file_costs import OtherCosts, planned, written

FIELDS = tuple(OtherCosts.model_fields)


def empty() -> dict[str, Any]:
    """A new plan has nothing of them but a flight: until its fare is typed, the region's median stands in, as rough."""
    return OtherCosts.model_validate({"flight": {}}).model_dump(mode="json")


def readable(draft: Mapping[str, Any]) -> bool:
    """Can this release read what an earlier one kept?"""
    try:
        OtherCosts.model_validate({field: draft[field] for field in FIELDS})
    except ValidationError:
        return False
    return True


def plan_fields() -> dict[str, Any]:
    """What the draft says of them."""
    return planned(OtherCosts.model_validate({field: st.session_state[f"plan-{field}"] for field in FIELDS}))


def put(wish: Plan) -> None:
    """Make those of a plan the draft's."""
    for field, value in OtherCosts(**written(wish)).model_dump(mode="json").items():
        st.session_state[f"plan-{field}"] = value
