"""One visual language: a state is always a color, a shape and a word. Native Streamlit calls only."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import streamlit as st

from slp_core.rules import Authority, Citation

_JOINER = "\u2060"
_DRAWN = re.compile(r":(?=material/|streamlit:)|-(?=[->])|<(?=[-=])|[>~](?==)")  # :material/bolt: -> -- >=
T = TypeVar("T")
K = TypeVar("K")

STATES = {
    "done": ("green", "check_circle", "Done"),
    "soon": ("yellow", "schedule", "Due soon"),
    "provisional": ("yellow", "change_history", "Provisional"),
    "rough": ("yellow", "change_history", "Rough"),
    "approval": ("violet", "approval_delegation", "Needs approval"),
    "own": ("gray", "block", "Partner's own cost"),
    "stale": ("yellow", "change_history", "Out of date"),
    "late": ("red", "error", "Overdue"),
    "binding": ("red", "priority_high", "Binds the date"),
    "doing": ("blue", "arrow_forward", "In progress"),
    "todo": ("gray", "radio_button_unchecked", "Not started"),
    "waiting": ("violet", "hourglass_empty", "Waiting"),
    "ended": ("gray", "block", "Ended"),
    "excused": ("yellow", "change_history", "Excused"),
    "unknown": ("gray", "help", "Not known"),
    "demo": ("violet", "science", "Demo: invented data"),
    "go": ("green", "check_circle", "Go"),
    "waiver": ("yellow", "change_history", "Go with waiver"),
    "no_go": ("red", "block", "No-go"),
    "missing": ("red", "block", "Not ready"),
    "at_risk": ("yellow", "schedule", "At risk"),
    "not_needed": ("green", "check_circle", "Not needed"),
}
BASIS = {
    Authority.LAW: ("blue", "gavel", "Law"),
    Authority.POLICY: ("gray", "description", "Policy"),
    Authority.ASSUMPTION: ("yellow", "change_history", "Our assumption"),
}
LEVELS = {1: ("blue", "looks_one"), 2: ("yellow", "looks_two"), 3: ("orange", "looks_3"), 4: ("red", "looks_4")}
LEVEL_FILL = {
    "light": {1: "#9fc5e8", 2: "#f2c14e", 3: "#d9701f", 4: "#8e1b2c"},
    "dark": {1: "#3b74b0", 2: "#a8802a", 3: "#f0a04b", 4: "#ffd9d2"},
}
ACTIVITY_FILL = {
    "light": {0: "#eceff3", 1: "#b8cfe7", 2: "#608bbf", 3: "#1d4e89"},
    "dark": {0: "#252d38", 1: "#315c91", 2: "#6b99cf", 3: "#c4dcf7"},
}
INK = {
    "light": {
        "text": "#0f1726",
        "muted": "#5a6472",
        "line": "#d5dbe3",
        "accent": "#1d4e89",
        "bar": "#7da3ce",
        "bind": "#b3261e",
        "land": "#e2e6ec",
        "sea": "#f7f9fb",
        "page": "#ffffff",
    },
    "dark": {
        "text": "#e9edf3",
        "muted": "#aab4c2",
        "line": "#2f3a48",
        "accent": "#8ab8f0",
        "bar": "#3f6fa8",
        "bind": "#f08a80",
        "land": "#252d38",
        "sea": "#0b0f15",
        "page": "#0b0f15",
    },
}


def theme() -> Literal["light", "dark"]:
    return st.context.theme.type or "light"


def ink() -> dict[str, str]:
    """Colors for charts and maps, which Streamlit's own theme does not reach."""
    return INK[theme()]


def state(key: str, word: str = "") -> str:
    """A state as Markdown, for a sentence or a table cell."""
    color, icon, default = STATES[key]
    return f":{color}-badge[:material/{icon}: {plain(word) or default}]"


def level(number: int, words: str = "") -> str:
    """An advisory level as Markdown."""
    color, icon = LEVELS[number]
    return f":{color}-badge[:material/{icon}: Level {number}{': ' + words if words else ''}]"


def basis(citation: Citation) -> str:
    """How binding a figure is and where it comes from; what was not read officially says so."""
    color, icon, word = BASIS[citation.authority]
    unverified = "" if citation.verified else " :gray-badge[:material/help: Unverified]"
    return f":{color}-badge[:material/{icon}: {word}]{unverified} {plain(citation.text)}"


def link(text: str) -> str:
    """The label of a link in a list, seen to be one: bold, in the accent."""
    return f':color[**{plain(text)}**]{{foreground="{ink()["accent"]}"}}'


def row(page: str, reference: str, title: str, words: str, *, width: int = 330) -> None:
    """A line of a list: its title the link to its page, beside it what is said of it; on a phone, below it.

    `words` are Markdown; `width` is the title's, in px. The page is given as declared: by the name of a file, Streamlit
    would look for that file at every line.
    """
    there: st.Page = st.session_state["pages"][page]
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        st.page_link(there, label=link(title), icon="", query_params={"ref": reference}, width=width)
        st.markdown(words, width="stretch")


def plain(text: str) -> str:
    """Text of people or files, to stand inside Markdown as typed; the addresses in it are links.

    Streamlit draws icons and arrows for some signs even when they are escaped: a joiner without width parts them.
    """
    parted = _DRAWN.sub(rf"\g<0>{_JOINER}", text)
    escaped = "".join(f"\\{char}" if char in "\\`*_{}[]()#+-!|~$:<>&" else char for char in parted)
    return escaped.replace("\n", " ")


