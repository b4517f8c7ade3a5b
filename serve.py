"""The server that `make run` starts: security headers, identity routes, and everything made ready behind them.

It imports only what Streamlit has loaded already, so that it answers as soon as a bare page would."""

import importlib
import logging
import os
import sys
import threading
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from ui import late_changes, quiet_log, shipped_files, start_page

ROOT = Path(__file__).parent
PAGES = sorted(page.stem for page in (ROOT / "pages").glob("*.py"))
MARKS = ("mark-light.svg", "mark-dark.svg")
CLOSED = (  # to visitors: figures of the process, and a way to the pages that knows no cookie
    "/_stcore/metrics",
    "/_stcore/agent/",
)
FILES = "/media/"  # what a page gives to download: under a name that nobody guesses, but a name can be passed on
log = logging.getLogger("slp")


def route(name: str) -> Route:
    """The address `/name`, answered by the function of that name in `ui/routes.py`."""

    def answer(request: Request) -> Response:
        response: Response = getattr(importlib.import_module("ui.routes"), name)(request)
        return response

    return Route(f"/{name}", answer)


def start(request: Request) -> Response:
    return HTMLResponse(start_page.html(), headers={"Cache-Control": "no-cache"})


def mark(request: Request) -> Response:
    """The program's name as it is drawn, which Streamlit would else send whole with every answer."""
    return FileResponse(ROOT / "assets" / Path(request.url.path).name, headers={"Cache-Control": "max-age=3600"})


HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {start_page.script_hashes()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


REFERRER = "Referrer-Policy"


class SecurityHeaders:
    """Adds the headers to every answer, and closes what is not for visitors."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif self._is_closed(Request(scope)):
            await PlainTextResponse("Not found", 404)(scope, receive, partial(self._send, send))
        else:
            await self.app(scope, receive, partial(self._send, send))

    @staticmethod
    def _is_closed(request: Request) -> bool:
        """Files are for those who are signed in; their pages have said already which ones are for whom."""
        path = request.scope["path"]
        if path.startswith(FILES):
            known: bool = importlib.import_module("ui.routes").is_known(request)
            return not known
        return path.startswith(CLOSED)

    @staticmethod
    async def _send(send: Send, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault(REFERRER, "same-origin")  # a route may be stricter about its own answer
            headers.update(HEADERS)
        await send(message)


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Answer at once; what the pages need is loaded meanwhile."""
    quiet_log.begin()
    threading.Thread(target=make_ready, name="make-ready", daemon=True).start()
    yield


def make_ready() -> None:
    """Open the database and load the modules of the first page. A visitor who comes earlier waits for the same."""
    from slp_core.errors import SlpError
    from ui import session

    try:
        session.here()
    except SlpError as refusal:
        print(f"{refusal.message} {refusal.hint}", file=sys.stderr, flush=True)
        os._exit(1)  # there is nothing to serve and nothing to close; an exception here would print a traceback
    for module in ("pandas", "pyarrow", "pydeck", "ui.navigation", "ui.sign_in"):
        importlib.import_module(module)
    shipped_files.pack()


def on_script_error(fault: BaseException) -> bool:
    """A bug: the log gets the traceback, the reader a sentence and a number to quote."""
    number = uuid.uuid4().hex[:8].upper()
    log.error("Fault %s", number, exc_info=fault)
    st.error(
        "**Something went wrong on our side.** Nothing you saved is lost. "
        f"Reload the page; if it happens again, report fault {number}.",
        icon=":material/error:",
    )
    return True


# Until `st.navigation` has run once in a process, Streamlit runs a file of `pages/` by its address alone. Every page
# guards itself, but would stand there without navigation. The switch is Streamlit's own, set by `st.navigation`.
PagesManager.uses_pages_directory = False
os.environ["SLP_SERVED"] = "1"
app = st.App(
    ROOT / "app.py",
    lifespan=lifespan,
    routes=[
        *(route(name) for name in ("enter", "leave", "invitation", "health", "backdrop", "painted")),
        *(Route(f"/{name}", start) for name in ("", *PAGES)),
        *(Route(f"/app/static/{name}", mark) for name in MARKS),  # where Streamlit looks for files of a program
    ],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(shipped_files.FromMemory),
        Middleware(late_changes.LateChanges),
    ],
    on_script_error=on_script_error,
)
