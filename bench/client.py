"""A browser tab without the browser: it speaks Streamlit's websocket protocol and says how long a run took."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from bench.views import View

ENDED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
PATIENCE = 120  # seconds for one run: the first one may copy a database


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a page's script, as the tab saw it."""

    seconds: float
    bytes: int
    messages: int


@dataclass
class Tab:
    """One session. Open it with `async with`; each `run` sends what a browser sends and waits for the script's end."""

    port: int
    view: View
    _script: str = ""
    _fragment: str = ""
    _field: str = ""
    _value: int = 2
    _seen: set[str] = field(default_factory=set)  # hashes of large messages, which are not sent twice
    _heading: str = ""

    def __post_init__(self) -> None:
        self._query = self.view.query

    async def __aenter__(self) -> Self:
        self._socket: ClientConnection = await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            compression=None,
            ping_interval=None,
            close_timeout=0.5,  # the server answers no close while a run lasts
            additional_headers={"Cookie": self.view.cookie} if self.view.cookie else {},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._socket.close()

    async def run(self, *, change: bool = False) -> Run:
        """Run the page; with `change`, as after another number in the view's field, in the fragment that holds it."""
        request = self._request(change).SerializeToString()
        began, size, messages = time.perf_counter(), 0, 0
        await self._socket.send(request)
        while True:
            data = await asyncio.wait_for(self._socket.recv(decode=False), PATIENCE)
            size, messages = size + len(data), messages + 1
            message = ForwardMsg.FromString(data)
            if message.WhichOneof("type") == "script_finished" and message.script_finished in ENDED:
                seconds = time.perf_counter() - began
                break
            self._note(message)
        if self.view.title not in self._heading:
            raise RuntimeError(f"{self.view.name}: the title “{self.view.title}” is not on the page: {self._heading!r}")
        return Run(seconds, size, messages)

    def _request(self, change: bool) -> BackMsg:
        request = BackMsg()
        run = request.rerun_script
        run.query_string, run.page_script_hash = self._query, self._script
        run.page_name = "" if self._script else self.view.page
        run.cached_message_hashes.extend(self._seen)
        run.context_info.timezone, run.context_info.url = "UTC", f"http://127.0.0.1:{self.port}/{self.view.page}"
        if change:
            self._value = 5 - self._value  # 2 and 3 travelers in turn
            run.fragment_id = self._fragment
            run.widget_states.widgets.add(id=self._field, double_value=float(self._value))
        return request

    def _note(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._seen.add(message.hash)
        if message.HasField("navigation"):
            self._script = message.navigation.page_script_hash
        elif message.HasField("page_info_changed"):
            self._query = message.page_info_changed.query_string
        elif message.HasField("delta") and message.delta.HasField("new_element"):
            self._note_element(message.delta.new_element, message.delta.fragment_id)

    def _note_element(self, element: Any, fragment: str) -> None:
        kind = element.WhichOneof("type")
        if kind == "heading" and element.heading.tag == "h1":
            self._heading = re.sub(r"\\(.)", r"\1", element.heading.body)
        elif kind == "exception":
            raise RuntimeError(f"{self.view.name}: {element.exception.message}")
        elif kind == "number_input" and element.number_input.label == self.view.change:
            self._field, self._fragment = element.number_input.id, fragment
