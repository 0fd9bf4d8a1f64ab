"""Every real feed goes in whole, and going in again changes nothing. Records are counted here without our formats."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from referral.store.unit import SqlStore
from tests.real.conftest import Take


def json_list(path: Path) -> int:
    return len(json.loads(path.read_text(encoding="utf-8-sig")))


def csv_rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sum(1 for _ in csv.DictReader(stream))


def bmlt_meetings(folder: Path) -> int:
    return json_list(folder / "new_york_GetSearchResults.json")


def hsds_offers(folder: Path) -> int:
    """Services at locations, and services without one, each counting as one."""
    with (folder / "services_at_location.csv").open(encoding="utf-8-sig", newline="") as stream:
        placed = [row["service_id"] for row in csv.DictReader(stream)]
    with (folder / "services.csv").open(encoding="utf-8-sig", newline="") as stream:
        services = {row["service_recordid"] for row in csv.DictReader(stream)}
    return len(placed) + len(services - set(placed))


Case = tuple[str, str, str | None, Callable[[Path], int], dict[str, int]]

FEEDS: list[Case] = [
    ("spreadsheet", "treatment/co_ownpath_ladders_2023.csv", "ladders.toml", csv_rows, {}),
    ("findtreatment", "treatment/loud_facility-detail.csv", None, csv_rows, {}),
    ("meeting-guide", "meetings/aasanjose_2022.json", None, json_list, {"inactive": 129}),
    ("meeting-guide", "meetings/aasepia_philadelphia_a.json", None, json_list, {"inactive": 444}),
    ("meeting-guide", "meetings/aasfmarin_sf.json", None, json_list, {}),
    ("meeting-guide", "meetings/alanon_massachusetts.json", "alanon.toml", json_list, {"inactive": 31}),
    ("meeting-guide", "meetings/kansascity.json", None, json_list, {"inactive": 9}),
    ("meeting-guide", "meetings/sussex_a.json", None, json_list, {"inactive": 40}),
    ("meeting-guide", "meetings/sussex_b.json", None, json_list, {}),
    ("bmlt", "meetings/new_york_na", None, bmlt_meetings, {"unpublished": 42}),
    ("hsds", "community/dc_2022-06", "dc.toml", hsds_offers, {}),
    ("hsds", "community/dc_2023-04", "dc.toml", hsds_offers, {}),
]


@pytest.mark.parametrize("case", FEEDS, ids=[case[1] for case in FEEDS])
def test_feed_goes_in_whole_and_the_second_time_changes_nothing(
    shared_data: Path, store: SqlStore, take: Take, case: Case
) -> None:
    name, path, mapping, count, rejected = case
    held = count(shared_data / path)
    first = take(name, shared_data / path, "feed", mapping)
    assert first.read == held
    assert Counter(rejection.reason for rejection in first.rejected) == rejected
    assert first.added == held - sum(rejected.values())
    with store.unit() as uow:
        seq = uow.changes.last_seq()
    second = take(name, shared_data / path, "feed", mapping)
    assert (second.read, second.unchanged) == (held, first.added)
    assert (second.added, second.changed, second.vanished) == (0, 0, 0)
    with store.unit() as uow:
        assert uow.changes.last_seq() == seq


@pytest.mark.slow
def test_national_directory_goes_in_whole_and_the_second_time_changes_nothing(shared_data: Path, take: Take) -> None:
    workbook = shared_data / "treatment" / "national-directory-su-facilities-2023.xlsx"
    first = take("samhsa-directory", workbook, "samhsa")
    assert (first.read, first.added, len(first.rejected)) == (12_744, 12_744, 0)
    second = take("samhsa-directory", workbook, "samhsa")
    assert (second.read, second.unchanged) == (12_744, 12_744)
