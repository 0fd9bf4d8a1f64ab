"""Whole requests over loopback: the result page against the start page, which searches nothing.

gunicorn with 2 sync workers, as in production behind a proxy: one connection a request. The searches are those of the
mix, asked as a browser does: sent by POST, then their sealed addresses are loaded over and over. The clients share the
machine's cores with the server.
"""

import argparse
import http.client
import multiprocessing
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench import measure
from bench.filled import home_of
from bench.national import SIZES, Size
from bench.queries import SHAPES, BenchQuery, queries
from referral.config import ROOT
from referral.domain.week import WeekSet

WORKERS = 2
START_S = 300
_BUFFER = 1 << 16


@dataclass(frozen=True, slots=True)
class Load:
    """What one client saw. failed: answers that were not 200."""

    ms: tuple[float, ...]
    failed: int
    bytes_read: int


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench http", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="20k")
    parser.add_argument("--seconds", type=float, default=10.0, help="for each kind of page")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--folder", type=Path, help="where databases are kept (default instance/bench)")
    given = parser.parse_args(arguments)
    size = SIZES[given.size]
    config = home_of(size, given.folder)
    environment = {**os.environ, "HANDOFF_HOME": str(config.home), "HANDOFF_SECRET_KEY": secrets.token_hex(32)}
    _flask(environment, "index", "build")
    with _served(environment) as port:
        paths = list(_result_paths(port, size))
        lines = [
            _line(name, wanted, _load(port, wanted, given.clients, given.seconds), given.seconds)
            for name, wanted in (("result page", paths), ("start page, no search", ["/"]))
        ]
    print(f"{size.name}, {WORKERS} sync workers, {given.clients} clients\n")
    print(measure.table(["page", "addresses", "requests/s", "ms p50 / p95 / p99", "KB", "failed"], lines))


def _flask(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "-m", "flask", *command], cwd=ROOT, env=environment, check=True)


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[int]:
    """The port of a running server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [
        "--workers",
        str(WORKERS),
        "--worker-class",
        "sync",
        "--timeout",
        str(START_S),
        "--log-level",
        "warning",
    ]
    command = [sys.executable, "-m", "gunicorn", *settings, "--bind", f"127.0.0.1:{port}", "app:create_app()"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int, server: subprocess.Popen) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise measure.Failed("the server did not start")


def _result_paths(port: int, size: Size) -> Iterator[str]:
    """The address of each search's result page, each loaded by both workers or nearly so."""
    for one in queries(size):
        if one.shape in SHAPES:
            path = _sent(port, one)
            for _ in range(2 * WORKERS):
                status, location = _get(port, path)
                if status in (301, 302):
                    path = location
                elif status != 200:
                    raise measure.Failed(f"{path[:80]} answered {status}")
            yield path


def _sent(port: int, one: BenchQuery) -> str:
    query, asked = one.query, one.query.asked
    fields = [("q", query.text or ""), ("where", "")] + [
        ("where", f"{group}={code}") for group, codes in sorted(asked.facets.items()) for code in sorted(codes)
    ]
    fields += [("free_text", _windows(asked.free))] if asked.free is not None else []
    if query.place is not None:
        fields += [("near", query.place.label), ("radius", f"{query.radius_miles:g}"), ("sort", query.sort.value)]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_S)
    body = urlencode([field for field in fields if field[1]])
    connection.request("POST", "/search", body, {"Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    location = answer.getheader("Location")
    connection.close()
    if answer.status != 303 or location is None:
        raise measure.Failed(f"POST /search answered {answer.status}")
    return location


def _windows(free: WeekSet) -> str:
    return "; ".join(f"{run.day.name} {run.start_clock}-{run.end_clock}" for run in free.runs)


def _get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_S)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("Location") or ""


def _load(port: int, paths: list[str], clients: int, seconds: float) -> list[Load]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(clients) as pool:
        work = [
            (port, paths[at % len(paths) :] + paths[: at % len(paths)], seconds) for at in range(0, 50 * clients, 50)
        ]
        return pool.starmap(_client, work)


def _client(port: int, paths: Sequence[str], seconds: float) -> Load:
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
    return Load(tuple(took), failed, size)


def _line(name: str, paths: Sequence[str], loads: Sequence[Load], seconds: float) -> tuple[object, ...]:
    took = [ms for load in loads for ms in load.ms]
    kilobytes = sum(load.bytes_read for load in loads) / max(1, len(took)) / 1000
    failed = sum(load.failed for load in loads)
    return (
        name,
        len(paths),
        measure.short(len(took) / seconds),
        measure.p50_95_99(took),
        measure.short(kilobytes),
        failed,
    )
