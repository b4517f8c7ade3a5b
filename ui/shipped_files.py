"""Streamlit's own files, from memory and packed: a page needs over a hundred of them before it is drawn.

Their names carry a hash of what they hold, so that a browser keeps each for good.
"""

import gzip
from functools import lru_cache
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(st.__file__).parent / "static" / "static"
BELOW = "/static/"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
PACKED = {".css", ".js", ".svg"}  # the others are packed as they come
KEPT = "public, immutable, max-age=31536000"
_packed: dict[str, bytes] = {}


class FromMemory:
    """Answers for the files; all else is left to the program inside."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(BELOW)
        name = scope["path"].removeprefix(BELOW) if asked else ""
        await (_answer(name, Headers(scope=scope)) if name in _names() else self.app)(scope, receive, send)


def _answer(name: str, asked: Headers) -> Response:
    headers = {"Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    packed = _packed.get(name) if "gzip" in asked.get("Accept-Encoding", "") else None
    if packed is not None:
        headers["Content-Encoding"] = "gzip"
    return Response(packed or _read(name), headers=headers, media_type=MEDIA_TYPES.get(Path(name).suffix))


def pack() -> None:
    """Pack all that can be, first what the start page names; until then the files are sent as they are."""
    start = (FOLDER.parent / "index.html").read_text("utf-8")
    for name in sorted(_names(), key=lambda name: name not in start):
        if Path(name).suffix in PACKED:
            _packed[name] = gzip.compress(_read(name))


@lru_cache
def _names() -> frozenset[str]:
    return frozenset(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())


def _read(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
