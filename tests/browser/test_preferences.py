"""What a visitor set in the system is kept to: no motion, and colours of their own."""

import pytest

from tests.browser.conftest import Open
from tests.browser.test_pages import PAGES

pytestmark = pytest.mark.browser

MOVING = """() => [
    ...document.getAnimations().map(one => one.animationName ?? one.transitionProperty),
    ...[document.documentElement, ...document.querySelectorAll('*')].filter(one => {
        const style = getComputedStyle(one);
        const still = style.animationName === 'none' && !/[1-9]/.test(style.transitionDuration);
        return !still || style.scrollBehavior !== 'auto';
    }).map(one => one.outerHTML.slice(0, 120)),
]"""


@pytest.mark.parametrize("name", ["start", "results", "listing", "list", "week", "packet", "kept", "article"])
def test_nothing_moves_when_motion_is_unwanted(open_page: Open, name: str) -> None:
    path, act = PAGES[name]
    page = open_page(path, reduced_motion="reduce")
    act(page)
    assert page.evaluate(MOVING) == []


CHOICES: dict[str, tuple[str, str, str]] = {
    "need": ("start", ".chip:has([value=meetings])", "[name=need][value=meetings]"),
    "answer": ("who", ".choice:has([value=client])", "[name=subject][value=client]"),
    "hour": ("week", ".grid td label >> nth=3", ".grid td label >> nth=3 >> input"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", CHOICES)
def test_what_is_chosen_is_seen_in_the_visitors_own_colours(open_page: Open, name: str, scheme: str) -> None:
    page_name, shown, box = CHOICES[name]
    path, act = PAGES[page_name]
    page = open_page(path, scheme=scheme, forced_colors="active")
    act(page)
    before = page.locator(shown).screenshot()
    page.locator(box).evaluate("one => { one.checked = true }")
    assert page.locator(shown).screenshot() != before


def test_the_order_that_holds_is_seen_in_the_visitors_own_colours(open_page: Open) -> None:
    page = open_page("/search?near=80203", forced_colors="active")
    order = page.locator(".order").nth(1)
    before = order.screenshot()
    order.evaluate("one => one.setAttribute('aria-pressed', 'true')")
    assert order.screenshot() != before
