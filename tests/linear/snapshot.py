"""What an engine in memory holds at one moment: every live listing with what is worked out for it. Never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from referral.domain.listing import Listing
from tests.linear.counts import answers
from tests.linear.text import Document, Vocabulary, document, revised, vocabulary


@dataclass(frozen=True, slots=True)
class Entry:
    """A live listing. answered: the facets it answers yes (`counts.answers`)."""

    listing: Listing
    answered: tuple[str, ...]
    document: Document

    @classmethod
    def of(cls, listing: Listing) -> "Entry":
        """Everything worked out."""
        return cls(listing, answers(listing), document(listing))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every live listing after change number seq. entries: by id, in no order."""

    seq: int = 0
    entries: Mapping[str, Entry] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=lambda: vocabulary(()))

    @classmethod
    def of(cls, seq: int, listings: Iterable[Listing]) -> "Snapshot":
        """A snapshot of these listings, in any order."""
        entries = {listing.id: Entry.of(listing) for listing in listings}
        return cls(seq, entries, vocabulary(entry.document for entry in entries.values()))

    def after(self, seq: int, changed: Iterable[str], live: Mapping[str, Listing]) -> "Snapshot":
        """The snapshot after a change. changed: ids that may differ, each once; live: those of them that are live."""
        entries = dict(self.entries)
        gone = [entries.pop(listing_id).document for listing_id in changed if listing_id in entries]
        new = {listing_id: Entry.of(listing) for listing_id, listing in live.items()}
        counted = revised(self.vocabulary, gone=gone, new=[entry.document for entry in new.values()])
        return Snapshot(seq, {**entries, **new}, counted)
