"""Whole visits at a fixed pace, as an open loop over loopback: is every request answered, how soon, in how much memory.

gunicorn with 2 workers over a filled database. Visits (`bench/visitor.py`) are walked first in processes of their own,
so that the server has answered none of them, and then asked in the order of many visitors at once, each request at its
moment and counted from it (`bench/paced.py`). The load shares the machine's cores with the server.
"""

import argparse
import multiprocessing
import os
import random
import secrets
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, count, islice
from pathlib import Path
from statistics import mean

from bench import measure
from bench.filled import home_of
from bench.inside import Inside
from bench.national import SIZES, Size
from bench.paced import Due, Got, Pacer
from bench.server import START_S, WORKERS, served, workers_of
from bench.towns import towns
from bench.visitor import Asked, Request, Visitor

_SEED = 20_261_130
_WARM_S = 10.0
_LOOK_S = 10.0
_PATIENCE_S = 10.0
_TOGETHER = 100
"""So many visitors are there at once."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench visits", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="100k")
    parser.add_argument("--rate", type=float, default=500.0, help="requests a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--folder", type=Path, help="where databases are kept (default instance/bench)")
    parser.add_argument("--worker-class", choices=("sync", "gthread"), default="sync")
    parser.add_argument("--threads", type=int, default=1, help="of each worker, with gthread")
    parser.add_argument("--keep", action="store_true", help="connections are kept, as by a proxy told to (gthread)")
    given = parser.parse_args(arguments)
    size = SIZES[given.size]
    home = home_of(size, given.folder).home
    environment = {**os.environ, "HANDOFF_HOME": str(home), "HANDOFF_SECRET_KEY": secrets.token_hex(32)}
    warm, needed = round(given.rate * _WARM_S), round(given.rate * given.seconds)
    asked = walked(size, environment, warm + needed)
    options = ["--worker-class", given.worker_class, "--threads", str(given.threads)]
    with served(environment, "app", options) as (port, server):
        pacer = Pacer(port, keeps=given.keep, patience_s=START_S)  # the second worker may still be loading the site
        pacer.run(paced(asked[:warm], given.rate), _LOOK_S, lambda: None)
        pacer.patience_s = _PATIENCE_S
        memory, spent = _Memory(server), _spent_s(server)
        began = time.process_time()
        got = pacer.run(paced(asked[warm:], given.rate), _LOOK_S, memory.look)
        ours, theirs = time.process_time() - began, _spent_s(server) - spent
        memory.look()
        pacer.close()
    print(f"{size.name}, {WORKERS} {given.worker_class} workers, {given.threads} threads, ", end="")
    print(f"connections {'kept' if given.keep else 'one a request'}\n\n{report(got, given.seconds)}\n")
    print(f"processor time a request: server {theirs / len(got) * 1000:.2f} ms, load {ours / len(got) * 1000:.2f} ms\n")
    print(memory.table())


def walked(size: Size, environment: dict[str, str], needed: int) -> list[Asked]:
    """So many requests of visits, in an order in which many visitors could make them together."""
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        parts = pool.starmap(_walk, [(size, environment, at, -(-needed // WORKERS)) for at in range(WORKERS)])
    return list(islice(interleaved([visit for part in parts for visit in part], random.Random(_SEED)), needed))


def _walk(size: Size, environment: dict[str, str], at: int, needed: int) -> list[list[Asked]]:
    """Visits with so many requests in all, walked inside this process."""
    os.environ |= environment
    from app import create_app

    site, known, visits, made = Inside(create_app()), towns(size.state), [], 0
    for number in count():
        if made >= needed:
            break
        visits.append(Visitor(site, random.Random(_SEED + number * WORKERS + at), known).visit())
        made += len(visits[-1])
    return visits


def interleaved(visits: Sequence[Sequence[Asked]], chance: random.Random) -> Iterator[Asked]:
    """Every request: of a hundred visitors at a time one by one goes on, each in the order of its own visit."""
    coming = iter(visits)
    there = [iter(visit) for visit in islice(coming, _TOGETHER)]
    while there:
        at = chance.randrange(len(there))
        asked = next(there[at], None)
        if asked is not None:
            yield asked
        elif (visit := next(coming, None)) is not None:
            there[at] = iter(visit)
        else:
            there.pop(at)


def paced(asked: Sequence[Asked], rate: float) -> list[Due]:
    """Each request with its moment: so many a second on average, as unevenly as people who know nothing of others."""
    chance = random.Random(_SEED)
    moments = accumulate(chance.expovariate(rate) for _ in asked)
    return [Due(at, one.kind, bytes_of(one.request)) for at, one in zip(moments, asked, strict=True)]


def bytes_of(request: Request) -> bytes:
    """A request as a browser behind a proxy sends it."""
    head = [f"{'POST' if request.body else 'GET'} {request.path} HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip"]
    if request.body:
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(request.body)}"]
    return "\r\n".join([*head, "", request.body]).encode()


def report(got: Sequence[Got], seconds: float) -> str:
    """The table of kinds, the one that is asked for most often first."""
    kinds: dict[str, list[Got]] = defaultdict(list)
    for one in got:
        kinds[one.due.kind].append(one)
    ordered = sorted(kinds.items(), key=lambda kind: -len(kind[1]))
    lines = [_line(name, some, seconds) for name, some in (("all", got), *ordered)]
    return measure.table(["request", "a second", "ms mean", "p50 / p95 / p99", "most", "KB", "errors"], lines)


def _line(name: str, got: Sequence[Got], seconds: float) -> tuple[object, ...]:
    ms = [one.ms for one in got]
    failed = sum(one.status not in (200, 303) for one in got)
    kilobytes = mean(one.bytes_read for one in got) / 1000
    return (
        *(name, measure.short(len(got) / seconds), measure.short(mean(ms)), measure.p50_95_99(ms)),
        *(measure.short(max(ms)), measure.short(kilobytes), failed),
    )


class _Memory:
    """What the workers of a server hold, from time to time. server: its pid."""

    def __init__(self, server: int) -> None:
        self._server, self._began = server, time.perf_counter()
        self._lines: list[tuple[object, ...]] = []
        self.look()

    def look(self) -> None:
        """Once more."""
        held = [one for pid in workers_of(self._server) if (one := measure.held(pid)) is not None]
        if held:
            sums = [
                sum(values) for values in zip(*((one.resident, one.shared_out, one.own) for one in held), strict=True)
            ]
            self._lines.append((f"{time.perf_counter() - self._began:.0f} s", *map(measure.short, sums)))

    def table(self) -> str:
        """MB of all workers."""
        return measure.table(["memory of the workers, MB", "resident", "own and shared out", "own"], self._lines)


def _spent_s(server: int) -> float:
    """Processor time of the workers so far."""
    return sum(measure.spent_s(pid) for pid in workers_of(server))
