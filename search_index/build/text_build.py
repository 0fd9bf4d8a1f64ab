"""Sorts collected words into postings, one range of stems at a time, so that memory stays bounded.

Words are read in the order of documents and dealt out to the ranges. Within a range only the stem is left to sort by,
and as a range has few enough stems for 16 bits, numpy sorts without comparing.
"""

from dataclasses import dataclass

import numpy as np

from search_index.build.text_rows import Occurrences, TextRows
from search_index.disk.columns import Array
from search_index.disk.strings import compact, letters, pack
from search_index.text.analysis import stem_of
from search_index.text.exact_names import NameRows
from search_index.text.weights import CODE_OF_PLACE, FAR, FIELD_OF_PLACE, TEXT_FIELDS, each_time, quantised

_AT_ONCE, _STEMS_AT_ONCE = 1_000_000, 1 << 16
"""Occurrences sorted in one go, if no stem alone has more, and stems."""
_DEALT_AT_ONCE = 16_384
"""Documents whose words are dealt out in one go."""
_COUNTED_AT_ONCE = 4_000_000
_REMEMBERED = 1 << 14
"""Distinct words at most whose stems are remembered: those of a change, and not of a whole directory."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Words in alphabetical order. number: of a word as collected.

    By word: stem, counts, and form, its number among the words of its stem, the most common one first. By stem: main,
    the most common word, and forms, how many it has.
    """

    words: list[str]
    stems: list[str]
    stem: Array
    number: Array
    counts: Array
    form: Array
    main: Array
    forms: Array


@dataclass(frozen=True, slots=True)
class _Range:
    """The occurrences of the stems from first to before last, by document and place."""

    first: int
    last: int
    word: Array
    doc: Array
    place: Array


def text_arrays(texts: TextRows, order: Array) -> dict[str, Array]:
    """The columns of text, whose texts are then gone. order: docid -> listing."""
    occurrences = texts.taken()
    lexicon = _lexicon(occurrences)
    ranges = _dealt(occurrences, order, lexicon)
    del occurrences
    each = _each_time(texts)[order].ravel()
    names = NameRows(len(order))
    parts = []
    while ranges:
        parts.append(_sorted_part(ranges.pop(0), lexicon, each, names))
    made = {name: _joined([part.pop(name) for part in parts], kind) for name, kind in _KINDS.items()} | names.arrays()
    for name in ("post", "again", "other"):
        counts = _joined([part[f"{name}.count"] for part in parts], np.int64)
        at = np.zeros(len(lexicon.stems) + 1, np.int64)
        np.cumsum(counts, out=at[1:])
        made[f"{name}.at"] = compact(at)
    made["stem.text"], made["stem.at"] = pack(lexicon.stems)
    made["word.text"], made["word.at"] = pack(lexicon.words)
    made["stem.main"], made["stem.words"] = lexicon.main, lexicon.forms
    made["word.stem"], made["word.count"], made["word.form"] = lexicon.stem, lexicon.counts, lexicon.form
    made["word.letters"] = np.array([letters(word) for word in lexicon.words], np.uint32)
    made["text.codes"] = texts.coded()[order]
    return made


_KINDS = {
    "post.doc": np.int32,
    "post.impact": np.uint8,
    "post.place": np.uint8,
    "again.doc": np.int32,
    "again.place": np.uint16,
    "other.row": np.int32,
    "other.form": np.uint8,
}


def _joined(parts: list[Array], kind: type) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, kind)


def _lexicon(occurrences: Occurrences) -> _Lexicon:
    spellings, occurring = occurrences.spellings, occurrences.word
    found = np.zeros(len(spellings), np.int64)
    for start in range(0, len(occurring), _COUNTED_AT_ONCE):
        found += np.bincount(occurring[start : start + _COUNTED_AT_ONCE], minlength=len(found))
    by_text = sorted(range(len(spellings)), key=spellings.__getitem__)  # by code point: the order of UTF-8 too
    words = [spellings[at] for at in by_text]
    number = np.empty(len(words), np.int32)
    number[by_text] = np.arange(len(words), dtype=np.int32)
    counts = np.zeros(len(words), np.int64)
    counts[number] = found
    # Each is met once here, but what changes bit by bit is built again and again of the same few words.
    of_word = list(map(stem_of if len(words) <= _REMEMBERED else stem_of.__wrapped__, words))
    stems = sorted(set(of_word))
    at = {stem: place for place, stem in enumerate(stems)}
    stem = np.array([at[one] for one in of_word], np.int32)
    by_count = np.lexsort((-counts, stem))
    first = np.searchsorted(stem[by_count], np.arange(len(stems), dtype=np.int32))
    main = by_count[first].astype(np.int32)
    forms = np.bincount(stem, minlength=len(stems))
    form = np.empty(len(words), np.min_scalar_type(forms.max(initial=0)))
    form[by_count] = np.arange(len(words)) - first[stem[by_count]]
    return _Lexicon(words, stems, stem, number, counts.astype(np.int32), form, main, forms.astype(form.dtype))


