"""My list: it travels with its visitor, compares places, and is kept nowhere."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from referral.domain.listing import Hours, Listing
from referral.domain.vocabulary import Kind
from referral.services.listings import Picks
from referral.web.forms.search import SearchForm
from referral.web.picks_page import picks_page
from referral.web.trail import Trail
from referral.web.visit import Visit
from tests.factories import listing, sessions, spans
from tests.web.page import Page
from tests.web.test_narrowing import tap
from tests.web.visits import Visitor


def pick_values(page: Page) -> list[str]:
    return [unescape(value) for value in re.findall(r'name="change" value="(pick=[^"]*)"', page.source)]


def picked(client: FlaskClient, count: int, **search: str) -> Page:
    """A result page on which so many places were picked."""
    query = "&".join(f"{name}={value}" for name, value in {"near": "80203", "kind": "program", **search}.items())
    page = Page(client.get(f"/search?{query}"))
    for value in pick_values(page)[:count]:
        page = tap(client, page, value)
    return page


def test_a_picked_place_is_marked_and_counted(client: FlaskClient) -> None:
    page = picked(client, 2)
    assert page.source.count('class="call picked"') == 2
    assert page.link("My list (2)").startswith("/list?s=")


def test_a_tap_on_a_picked_place_leads_back_to_its_row(client: FlaskClient) -> None:
    page = Page(client.get("/search?near=80203&kind=program"))
    answer = client.post("/search", data={"near": "80203", "kind": "program", "change": pick_values(page)[4]})
    assert answer.headers["Location"].endswith("#r5")


def test_the_list_shows_places_side_by_side_in_the_order_they_were_picked(client: FlaskClient) -> None:
    page = picked(client, 3)
    names = re.findall(r'<h2><span class="number"[^>]*>\d+</span><a href="[^"]*">([^<]*)</a></h2>', page.source)[:3]
    listed = Page(client.get(page.link("My list (3)")))
    heads = re.findall(r'<th scope="col"><a href="[^"]*">([^<]*)</a></th>', listed.source)
    assert heads == names
    for row in re.findall(r"<tr>(.*?)</tr>", listed.source, re.DOTALL)[1:]:
        assert row.count("<td>") == 3


def test_the_list_keeps_every_phone_number(client: FlaskClient) -> None:
    page = picked(client, 2)
    listed = Page(client.get(page.link("My list (2)")))
    rows = page.source.split('<li class="card"')[1:3]
    for row in rows:
        for number in re.findall(r'href="(tel:[^"]*)"', row):
            assert number in [href for _, href in listed.links]


def test_the_search_goes_on_from_the_list(client: FlaskClient) -> None:
    page = picked(client, 1, radius="25")
    listed = Page(client.get(page.link("My list (1)")))
    again = Page(client.get(listed.link("Back to the places")))
    assert again.headings[0] == page.headings[0]
    assert again.source.count('class="call picked"') == 1


def change(client: FlaskClient, page: Page, value: str) -> Page:
    token = re.findall(r'<form id="picks".*?name="s" value="([^"]*)"', page.source, re.DOTALL)[0]
    return Page(client.get(client.post("/list", data={"s": unescape(token), "change": value}).headers["Location"]))


def test_a_place_can_be_taken_out_and_the_list_emptied(client: FlaskClient) -> None:
    listed = Page(client.get(picked(client, 2).link("My list (2)")))
    first = re.findall(r'value="(drop=[^"]*)"', listed.source)[0]
    one = change(client, listed, unescape(first))
    assert one.source.count('<th scope="col"><a') == 1
    assert "Your list is empty." in change(client, one, "clear").words


def test_a_place_is_added_from_its_own_page_and_the_list_goes_along(client: FlaskClient) -> None:
    page = picked(client, 1)
    other = [href for _, href in page.links if href.startswith("/listing/")][5]
    listing = Page(client.get(other))
    value = unescape(re.findall(r'name="change" value="(pick=[^"]*)"', listing.source)[0])
    assert change(client, listing, value).source.count('<th scope="col"><a') == 2


def test_nothing_that_was_picked_or_asked_can_be_read_in_an_address(client: FlaskClient) -> None:
    href = picked(client, 2, radius="25").link("My list (2)")
    assert re.fullmatch(r"/list\?s=[\w-]+", href)


def test_a_list_that_is_too_old_says_so(client: FlaskClient) -> None:
    page = Page(client.get("/list?s=gAAAA"))
    assert "Your choices were kept for 60 minutes only." in page.words
    assert "Your list is empty." in page.words


@pytest.mark.parametrize("value", ["", "steal=demo:1", "pick", "\x00"])
def test_a_change_that_makes_no_sense_is_refused_with_a_page(client: FlaskClient, value: str) -> None:
    assert client.post("/list", data={"change": value}).status_code in (303, 400)


def test_a_list_takes_no_more_places_than_can_be_compared(client: FlaskClient) -> None:
    page = picked(client, 14)
    assert page.source.count('class="call picked"') == 12


def test_a_place_that_is_gone_is_said_and_left_out(client: FlaskClient) -> None:
    answer = client.post("/list", data={"change": "pick=demo:gone"})
    assert "Some places are no longer listed" in Page(client.get(answer.headers["Location"])).words


def test_a_plan_begins_with_the_kinds_of_the_list_wanted(client: FlaskClient) -> None:
    listed = Page(client.get(picked(client, 1, kind="meeting").link("My list (1)")))
    state = unescape(re.findall(r'name="state" value="([^"]*)"', listed.source)[0])
    with client.application.test_request_context():
        visit = Visit.opened(state)
    assert visit.answers == {"near": ("80203",), "want": ("meetings",)}
    assert len(visit.pins) == 1


def opened(client: FlaskClient, page: Page) -> Visit:
    with client.application.test_request_context():
        return Visit.opened(page.fields["state"][0])


@pytest.mark.parametrize("then_one_by_one", [False, True])
def test_the_one_page_keeps_the_list_and_the_place(client: FlaskClient, *, then_one_by_one: bool) -> None:
    listed = Page(client.get(picked(client, 3).link("My list (3)")))
    pins = opened(client, listed).pins
    visitor = Visitor(client, "/plan")
    visitor.page = Page(client.post("/plan", data={"state": listed.fields["state"], "go": "here"}))
    visitor.send("all")
    assert (visitor.page.fields["near"], visitor.page.fields["level"]) == (["80203"], ["any"])
    if then_one_by_one:
        visitor.send("one_by_one")
    visitor.on_to("Is this right?")
    assert (len(pins), opened(client, visitor.page).pins) == (3, pins)
    packet = Page(client.post("/plan/packet", data={"state": visitor.page.fields["state"]}))
    assert opened(client, packet).pins == pins


def row_of(page: Page, heading: str) -> list[str]:
    """What each place says in a row, marks taken out; empty without such a row."""
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", page.source, re.DOTALL):
        if f'<th scope="row">{heading}</th>' in row:
            cells = re.findall(r"<td>(.*?)</td>", row, re.DOTALL)
            return [unescape(" ".join(re.sub(r"<[^>]+>", " ", cell).split())) for cell in cells]
    return []


def rows_of(page: Page) -> list[list[str]]:
    body = page.source.partition("<tbody>")[2]
    return [row_of(page, unescape(head)) for head in re.findall(r'<th scope="row">([^<]*)</th>', body)]


def test_no_row_of_the_list_is_empty(client: FlaskClient) -> None:
    for kind in ("meeting", "program", "resource"):
        listed = Page(client.get(picked(client, 3, kind=kind).link("My list (3)")))
        assert [row for row in rows_of(listed) if not any(row)] == []
        assert len(rows_of(listed)) > 4


def test_without_any_number_there_is_no_row_for_numbers(client: FlaskClient) -> None:
    page = Page(client.get("/search?near=80203&kind=meeting"))
    rows = page.source.split('<li class="card"')[1:]
    silent = next(at for at, row in enumerate(rows) if "tel:" not in row and "Join" not in row)
    listed = Page(client.get(tap(client, page, pick_values(page)[silent]).link("My list (1)")))
    assert row_of(listed, "Call or join") == []
    online = next(at for at, row in enumerate(rows) if "Join online" in row)
    listed = Page(client.get(tap(client, page, pick_values(page)[online]).link("My list (1)")))
    assert row_of(listed, "Call or join") == ["Join online"]


HOW_FAR = {"": "How far from Denver, CO 80203", "/es": "A qué distancia de Denver, CO 80203"}


@pytest.mark.parametrize("lang", HOW_FAR)
def test_the_list_says_how_far_each_place_is_from_where_one_searched(client: FlaskClient, lang: str) -> None:
    page = Page(client.get(f"{lang}/search?near=80203&kind=program"))
    said = re.findall(r'<p class="about"><strong>([^<]*)</strong>', page.source)[:2]
    for value in pick_values(page)[:2]:
        fields = {"near": "80203", "kind": "program", "change": value, "s": (page.fields.get("s") or [""])[0]}
        page = Page(client.get(client.post(f"{lang}/search", data=fields).headers["Location"]))
    listed = Page(client.get(next(href for _, href in page.links if "/list?" in href)))
    assert row_of(listed, HOW_FAR[lang]) == said


def test_without_a_place_the_list_says_no_distance(client: FlaskClient) -> None:
    page = Page(client.get("/search?kind=program"))
    listed = Page(client.get(tap(client, page, pick_values(page)[0]).link("My list (1)")))
    assert "How far" not in listed.words


def test_the_list_says_of_a_place_what_its_row_said(client: FlaskClient) -> None:
    page = Page(client.get("/search?near=80203&kind=meeting"))
    rows = page.source.split('<li class="card"')[1:]
    hybrid = next(at for at, row in enumerate(rows) if "In person and online" in row)
    listed = Page(client.get(tap(client, page, pick_values(page)[hybrid]).link("My list (1)")))
    assert "In person and online" in row_of(listed, "What it is")[0]
    age = re.findall(r'<p class="age">([^<]*)</p>', rows[hybrid])[0]
    (fresh,) = row_of(listed, "How fresh")
    assert re.sub(r" \(\w+ \d+, \d+\)", "", fresh) == age


def test_a_printed_list_leads_nowhere(client: FlaskClient) -> None:
    listed = Page(client.get(picked(client, 1).link("My list (1)")))
    (back,) = re.findall(r"<p[^>]*><a[^>]*>Back to the places</a></p>", listed.source)
    assert back.startswith('<p class="screen-only">')
    assert '<p class="age screen-only">' in listed.source


def cells(
    app: Flask, heading: str, *listings: Listing, where: tuple[str, ...] = (), lang: str = "en"
) -> list[list[str]]:
    """What each place says under a heading; empty without such a row."""
    with app.test_request_context():
        made = picks_page(Trail(SearchForm(where=where)), Picks(listings, 0), lang)
    return [list(lines) for row in made["rows"] if row.heading == heading for lines in row.cells]


TAKES = listing(id="test:1", yes="payment=medicaid")
DENIES = listing(id="test:2", no="payment=medicaid payment=medicare restricted=women_only")


@pytest.mark.parametrize(("lang", "heading"), [("en", "They say no"), ("es", "Dicen que no")])
def test_the_list_says_what_a_place_denies_that_another_has(demo_app: Flask, lang: str, heading: str) -> None:
    assert cells(demo_app, heading, TAKES, DENIES, lang=lang) == [[], ["✗ Medicaid"]]


def test_the_list_says_what_a_place_denies_that_was_asked_for(demo_app: Flask) -> None:
    asked = cells(demo_app, "They say no", TAKES, DENIES, where=("payment=medicare",))
    assert asked == [[], ["✗ Medicaid", "✗ Medicare"]]
    assert cells(demo_app, "They say no", DENIES) == []


def test_the_list_says_opening_hours_beside_group_times(demo_app: Flask) -> None:
    hours = tuple(Hours(span) for span in spans("MO 08:00-17:00"))
    groups = sessions("TU 18:00-19:00")
    both = listing(Kind.PROGRAM, id="test:1", sessions=groups, hours=hours)
    alone = listing(Kind.PROGRAM, id="test:2", hours=hours)
    assert cells(demo_app, "Times", both, alone) == [
        ["Tue 6:00 pm to 7:00 pm", "Opening hours: Mon 8:00 am to 5:00 pm"],
        ["Mon 8:00 am to 5:00 pm"],
    ]
