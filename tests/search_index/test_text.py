"""Which listings a text finds, and which of them it finds better."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referral.domain.listing import Location, Session
from referral.domain.vocabulary import GROUPS
from referral.domain.week import parse_windows
from search_index.guessing import suggestion as suggestion_of_columns
from search_index.text import synonyms
from search_index.text.query import parse
from search_index.text.words import KIND_WORDS, WORDS
from tests.factories import location, meeting, program, resource
from tests.linear.spelling import suggestion
from tests.linear.text import Document, document, matcher, revised, vocabulary
from tests.search_index.columnar import engine_over

SPAN = parse_windows("TU 19:00-20:00")[0]
LISTINGS = {
    "hope": program(
        "level=iop payment=medicaid",
        name="Hope House",
        organization="Cedar Foundation",
        description="Evening groups for working adults.",
        location=location(town="Denver"),
    ),
    "cedar": program(
        "level=residential population=veterans", name="Cedar Lodge", description="A house of hope for everyone."
    ),
    "boulder": resource("topic=housing", name="Rent Fund", location=location(town="Boulder")),
    "aa": meeting(
        yes="fellowship=AA meeting=women language=es",
        name="Serenity Group",
        sessions=(Session(SPAN, notes="Ring the back doorbell."),),
        location=Location(name="St. Mary's Church", town="Niño", state="CO"),
    ),
    "na": meeting(yes="fellowship=NA", name="Just for Today"),
    "work": resource("service=vocational", name="Career Center", description="Job search and résumé help."),
}
DOCUMENTS = {name: document(listing) for name, listing in LISTINGS.items()}
KNOWN = vocabulary(DOCUMENTS.values())
ENGINE = engine_over(tuple(LISTINGS.values()))


def scores(text: str) -> dict[str, float]:
    tree = parse(text)
    assert tree is not None
    score = matcher(tree, KNOWN)
    return {name: found for name, one in DOCUMENTS.items() if (found := score(one)) is not None}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("hope", "cedar hope"),
        ("HOPES", "cedar hope"),
        ("hope house", "cedar hope"),
        ("nothing", ""),
        ("hope nothing", ""),
        ("hope OR serenity", "aa cedar hope"),
        ("lodge OR fund NOT veterans", "boulder"),
        ("NOT house", "aa na work"),  # "housing" is of the same stem
        ('"hope house"', "hope"),
        ('"house of hope"', "cedar"),
        ('"hope for everyone"', "cedar"),
        ('"hope working"', ""),
        ('"house cedar"', ""),
        ("name:hope", "hope"),
        ("description:hope", "cedar"),
        ("organization:cedar", "hope"),
        ("name:cedar", "cedar"),
        ('name:"house hope"', ""),
        ('description:"house hope"', "cedar"),
        ("seren*", "aa"),
        ("name:seren* OR name:car*", "aa work"),
        ("description:seren*", ""),
        ("housi*", "boulder"),
        ("town:boulder", "boulder"),
        ("nino", "aa"),
        ("mary's", "aa"),
        ("doorbell", "aa"),
        ("resume", "work"),
        # Codes in words: none of these stands in a text.
        ("intensive outpatient", "hope"),
        ('"intensive outpatient"', "hope"),
        ("iop", "hope"),
        ("IOP medicaid", "hope"),
        ("rehab veterans", "cedar"),
        ("alcoholics anonymous", "aa"),
        ("AA", "aa"),
        ("aa meetings", "aa"),
        ("spanish AA women", "aa"),
        ("A.A.", "aa"),
        ("narcotics anonymous", "na"),
        ("NA meeting", "na"),
        ("job training", "work"),
        ("rent", "boulder"),
        ('"outpatient program treatment"', ""),
    ],
)
def test_text_finds(text: str, names: str) -> None:
    assert " ".join(sorted(scores(text))) == names


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("hope", "hope", "cedar"),  # a name weighs more than a description
        ("cedar", "cedar", "hope"),  # than an organization
        ("meeting", "na", "aa"),  # the shorter text
    ],
)
def test_text_finds_better(text: str, better: str, worse: str) -> None:
    found = scores(text)
    assert found[better] > found[worse] > 0


def test_rare_words_weigh_more() -> None:
    assert KNOWN.idf("seren") > KNOWN.idf("hope") > KNOWN.idf("hous") > 0


def test_score_is_the_documented_sum() -> None:
    """One word once in a name of four, nothing else: t = 4 / (0.5 + 0.5) = 4, impact = 2.2 * 4 / 5.2."""
    alone = Document({"name": ("a1", "b2", "c3", "d4")}, document(program(name="a1 b2 c3 d4")).impacts)
    known = vocabulary([alone])
    score = matcher(parse("b2"), known)(alone)  # type: ignore[arg-type]  # the text has a word
    assert score == pytest.approx(known.idf("b2") * 2.2 * 4 / 5.2)


def test_not_adds_nothing_to_a_score() -> None:
    assert scores("hope NOT serenity") == scores("hope")


def test_kinds_and_codes_have_words_and_only_those() -> None:
    assert set(KIND_WORDS) == {listing.kind for listing in LISTINGS.values()}
    assert set(WORDS) == set(GROUPS)
    for name, group in GROUPS.items():
        if name == "language":
            assert set(group.codes) >= set(WORDS[name])
        else:
            assert set(WORDS[name]) == set(group.codes), name


def test_document_of_a_bare_listing_holds_its_name_and_kind() -> None:
    bare = document(program(name="Hope", location=Location()))
    assert bare.fields == {"name": ("hope",), "codes": ("", "treatment", "program")}


def test_vocabulary_counts_listings_not_words() -> None:
    twice = [document(program(name=name)) for name in ("hope hope", "hope", "cedar")]
    assert (vocabulary(twice).documents, vocabulary(twice).stems["hope"], vocabulary(twice).spellings["hope"]) == (
        3,
        2,
        2,
    )


def test_vocabulary_revised_is_that_of_what_is_left() -> None:
    old = list(DOCUMENTS.values())
    assert revised(vocabulary(old[:4]), gone=old[:2], new=old[4:]) == vocabulary(old[2:])


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("serenty", "serenity"),
        ("Serenityy group", "serenity group"),
        ("hpoe", "hope"),
        ('"rezidential" NOT serenty', '"residential" NOT serenity'),
        ("name:serenty", "name:serenity"),
        ("hope", None),
        ("hopes", None),
        ("zzzzzzz", None),
        ("AB", None),
        ("b00lder", None),
        ("vivenda", "vivienda"),  # nobody holds it, and it finds housing
        ("vivienda", None),
        ("metadona", None),  # nobody here has methadone, and no word is near
        ("", None),
    ],
)
def test_suggestion_mends_the_words_that_nobody_holds(text: str, better: str | None) -> None:
    assert suggestion(text, KNOWN) == better
    assert suggestion_of_columns(text, [ENGINE]) == better


@settings(deadline=None, max_examples=300)
@given(st.sampled_from([*sorted(KNOWN.spellings), *synonyms.spoken_words()]), st.data())
def test_suggestion_of_the_columns_is_that_of_the_plain_scan(word: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(word)))
        word = (
            word[:at] + data.draw(st.sampled_from(["", "a", "e", "z", "ñ"])) + word[at + data.draw(st.integers(0, 1)) :]
        )
    assert suggestion_of_columns(word, [ENGINE]) == suggestion(word, KNOWN)
