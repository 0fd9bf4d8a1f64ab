"""The tasks of docs/tasks.md, each done in at most four taps from the start page of a phone."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page

from referral.config import ROOT
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

MOST_TAPS = 4


class Taps:
    """A visitor's finger."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, what: Locator) -> None:
        """Tap, and wait for the page that comes."""
        with self.page.expect_navigation():
            what.tap()
        self.count += 1

    def choose(self, what: Locator) -> None:
        """Tap on something that stays on its page."""
        what.tap()
        self.count += 1


@dataclass(frozen=True)
class Search:
    """A task that ends in a list. chips: one tap each on the result page. shows: what the first place says."""

    task: int
    need: str
    words: str
    chips: tuple[str, ...]
    shows: str


SEARCHES = (
    Search(1, "Meetings", "NA wheelchair", ("Tonight",), r"Narcotics Anonymous"),
    Search(2, "Treatment", "IOP Medicaid Spanish", ("Evenings",), r"Treatment program"),
    Search(3, "Education", "GED", ("Weekends",), r"School and GED"),
    Search(4, "Meetings", "AA", ("Today", "Soonest"), r"Alcoholics Anonymous"),
    Search(5, "Meetings", "", ("Online", "Tonight"), r"Online"),
    Search(6, "Meetings", "Al-Anon", (), r"Al-Anon"),
    Search(7, "Housing", "shelter", (), r"Shelter"),
    Search(8, "Housing", "sober living women", (), r"Recovery housing"),
    Search(9, "Treatment", "methadone clinic", ("Nearest",), r"mile"),
    Search(10, "Treatment", "Suboxone", (), r"Treatment program"),
    Search(11, "Treatment", "day program", (), r"Treatment program"),
    Search(12, "Treatment", "IOP teen", (), r"Treatment program"),
    Search(13, "Work and training", "", (), r"Job training|Finding work"),
    Search(14, "Other help", "food pantry", (), r"Food"),
    Search(15, "Meetings", "", ("For newcomers",), r"Fits what you asked"),
)


def begin(open_page: Open) -> Taps:
    return Taps(open_page(has_touch=True))


def search(taps: Taps, need: str, words: str, submit: str = "Show places") -> None:
    page = taps.page
    taps.choose(page.locator(".needs label", has_text=re.compile(rf"^\s*{need}\s*$")))
    page.locator("#near").fill("80203")
    page.locator("#q").fill(words)
    taps.on(page.get_by_role("button", name=submit))


def chip(page: Page, words: str) -> Locator:
    return page.locator("#narrow button", has_text=re.compile(rf"^\s*{words}(\s+\d+)?\s*$"))


def first_place(page: Page) -> str:
    return page.locator(".card").first.inner_text()


@pytest.mark.parametrize("one", SEARCHES, ids=lambda one: f"{one.task} {one.words or one.need}")
def test_a_place_is_found_in_four_taps(open_page: Open, one: Search) -> None:
    taps = begin(open_page)
    search(taps, one.need, one.words)
    for words in one.chips:
        taps.on(chip(taps.page, words))
    assert re.search(one.shows, first_place(taps.page))
    assert taps.count <= MOST_TAPS


def test_the_way_to_the_nearest_meeting(open_page: Open) -> None:
    taps = begin(open_page)
    search(taps, "Meetings", "AA")
    taps.on(chip(taps.page, "Nearest"))
    way = taps.page.locator(".card").first.get_by_role("link", name="Directions")
    assert (way.get_attribute("href") or "").startswith("https://www.google.com/maps/dir/?api=1&destination=")
    assert taps.count + 1 <= MOST_TAPS


def test_two_programs_in_my_list(open_page: Open) -> None:
    taps = begin(open_page)
    search(taps, "Treatment", "")
    for _ in range(2):
        taps.on(taps.page.get_by_role("button", name="Add to my list").first)
    assert taps.page.get_by_role("link", name="My list (2)").is_visible()
    assert taps.count <= MOST_TAPS


def test_a_meeting_in_spanish_on_the_spanish_pages(open_page: Open) -> None:
    taps = begin(open_page)
    taps.on(taps.page.get_by_role("link", name="Español"))
    search(taps, "Reuniones", "NA español", "Mostrar lugares")
    assert "Narcóticos Anónimos" in first_place(taps.page)
    assert taps.count <= MOST_TAPS


def test_what_an_iop_is(open_page: Open) -> None:
    taps = begin(open_page)
    taps.on(taps.page.get_by_role("link", name="Good to know"))
    taps.on(taps.page.get_by_role("link", name="What is an IOP?"))
    assert taps.page.get_by_role("heading", level=1).inner_text() == "What is an IOP?"


def test_what_becomes_of_what_one_types(open_page: Open) -> None:
    taps = begin(open_page)
    taps.on(taps.page.get_by_role("link", name="Your privacy"))
    assert taps.page.get_by_role("heading", level=1).inner_text() == "Your privacy"


def test_every_task_of_the_page_is_done_here() -> None:
    tasks = re.findall(r"^\| (\d+) \|", (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(task) for task in tasks] == list(range(1, 21))
    assert {one.task for one in SEARCHES} | {16, 17, 18, 19, 20} == set(map(int, tasks))
