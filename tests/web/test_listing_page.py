import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import directory_of
from tests.web.page import Page

MEETINGS = [
    {
        "slug": slug,
        "name": name,
        "day": day,
        "time": "18:30",
        "end_time": "19:30",
        "types": ["O", "EN"],
        "formatted_address": "100 Sample Street, Denver, CO 80203, USA",
        "latitude": 39.7392,
        "longitude": -104.9847,
        "timezone": "America/Denver",
        "updated": "2026-10-01 12:00:00",
    }
    for slug, name, day in (("noon-a", "Lunch <b>Bunch</b>", 1), ("noon-b", "Other Group", 2))
]


def ingest(app: Flask, folder: Path, meetings: list[dict[str, object]]) -> None:
    feed = folder / "meetings.json"
    feed.write_text(json.dumps(meetings), encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["ingest", "meeting-guide", str(feed), "--source", "aa"])
    assert result.exit_code == 0, result.output


def first_link(page: Page) -> str:
    return next(href for _, href in page.links if "/listing/" in href)


def test_a_wrong_slug_leads_to_the_right_one(client: FlaskClient) -> None:
    right = first_link(Page(client.get("/search?near=80203&kind=program"))).partition("?")[0]
    wrong = right.rpartition("/")[0] + "/other-name"
    response = client.get(wrong)
    assert (response.status_code, response.headers["Location"]) == (301, right)
    assert client.get(f"/es{wrong}").headers["Location"] == f"/es{right}"


@pytest.mark.parametrize("kind", ["program", "meeting", "resource"])
def test_every_listing_of_the_demo_has_a_page_in_both_languages(client: FlaskClient, kind: str) -> None:
    page = Page(client.get(f"/search?kind={kind}&near=80203"))
    for href in {href for _, href in page.links if href.startswith("/listing/")}:
        english, spanish = Page(client.get(href)), Page(client.get(f"/es{href}"))
        assert english.headings[0] == spanish.headings[0]
        assert english.headings[1:] != spanish.headings[1:]


