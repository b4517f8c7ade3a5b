"""The world map of the program's countries: color, number and outline; nothing is fetched from outside."""

import json
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from slp_core.reference import shipped
from slp_core.risk import LEVEL_WORDS
from ui import address, look, map_paint, session
from ui.map_paint import ACTIVITY_WORDS, SHOW, STEPS, Paint, rgb

Activity = dict[str, tuple[int, int]]  # country -> engagements not ended, in country now

VIEWS = {
    "World": (17, 10, 1.15),
    "Americas": (7, -80, 2.75),
    "Africa": (9, 12, 2.6),
    "Europe, Caucasus": (44, 30, 3.3),
    "Asia": (24, 90, 2.3),
}
PHONE = 1.1  # so much less zoom shows on the screen of a phone what VIEWS show on a wide one
SWATCH = "\u2003\u2003"  # two wide spaces, to be painted
SEA = [[[-180, -85], [180, -85], [180, 85], [-180, 85]]]  # one area around all that the map can show
TOUCH = 17  # pixels between two numbers that may stand side by side


def controls() -> tuple[str, str]:
    """What the colors show and which country is picked; both stand in the address."""
    with st.container(horizontal=True, vertical_alignment="top"):
        shown = address.select("Show", SHOW, "show", width=200)
        picked = address.country("Country", "Choose a country", "country", width=260)
        address.select("Zoom to", {view: view for view in VIEWS}, "view", width=200)
    return shown, picked


def world(shown: str, picked: str, activity: Activity) -> None:
    """The map; a click on a country picks it, as the select box does."""
    view = st.session_state.get("view") or "World"
    key = f"map-{view}-{look.theme()}"
    turn = int(st.session_state.get("map-turn", 0))
    zoom = VIEWS[view][2] - (PHONE if session.is_phone() else 0)
    st.pydeck_chart(
        _deck(Paint(shown, look.theme(), picked, _groups(shown, activity)), view, zoom, turn),
        height=420,
        key=key,
        on_select=partial(_pick, key),
        alt=f"World map of {len(shipped().countries.program)} countries, colored and numbered: {SHOW[shown].lower()}. "
        "The table below says the same.",
    )


def legend(shown: str, activity: Activity) -> None:
    """The key to the map: each color as the map paints it, what it means, and how many countries have it."""
    groups, fills = [group for _, group, _ in _groups(shown, activity)], map_paint.fills(shown, look.theme())
    words = {level: f"{level}  {word}" for level, word in LEVEL_WORDS.items()}
    lines = [
        f':color[{SWATCH}]{{background="{fills[group]}"}} {word}: **{groups.count(group)}**'
        for group, word in (words if shown == "advisory" else ACTIVITY_WORDS).items()
    ]
    st.markdown("  \n".join(lines))


def brief(picked: str, activity: Activity) -> None:
    """The picked country in a few lines, with the ways on."""
    if not picked:
        st.markdown("Click a country, or choose one in the list above, to see its brief.")
        return
    land, level = shipped().countries.of(picked), session.reference().advisories[picked]
    open_, current = activity.get(picked, (0, 0))
    look.section(land.label)
    st.markdown(
        f"{look.level(level.level, level.words)}  \n**Post** {look.plain(shipped().countries.post_of(picked).name)}  \n"
        f"**Open engagements** {open_}, of them in country today {current}"
    )
    st.page_link("pages/country.py", label="Country brief", query_params={"country": picked}, icon=":material/flag:")
    st.page_link(
        "pages/engagements.py", label="Its engagements", query_params={"country": picked}, icon=":material/folder_open:"
    )
    st.page_link(
        "pages/plan.py",
        label="Plan a deployment here",
        query_params={"country": picked},
        icon=":material/edit_calendar:",
    )


def _pick(key: str) -> None:
    """A click on the map: the select box, and with it the address, takes the country over.

    The browser keeps what was clicked: it pales the rest, and takes the next click on it for undoing the first. So the
    layers change their names at every click, and it forgets.
    """
    for layer, (feature, *_) in st.session_state[key].selection.objects.items():
        st.session_state["country"] = feature.get("country") or feature["properties"]["country"]
        st.session_state["map-turn"] = 1 - int(layer[-1])


