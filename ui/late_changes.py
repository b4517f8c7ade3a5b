"""What is typed last on a page and sent while its reader leaves already: kept, without drawing the page that was left.

A browser tells of a field when the reader goes out of it. Who goes out of it by touching a link asks for the next page
first, and then tells of the field, as of the page before. Streamlit would answer with that page: an empty one, as its
reader sees the other. So such a change is given to the page that was asked for; the field's own callback keeps it.
Where the field comes just before the page, Streamlit may take both for one and forget the field: it is told again.

The other way round, the address that a page writes for such a field would reach the browser on the next page, and be
taken for that one's. So an address waits for a moment, and goes nowhere if another page is asked for meanwhile. Where
the two cross on their way, the page asked for is told its own address again, once it stands in the browser; one that
has it already does nothing.
"""

import asyncio
from functools import partial
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LATE = 1.0  # seconds after the request for another page in which a change on the one before is a late one
HELD = 0.4  # seconds that an address waits: longer than the press of a mouse that went out of a field
PRESSES = ("trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value")  # told once
LARGE = 16_384  # bytes: no word about pages or addresses is as long


class LateChanges:
    """Between the browser and Streamlit, on the connection over which pages are asked for and drawn."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        tab = _Tab()
        try:
            await self.app(scope, partial(_received, tab, receive), partial(_sent, tab, send))
        finally:
            tab.let_go()


class _Tab:
    """The page that a browser's tab asked for last, the one before it, and the address that waits."""

    def __init__(self) -> None:
        self.asked = ClientState()
        self.before = ""
        self.since = 0.0
        self.waits = False  # for the first word of the page that was asked for
        self.address: Message | None = None
        self.moment: asyncio.Task[None] | None = None  # after which it is sent
        self.wrote = -LATE  # when an address was sent last
        self.crossed = False  # may one have met the request for another page?

    def ask(self, state: ClientState) -> None:
        """A page is asked for: another one, or anew."""
        if state.page_script_hash != self.asked.page_script_hash:
            self.before, self.waits = self.asked.page_script_hash, True
            self.crossed = monotonic() - self.wrote < LATE
            self.let_go()
        self.asked, self.since = state, monotonic()

    def is_late(self, state: ClientState) -> bool:
        """Is it a change on the page before the one that was just asked for?"""
        return bool(state.widget_states.widgets) and state.page_script_hash == self.before and self._just_now

    def tells_again(self, state: ClientState) -> bool:
        """Is another page asked for, just after something was changed on this one?"""
        another = state.page_script_hash != self.asked.page_script_hash
        return another and not state.widget_states.widgets and self._just_now

    @property
    def _just_now(self) -> bool:
        return monotonic() - self.since < LATE

    def draws(self, page: str) -> None:
        """A page begins. Where none is waited for, it was asked for by its name, or another one led on to it."""
        if self.waits and self.asked.page_script_hash:
            self.waits = page != self.asked.page_script_hash
        else:
            self.asked.page_script_hash, self.waits = page, False

    def leads_on(self, page: str) -> bool:
        """Does a page begin that nobody asked for, but another page led on to?"""
        return bool(self.asked.page_script_hash) and not self.waits and page != self.asked.page_script_hash

    def let_go(self) -> Message | None:
        """Take the address that waits."""
        address, self.address = self.address, None
        if self.moment is not None:
            self.moment.cancel()
        return address


async def _received(tab: _Tab, receive: Receive) -> Message:
    message = await receive()
    if not (content := message.get("bytes")):
        return message
    said = BackMsg.FromString(content)
    if said.WhichOneof("type") != "rerun_script":
        return message
    state = said.rerun_script
    if tab.is_late(state):
        state.page_script_hash, state.query_string = tab.asked.page_script_hash, tab.asked.query_string
        state.page_name, state.fragment_id = tab.asked.page_name, ""
    else:
        if tab.tells_again(state):
            held = (one for one in tab.asked.widget_states.widgets if one.WhichOneof("value") not in PRESSES)
            state.widget_states.widgets.extend(held)
        tab.ask(state)
    return {**message, "bytes": said.SerializeToString()}


async def _sent(tab: _Tab, send: Send, message: Message) -> None:
    content = message.get("bytes")
    said = ForwardMsg.FromString(content) if content and len(content) < LARGE else ForwardMsg()
    match said.WhichOneof("type"):
        case "page_info_changed":
            tab.let_go()
            if not tab.waits:
                _hold(tab, message, send)
            return
        case "navigation":
            tab.draws(said.navigation.page_script_hash)
            if tab.crossed and not tab.waits:
                tab.crossed = False
                _hold(tab, {**message, "bytes": _address(tab.asked.query_string)}, send)
        case "new_session" if tab.asked.page_script_hash:  # of a page asked for by its name it says another one
            if tab.leads_on(said.new_session.page_script_hash) and (address := tab.let_go()):
                await send(address)  # to that page, with what is to be shown there
            tab.draws(said.new_session.page_script_hash)
    await send(message)


def _hold(tab: _Tab, address: Message, send: Send) -> None:
    tab.address, tab.moment = address, asyncio.create_task(_in_a_moment(tab, send))


async def _in_a_moment(tab: _Tab, send: Send) -> None:
    await asyncio.sleep(HELD)
    tab.moment = None
    if address := tab.let_go():
        tab.wrote = monotonic()
        await send(address)


def _address(query: str) -> bytes:
    said = ForwardMsg()
    said.page_info_changed.query_string = query
    written: bytes = said.SerializeToString()
    return written