def test_a_name_is_shown_as_text_and_never_as_markup(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    ingest(app, tmp_path, MEETINGS)
    client = app.test_client()
    for path in ("/search?near=80203", "/listing/aa:noon-a/lunch-b-bunch-b"):
        source = Page(client.get(path)).source
        assert "<b>Bunch" not in source


def test_a_vanished_listing_explains_itself(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    ingest(app, tmp_path, MEETINGS)
    client = app.test_client()
    href = first_link(Page(client.get("/search?near=80203")))
    ingest(app, tmp_path, [one for one in MEETINGS if str(one["slug"]) not in href])
    response = client.get(href)
    page = Page(response)
    assert response.status_code == 200
    assert "This place is no longer in its source. It may have closed or moved." in page.words
    assert page.link("Find places near here") == "/search?near=80203&kind=meeting"
    assert href not in [link for _, link in Page(client.get("/search?near=80203")).links]


def test_facts_stated_as_no_stand_in_a_closed_part(client: FlaskClient) -> None:
    page = Page(client.get(first_link(Page(client.get("/search?near=80203&kind=program")))))
    shown, _, hidden = page.source.partition("<details><summary>What they say they do not have</summary>")
    assert "Day program (PHP)" not in shown
    assert re.search(r"<strong>Level of care:</strong>", hidden)


def test_a_report_reaches_the_staff_and_keeps_nothing_of_the_visitor(make_app: Callable[..., Flask]) -> None:
    app = make_app(demo=True)
    client = app.test_client()
    response = client.post("/listing/demo:program-28/report", data={"kind": "closed", "note": "  shut for good  "})
    assert response.status_code == 303
    assert "Thank you. We will check it." in Page(client.get(response.headers["Location"])).words
    (report,) = directory_of(app).reports.list()
    assert (report.listing_id, report.kind, report.note) == ("demo:program-28", "closed", "shut for good")


@pytest.mark.parametrize(
    ("path", "kind", "status"),
    [
        ("/listing/demo:program-28/report", "rude", 400),
        ("/listing/demo:program-28/report", "", 400),
        ("/listing/demo:nobody/report", "closed", 404),
    ],
)
def test_a_report_that_makes_no_sense_is_refused(client: FlaskClient, path: str, kind: str, status: int) -> None:
    assert client.post(path, data={"kind": kind}).status_code == status


def test_what_people_ask_about_and_the_source_does_not_say_is_named(client: FlaskClient) -> None:
    page = Page(client.get(program_link(client)))
    assert "Not stated: ask" in page.headings
    asked = page.source.partition('<ul class="asks">')[2].partition("</ul>")[0]
    stated = page.source.partition('<ul class="facts">')[2].partition("</ul>")[0]
    assert asked.count("<li>") >= 1
    assert not set(re.findall(r"<li>(.*?)</li>", asked)) & set(re.findall(r"<li>(.*?)</li>", stated))


def test_a_listing_says_what_it_is_to_machines_too(client: FlaskClient) -> None:
    source = Page(client.get(program_link(client))).source
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', source)
    assert json.loads(text)["@type"] == "MedicalClinic"


def test_markup_in_a_name_cannot_end_the_data_for_machines(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    ingest(app, tmp_path, [{**MEETINGS[0], "name": "Tea </script><script>alert(1)</script>"}])
    client = app.test_client()
    source = Page(client.get(first_link(Page(client.get("/search?near=80203"))))).source
    assert "<script>alert" not in source


def test_a_program_shows_meetings_before_or_after_its_groups(client: FlaskClient) -> None:
    page = Page(client.get("/search?near=80203&kind=program"))
    pages = [Page(client.get(href)) for href in {href for _, href in page.links if href.startswith("/listing/")}]
    shown = [one for one in pages if "Meetings close by, before or after" in one.headings]
    assert shown
    for one in shown:
        numbers = re.findall(r'class="number" aria-hidden="true">(\d+)<', one.source)
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        assert sorted(set(re.findall(r'class="pin-number"[^>]*>(\d+)<', one.source)) - set(numbers)) == []


def test_a_near_meeting_says_how_far_it_is_and_leaves_time_to_get_there(client: FlaskClient) -> None:
    found = Page(client.get("/search?near=80203&kind=program"))
    pages = [Page(client.get(href)) for href in {href for _, href in found.links if href.startswith("/listing/")}]
    lists = re.findall(r'<ol class="plain beside">.*?</ol>', "".join(one.source for one in pages), re.DOTALL)
    waits = []
    for beside in lists:
        said = re.findall(r'<span class="age">(.*?)</span>', beside)
        told = [re.search(r" (\d+) min (?:after|before) the group · (about )?[\d.]+ miles?$", one) for one in said]
        assert None not in told
        minutes = [int(one[1]) for one in told if one]
        assert minutes == sorted(minutes)
        waits += minutes
    assert waits
    assert min(waits) >= 15


def test_a_listing_has_a_map_unless_its_address_is_kept_private(client: FlaskClient) -> None:
    assert '<svg class="map"' in Page(client.get(program_link(client))).source
    results = [Page(client.get(f"/search?near=80203&kind=program&page={number}")) for number in (1, 2, 3, 4)]
    links = {href for page in results for _, href in page.links if href.startswith("/listing/")}
    pages = [Page(client.get(href)) for href in sorted(links)]
    private = [one for one in pages if "The address is kept private. Call first." in one.words]
    assert private
    assert not any('<svg class="map"' in one.source or "geo:" in one.source for one in private)


def test_a_vanished_listing_offers_near_ones_of_its_kind(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    ingest(app, tmp_path, MEETINGS)
    client = app.test_client()
    href = first_link(Page(client.get("/search?near=80203")))
    ingest(app, tmp_path, [one for one in MEETINGS if str(one["slug"]) not in href])
    page = Page(client.get(href))
    assert "Places like it near there" in page.headings
    (other,) = [link for _, link in page.links if link.startswith("/listing/aa:") and link != href]
    assert client.get(other).status_code == 200


def program_link(client: FlaskClient) -> str:
    return first_link(Page(client.get("/search?near=80203&kind=program")))
