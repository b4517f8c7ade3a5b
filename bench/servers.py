"""Servers on free loopback ports, each a process of its own, started as `make run` starts the program."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 120  # seconds until a server answers


@contextmanager
def serving(script: str, home: Path) -> Iterator[int]:
    """Serve a script and give its port; stopped at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    environment = os.environ | {"SLP_HOME": str(home), "SLP_MODE": "demo"}
    with (home / f"{Path(script).stem}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def seconds_to_start(script: str, home: Path) -> float:
    """From starting a server until it has answered with its page."""
    began = time.perf_counter()
    with serving(script, home):
        return time.perf_counter() - began


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode}; see its log below var/bench.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.01)
    raise RuntimeError(f"No server answered within {PATIENCE} seconds.")
