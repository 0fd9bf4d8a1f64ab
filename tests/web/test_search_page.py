import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.page import Page


def send(client: FlaskClient, **fields: str | list[str]) -> str:
    """Where a search form leads."""
    response = client.post("/search", data=fields)
    assert response.status_code == 303
    return response.headers["Location"]


def test_form_leads_to_an_address_with_the_place_and_a_token(client: FlaskClient) -> None:
    parts = urlsplit(send(client, q="intensive outpatient", near="80203", radius="10", where=["payment=medicaid"]))
    query = parse_qs(parts.query)
    assert parts.path == "/search"
    assert query.keys() == {"near", "radius", "s"}
    assert (query["near"], query["radius"]) == (["80203"], ["10"])


def test_address_can_be_opened_again_as_back_does(client: FlaskClient) -> None:
    address = send(client, q="outpatient", near="80203", where=["payment=medicaid", "level=iop"], free=["evenings"])
    first, again = Page(client.get(address)), Page(client.get(address))
    assert first.words == again.words
    assert first.fields["q"] == ["outpatient"]
    assert first.fields["where"] == ["level=iop", "payment=medicaid"]
    assert first.fields["free"] == ["evenings"]


def test_results_say_what_was_asked(client: FlaskClient) -> None:
    page = Page(client.get(send(client, q="care", near="80203", radius="25", kind="program", free=["weekends"])))
    chips = re.findall(r'<button class="chip-button" name="change" value="[^"]*"><span>([^<]*)</span>', page.source)
    assert chips == ["“care”", "Treatment and recovery homes", "Within 25 miles", "Weekends"]


@pytest.mark.parametrize("change", [lambda s: s[:-4] + "AAAA", lambda s: "x", lambda s: s[:40]])
def test_altered_token_keeps_the_readable_part_and_says_so(client: FlaskClient, change: Callable[[str], str]) -> None:
    address = send(client, q="outpatient", near="80203")
    token = parse_qs(urlsplit(address).query)["s"][0]
    page = Page(client.get("/search", query_string={"near": "80203", "s": change(token)}))
    assert "Your choices were kept for 60 minutes only. Please set them again." in page.words
    assert page.fields["near"] == ["80203"]
    assert "q" not in page.fields


def test_expired_token_keeps_the_readable_part_and_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = send(client, q="outpatient", near="80203")
    import time

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 59 * 60)
    assert Page(client.get(address)).fields["q"] == ["outpatient"]
    monkeypatch.setattr(time, "time", lambda: now + 61 * 60)
    page = Page(client.get(address))
    assert "q" not in page.fields
    assert page.fields["near"] == ["80203"]
    assert "60 minutes" in page.words


@pytest.mark.parametrize("near", ["39.7313,-104.9811", "39.7313 -104.9811", "39.7313, -104.9811"])
def test_coordinates_become_a_zip_in_the_address(client: FlaskClient, near: str) -> None:
    assert send(client, near=near) == "/search?near=80203"
    response = client.get("/search", query_string={"near": near, "kind": "meeting"})
    assert (response.status_code, response.headers["Location"]) == (302, "/search?near=80203&kind=meeting")


@pytest.mark.parametrize("near", ["0,0", "48.85,2.35", "12 Any Street, Denver", "my sister's house"])
def test_a_place_we_do_not_know_travels_sealed_and_is_asked_again(client: FlaskClient, near: str) -> None:
    address = send(client, near=near, q="outpatient")
    assert parse_qs(urlsplit(address).query).keys() == {"s"}
    response = client.get(address)
    page = Page(response)
    assert response.status_code == 400
    assert "We do not know that place." in page.words
    assert (page.fields["near"], page.fields["q"]) == ([near], ["outpatient"])


def test_a_misspelled_town_can_be_picked_without_losing_what_was_asked(client: FlaskClient) -> None:
    page = Page(client.get(send(client, near="Denvr", q="outpatient", radius="10")))
    picked = Page(client.get(page.link("Denver, CO")))
    assert [picked.fields["near"], picked.fields["q"]] == [["Denver, CO"], ["outpatient"]]


def test_one_name_of_several_towns_can_be_picked_without_losing_what_was_asked(client: FlaskClient) -> None:
    page = Page(client.get(send(client, near="Springfield", q="outpatient", radius="10")))
    picked = Page(client.get(page.link("Springfield, IL")))
    assert (picked.fields["near"], picked.fields["q"], picked.fields["radius"]) == (
        ["Springfield, IL"],
        ["outpatient"],
        ["10"],
    )