def head(title: str, line: str, *, demo: bool) -> None:
    """The title, one line that says what the reader sees, and the demo mark."""
    st.title(plain(title), anchor=False)
    st.markdown(f"{line}  {state('demo')}" if demo else line)


def section(title: str, note: str = "") -> None:
    st.header(plain(title), anchor=False)
    if note:
        st.caption(note)


def verdict(kind: Literal["stop", "care", "fine"], bold: str, reason: str) -> None:
    """The one banner of a page: the verdict, then the reason and the number it rests on."""
    show, icon = {
        "stop": (st.error, ":material/block:"),
        "care": (st.warning, ":material/change_history:"),
        "fine": (st.success, ":material/check_circle:"),
    }[kind]
    show(f"**{bold}** {reason}", icon=icon)


def mistake(*sentences: str) -> None:
    """What is wrong with a field, right below it."""
    st.markdown(f":red[:material/error: {plain(' '.join(filter(None, sentences)))}]")


def empty(bold: str, what_fills_it: str) -> None:
    """An empty state that teaches."""
    with st.container(border=True):
        st.markdown(f"**{bold}**  \n{what_fills_it}")


def fresh(*facts: str) -> None:
    """The last line of a page: how old what it shows is."""
    st.caption(":material/update: " + "  ·  ".join(facts))


def choose(
    label: str, options: Sequence[T], *, key: str, words: dict[T, str] | None = None, apart: bool = False, **more: Any
) -> T:
    """One of a few options side by side; `apart` where they do not fit beside each other on a phone."""
    spoken = words or {}
    draw: Any = st.pills if apart else st.segmented_control
    return draw(  # type: ignore[no-any-return]
        label,
        options,
        key=key,
        required=True,
        format_func=lambda option: _chosen(spoken.get(option, str(option))),
        **more,
    )


def folded(title: str, key: str, draw: Callable[[], None], *, expanded: bool = False) -> bool:
    """A part that is drawn only while its reader has it open: closed, it costs one element. Gives whether it is."""
    titled = f"{key}-title"
    if key in st.session_state and st.session_state.get(titled) != title:  # with another number it is another, closed
        st.session_state[key] = st.session_state[key]
    st.session_state[titled] = title
    box = st.expander(title, expanded=expanded, key=key, on_change="rerun")
    if box.open:
        with box:
            draw()
    return bool(box.open)


def fold(title: str) -> Any:
    """A fold whose content is drawn anyway; it stays as its reader left it where the tabs around it are drawn anew."""
    return st.expander(title, key=f"fold-{title}", on_change="rerun")


def tabs(*words: str, key: str, first: str = "", stays: bool = False) -> Any:
    """Tabs whose `open` says which one is seen, so that only that one is drawn; `first` begins a tab's word.

    A tab stays open when the number in its word changes; with `stays` also when for a while no tabs could be drawn.
    """
    labels = {_name(word): _chosen(word) for word in words}
    wanted = next((name for name in labels if first and name.lower().startswith(first.lower())), next(iter(labels)))
    kept = _open_before(key, labels, wanted, stays=stays)
    if kept in labels:
        st.session_state[key] = labels[kept]
    drawn = st.tabs(list(labels.values()), key=key, on_change="rerun", default=labels[wanted])
    opened = next((name for name, tab in zip(labels, drawn, strict=True) if tab.open), "")
    st.session_state[f"{key}-was"] = labels, wanted, opened
    return drawn


def _open_before(key: str, labels: dict[str, str], wanted: str, *, stays: bool) -> str:
    """The tab to open again: to Streamlit tabs with another number in a word are others, of which the first is open."""
    before: dict[str, str]
    before, begun, opened = st.session_state.get(f"{key}-was", ({}, "", ""))
    if key not in st.session_state:
        return opened if stays else ""
    if before == labels or begun != wanted:
        return ""
    return next((name for name, label in before.items() if label == st.session_state[key]), "")


def _name(word: str) -> str:
    """The word of a tab without the number behind it."""
    return word.partition(" (")[0]


def distinct(words: Mapping[K, str]) -> dict[K, str]:
    """The words of a list, told apart: of two that read alike Streamlit takes the last one, whichever was chosen.

    Their spaces are usual ones: a list is searched by what is typed.
    """
    words = {key: word.replace("\u00a0", " ") for key, word in words.items()}
    often, used, found = Counter(words.values()), set[str](), dict[K, str]()
    for key, word in words.items():
        number, said = 1, f"{word} (1)" if often[word] > 1 else word
        while said in used:
            number += 1
            said = f"{word} ({number})"
        used.add(said)
        found[key] = said
    return found


def _chosen(word: str) -> str:
    """In the dark, Streamlit writes chosen words in the accent, at too low a contrast: bring the text color."""
    return f':color[{word}]{{foreground="{ink()["text"]}"}}' if theme() == "dark" else word


def several(label: str, options: Sequence[T], *, key: str, words: dict[T, str], default: Sequence[T]) -> list[T]:
    """Any number of a few options side by side."""
    said = {option: _chosen(words[option]) for option in options}
    return list(
        st.pills(label, options, selection_mode="multi", default=default, format_func=said.__getitem__, key=key)
    )
