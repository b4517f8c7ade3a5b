"""The server that `make run` starts: database made ready, identity routes, security headers, pages warmed up."""

import base64
import hashlib
import importlib
import logging
import os
import re
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from slp_core.errors import SlpError
from slp_core.services.identity import COOKIE, COOKIE_SECONDS
from ui import session

ROOT = Path(__file__).parent
CLOSED = "/_stcore/metrics"  # figures of the process are for its operator, not for visitors
log = logging.getLogger("slp")


def enter(request: Request) -> Response:
    """Exchange a one-minute ticket, made by a click on the sign-in, for the identity cookie; then go on."""
    signer = session.here().signer
    who = signer.read_ticket(request.query_params.get("ticket", ""))
    if who is None:
        return RedirectResponse("/", 303)
    response = RedirectResponse(_own_address(request.query_params.get("next", "/")), 303)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, signer.cookie(who), COOKIE_SECONDS, httponly=True, samesite="lax", secure=secure)
    return response


def leave(request: Request) -> Response:
    """Sign out, when this site itself asks for it."""
    response = RedirectResponse("/", 303)
    if request.headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        response.delete_cookie(COOKIE)
    return response


def health(request: Request) -> Response:
    return JSONResponse({"status": "ok", "mode": session.here().settings.mode})


def script_hashes() -> str:
    """The hashes of the inline scripts of Streamlit's own start page, the only ones a browser may run."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)


HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {script_hashes()}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        if request.url.path == CLOSED:
            return PlainTextResponse("Not found", 404)
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Make the database ready and load the modules, so that the first visitor waits for neither."""
    try:
        session.here()
    except SlpError as refusal:
        print(f"{refusal.message} {refusal.hint}", file=sys.stderr, flush=True)
        os._exit(1)  # there is nothing to serve and nothing to close; an exception here would print a traceback
    warm_up()
    yield


def warm_up() -> None:
    """Load what the first page needs."""
    for module in ("pandas", "pydeck", "ui.navigation", "ui.sign_in"):
        importlib.import_module(module)


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


def _own_address(wanted: str) -> str:
    """A path of this site, never another one's."""
    parts = urlsplit(wanted.replace("\\", "/"))
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return "/"
    return f"{parts.path}{'?' + parts.query if parts.query else ''}"


os.environ["SLP_SERVED"] = "1"
app = st.App(
    ROOT / "app.py",
    lifespan=lifespan,
    routes=[
        Route("/enter", enter),
        Route("/leave", leave),
        Route("/health", health),
    ],
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=on_script_error,
)