def names(page: Page) -> list[str]:
    return [re.sub(r"^\d+ ?", "", heading) for heading in page.headings[1:]]


def test_pages_link_to_each_other_and_hold_every_result_once(client: FlaskClient) -> None:
    page = Page(client.get(send(client, near="80203", kind="resource", where=["language=en"])))
    total = int(page.headings[0].split()[0])
    seen = names(page)
    while any(words == "Next page" for words, _ in page.links):
        before, page = page, Page(client.get(page.link("Next page")))
        assert page.headings[1].startswith(str(len(seen) + 1))
        assert names(Page(client.get(page.link("Previous page")))) == names(before)
        seen += names(page)
    assert len(seen) == len(set(seen)) == total > 40


def test_a_page_after_the_last_leads_to_the_last(client: FlaskClient) -> None:
    response = client.get("/search?near=80203&kind=program&page=900")
    assert response.status_code == 302
    assert re.fullmatch(r"/search\?near=80203&kind=program&page=\d", response.headers["Location"])
    assert client.get(response.headers["Location"]).status_code == 200


def test_a_full_page_is_light(client: FlaskClient) -> None:
    page = client.get(send(client, near="80203", where=["language=en"]))
    assert page.get_data(as_text=True).count('<li class="card"') == 20
    text = page.get_data(as_text=True)
    files = re.findall(r'(?:href|src)="(/assets/[^"]+)"', text)
    assert len(files) == 4
    packed = [
        client.get(address, headers={"Accept-Encoding": "gzip"}).data for address in (page.request.full_path, *files)
    ]
    assert sum(map(len, packed)) <= 60_000


def test_recovery_housing_is_called_so(client: FlaskClient) -> None:
    page = Page(client.get(send(client, near="80203", where=["level=recovery_housing"])))
    first = page.source.partition('<li class="card"')[2].partition("</li>")[0]
    assert "· Recovery housing</p>" in first
    assert "Treatment program" not in first


def test_a_hidden_address_shows_its_town_and_no_more(client: FlaskClient) -> None:
    page = Page(client.get(send(client, near="80203", kind="program", q="confidential OR safe OR (demo)")))
    found = [page]
    while any(words == "Next page" for words, _ in found[-1].links):
        found.append(Page(client.get(found[-1].link("Next page"))))
    lines = [
        line for one in found for line in re.findall(r"<p>([^<]*The address is kept private[^<]*)</p>", one.source)
    ]
    assert lines
    assert all(re.fullmatch(r"[A-Z][A-Za-z ]+, CO\. The address is kept private\. Call first\.", one) for one in lines)


def test_nothing_found_offers_a_way_on(client: FlaskClient) -> None:
    page = Page(client.get(send(client, q="zzzqqq", near="80203")))
    assert page.headings == ["Nothing found", "What would help"]
    assert "1-800-662-4357" in page.words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("radius", "abc", "A distance needs a place."),
        ("radius", "-5", "A distance needs a place."),
        ("radius", "1e400", "A distance needs a place."),
        ("free_text", "someday", "We cannot read those days and times."),
        ("at", "noon", "We cannot read that day and time."),
        ("where", "foo", "We cannot read one of the choices."),
        ("kind", "castle", "We cannot read one of the choices."),
        ("sort", "cost", "We cannot read one of the choices."),
    ],
)
def test_bad_values_are_named_and_the_form_is_kept(client: FlaskClient, field: str, value: str, words: str) -> None:
    response = client.get(send(client, near="80203", q="outpatient", **{field: value}))
    page = Page(response)
    assert response.status_code == 400
    assert words in page.words
    assert (page.fields["near"], page.fields["q"]) == (["80203"], ["outpatient"])


@pytest.mark.parametrize("page", ["0", "-1", "1.5", "abc", "٣", "9" * 30])
def test_a_page_number_that_is_none_is_refused(client: FlaskClient, page: str) -> None:
    response = client.get("/search", query_string={"page": page})
    assert response.status_code == 400
    assert "That page does not exist." in Page(response).words


def test_an_empty_directory_still_answers(make_app: Callable[..., Flask]) -> None:
    page = Page(make_app().test_client().get("/search"))
    assert page.headings == ["Nothing found"]
    assert "made up" not in page.words


