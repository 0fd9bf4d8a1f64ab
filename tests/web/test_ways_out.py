"""Nothing found is never the end: each change is one tap, and brings what it says."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page

NOTHING = [
    {"near": "99501", "radius": "10", "where": ["topic=housing"]},
    {"near": "80203", "radius": "10", "q": "zzqqy"},
    {"near": "80203", "radius": "10", "kind": "meeting", "free_text": "SU 02:00-02:30"},
    {"near": "80203", "radius": "10", "q": "zzqqy", "kind": "meeting", "where": ["level=iop"]},
    {"near": "80203", "radius": "10", "q": "sober", "kind": "treatment"},
    {"near": "99501", "radius": "10", "kind": "treatment"},
]


@pytest.mark.parametrize("asked", NOTHING)
@pytest.mark.parametrize("lang", ["", "/es"])
def test_each_way_out_leads_to_as_many_places_as_it_says(
    client: FlaskClient, asked: dict[str, object], lang: str
) -> None:
    page = Page(client.get(client.post(f"{lang}/search", data=asked).headers["Location"]))
    ways = [(words, href) for words, href in page.links if re.search(r": \d+ (place|lugar)", words)]
    assert ways
    for words, href in ways:
        promised = int(re.findall(r": (\d+) ", words)[0])
        heading = Page(client.get(href)).headings[0]
        assert promised in map(int, re.findall(r"\d+", heading))


def test_needs_do_not_stand_in_the_address_of_a_way_out(client: FlaskClient) -> None:
    page = Page(client.get(client.post("/search", data=NOTHING[0]).headers["Location"]))
    assert not any("topic" in href or "housing" in href for _, href in page.links)


def test_results_need_no_way_out(client: FlaskClient) -> None:
    assert 'class="ways"' not in Page(client.get("/search?near=80203")).source
