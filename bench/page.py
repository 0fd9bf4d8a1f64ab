"""Processor time of pages in the site, without sockets: asked for the first time, and again.

Of every kind, as visits ask for them (`bench/visitor.py`), over a filled database. Or, with --index, of result pages
alone, over what `bench search --folder` made: each of a thousand searches counts once, then the mix of 200 with all its
calls but the first. The site has answered others before, as a worker that runs has. Time of one core, so that other
work of the machine counts only as far as it slows this one down.
"""

import argparse
import os
import random
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import compress
from pathlib import Path
from statistics import mean
from time import process_time
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench import measure
from bench.filled import home_of
from bench.http import fields_of
from bench.inside import Inside
from bench.national import SIZES, Size
from bench.queries import SEED, SHAPES, queries
from bench.towns import towns
from bench.visitor import Asked, Visitor

WARM, COLD = range(1, 3), range(3, 8)
"""Seeds of searches that are asked before, and of those that count as never asked."""
_ROUNDS = 4
_WARM_VISITS = 40


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench page", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="100k")
    parser.add_argument("--visits", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="where databases are kept (default instance/bench)")
    parser.add_argument("--index", type=Path, help="what `bench search --folder` made: FOLDER/columns")
    given = parser.parse_args(arguments)
    size = SIZES[given.size]
    if given.index is None:
        _every_kind(size, given.folder, given.visits)
        return
    with _site(size, given.index) as site:
        for seed in WARM:
            _spent(site, _addresses(site, size, [seed]))
        cold = _spent(site, _addresses(site, size, COLD))
        mix = _addresses(site, size, [SEED])
        _spent(site, mix)
        again = [ms for _ in range(_ROUNDS) for ms in _spent(site, mix)]
    lines = [
        [name, len(ms), measure.short(mean(ms)), measure.p50_95_99(ms)]
        for name, ms in (("never asked before", cold), ("asked again", again))
    ]
    print(f"{size.name}\n\n{measure.table(['result page', 'pages', 'ms mean', 'p50 / p95 / p99'], lines)}")


def _every_kind(size: Size, folder: Path | None, visits: int) -> None:
    """Print the table of kinds."""
    os.environ |= {"HANDOFF_HOME": str(home_of(size, folder).home), "HANDOFF_SECRET_KEY": secrets.token_hex(32)}
    from app import create_app

    site, known = Inside(create_app()), towns(size.state)

    def walked(seeds: Iterable[int]) -> list[Asked]:
        return [asked for seed in seeds for asked in Visitor(site, random.Random(seed), known).visit()]

    walked(range(_WARM_VISITS))
    site.ms.clear()
    asked = walked(range(_WARM_VISITS, _WARM_VISITS + visits))
    first, site.ms = site.ms, []
    for one in asked:
        site(one.request)
    names = sorted({one.kind for one in asked}, key=[one.kind for one in asked].count, reverse=True)
    lines = [_kind("all", asked, first, site.ms), *(_kind(name, asked, first, site.ms) for name in names)]
    heads = ["ms of processor time", "requests", "mean", "p50 / p95 / p99", "again", "p50 / p95 / p99"]
    print(f"{size.name}, {visits} visits\n\n{measure.table(heads, lines)}")


def _kind(name: str, asked: Sequence[Asked], first: Sequence[float], again: Sequence[float]) -> list[object]:
    of_it = [name in ("all", one.kind) for one in asked]
    both = [list(compress(ms, of_it)) for ms in (first, again)]
    return [name, sum(of_it), *(said for ms in both for said in (measure.short(mean(ms)), measure.p50_95_99(ms)))]


@contextmanager
def _site(size: Size, index: Path) -> Iterator[Flask]:
    """The site of `bench.served` over an empty database."""
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as home:
        os.environ |= {"HANDOFF_HOME": home, "HANDOFF_SECRET_KEY": secrets.token_hex(32)}
        os.environ |= {"BENCH_SIZE": size.name, "BENCH_INDEX": str(index.resolve())}
        from bench.served import create_app

        site = create_app()
        site.test_cli_runner().invoke(args=["setup"])
        yield site


def _addresses(site: Flask, size: Size, seeds: Iterable[int]) -> list[str]:
    """Where the form leads, for each search of the mixes of some seeds."""
    client, found = site.test_client(), []
    for seed in seeds:
        for one in queries(size, seed):
            if one.shape in SHAPES:
                body = urlencode(fields_of(one))
                answer = client.post("/search", data=body, content_type="application/x-www-form-urlencoded")
                if answer.status_code != 303:
                    raise measure.Failed(f"POST /search answered {answer.status_code}")
                found.append(answer.headers["Location"])
    return found


def _spent(site: Flask, addresses: Sequence[str]) -> list[float]:
    """Milliseconds of each page."""
    took = []
    for address in addresses:
        asked = EnvironBuilder(address).get_environ()
        started = process_time()
        _body, status, _headers = run_wsgi_app(site, asked, buffered=True)
        took.append((process_time() - started) * 1000)
        if not status.startswith("200"):
            raise measure.Failed(f"a result page answered {status}")
    return took
