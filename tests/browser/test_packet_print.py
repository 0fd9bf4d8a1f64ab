"""A packet on paper, as the browser prints it: every number, address and time as text, and nothing of the screen."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.walk import to_packet

pytestmark = pytest.mark.browser


@pytest.fixture
def paper(open_page: Open, tmp_path: Path) -> tuple[Page, list[str]]:
    """A packet's page, and the text of each of its printed pages, blanks joined."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not here: install poppler-utils")
    page = open_page("/plan")
    to_packet(page)
    file = tmp_path / "packet.pdf"
    page.pdf(path=file, format="Letter")
    made = subprocess.run([reader, "-layout", file, "-"], capture_output=True, check=True, text=True)
    return page, [" ".join(text.split()) for text in made.stdout.split("\f")]


def bare(text: str) -> str:
    """Letters and digits alone: a line of paper breaks anywhere."""
    return re.sub(r"\W+", "", text)


def lacking(texts: list[str], paper: str) -> list[str]:
    """Those that do not stand on a paper; words of neighbours in two columns may come between theirs."""
    words = set(paper.split())
    return [text for text in texts if bare(text) not in bare(paper) and not set(text.split()) <= words]


def test_paper_holds_every_number_address_and_time(paper: tuple[Page, list[str]]) -> None:
    page, sheets = paper
    everything = " ".join(sheets)
    numbers = page.locator("#packet a[href^='tel:']").all_text_contents()
    addresses = [text.split("·")[-1].strip() for text in page.locator("#packet .card .about").all_text_contents()]
    times = page.locator("table.week strong").all_text_contents()
    trips = page.locator(".trips li").all_text_contents()
    assert min(len(numbers), len(addresses), len(times), len(trips)) > 4
    assert lacking([*numbers, *addresses, *times, *trips], everything) == []


def test_the_first_sheet_holds_safety_first_steps_and_the_week(paper: tuple[Page, list[str]]) -> None:
    page, sheets = paper
    gate = page.locator(".gate h2").first.inner_text()
    steps = page.locator(".steps p").all_text_contents()
    week = page.locator("table.week strong").all_text_contents()
    assert lacking([gate, "988", "911", "1-800-662-4357", *steps, *week], sheets[0]) == []
    assert "Places to call" not in sheets[0]


def test_paper_holds_nothing_that_only_a_screen_can_do(paper: tuple[Page, list[str]]) -> None:
    _page, sheets = paper
    everything = " ".join(sheets)
    for words in ("Keep this", "Not this place", "Take it along", "More about this place", "Exit", "Open now", "Undo"):
        assert words not in everything


def test_parts_to_fill_by_hand_are_on_paper(paper: tuple[Page, list[str]]) -> None:
    _page, sheets = paper
    everything = " ".join(sheets)
    for words in ("My calls", "Medicines", "For a first call", "First name or initials", "Keeping going"):
        assert words in everything


def test_paper_is_black_on_white_in_the_dark_too(open_page: Open) -> None:
    page = open_page("/plan", scheme="dark")
    to_packet(page)
    page.emulate_media(media="print")
    colours = page.evaluate(
        """() => [...document.querySelectorAll('#packet, #packet *')].filter(e => e.getClientRects().length)
            .map(e => getComputedStyle(e))
            .flatMap(s => [s.backgroundColor])
            .filter(c => !['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(c))"""
    )
    assert colours == []
    assert page.evaluate("getComputedStyle(document.querySelector('.packet h1')).color") == "rgb(0, 0, 0)"


def test_the_print_button_prints(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") is True


def test_without_a_script_no_print_button_is_offered(open_page: Open) -> None:
    page = open_page("/plan", javascript=False)
    to_packet(page)
    assert page.get_by_role("button", name="Print").count() == 0
