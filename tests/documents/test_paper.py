"""What stands on paper: everything that a person must have, in both languages, on both papers, at most four pages."""

import re
from dataclasses import replace

import pytest

from referral.documents.detail import DETAILS, MIN_PT, Detail
from referral.documents.sheet_places import places
from referral.documents.telling import Telling
from referral.domain.fit import Reason
from referral.domain.packet import Packet
from referral.wording.document_words import document_words
from referral.wording.labels import facet_label
from referral.wording.packet_text import gate_heading, say
from referral.wording.pages import page_words
from referral.wording.result_text import ask_words, number_words, phone_words
from referral.wording.times import day_name, span_words
from tests.documents.papers import CASES, DOCUMENTS, LINK, NOW, case, ink, pages, pdf, sizes

PICTURE_PT = 8
"""Names and hours within the picture of the week (7.5, told as 8), which the list beside it repeats in full size."""
KINDS = [(name, lang, paper) for name in CASES for lang in ("en", "es") for paper in ("letter", "a4")]
TOLD = [name for name in CASES if name != "full"]
"""Where every place is told of; a very full plan has only the names and numbers of some."""


def squeezed(text: str) -> str:
    """Without white space: a line may end anywhere between words."""
    return re.sub(r"\s+", "", text)


def missing(wanted: list[str], text: str) -> list[str]:
    whole = squeezed(text)
    return [one for one in wanted if squeezed(one) not in whole]


def lines_of(packet: Packet, lang: str) -> list[str]:
    """The crisis lines."""
    return [number_words(line.phone) for line in packet.crisis] + [
        say(Reason(line.code), lang) for line in packet.crisis
    ]


def numbers_of(packet: Packet, lang: str) -> list[str]:
    """Every number of a place, and of a first step."""
    listings = [choice.match.listing for choice in packet.choices] + [after.listing for after in packet.after]
    steps = [number_words(action.phone) for action in packet.first_actions if action.phone]
    return steps + [phone_words(phone, lang) for listing in listings for phone in listing.phones]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "lang", "paper"), KINDS)
def test_plan_has_all_that_is_needed_on_at_most_four_pages(name: str, lang: str, paper: str) -> None:
    packet, _profile = case(name)
    found = pages(pdf(name, lang, paper))
    week = [f"{span_words(item.span, lang)} " for item in packet.week] + [item.name for item in packet.week]
    places = [choice.match.listing.name for choice in packet.choices]
    assert missing([*lines_of(packet, lang), *numbers_of(packet, lang), *week, *places], " ".join(found)) == []
    assert 2 <= len(found) <= 4


@pytest.mark.slow
@pytest.mark.parametrize(("name", "lang", "paper"), KINDS)
def test_page_one_is_enough_alone(name: str, lang: str, paper: str) -> None:
    packet, _profile = case(name)
    first = pages(pdf(name, lang, paper))[0]
    gates = [gate_heading(notice.gate, lang) for notice in packet.gates]
    todo = [say(action, lang) for notice in packet.gates for action in notice.actions]
    steps = [say(action.what, lang) for action in packet.first_actions]
    numbers = [number_words(action.phone) for action in packet.first_actions if action.phone]
    week = [item.name for item in packet.week] + [day_name(item.span.day, lang, long=True) for item in packet.week]
    assert missing([*lines_of(packet, lang), *gates, *todo, *steps, *numbers, *week], first) == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "lang", "paper"), KINDS)
