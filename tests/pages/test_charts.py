"""What a chart says stays true in every time zone."""

from typing import Any

import pytest

from ui import charts, look

DATED = (charts.critical_path, charts.weeks, charts.days_abroad)


def _axes(written: dict[str, Any]) -> list[dict[str, Any]]:
    return [layer["encoding"]["x"] for layer in written["layer"] if "field" in layer["encoding"].get("x", {})]


@pytest.mark.parametrize("drawing", DATED, ids=lambda drawing: drawing.__name__)
@pytest.mark.parametrize("theme", look.INK)
def test_days_are_read_in_utc_so_that_none_moves_west_of_greenwich(drawing, theme) -> None:
    axes = _axes(charts._written(drawing, theme))
    assert axes and all(axis["type"] == "temporal" and axis["scale"]["type"] == "utc" for axis in axes)
