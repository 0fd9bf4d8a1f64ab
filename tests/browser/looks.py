"""How a page is looked at: at several widths, in light and dark, with wide text, and by axe."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((390, "light"), (390, "dark"), (1366, "light"))
"""What axe judges can differ by layout and by colours: both layouts, and both sets of colours."""
WIDTHS = (320, 390, 1366)
"""320 is also a screen of 1280 at 400 %."""

SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"  # noqa: E501  one sheet
"""The text spacing of WCAG 1.4.12."""


def show_at(page: Page, width: int, scheme: Literal["light", "dark"] = "light") -> None:
    """The same page on another screen."""
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)


def barriers(page: Page) -> list[str]:
    """What axe finds in each look, as "390 dark: rule, elements"."""
    found = []
    for width, scheme in LOOKS:
        show_at(page, width, scheme)
        violations = Axe().run(page, options=AXE).response["violations"]
        found += [f"{width} {scheme}: {one['id']}, {[node['target'] for node in one['nodes']]}" for one in violations]
    return found


def too_wide(page: Page) -> list[str]:
    """Where the page scrolls sideways, and what sticks out."""
    found = []
    for width in WIDTHS:
        show_at(page, width)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: {page.evaluate(STICKING_OUT)}")
    return found


STICKING_OUT = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.compare, .sheet, .picture'))
    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))"""


def clipped(page: Page) -> list[str]:
    """What is cut off on a narrow screen when text is set wider, as readers may set it."""
    show_at(page, 320)
    page.evaluate(
        """css => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(css);
            document.adoptedStyleSheets = [sheet];
        }""",
        SPACING,
    )
    cut = page.evaluate(
        """() => [...document.querySelectorAll('body *:not(.unseen, svg *, input)')]
            .filter(one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX))
            .filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    wide = page.evaluate("document.documentElement.scrollWidth") > 320
    return [*cut, *([f"wide: {page.evaluate(STICKING_OUT)}"] if wide else [])]
