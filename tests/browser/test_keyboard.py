"""The keyboard alone: on every main page each control is reached, in the order of the page, seen, and marked."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.test_pages import PAGES

pytestmark = pytest.mark.browser

MAIN = (
    *("start", "results", "listing", "list", "who", "want", "week", "answers", "all questions", "guide", "lists"),
    *("packet", "kept", "good to know", "article", "towns", "nothing found", "exit"),
)
MOST_STOPS = 600

STOP = """() => {
    const at = document.activeElement;
    if (at === document.body || at === document.documentElement) return null;
    const shown = getComputedStyle(at).opacity === '0' ? at.closest('label') : at, boxes = [...shown.getClientRects()];
    const box = boxes.find(one => one.width && one.height) ?? at.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const whole = (shown, all, screen) => shown >= Math.min(all, screen) - 4;  // as much as a screen can hold
    const marked = [at, at.closest('label') ?? at].some(one => {
        const style = getComputedStyle(one);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    });
    const last = window.lastStop;
    const stays = last === at;  // a field for a time has a stop for each of its parts
    const follows = !last || stays || last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
    window.lastStop = at;
    const again = !stays && at.hasAttribute('data-reached');
    at.setAttribute('data-reached', '');
    return {
        what: at.outerHTML.slice(0, 140),
        seen: whole(right - left, box.width, innerWidth) && whole(bottom - top, box.height, innerHeight - 8),
        box: [box.left, box.top, box.right, box.bottom].map(Math.round).join(' '),
        covered: !(hit && (shown.contains(hit) || hit.contains(shown))),
        marked, follows: Boolean(follows), again,
    };
}"""

UNREACHED = """() => {
    const reached = new Set([...document.querySelectorAll('[data-reached][type=radio]')].map(one => one.name));
    return [...document.querySelectorAll('a[href], button, input, select, summary, textarea, [tabindex]')]
        .filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && !one.closest('svg'))
        .filter(one => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
        .filter(one => !one.hasAttribute('data-reached') && !(one.type === 'radio' && reached.has(one.name)))
        .map(one => one.outerHTML.slice(0, 140));
}"""


def walk(page: Page) -> list[dict[str, object]]:
    """Every stop of the Tab key from the top of the page to its end."""
    page.evaluate("scrollTo(0, 0); document.activeElement.blur(); getSelection().removeAllRanges()")
    page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex') }")
    stops: list[dict[str, object]] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["again"]:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("name", MAIN)
def test_the_tab_key_reaches_everything_in_order_and_in_sight(open_page: Open, name: str, width: int) -> None:
    path, act = PAGES[name]
    page = open_page(path, width=width)
    act(page)
    stops = walk(page)
    assert 5 < len(stops) < MOST_STOPS
    for fault in ("seen", "marked", "follows"):
        assert (fault, [(stop["what"], stop["box"]) for stop in stops if not stop[fault]]) == (fault, [])
    assert [stop["what"] for stop in stops if stop["covered"]] == []
    assert page.evaluate(UNREACHED) == []
