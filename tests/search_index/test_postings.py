"""Which documents a text finds: the same as Whoosh's own index over the same words, and as the linear engine."""

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, query
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import RamStorage

from referral.domain.listing import Listing
from search_index.space.stretches import all_of
from search_index.text.analysis import stem_of
from search_index.text.finders import finder
from search_index.text.postings import Posting, Scratch, docs_of, member, place_keys
from search_index.text.query import And, Node, Not, Or, Phrase, Prefix, Word, parse
from tests.factories import meeting, program, resource
from tests.linear.text import Document, document, matcher, vocabulary
from tests.search_index.columnar import engine_over

NAMED = ("name", "organization", "description", "town")
EVERYWHERE = (*NAMED, "codes", "notes")


class WhooshIndex:
    """The words of documents in Whoosh's own postings: a field of stems and a field of words for each of ours."""

    def __init__(self, documents: list[Document]) -> None:
        stored = {"number": fields.STORED()}
        analyzer = SpaceSeparatedTokenizer()
        texts = {f"{kind}_{name}": fields.TEXT(analyzer=analyzer, phrase=True) for name in EVERYWHERE for kind in "sw"}
        # Whoosh spools what it sorts into a folder of this name among temporary files, which every process shares.
        self._index = RamStorage().create_index(fields.Schema(**stored, **texts), indexname=f"handoff{os.getpid()}")
        writer = self._index.writer()
        for number, one in enumerate(documents):
            row = {}
            for name, found in one.fields.items():
                row[f"w_{name}"] = " ".join(word or "|" for word in found)
                row[f"s_{name}"] = " ".join(stem_of(word) if word else "|" for word in found)
            writer.add_document(number=number, **row)
        writer.commit()

    def search(self, tree: Node) -> set[int]:
        with self._index.searcher() as searcher:
            hits = searcher.search(_whoosh(tree), limit=None)
            return {hit["number"] for hit in hits}


def _whoosh(tree: Node) -> query.Query:
    def in_fields(make, field: str | None) -> query.Query:
        return query.Or([make(name) for name in ((field,) if field else EVERYWHERE)])

    match tree:
        case Word(text, field):
            return in_fields(lambda name: query.Term(f"s_{name}", stem_of(text)), field)
        case Phrase(parts, field):
            stems = [stem_of(part) for part in parts]
            return in_fields(lambda name: query.Phrase(f"s_{name}", stems), field)
        case Prefix(start, field):
            return in_fields(lambda name: query.Prefix(f"w_{name}", start), field)
        case And(parts):
            return query.And([_whoosh(part) for part in parts])
        case Or(parts):
            return query.Or([_whoosh(part) for part in parts])
        case Not(part):
            return query.And([query.Every(), query.Not(_whoosh(part))])


POOL = (
    "lantern",
    "lanterns",
    "juniper",
    "granite",
    "granites",
    "willow",
    "outpatient",
    "intensive",
    "women",
    "spanish",
)
"""Forms of one stem, and words of codes. None has a word of the same meaning."""

TEXTS = st.lists(st.sampled_from([*POOL, "the", "of"]), min_size=1, max_size=6).map(" ".join)
CODES = st.lists(
    st.sampled_from(["level=iop", "level=php", "population=women", "language=es", "meeting=women"]), max_size=3
)


@st.composite
def texts_of_listings(draw: st.DrawFn) -> list[Listing]:
    make = st.sampled_from([program, resource, lambda yes, **rest: meeting(yes=yes, **rest)])
    return [
        draw(make)(
            draw(CODES),
            id=f"test:{number:02d}",
            name=draw(TEXTS),
            organization=draw(st.none() | TEXTS),
            description=draw(st.none() | TEXTS),
        )
        for number in range(draw(st.integers(1, 8)))
    ]


_WORD = st.sampled_from([*POOL, "nowhere"])
_FIELD = st.sampled_from([None, None, *NAMED])
LEAVES = st.one_of(
    st.builds(Word, _WORD, _FIELD),
    st.builds(Phrase, st.lists(_WORD, min_size=1, max_size=3).map(tuple), _FIELD),
    st.builds(Prefix, st.tuples(_WORD, st.integers(1, 8)).map(lambda pair: pair[0][: pair[1]]), _FIELD),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(And, st.lists(parts, min_size=2, max_size=3, unique=True).map(tuple)),
        st.builds(Or, st.lists(parts, min_size=2, max_size=3, unique=True).map(tuple)),
        st.builds(Not, parts),
    ),
    max_leaves=5,
)


