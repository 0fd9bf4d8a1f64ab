"""One tap narrows a search, and one tap takes it back; needs never stand in an address."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from referral.domain.vocabulary import GROUPS, Kind, canonical
from referral.web.forms.search import ASKED_FACETS, FORM_GROUPS, FREE_PRESETS
from referral.web.narrowing import QUICK, QUICK_TIMES
from tests.web.page import Page
from tests.web.test_listing_page import MEETINGS, ingest


def buttons(page: Page, chosen: str) -> dict[str, str]:
    """Words -> value of the buttons of a class."""
    found = re.findall(rf'<button class="{chosen}"[^>]* name="change" value="([^"]*)">(.*?)</button>', page.source)
    return {" ".join(re.sub(r"<[^>]+>", " ", words).split()): unescape(value) for value, words in found}


def tap(client: FlaskClient, page: Page, value: str, path: str = "/search") -> Page:
    """Press a button of the page's one form of choices."""
    form = page.source.partition('<form id="narrow"')[2].partition("</form>")[0]
    hidden = {
        name: unescape(held) for name, held in re.findall(r'name="(\w+)" value="([^"]*)"', form) if name != "change"
    }
    answer = client.post(path, data={**hidden, "change": value})
    assert answer.status_code == 303
    return Page(client.get(answer.headers["Location"]))


def total(page: Page) -> int:
    return int(page.headings[0].split()[0]) if page.headings[0][0].isdigit() else 0


@pytest.mark.parametrize("kind", ["program", "meeting", "resource", ""])
def test_a_quick_choice_leaves_as_many_confirmed_places_as_it_says(client: FlaskClient, kind: str) -> None:
    page = Page(client.get(f"/search?near=80203&radius=25&kind={kind}"))
    counted = {words: value for words, value in buttons(page, "chip-button add").items() if re.search(r" \d+$", words)}
    assert counted
    for words, value in counted.items():
        narrowed = tap(client, page, value)
        fit = re.findall(r"Fit: (\d+)", narrowed.words)
        confirmed = int(words.rsplit(" ", 1)[1])
        assert confirmed <= total(narrowed) <= total(page)
        assert int(fit[0]) >= confirmed - 1  # of one in the demo nobody knows where it is, which is asked too


def test_a_choice_is_taken_back_by_its_chip(client: FlaskClient) -> None:
    page = Page(client.get("/search?near=80203&radius=25&kind=program"))
    narrowed = tap(client, page, "where=payment=medicaid")
    chips = buttons(narrowed, "chip-button")
    said = [words.partition(" ✕")[0] for words in chips]
    assert said == ["Treatment and recovery homes", "Within 25 miles", "Medicaid"]
    back = tap(client, narrowed, "where=payment=medicaid")
    assert total(back) == total(page)


@pytest.mark.parametrize("chip", ["kind=program", "radius=25", "q=care", "free=evenings"])
def test_every_chip_takes_out_what_it_names(client: FlaskClient, chip: str) -> None:
    sent = {"near": "80203", "radius": "25", "kind": "program", "q": "care", "free": ["evenings"]}
    page = Page(client.get(client.post("/search", data=sent).headers["Location"]))
    assert chip in buttons(page, "chip-button").values()
    assert chip not in buttons(tap(client, page, chip), "chip-button").values()


