"""What is offered while one types: places and words, by POST alone."""

import re

import pytest
from flask.testing import FlaskClient


def offered(client: FlaskClient, lang: str = "", **typed: str) -> list[str]:
    return re.findall(r'<option value="([^"]*)">', client.post(f"{lang}/suggest", data=typed).get_data(as_text=True))


def test_places_are_offered_by_letters_and_by_digits(client: FlaskClient) -> None:
    assert offered(client, near="den")[0] == "Denver, CO"
    assert all("802" in label for label in offered(client, near="802"))


def test_words_are_offered_in_the_language_of_the_page(client: FlaskClient) -> None:
    assert offered(client, q="metha")[0] == "Methadone clinic"
    assert offered(client, "/es", q="metad")[0] != offered(client, q="metha")[0]


@pytest.mark.parametrize("typed", ["", "x", "%%%", "<script>alert(1)</script>", "a" * 5000, "\u202e802"])
def test_odd_input_offers_nothing_and_harms_nothing(client: FlaskClient, typed: str) -> None:
    for field in ("near", "q"):
        answer = client.post("/suggest", data={field: typed})
        assert answer.status_code == 200
        assert "<script" not in answer.get_data(as_text=True)


def test_an_empty_form_offers_nothing(client: FlaskClient) -> None:
    assert client.post("/suggest").get_data(as_text=True) == ""


def test_suggestions_have_no_address_that_could_hold_what_is_typed(client: FlaskClient) -> None:
    assert client.get("/suggest?q=detox").status_code == 405