def _each_time(texts: TextRows) -> Array:
    """What one occurrence adds to t: (listings, fields)."""
    lengths = texts.lengths()
    each = np.empty(lengths.shape, np.float32)
    for at, field in enumerate(TEXT_FIELDS):
        each[:, at] = each_time(field, texts.coded() if field == "codes" else lengths[:, at])
    return each


def _dealt(occurrences: Occurrences, order: Array, lexicon: _Lexicon) -> list[_Range]:
    """All occurrences, by ranges of stems and within each by document and place."""
    sizes = np.bincount(lexicon.stem, weights=lexicon.counts, minlength=len(lexicon.stems)).astype(np.int64)
    range_of_stem = np.cumsum(sizes) // _AT_ONCE + np.arange(len(sizes)) // _STEMS_AT_ONCE
    range_of_word = range_of_stem.astype(np.min_scalar_type(range_of_stem.max(initial=0)))[lexicon.stem]
    ends = np.searchsorted(range_of_stem, np.arange(range_of_stem.max(initial=-1) + 2))
    held = np.concatenate([[0], np.cumsum(sizes)])
    ranges = [
        _Range(first, last, np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.uint16))
        for first, last, size in zip(ends[:-1].tolist(), ends[1:].tolist(), np.diff(held[ends]).tolist(), strict=True)
    ]
    starts = np.cumsum(occurrences.counts, dtype=np.int64) - occurrences.counts
    filled = np.zeros(len(ranges), np.int64)
    for first_doc in range(0, len(order), _DEALT_AT_ONCE):
        listings = order[first_doc : first_doc + _DEALT_AT_ONCE]
        counts = occurrences.counts[listings]
        pick = np.repeat(starts[listings] - (np.cumsum(counts) - counts), counts)
        pick += np.arange(len(pick))
        word = lexicon.number.take(occurrences.word.take(pick))
        range_of = range_of_word.take(word)
        by_range = range_of.argsort(kind="stable")
        word, place = word.take(by_range), occurrences.place.take(pick).take(by_range)
        doc = np.repeat(np.arange(first_doc, first_doc + len(listings), dtype=np.int32), counts).take(by_range)
        ends = np.cumsum(np.bincount(range_of, minlength=len(ranges)))
        begins = np.concatenate([[0], ends[:-1]])
        for one, begin, end, at in zip(ranges, begins.tolist(), ends.tolist(), filled.tolist(), strict=True):
            there = slice(at, at + end - begin)
            one.word[there], one.doc[there], one.place[there] = word[begin:end], doc[begin:end], place[begin:end]
        filled += ends - begins
    return ranges


def _sorted_part(of: _Range, lexicon: _Lexicon, each: Array, names: NameRows) -> dict[str, Array]:
    """The rows of a range of stems, and how many each stem has of each table. each: by document and field."""
    stem = (lexicon.stem.take(of.word) - of.first).astype(np.uint16)
    by_stem = stem.argsort(kind="stable")
    stem, word = stem.take(by_stem), of.word.take(by_stem)
    doc, place = of.doc.take(by_stem), of.place.take(by_stem)
    new = np.ones(len(stem), np.bool_)
    new[1:] = (doc[1:] != doc[:-1]) | (stem[1:] != stem[:-1])
    adds = each.take(doc * np.int64(len(TEXT_FIELDS)) + FIELD_OF_PLACE.take(place))
    t = np.add.reduceat(adds, np.flatnonzero(new)) if len(adds) else adds
    names.add(doc, stem + np.int64(of.first), word, place, new)
    code = CODE_OF_PLACE.take(place)
    again = ~new
    again |= code == FAR
    odd = lexicon.form.take(word).nonzero()[0]
    row, row_again = (_rows_in_stem(table, stem, odd) for table in (new, again))
    made = {
        "post.impact": quantised(t),
        "post.doc": doc[new],
        "post.place": code[new],
        "again.doc": doc[again],
        "again.place": place[again],
        "other.row": np.where(again[odd], ~row_again, row),
        "other.form": lexicon.form.take(word[odd]),
    }
    for name, held in (("post", stem[new]), ("again", stem[again]), ("other", stem[odd])):
        made[f"{name}.count"] = np.bincount(held, minlength=of.last - of.first)
    return made


def _rows_in_stem(table: Array, stem: Array, asked: Array) -> Array:
    """How many rows of the same stem stand in a table before each asked one. table: which rows do; stem: ascending."""
    before = np.cumsum(table, dtype=np.int32) - table
    return before[asked] - before[stem.searchsorted(stem[asked])]
