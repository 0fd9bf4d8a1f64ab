"""One build: every live listing of the store into a new generation, in one pass, which then goes live."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from time import sleep

from referral.domain.listing import Listing
from referral.domain.ports import Store
from search_index.build.build_columns import build_columns
from search_index.disk.cards import RECORDS, CardWriter
from search_index.disk.generations import Generations

_BREATH_S = 0.0001


def build_generation(store: Store, generations: Generations, *, breathing: bool = False) -> Path:
    """The folder of the new generation, live. It holds one state of the store; listings are streamed.

    breathing: leave the interpreter to other threads between listings, for a build behind searches. Raises
    BuildRunning, BadGeneration, StoreError, and OSError when the disk does; then all is as it was.
    """
    with generations.building() as build:
        with store.unit() as unit, build.writer.blob(RECORDS) as file:
            seq = unit.changes.last_seq()
            cards = CardWriter(file)
            listings = unit.listings.live()
            columns = build_columns(cards.keep(_with_breath(listings) if breathing else listings))
        for name, array in {**columns.arrays, **cards.arrays}.items():
            build.writer.array(name, array)
        build.writer.finish(base_seq=seq, meta=columns.meta, tokens=cards.tokens)
        return build.publish()


def _with_breath(listings: Iterable[Listing]) -> Iterator[Listing]:
    for listing in listings:
        sleep(_BREATH_S)
        yield listing
