"""The card store: what goes in comes out equal, from memory and from a file."""

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referral.domain.facts import Facts
from referral.domain.listing import Hours, Listing, Location, Mode, Online, Phone, PhoneRole, Session, Track
from referral.domain.place import Point, Precision
from referral.domain.vocabulary import Kind
from referral.domain.week import Day, Span
from search_index.disk.card_form import CardForm, CardReader, Letters
from search_index.disk.cards import RECORDS, CardWriter, StoredCards
from search_index.disk.generation import BadGeneration, GenerationWriter, open_generation
from tests.factories import program
from tests.strategies import listings

MONTHLY = "FREQ=MONTHLY;BYDAY=1SU"
FULL = Listing(
    id="test:full:1",
    source="test",
    kind=Kind.MEETING,
    name="Grupo Ñandú",
    as_of=date(2023, 5, 16),
    group_id="test:g",
    organization="Casa «Luz»",
    description='Ring "twice".\nBasement \\ 🚪',
    location=Location(
        name="Saint Mary’s",
        streets=("12 Main St", "Suite 3"),
        town="Denver",
        state="CO",
        zip5="80203",
        county="Denver",
        country="CA",
        point=Point(39.73124567891234, -104.98261234567891),
        precision=Precision.STREET,
        time_zone="America/Denver",
    ),
    phones=(Phone("988"), Phone("+18005550100", "12", PhoneRole.HOTLINE, central_line=True)),
    website="https://example.org/?q=ñ",
    online=Online("https://meet.example.org/1", "+13035550123,,1#", "pass: ábc"),
    sessions=(
        Session(Span.at(Day.SU, "23:30", "00:30"), Mode.HYBRID, True, "FREQ=MONTHLY;BYDAY=1SU", "slug", "chair"),
    ),
    tracks=(Track("evening", (Session(Span(1, 2)), Session(Span(3, 4), notes="late")), 1, "iop"),),
    hours=(Hours(Span(540, 480)), Hours(Span(1980, 480), "FREQ=MONTHLY;BYDAY=1SU")),
    facts=Facts(
        frozenset({"level=iop", "treats=alcohol"}), frozenset({"payment=va"}), (("treats=alcohol", "general_sud"),)
    ),
)


def written_and_read(*some: Listing) -> list[Listing]:
    form = CardForm()
    records = [form.dumps(one) for one in some]
    reader = CardReader(form.letters.things)
    return [reader.loads(record) for record in records]


def typed(value: Any) -> Any:
    """The value with the type of each of its parts, as 1 == True == 1.0."""
    if is_dataclass(value):
        return type(value), [typed(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return tuple(typed(one) for one in value)
    return type(value), value


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(listings(), max_size=4))
def test_listings_come_back_equal_field_by_field(some: list[Listing]) -> None:
    assert [typed(one) for one in written_and_read(*some)] == [typed(one) for one in some]


def test_listing_with_everything_comes_back() -> None:
    assert written_and_read(FULL) == [FULL]


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud83d", "\u2028", "ĀāĂ", "null", "\U0010ffff"])
def test_any_text_comes_back(text: str) -> None:
    one = program(description=text, organization=text, phones=(Phone(text, text),))
    assert written_and_read(one) == [one]


def test_unstated_fields_take_one_byte_each() -> None:
    plain = Listing("test:1", "test", Kind.PROGRAM, "A")
    record = CardForm().dumps(plain)
    assert (record.replace(b"\xff", b""), len(record)) == (b"8 1A", 30)


def test_equal_listings_are_equal_records_whatever_the_order_of_their_sets() -> None:
    facets = [f"payment={code}" for code in ("medicaid", "private", "va", "free", "medicare")]
    records = {
        CardForm().dumps(program(facts=Facts(frozenset(facets[turn:] + facets[:turn])))) for turn in range(len(facets))
    }
    assert len(records) == 1


def test_letters_go_past_the_surrogates() -> None:
    things = [str(number) for number in range(60_000)]
    letters = Letters(things)
    text = letters.ordered(things)
    assert (len(set(text)), text.encode().decode()) == (60_000, text)


def stored(folder: Path, some: list[Listing], docs: list[int]) -> StoredCards:
    """Cards in a file. docs: the place of each document's listing."""
    writer = GenerationWriter(folder)
    with writer.blob(RECORDS) as file:
        cards = CardWriter(file)
        assert list(cards.keep(iter(some))) == some
    for name, array in {**cards.arrays, "doc.input": np.array(docs, np.int32)}.items():
        writer.array(name, array)
    writer.finish(base_seq=0, meta={}, tokens=cards.tokens)
    opened = open_generation(folder)
    return StoredCards(opened.blobs[RECORDS], opened.columns.arrays, opened.tokens)


def test_stored_cards_are_found_by_document(tmp_path: Path) -> None:
    some = [FULL, program(id="test:2"), program(id="test:3", name="Casa Ñ")]
    cards = stored(tmp_path, some, [2, 0, 1])
    assert [cards.get(docid) for docid in range(3)] == [some[2], some[0], some[1]]
    assert cards.get(1) is cards.get(np.arange(3)[1])  # engines count in numpy


def test_damaged_card_is_a_bad_generation(tmp_path: Path) -> None:
    stored(tmp_path, [FULL, program(id="test:2")], [0, 1])
    opened = open_generation(tmp_path)
    for damage in (b"\xff", b"{", b"9"):
        records = memoryview(damage * len(opened.blobs[RECORDS]))
        cards = StoredCards(records, opened.columns.arrays, opened.tokens)
        with pytest.raises(BadGeneration, match="card of document 1"):
            cards.get(1)
