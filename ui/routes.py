"""The addresses beside the pages: by which identity enters and leaves, and by which a monitor asks how it goes."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from slp_core.data_files import DATA
from slp_core.errors import NotFound, NotSignedIn
from slp_core.services import commands, invitations
from slp_core.services.identity import BEFORE, COOKIE, COOKIE_SECONDS, Identity
from ui import map_paint, session


def enter(request: Request) -> Response:
    """Exchange a one-minute ticket, made by a click on the sign-in, for the identity cookie; then go on."""
    signer = session.here().signer
    who = signer.read_ticket(request.query_params.get("ticket", ""))
    if who is None:
        return RedirectResponse("/", 303)
    response = RedirectResponse(_own_address(request.query_params.get("next", "/")), 303)
    signer.end(request.cookies.get(COOKIE, ""))
    _remember(request, response, COOKIE, signer.cookie(who), COOKIE_SECONDS)
    response.delete_cookie(BEFORE)
    return response


def leave(request: Request) -> Response:
    """Sign out, when this site itself asks for it. Whoever leaves an invitation is who they were before it."""
    response = RedirectResponse("/", 303)
    if request.headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        signer = session.here().signer
        now, before = (signer.read_cookie(request.cookies.get(name, "")) for name in (COOKIE, BEFORE))
        signer.end(request.cookies.get(COOKIE, ""))
        response.delete_cookie(COOKIE)
        response.delete_cookie(BEFORE)
        if now and now.invited and before:
            _remember(request, response, COOKIE, signer.cookie(before), COOKIE_SECONDS)
    return response


def invitation(request: Request) -> Response:
    """Exchange an invitation's link for the identity cookie, and take its token out of the address.

    Opening changes nothing that is stored: it may be done again, by a mail scanner too, until the link ends.
    """
    try:
        who = _invited(request.query_params.get("token", ""))
    except NotSignedIn as refusal:
        return _private(RedirectResponse(f"/self_check?link={refusal.context.get('link', 'unknown')}", 303))
    response = RedirectResponse("/self_check", 303)
    signer = session.here().signer
    known = signer.read_cookie(request.cookies.get(COOKIE, ""))
    if known and not known.invited:
        _remember(request, response, BEFORE, signer.cookie(known), COOKIE_SECONDS)
    seconds = max(1, who.until - int(session.now().timestamp()))
    _remember(request, response, COOKIE, signer.cookie(who), min(COOKIE_SECONDS, seconds))
    return _private(response)


def is_known(request: Request) -> bool:
    """Does the cookie name somebody, by a signature of ours that has not expired?"""
    who = session.here().signer.read_cookie(request.cookies.get(COOKIE, ""))
    return who is not None and (not who.invited or who.until > session.now().timestamp())


def health(request: Request) -> Response:
    """Answers once the database is ready, not before."""
    return JSONResponse({"status": "ok", "mode": session.here().settings.mode})


def backdrop(request: Request) -> Response:
    """The shapes of the lands around the program's countries; they change with a release only."""
    return FileResponse(DATA / "backdrop.geojson", headers={"Cache-Control": "max-age=3600"})


def painted(request: Request) -> Response:
    """The program's countries in the colors that an address says; it holds nothing else that anybody knows."""
    try:
        paint = map_paint.read(request.query_params)
    except NotFound as refusal:
        return PlainTextResponse(refusal.message, 404)
    return Response(
        map_paint.written(paint), media_type="application/geo+json", headers={"Cache-Control": "max-age=3600"}
    )


def _invited(token: str) -> Identity:
    """Who a link makes of its bearer. Raises NotSignedIn, with `link` saying what is wrong with it."""
    here = session.here()
    link = here.signer.read_link(token)
    if link is None:
        raise NotSignedIn("This link is not one of ours.", link="unknown")
    if link.until <= session.now().timestamp():
        raise NotSignedIn("This invitation has expired.", link="expired")
    if session.is_demo() and not here.visitors.knows(link.visitor):
        raise NotSignedIn("The copy of the demo in which it was made is gone.", link="gone")
    database = here.database(Identity("", link.visitor))
    return Identity(commands.look(database, invitations.opened, link.secret, session.now()), link.visitor, link.until)


def _remember(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, seconds, httponly=True, samesite="lax", secure=secure)


def _private(response: Response) -> Response:
    """An answer to an address with a token in it: told to no other site, and kept in no cache."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _own_address(wanted: str) -> str:
    """A path of this site, never another one's."""
    parts = urlsplit(wanted.replace("\\", "/"))
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return "/"
    return f"{parts.path}{'?' + parts.query if parts.query else ''}"
