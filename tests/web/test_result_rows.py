import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from urllib.parse import quote_plus

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.facts import CLOSED_FOR_NOW, Facts
from referral.domain.fit import Fit, FitClass
from referral.domain.listing import Listing, Location, Online, Phone
from referral.domain.reach import Reach, Reached
from referral.domain.search import Hit, SearchQuery
from referral.web.cards import result_rows
from referral.web.presenters import directions_url, join_links
from referral.web.ticks import facet_ticks
from tests.factories import location, meeting, resource

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CEDAR = resource(name="Cedar House", as_of=date(2025, 11, 23), location=Location(town="Denver", state="CO"))


def rows(app: Flask, *listings: Listing, now: datetime = NOW, lang: str = "en", path: str = "/") -> str:
    hits = tuple(Hit(listing, Fit(FitClass.YES), Reached(Reach.NEAR)) for listing in listings)
    with app.test_request_context(path):
        return result_rows(hits, SearchQuery(now, offset=20), lang)


def age_of(html: str) -> str:
    return re.findall(r'<p class="age">(.*?)</p>', html)[0]


def test_rows_are_numbered_through_all_pages(demo_app: Flask) -> None:
    html = rows(demo_app, CEDAR, CEDAR)
    assert [html.count(f'<span class="number" aria-hidden="true">{number}</span>') for number in (20, 21, 22, 23)] == [
        0,
        1,
        1,
        0,
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "Birch House"}, ">Birch House</a>"),
        ({"location": Location(town="Walden", state="CO")}, "<p>Walden, CO</p>"),
        ({"as_of": None}, "No date given: call first"),
    ],
)
def test_a_listing_that_changed_is_shown_as_it_is_now(demo_app: Flask, change: dict, words: str) -> None:
    before = rows(demo_app, CEDAR)
    changed = replace(CEDAR, **change)
    assert words not in before
    assert words in rows(demo_app, changed)
    assert rows(demo_app, CEDAR) == before == rows(demo_app, replace(CEDAR))


def test_a_row_grows_old_with_its_day_and_keeps_its_language(demo_app: Flask) -> None:
    assert age_of(rows(demo_app, CEDAR)) == "Updated 12 months ago. Source: test."
    old = rows(demo_app, CEDAR, now=NOW.replace(day=24))
    assert age_of(old) == "Last updated in November 2025: call first. Source: test."
    spanish = rows(demo_app, CEDAR, lang="es", path="/es")
    assert age_of(spanish) == "Actualizado hace 12 meses. Fuente: test."
    assert 'href="/es/listing/' in spanish


@given(name=st.sampled_from(["<slot>", "&lt;slot&gt;", "<b>", "\"x\" & 'y'"]), town=st.text(min_size=1, max_size=9))
def test_words_of_a_listing_never_become_html_nor_a_slot(demo_app: Flask, name: str, town: str) -> None:
    listing = resource(name=name, location=Location(town=town))
    html = rows(demo_app, listing)
    quoted = escape(name).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
    assert f">{quoted}</a></h2>" in html
    assert html.count("<p>" + escape(town).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") + "</p>") == 1
    assert html.count("<li class=") == html.count('<span class="number" aria-hidden="true">21</span>') == 1


def test_boxes_are_ticked_and_counted(demo_app: Flask) -> None:
    with demo_app.test_request_context():
        plain = facet_ticks((), {}, "en")
        html = facet_ticks(("payment=free", "level=castle"), {"language=es": 12_345, "level=castle": 3}, "en")
    assert plain.count(" checked") == plain.count("count") == plain.count(" open") == 0
    assert html.count(" checked") == 2
    assert html.count('class="count"') == html.count(" open") == 1
    assert 'value="level=castle" checked> level=castle</label>' in html
    assert 'value="payment=free" checked>' in html
    assert 'value="language=es">\nSpanish <span class="count">12345</span></label>' in html
    assert html.count("<details") == html.count("</details>") == plain.count("<details")


def attended(yes: str, online: Online | None, *phones: Phone) -> Listing:
    where = location(streets=("7500 Sample Street",), zip5="80203")
    return meeting("MO 19:00-20:00", yes=yes, online=online, location=where, phones=phones)


ZOOM = Online("https://zoom.us/j/1", "(669) 900-6833,,123456789#", "Passcode 1")
WAY = "https://www.google.com/maps/dir/?api=1&amp;destination="


def test_a_hybrid_meeting_is_marked_and_says_how_to_join(demo_app: Flask) -> None:
    html = rows(demo_app, attended("attendance=hybrid", ZOOM))
    assert "Meeting · <em>In person and online</em></p>" in html
    links = re.findall(r'<a class="(call[^"]*)" href="([^"]*)"[^>]*>([^<]*)</a>', html)
    assert [(kind, words) for kind, _, words in links] == [
        ("call", "Join online"),
        ("call", "Join by phone"),
        ("call screen", "Directions"),
    ]
    assert [href for _, href, _ in links][:2] == ["https://zoom.us/j/1", "tel:6699006833,,123456789%23"]
    assert "7500 Sample Street" in html


def test_a_number_to_call_stays_the_first_button(demo_app: Flask) -> None:
    html = rows(demo_app, attended("attendance=hybrid", ZOOM, Phone("+13035550101")))
    assert re.findall(r'<a class="call main"[^>]*>([^<]*)</a>', html) == ["Call (303) 555-0101"]


@pytest.mark.parametrize(
    ("online", "words"),
    [(ZOOM, "Join online"), (None, "How to join is not stated. Ask the group."), (Online(notes="x"), "How to join is")],
)
def test_an_online_meeting_sends_nobody_to_a_street(demo_app: Flask, online: Online | None, words: str) -> None:
    html = rows(demo_app, attended("attendance=online", online))
    assert "<p>Online only (Denver, CO 80203)</p>" in html
    assert "7500" not in html
    assert WAY not in html
    assert words in html
    assert html.count('class="call main"') == (online is ZOOM)


def test_a_room_that_is_closed_for_now_is_said(demo_app: Flask) -> None:
    no, reasons = frozenset({"attendance=in_person"}), (("attendance=in_person", CLOSED_FOR_NOW),)
    closed = replace(attended("", ZOOM), facts=Facts(frozenset({"attendance=online"}), no, reasons))
    assert "Meeting · <em>The room is closed for now</em></p>" in rows(demo_app, closed)
    assert "<em>El local está cerrado por ahora</em>" in rows(demo_app, closed, lang="es", path="/es")


@pytest.mark.parametrize(
    ("dial", "href"),
    [
        ("+16699006833,,123#", "tel:+16699006833,,123%23"),
        ("669-900-6833 ID 123 456", "tel:6699006833"),
        ("call me", None),
    ],
)
def test_a_number_to_dial_in_is_one_tap(dial: str, href: str | None) -> None:
    links = join_links(attended("attendance=online", Online(phone=dial)), "en")
    assert [link.href for link in links] == ([href] if href else [])


@given(st.text() | st.text(alphabet="aZ09 ,.#/&'-_~+%", max_size=40))
def test_the_way_to_an_address_is_quoted_as_any_other_text(street: str) -> None:
    one = resource(location=Location(streets=(street,), town="Denver"))
    url = directions_url(one)
    assert url is not None
    assert url.removeprefix("https://www.google.com/maps/dir/?api=1&destination=") == quote_plus(one.location.address)