def found_by_engine(listings: list[Listing], tree: Node) -> tuple[set[int], dict[int, float]]:
    """Numbers of listings found, by listing and by probing all; the scores."""
    engine = engine_over(tuple(listings))
    order = engine.columns["doc.input"]
    docs, scores = finder(tree, engine.texts).find()
    held, probed = finder(tree, engine.texts).probe(np.arange(len(listings), dtype=np.int32))
    assert np.flatnonzero(held).tolist() == docs.tolist()
    assert probed[docs].tolist() == pytest.approx(scores.tolist(), rel=1e-5)
    return set(order[docs].tolist()), dict(zip(order[docs].tolist(), scores.tolist(), strict=True))


@settings(max_examples=250, deadline=None)
@given(texts_of_listings(), TREES)
def test_text_finds_what_whoosh_finds(listings: list[Listing], tree: Node) -> None:
    found, _scores = found_by_engine(listings, tree)
    assert found == WhooshIndex([document(one) for one in listings]).search(tree)


@settings(max_examples=250, deadline=None)
@given(texts_of_listings(), TREES)
def test_text_scores_as_the_linear_engine(listings: list[Listing], tree: Node) -> None:
    """To the steps of an impact in one byte: 2.2 / 255 each way, times the weights of at most a few words."""
    documents = [document(one) for one in listings]
    score = matcher(tree, vocabulary(documents))
    expected = {number: known for number, one in enumerate(documents) if (known := score(one)) is not None}
    found, scores = found_by_engine(listings, tree)
    assert found == set(expected)
    assert scores == pytest.approx(expected, abs=0.2, rel=0.02)


def test_posting_holds_each_document_once_and_every_place() -> None:
    engine = engine_over((program(name="hope hope", description="cedar hope"), program(id="test:2", name="cedar")))
    posting = engine.postings.get("hope")
    assert posting is not None
    assert posting.docs.tolist() == [0]
    assert [key & 0xFFFF for key in posting.keys().tolist()] == [0, 1, 24577]
    assert engine.postings.get("nowher") is None


LONG = " ".join(f"w{number}" for number in range(300))
FAR_BACK = [
    program(id="test:1", name=f"{LONG} cedar lantern", description=f"hope {LONG} granites juniper {LONG} granite"),
    program(id="test:2", name="juniper granite", organization=f"{LONG} cedar", description="lantern cedar w7 w8"),
    program(id="test:3", name="granite juniper", description=f"{LONG} lanterns juniper"),
]


@pytest.mark.parametrize(
    "text",
    [
        '"granites juniper"',
        '"cedar lantern"',
        'name:"cedar lantern"',
        'description:"juniper w0"',
        '"w7 w8"',
        "organization:cedar",
        "granites*",
        "granit*",
        "name:granit*",
        "lanterns*",
        "description:lanterns*",
        "w299 NOT name:w299",
    ],
)
def test_words_far_back_in_a_field_are_found_as_those_in_front(text: str) -> None:
    tree = parse(text)
    assert tree is not None
    expected = WhooshIndex([document(one) for one in FAR_BACK]).search(tree)
    assert expected
    assert found_by_engine(FAR_BACK, tree)[0] == expected


def test_postings_keep_every_place_however_far_back() -> None:
    engine = engine_over(tuple(FAR_BACK))
    order = engine.columns["doc.input"].tolist()
    posting = engine.postings.get(stem_of("granite"))
    assert posting is not None
    places = sorted((order[key >> 16], key & 0xFFFF) for key in posting.keys().tolist())
    assert places == [(0, 24576 + 301), (0, 24576 + 603), (1, 1), (2, 0)]


@given(st.sets(st.integers(0, 99)), st.sets(st.integers(0, 99)))
def test_impacts_are_those_of_the_documents_asked(held: set[int], asked: set[int]) -> None:
    scratch = Scratch(100)
    docs = np.array(sorted(held), np.int32)
    none = np.zeros(0, np.int32)
    posting = Posting(0, docs, (docs + 1).astype(np.uint8), docs.astype(np.uint8), none, none.astype(np.uint16))
    sought = np.array(sorted(asked), np.int32)
    expected = [number + 1 if number in held else 0 for number in sorted(asked)]
    assert posting.impacts_of(sought, scratch).tolist() == expected
    assert not scratch.bytes.any()


