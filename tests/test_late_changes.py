"""On the connection of a tab: a change that comes late goes to the page asked for, an address only to its own page."""

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui import late_changes
from ui.late_changes import LateChanges


def asked(page="", query="", changed=False, fragment="", name=""):
    """What a browser sends: a page by its hash or name, with a change in it or without."""
    said = BackMsg()
    state = said.rerun_script
    state.page_script_hash, state.query_string, state.fragment_id, state.page_name = page, query, fragment, name
    if changed:
        state.widget_states.widgets.add(id="field", string_value="typed")
    return said.SerializeToString()


def begins(page):
    message = ForwardMsg()
    message.new_session.page_script_hash = page
    return message


def leads_to(page):
    message = ForwardMsg()
    message.navigation.page_script_hash = page
    return message


def address(query):
    message = ForwardMsg()
    message.page_info_changed.query_string = query
    return message


@pytest.fixture
def order():
    """The kinds of what reached the browser, in order."""
    return []


@pytest.fixture
def tab(monkeypatch, order):
    """Plays steps, bytes from the browser, messages from the server, seconds to wait; gives what reached either."""
    monkeypatch.setattr(late_changes, "HELD", 0.05)

    def plays(*steps):
        heard, drawn = [], []
        order.clear()

        async def program(scope, receive, send):
            for step in steps:
                if isinstance(step, bytes):
                    heard.append(BackMsg.FromString((await receive())["bytes"]).rerun_script)
                elif isinstance(step, ForwardMsg):
                    await send({"type": "websocket.send", "bytes": step.SerializeToString()})
                else:
                    await asyncio.sleep(step)

        told = iter([step for step in steps if isinstance(step, bytes)])

        async def receive():
            return {"type": "websocket.receive", "bytes": next(told)}

        async def send(message):
            said = ForwardMsg.FromString(message["bytes"])
            drawn.append(said)
            order.append(said.WhichOneof("type"))

        asyncio.run(LateChanges(program)({"type": "websocket"}, receive, send))
        return heard, [one.page_info_changed.query_string for one in drawn if one.HasField("page_info_changed")]

    return plays


OPENED = (asked(name="plan"), begins("main"), leads_to("plan"))


def test_a_change_on_the_page_that_was_left_goes_to_the_one_asked_for(tab):
    heard, _ = tab(*OPENED, asked("list", "find=x"), asked("plan", "country=GEO", changed=True, fragment="f"))
    late = heard[-1]
    assert (late.page_script_hash, late.query_string, late.fragment_id) == ("list", "find=x", "")
    assert late.widget_states.widgets[0].string_value == "typed"


@pytest.mark.parametrize(
    "steps",
    [
        (asked("plan", "country=GEO", changed=True, fragment="f"),),  # of the page itself
        (asked("list"), begins("list"), asked("plan", "country=GEO")),  # the way back
        (asked("list"), begins("list"), asked("plan"), asked("plan", "country=GEO", changed=True)),  # and on from there
    ],
)
def test_what_is_asked_of_the_page_in_view_stays_as_it_is(tab, steps):
    heard, _ = tab(*OPENED, *steps)
    assert (heard[-1].page_script_hash, heard[-1].query_string) == ("plan", "country=GEO")


def test_a_change_just_before_the_next_page_is_told_again_with_it_but_no_press_of_a_button(tab):
    change = BackMsg.FromString(asked("plan", changed=True))
    change.rerun_script.widget_states.widgets.add(id="button", trigger_value=True)
    heard, _ = tab(*OPENED, change.SerializeToString(), asked("list"))
    assert [(one.id, one.string_value) for one in heard[-1].widget_states.widgets] == [("field", "typed")]
    assert heard[-1].page_script_hash == "list"
    heard, _ = tab(*OPENED, change.SerializeToString(), asked("list"), begins("list"), asked("plan"))
    assert "button" not in {one.id for one in heard[-1].widget_states.widgets}


def test_a_change_long_after_is_none_that_comes_late(tab, monkeypatch):
    monkeypatch.setattr(late_changes, "LATE", 0.01)
    heard, _ = tab(*OPENED, asked("list"), 0.05, asked("plan", changed=True))
    assert heard[-1].page_script_hash == "plan"


def test_an_address_comes_after_a_moment_and_only_the_last(tab):
    assert tab(*OPENED, address("a"), address("b"), 0.2)[1] == ["b"]


def test_an_address_of_a_page_that_was_left_comes_nowhere(tab):
    assert tab(*OPENED, address("a"), asked("list"), address("b"), begins("plan"), address("c"), 0.2)[1] == []
    assert tab(*OPENED, address("a"), asked("list"), begins("list"), address("own"), 0.2)[1] == ["own"]


def test_a_page_asked_for_just_after_an_address_was_sent_is_told_its_own(tab):
    crossing = (address("a"), 0.1, asked("list", "find=x"), begins("list"), leads_to("list"))
    assert tab(*OPENED, *crossing)[1] == ["a"]  # the page does not stand there yet
    assert tab(*OPENED, *crossing, 0.2)[1] == ["a", "find=x"]
    assert tab(*OPENED, *crossing, address("own"), 0.2)[1] == ["a", "own"]


def test_a_page_to_which_another_leads_on_has_its_address(tab):
    assert tab(*OPENED, begins("record"), leads_to("record"), address("ref=1"), 0.2)[1] == ["ref=1"]


def test_an_address_with_which_a_page_leads_on_comes_before_the_page(tab, order):
    assert tab(*OPENED, address("ref=1"), begins("record"), leads_to("record"), 0.2)[1] == ["ref=1"]
    assert order[-3:] == ["page_info_changed", "new_session", "navigation"]


def test_nothing_else_is_touched(tab):
    other = BackMsg(clear_cache=True).SerializeToString()
    heard, _ = tab(*OPENED, other)
    assert not heard[-1].page_script_hash
