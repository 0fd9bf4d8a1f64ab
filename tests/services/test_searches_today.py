"""Now, today and tonight: in the zone of the place, never in that of the server."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from referral.domain.errors import BadInput
from referral.domain.week import WeekSet, parse_moment, parse_windows
from referral.services.searches import SearchRequest, windows_of
from tests.conftest import directory_of

MONDAY_NOON = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
"""12:00 in Denver."""
DENVER = "America/Denver"


@pytest.mark.parametrize(
    ("name", "hour_utc", "window"),
    [
        ("today", 19, "MO 12:00-02:00"),
        ("tonight", 19, "MO 17:00-02:00"),
        ("Tonight ", 19, "MO 17:00-02:00"),
        ("tonight", 3, "SU 20:00-02:00"),
        ("today", 8, "MO 01:00-24:00"),
        ("tonight", 8, "MO 17:00-02:00"),
        ("MO-FR 08:00-12:00", 19, "MO-FR 08:00-12:00"),
    ],
)
def test_the_rest_of_the_day_begins_now_on_the_clock_of_the_place(name: str, hour_utc: int, window: str) -> None:
    assert windows_of(name, MONDAY_NOON.replace(hour=hour_utc), DENVER) == window


def test_a_search_reads_today_and_now_by_its_place(demo_app: Flask) -> None:
    searches = directory_of(demo_app).searches
    request = SearchRequest(near="80203", free=["tonight"], at="now", now="2026-11-23T18:15")
    query, _ = searches.read(request)
    assert query.asked.free == WeekSet.of(parse_windows("MO 18:15-02:00"))
    assert query.asked.at == parse_moment("MO 18:15")


@pytest.mark.parametrize("request_", [{"free": ["today"]}, {"at": "now"}, {"text": "iop", "free": ["tonight"]}])
def test_without_a_place_nobody_knows_when_today_is(demo_app: Flask, request_: dict[str, object]) -> None:
    with pytest.raises(BadInput) as caught:
        directory_of(demo_app).searches.read(SearchRequest(**request_))  # type: ignore[arg-type]
    assert caught.value.field == "--near"