def test_impacts_of_few_documents_among_many_are_looked_up() -> None:
    docs = np.arange(0, 20_000, 2, dtype=np.int32)
    none = np.zeros(0, np.int32)
    impacts = (docs % 250 + 1).astype(np.uint8)
    posting = Posting(0, docs, impacts, impacts, none, none.astype(np.uint16))
    assert posting.impacts_of(np.array([3, 400, 19_998], np.int32), Scratch(20_000)).tolist() == [0, 151, 249]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 65535)), unique=True))
def test_documents_of_keys_come_once_and_in_order(pairs: list[tuple[int, int]]) -> None:
    docs, places = np.array([doc for doc, _ in pairs], np.int32), np.array([place for _, place in pairs], np.int64)
    assert docs_of(np.sort(place_keys(docs, places))).tolist() == sorted({doc for doc, _ in pairs})


@given(st.lists(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_member_is_membership(sought: list[int], among: set[int]) -> None:
    assert member(np.array(sought, np.int32), np.array(sorted(among), np.int32)).tolist() == [
        one in among for one in sought
    ]


def test_all_of_ranges_are_their_documents() -> None:
    assert all_of(np.array([[2, 4], [7, 8]], np.int32)).tolist() == [2, 3, 7]
    assert all_of(np.zeros((0, 2), np.int32)).tolist() == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rehab", "treatment"),
        ("suboxone", "buprenorphine"),
        ("halfway house", "sober living"),
        ("halfway house", "recovery residence"),
        ("withdrawal management", "detox"),
        ("detox", "withdrawal management"),
        ("mat", "methadone"),
        ("GED", "high school equivalency"),
        ("job", "employment"),
        ("narcan", "naloxone"),
        ("comida", "food"),
        ("reuniones de alcohólicos anónimos", "alcoholics anonymous meeting"),
        ("clases de inglés", "clases english"),
        ("abogado de inmigración", "immigration lawyer"),
        ("necesito ayuda con la renta", "rental assistance help"),
        ("AA", "alcoholics anonymous"),
        ("soup kitchen", "free meal"),
        ("wifi", "technology access"),
        ("food stamps", "SNAP"),
    ],
)
def test_words_find_what_means_the_same(text: str, found: str) -> None:
    listings = [resource(id="test:1", name=found), resource(id="test:2", name="granite")]
    tree = parse(text)
    assert tree is not None
    assert found_by_engine(listings, tree)[0] == {0}


@pytest.mark.parametrize("text", ['"rehab"', "name:suboxone", "detoxi*", "methadone mat cedar"])
def test_what_is_not_plain_is_taken_as_written(text: str) -> None:
    listings = [resource(id="test:1", name="treatment buprenorphine withdrawal management")]
    tree = parse(text)
    assert tree is not None
    assert found_by_engine(listings, tree)[0] == set()


def test_rehab_means_treatment_before_sober_living() -> None:
    listings = [
        program("level=recovery_housing", id="test:1", name="Cedar Sober Living"),
        program("level=residential", id="test:2", name="Granite Center"),
        program("level=iop", id="test:3", name="Willow Center"),
    ]
    tree = parse("rehab")
    assert tree is not None
    found, scores = found_by_engine(listings, tree)
    assert found == {0, 1, 2}
    assert min(scores[1], scores[2]) > scores[0]


@pytest.mark.parametrize("other", ["narcan", "comida"])
def test_word_that_means_the_same_counts_less_than_the_one_asked(other: str) -> None:
    meant = {"narcan": "naloxone", "comida": "food"}[other]
    listings = [resource(id="test:1", name=meant), resource(id="test:2", name=other), resource(id="test:3", name="x1")]
    tree = parse(f"{other} OR granite")
    assert tree is not None
    _found, scores = found_by_engine(listings, tree)
    assert scores[1] > scores[0] > 0


def test_name_as_asked_is_better_than_what_means_the_same() -> None:
    listings = [
        program("level=recovery_housing", id="test:1", name="Cedar Halfway House"),
        program("level=recovery_housing", id="test:2", name="Sober Living Recovery Residence"),
    ]
    tree = parse("cedar halfway house") or Word("")
    _found, scores = found_by_engine(listings, Or((tree, Word("granite"))))
    assert list(scores) == [0]
