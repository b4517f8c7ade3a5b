"""Streamlit's own files come from memory as they are on disk, packed for browsers that unpack; nothing else does."""

import asyncio
import gzip

import pytest

from ui import shipped_files, start_page

SCRIPT = next(f"js/{path.name}" for path in (shipped_files.FOLDER / "js").glob("index.*.js"))


async def _inner(scope, receive, send) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"inner"})


def fetched(path, accepted="gzip, br", method="GET"):
    """Status, headers and body."""
    sent = []
    scope = {"type": "http", "method": method, "path": path, "headers": [(b"accept-encoding", accepted.encode())]}

    async def send(message) -> None:
        sent.append(message)

    asyncio.run(shipped_files.FromMemory(_inner)(scope, None, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture(scope="module")
def packed() -> None:
    shipped_files.pack()


def test_a_file_is_sent_packed_to_whoever_can_unpack_it_and_as_it_is_to_others(packed) -> None:
    held = (shipped_files.FOLDER / SCRIPT).read_bytes()
    status, headers, body = fetched(f"/static/{SCRIPT}")
    assert (status, headers["content-encoding"], gzip.decompress(body)) == (200, "gzip", held)
    status, headers, body = fetched(f"/static/{SCRIPT}", accepted="identity")
    assert status == 200 and "content-encoding" not in headers and body == held
    assert headers["content-type"].startswith("text/javascript") and "immutable" in headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/static/../index.html", "/static//etc/passwd", "/static/js/none.js", "/plan", "/static/"]
)
def test_what_is_no_such_file_is_left_to_the_program_inside(path) -> None:
    assert fetched(path)[::2] == (299, b"inner")


def test_only_reading_is_answered() -> None:
    assert fetched(f"/static/{SCRIPT}", method="POST")[0] == 299


def test_the_start_page_is_streamlits_with_one_script_more() -> None:
    shipped = (shipped_files.FOLDER.parent / "index.html").read_text("utf-8")
    ours = start_page.html()
    began, _, rest = ours.partition("<script>window.__streamlit=")
    assert began.rstrip() + rest.partition("</script>")[2] == shipped
    assert start_page.script_hashes().count("sha256-") == ours.count("<script>")
