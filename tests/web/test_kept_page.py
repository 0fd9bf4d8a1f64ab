"""A plan behind its own link, as its holder sees it, and as everyone else does not."""

import logging
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from referral.domain.listing import Phone
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.ports import Store
from referral.services.kept_packets import KeptPackets
from referral.services.packets import Packets
from referral.web.visit import Visit
from tests.conftest import directory_of
from tests.web.page import Page
from tests.web.visits import SAFE, WANTED, packet_of

Plan = tuple[Profile, Packet]
Keep = Callable[..., str]

GUESSED = "A" * 22
SECRETS = {"near": "80203", "age": "37", "substances": "opioids", "medications": "methadone", "level": "iop"}


class SetClock:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def keep(demo_copy: Flask, demo_plan: Plan) -> Keep:
    """Keeps a plan of the demo community, made once for all tests; its address."""
    return lambda days=30: f"/p/{directory_of(demo_copy).kept_packets.keep(*demo_plan, days)}"


@pytest.fixture
def visitor(demo_copy: Flask) -> FlaskClient:
    return demo_copy.test_client()


@pytest.fixture
def clock(demo_copy: Flask) -> SetClock:
    """Sets the time of the app's pages and kept packets."""
    ours = directory_of(demo_copy)
    clock = SetClock(ours.clock.now())
    kept = KeptPackets(ours.kept_packets._store, ours.kept_packets._seals, clock)
    demo_copy.extensions["handoff"] = replace(ours, clock=clock, kept_packets=kept)
    return clock


def store_of(app: Flask) -> Store:
    return directory_of(app).kept_packets._store


def state_of(app: Flask, **answers: object) -> str:
    """The visit of these answers, as the page of a plan holds it."""
    form: MultiDict[str, Any] = MultiDict({**WANTED, **SAFE, **answers})
    with app.test_request_context():
        return Visit().answered(form.keys(), form).token()


def keep_by_form(visitor: FlaskClient, prefix: str = "", days: str = "30", **answers: object) -> str:
    """The address of a plan that was kept by the form of its page."""
    state = state_of(visitor.application, **answers)
    response = visitor.post(f"{prefix}/plan/keep", data={"state": state, "days": days})
    assert response.status_code == 303
    return response.headers["Location"]


def test_a_kept_plan_is_the_plan_under_its_own_link(visitor: FlaskClient) -> None:
    plan = Page(packet_of(visitor, **WANTED, **SAFE))
    kept = visitor.post("/plan/keep", data={"state": plan.fields["state"], "days": plan.fields["days"]})
    assert kept.status_code == 303
    assert re.fullmatch(r"/p/[\w-]{22}", kept.headers["Location"])
    page = Page(visitor.get(kept.headers["Location"]))
    ours = {"Keep this plan", "This plan is kept for you", "Make the plan again", "Delete this plan"}
    assert [one for one in page.headings if one not in ours] == [one for one in plan.headings if one not in ours]
    assert "Keep this plan" not in page.headings
    assert "What you need from them is the same." in page.words


def test_the_page_says_when_it_was_made_and_when_it_ends(visitor: FlaskClient, keep: Keep, clock: SetClock) -> None:
    clock.moment = datetime.fromisoformat("2026-11-23T17:00+00:00")
    assert "Made on November 23, 2026. Ends on December 3, 2026." in Page(visitor.get(keep(10))).words


def test_safety_heads_a_kept_plan(visitor: FlaskClient) -> None:
    page = Page(visitor.get(keep_by_form(visitor, suicidal="yes")))
    assert page.headings[:2] == ["Your plan", "You deserve help right now. Call or text 988."]
    assert "Your week" not in page.headings


def test_a_kept_plan_is_there_in_both_languages(visitor: FlaskClient, keep: Keep) -> None:
    address = keep()
    english, spanish = Page(visitor.get(address)), Page(visitor.get(f"/es{address}"))
    assert (english.lang, spanish.lang) == ("en", "es")
    assert (english.link("Español"), spanish.link("English")) == (f"/es{address}", address)
    places = {heading for heading in english.headings if heading.endswith("(demo)")}
    assert set(english.headings) & set(spanish.headings) <= places
    assert "Acabamos de revisar los lugares." in spanish.words


