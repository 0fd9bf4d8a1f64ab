"""The way of a visitor: start, results, a listing; the questions, the answers, the packet; the guide."""

from playwright.sync_api import Page

from referral.wording.pages import page_words

SAFE_NOW = ("emergency", "suicidal", "harm_others", "unsafe_at_home")
SAFE_BODY = ("withdrawal_risk", "pregnant", "no_safe_place", "more_than_iop")


def to_results(page: Page) -> None:
    """Search from the start page."""
    page.get_by_label("Words to look for").fill("outpatient")
    page.get_by_label("ZIP code or town").fill("80203")
    page.get_by_role("button", name="Show places").click()
    page.locator(".card").first.wait_for()


def to_listing(page: Page) -> None:
    """Open the first result."""
    page.locator(".card a").first.click()
    page.locator("article").wait_for()


def go_on(page: Page, step: str, lang: str = "en") -> None:
    """Press the button of a page of questions, and wait for the page that must follow."""
    page.locator(".onward button[value=next]").click()
    page.get_by_role("heading", level=1, name=page_words(f"step.{step}", lang), exact=True).wait_for()


def answer_no(page: Page, names: tuple[str, ...]) -> None:
    """Answer safety questions with no."""
    for name in names:
        page.locator(f"input[name={name}][value=no]").check()


def to_want(page: Page, lang: str = "en") -> None:
    """From the first question to what is needed; opioids are answered yes."""
    page.locator("input[name=subject][value=self]").check()
    go_on(page, "safe_now", lang)
    answer_no(page, SAFE_NOW)
    go_on(page, "safe_body", lang)
    answer_no(page, SAFE_BODY)
    page.locator("input[name=opioids][value=yes]").check()
    go_on(page, "want", lang)


def to_week(page: Page, lang: str = "en") -> None:
    """From what is needed to the week."""
    page.locator("input[value=meetings]").check()
    page.locator("input[name=topics][value=housing]").check()
    go_on(page, "treatment", lang)
    page.locator("input[name=level][value=iop]").check()
    go_on(page, "meetings", lang)
    page.locator("#meetings").select_option("3")
    go_on(page, "where", lang)
    page.locator("#near").fill("80203")
    go_on(page, "week", lang)


def to_check(page: Page, lang: str = "en") -> None:
    """From the week to the answers."""
    page.locator("input[name=busy][value=day_shift]").check()
    go_on(page, "pay", lang)
    page.locator("input[name=payment][value=medicaid]").check()
    go_on(page, "about", lang)
    page.locator(".onward button[value=next]").click()
    page.get_by_role("heading", name=page_words("check.title", lang)).wait_for()


def to_packet(page: Page, lang: str = "en") -> None:
    """All questions, the answers, and the packet."""
    page.goto("/plan" if lang == "en" else f"/{lang}/plan")
    to_want(page, lang)
    to_week(page, lang)
    to_check(page, lang)
    page.get_by_role("button", name=page_words("plan.submit", lang)).click()
    page.get_by_role("heading", name=page_words("packet.title", lang), exact=True).wait_for()


def to_lists(page: Page) -> None:
    """The guide to its end, unsure of withdrawal."""
    while page.locator("h1").inner_text() != "What you can ask for":
        before = page.locator("h1").inner_text()
        if page.locator("[name=withdrawal_risk]").count():
            page.locator("[name=withdrawal_risk][value=unknown]").check()
        page.locator(".onward button[value=next]").click()
        page.locator("h1").filter(has_not_text=before).wait_for()


def to_picks(page: Page, count: int) -> None:
    """From the results to my list, with the first places in it."""
    for _ in range(count):
        with page.expect_navigation():
            page.get_by_role("button", name="Add to my list").first.click()
    page.get_by_role("link", name=f"My list ({count})").click()
    page.locator(".compare").wait_for()


def to_kept(page: Page) -> None:
    """A packet, kept behind its link."""
    to_packet(page)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.get_by_role("button", name=page_words("keep.submit")).click()
    page.get_by_role("heading", name=page_words("kept.title")).wait_for()