def test_no_page_is_nearly_empty(name: str, lang: str, paper: str) -> None:
    """In every page something is printed in at least four of its five fifths, the footer not counted."""
    for number, rows in enumerate(ink(pdf(name, lang, paper)), 1):
        body = rows[: len(rows) * 92 // 100]
        fifths = [body[len(body) * fifth // 5 : len(body) * (fifth + 1) // 5] for fifth in range(5)]
        assert sum(any(rows) for rows in fifths) >= 4, f"page {number}"
        assert sum(body) / len(body) > 0.2, f"page {number}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["stopped", "crisis"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_safety_heads_page_one_and_nothing_is_ranked_there(name: str, lang: str) -> None:
    packet, _profile = case(name)
    first, *others = pages(pdf(name, lang))
    assert first.index(gate_heading(packet.gates[0].gate, lang)) < first.index(page_words("packet.crisis", lang))
    ranked = [choice.match.listing.name for choice in packet.choices[1:]]
    ranked += [after.listing.name for after in packet.after]
    assert ranked
    assert missing(ranked, first) == ranked
    assert missing(ranked, " ".join(others)) == []


@pytest.mark.slow
def test_skipped_safety_questions_are_asked_on_page_one() -> None:
    packet, _profile = case("full")
    (note,) = [note for note in packet.notes if note.code == "safety_not_asked"]
    questions = [page_words(f"safety.{name}", "en") for name in str(note.params["questions"]).split(",")]
    assert len(questions) == 9
    assert missing(questions, pages(pdf("full"))[0]) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_large_print_is_one_page_with_what_comes_first(name: str, lang: str) -> None:
    packet, _profile = case(name)
    found = pages(pdf(name, lang, large=True))
    assert len(found) == 1
    steps = [say(action.what, lang) for action in packet.first_actions]
    week = [item.name for item in packet.week]
    assert missing([*lines_of(packet, lang), *steps, *week], found[0]) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", TOLD)
def test_each_place_says_how_sure_and_how_old_its_word_is(name: str) -> None:
    packet, _profile = case(name)
    text = " ".join(pages(pdf(name)))
    said = []
    for choice in packet.choices:
        miles = choice.match.distance_miles
        said += [] if miles is None else [page_words("packet.straight", miles=f"{miles:.1f}")]
        said += [facet_label(facet) for facet in choice.match.fit.matched]
        said += [*ask_words(choice.match.fit), *(say(question) for question in choice.questions)]
    assert missing(said, text) == []
    assert text.count("No date given: call first. Source: test.") == len(packet.choices)


def test_the_same_plan_gives_the_same_bytes() -> None:
    packet, profile = case("calm")
    assert DOCUMENTS.pdf(packet, profile, NOW, link=LINK) == pdf("calm")


def test_plan_without_a_link_has_no_code_and_no_address() -> None:
    packet, profile = case("calm")
    text = " ".join(pages(DOCUMENTS.pdf(packet, profile, NOW)))
    assert document_words("qr") not in text
    assert document_words("qr") in " ".join(pages(pdf("calm")))


def test_nobody_is_named_and_medicines_stay_blank() -> None:
    _packet, profile = case("gates")
    text = " ".join(pages(pdf("gates")))
    assert document_words("name") in text
    assert document_words("medicines_hint") in text
    assert profile.home.label not in text


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("name", CASES)
def test_no_text_is_smaller_than_nine_points(name: str, lang: str) -> None:
    found = sizes(pdf(name, lang))
    assert len(found) > 3
    assert {size for size in found if size < MIN_PT} <= {PICTURE_PT}


def crowded_telling(detail: Detail, lang: str = "en") -> Telling:
    packet, profile = case("full")
    return Telling.of(packet, profile, NOW, lang, detail)


def test_no_version_of_a_plan_is_set_smaller_than_nine_points() -> None:
    assert min(detail.size_pt for detail in DETAILS) == MIN_PT


def test_what_four_pages_cannot_hold_is_counted_and_never_a_place_of_the_week() -> None:
    packet, _ = case("full")
    told = places(crowded_telling(replace(DETAILS[-1], most=1)))
    named = {card["name"] for need in told for card in (*need["cards"], *need["more"])}
    in_week = {item.listing_id for item in packet.week}
    held = {choice.match.listing.name for choice in packet.choices if choice.match.listing.id in in_week}
    assert held <= named
    gone = sum(len(need["cards"]) + len(need["more"]) for need in told)
    assert gone < len(packet.choices)
    counted = [int(re.findall(r"\d+", need["left_out"])[0]) for need in told if need["left_out"]]
    assert sum(counted) == len(packet.choices) - gone
