"""Where a search spends its time, and how far it is from what the machine could do at best.

The first table gives each file of `search_index/` its share of the time from a parsed search to ids (built-in calls
count for the file that makes them). The second compares that time with the least work there is: the bytes that any
index in this order must read, at the speed at which this machine reads memory in a row, and a tenth of a microsecond
for each place to be looked up.
"""

import argparse
import cProfile
import pstats
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, thread_time

import numpy as np

from bench import engines, measure
from bench.national import SIZES
from bench.queries import SHAPES, BenchQuery, queries
from bench.streamed import StreamedStore
from search_index.delta import View
from search_index.disk.generations import Generations
from search_index.engine import ColumnEngine
from search_index.space.reaching import Region
from search_index.text.analysis import stem_of
from search_index.text.query import And, Node, Not, Or, Phrase, Prefix, Word, parse

_POSTING_BYTES, _POINT_BYTES, _FACTS_BYTES, _BEST_BYTES = 5, 12, 8, 256 * 8
_LOOKED_UP_US = 0.1
_RUNS = 9
_ROOM = "search_index"


@dataclass(frozen=True, slots=True)
class Least:
    """What one search must read at least. places: found by halving."""

    bytes: int
    places: int

    def us(self, bytes_per_us: float) -> float:
        """Microseconds at a reading speed."""
        return self.bytes / bytes_per_us + self.places * _LOOKED_UP_US


def main(arguments: Sequence[str] | None = None) -> None:
    """Build or open an index, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench profile", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default=engines.ENGINES[engines.DEFAULT].size)
    parser.add_argument("--folder", type=Path, help="where `bench search --folder` left its index; built when left out")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as temporary:
        folder = given.folder or Path(temporary)
        if given.folder is None:
            engines.ENGINES[engines.DEFAULT].make(StreamedStore(SIZES[given.size]).as_store(), folder).build()
        asked = queries(SIZES[given.size])
        print(f"\n{given.size}\n\n{shares(folder, asked)}\n")
        print(limits(folder, asked))


def shares(folder: Path, asked: Sequence[BenchQuery]) -> str:
    """Percent of the time of each shape by file."""
    steps = engines.steps_of(folder)
    spent = {shape: _spent([steps(one.query) for one in asked if one.shape == shape]) for shape in SHAPES}
    files = sorted(
        {file for counted in spent.values() for file in counted}, key=lambda f: -sum(s[f] for s in spent.values())
    )
    lines = [[file, *(f"{100 * spent[shape][file] / spent[shape].total():.0f}" for shape in SHAPES)] for file in files]
    return measure.table(["% of time", *SHAPES], lines)


def _spent(steps: Sequence[engines.Steps]) -> Counter[str]:
    profile = cProfile.Profile(thread_time)
    for one in steps:
        one.ids()
        profile.runcall(one.ids)
    spent: Counter[str] = Counter()
    for (file, _line, _name), (_calls, _all, own, _total, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        name = _name_of(file)
        if name is not None:
            spent[name] += own
            continue
        for (caller, _caller_line, _caller_name), (_n, _m, of_caller, _t) in callers.items():
            spent[_name_of(caller) or "elsewhere"] += of_caller
    return spent


def _name_of(file: str) -> str | None:
    """A file of the index by its folder and name; None of any other."""
    _before, room, within = file.rpartition(f"/{_ROOM}/")
    return within.removesuffix(".py") if room else None


def limits(folder: Path, asked: Sequence[BenchQuery]) -> str:
    """Ours beside the least, by shape."""
    engine = View.of_generation(Generations(folder / "index").open_current()).base.engine
    steps = engines.steps_of(folder)
    speed = _bytes_per_us()
    mix = [one for one in asked if one.shape in SHAPES]
    least = [least_of(engine, one) for one in mix]
    at_best = [one.us(speed) for one in least]
    ours = [measure.quiet_ms(steps(one.query).ids)[0] * 1000 for one in mix]
    lines = []
    for shape in (*SHAPES, "mix"):
        held = [at for at, one in enumerate(mix) if shape in (one.shape, "mix")]
        best, taken = [at_best[at] for at in held], [ours[at] for at in held]
        read = measure.percentile([least[at].bytes / 1000 for at in held], 0.5)
        ratios = measure.percentile(taken, 0.5) / measure.percentile(best, 0.5), sum(taken) / sum(best)
        lines.append(
            [shape, measure.short(read), measure.p50_95_99(best), measure.p50_95_99(taken), *map(measure.short, ratios)]
        )
    heads = ["us p50 / p95 / p99", "least kB p50", "at best", "ours", "times, p50", "times, mean"]
    return f"reading in a row: {speed / 1000:.1f} GB/s\n\n{measure.table(heads, lines)}"


def least_of(engine: ColumnEngine, one: BenchQuery) -> Least:
    """The least work of one search: postings of its words inside the circle, or else points and facts inside it."""
    tree = parse(one.query.text)
    found = engine.find(one.query, tree)
    if found.summary is not None:
        return Least(_BEST_BYTES, 1)
    stems = dict.fromkeys(map(stem_of, _words(tree))) if tree is not None else {}
    postings = [posting for stem in stems if (posting := engine.postings.get(stem)) is not None]
    around = Region(engine.directory, one.query, wants_online=one.query.wants_online).around
    if around is None:
        return Least(_POSTING_BYTES * sum(len(posting.docs) for posting in postings), len(postings))
    edges = around.ranges.ravel()
    if not postings:
        return Least((_POINT_BYTES + _FACTS_BYTES) * around.among.neighbours, len(edges))
    inside = sum(int(np.diff(posting.docs.searchsorted(edges))[::2].sum()) for posting in postings)
    rest = len(found.docs) * (_POINT_BYTES + (_FACTS_BYTES if one.query.asked.facets else 0))
    return Least(_POSTING_BYTES * inside + rest, len(edges) * len(postings))


def _words(tree: Node) -> Iterator[str]:
    match tree:
        case Word(text, _):
            yield text
        case Phrase(words, _):
            yield from words
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
        case Not() | Prefix():
            return


def _bytes_per_us() -> float:
    """How fast one core of this machine reads memory in a row."""
    block = np.ones(1 << 25, np.float32)
    best = float("inf")
    for _ in range(_RUNS):
        started = perf_counter()
        block.max()
        best = min(best, perf_counter() - started)
    return block.nbytes / best / 1e6


if __name__ == "__main__":
    main()
