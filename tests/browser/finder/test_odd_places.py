"""What real feeds hold and a demo does not: names of a hundred letters, nothing to call, no times, no street."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from referral.domain.listing import Listing
from referral.domain.vocabulary import Kind
from referral.store.unit import SqlStore
from tests.browser.conftest import Open
from tests.browser.finder.conftest import TOWNS, Town
from tests.browser.finder.steps import add, open_list, search, tap
from tests.browser.looks import barriers, clipped, too_wide
from tests.browser.test_pages import open_parts
from tests.conftest import config_in

pytestmark = pytest.mark.browser

in_real_towns = pytest.mark.parametrize("town", TOWNS[1:], ids=lambda town: town.name, indirect=True)
in_one_of_them = pytest.mark.parametrize("town", TOWNS[1:2], ids=lambda town: town.name, indirect=True)


def results(page: Page, town: Town) -> None:
    search(page, town)


def place(page: Page, town: Town) -> None:
    search(page, town)
    tap(page, page.locator(".card h2 a").first)
    open_parts(page)


def my_list(page: Page, town: Town) -> None:
    search(page, town)
    add(page, 4)
    open_list(page, 4)


@in_real_towns
@pytest.mark.parametrize("act", [results, place, my_list])
def test_real_places_leave_no_barrier_and_fit_a_narrow_screen(
    open_page: Open, town: Town, act: Callable[[Page, Town], None]
) -> None:
    page = open_page()
    act(page, town)
    assert barriers(page) == []
    assert too_wide(page) == []
    assert clipped(page) == []


@in_real_towns
def test_every_way_leads_to_the_address_of_its_row(open_page: Open, town: Town) -> None:
    page = open_page()
    search(page, town)
    ways = page.locator(".card", has=page.get_by_role("link", name="Directions")).evaluate_all(
        """cards => cards.map(card => [
            [...card.querySelectorAll('a')].find(a => a.textContent === 'Directions').href, card.innerText,
        ])"""
    )
    assert len(ways) > 10
    for href, text in ways:
        url = urlsplit(href)
        assert f"{url.scheme}://{url.netloc}{url.path}" == "https://www.google.com/maps/dir/"
        asked = parse_qs(url.query, strict_parsing=True)
        assert asked.keys() == {"api", "destination"}
        assert asked["destination"][0] in text


ODD: dict[str, Callable[[Listing], int]] = {
    "name": lambda one: len(one.name),
    "word": lambda one: max(map(len, f"{one.name} {one.location.address}".split())),
    "organization": lambda one: len(one.organization or ""),
    "description": lambda one: len(one.description or ""),
    "address": lambda one: len(one.location.address),
    "phones": lambda one: len(one.phones),
    "times": lambda one: len(one.all_sessions) + len(one.hours),
    "facts": lambda one: len(one.facts.yes),
    "no phone": lambda one: int(not one.phones and not one.online),
    "no times": lambda one: int(not one.all_sessions and not one.hours),
    "no address": lambda one: int(not one.location.address),
    "private": lambda one: one.location.hidden,
    "online": lambda one: len(one.online.notes or "") if one.online else -1,
    "area": lambda one: len(one.serves),
}
"""What is odd about a place -> how much of it one has."""


@pytest.fixture(scope="session")
def odd_places(real_home: Path) -> list[Listing]:
    """Of each kind the place that has most of each oddity, once."""
    with SqlStore(config_in(real_home).database_url).unit() as uow:
        every = list(uow.listings.live())
    most = (max((one for one in every if one.kind is kind), key=much) for kind in Kind for much in ODD.values())
    return list({one.id: one for one in most}.values())


@in_one_of_them
def test_every_odd_place_has_a_page_that_fits(open_page: Open, town: Town, odd_places: list[Listing]) -> None:
    assert len(odd_places) > 20
    page = open_page(width=320)
    for one in odd_places:
        answer = page.goto(f"/listing/{one.id}/x")
        assert answer is not None
        assert answer.status == 200
        assert page.locator("h1").inner_text() == " ".join(one.name.split())
        open_parts(page)
        assert (one.id, too_wide(page), clipped(page)) == (one.id, [], [])
        page.locator("html").evaluate("() => { document.adoptedStyleSheets = [] }")


@in_one_of_them
def test_every_row_that_an_odd_name_finds_fits(open_page: Open, town: Town, odd_places: list[Listing]) -> None:
    page = open_page(width=320)
    for one in odd_places:
        page.goto("/")
        page.locator("#q").fill(one.name)
        tap(page, page.get_by_role("button", name="Show places"))
        assert page.locator(".card").count() > 0, one.name
        assert (one.id, too_wide(page)) == (one.id, [])
