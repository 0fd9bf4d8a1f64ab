"""Every page at every width, in light and dark: no sideways scrolling, no barrier, nothing kept, and it prints."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.walk import to_listing, to_lists, to_packet, to_results, to_want, to_week

pytestmark = pytest.mark.browser

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def stay(_page: Page) -> None:
    """The page is where it should be."""


def open_parts(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def results_opened(page: Page) -> None:
    to_results(page)
    open_parts(page)


def listing_opened(page: Page) -> None:
    to_results(page)
    to_listing(page)
    open_parts(page)


def packet_opened(page: Page) -> None:
    to_packet(page)
    open_parts(page)


def safe_now(page: Page) -> None:
    page.locator(".onward button[value=next]").click()
    page.locator("[name=emergency]").first.wait_for()


def week_opened(page: Page) -> None:
    to_want(page)
    to_week(page)
    open_parts(page)


def semana_abierta(page: Page) -> None:
    to_want(page, "es")
    to_week(page, "es")
    open_parts(page)


def place_refused(page: Page) -> None:
    to_want(page)
    for _ in range(2):
        page.locator(".onward button[value=next]").click()
        page.locator("[name=level], [name=near]").first.wait_for()
    page.locator("#near").wait_for()
    page.locator("#near").fill("Springfield")
    page.locator(".onward button[value=next]").click()
    page.locator("[name=pick_near]").first.wait_for()


def mistakes_made(page: Page) -> None:
    page.locator("#near").fill("Springfield")
    page.locator("#age").fill("old")
    page.locator("[name=busy_text]").evaluate("one => { one.value = 'noon' }")
    page.locator(".onward button[value=next]").click()
    page.locator(".wrong-list").wait_for()


def answers(page: Page) -> None:
    to_want(page)
    to_week(page)
    for heading in ("pay", "about", None):
        page.locator(".onward button[value=next]").click()
        page.locator("dl" if heading is None else f"[name={'payment' if heading == 'pay' else 'age'}]").first.wait_for()


TARGETS = (
    "button:not(.unseen), summary, nav a, .crisis a, a.call, a.button, .tick, .pick, .choice, .grid label, .onward a"
)

PAGES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "start": ("/", stay),
    "inicio": ("/es/", stay),
    "results": ("/", to_results),
    "resultados": ("/es/search?near=80203&kind=meeting", stay),
    "results opened": ("/", results_opened),
    "free times": ("/search/times?near=80203", stay),
    "tiempo libre": ("/es/search/times", stay),
    "facts asked": ("/search?near=80203&at=MO+18:00", stay),
    "listing": ("/", listing_opened),
    "who": ("/plan", stay),
    "safe now": ("/plan", safe_now),
    "want": ("/plan", to_want),
    "week": ("/plan", week_opened),
    "semana": ("/es/plan", semana_abierta),
    "place refused": ("/plan", place_refused),
    "answers": ("/plan", answers),
    "all questions": ("/plan?all=1", open_parts),
    "mistakes": ("/plan?all=1", mistakes_made),
    "errores": ("/es/plan?all=1", mistakes_made),
    "guide": ("/guide", stay),
    "guía": ("/es/guide", stay),
    "lists": ("/guide", to_lists),
    "exit": ("/safety", stay),
    "packet": ("/plan", packet_opened),
    "nothing found": ("/search?near=99501&radius=5&kind=meeting", stay),
    "towns": ("/search?near=Springfield", stay),
    "problem": ("/search?near=80203&at=noon", stay),
    "missing": ("/nowhere", stay),
}


@pytest.mark.parametrize("width", [320, 390, 1366])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(open_page: Open, name: str, width: int) -> None:
    path, act = PAGES[name]
    page = open_page(path, width=width)
    act(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier(open_page: Open, name: str, width: int, scheme: str) -> None:
    path, act = PAGES[name]
    page = open_page(path, width=width, scheme=scheme)
    act(page)
    violations = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in violations] == []


@pytest.mark.parametrize("name", ["start", "results", "listing", "packet", "safe now", "week", "answers", "lists"])
def test_every_target_is_large_enough_for_a_finger(open_page: Open, name: str) -> None:
    path, act = PAGES[name]
    page = open_page(path)
    act(page)
    small = page.evaluate(
        """targets => [...document.querySelectorAll(targets)]
            .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 24)
            .map(e => e.textContent.trim())""",
        TARGETS,
    )
    assert small == []


def test_nothing_is_kept_in_the_browser(open_page: Open) -> None:
    page = open_page()
    to_results(page)
    to_listing(page)
    to_packet(page)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0


def printed(page: Page) -> str:
    page.emulate_media(media="print")
    return str(page.evaluate("document.body.innerText"))


def test_results_print_every_number_and_time(open_page: Open) -> None:
    page = open_page()
    to_results(page)
    numbers = page.locator(".card a[href^='tel:']").all_inner_texts()
    times = page.locator(".card .times li").all_inner_texts()
    paper = printed(page)
    assert numbers
    assert times
    assert [text for text in (*numbers, *times, "988", "911", "1-800-662-4357") if text not in paper] == []
    assert "Show places" not in paper


def test_the_keyboard_reaches_the_main_part_first(open_page: Open) -> None:
    page = open_page("/plan")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
