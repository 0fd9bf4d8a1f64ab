"""Ways out as buttons: what they send, what it does to the plan, and the way back."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.errors import BadInput
from referral.domain.fit import Reason
from referral.domain.week import Day
from referral.packets.changes import _CHANGES
from referral.web.packet_ease import _TAKES, ease_change, ease_text
from tests.web.page import Page
from tests.web.visits import SAFE, state_of

FAR = {
    **SAFE,
    "near": "80203",
    "meetings": "7",
    "fellowships": ["LifeRing"],
    "max_miles": "1",
    "max_leg": "15",
    "online": "no",
}
"""Seven meetings a week of a rare group, within a mile: not to be had."""

ids = st.text(min_size=1, max_size=12)
clocks = st.integers(0, 1439).map(lambda minute: f"{minute // 60:02d}:{minute % 60:02d}")
reasons = st.one_of(
    st.builds(lambda miles: Reason("raise_miles", {"miles": miles}), st.integers(1, 100) | st.just(2.5)),
    st.builds(lambda minutes: Reason("raise_leg", {"minutes": minutes}), st.integers(1, 300)),
    st.builds(
        lambda day, begin, end: Reason("free", {"day": day.name, "from": begin, "to": end}),
        st.sampled_from(list(Day)),
        clocks,
        clocks,
    ),
    st.builds(lambda need: Reason("interpreter", {"need": need}), ids),
    st.builds(lambda need: Reason("wish_only", {"facet": "service=childcare", "need": need}), ids),
    st.builds(lambda count, need: Reason("fewer_meetings", {"count": count, "need": need}), st.integers(0, 7), ids),
    st.builds(lambda count, need: Reason("more_a_day", {"count": count, "need": need}), st.integers(1, 6), ids),
    st.sampled_from([Reason("online_ok"), Reason("other_payment")]),
)


@given(st.lists(reasons, min_size=1, max_size=4))
def test_a_way_out_comes_back_from_its_button_as_it_was(change: list[Reason]) -> None:
    assert ease_change(ease_text(change)) == tuple(change)


def test_every_change_that_a_packet_may_offer_can_be_taken() -> None:
    assert _TAKES.keys() == _CHANGES.keys()


@pytest.mark.parametrize(
    "text",
    [
        *("", "burn?", "raise_miles?", "raise_miles?miles=-1", "raise_miles?miles=5000", "raise_miles?miles=nan"),
        *("online_ok?miles=3", "raise_leg?minutes=99999", "free?day=XX&from=08%3A00&to=09%3A00", "interpreter?"),
        *("free?day=MO&from=8&to=09%3A00", "wish_only?facet=castle&need=a", "more_a_day?count=99&need=a", ";;"),
        "online_ok?" + ";online_ok?" * 30,
    ],
)
def test_what_no_packet_offers_is_refused(client: FlaskClient, text: str) -> None:
    with pytest.raises(BadInput):
        ease_change(text)
    state = state_of(client.application, **FAR)
    assert client.post("/plan/packet", data={"state": state, "do": f"ease meetings {text}"}).status_code == 400


def test_more_at_least_than_at_best_is_refused(client: FlaskClient) -> None:
    state = state_of(client.application, **FAR)
    forged = "ease meetings fewer_meetings%3Fcount%3D9%26need%3Dmeetings"
    assert client.post("/plan/packet", data={"state": state, "do": forged}).status_code == 400


def planned(client: FlaskClient, state: str, do: str = "", root: str = "") -> Page:
    response = client.post(f"{root}/plan/packet", data={"state": state, "do": do})
    assert response.status_code == 200
    return Page(response)


def ways(page: Page) -> list[tuple[str, str]]:
    """What each way out sends, and its words."""
    found = re.findall(r'name="do" value="(ease [^"]*)">([^<]*)<', page.source)
    return [(unescape(do), words) for do, words in found]


def week_of(page: Page) -> str:
    return page.source.split('class="my-week"')[1].split("</table>")[0]


def test_each_way_out_is_a_button_that_plans_anew_and_can_be_undone(client: FlaskClient) -> None:
    before = planned(client, state_of(client.application, **FAR))
    assert "Not found yet: Meeting" in before.headings
    buttons = ways(before)
    assert "Try meetings of other groups." in [words for _, words in buttons]
    for do, words in buttons:
        page = planned(client, before.fields["state"][0], do)
        said = f"Planned with this change: {words.rstrip('.')}."
        assert page.words.count(said) == 2  # the line that says it, and the list of changes
        undo = re.findall(r'name="do" value="(hold [^"]*)"', page.source)
        undone = planned(client, page.fields["state"][0], unescape(undo[0]))
        assert f"Undone: {words.rstrip('.')}." in undone.words
        assert ways(undone) == buttons


def test_a_way_out_answers_the_need_in_page_paper_and_kept_answers(client: FlaskClient) -> None:
    before = planned(client, state_of(client.application, **FAR))
    do = next(do for do, words in ways(before) if words == "Try meetings of other groups.")
    after = planned(client, before.fields["state"][0], do)
    assert "Not found yet: Meeting" not in after.headings
    assert "Meeting" in after.headings
    again = planned(client, after.fields["state"][0])
    assert week_of(again) == week_of(after)
    pdf = client.post("/plan/packet.pdf", data={"state": after.fields["state"][0]})
    assert pdf.data.startswith(b"%PDF-")


def test_ways_out_are_buttons_in_spanish_too(client: FlaskClient) -> None:
    before = planned(client, state_of(client.application, **FAR), root="/es")
    do = next(do for do, words in ways(before) if words == "Probar reuniones de otros grupos.")
    after = planned(client, before.fields["state"][0], do, "/es")
    assert "Planeado con este cambio: Probar reuniones de otros grupos." in after.words