def test_spanish_pages_keep_in_spanish(visitor: FlaskClient) -> None:
    address = keep_by_form(visitor, "/es")
    assert address.startswith("/es/p/")
    assert Page(visitor.post(f"{address}/delete")).headings == ["Su plan está borrado"]
    assert Page(visitor.get(address)).headings == ["No hallamos ese plan"]


def change(app: Flask, listing_id: str, **changes: object) -> None:
    with store_of(app).unit(write=True) as uow:
        uow.listings.save(replace(uow.listings.get(listing_id), **changes), 2)  # type: ignore[arg-type]
        uow.commit()


def kept_words(response: TestResponse) -> str:
    """What stands in the part of the page about the link."""
    (part,) = re.findall(
        r'<section[^>]*aria-labelledby="kept".*?</section>', response.get_data(as_text=True), re.DOTALL
    )
    return unescape(re.sub(r"<[^>]+>", " ", part))


def first_places(page: Page) -> list[tuple[str, str]]:
    """(name, id) of the places to call, in their order."""
    links = [(words, href) for words, href in page.links if href.startswith("/listing/")]
    return [(words.removeprefix("More about this place: "), href.split("/")[2]) for words, href in links]


def test_what_changed_since_is_marked_with_the_number_of_today(
    demo_copy: Flask, visitor: FlaskClient, keep: Keep
) -> None:
    address = keep()
    (name, listing_id), (gone, gone_id), *_ = first_places(Page(visitor.get(address)))
    change(demo_copy, listing_id, phones=(Phone("+13035550199"),), description="Only new words.")
    with store_of(demo_copy).unit(write=True) as uow:
        uow.listings.vanish([gone_id])
        uow.commit()
    told = kept_words(visitor.get(address)).partition("New since you made this plan")[2]
    assert (
        told.split()
        == (
            f"{name} : the phone number Call (303) 555-0199 {gone} : no longer listed; it may have closed or moved"
        ).split()
    )
    spanish = kept_words(visitor.get(f"/es{address}"))
    assert "el teléfono" in spanish
    assert "ya no está en la lista; quizá cerró o se mudó" in spanish


def marks(page: Page) -> dict[str, str]:
    """Heading of each card or backup -> what is new there."""
    found = {}
    for part in re.findall(r'<article class="(?:card|backup)[^"]*".*?</article>', page.source, re.DOTALL):
        (name,) = re.findall(r"<h[34]>(.*?)</h[34]>", part)
        said = re.findall(r'<p class="note news">(.*?)</p>', part, re.DOTALL)
        if said:
            found[unescape(name)] = " ".join(unescape(re.sub(r"<[^>]+>", " ", said[0])).split())
    return found


def test_what_changed_is_marked_at_each_place_and_in_the_week(
    demo_copy: Flask, visitor: FlaskClient, keep: Keep, demo_plan: Plan
) -> None:
    address = keep()
    assert marks(Page(visitor.get(address))) == {}
    before = Page(visitor.get(address))
    (name, listing_id), *_ = first_places(before)
    change(demo_copy, listing_id, phones=(Phone("+13035550199"),))
    item = next(item for item in demo_plan[1].week if item.listing_id != listing_id)
    with store_of(demo_copy).unit(write=True) as uow:
        uow.listings.vanish([item.listing_id])
        uow.commit()
    page = Page(visitor.get(address))
    told = marks(page)
    assert told[name] == "New since: the phone number Call (303) 555-0199"
    gone = "New since: no longer listed; it may have closed or moved"
    assert told == {name: told[name], item.name: gone}
    week = page.source.split('class="my-week"')[1].split("</table>")[0]
    assert week.count(gone) == sum(one.listing_id == item.listing_id for one in demo_plan[1].week)
    spanish = marks(Page(visitor.get(f"/es{address}")))
    assert spanish[name] == "Cambió desde entonces: el teléfono Llamar al (303) 555-0199"


