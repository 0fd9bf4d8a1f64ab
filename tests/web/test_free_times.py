"""My free times: a page of its own that takes a painted week into the search and leads back to its results."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page
from tests.web.test_narrowing import buttons, tap

EVENINGS = [f"{day}{hour}" for day in ("MO", "TU", "WE", "TH", "FR") for hour in range(17, 21)]


def times_page(client: FlaskClient, root: str = "", **search: str | list[str]) -> Page:
    """The page of free times, one tap from the results of a search."""
    results = Page(client.get(client.post(f"{root}/search", data=search).headers["Location"]))
    form = results.source.partition('<form id="narrow"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return Page(client.get(client.post(f"{root}/search", data={**hidden, "change": "times="}).headers["Location"]))


def shown(client: FlaskClient, page: Page, root: str = "", **change: str | list[str]) -> Page:
    """The results after the page's form was sent with something changed."""
    answer = client.post(f"{root}/search/times", data={**page.fields, **change})
    assert (answer.status_code, urlsplit(answer.headers["Location"]).path) == (303, f"{root}/search")
    return Page(client.get(answer.headers["Location"]))


def chip_words(page: Page) -> list[str]:
    return [words.partition(" ✕")[0] for words in buttons(page, "chip-button")]


@pytest.mark.parametrize(
    ("root", "title", "chip"),
    [("", "My free times", "Mon to Fri 5 pm to 9 pm"), ("/es", "Mi tiempo libre", "lun a vie 5 p. m. a 9 p. m.")],
)
def test_a_painted_week_narrows_the_search_and_stays_painted(
    client: FlaskClient, root: str, title: str, chip: str
) -> None:
    page = times_page(client, root, near="80203", q="iop", where=["payment=medicaid"])
    assert page.h1 == title
    assert page.source.count('name="cells"') == 7 * 18
    results = shown(client, page, root, cells=EVENINGS)
    assert chip in chip_words(results)
    assert (results.fields["q"], results.fields["where"]) == (["iop"], ["payment=medicaid"])
    again = Page(client.get(client.post(f"{root}/search", data=_sent(results, go="times")).headers["Location"]))
    assert again.fields["cells"] == sorted(EVENINGS, key=lambda cell: (cell[2:], EVENINGS.index(cell)))


def _sent(page: Page, **change: str) -> dict[str, str | list[str]]:
    """The search form of a result page as a browser sends it."""
    names = ("q", "near", "radius", "kind", "at", "where", "free", "free_text", "sort", "s")
    return {**{name: page.fields[name] for name in names if name in page.fields}, **change}


def test_painted_times_find_what_the_same_typed_times_find(client: FlaskClient) -> None:
    painted = shown(client, times_page(client, near="80203"), cells=EVENINGS)
    typed = client.post("/search", data={"near": "80203", "free_text": "MO-FR 17:00-21:00"})
    assert painted.headings == Page(client.get(typed.headers["Location"])).headings


def test_the_form_beside_the_results_keeps_painted_times(client: FlaskClient) -> None:
    results = shown(client, times_page(client, near="80203"), cells=EVENINGS)
    again = Page(client.get(client.post("/search", data=_sent(results, q="hour")).headers["Location"]))
    assert chip_words(again) == ["“hour”", "Mon to Fri 5 pm to 9 pm"]


def test_many_painted_times_are_one_chip_that_takes_them_all_back(client: FlaskClient) -> None:
    cells = ["MO08", "TU10", "WE12", "TH14", "FR16"]
    results = shown(client, times_page(client, near="80203"), cells=cells, free=["evenings"])
    assert chip_words(results) == ["Evenings", "My free times: 5 hours"]
    assert chip_words(tap(client, results, "unpaint=")) == ["Evenings"]


def test_any_time_takes_all_times_out(client: FlaskClient) -> None:
    page = times_page(client, near="80203", free=["evenings"], free_text="SA 09:00-12:00", q="hour")
    assert (page.fields["free"], page.fields["free_text"]) == (["evenings"], ["SA 09:00-12:00"])
    assert chip_words(shown(client, page, cells=EVENINGS, clear="1")) == ["“hour”"]


def test_free_times_and_a_place_that_is_not_known_stand_in_no_address(client: FlaskClient) -> None:
    sent = client.post("/search", data={"near": "my sister's house", "go": "times", "free": ["evenings"]})
    assert parse_qs(urlsplit(sent.headers["Location"]).query).keys() == {"s"}
    page = Page(client.get(sent.headers["Location"]))
    assert not [href for _words, href in page.links if "sister" in href]
    answer = client.post("/search/times", data={**page.fields, "cells": EVENINGS})
    assert parse_qs(urlsplit(answer.headers["Location"]).query).keys() == {"s"}
    assert Page(client.get(answer.headers["Location"])).fields["near"] == ["my sister's house"]


@pytest.mark.parametrize("sent", [{}, {"cells": "junk"}, {"free": "never"}, {"s": "x"}, {"cells": ["\x00"] * 300}])
def test_a_form_that_makes_no_sense_ends_in_results(client: FlaskClient, sent: dict[str, str | list[str]]) -> None:
    answer = client.post("/search/times", data=sent)
    assert answer.status_code == 303
    assert client.get(answer.headers["Location"]).status_code == 200


def test_the_form_keeps_the_moment_that_was_asked_for(client: FlaskClient) -> None:
    for at, chip in (("now", "Now or soon"), ("TU 18:15", "Tue 6:15 pm")):
        page = Page(client.get(f"/search?near=80203&at={at}"))
        assert page.fields["at"] == [at]
        again = client.post("/search", data=_sent(page, q="open"))
        assert chip in chip_words(Page(client.get(again.headers["Location"])))
