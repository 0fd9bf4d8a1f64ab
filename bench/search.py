"""Our index and other engines over the same listings and the same 200 searches.

Reports seconds and memory of the build, bytes on disk, milliseconds to open, milliseconds of each shape and of the mix
(p50 / p95 / p99 over the searches; each counts with its quickest of up to five calls, warm, on one core), memory of one
worker, and how many times slower others were. Memory of a worker is what its process holds for itself after all the
searches, less what it held before the engine was opened: the engine, what it remembers, and the second engine that
times its steps; not Python, libraries or this benchmark. Each engine runs in a process of its own, one after the other.
Totals are compared search by search; what differs is said.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from bench import engines, measure
from bench import search_report as report
from bench.national import SIZES, Size, listing_id
from bench.peers import PEERS, SMALL_ONLY, Absent
from bench.peers.rows import peer_query, rows
from bench.queries import SHAPES, BenchQuery, queries
from bench.search_report import Answer, Figures
from bench.streamed import StreamedStore
from referral.domain.search import SearchPage, SearchQuery, TextMatch
from search_index.disk.cards import RECORDS

_TOP = 20


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench search", description=__doc__)
    parser.add_argument("--size", choices=SIZES, help="left out: what suits the engine")
    parser.add_argument("--engine", choices=engines.ENGINES, default=engines.DEFAULT)
    parser.add_argument("--peers", nargs="*", choices=PEERS, help="other engines; all when none is named")
    parser.add_argument("--folder", type=Path, help="where indexes are made; a temporary folder when left out")
    given = parser.parse_args(arguments)
    size = SIZES[given.size or engines.ENGINES[given.engine].size]
    asked = queries(size)
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as temporary:
        folder = given.folder or Path(temporary)
        ours = measure_ours(given.engine, size, folder / given.engine, asked)
        mix = [(one, found.any_word) for one, found in zip(asked, ours.answers, strict=True) if one.shape in SHAPES]
        named = PEERS if given.peers == [] else given.peers or ()
        measured = [measure_peer(name, size, mix, folder / name) for name in named]
        peers = [found for found in measured if found is not None]
    print(f"\n{size.name}: {size.listings:,} listings, {len(asked)} searches\n")
    print(report.costs([ours, *peers]))
    print(f"\n{report.times([ours, *peers], asked)}")
    print(f"\n{report.steps(ours, asked)}")
    print(f"\n{report.described(ours, asked)}")
    if peers:
        print(f"\ntimes slower than {ours.name}, p50 / p95 / p99 of the mix\n")
        print(report.ratios(ours, peers, asked))
        print("\ntotals that differ from ours\n")
        print(report.differences(ours, peers, asked))


def measure_ours(name: str, size: Size, folder: Path, asked: Sequence[BenchQuery]) -> Figures:
    """Build in one process, then open and ask in another; an engine that keeps nothing does both in one."""
    kind = engines.ENGINES[name]
    folder.mkdir(parents=True, exist_ok=True)
    if not kind.kept:
        both = measure.apart(_build_and_ask, name, size, folder, asked)
        return both.value
    built = measure.apart(_build, name, size, folder)
    opened = measure.apart(_ask, name, size, folder, asked)
    open_ms, answers, private_mb = opened.value
    disk_mb, cards_mb = (measure.folder_bytes(folder, pattern) / 1e6 for pattern in ("*", f"{RECORDS}.*"))
    return Figures(name, built.value, built.peak_mb, disk_mb, answers, open_ms, cards_mb, private_mb)


def _build(name: str, size: Size, folder: Path) -> float:
    store = StreamedStore(size)
    started = perf_counter()
    engines.ENGINES[name].make(store.as_store(), folder).build()
    return perf_counter() - started - store.listings.making_s


def _ask(
    name: str, size: Size, folder: Path, asked: Sequence[BenchQuery]
) -> tuple[float, tuple[Answer, ...], float | None]:
    store = StreamedStore(size).as_store()
    before_mb = measure.private_mb()
    started = perf_counter()
    engine = engines.ENGINES[name].make(store, folder)
    engine.status()
    open_ms = (perf_counter() - started) * 1000
    kept = engines.ENGINES[name].steps
    steps = kept(folder) if kept is not None else None
    answers = tuple(_answer(engine, one, steps) for one in asked)
    return open_ms, answers, _gained_mb(before_mb)


def _gained_mb(before_mb: float | None) -> float | None:
    now_mb = measure.private_mb()
    return None if now_mb is None or before_mb is None else now_mb - before_mb


def _build_and_ask(name: str, size: Size, folder: Path, asked: Sequence[BenchQuery]) -> Figures:
    store = StreamedStore(size)
    before_mb = measure.private_mb()
    started = perf_counter()
    engine = engines.ENGINES[name].make(store.as_store(), folder)
    engine.build()
    build_s = perf_counter() - started - store.listings.making_s
    peak_mb = measure.peak_mb()
    answers = tuple(_answer(engine, one, None) for one in asked)
    return Figures(name, build_s, peak_mb, 0.0, answers, private_mb=_gained_mb(before_mb))


def _answer(engine: engines.Engine, one: BenchQuery, steps: Callable[[SearchQuery], engines.Steps] | None) -> Answer:
    page_ms, page = measure.quiet_ms(lambda: engine.search(one.query))
    ids = tuple(hit.listing.id for hit in page.hits[:_TOP])
    total, any_word = _comparable(one, page), page.text_match is TextMatch.ANY
    if steps is None:
        return Answer(page_ms, total, ids, any_word, page_ms=page_ms)
    alone = steps(one.query)
    parse_ms, ids_ms, counts_ms = (measure.quiet_ms(call)[0] for call in (alone.parse, alone.ids, alone.counts))
    return Answer(ids_ms, total, ids, any_word, parse_ms, counts_ms, page_ms, alone.first_ms)


def _comparable(one: BenchQuery, page: SearchPage) -> int:
    return page.total if one.query.place is None else page.totals_by_reach["near"]


def measure_peer(name: str, size: Size, mix: Sequence[tuple[BenchQuery, bool]], folder: Path) -> Figures | None:
    """One other engine, or None when it is not here or the size is beyond it; the reason is said.

    mix: the searches, and whether we answered each with any of its words.
    """
    if size.listings > SMALL_ONLY.get(name, size.listings):
        print(f"{name}: skipped, it is measured up to {SMALL_ONLY[name]:,} listings", file=sys.stderr)
        return None
    folder.mkdir(parents=True, exist_ok=True)
    try:
        measured = measure.apart(_ask_peer, name, size, folder, mix)
    except measure.Failed as error:
        print(f"{name}: failed: {error}", file=sys.stderr)
        return None
    if isinstance(measured.value, str):
        print(f"{name}: skipped, {measured.value}", file=sys.stderr)
        return None
    return measured.value


def _ask_peer(name: str, size: Size, folder: Path, mix: Sequence[tuple[BenchQuery, bool]]) -> Figures | str:
    try:
        peer = PEERS[name](folder)
    except Absent as error:
        return str(error)
    try:
        made = measure.Untimed(rows(StreamedStore(size).listings.live()))
        started = perf_counter()
        peer.load(made)
        build_s = perf_counter() - started - made.seconds
        peak_mb = measure.peak_mb()
        answers = tuple(_answer_of(peer, one, any_word=any_word) for one, any_word in mix)
        return Figures(f"{peer.name} {peer.version}", build_s, peak_mb, peer.disk_bytes() / 1e6, answers)
    finally:
        peer.close()


def _answer_of(peer, one: BenchQuery, *, any_word: bool) -> Answer:
    """As we searched: where all words found too few, any of them was a second search, and both count."""
    plain = peer_query(one.query)
    ms, (total, numbers) = measure.quiet_ms(lambda: peer.answer(plain))
    if any_word:
        wide = peer_query(one.query, any_word=True)
        more_ms, (total, numbers) = measure.quiet_ms(lambda: peer.answer(wide))
        ms += more_ms
    return Answer(ms, total, tuple(map(listing_id, numbers)))
