"""A packet is changed in place: with a script and without, by mouse and by keyboard, to the same plan."""

import re

import pytest
from playwright.sync_api import Page, expect

from referral.wording.pages import page_words
from tests.browser.conftest import Open
from tests.browser.walk import to_packet

pytestmark = pytest.mark.browser


def card_names(page: Page) -> list[str]:
    return page.locator(".need .card h4").all_text_contents()


def drop_first(page: Page) -> str:
    """Leave out the first place of the first need; its name."""
    name = page.locator(".need .card h4").first.inner_text()
    page.locator(".need .card").first.get_by_role("button", name="Not this place").click()
    page.locator("#change").wait_for()
    return name


def plan_of(page: Page) -> str:
    """All that the packet says, without the sealed state, which differs each time."""
    return " ".join(page.locator("#packet").inner_text().split())


def test_edits_by_script_and_by_plain_form_give_the_same_packet(open_page: Open) -> None:
    said = []
    for javascript in (True, False):
        page = open_page("/plan", javascript=javascript)
        to_packet(page)
        name = drop_first(page)
        assert name not in card_names(page)
        page.locator(".need .card").first.get_by_role("button", name="Keep this").click()
        expect(page.locator("#change")).to_have_text(re.compile("You keep .*"))
        page.evaluate("for (const one of document.querySelectorAll('[data-print]')) one.hidden = true")
        said.append(plan_of(page))
    assert said[0] == said[1]


def test_an_edit_by_script_changes_the_packet_in_place(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    page.evaluate("window.same = true")
    name = drop_first(page)
    assert page.evaluate("window.same") is True
    assert page.locator("#said").text_content() == f"The plan is new. You left out {name}."
    assert page.evaluate("document.activeElement.id") == "change"
    assert page.locator("#change").inner_text().startswith(f"You left out {name}.")


def test_an_edit_by_plain_form_leads_to_what_changed(open_page: Open) -> None:
    page = open_page("/plan", javascript=False)
    to_packet(page)
    drop_first(page)
    assert page.url.endswith("/plan/packet#change")
    expect(page.locator("#change")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False])