def test_a_plan_is_made_again_from_its_answers_behind_the_same_link(
    demo_copy: Flask, visitor: FlaskClient, keep: Keep, clock: SetClock
) -> None:
    clock.moment = datetime.fromisoformat("2026-11-23T17:00+00:00")
    address = keep(10)
    (_, gone_id), *_ = first_places(Page(visitor.get(address)))
    with store_of(demo_copy).unit(write=True) as uow:
        uow.listings.vanish([gone_id])
        uow.commit()
    clock.moment += timedelta(days=2)
    response = visitor.post(f"{address}/again")
    assert (response.status_code, response.headers["Location"]) == (303, address)
    page = Page(visitor.get(address))
    assert gone_id not in page.source
    assert "Made on November 25, 2026. Ends on December 3, 2026." in page.words
    assert "What you need from them is the same." in page.words


def test_a_plan_is_deleted_at_once(visitor: FlaskClient, keep: Keep) -> None:
    address = keep()
    response = visitor.post(f"{address}/delete")
    assert (response.status_code, Page(response).headings) == (200, ["Your plan is deleted"])
    assert visitor.get(address).status_code == 404
    assert visitor.post(f"{address}/delete").status_code == 404


@pytest.mark.parametrize(
    ("root", "words", "yes"), [("", "Delete this plan", "Yes, delete it"), ("/es", "Borrar este plan", "Sí, borrarlo")]
)
def test_a_plan_is_deleted_only_after_it_was_asked_twice(
    visitor: FlaskClient, keep: Keep, root: str, words: str, yes: str
) -> None:
    address = f"{root}{keep()}"
    page = Page(visitor.get(address))
    ways = [(said, href) for said, href in page.links if said == words]
    assert ways == [(words, f"{address}/delete")] * 2  # with what can be done first, and at the end
    assert page.source.index(f"{address}/delete") < page.source.index('class="my-week"')
    assert f'action="{address}/delete"' not in page.source
    asked = Page(visitor.get(f"{address}/delete"))
    assert f'method="post" action="{address}/delete"' in asked.source
    assert yes in asked.words
    assert (address in [href for _, href in asked.links], visitor.get(address).status_code) == (True, 200)
    assert visitor.post(f"{address}/delete").status_code == 200
    assert visitor.get(f"{address}/delete").status_code == 404


def test_looking_deletes_nothing(visitor: FlaskClient, keep: Keep) -> None:
    address = keep()
    assert Page(visitor.get(f"{address}/delete")).h1 == "Delete this plan for good?"
    assert visitor.head(f"{address}/delete").status_code == 200
    assert visitor.head(address).status_code == 200
    assert visitor.get(address).status_code == 200


def test_every_link_that_opens_nothing_looks_the_same(visitor: FlaskClient, keep: Keep, clock: SetClock) -> None:
    expired, deleted = keep(1), keep()
    visitor.post(f"{deleted}/delete")
    clock.moment += timedelta(days=1)
    live = keep()
    links = (expired, deleted, f"/p/{GUESSED}", live[:-1], live.swapcase().replace("/P/", "/p/"), "/p/x")
    for method, end in (("GET", ""), ("POST", "/again"), ("POST", "/delete")):
        said = [visitor.open(f"{link}{end}", method=method) for link in links]
        assert {(one.status_code, one.get_data(), tuple(sorted(one.headers))) for one in said} == {
            (404, said[0].get_data(), tuple(sorted(said[0].headers)))
        }
        assert not any(link.rpartition("/")[2] in said[0].get_data(as_text=True) for link in links[:4])
    assert Page(visitor.get(links[0])).headings == ["We cannot find that plan"]
    assert visitor.get(live).status_code == 200


def test_to_ask_of_a_link_that_opens_nothing_tells_nothing(visitor: FlaskClient, keep: Keep) -> None:
    deleted = keep()
    visitor.post(f"{deleted}/delete")
    said = [visitor.get(f"{link}/delete") for link in (deleted, f"/p/{GUESSED}", "/p/x")]
    assert {(one.status_code, one.get_data()) for one in said} == {(404, visitor.get(deleted).get_data())}


