"""The searchable text of one listing, field by field: what `text_rows.py` collects fast, in its plain form."""

from collections.abc import Mapping

from referral.domain.listing import Listing
from search_index.text.analysis import words
from search_index.text.code_words import BREAK, words_of


def fields_of(listing: Listing) -> Mapping[str, tuple[str, ...]]:
    """Field -> its folded words in order, "" between texts that no phrase may join."""
    place = listing.location
    return {
        "name": words(listing.name),
        "organization": words(listing.organization or ""),
        "codes": _coded(listing),
        "town": words(f"{place.town or ''} {place.state or ''}"),
        "description": words(listing.description or ""),
        "notes": _notes(listing),
    }


def _coded(listing: Listing) -> tuple[str, ...]:
    return tuple(word for name in (listing.kind.value, *sorted(listing.facts.yes)) for word in words_of(name))


def _notes(listing: Listing) -> tuple[str, ...]:
    texts = [listing.location.name, *(session.notes for _, session in listing.all_sessions)]
    return tuple(word for text in dict.fromkeys(texts) if text for word in (BREAK, *words(text)))