@pytest.mark.parametrize(
    ("words", "heading"), [("i want to kill myself", "988"), ("overdose help", "911"), ("quiero morir", "988")]
)
def test_words_of_a_crisis_are_answered_before_any_list(client: FlaskClient, words: str, heading: str) -> None:
    page = client.get(client.post("/search", data={"q": words, "near": "80203"}).headers["Location"])
    body = page.get_data(as_text=True)
    assert '<section class="gate">' in body
    assert heading in body.split('<section class="gate">')[1].split("</section>")[0]


def test_ordinary_words_have_no_gate(client: FlaskClient) -> None:
    page = client.get(client.post("/search", data={"q": "outpatient", "near": "80203"}).headers["Location"])
    assert '<section class="gate">' not in page.get_data(as_text=True)


def test_a_row_says_how_old_its_word_is_and_whose(client: FlaskClient) -> None:
    page = Page(client.get("/search?near=80203&kind=program"))
    ages = re.findall(r'<p class="age">((?:Checked|Last checked)[^<]*)</p>', page.source)
    assert len(ages) == 20
    assert {age.endswith(". Source: a made-up demo.") for age in ages} == {True}
    spanish = Page(client.get("/es/search?near=80203&kind=program"))
    assert spanish.source.count("Fuente: una muestra inventada.") == 20


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("", "You gave no place, so these are not in order of distance."),
        ("/es", "Usted no dio un lugar, así que no van por distancia."),
    ],
)
def test_without_a_place_the_page_says_so_and_takes_one(client: FlaskClient, root: str, words: str) -> None:
    sent = client.post(f"{root}/search", data={"q": "hour", "kind": "meeting", "radius": "25", "free": "evenings"})
    page = Page(client.get(sent.headers["Location"]))
    assert words in page.words
    form = page.source.partition('<form class="place-asked"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    placed = client.post(f"{root}/search", data={**hidden, "near": "80203", "change": "place="})
    query = parse_qs(urlsplit(placed.headers["Location"]).query)
    assert (query["near"], query["kind"], query["radius"]) == (["80203"], ["meeting"], ["25"])
    found = Page(client.get(placed.headers["Location"]))
    assert (found.fields["q"], found.fields["free"]) == (["hour"], ["evenings"])
    assert words not in found.words


def test_a_place_set_there_that_is_not_known_is_asked_again_and_stands_in_no_address(client: FlaskClient) -> None:
    sent = client.post("/search", data={"near": "my sister's house", "change": "place="})
    assert parse_qs(urlsplit(sent.headers["Location"]).query).keys() == {"s"}
    assert "We do not know that place." in Page(client.get(sent.headers["Location"])).words


@pytest.mark.parametrize("words", ["near me", "iop near me", "metadona cerca de mí"])
def test_near_me_without_a_place_asks_for_it(client: FlaskClient, words: str) -> None:
    page = Page(client.get(send(client, q=words)))
    assert "“Near me” needs your place." in page.words
    placed = Page(client.get(send(client, q=words, near="80203")))
    assert "“Near me” needs your place." not in placed.words
    assert placed.fields.get("q", [""])[0] in ("", "iop", "metadona")


@pytest.mark.parametrize("root", ["", "/es"])
def test_nothing_found_can_be_called_about(client: FlaskClient, root: str) -> None:
    page = Page(client.get(client.post(f"{root}/search", data={"q": "zzzqqq", "near": "80203"}).headers["Location"]))
    assert ("1-800-662-4357", "tel:+18006624357") in page.links


@pytest.mark.parametrize(
    ("root", "words", "leave_out"),
    [("", "I want to die", "Leave out your words"), ("/es", "quiero morir", "Dejar fuera sus palabras")],
)
def test_words_of_a_crisis_that_find_nothing_come_before_any_other_help(
    client: FlaskClient, root: str, words: str, leave_out: str
) -> None:
    sent = {"q": f'"{words}" OR hour', "near": "80203", "free_text": "MO 03:00-04:00"}
    page = Page(client.get(client.post(f"{root}/search", data=sent).headers["Location"]))
    assert page.source.index('<section class="gate">') < page.source.index("<h1>")
    assert ("988", "tel:988") in page.links
    ways = re.findall(r'<li><a class="call" href="[^"]*">([^<]*)</a></li>', page.source)
    assert [way.startswith(leave_out) for way in ways] == [False, True]
    (line,) = re.finditer(r'<p>[^<]*<a href="tel:\+18006624357">1-800-662-4357</a>[^<]*</p>', page.source)
    assert line.start() < page.source.index(leave_out)
