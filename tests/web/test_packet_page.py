"""The page of a packet: its order, its edits, what a stop leaves out, and what is said to whom."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from referral.domain.need import SAFETY_QUESTIONS
from referral.web.packet import packet_html
from referral.web.packet_page import packet_page
from referral.web.visit import Visit
from tests.conftest import directory_of
from tests.documents.papers import pages
from tests.web.page import Page
from tests.web.visits import packet_of

SAFE = dict.fromkeys(SAFETY_QUESTIONS, "no")
WANTED: dict[str, Any] = {
    **SAFE,
    "near": "80203",
    "level": "iop",
    "meetings": "2",
    "topics": ["housing"],
    "payment": ["private"],
    "busy": ["day_shift"],
}
PROFILES = Path(__file__).parent.parent / "profiles"
MAX_BYTES = 80_000


ShowPage = Callable[..., Page]


@pytest.fixture
def show_profile(demo_app: Flask) -> ShowPage:
    """The page of a profile that the form cannot make."""

    def show(profile: dict[str, object], lang: str = "en") -> Page:
        with demo_app.test_request_context("/es/plan" if lang == "es" else "/plan", method="POST"):
            read = directory_of(demo_app).packets.read(profile)
            html = packet_html(Visit({"near": ("80203",)}), read)
        return Page(cast("TestResponse", Response(html)))

    return show


def profile(**changes: object) -> dict[str, object]:
    needs = [
        {"id": "treatment", "kind": "program", "level": "iop"},
        {"id": "meetings", "kind": "meeting", "per_week": {"min": 1, "target": 2}},
    ]
    return {"home": {"place": "80203"}, "safety": SAFE, "needs": needs, **changes}


def packet(client: FlaskClient, **changes: object) -> Page:
    return Page(packet_of(client, **{**WANTED, **changes}))


def edited(client: FlaskClient, page: Page, do: str) -> Page:
    response = client.post("/plan/packet", data={"state": page.fields["state"][0], "do": do})
    assert response.status_code == 200
    return Page(response)


def buttons(page: Page, verb: str) -> list[str]:
    return re.findall(rf'name="do" value="({verb} [^"]*)"', page.source)


def test_safety_first_steps_and_week_come_before_all_else(client: FlaskClient) -> None:
    page = packet(client, opioids="yes")
    order = [
        "Your plan",
        "Opioids: stay safe and ask about medicine.",
        "If things get worse",
        "Do these first",
        "Your week",
        "Take it along",
        "Places to call",
    ]
    assert [heading for heading in page.headings if heading in order] == order
    parts = re.findall(r'<details class="part[^"]*"><summary>([^<]*)', page.source)
    assert parts == [
        "If something falls out",
        "Trips",
        "When you call",
        "For a first call",
        "Medicines",
        "Keeping going",
    ]


def test_each_first_step_says_when_to_call(client: FlaskClient) -> None:
    page = packet(client)
    due = re.findall(r'<p class="due">([^<]*)</p>', page.source)
    assert len(due) == 3
    for words in due:
        assert re.fullmatch(r"Call now|(Call at opening, by|On) \w+, \w+ \d+", words)


@pytest.mark.parametrize("question", ["emergency", "suicidal", "withdrawal_risk"])
def test_a_stopped_packet_ranks_nothing_and_changes_nothing(client: FlaskClient, question: str) -> None:
    page = packet(client, **{question: "yes"})
    assert "Your week" not in page.headings
    assert page.headings.index("For after the first step") > page.headings.index("Do these first")
    assert buttons(page, "keep") + buttons(page, "drop") + buttons(page, "swap") == []
    first = page.headings.index("Do these first")
    assert not [name for name in page.headings[:first] if name.endswith("(demo)")]


def test_a_place_left_out_is_gone_and_said(client: FlaskClient) -> None:
    before = packet(client)
    (first, *_) = buttons(before, "drop")
    name = re.findall(r"<h4>([^<]*)</h4>", before.source)[0]
    after = edited(client, before, first)
    assert name not in after.headings
    assert f"You left out {name}." in after.words
    listing_id = first.split()[2]
    assert buttons(after, "free") == [f"free  {listing_id}", f"free treatment {listing_id}"]  # in the list, and beside


def test_undo_gives_back_the_packet_that_was(client: FlaskClient) -> None:
    before = packet(client)
    dropped = edited(client, before, buttons(before, "drop")[0])
    undone = edited(client, dropped, buttons(dropped, "free")[0])
    assert re.findall(r"<h4>([^<]*)</h4>", undone.source) == re.findall(r"<h4>([^<]*)</h4>", before.source)
    assert "Your changes" not in undone.headings


def test_a_kept_place_stays_when_others_would_do(client: FlaskClient) -> None:
    before = packet(client)
    choose = buttons(before, "keep")[1]
    after = edited(client, before, choose)
    assert after.source.count('class="kept"') == 1
    assert buttons(after, "free")[0].split()[2] == choose.split()[2]


def test_a_place_that_cannot_be_kept_is_said_plainly(client: FlaskClient) -> None:
    before = packet(client)
    after = edited(client, before, "keep treatment demo:meeting-1")
    assert re.search(r"You wanted to keep [^.]*\. It does not fit this plan\.", after.words)
    gone = edited(client, before, "keep treatment demo:nothing")
    assert "You wanted to keep a place that is not listed any more. It does not fit this plan." in gone.words


def test_a_swap_takes_the_other_and_leaves_the_first_out(client: FlaskClient) -> None:
    before = packet(client)
    swap = buttons(before, "swap")[0]
    after = edited(client, before, swap)
    assert re.search(r".* takes the place of .*", after.words)
    _verb, _need, gone, new = swap.split()
    assert f"drop meetings {new}" in buttons(after, "drop")
    assert f"drop meetings {gone}" not in buttons(after, "drop")


def test_the_change_is_said_where_it_was_made(client: FlaskClient) -> None:
    before = packet(client)
    after = edited(client, before, buttons(before, "drop")[0])
    need = after.source.index('id="need-1"')
    assert need < after.source.index('id="change"') < after.source.index('id="need-2"')


@pytest.mark.parametrize("state", ["", "old", "é"])
def test_an_old_or_foreign_state_leads_to_the_questions(client: FlaskClient, state: str) -> None:
    response = client.post("/plan/packet", data={"state": state, "do": "drop treatment demo:1"})
    assert response.status_code == 400
    page = Page(response)
    assert page.headings == ["This plan was open too long"]
    assert page.link("Make a plan for your week") == "/plan"


def test_what_no_button_sends_is_an_error_with_words(client: FlaskClient) -> None:
    page = packet(client)
    response = client.post("/plan/packet", data={"state": page.fields["state"][0], "do": "burn all"})
    assert response.status_code == 400
    assert Page(response).headings == ["Please check what you entered"]


def test_the_same_plan_is_there_in_the_other_language(client: FlaskClient) -> None:
    page = packet(client)
    spanish = Page(client.post("/es/plan/packet", data={"state": page.fields["state"][0]}))
    assert (spanish.lang, spanish.headings[0]) == ("es", "Su plan")
    names = [heading for heading in page.headings if heading.endswith("(demo)")]
    assert [heading for heading in spanish.headings if heading.endswith("(demo)")] == names


def test_what_is_needed_stands_in_no_address(client: FlaskClient) -> None:
    page = packet(client, opioids="yes", substances="opioids")
    ours = [href for _, href in page.links if not href.startswith(("tel:", "sms:", "#"))]
    ours += re.findall(r'(?:action|hx-[a-z]+)="([^"]*)"', page.source)
    for secret in ("iop", "opioid", "private", "housing", "80203"):
        assert [href for href in ours if secret in href.replace("housing-", "")] == []


def test_the_text_message_says_places_times_and_numbers(client: FlaskClient) -> None:
    page = packet(client)
    href = page.link("Send as a text")
    assert href.startswith("sms:?&body=")
    message = unquote(href.removeprefix("sms:?&body="))
    assert re.search(r"\(\d{3}\) 555-01\d\d", message)
    assert message.endswith("Help, day or night: 988")
    for word in ("treatment", "opioid", "outpatient", "recovery plan", "Medicaid"):
        assert word not in message


def test_where_home_is_not_safe_paper_comes_first_and_no_family_session(show_profile: ShowPage) -> None:
    page = show_profile(profile(**{"for": "family", "safety": {**SAFE, "unsafe_at_home": "yes"}}))
    take = page.source[page.source.index('id="take"') :]
    parts = ("Does someone check your phone", "If your phone is safe", "sms:?", "/plan/packet.ics", "/plan/keep")
    places = [take.index(part) for part in parts]
    assert places == sorted(places)
    assert "family sessions" not in page.words


def test_a_relative_gets_a_part_of_their_own(show_profile: ShowPage) -> None:
    page = show_profile(profile(**{"for": "family"}))
    for words in ("family sessions", "Al-Anon and Nar-Anon", "Keep naloxone at home", "How to offer help"):
        assert words in page.words
    assert page.fields["where"] == ["fellowship=AlAnon", "fellowship=NarAnon"]
    assert "For you, who cares for them" not in show_profile(profile()).headings


def test_only_a_client_packet_has_a_line_for_who_made_it(show_profile: ShowPage) -> None:
    assert "Made with (name, phone, agency):" in show_profile(profile(**{"for": "client"})).words
    assert "Made with" not in show_profile(profile()).words


def test_the_slip_says_what_is_sought_and_nothing_of_health(client: FlaskClient) -> None:
    page = packet(client, substances="alcohol", medications="methadone", age="34")
    slip = page.source[page.source.index('class="part slip"') :]
    slip = slip[: slip.index("</details>")]
    said = re.findall(r"<dd>([^<]*)</dd>", slip)
    assert said == [
        "Intensive outpatient (IOP); Housing",
        "Mon to Fri 8:00 am to 5:00 pm",
        "Private insurance",
        "Not said yet",
    ]
    for secret in ("lcohol", "ethadone", "34"):
        assert secret not in slip


def test_the_slip_of_a_stopped_packet_seeks_what_comes_first(client: FlaskClient) -> None:
    slip = r'class="part slip".*?<dd>([^<]*)</dd>'
    (sought,) = re.findall(slip, packet(client, withdrawal_risk="yes").source, flags=re.DOTALL)
    assert sought == "Help with withdrawal"
    assert re.findall(slip, packet(client, suicidal="yes").source, flags=re.DOTALL) == []


@pytest.mark.parametrize(("root", "words"), [("", "Online"), ("/es", "En línea")])
def test_a_card_says_once_that_a_meeting_is_online(client: FlaskClient, root: str, words: str) -> None:
    page = Page(packet_of(client, root, **WANTED, online="prefer"))
    abouts = [re.sub("<[^>]*>", "", one) for one in re.findall(r'<p class="about">(.*?)</p>', page.source)]
    online = [one for one in abouts if words in one]
    assert len(online) > 1
    assert set(online) == {words}


def test_tables_to_fill_by_hand_are_blank_but_for_names_and_numbers(client: FlaskClient) -> None:
    page = packet(client)
    log, medicines = re.findall(r'<table class="fill">(.*?)</table>', page.source, flags=re.DOTALL)
    assert set(re.findall(r"<td>(.*?)</td>", medicines)) == {""}
    filled = [cell for cell in re.findall(r"<td>(.*?)</td>", log) if cell]
    assert all(re.fullmatch(r"[^<]*<br>\(\d{3}\) \d{3}-\d{4}.*", cell) for cell in filled)
    assert len(filled) >= 2


def test_aftercare_has_dates(client: FlaskClient) -> None:
    ladder = re.findall(r"<strong>([^<]*)</strong> Did you reach someone", packet(client).source)
    assert len(ladder) == 1
    assert re.fullmatch(r"\w+day, \w+ \d+ \(day 3\)", ladder[0])


def test_every_place_of_the_week_has_its_times_and_a_way_to_it(client: FlaskClient) -> None:
    page = packet(client)
    anchors = re.findall(r'href="#(place-\d+)"', page.source)
    assert anchors
    assert set(anchors) <= set(re.findall(r'<article class="card[^"]*" id="(place-\d+)"', page.source))


def test_a_packet_that_is_only_read_has_no_buttons_that_change_it(demo_app: Flask) -> None:
    with demo_app.test_request_context("/plan"):
        packets, now = directory_of(demo_app).packets, directory_of(demo_app).clock.now()
        read = packets.read(profile())
        page = packet_page(packets.plan(read, now), read, now, "en", known={})
        html = demo_app.jinja_env.get_template("packet/page.html").render({**_words(demo_app), **page})
    assert page["token"] is None
    assert 'name="do"' not in html
    assert 'name="state"' not in html


def _words(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = {}
    app.update_template_context(found)
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in PROFILES.glob("*.json")))
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_known_profile_makes_a_page_of_bounded_size(show_profile: ShowPage, name: str, lang: str) -> None:
    known = json.loads((PROFILES / f"{name}.json").read_text(encoding="utf-8"))
    page = show_profile({**known, "home": {"place": "80203"}}, lang)
    assert len(page.source.encode()) <= MAX_BYTES
    whose = {"self": ("Your plan", "Su plan"), "client": ("A plan for the client", "Un plan para el cliente")}
    assert page.headings[0] == whose[known.get("for", "self")][lang == "es"]


def test_many_needs_make_a_page_of_bounded_size(client: FlaskClient) -> None:
    topics = ["vocational", "employment", "education", "housing", "recovery_housing", "food", "benefits", "childcare"]
    response = packet_of(client, **{**WANTED, "meetings": "7", "topics": topics, "opioids": "yes"})
    assert len(response.get_data()) <= MAX_BYTES


def taken(client: FlaskClient, page: Page, ending: str, **asked: str) -> TestResponse:
    return client.post(f"/plan/packet.{ending}", data={"state": page.fields["state"][0], **asked})


def test_the_slip_of_the_page_and_of_the_paper_say_the_same(client: FlaskClient) -> None:
    page = packet(client, topics=["housing", "transport"])
    slip = page.source.split('class="part slip"')[1].split("</details>")[0]
    paper = " ".join(pages(taken(client, page, "pdf", paper="letter").get_data()))
    said = re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", slip)
    assert said[0] == ("Looking for", "Intensive outpatient (IOP); Housing; Rides")
    for what, words in said:
        assert (f"{what}: {words}" in paper) == (words != "Not said yet")
    for words in ("For a first call", "Safe number to call back", "May they leave a message?", "How soon?"):
        assert words in slip
        assert words in paper


@pytest.mark.parametrize("paper", ["letter", "a4", "large"])
def test_a_packet_is_a_pdf_of_a_name_that_tells_nothing(client: FlaskClient, paper: str) -> None:
    response = taken(client, packet(client), "pdf", paper=paper)
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert response.get_data().startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response.headers["Cache-Control"] == "no-store"


def test_a_packet_is_a_calendar_whose_titles_tell_nothing(client: FlaskClient) -> None:
    page = packet(client)
    response = taken(client, page, "ics")
    assert (response.status_code, response.mimetype) == (200, "text/calendar")
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.ics"'
    titles = set(re.findall(r"^SUMMARY[^:]*:(.*)$", response.get_data(as_text=True).replace("\r", ""), re.MULTILINE))
    assert titles == {"Appointment"}


def test_a_week_without_times_offers_no_calendar(client: FlaskClient) -> None:
    page = packet(client, withdrawal_risk="yes")
    assert "/plan/packet.ics" not in page.source
    assert "/plan/packet.pdf" in page.source
    assert taken(client, page, "ics").status_code == 404


@pytest.mark.parametrize("ending", ["pdf", "ics"])
def test_papers_of_an_old_state_lead_to_the_questions(client: FlaskClient, ending: str) -> None:
    response = client.post(f"/plan/packet.{ending}", data={"state": "old"})
    assert (response.status_code, Page(response).headings) == (400, ["This plan was open too long"])


def test_a_paper_that_nobody_sells_is_refused(client: FlaskClient) -> None:
    assert taken(client, packet(client), "pdf", paper="papyrus").status_code == 400


def test_the_week_stands_as_a_picture_with_its_words(client: FlaskClient) -> None:
    page = packet(client)
    (picture,) = re.findall(r"<svg.*?</svg>", page.source, flags=re.DOTALL)
    assert "style=" not in picture
    for name in re.findall(r'<a href="#place-\d+">([^<]*)</a>', page.source):
        assert name in picture
    assert "<svg" not in packet(client, withdrawal_risk="yes").source


def test_keeping_a_plan_is_offered_with_its_days(client: FlaskClient) -> None:
    page = packet(client)
    assert 'action="/plan/keep"' in page.source
    assert page.fields["days"] == ["30"]
    response = client.post("/plan/keep", data={"state": page.fields["state"][0], "days": "30"})
    assert response.status_code == 303
    kept = Page(client.get(response.headers["Location"]))
    assert "<svg" in kept.source
    assert buttons(kept, "keep") + buttons(kept, "drop") + buttons(kept, "swap") == []
