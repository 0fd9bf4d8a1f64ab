"""The questions in a real browser: with and without JavaScript, by keyboard alone, in both languages, back and on."""

import pytest
from playwright.sync_api import Page, expect

from referral.wording.pages import page_words
from tests.browser.conftest import Open, Watch
from tests.browser.walk import go_on, to_check, to_lists, to_packet, to_want, to_week

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 390, 1366])
@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("javascript", [True, False])
def test_the_whole_way_leads_to_a_packet(open_page: Open, lang: str, width: int, *, javascript: bool) -> None:
    page = open_page("/plan", width=width, javascript=javascript)
    to_packet(page, lang)
    assert page.evaluate("document.documentElement.scrollWidth") <= width if javascript else True
    assert page.locator(".gate").count() == 1
    assert page.locator("table.week tr").count() >= 3


def press_until(page: Page, selector: str, key: str = "Tab") -> None:
    """Move with a key until something is focused."""
    for _ in range(120):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} never reaches {selector}")


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of several by keyboard alone."""
    press_until(page, f"[name={name}]")
    if page.locator(f"[name={name}]").first.get_attribute("type") == "radio":
        page.keyboard.press("Space")
        press_until(page, f"[name={name}][value={value}]", "ArrowDown")
    else:
        press_until(page, f"[name={name}][value={value}]")
        page.keyboard.press("Space")
    assert page.locator(f"[name={name}][value={value}]").is_checked()


def press_go_on(page: Page, heading: str) -> None:
    """The button of the page, by keyboard; then the next page's heading is focused."""
    press_until(page, ".onward button[value=next]")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_the_keyboard_alone_leads_to_a_packet(open_page: Open) -> None:
    page = open_page("/plan")
    choose(page, "subject", "self")
    press_go_on(page, "Are you safe right now?")
    for name in ("emergency", "suicidal", "harm_others", "unsafe_at_home"):
        choose(page, name, "no")
    press_go_on(page, "Is it safe to stop and to stay at home?")
    press_go_on(page, "What do you need?")
    choose(page, "topics", "housing")
    press_go_on(page, "What kind of program?")
    choose(page, "level", "iop")
    press_go_on(page, "Where do you start from?")
    press_until(page, "#near")
    page.keyboard.type("80203")
    press_go_on(page, "When are you busy?")
    press_until(page, "summary")
    page.keyboard.press("Enter")
    press_until(page, ".grid input")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Space", "ArrowDown", "Space"):
        page.keyboard.press(key)
    press_go_on(page, "How will you pay, and in which language?")
    press_go_on(page, "About you")
    press_go_on(page, "Is this right?")
    assert "Tue 8:00 am to 10:00 am" in page.locator("dl").inner_text()
    press_until(page, "form[action='/plan/packet'] button")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Your plan", exact=True).wait_for()


def test_enter_in_a_field_goes_on_and_not_back(open_page: Open) -> None:
    page = open_page("/plan?all=1")
    page.locator("#near").fill("80203")
    page.locator("input[name=topics][value=food]").check()
    page.locator("#near").press("Enter")
    page.get_by_role("heading", name="Is this right?").wait_for()


