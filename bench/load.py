"""Load on a server: `wrk` when it is installed, else clients of our own, processes in Python.

Every request opens a connection of its own, as behind a proxy that keeps none. The clients share the cores with the
server, and our own take far more of them than wrk does.
"""

import json
import multiprocessing
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import measure

_BUFFER = 1 << 16
_APART = 50
"""So many addresses lie between the first ones of two clients of ours."""

_SCRIPT = """
local at = 0
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {["Connection"] = "close"})
end
function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  io.write(string.format('\\n{"requests":%d,"us":%d,"bytes":%d,"failed":%d,"us_at":[%d,%d,%d]}\\n',
    summary.requests, summary.duration, summary.bytes, failed,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What clients saw. ms: p50, p95 and p99. failed: answers other than 200, and connections that broke."""

    per_second: float
    ms: tuple[float, float, float]
    kilobytes: float
    failed: int


def generator() -> str:
    """Who makes the load, in words."""
    return "wrk" if shutil.which("wrk") else "clients of our own"


def load(port: int, paths: Sequence[str], clients: int, seconds: float) -> Seen:
    """Ask for addresses over and over, each client the next one as soon as it is answered. Raises Failed."""
    wrk = shutil.which("wrk")
    return _ours(port, paths, clients, seconds) if wrk is None else _wrk(wrk, port, paths, clients, seconds)


def _wrk(program: str, port: int, paths: Sequence[str], clients: int, seconds: float) -> Seen:
    """One thread of wrk, so that it takes as little of the server's cores as it can."""
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as folder:
        script = Path(folder) / "addresses.lua"
        listed = ",".join(json.dumps(path) for path in paths)
        script.write_text(f"local paths = {{{listed}}}\n{_SCRIPT}", encoding="utf-8")
        options = ["-t1", f"-c{clients}", f"-d{max(1, round(seconds))}s", "--latency", f"-s{script}"]
        ran = subprocess.run(
            [program, *options, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=False
        )
    if ran.returncode:
        raise measure.Failed(f"wrk ended with code {ran.returncode}: {ran.stderr.strip()}")
    said = json.loads(ran.stdout.strip().splitlines()[-1])
    p50, p95, p99 = (us / 1000 for us in said["us_at"])
    return Seen(
        per_second=said["requests"] / said["us"] * 1e6,
        ms=(p50, p95, p99),
        kilobytes=said["bytes"] / max(1, said["requests"]) / 1000,
        failed=said["failed"],
    )


@dataclass(frozen=True, slots=True)
class _Client:
    """What one client of ours saw."""

    ms: tuple[float, ...]
    failed: int
    bytes_read: int


def _ours(port: int, paths: Sequence[str], clients: int, seconds: float) -> Seen:
    context = multiprocessing.get_context("spawn")
    starts = [_APART * number % len(paths) for number in range(clients)]
    with context.Pool(clients) as pool:
        seen = pool.starmap(_client, [(port, [*paths[at:], *paths[:at]], seconds) for at in starts])
    took = [ms for one in seen for ms in one.ms]
    p50, p95, p99 = (measure.percentile(took, share) for share in (0.5, 0.95, 0.99))
    return Seen(
        per_second=len(took) / seconds,
        ms=(p50, p95, p99),
        kilobytes=sum(one.bytes_read for one in seen) / max(1, len(took)) / 1000,
        failed=sum(one.failed for one in seen),
    )


def _client(port: int, paths: Sequence[str], seconds: float) -> _Client:
    requests = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode() for path in paths]
    took, failed, size = [], 0, 0
    until, at = time.perf_counter() + seconds, 0
    while (started := time.perf_counter()) < until:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(requests[at % len(requests)])
            head = piece = connection.recv(_BUFFER)
            size += len(piece)
            while piece:
                piece = connection.recv(_BUFFER)
                size += len(piece)
        took.append((time.perf_counter() - started) * 1000)
        failed += not head.startswith(b"HTTP/1.1 200")
        at += 1
    return _Client(tuple(took), failed, size)
