"""Charts drawn with Altair in the page's own colors, labels on the chart, each beside a table that says the same.

Altair takes 60 ms to write a chart down; so each is written once in light and once in dark, and a run brings its rows.
Days are read and written in UTC: in the browser's own zone a day would move by one west of Greenwich.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

import streamlit as st

from ui import look

if TYPE_CHECKING:
    import altair

ROW, BAR = 38, 10  # pixels
Ink = dict[str, str]
Style = dict[str, Any]
Rows = Sequence[Mapping[str, object]]
Chart: TypeAlias = "altair.LayerChart | altair.FacetChart"  # what Altair calls layers
Drawing = Callable[[Ink], Chart]


def draw(drawing: Drawing, alt: str, **rows: Rows) -> None:
    """Show a drawing with the rows it names; `alt` says in words what it shows."""
    import pyarrow as pa  # type: ignore[import-untyped]  # slow to load: not before the first chart

    held = {name: _arrow(pa.Table.from_pylist(found)) for name, found in rows.items()}
    st.vega_lite_chart(spec=_written(drawing, look.theme()) | {"datasets": held}, alt=alt)


def critical_path(ink: Ink) -> Chart:
    """Time bars with their names above them, and dated marks.

    `steps`: step, start, end, label, fill. `marks`: day, what, align, y. `span`: day, the first and the last shown.
    """
    import altair as alt

    def on(field: str) -> "altair.X":
        axis = alt.Axis(format="%-d %b", tickCount=5)
        return alt.X(f"{field}:T", title=None, scale=alt.Scale(type="utc", nice=False), axis=axis)

    step = alt.Y("step:N", sort=None, axis=None)
    fill = alt.Color("fill:N", scale=None)
    steps, marks = alt.Chart(alt.NamedData("steps")), alt.Chart(alt.NamedData("marks"))
    word: Style = {"align": "left", "fontSize": 13, "dy": -8, "limit": alt.expr("width - 4")}
    named = steps.encode(x=alt.value(4), y=step, text="label:N")
    mark: Style = {"fontSize": 13, "fontWeight": 600, "align": alt.expr("datum.align"), "y": alt.expr("datum.y")}
    layers = (
        alt.Chart(alt.NamedData("span")).mark_rule(opacity=0).encode(on("day")),
        marks.mark_rule(strokeDash=[4, 3], color=ink["muted"]).encode(on("day")),
        marks.mark_text(**mark, color=ink["text"]).encode(on("day"), text="what:N"),
        steps.mark_bar(height=BAR, cornerRadius=2, yOffset=8).encode(on("start"), x2="end:T", y=step, color=fill),
        named.mark_text(**word, stroke=ink["page"], strokeWidth=5, color=ink["page"]),
        named.mark_text(**word, color=ink["text"]),
    )
    return alt.layer(*layers).properties(height=alt.Step(ROW))


def weeks(ink: Ink) -> Chart:
    """A bar a week, as high as its price. `weeks`: first, last, dollars, fill."""
    import altair as alt

    time = alt.Axis(format="%-d %b", tickCount=6, grid=False)
    money = alt.Axis(format="$,.0f", tickCount=4)
    bars = alt.Chart(alt.NamedData("weeks")).mark_bar()
    return alt.layer(
        bars.encode(
            alt.X("first:T", title=None, scale=alt.Scale(type="utc"), axis=time),
            x2="last:T",
            y=alt.Y("dollars:Q", title=None, axis=money),
            y2=alt.datum(0),
            color=alt.Color("fill:N", scale=None),
        )
    ).properties(height=200)


def days_abroad(ink: Ink) -> Chart:
    """The days in 12 months over time. `days`: day, days. `today`: day, what. `threshold`: most, what."""
    import altair as alt

    def on(field: str) -> "altair.X":
        axis = alt.Axis(format="%b %Y", tickCount=6)
        return alt.X(f"{field}:T", title=None, scale=alt.Scale(type="utc"), axis=axis)

    y = alt.Y("days:Q", title="Days in 12 months", scale=alt.Scale(domainMin=0))
    today = alt.Chart(alt.NamedData("today")).encode(on("day"))
    threshold = alt.Chart(alt.NamedData("threshold")).encode(y="most:Q")
    return alt.layer(
        alt.Chart(alt.NamedData("days")).mark_area(interpolate="step-after", color=ink["bar"]).encode(on("day"), y),
        threshold.mark_rule(color=ink["bind"], size=2),
        threshold.mark_text(align="left", x=4, dy=-8, color=ink["text"]).encode(text="what:N"),
        today.mark_rule(strokeDash=[4, 3], color=ink["muted"]),
        today.mark_text(align="left", dx=4, y=8, color=ink["text"]).encode(text="what:N"),
    ).properties(height=160)


@cache
def _written(drawing: Drawing, theme: str) -> dict[str, Any]:
    ink = look.INK[theme]
    muted: Style = {"labelColor": ink["muted"], "titleColor": ink["muted"], "labelFontSize": 13}
    lines: Style = {"gridColor": ink["line"], "domainColor": ink["line"]}
    drawn = drawing(ink).configure_view(stroke=None).configure_axis(**muted, **lines)
    written: dict[str, Any] = drawn.to_dict()
    return written


def _arrow(table: Any) -> bytes:
    """A table as a browser reads it."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    held: bytes = sink.getvalue().to_pybytes()
    return held
