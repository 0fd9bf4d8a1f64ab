"""Every page at every width, in light and dark: no sideways scrolling, no barrier, nothing kept, and it prints."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from referral.wording.pages import page_words
from tests.browser.conftest import GONE, Open
from tests.browser.looks import barriers, clipped, too_wide
from tests.browser.walk import to_kept, to_listing, to_lists, to_packet, to_picks, to_results, to_want, to_week

pytestmark = pytest.mark.browser


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


def list_of_two(page: Page) -> None:
    to_results(page)
    to_picks(page, 2)


def lista(page: Page) -> None:
    list_of_two(page)
    page.get_by_role("link", name="Español").click()
    page.get_by_role("heading", name="Mi lista").wait_for()


def reported(page: Page) -> None:
    to_results(page)
    to_listing(page)
    open_parts(page)
    page.get_by_label("It is closed").check()
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you. We will check it.").wait_for()


def kept(page: Page) -> None:
    to_kept(page)
    open_parts(page)


def deleting(page: Page) -> None:
    to_kept(page)
    page.get_by_role("link", name="Delete this plan").first.click()
    page.get_by_role("heading", name="Delete this plan for good?").wait_for()


def deleted(page: Page) -> None:
    deleting(page)
    page.get_by_role("button", name="Yes, delete it").click()
    page.get_by_role("heading", name="Your plan is deleted").wait_for()


def outdated(page: Page) -> None:
    safe_now(page)
    page.locator("main input[name=state]").first.evaluate("one => { one.value = 'old' }")
    page.locator(".onward button[value=next]").click()
    page.get_by_text(page_words("flow.expired")).wait_for()


def outdated_packet(page: Page) -> None:
    to_packet(page)
    page.locator("#edit [name=state]").evaluate("one => { one.value = 'old' }")
    page.locator(".need .card").first.get_by_role("button", name="Keep this").click()
    page.get_by_role("heading", name=page_words("packet.expired_title")).wait_for()


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
    "outdated results": ("/search?near=80203&s=old", stay),
    "empty list": ("/list", stay),
    "list": ("/", list_of_two),
    "lista": ("/", lista),
    "program": ("/listing/demo:program-16/x", open_parts),
    "resource": ("/listing/demo:resource-046/x", open_parts),
    "private place": ("/listing/demo:program-13/x", open_parts),
    "vanished": (f"/listing/{GONE}/x", stay),
    "reported": ("/", reported),
    "outdated answers": ("/plan", outdated),
    "outdated packet": ("/plan", outdated_packet),
    "good to know": ("/about", stay),
    "article": ("/about/iop", stay),
    "artículo": ("/es/about/privacy", stay),
    "kept": ("/plan", kept),
    "deleting": ("/plan", deleting),
    "deleted": ("/plan", deleted),
    "no such plan": ("/p/AAAAAAAAAAAAAAAAAAAAAA", stay),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_or_cuts_text_off(open_page: Open, name: str) -> None:
    path, act = PAGES[name]
    page = open_page(path)
    act(page)
    assert too_wide(page) == []
    assert clipped(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier(open_page: Open, name: str) -> None:
    path, act = PAGES[name]
    page = open_page(path)
    act(page)
    assert barriers(page) == []


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


def test_printed_results_say_what_was_asked_and_leave_room_for_places(open_page: Open) -> None:
    page = open_page("/search?near=80203&kind=program")
    for words in ("Medicaid", "Evenings"):
        page.locator(".quick button", has_text=words).first.click()
        page.locator(".given button", has_text=words).wait_for()
    paper = printed(page)
    (asked,) = [line for line in paper.splitlines() if line.startswith("You asked for")]
    assert asked.split(": ")[1].split() == ["Treatment", "and", "recovery", "homes", "Medicaid", "Evenings"]
    for words in ("Directions", "take back", "✕", "Add to my list"):
        assert words not in paper
    assert page.locator("svg.map").evaluate("one => one.getBoundingClientRect().height / 96 * 25.4") < 253 / 3


def test_a_printed_place_takes_two_sheets_and_says_where_its_site_is(open_page: Open) -> None:
    page = open_page("/search?near=80203&kind=program")
    places = page.locator(".card h2 a").evaluate_all("all => all.slice(0, 5).map(one => one.href)")
    sites = 0
    for place in places:
        page.goto(place)
        assert len(re.findall(rb"/Type /Page\b", page.pdf(format="Letter"))) <= 2
        assert "Directions" not in printed(page)
        site = page.get_by_role("link", name="Website")
        if site.count():
            sites += 1
            said = site.evaluate("one => getComputedStyle(one, '::after').content")
            assert said == f'": {site.get_attribute("href")}"'
    assert sites > 0


def test_the_keyboard_reaches_the_main_part_first(open_page: Open) -> None:
    page = open_page("/plan")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
