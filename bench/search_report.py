"""The tables of `bench/search.py`: what was measured, side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench import measure
from bench.queries import HOURS, SHAPES, BenchQuery


@dataclass(frozen=True, slots=True)
class Answer:
    """What one engine said to one search. total: in person inside the radius, or everywhere without a place.

    ms: to the ids of the first page and exact totals. Of ours alone: parse_ms, counts_ms (facets), page_ms, the whole
    search with its cards, and first_ms, what ms was the first time.
    """

    ms: float
    total: int
    ids: tuple[str, ...]
    any_word: bool = False
    parse_ms: float = 0.0
    counts_ms: float = 0.0
    page_ms: float = 0.0
    first_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """One engine, measured. build_s: without making the listings.

    disk_mb: cards_mb included; that, open_ms and private_mb (of the engine in one worker) are of ours alone.
    """

    name: str
    build_s: float
    peak_mb: float
    disk_mb: float
    answers: tuple[Answer, ...]
    open_ms: float | None = None
    cards_mb: float | None = None
    private_mb: float | None = None


def _times(figures: Figures, asked: Sequence[BenchQuery], shapes: Iterable[str]) -> list[float]:
    wanted = set(shapes)
    return [answer.ms for answer, one in zip(figures.answers, asked, strict=False) if one.shape in wanted]


def costs(all_figures: Sequence[Figures]) -> str:
    heads = ["engine", "build s", "peak MB", "disk MB", "of it cards", "open ms", "worker MB"]
    lines = []
    for one in all_figures:
        numbers = (one.build_s, one.peak_mb, one.disk_mb, one.cards_mb, one.open_ms, one.private_mb)
        lines.append([one.name, *map(measure.short, numbers)])
    return measure.table(heads, lines)


def times(all_figures: Sequence[Figures], asked: Sequence[BenchQuery]) -> str:
    columns = (*((shape,) for shape in SHAPES), SHAPES, (HOURS,))
    lines = [[one.name, *(measure.p50_95_99(_times(one, asked, shapes)) for shapes in columns)] for one in all_figures]
    return measure.table(["ms p50 / p95 / p99", *SHAPES, "mix", HOURS], lines)


def steps(ours: Figures, asked: Sequence[BenchQuery]) -> str:
    """Our own steps, each as if it were an engine of its own."""
    alone = {
        "parse the text": [answer.parse_ms for answer in ours.answers],
        "totals and ids": [answer.ms for answer in ours.answers],
        "totals and ids, at first": [answer.first_ms for answer in ours.answers],
        "facet counts": [answer.counts_ms for answer in ours.answers],
        "whole page with cards": [answer.page_ms for answer in ours.answers],
    }
    answers = {
        name: tuple(replace(answer, ms=ms) for answer, ms in zip(ours.answers, taken, strict=True))
        for name, taken in alone.items()
    }
    return times([replace(ours, name=name, answers=found) for name, found in answers.items()], asked)


def described(ours: Figures, asked: Sequence[BenchQuery]) -> str:
    """What was asked, so that figures can be weighed: many matches cost more."""
    lines = []
    for shape in (*SHAPES, HOURS):
        answers = [answer for answer, one in zip(ours.answers, asked, strict=True) if one.shape == shape]
        totals = [answer.total for answer in answers]
        wide = sum(answer.any_word for answer in answers)
        lines.append([shape, f"{measure.percentile(totals, 0.5):,}", f"{max(totals):,}", wide])
    return measure.table(["matches", "p50", "most", "by any word"], lines)


def ratios(ours: Figures, peers: Sequence[Figures], asked: Sequence[BenchQuery]) -> str:
    lines = []
    for peer in peers:
        pairs = [(_times(peer, asked, SHAPES), _times(ours, asked, SHAPES))]
        pairs += [(_times(peer, asked, [shape]), _times(ours, asked, [shape])) for shape in SHAPES]
        lines.append([peer.name, *(_ratio(theirs, mine) for theirs, mine in pairs)])
    return measure.table(["engine", "mix", *SHAPES], lines)


def _ratio(theirs: Sequence[float], mine: Sequence[float]) -> str:
    shares = (0.5, 0.95, 0.99)
    return " / ".join(measure.short(measure.percentile(theirs, s) / measure.percentile(mine, s)) for s in shares)


def differences(ours: Figures, peers: Sequence[Figures], asked: Sequence[BenchQuery]) -> str:
    lines = []
    for peer in peers:
        line: list[object] = [peer.name]
        for shape in SHAPES:
            pairs = [
                (mine, theirs)
                for mine, theirs, one in zip(ours.answers, peer.answers, asked, strict=False)
                if one.shape == shape
            ]
            off = [abs(mine.total - theirs.total) for mine, theirs in pairs]
            differ = sum(one > 0 for one in off)
            line.append(f"{differ} of {len(pairs)}" + (f", at most {max(off):,}" if differ else ""))
        line.append(measure.short(_overlap(ours, peer, asked)))
        lines.append(line)
    return measure.table(["engine", *SHAPES, "same of the best 20, text"], lines)


def _overlap(ours: Figures, peer: Figures, asked: Sequence[BenchQuery]) -> float | None:
    """The share of our first 20 that stand in theirs, over searches by words alone; ties and weights differ."""
    pairs = [
        (set(mine.ids), set(theirs.ids))
        for mine, theirs, one in zip(ours.answers, peer.answers, asked, strict=False)
        if one.shape == "text" and mine.ids
    ]
    return sum(len(mine & theirs) / len(mine) for mine, theirs in pairs) / len(pairs) if pairs else None
