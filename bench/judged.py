"""How well searches over four real feeds find what people mean: nDCG@5, and names by themselves.

Judged: searches with what must be among the first five (bench/judged_queries.py); nDCG@5 counts every listing that
answers, higher places more; "found" counts searches with one of them among the first five. Names: every service of
Washington's directory is searched by its own exact name, plain and in quotes, and must come first or second; services
of one name count once. Needs the real feeds: HANDOFF_SHARED.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

from bench import engines, measure
from bench.judged_queries import JUDGED, Judged
from bench.real import Noon, real_directory
from referral.domain.listing import Listing
from referral.domain.search import SearchPage
from referral.domain.vocabulary import Kind
from referral.services.searches import Searches, SearchRequest

DEPTH = 5
NAME_SOURCE, NAME_DEPTH = "dc", 2


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench judged", description=__doc__)
    parser.add_argument("--engine", choices=engines.ENGINES, default=engines.DEFAULT)
    parser.add_argument("--show", action="store_true", help="what each search that missed found instead")
    parser.add_argument("--no-names", action="store_true", help="leave the searches by exact name out")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="handoff-bench-") as temporary:
        store, places = real_directory(Path(temporary))
        index = engines.ENGINES[given.engine].make(store, Path(temporary))
        index.build()
        searches = Searches(index, places, Noon())
        with store.unit() as unit:
            listings = tuple(unit.listings.live())
        graded = [_graded(searches, one, listings) for one in JUDGED]
        print(_report(graded))
        if given.show:
            print(*(_missed(one) for one in graded if not one.found), sep="\n")
        if not given.no_names:
            print(_names(searches, listings))
        store.close()


def matches(listing: Listing, target: str) -> bool:
    """True when a target means this listing."""
    if "=" in target:
        facets, _, town = (part.strip() for part in target.partition("@"))
        return listing.facts.yes.issuperset(facets.split()) and town in ("", listing.location.town)
    name, _, organization = (part.strip().casefold() for part in target.partition("|"))
    if organization and organization != (listing.organization or "").strip().casefold():
        return False
    own = listing.name.strip().casefold()
    return own.startswith(name[:-1]) if name.endswith("*") else own == name


def answers(listing: Listing, judged: Judged) -> bool:
    """True when a listing is one of those that must be found."""
    return any(matches(listing, target) for target in judged.targets)


@dataclass(frozen=True, slots=True)
class Graded:
    """One judged search with its first hits. found: one of the targets is among them."""

    judged: Judged
    ndcg: float
    found: bool
    hits: tuple[Listing, ...]


def _graded(searches: Searches, judged: Judged, listings: Sequence[Listing]) -> Graded:
    hits = tuple(hit.listing for hit in _page(searches, judged).hits[:DEPTH])
    gains = [answers(hit, judged) for hit in hits]
    there = sum(answers(listing, judged) for listing in listings)
    best = _discounted([True] * min(DEPTH, there))
    return Graded(judged, _discounted(gains) / best if best else 0.0, any(gains), hits)


def _page(searches: Searches, judged: Judged) -> SearchPage:
    """The answer, or that of the better spelling that is offered when nothing is found."""
    answer = searches.search(SearchRequest(text=judged.text, near=judged.near, limit=DEPTH))
    if answer.page.total == 0 and answer.page.suggestion is not None:
        return searches.search(SearchRequest(text=answer.page.suggestion, near=judged.near, limit=DEPTH)).page
    return answer.page


def _discounted(gains: Iterable[bool]) -> float:
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains, 1))


def _report(graded: Sequence[Graded]) -> str:
    kinds = list(dict.fromkeys(one.judged.kind for one in graded))
    lines = [_line(kind, [one for one in graded if one.judged.kind == kind]) for kind in kinds]
    return measure.table(["judged searches", "number", "found", "nDCG@5"], [*lines, _line("all", graded)])


def _line(name: str, graded: Sequence[Graded]) -> tuple[object, ...]:
    mean = sum(one.ndcg for one in graded) / len(graded)
    return name, len(graded), sum(one.found for one in graded), f"{mean:.3f}"


def _missed(one: Graded) -> str:
    shown = "; ".join(f"{hit.name} ({hit.organization or '-'})" for hit in one.hits) or "nothing"
    return f"  missed {one.judged.text!r} {one.judged.near or ''}: {shown}"


def _names(searches: Searches, listings: Sequence[Listing]) -> str:
    names = sorted({one.name for one in listings if one.source == NAME_SOURCE and one.kind is not Kind.MEETING})
    asked = {"as written": lambda name: name, "in quotes": lambda name: '"{}"'.format(name.replace('"', " "))}
    return "".join(_named(searches, names, how, text_of) for how, text_of in asked.items())


def _named(searches: Searches, names: Sequence[str], how: str, text_of: Callable[[str], str]) -> str:
    lost = [name for name in names if not _comes_first(searches, name, text_of(name))]
    share = 100 * (1 - len(lost) / len(names))
    shown = "".join(f"\n  not among the first {NAME_DEPTH}: {name}" for name in lost[:20])
    return f"\nexact names ({NAME_SOURCE}) {how}: {len(names) - len(lost):,} of {len(names):,}, {share:.1f} %{shown}"


def _comes_first(searches: Searches, name: str, text: str) -> bool:
    hits = searches.search(SearchRequest(text=text, limit=NAME_DEPTH)).page.hits
    return any(hit.listing.name.casefold() == name.casefold() for hit in hits)
