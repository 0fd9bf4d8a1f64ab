"""Words like "tonight" that are typed for a search become a choice, are said, and can be words again."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.page import Page
from tests.web.test_listing_page import MEETINGS, ingest
from tests.web.test_narrowing import buttons, tap


def search(client: FlaskClient, root: str = "", **fields: str | list[str]) -> Page:
    """The results of a search form."""
    return Page(client.get(client.post(f"{root}/search", data=fields).headers["Location"]))


def chip_words(page: Page) -> list[str]:
    return [unescape(words.partition(" ✕")[0]) for words in buttons(page, "chip-button")]


@pytest.mark.parametrize(
    ("root", "words", "chips", "note"),
    [
        ("", "tonight", ["Tonight"], "“tonight” was read as a time."),
        ("", "open now", ["Now or soon"], "“open now” was read as a time."),
        ("", "NA meeting this weekend", ["“NA meeting”", "Weekends"], "“this weekend” was read as a time."),
        ("/es", "esta noche", ["Esta noche"], "“esta noche” se leyó como hora."),
        ("/es", "comida hoy", ["“comida”", "Hoy"], "“hoy” se leyó como hora."),
        ("/es", "ahora", ["Ahora o pronto"], "“ahora” se leyó como hora."),
    ],
)
def test_words_of_time_are_the_choice_that_the_chip_makes(
    client: FlaskClient, root: str, words: str, chips: list[str], note: str
) -> None:
    page = search(client, root, q=words, near="80203")
    assert chip_words(page) == chips
    assert note in page.words


def test_typed_tonight_finds_what_the_chip_finds(client: FlaskClient) -> None:
    chosen = tap(client, Page(client.get("/search?near=80203")), "free=tonight")
    assert search(client, q="tonight", near="80203").headings == chosen.headings


def test_one_tap_makes_them_words_again(client: FlaskClient) -> None:
    page = search(client, q="NA meeting tonight", near="80203")
    assert buttons(page, "plain-button") == {"Look for these words instead": "words="}
    back = tap(client, page, "words=")
    assert chip_words(back) == ['“NA meeting "tonight"”']
    assert "was read as a time" not in back.words
    again = search(client, q=back.fields["q"][0], near="80203")
    assert chip_words(again) == chip_words(back)


def test_the_note_goes_with_its_choice(client: FlaskClient) -> None:
    page = tap(client, search(client, q="iop tonight", near="80203"), "free=tonight")
    assert chip_words(page) == ["“iop”"]
    assert "was read as a time" not in page.words


def test_a_place_and_a_time_at_the_end_are_both_taken(client: FlaskClient) -> None:
    sent = client.post("/search", data={"q": "tonight in Denver"})
    assert parse_qs(urlsplit(sent.headers["Location"]).query).keys() == {"near", "s"}
    page = Page(client.get(sent.headers["Location"]))
    assert (page.fields["near"], chip_words(page)) == (["Denver, CO"], ["Tonight"])


@pytest.mark.parametrize(
    ("root", "message"),
    [("", "Now, today and tonight need a place."), ("/es", "Ahora, hoy y esta noche piden un lugar.")],
)
def test_a_time_of_today_without_a_place_asks_for_one_and_keeps_the_time(
    client: FlaskClient, root: str, message: str
) -> None:
    answer = client.get(client.post(f"{root}/search", data={"q": "iop tonight"}).headers["Location"])
    page = Page(answer)
    assert (answer.status_code, message in page.words) == (400, True)
    assert (page.fields["q"], page.fields["free"]) == (["iop"], ["tonight"])


def test_words_of_a_crisis_are_left_as_they_are(client: FlaskClient) -> None:
    page = search(client, q="overdose help now", near="80203")
    assert page.fields["q"] == ["overdose help now"]
    assert '<section class="gate">' in page.source


@pytest.fixture
def named(make_app: Callable[..., Flask], tmp_path: Path) -> FlaskClient:
    """A directory with a group whose name begins with a word of time."""
    app = make_app()
    rows = [{**MEETINGS[0], "slug": name, "name": name} for name in ("Weekend Warriors", "Free at Last", "Noon")]
    ingest(app, tmp_path, rows)
    return app.test_client()


def test_a_listing_of_that_name_is_found_and_the_time_is_offered_first(named: FlaskClient) -> None:
    page = search(named, q="weekend warriors", near="80203")
    assert re.findall(r"<h2>.*?Weekend Warriors", page.source, re.DOTALL)
    assert chip_words(page) == ["“weekend warriors”"]
    offered = next(iter(buttons(page, "chip-button add").items()))
    assert offered == ("“weekend” as a time", "said=")
    assert chip_words(tap(named, page, "said=")) == ["“warriors”", "Weekends"]


@pytest.mark.parametrize("words", ['"tonight"', '"Free at last"', "Now and Then group"])
def test_words_in_quotation_marks_and_joined_ones_stay_words(named: FlaskClient, words: str) -> None:
    page = search(named, q=words, near="80203")
    assert page.fields["q"] == [words]
    assert "said=" not in buttons(page, "chip-button add").values()


def test_free_stays_a_word_and_no_cost_is_offered_first(client: FlaskClient) -> None:
    page = search(client, q="free food", near="80203")
    assert chip_words(page) == ["“free food”"]
    assert next(iter(buttons(page, "chip-button add").items())) == ("“free” as the cost", "said=")
    assert chip_words(tap(client, page, "said=")) == ["“food”", "Free"]


@pytest.mark.parametrize("value", ["said=", "words=", "said=x", "words=x"])
def test_a_tap_on_nothing_changes_nothing(client: FlaskClient, value: str) -> None:
    page = search(client, q="iop", near="80203")
    assert chip_words(tap(client, page, value)) == ["“iop”"]
