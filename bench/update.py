"""How long after a commit a change is found by other processes, and what searches take meanwhile.

One process commits changed listings one by one; two others search without pause for the word that each change brings.
Delays count from the end of the commit. Half way, an engine that keeps an index builds it anew in a fourth process, so
that readers change over under load.
"""

import argparse
import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench import engines, measure
from bench.filled import home_of
from bench.national import SIZES, SOURCE, Size, listing_id
from bench.queries import NOW
from referral.config import Config
from referral.domain.search import SearchQuery
from referral.store.unit import SqlStore

READERS = 2
PAUSE_S = 0.05
"""Between commits."""

POLL_S = 0.001
PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Changes:
    """What readers wait for. stamp: of this run, as words of an earlier one stay in the database."""

    stamp: int
    commits: int

    def word(self, number: int) -> str:
        """A word of its own; two letters only, so that no better spelling is looked for while nothing holds it."""
        return f"zq{self.stamp}n{number}"


@dataclass(frozen=True, slots=True)
class Seen:
    """One reader: when it found each change (monotonic seconds), and what each search took.

    processor_ms: of the searching thread alone, so that other work on a busy machine does not count; finding_ms: the
    same of the searches that found a change, which take it into the index first.
    """

    found_s: tuple[float, ...]
    finding_ms: tuple[float, ...]
    search_ms: tuple[float, ...]
    processor_ms: tuple[float, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench update", description=__doc__)
    parser.add_argument("--size", choices=SIZES, help="left out: what suits the engine")
    parser.add_argument("--engine", choices=engines.ENGINES, default=engines.DEFAULT)
    parser.add_argument("--commits", type=int, default=60)
    parser.add_argument("--folder", type=Path, help="where databases are kept (default instance/bench)")
    given = parser.parse_args(arguments)
    size = SIZES[given.size or engines.ENGINES[given.engine].size]
    config = home_of(size, given.folder)
    if engines.ENGINES[given.engine].kept:
        measure.apart(_build, given.engine, config)
    committed, readers = _run(given.engine, config, size, given.commits)
    delays = [(seen - end) * 1000 for one in readers for seen, end in zip(one.found_s, committed, strict=True)]
    finding = [ms for one in readers for ms in one.finding_ms]
    searches = [ms for one in readers for ms in one.search_ms]
    processor = [ms for one in readers for ms in one.processor_ms]
    lines = [
        ("commit to found, ms", len(delays), measure.p50_95_99(delays), measure.short(max(delays))),
        ("  of it processor, ms", len(finding), measure.p50_95_99(finding), measure.short(max(finding))),
        ("search meanwhile, ms", len(searches), measure.p50_95_99(searches), measure.short(max(searches))),
        ("  of it processor, ms", len(processor), measure.p50_95_99(processor), measure.short(max(processor))),
    ]
    print(f"{given.engine}, {size.name}, {READERS} readers\n")
    print(measure.table(["", "number", "p50 / p95 / p99", "most"], lines))


def _engine(name: str, config: Config) -> engines.Engine:
    return engines.ENGINES[name].make(SqlStore(config.database_url), config.home)


def _build(name: str, config: Config) -> None:
    _engine(name, config).build()


def _run(name: str, config: Config, size: Size, commits: int) -> tuple[list[float], list[Seen]]:
    context = multiprocessing.get_context("spawn")
    changes = Changes(time.time_ns() // 1_000_000, commits)
    barrier, results = context.Barrier(READERS + 1), context.Queue()
    readers = [context.Process(target=_read, args=(name, config, changes, barrier, results)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    barrier.wait(PATIENCE_S)
    builder = context.Process(target=_build, args=(name, config))
    committed = []
    for number in range(commits):
        if number == commits // 2 and engines.ENGINES[name].kept:
            builder.start()
            os.setpriority(os.PRIO_PROCESS, builder.pid or 0, 10)  # as a server starts it
        committed.append(_commit(config, size, number, changes.word(number)))
        time.sleep(PAUSE_S)
    seen = [results.get(timeout=PATIENCE_S) for _ in readers]
    for process in [*readers, *([builder] if builder.pid else [])]:
        process.join()
    return committed, seen


def _commit(config: Config, size: Size, number: int, word: str) -> float:
    """Change one listing; the moment when its commit was done."""
    store = SqlStore(config.database_url)
    with store.unit(write=True) as unit:
        run = unit.sources.begin_run(SOURCE, SOURCE, NOW)
        listing = unit.listings.get(listing_id(number * 7919 % size.listings))
        unit.listings.save(replace(listing, description=f"{listing.description} {word}"), run)
        unit.commit()
    done = time.monotonic()
    store.close()
    return done


def _read(name: str, config: Config, changes: Changes, barrier, results) -> None:
    engine = _engine(name, config)
    engine.search(SearchQuery(NOW, text="housing"))
    barrier.wait(PATIENCE_S)
    found, finding, took, worked = [], [], [], []
    for number in range(changes.commits):
        query, until = SearchQuery(NOW, text=changes.word(number)), time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            started, begun = time.monotonic(), time.thread_time()
            total = engine.search(query).total
            ended = time.monotonic()
            worked.append((time.thread_time() - begun) * 1000)
            took.append((ended - started) * 1000)
            if total:
                found.append(ended)
                finding.append(worked[-1])
                break
            time.sleep(POLL_S)
        else:
            raise measure.Failed(f"change {number} was not found within {PATIENCE_S:.0f} s")
    results.put(Seen(tuple(found), tuple(finding), tuple(took), tuple(worked)))
