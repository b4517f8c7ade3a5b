"""What is typed last on a page and sent while its reader leaves already: kept, without drawing the page that was left.

A browser tells of a field when the reader goes out of it. Who goes out of it by touching a link asks for the next page
first, and then tells of the field, as of the page before. Streamlit would answer with that page: an empty one, as its
reader sees the other. So such a change is given to the page that was asked for; the field's own callback keeps it.

The other way round, the address that a page writes for such a field would reach the browser on the next page, and be
taken for that one's. So an address waits for a moment, and goes nowhere if another page is asked for meanwhile.
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
        self.address: asyncio.Task[None] | None = None

    def ask(self, state: ClientState) -> None:
        """A page is asked for: another one, or anew."""
        if state.page_script_hash != self.asked.page_script_hash:
            self.before, self.since, self.waits = self.asked.page_script_hash, monotonic(), True
            self.let_go()
        self.asked = state

    def is_late(self, state: ClientState) -> bool:
        changed = bool(state.widget_states.widgets)
        return changed and state.page_script_hash == self.before and monotonic() - self.since < LATE

    def draws(self, page: str) -> None:
        """A page begins. Where none is waited for, it was asked for by its name, or another one led on to it."""
        if self.waits and self.asked.page_script_hash:
            self.waits = page != self.asked.page_script_hash
        else:
            self.asked.page_script_hash, self.waits = page, False

    def let_go(self) -> None:
        if self.address is not None:
            self.address.cancel()


async def _received(tab: _Tab, receive: Receive) -> Message:
    message = await receive()
    if not (content := message.get("bytes")):
        return message
    said = BackMsg.FromString(content)
    if said.WhichOneof("type") != "rerun_script":
        return message
    state = said.rerun_script
    if not tab.is_late(state):
        tab.ask(state)
        return message
    state.page_script_hash, state.query_string = tab.asked.page_script_hash, tab.asked.query_string
    state.page_name, state.fragment_id = tab.asked.page_name, ""
    return {**message, "bytes": said.SerializeToString()}


async def _sent(tab: _Tab, send: Send, message: Message) -> None:
    content = message.get("bytes")
    said = ForwardMsg.FromString(content) if content and len(content) < LARGE else ForwardMsg()
    match said.WhichOneof("type"):
        case "page_info_changed":
            tab.let_go()
            if not tab.waits:
                tab.address = asyncio.create_task(_in_a_moment(send, message))
            return
        case "navigation":
            tab.draws(said.navigation.page_script_hash)
        case "new_session" if tab.asked.page_script_hash:  # of a page asked for by its name it says another one
            tab.draws(said.new_session.page_script_hash)
    await send(message)


async def _in_a_moment(send: Send, message: Message) -> None:
    await asyncio.sleep(HELD)
    await send(message)
