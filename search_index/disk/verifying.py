"""Index against store, listing by listing, for people who doubt the index."""

from collections.abc import Iterable, Iterator

from referral.domain.listing import Listing
from search_index.delta import Held, View, living
from search_index.disk.generation import BadGeneration


def differences(view: View, stored: Iterable[Listing]) -> Iterator[str]:
    """One sentence for each listing that is not the same in both; the store's first, in its order."""
    seen: list[set[int]] = [set() for _ in view.parts]
    for listing in stored:
        place = view.place_of(listing.id)
        if place is None:
            yield f"{listing.id} is live in the database and missing from the index."
            continue
        seen[place.part].add(place.docid)
        if not _holds(view, place, listing):
            yield f"{listing.id} differs between the database and the index."
    for part, known in zip(view.parts, seen, strict=True):
        for docid in living(part):
            if docid not in known:
                yield f"{part.engine.id_of(docid)} is in the index and not live in the database."


def _holds(view: View, place: Held, listing: Listing) -> bool:
    try:
        return view.parts[place.part].engine.cards.get(place.docid) == listing
    except BadGeneration:
        return False
