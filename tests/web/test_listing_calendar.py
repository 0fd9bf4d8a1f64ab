"""The times of a place as a file for a calendar: what the page says, at an address of its own, telling nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from referral.domain.listing import Listing
from referral.domain.week import Day
from tests.conftest import directory_of
from tests.web.page import Page
from tests.web.test_listing_page import MEETINGS, first_link, ingest

ADD = "Add to calendar"


def shown(client: FlaskClient, kind: str, near: str = "80203") -> Iterator[str]:
    """Addresses of the places on the first pages of a search."""
    for number in (1, 2, 3):
        page = Page(client.get(f"/search?near={near}&kind={kind}&page={number}"))
        yield from dict.fromkeys(href.partition("?")[0] for _, href in page.links if href.startswith("/listing/"))


def listing_at(app: Flask, href: str) -> Listing:
    return directory_of(app).listings.get(href.split("/")[2]).listing


def times(content: bytes) -> list[tuple[str, str, str]]:
    events: list[Any] = list(Calendar.from_ical(content).walk("VEVENT"))
    return [
        (Day(one["DTSTART"].dt.weekday()).name, f"{one['DTSTART'].dt:%H:%M}", f"{one['DTEND'].dt:%H:%M}")
        for one in events
    ]


def calendar_links(page: Page) -> list[str]:
    return [href for words, href in page.links if words.startswith(ADD)]


@pytest.mark.parametrize("kind", ["program", "meeting", "resource"])
def test_files_hold_the_sessions_of_their_places_and_others_have_none(
    demo_app: Flask, client: FlaskClient, kind: str
) -> None:
    with_file = 0
    for href in shown(client, kind):
        found, page = listing_at(demo_app, href), Page(client.get(href))
        links = calendar_links(page)
        assert len(links) == len(found.weekly)
        for link, (_track, group) in zip(links, found.weekly, strict=True):
            stated = [(one.span.day.name, one.span.start_clock, one.span.end_clock) for one in group]
            assert times(client.get(link).data) == list(dict.fromkeys(stated))
            with_file += 1
        if not links:
            assert client.get(f"{href}.ics").status_code == 404
    assert with_file > 0 or kind == "resource"


def test_a_place_with_several_groups_offers_each_by_its_name(demo_app: Flask, client: FlaskClient) -> None:
    several = next(href for href in shown(client, "program") if len(listing_at(demo_app, href).weekly) > 1)
    page, found = Page(client.get(several)), listing_at(demo_app, several)
    said = [words for words, href in page.links if words.startswith(ADD)]
    assert said == [f"{ADD}: {name}" for name, _group in found.weekly]
    assert calendar_links(page) == [f"{several}.ics?number={at}" for at in range(1, len(said) + 1)]
    everything = [one for _track, group in found.weekly for one in group]
    assert len(times(client.get(f"{several}.ics").data)) == len(everything)


def test_the_file_is_kept_out_of_caches_and_indexes_and_its_name_tells_nothing(client: FlaskClient) -> None:
    href = next(link for one in shown(client, "meeting") for link in calendar_links(Page(client.get(one))))
    answer = client.get(href)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="calendar.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


def test_what_was_asked_travels_into_no_calendar_address(client: FlaskClient) -> None:
    address = client.post("/search", data={"near": "80203", "kind": "meeting", "q": "meeting"}).headers["Location"]
    href = next(link for _, link in Page(client.get(address)).links if link.startswith("/listing/") and "s=" in link)
    links = calendar_links(Page(client.get(href)))
    assert links
    assert [link for link in links if "s=" in link] == []


def test_both_languages_have_it(client: FlaskClient) -> None:
    href = next(one for one in shown(client, "meeting") if calendar_links(Page(client.get(one))))
    english, spanish = client.get(f"{href}.ics"), client.get(f"/es{href}.ics")
    assert (b"SUMMARY:Appointment" in english.data, b"SUMMARY:Cita" in spanish.data) == (True, True)
    page = Page(client.get(f"/es{href}"))
    assert page.link("Añadir al calendario") == f"/es{href}.ics"


@pytest.mark.parametrize("query", ["", "?number=1"])
def test_a_wrong_slug_leads_to_the_right_file(client: FlaskClient, query: str) -> None:
    href = next(one for one in shown(client, "meeting") if calendar_links(Page(client.get(one))))
    answer = client.get(f"{href.rpartition('/')[0]}/other.ics{query}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{href}.ics{query}")


@pytest.mark.parametrize(
    ("number", "status"), [("2", 404), ("0", 400), ("-1", 400), ("x", 400), ("9" * 30, 400), ("²", 400), ("", 200)]
)
def test_a_group_that_is_not_there_is_refused(client: FlaskClient, number: str, status: int) -> None:
    href = next(one for one in shown(client, "meeting") if len(calendar_links(Page(client.get(one)))) == 1)
    assert client.get(f"{href}.ics", query_string={"number": number}).status_code == status


def test_a_place_that_nobody_knows_has_no_file(client: FlaskClient) -> None:
    assert client.get("/listing/demo:nobody/x.ics").status_code == 404


def test_a_vanished_place_offers_no_calendar(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    ingest(app, tmp_path, MEETINGS)
    client = app.test_client()
    href = first_link(Page(client.get("/search?near=80203"))).partition("?")[0]
    assert client.get(f"{href}.ics").status_code == 200
    ingest(app, tmp_path, [one for one in MEETINGS if str(one["slug"]) not in href])
    assert calendar_links(Page(client.get(href))) == []
    assert client.get(f"{href}.ics").status_code == 404