def test_a_kept_plan_is_kept_by_nobody_else(visitor: FlaskClient, keep: Keep) -> None:
    for response in (visitor.get(keep()), visitor.get(f"/p/{GUESSED}")):
        headers = response.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "Set-Cookie" not in headers
        assert '<meta name="robots" content="noindex">' in response.get_data(as_text=True)


@pytest.mark.parametrize("days", ["0", "91", "1000", "-3", "1.5", "many"])
def test_a_plan_is_kept_for_1_to_90_days(visitor: FlaskClient, days: str) -> None:
    response = visitor.post("/plan/keep", data={"state": state_of(visitor.application), "days": days})
    assert (response.status_code, "Give the days as a number from 1 to 90." in Page(response).words) == (400, True)


def test_a_plan_without_days_is_kept_for_thirty(visitor: FlaskClient, clock: SetClock) -> None:
    clock.moment = datetime.fromisoformat("2026-11-01T17:00+00:00")
    assert "Ends on December 1, 2026." in Page(visitor.get(keep_by_form(visitor, days=""))).words


@pytest.mark.parametrize("state", ["", "not ours", "A" * 200])
def test_a_state_that_is_not_ours_is_refused_kindly(visitor: FlaskClient, state: str) -> None:
    assert visitor.post("/plan/keep", data={"state": state}).status_code == 400


@pytest.mark.parametrize("path", ["/plan/keep", f"/p/{GUESSED}/delete", f"/p/{GUESSED}/again"])
def test_forms_from_elsewhere_are_refused(visitor: FlaskClient, path: str) -> None:
    assert visitor.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_neither_link_nor_needs_stand_in_log_or_database(
    visitor: FlaskClient, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    address = keep_by_form(visitor, **SECRETS)
    token = address.rpartition("/")[2]
    visitor.get(address)
    visitor.post(f"{address}/again")
    visitor.get(f"/es{address}")
    visitor.post(f"{address}/delete")
    visitor.get(address)
    assert "GET /p/<token> 200" in caplog.text
    assert "POST /p/<token>/delete 200" in caplog.text
    for secret in (token, "methadone", "opioids", "80203"):
        assert secret not in caplog.text
    keep_by_form(visitor, **SECRETS)
    with sqlite3.connect(tmp_path / "home" / "handoff.db") as connection:
        rows = connection.execute("SELECT * FROM kept_packets").fetchall()
    assert {(len(lookup), len(locked) % 16384) for lookup, locked, _ in rows} == {(64, 28)}


def test_an_error_while_a_plan_is_kept_logs_no_link(
    visitor: FlaskClient, keep: Keep, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = keep()

    def fails(self: Packets, *_: object) -> None:
        raise ZeroDivisionError(address)

    monkeypatch.setattr(Packets, "plan", fails)
    assert visitor.post(f"{address}/again").status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert address.rpartition("/")[2] not in caplog.text


@pytest.mark.parametrize("paper", ["letter", "a4", "large"])
def test_a_kept_plan_is_a_pdf_that_leads_back_to_its_link(visitor: FlaskClient, keep: Keep, paper: str) -> None:
    address = keep()
    response = visitor.get(f"{address}.pdf?paper={paper}")
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert response.data.startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_kept_plan_is_a_calendar_that_says_nothing(visitor: FlaskClient, keep: Keep) -> None:
    response = visitor.get(f"{keep()}.ics")
    assert (response.status_code, response.mimetype) == (200, "text/calendar")
    assert set(re.findall(r"SUMMARY:(.*?)\r?\n", response.get_data(as_text=True))) == {"Appointment"}


@pytest.mark.parametrize("ending", [".pdf", ".ics"])
def test_files_of_a_guessed_link_look_like_its_page(visitor: FlaskClient, ending: str) -> None:
    page, file = visitor.get(f"/p/{GUESSED}"), visitor.get(f"/p/{GUESSED}{ending}")
    assert (file.status_code, file.mimetype) == (page.status_code, page.mimetype) == (404, "text/html")


def test_an_unknown_paper_is_refused(visitor: FlaskClient, keep: Keep) -> None:
    assert visitor.get(f"{keep()}.pdf?paper=cardboard").status_code == 400