def test_needs_of_a_tap_stand_in_no_address(client: FlaskClient) -> None:
    page = Page(client.get("/search?near=80203"))
    form = page.source.partition('<form id="narrow"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = client.post("/search", data={"near": hidden["near"], "change": "where=payment=medicaid"})
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert query.keys() == {"near", "s"}


@pytest.mark.parametrize(("sort", "words"), [("distance", "Nearest"), ("next", "Soonest"), ("best", "Best match")])
def test_the_order_that_holds_is_marked(client: FlaskClient, sort: str, words: str) -> None:
    page = tap(client, Page(client.get("/search?near=80203")), f"sort={sort}")
    (pressed,) = re.findall(r'<button class="order" aria-pressed="true"[^>]*>([^<]*)</button>', page.source)
    assert pressed == words


@pytest.mark.parametrize(
    "value", ["", "nonsense", "where=", "where=a=b", "sort=up", "free=never", "pick=", "x" * 9000, "\x00"]
)
def test_a_tap_that_makes_no_sense_ends_in_a_page(client: FlaskClient, value: str) -> None:
    answer = client.post("/search", data={"near": "80203", "change": value})
    assert answer.status_code == 303
    assert client.get(answer.headers["Location"]).status_code in (200, 400)


def test_what_is_offered_quickly_is_a_facet_or_a_time_that_the_form_has_too() -> None:
    for facets in QUICK.values():
        for facet in facets:
            group, code = canonical(facet).split("=")
            assert code in ASKED_FACETS[group]
    assert set(QUICK_TIMES) <= set(FREE_PRESETS)


def test_places_that_are_not_near_stand_under_headings_of_their_own(client: FlaskClient) -> None:
    pages = [Page(client.get(f"/search?near=80203&kind=meeting&page={number}")) for number in range(1, 16)]
    online = [page for page in pages if "Online" in page.headings]
    assert online
    for page in online:
        apart = page.source.partition('<h2 class="reach">Online</h2>')[2]
        assert "mile" not in re.sub(r"<[^>]+>", " ", apart.partition('<nav class="pages"')[0]).partition("Share")[0]


def test_rows_of_one_group_are_one_row_with_the_other_times(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    ingest(
        app, tmp_path, [{**MEETINGS[0], "types": ["O"]}, {**MEETINGS[0], "slug": "noon-c", "day": 3, "types": ["C"]}]
    )
    client = app.test_client()
    page = Page(client.get("/search?near=80203"))
    assert page.headings[0].startswith("2 found")
    assert page.source.count('<li class="card"') == 1
    also = page.source.partition('<p class="also">')[2].partition("</p>")[0]
    (href, words) = re.findall(r'<a href="([^"]*)">([^<]*)</a>', also)[0]
    assert words == "Wed 6:30 pm to 7:30 pm"
    assert client.get(href).status_code == 200


@pytest.mark.parametrize(
    ("root", "typed", "chip"),
    [
        ("", "MO-FR 17:00-21:00", "Mon to Fri 5 pm to 9 pm"),
        ("", "weekdays 5pm-9pm; SA 9:00-12:00", "Mon to Fri 5 pm to 9 pm; Sat 9 am to 12 pm"),
        ("/es", "LU-VI 17-21", "lun a vie 5 p. m. a 9 p. m."),
        ("/es", "sábado y domingo 9am-1pm", "sáb, dom 9 a. m. a 1 p. m."),
    ],
)
def test_typed_times_are_read_in_both_languages_and_said_plainly(
    client: FlaskClient, root: str, typed: str, chip: str
) -> None:
    answer = client.post(f"{root}/search", data={"near": "80203", "free_text": typed})
    page = Page(client.get(answer.headers["Location"]))
    assert page.fields["free_text"] == [typed]
    said = [words.partition(" ✕")[0] for words in buttons(page, "chip-button")]
    assert said == [chip]


@pytest.mark.parametrize(
    ("root", "message"),
    [("", "Write them like MO-FR 17:30-21:30."), ("/es", "Escríbalos así: LU-VI 17:30-21:30.")],
)
def test_times_that_could_mean_two_things_are_asked_again_in_the_language_of_the_page(
    client: FlaskClient, root: str, message: str
) -> None:
    answer = client.get(client.post(f"{root}/search", data={"free_text": "LU 5-9"}).headers["Location"])
    assert (answer.status_code, message in Page(answer).words) == (400, True)


def test_a_moment_is_read_in_the_words_of_the_page(client: FlaskClient) -> None:
    page = Page(client.get("/es/search?near=80203&at=MA 18:15"))
    assert [words.partition(" ✕")[0] for words in buttons(page, "chip-button")] == ["mar 6:15 p. m."]


def test_tonight_is_what_every_row_says_when_it_was_asked_for(client: FlaskClient) -> None:
    page = tap(client, Page(client.get("/search?near=80203&kind=meeting")), "free=tonight")
    times = re.findall(r'<p class="when">([^<]*)</p>', page.source)
    assert times
    assert {words.partition(" ")[0] for words in times} <= {"Tonight", "Meeting"}


def test_rows_of_one_group_are_one_number_on_the_map(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app()
    group = [{**MEETINGS[0], "slug": f"g{day}", "day": day, "types": [code]} for day, code in ((1, "O"), (3, "C"))]
    ingest(app, tmp_path, [*group, MEETINGS[1]])
    source = Page(app.test_client().get("/search?near=80203&kind=meeting")).source
    rows = re.findall(r'<li class="card" id="r(\d+)">', source)
    assert len(rows) == 2
    assert sorted(re.findall(r'class="pin-number"[^>]*>(\d+)<', source)) == sorted(rows)


def groups(page: Page) -> dict[str, tuple[bool, list[str]]]:
    """Group of boxes -> whether it stands open, and the values of its boxes."""
    found = re.findall(
        r'<details class="group"( open)?><summary>([^<]*)</summary>(.*?)</details>', page.source, re.DOTALL
    )
    return {words: (bool(is_open), re.findall(r'value="([^"]*)"', boxes)) for is_open, words, boxes in found}


@pytest.mark.parametrize("kind", ["", "treatment", *Kind])
def test_the_groups_of_the_form_are_those_that_the_kind_answers(client: FlaskClient, kind: str) -> None:
    page = Page(client.get(f"/search?near=80203&kind={kind}"))
    asked = {facet.partition("=")[0] for _is_open, values in groups(page).values() for facet in values if "=" in facet}
    known = Kind.PROGRAM if kind == "treatment" else kind
    assert asked == set(FORM_GROUPS[known])
    for group in asked:
        assert not known or known in GROUPS[group].kinds


def test_every_group_that_narrows_a_kind_is_offered_for_it() -> None:
    for kind in Kind:
        left_out = {group for group in ASKED_FACETS if kind in GROUPS[group].kinds} - set(FORM_GROUPS[kind])
        assert left_out == ({"service"} if kind is Kind.RESOURCE else set())


def test_a_group_with_a_choice_stands_open_and_others_are_folded(client: FlaskClient) -> None:
    page = Page(client.get("/search?near=80203"))
    assert not [words for words, (is_open, _values) in groups(page).items() if is_open]
    page = tap(client, tap(client, page, "where=payment=medicaid"), "free=evenings")
    assert [words for words, (is_open, _values) in groups(page).items() if is_open] == [
        "When you are free",
        "Ways to pay",
    ]


def test_any_choice_of_a_group_will_do_and_groups_join(client: FlaskClient) -> None:
    def found(*where: str) -> int:
        sent = client.post("/search", data={"near": "80203", "kind": "meeting", "where": list(where)})
        return total(Page(client.get(sent.headers["Location"])))

    aa, na, both = found("fellowship=AA"), found("fellowship=NA"), found("fellowship=AA", "fellowship=NA")
    assert max(aa, na) < both <= aa + na  # of some it is not stated, which counts for each
    assert found("fellowship=AA", "fellowship=NA", "attendance=online") < both


def test_a_choice_of_another_kind_stays_in_the_form_until_it_is_unticked(client: FlaskClient) -> None:
    sent = client.post("/search", data={"near": "80203", "kind": "meeting", "where": ["payment=medicaid"]})
    page = Page(client.get(sent.headers["Location"]))
    assert page.fields["where"] == ["payment=medicaid"]
    assert "Medicaid" in page.source.partition('<div class="facets')[2].partition("</form>")[0]


@pytest.mark.parametrize(
    ("root", "counted", "uncounted"),
    [
        ("", "The number says how many places say yes.", "Places are counted once some are found."),
        ("/es", "El número dice cuántos lugares dicen que sí.", "Los lugares se cuentan cuando se hallan."),
    ],
)
def test_the_form_says_what_its_numbers_mean_and_when_there_are_none(
    client: FlaskClient, root: str, counted: str, uncounted: str
) -> None:
    with_numbers = Page(client.get(f"{root}/search?near=80203"))
    assert (counted in with_numbers.words, uncounted in with_numbers.words) == (True, False)
    nothing = client.post(f"{root}/search", data={"near": "80203", "q": "zzzqqq"}).headers["Location"]
    for path in (f"{root}/search?near=80203&at=noon", nothing):
        without = Page(client.get(path))
        assert (counted in without.words, uncounted in without.words) == (False, True)


def test_better_spelled_words_are_offered_and_taken_with_one_tap(client: FlaskClient) -> None:
    page = Page(client.get(client.post("/search", data={"near": "80203", "q": "methadnoe"}).headers["Location"]))
    assert buttons(page, "plain-button") == {"Did you mean methadone?": "q=methadone"}
    better = tap(client, page, "q=methadone")
    assert better.fields["q"] == ["methadone"]
    assert total(better) > 0


def test_orders_bring_the_places_in_their_order(client: FlaskClient) -> None:
    page = tap(client, Page(client.get("/search?near=80203&kind=meeting")), "sort=distance")
    miles = [
        float(found)
        for found in re.findall(r">(?:about )?([\d.]+) miles?<", page.source.partition('<div class="found">')[2])
    ]
    assert len(miles) > 10
    assert miles == sorted(miles)
