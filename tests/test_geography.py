"""Positions: what an empty row leaves behind is no place, and lines take the short way (DTA-10, DTA-11)."""

from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slp_core import geography

PLACES = {
    "DTA-10: no position": (None, None, False),
    "DTA-10: an import's zeros": (D(0), D(0), False),
    "half a position": (D("0.35"), None, False),
    "on the equator": (D(0), D("32.6"), True),
    "near the equator": (D("0.35"), D("32.6"), True),
    "beyond the pole": (D(91), D(0), False),
}


@pytest.mark.parametrize(("latitude", "longitude", "real"), PLACES.values(), ids=PLACES)
def test_only_a_whole_position_is_marked(latitude, longitude, real):
    assert geography.is_position(latitude, longitude) is real


def test_a_line_from_san_francisco_to_manila_stays_over_the_pacific():
    west = geography.short_way((-122.4, 121.0))
    assert west == (-122.4, pytest.approx(-239.0)) and west[0] - west[1] == pytest.approx(116.6)


@given(st.lists(st.floats(-180, 180), min_size=2, max_size=6))
def test_no_step_of_a_line_is_longer_than_half_a_turn_and_every_point_stays_where_it_is(longitudes):
    line = geography.short_way(tuple(longitudes))
    assert all(abs(b - a) <= 180.001 for a, b in pairwise(line))
    turns = [(moved - longitude) / 360 for moved, longitude in zip(line, longitudes, strict=True)]
    assert all(turn == pytest.approx(round(turn), abs=1e-6) for turn in turns)
