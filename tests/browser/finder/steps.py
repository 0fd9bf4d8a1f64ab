"""What a visitor does and sees on the pages of the finder."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.browser.finder.conftest import Town


def search(page: Page, town: Town, words: str = "", need: str = "") -> None:
    """Fill in the start page and send it."""
    page.locator(f"[name=need][value={need or town.need}]").check()
    page.locator("#near").fill(town.near)
    page.locator("#q").fill(words)
    tap(page, page.get_by_role("button", name="Show places"))


def tap(page: Page, what: Locator) -> None:
    """Tap, and wait for the page that comes."""
    with page.expect_navigation():
        what.click()


def change(page: Page, value: str) -> Locator:
    """The button that changes the search on the result page, by what it sends."""
    return page.locator(f'button[name=change][value="{value}"]')


def found(page: Page) -> int:
    """How many places the heading of the results says; 0 for none."""
    number = re.match(r"(\d+)", page.locator("h1").inner_text())
    return int(number[1]) if number else 0


def confirmed(page: Page) -> int:
    """How many of them fit, by the line below the heading."""
    line = re.search(r"Fit: (\d+)", page.locator(".summary .about").inner_text())
    return int(line[1]) if line else 0


def unplaced(page: Page) -> int:
    """How many say a fact that was asked, of which only the way is not known: these are to be asked first."""
    return sum(group.facts for group in all_groups(page) if group.heading == "We do not know how far")


def told(button: Locator) -> int:
    """The count that stands on a choice."""
    return int(button.locator(".count").inner_text())


@dataclass(frozen=True)
class Row:
    """One row of the results as it is read."""

    name: str
    href: str
    about: str
    when: str
    fit: str


def rows(page: Page, of: str = ".found") -> list[Row]:
    """The rows of a page, in their order."""
    texts = page.locator(f"{of} .card").evaluate_all(
        """cards => cards.map(card => {
            const link = card.querySelector('h2 a'), text = what => card.querySelector(what)?.textContent ?? '';
            return [link.textContent, link.pathname, text('.about'), text('.when'), text('.fit')];
        })"""
    )
    return [Row(*text) for text in texts]


def places(page: Page) -> list[str]:
    """The addresses of all places of a page, also of those that share a row."""
    links = page.locator(".found .card h2 a, .found .card .also a").evaluate_all("all => all.map(a => a.pathname)")
    return [str(link) for link in links]


@dataclass(frozen=True)
class Group:
    """The rows of one list of a page. heading: what its places have in common, empty for near ones."""

    heading: str
    places: list[str]
    facts: int


def all_groups(page: Page) -> list[Group]:
    """The lists of this page and of all that its "Next page" leads to, one after the other."""
    groups = page.evaluate(
        """async () => {
            const groups = [];
            for (let at = document; ; ) {
                for (const list of at.querySelectorAll('.found ol')) {
                    const heading = list.previousElementSibling?.matches('.reach') && list.previousElementSibling;
                    const links = [...list.querySelectorAll('h2 a, .also a')].map(a => new URL(a.href).pathname);
                    groups.push([heading ? heading.textContent : '', links, list.querySelectorAll('.facts').length]);
                }
                const next = at.querySelector('a[rel=next]');
                if (!next) return groups;
                const text = await (await fetch(next.getAttribute('href'))).text();
                at = new DOMParser().parseFromString(text, 'text/html');
            }
        }"""
    )
    return [Group(*group) for group in groups]


def listed(page: Page) -> list[str]:
    """The names of the places side by side in my list."""
    return page.locator(".compare thead a").all_inner_texts()


def add(page: Page, count: int) -> list[str]:
    """Put the first places of the results into my list; their names."""
    names = [row.name for row in rows(page)[:count]]
    for _ in range(count):
        tap(page, page.get_by_role("button", name="Add to my list").first)
    return names


def open_list(page: Page, count: int) -> None:
    tap(page, page.get_by_role("link", name=f"My list ({count})"))