def test_the_back_of_the_browser_leads_through_the_questions(open_page: Open) -> None:
    page = open_page("/plan")
    to_want(page)
    to_week(page)
    page.go_back()
    expect(page.locator("#near")).to_have_value("80203")
    page.go_back()
    expect(page.locator("#meetings")).to_have_value("3")
    page.go_forward()
    expect(page.locator("#near")).to_have_value("80203")
    page.locator("#near").fill("80210")
    go_on(page, "week")
    to_check(page)
    assert "80210" in page.locator("dl").inner_text()
    assert page.url.endswith("/plan")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_back_button_keeps_every_answer(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/plan", javascript=javascript)
    to_want(page)
    to_week(page)
    page.locator(".onward button[value=back]").click()
    expect(page.locator("#near")).to_have_value("80203")
    page.locator(".onward button[value=back]").click()
    expect(page.locator("#meetings")).to_have_value("3")


def test_a_form_that_cannot_be_fetched_is_sent_by_the_browser(open_page: Open, watch: Watch) -> None:
    watch.allowed.append("net::ERR_FAILED")
    page = open_page("/plan")
    failed: list[str] = []

    def fail_once(route) -> None:
        if failed:
            route.continue_()
        else:
            failed.append(route.request.url)
            route.abort()

    page.route("**/plan", fail_once)
    page.locator("input[name=subject][value=self]").check()
    go_on(page, "safe_now")
    assert len(failed) == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_can_be_changed_on_the_way(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/plan", javascript=javascript)
    page.locator("input[name=subject][value=self]").check()
    go_on(page, "safe_now")
    page.locator("input[name=suicidal][value=no]").check()
    page.get_by_role("button", name="Español").click()
    page.get_by_role("heading", name="¿Está usted a salvo ahora?").wait_for()
    assert page.url.endswith("/es/plan")
    assert page.locator("input[name=suicidal][value=no]").is_checked()


def painted(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('[name=cells]:checked')].map(one => one.value)")
    return found


def test_a_week_is_painted_with_a_pointer(open_page: Open) -> None:
    page = open_page("/plan?all=1")
    page.get_by_text("Paint their week").click()
    first, last = page.locator("[value=SA09]"), page.locator("[value=SA12]")
    last.scroll_into_view_if_needed()
    begin, end = first.bounding_box(), last.bounding_box()
    assert begin is not None
    assert end is not None
    page.mouse.move(begin["x"] + 5, begin["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 5, steps=12)
    page.mouse.up()
    assert painted(page) == ["SA09", "SA10", "SA11", "SA12"]
    first.click()
    assert painted(page) == ["SA10", "SA11", "SA12"]


def test_the_grid_is_one_stop_of_the_tab_key(open_page: Open) -> None:
    page = open_page("/plan?all=1")
    page.get_by_text("Paint their week").click()
    page.locator("[value=MO06]").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "TU06"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.value") == "MO06"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_week_is_entered_without_javascript(open_page: Open) -> None:
    page = open_page("/plan?all=1", javascript=False)
    page.get_by_text("Paint their week").click()
    page.get_by_label("Sun 9 am").check()
    page.get_by_text("Enter exact times").click()
    page.locator("[name=from_MO]").fill("18:00")
    page.locator("[name=to_MO]").fill("19:30")
    page.locator("#near").fill("80203")
    page.locator("input[name=topics][value=food]").check()
    page.locator(".onward button[value=next]").click()
    said = page.locator("dl").inner_text()
    assert "Sun 9:00 am to 10:00 am" in said
    assert "Mon 6:00 pm to 7:30 pm" in said


@pytest.mark.parametrize("javascript", [True, False])
def test_the_guide_leads_into_the_plan_with_its_gate(open_page: Open, *, javascript: bool) -> None:
    page = open_page("/guide", javascript=javascript)
    to_lists(page)
    assert page.locator(".unsure details summary").inner_text() == "Get medical help with withdrawal first."
    page.get_by_role("button", name="Make a plan with these answers").click()
    page.get_by_role("heading", name="Who is this plan for?").wait_for()
    page.get_by_text("Not sure (1): ask first").click()
    expect(page.locator(".unsure details summary")).to_be_visible()


def test_nothing_of_the_questions_is_kept_in_the_browser_or_its_address(open_page: Open) -> None:
    page = open_page("/plan")
    to_packet(page)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.goto("/plan")
    assert page.locator(":checked").count() == 0
    assert page.evaluate("history.state") == {"at": 0}


def test_exit_works_on_every_question(open_page: Open) -> None:
    page = open_page("/plan")
    page.route("https://www.weather.gov/", lambda route: route.fulfill(body="<title>Weather</title>"))
    to_want(page)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.weather.gov/")
    page.go_back()
    page.locator("h1").wait_for()
    assert page.locator(":checked").count() == 0
    assert page.locator("h1").inner_text() == "Who is this plan for?"


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_list_of_mistakes_takes_the_keyboard_and_leads_to_each_field(
    open_page: Open, lang: str, *, javascript: bool
) -> None:
    page = open_page("/plan?all=1" if lang == "en" else "/es/plan?all=1", javascript=javascript)
    page.locator("#near").fill("Springfield")
    page.locator("#age").fill("old")
    page.locator(".onward button[value=next]").click()
    expect(page.locator(".wrong-list")).to_be_focused()
    expect(page.locator(".wrong-list")).to_be_in_viewport()
    for name in ("age", "near"):
        page.locator(f".wrong-list a[href='#{name}']").click()
        expect(page.locator(f"#{name}")).to_be_focused()
    page.locator("input[name=topics][value=food]").check()
    page.locator("#age").fill("34")
    page.locator(".ask [name=pick_near]").first.click()
    page.get_by_role("heading", name=page_words("check.title", lang)).wait_for()
