"""Processor time of a result page in the site, without sockets: searches never asked before, and the same again.

Needs what `bench search --folder` made. The site has answered other searches before, as a worker that runs has; then
each of a thousand new ones counts once, and the mix of 200 counts with the mean of all its calls but the first. Time of
one core, so that other work of the machine counts only as far as it slows this one down.
"""

import argparse
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from time import process_time
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench import measure
from bench.http import fields_of
from bench.national import SIZES, Size
from bench.queries import SEED, SHAPES, queries

WARM, COLD = range(1, 3), range(3, 8)
"""Seeds of searches that are asked before, and of those that count as never asked."""
_ROUNDS = 4


def main(arguments: Sequence[str] | None = None) -> None:
    """Open the index and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench page", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="100k")
    parser.add_argument("--index", type=Path, help="what `bench search --folder` made: FOLDER/columns")
    given = parser.parse_args(arguments)
    if given.index is None:
        raise measure.Skipped("name the folder of an index with --index, and its --size")
    size = SIZES[given.size]
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
