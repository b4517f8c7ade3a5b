"""Streamlit's start page, told where its server is: else the browser of a deep link asks twice before it connects.

It names nothing to load early: measured, that only came before what draws the page."""

import base64
import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

import streamlit as st

HOST = {
    "allowedOrigins": ["https://none.invalid"],  # no other site may speak to the page; Streamlit wants at least one
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": False,
}


@lru_cache
def html() -> str:
    """What Streamlit ships, with one inline script before its own."""
    shipped = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    root = json.dumps(f"/{st.get_option('server.baseUrlPath').strip('/')}")
    told = f"window.__streamlit={{BACKEND_BASE_URL:location.origin+{root},HOST_CONFIG:{json.dumps(HOST)}}}"
    return shipped.replace("<head>", f"<head>\n    <script>{told}</script>", 1)


def script_hashes() -> str:
    """The hashes of its inline scripts, the only ones a browser may run."""
    scripts = re.findall(r"<script>(.*?)</script>", html(), re.DOTALL)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
