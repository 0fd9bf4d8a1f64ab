"""The way of a visitor: start, results, a listing; the plan form and its packet."""

from playwright.sync_api import Page

SAFETY = (
    *("emergency", "suicidal", "harm_others", "unsafe_at_home", "withdrawal_risk", "pregnant"),
    *("no_safe_place", "more_than_iop"),
)


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


def to_packet(page: Page) -> None:
    """Fill the plan form and send it."""
    page.goto("/plan")
    for name in SAFETY:
        page.locator(f"input[name={name}][value=no]").check()
    page.locator("input[name=opioids][value=yes]").check()
    page.locator("#near").fill("80203")
    page.locator("#level").select_option("iop")
    page.locator("#meetings").select_option("3")
    page.get_by_label("Housing", exact=True).check()
    page.get_by_label("Medicaid").check()
    page.get_by_label("Work days, Mon to Fri 8 to 5").check()
    page.get_by_role("button", name="Make the plan").click()
    page.get_by_role("heading", name="Your plan").wait_for()
