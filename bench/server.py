"""gunicorn with 2 workers over loopback, as long as a benchmark needs it."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from bench import measure
from referral.config import ROOT

WORKERS = 2
START_S = 300
SYNC = ("--worker-class", "sync")


@contextmanager
def served(environment: dict[str, str], module: str, options: Sequence[str] = SYNC) -> Iterator[tuple[int, int]]:
    """(port, process id) of a running server. module: holds `create_app`. Raises Skipped, Failed."""
    if find_spec("gunicorn") is None:
        raise measure.Skipped("gunicorn is not installed: install the project with its extra named bench")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = ["--workers", str(WORKERS), "--timeout", str(START_S), "--log-level", "warning", *options]
    command = [sys.executable, "-m", "gunicorn", *settings, "--bind", f"127.0.0.1:{port}", f"{module}:create_app()"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(port, server)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def workers_of(server: int) -> list[int]:
    """The process ids of its workers; empty where the system does not say (Linux does)."""
    file = Path(f"/proc/{server}/task/{server}/children")
    return [int(pid) for pid in file.read_text(encoding="ascii").split()] if file.exists() else []


def _wait(port: int, server: subprocess.Popen) -> None:
    """Until a worker answers: the port is open before the first one has loaded the site."""
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_S)
        try:
            connection.request("GET", "/health")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise measure.Failed("the server did not start")