@lru_cache(maxsize=64)
def _deck(paint: Paint, view: str, zoom: float, turn: int) -> Any:
    """The map of these very numbers, written out once."""
    import pydeck

    ink, served = look.INK[paint.theme], session.is_served()
    points = [
        {
            "country": country,
            "name": paint.words(country, number),
            "n": str(number),
            "pos": _marker(country),
            "fill": rgb(paint.fill(group)),
            "key": group,
        }
        for country, group, number in paint.groups
    ]
    dot = {
        "pickable": True,
        "get_position": "pos",
        "stroked": True,
        "radius_units": "'pixels'",
        "get_line_color": rgb(ink["text"]),
        "line_width_min_pixels": 1,
    }
    shapes = {
        "pickable": True, "stroked": True, "get_fill_color": "properties.fill", "get_line_color": "properties.line",
        "get_line_width": "properties.width", "line_width_units": "'pixels'",
        # A press is a click if it lasts less than 250 ms, and finding what lies under it is part of that. Without a
        # graphics card the outlines alone take 200 ms of it, and the areas 10.
        "_sub_layer_props": {"polygons-stroke": {"pickable": False}},
    }  # fmt: skip
    few = _spread(points, zoom)
    layers = [
        pydeck.Layer("SolidPolygonLayer", SEA, id="sea", get_polygon="-", get_fill_color=rgb(ink["sea"])),
        pydeck.Layer(
            "GeoJsonLayer",
            "/backdrop" if served else map_paint.shapes("backdrop.geojson"),
            id="backdrop",
            stroked=True,
            get_fill_color=rgb(ink["land"]),
            get_line_color=rgb(ink["page"]),
            line_width_min_pixels=0.6,
        ),
        pydeck.Layer("GeoJsonLayer", paint.address if served else paint.shapes(), id=f"countries-{turn}", **shapes),
        pydeck.Layer("ScatterplotLayer", points, id=f"dots-{turn}", get_radius=4, get_fill_color="fill", **dot),
        pydeck.Layer("ScatterplotLayer", few, id=f"discs-{turn}", get_radius=8, get_fill_color=rgb(ink["page"]), **dot),
        pydeck.Layer(
            "TextLayer",
            few,
            id="numbers",
            get_position="pos",
            get_text="n",
            get_size=12,
            get_color=rgb(ink["text"]),
            font_weight=700,
        ),
    ]
    latitude, longitude, _ = VIEWS[view]
    deck = pydeck.Deck(
        layers,
        initial_view_state=pydeck.ViewState(latitude=latitude, longitude=longitude, zoom=zoom, min_zoom=min(zoom, 0.4)),
        map_provider=None,  # nobody is asked for tiles, and the browser needs no second map library
        tooltip={"text": "{name}"},
    )
    written = json.dumps(json.loads(deck.to_json()), ensure_ascii=False, separators=(",", ":"))  # half as long
    deck.to_json = lambda: written
    return deck


def _groups(shown: str, activity: Activity) -> map_paint.Groups:
    """Of each country its color group, and the number written on it."""
    if shown == "advisory":
        levels = session.reference().advisories
        return tuple((country, levels[country].level, levels[country].level) for country in sorted(levels))
    numbers = {country: activity.get(country, (0, 0))[0] for country in sorted(shipped().countries.program)}
    return tuple((country, sum(number >= least for least in STEPS), number) for country, number in numbers.items())


def _spread(points: list[dict[str, Any]], zoom: float) -> list[dict[str, Any]]:
    """The numbers that fit without touching, highest group first; the others stay dots."""
    kept: list[dict[str, Any]] = []
    near = (TOUCH * 360 / (512 * 2**zoom)) ** 2
    for point in sorted(points, key=lambda point: -int(point["key"])):
        x, y = point["pos"]
        if all((x - other["pos"][0]) ** 2 + (y - other["pos"][1]) ** 2 > near for other in kept):
            kept.append(point)
    return kept


def _marker(code: str) -> list[float]:
    latitude, longitude = shipped().countries.program[code].marker
    return [float(longitude), float(latitude)]