def test_undo_gives_back_the_plan_that_was(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/plan", javascript=javascript)
    to_packet(page)
    before = card_names(page)
    drop_first(page)
    page.locator("#change").get_by_role("button", name="Undo").click()
    expect(page.locator("#change")).to_have_text(re.compile("Undone: .*"))
    assert card_names(page) == before


def test_a_meeting_is_switched_for_its_substitute(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    page.locator(".backups > summary").click()
    other = page.locator(".backup").first
    name = other.locator("h3").inner_text()
    gone = other.locator(".age").inner_text().removeprefix("In place of ")
    assert name not in page.locator(".week").inner_text()
    other.get_by_role("button", name="Switch to this").click()
    expect(page.locator("#change")).to_have_text(re.compile(f"{re.escape(name)} takes the place of .*"))
    week = page.locator(".week").inner_text()
    assert name in week
    assert gone not in week


def test_back_from_a_packet_leads_to_the_answers(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    drop_first(page)
    page.go_back()
    page.get_by_role("heading", name=page_words("check.title")).wait_for()
    assert "80203" in page.locator("dl.said").inner_text()
    page.get_by_role("button", name="Español").click()
    page.get_by_role("heading", name=page_words("check.title", "es")).wait_for()


def test_forward_leads_to_the_packet_as_it_was_changed(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    name = drop_first(page)
    page.go_back()
    page.go_forward()
    expect(page.locator("#change")).to_contain_text(f"You left out {name}.")
    page.locator("#change").get_by_role("button", name="Undo").click()
    expect(page.locator("#change")).to_have_text(re.compile("Undone: .*"))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_to_come_back_to_a_packet_that_was_left_is_no_dead_end(open_page: Open, lang: str) -> None:
    page = open_page("/plan")
    to_packet(page, lang)
    page.goto("/about")
    page.go_back()
    assert page.locator("h1").inner_text() == page_words("packet.left_title", lang)
    page.get_by_role("link", name=page_words("plan.title", lang)).click()
    page.get_by_role("heading", name=page_words("step.who", lang)).wait_for()


def test_a_packet_that_the_browser_loaded_itself_is_no_dead_end_either(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    page.locator("#take-form").evaluate("form => form.submit()")  # in the other language, past the script
    page.get_by_role("heading", name=page_words("packet.title", "es"), exact=True).wait_for()
    page.goto("/about")
    page.go_back()
    assert page.locator("h1").inner_text() == page_words("packet.left_title", "es")


@pytest.mark.parametrize("path", ["/plan", "/guide"])
def test_to_come_back_to_questions_that_were_left_begins_them_anew(open_page: Open, path: str) -> None:
    page = open_page(path)
    first = page.locator("h1").inner_text()
    page.locator(".onward button[value=next]").click()
    page.locator("h1").filter(has_not_text=first).wait_for()
    page.goto("/about")
    page.go_back()
    assert page.locator("h1").inner_text() == first


def test_more_about_a_place_opens_within_the_packet(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    card = page.locator(".need .card").first
    card.get_by_role("link", name="More about this place").click()
    card.get_by_role("heading", name="Opening hours").wait_for()
    assert page.url.endswith("/plan/packet")
    assert page.locator("h1").all_inner_texts() == ["Your plan"]
    assert page.evaluate("document.activeElement.className") == "about-place"


def test_without_a_script_more_about_a_place_is_its_page(open_page: Open) -> None:
    page = open_page("/plan", javascript=False)
    to_packet(page)
    name = card_names(page)[0]
    page.locator(".need .card").first.get_by_role("link", name="More about this place").click()
    assert page.locator("h1").inner_text() == name


def test_an_old_state_says_so_and_leads_to_the_questions(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    page.evaluate("document.querySelector('#edit [name=state]').value = 'old'")
    page.locator(".need .card").first.get_by_role("button", name="Keep this").click()
    page.get_by_role("heading", name="This plan was open too long").wait_for()
    assert page.locator("main").count() == 1


def to_unmet(page: Page) -> None:
    """A packet that finds no meetings: seven of a rare group, within a mile."""
    page.locator("#near").fill("80203")
    page.locator("#meetings").select_option("7")
    page.locator("[name=fellowships][value=LifeRing]").check()
    page.locator("#max_miles").fill("1")
    page.locator("#max_leg").select_option("15")
    page.locator("#online").select_option("no")
    page.locator(".onward button[value=next]").click()
    page.get_by_role("button", name=page_words("plan.submit")).click()
    page.locator(".ways-out").wait_for()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_way_out_is_taken_and_undone(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/plan?all=1", javascript=javascript)
    to_unmet(page)
    way = page.get_by_role("button", name="Try meetings of other groups.")
    way.click()
    expect(page.locator("#change")).to_have_text(re.compile("Planned with this change: Try meetings of other groups."))
    expect(page.locator("#change")).to_be_in_viewport()
    assert page.locator(".ways-out").count() == 0
    page.locator("#change").get_by_role("button", name="Undo").click()
    expect(page.locator("#change")).to_have_text(re.compile("Undone: Try meetings of other groups."))
    assert way.count() == 1


OPEN_PARTS = "for (const part of document.querySelectorAll('#packet details')) part.open = true"
REPORT = "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective, e.blockedURI))"
EDITS = ("Not this place", "Keep this", "Choose this one", "Switch to this", "Undo")


@pytest.mark.parametrize("width", [390, 1366])
def test_no_edit_breaks_a_rule_of_the_page(open_page: Open, width: int) -> None:
    page = open_page("/plan", width=width)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(REPORT)
    to_packet(page)
    for name in EDITS:
        page.evaluate(OPEN_PARTS)
        page.evaluate("document.querySelector('#said').textContent = ''")
        page.get_by_role("button", name=name).first.click()
        expect(page.locator("#said")).to_have_text(re.compile("The plan is new."))
    page.locator(".need .card").first.get_by_role("link", name="More about this place").click()
    page.locator(".about-place .panel").first.wait_for()
    assert said == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_a_packet_is_changed_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    page.locator("#main").focus()
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value?.startsWith('drop ')"):
            break
    page.keyboard.press("Enter")
    page.locator("#change").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("Undo")
    page.keyboard.press("Enter")
    expect(page.locator("#change")).to_have_text(re.compile("Undone: .*"))
