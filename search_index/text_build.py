"""Sorts collected words into postings, one range of stems at a time, so that memory stays bounded.

Each occurrence is one whole number, stem << 40 | document << 16 | place; sorted, they are the postings.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from search_index.analysis import stem_of
from search_index.columns import Array
from search_index.strings import compact, letters, pack
from search_index.text_rows import TextRows
from search_index.weights import FIELD_OF_PLACE, PLACE_BITS, TEXT_FIELDS, each_time, quantised

_DOCUMENT_BITS = 24
_AT_ONCE = 3_000_000
"""Occurrences sorted in one go."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Words in alphabetical order. stem, main and count by number; number: of a word as collected."""

    words: list[str]
    stems: list[str]
    stem: Array
    number: Array
    counts: Array
    main: Array
    forms: Array


def text_arrays(texts: TextRows, order: Array) -> dict[str, Array]:
    """The columns of text. order: docid -> listing."""
    lexicon = _lexicon(texts)
    docid = np.empty(len(order), np.int32)
    docid[order] = np.arange(len(order), dtype=np.int32)
    each = _each_time(texts)[order]
    parts = [_sorted_part(chosen, lexicon, each) for chosen in _ranges(texts, docid, lexicon)]
    made = {name: _joined([part.pop(name) for part in parts], kind) for name, kind in _KINDS.items()}
    for name in ("post", "again", "other"):
        counts = sum((part[f"{name}.count"] for part in parts), np.zeros(len(lexicon.stems), np.int64))
        at = np.zeros(len(lexicon.stems) + 1, np.int64)
        np.cumsum(counts, out=at[1:])
        made[f"{name}.at"] = compact(at)
    made["stem.text"], made["stem.at"] = pack(lexicon.stems)
    made["word.text"], made["word.at"] = pack(lexicon.words)
    made["stem.main"], made["stem.words"] = lexicon.main, lexicon.forms
    made["word.stem"], made["word.count"] = lexicon.stem, lexicon.counts
    made["word.letters"] = np.array([letters(word) for word in lexicon.words], np.uint32)
    made["text.codes"] = texts.coded()[order]
    return made


_KINDS = {
    "post.doc": np.int32,
    "post.impact": np.uint8,
    "post.place": np.uint16,
    "again.doc": np.int32,
    "again.place": np.uint16,
    "other.doc": np.int32,
    "other.place": np.uint16,
    "other.word": np.int32,
}


def _joined(parts: list[Array], kind: type) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, kind)


def _lexicon(texts: TextRows) -> _Lexicon:
    counts = np.zeros(0, np.int64)
    for block in texts.blocks():
        more = np.bincount(block.word)
        if len(more) > len(counts):
            counts, more = more, counts
        counts[: len(more)] += more
    spellings = texts.spellings
    counts = np.concatenate([counts, np.zeros(len(spellings) - len(counts), np.int64)])
    ranked = sorted(range(len(spellings)), key=lambda number: spellings[number].encode())
    words = [spellings[number] for number in ranked]
    number = np.empty(len(words), np.int32)
    number[ranked] = np.arange(len(words), dtype=np.int32)
    of_word = [stem_of(word) for word in words]
    stems = sorted(set(of_word), key=str.encode)
    at = {stem: place for place, stem in enumerate(stems)}
    stem = np.array([at[one] for one in of_word], np.int32)
    counts = counts[ranked].astype(np.int64) if words else counts
    by_count = np.lexsort((-counts, stem))
    first = np.searchsorted(stem[by_count], np.arange(len(stems), dtype=np.int32))
    main = by_count[first].astype(np.int32)
    forms = np.bincount(stem, minlength=len(stems)).astype(np.int32)
    return _Lexicon(words, stems, stem, number, counts.astype(np.int32), main, forms)


def _each_time(texts: TextRows) -> Array:
    """What one occurrence adds to t: (listings, fields)."""
    lengths = texts.lengths()
    each = np.empty(lengths.shape, np.float32)
    for at, field in enumerate(TEXT_FIELDS):
        each[:, at] = each_time(field, texts.coded() if field == "codes" else lengths[:, at])
    return each


def _ranges(texts: TextRows, docid: Array, lexicon: _Lexicon) -> Iterator[tuple[Array, ...]]:
    """(words, documents, places) of all occurrences, some stems at a time, in the order of stems."""
    sizes = np.bincount(lexicon.stem, weights=lexicon.counts, minlength=len(lexicon.stems))
    piece_of_stem = (np.cumsum(sizes) // _AT_ONCE).astype(np.uint8)
    piece_of_word = piece_of_stem[lexicon.stem[lexicon.number]]
    pieces: list[list[tuple[Array, ...]]] = [[] for _ in range(int(piece_of_stem.max(initial=0)) + 1)]
    for block in texts.taken():
        piece = piece_of_word[block.word]
        order = np.argsort(piece, kind="stable")
        columns = lexicon.number[block.word[order]], docid[block.listing[order]], block.place[order]
        cuts = np.cumsum(np.bincount(piece, minlength=len(pieces)))[:-1]
        for held, part in zip(pieces, zip(*(np.split(column, cuts) for column in columns), strict=True), strict=True):
            held.append(tuple(column.copy() for column in part))
    while pieces:
        parts = pieces.pop(0)
        if parts:
            yield tuple(np.concatenate(column) for column in zip(*parts, strict=True))


def _sorted_part(occurrences: tuple[Array, ...], lexicon: _Lexicon, each: Array) -> dict[str, Array]:
    """The rows of some stems, and how many each stem has of each. occurrences: words, documents, places."""
    words, holders, places = occurrences
    stems = len(lexicon.stems)
    keys = lexicon.stem[words].astype(np.uint64) << np.uint64(_DOCUMENT_BITS + PLACE_BITS)
    keys |= holders.astype(np.uint64) << np.uint64(PLACE_BITS)
    keys |= places
    odd = words != lexicon.main[lexicon.stem[words]]
    odd_keys, odd_words = keys[odd], words[odd]
    order = np.argsort(odd_keys)
    made = _columns("other", odd_keys[order], stems) | {"other.word": odd_words[order]}
    keys.sort()
    postings = keys >> np.uint64(PLACE_BITS)
    new = np.ones(len(keys), np.bool_)
    new[1:] = postings[1:] != postings[:-1]
    docs = (postings & np.uint64((1 << _DOCUMENT_BITS) - 1)).astype(np.int32)
    adds = each[docs, FIELD_OF_PLACE[(keys & np.uint64((1 << PLACE_BITS) - 1)).astype(np.int64)]]
    t = np.add.reduceat(adds, np.flatnonzero(new)) if len(keys) else adds
    made |= _columns("post", keys[new], stems) | {"post.impact": quantised(t)}
    return made | _columns("again", keys[~new], stems)


def _columns(name: str, keys: Array, stems: int) -> dict[str, Array]:
    stem = (keys >> np.uint64(_DOCUMENT_BITS + PLACE_BITS)).astype(np.int64)
    docs = (keys >> np.uint64(PLACE_BITS)) & np.uint64((1 << _DOCUMENT_BITS) - 1)
    return {
        f"{name}.count": np.bincount(stem, minlength=stems),
        f"{name}.doc": docs.astype(np.int32),
        f"{name}.place": keys.astype(np.uint16),
    }
