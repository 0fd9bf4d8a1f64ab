"""Whole requests over loopback: the result page against the start page, which searches nothing.

gunicorn with 2 sync workers, as in production behind a proxy: one connection a request. The searches are those of the
mix, asked as a browser does: sent by POST, then their sealed addresses are loaded over and over. The load shares the
machine's cores with the server.
"""

import argparse
import http.client
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from urllib.parse import urlencode

from bench import load, measure
from bench.filled import home_of
from bench.load import Seen
from bench.national import SIZES, Size
from bench.queries import EACH, SEED, SHAPES, BenchQuery, queries
from bench.server import START_S, WORKERS, served
from referral.config import ROOT
from referral.domain.week import WeekSet

MIX = EACH * len(SHAPES)
TEXT_AND_FACETS = "all"
"""The shape of search that asks for words, facets and free time at once."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench http", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="20k")
    parser.add_argument("--seconds", type=float, default=10.0, help="for each kind of page")
    parser.add_argument(
        "--searches", type=int, default=200, help="how many are asked in turn; more than a worker remembers: 2,000"
    )
    parser.add_argument("--clients", type=int, default=8, help="connections at a time")
    parser.add_argument("--folder", type=Path, help="where databases are kept (default instance/bench)")
    parser.add_argument(
        "--index", type=Path, help="what `bench search --folder` made: FOLDER/columns; fills no database"
    )
    given = parser.parse_args(arguments)
    size = SIZES[given.size]
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as temporary:
        home = Path(temporary) if given.index else home_of(size, given.folder).home
        environment = {**os.environ, "HANDOFF_HOME": str(home), "HANDOFF_SECRET_KEY": secrets.token_hex(32)}
        if given.index:
            environment |= {"BENCH_SIZE": size.name, "BENCH_INDEX": str(given.index.resolve())}
        _flask(environment, *(("setup",) if given.index else ("index", "build")))
        lines = _measured(environment, "bench.served" if given.index else "app", size, given)
    print(f"{size.name}, {WORKERS} sync workers, {given.clients} connections, load by {load.generator()}\n")
    print(measure.table(["page", "addresses", "requests/s", "ms p50 / p95 / p99", "KB", "failed"], lines))


def _measured(
    environment: dict[str, str], module: str, size: Size, given: argparse.Namespace
) -> list[tuple[object, ...]]:
    with served(environment, module) as (port, _server):
        found = list(_result_paths(port, size, given.searches))
        pages = {
            "result page, all shapes": [path for _, path in found],
            "result page, words + facets + times": [path for one, path in found if one.shape == TEXT_AND_FACETS],
            "start page, no search": ["/"],
        }
        return [
            _line(name, paths, load.load(port, paths, given.clients, given.seconds)) for name, paths in pages.items()
        ]


def _flask(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "-m", "flask", *command], cwd=ROOT, env=environment, check=True)


def _result_paths(port: int, size: Size, searches: int) -> Iterator[tuple[BenchQuery, str]]:
    """Each search with the address of its result page. The first 200 are loaded by both workers or nearly so."""
    mixes = (one for seed in count(SEED) for one in queries(size, seed) if one.shape in SHAPES)
    for number, one in enumerate(islice(mixes, searches)):
        path = _sent(port, one)
        for _ in range(2 * WORKERS if number < MIX else 1):
            status, location = _get(port, path)
            if status in (301, 302):
                path = location
            elif status != 200:
                raise measure.Failed(f"{path[:80]} answered {status}")
        yield one, path


def _sent(port: int, one: BenchQuery) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_S)
    body = urlencode(fields_of(one))
    connection.request("POST", "/search", body, {"Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    location = answer.getheader("Location")
    connection.close()
    if answer.status != 303 or location is None:
        raise measure.Failed(f"POST /search answered {answer.status}")
    return location


def fields_of(one: BenchQuery) -> list[tuple[str, str]]:
    """A search as the form sends it."""
    query, asked = one.query, one.query.asked
    fields = [("q", query.text or ""), ("where", "")] + [
        ("where", f"{group}={code}") for group, codes in sorted(asked.facets.items()) for code in sorted(codes)
    ]
    fields += [("free_text", _windows(asked.free))] if asked.free is not None else []
    if query.place is not None:
        fields += [("near", query.place.label), ("radius", f"{query.radius_miles:g}"), ("sort", query.sort.value)]
    return [field for field in fields if field[1]]


def _windows(free: WeekSet) -> str:
    return "; ".join(f"{run.day.name} {run.start_clock}-{run.end_clock}" for run in free.runs)


def _get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_S)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("Location") or ""


def _line(name: str, paths: Sequence[str], seen: Seen) -> tuple[object, ...]:
    ms = " / ".join(map(measure.short, seen.ms))
    return name, len(paths), measure.short(seen.per_second), ms, measure.short(seen.kilobytes), seen.failed
