"""The addresses beside the pages: by which identity enters and leaves, and by which a monitor asks how it goes."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from slp_core.data_files import DATA
from slp_core.services.identity import COOKIE, COOKIE_SECONDS
from ui import session


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
    """Answers once the database is ready, not before."""
    return JSONResponse({"status": "ok", "mode": session.here().settings.mode})


def backdrop(request: Request) -> Response:
    """The shapes of the lands around the program's countries; they change with a release only."""
    return FileResponse(DATA / "backdrop.geojson", headers={"Cache-Control": "max-age=3600"})


def _own_address(wanted: str) -> str:
    """A path of this site, never another one's."""
    parts = urlsplit(wanted.replace("\\", "/"))
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return "/"
    return f"{parts.path}{'?' + parts.query if parts.query else ''}"
