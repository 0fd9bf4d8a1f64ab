"""The search that Colorado's list must answer: intensive outpatient after work near Denver, paid by Medicaid.

Which places are open is counted here from the raw file's own cells, by this file's own reading of "5:00PM - 9:00PM".
"""

import csv
import re
from pathlib import Path

import pytest

from referral.domain.fit import FitClass
from referral.domain.search import Hit, SearchPage
from referral.ingest.sources import make_format
from referral.places import OfflinePlaces
from referral.services.imports import Imports
from referral.services.searches import Searches, SearchRequest
from search_index.live import LiveIndex
from tests.real.conftest import MAPPINGS, Noon, empty_store

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")
FREE = (17 * 60, 22 * 60)
REQUEST = SearchRequest(
    text="intensive outpatient",
    near="80203",
    radius="10",
    where=["level=iop", "payment=medicaid"],
    free=["MO-TH 17:00-22:00"],
    limit=200,
)


@pytest.fixture(scope="module")
def searches(shared_data: Path, places: OfflinePlaces, tmp_path_factory: pytest.TempPathFactory) -> Searches:
    store = empty_store(tmp_path_factory.mktemp("ladders"))
    mapping = make_format("spreadsheet", MAPPINGS / "ladders.toml", MAPPINGS)
    Imports(store, places, Noon()).ingest(mapping, shared_data / "treatment" / "co_ownpath_ladders_2023.csv", "ladders")
    return Searches(LiveIndex(store, tmp_path_factory.mktemp("index")), places, Noon())


@pytest.fixture(scope="module")
def page(searches: Searches) -> SearchPage:
    return searches.search(REQUEST).page


@pytest.fixture(scope="module")
def cells(shared_data: Path) -> dict[str, dict[str, str]]:
    with (shared_data / "treatment" / "co_ownpath_ladders_2023.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {f"ladders:{row['AccountID']}": row for row in csv.DictReader(stream)}


def minutes(text: str) -> int:
    hour, minute, half = re.fullmatch(r"(\d{1,2}):?(\d{2})?\s*([AP])M", text.strip()).groups()  # type: ignore[union-attr]
    return (int(hour) % 12 + 12 * (half == "P")) * 60 + int(minute or 0)


def free_minutes(cell: str) -> int:
    """How long the place is open inside the free evening, by its cell of one day."""
    longest = 0
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        opens, closes = (minutes(end) for end in part.split("-"))
        longest = max(longest, min(closes, FREE[1]) - max(opens, FREE[0]))
    return longest


def fit_of(hit: Hit) -> FitClass:
    return hit.fit.fit


def test_open_places_come_before_places_to_ask(page: SearchPage) -> None:
    order = [FitClass.YES, FitClass.OPEN, FitClass.ASK]
    ranks = [order.index(fit_of(hit)) for hit in page.hits]
    assert ranks == sorted(ranks)
    assert page.totals["open"] >= 10


def test_every_open_place_is_really_open_three_hours_on_three_evenings(
    page: SearchPage, cells: dict[str, dict[str, str]]
) -> None:
    wrong = [
        hit.listing.name
        for hit in page.hits
        if fit_of(hit) is FitClass.OPEN
        and sum(free_minutes(cells[hit.listing.id][f"HoursofOperation{day}"]) >= 180 for day in DAYS) < 3
    ]
    assert wrong == []


def test_every_open_place_lists_the_level_and_medicaid(page: SearchPage, cells: dict[str, dict[str, str]]) -> None:
    for hit in page.hits:
        if fit_of(hit) is FitClass.OPEN:
            row = cells[hit.listing.id]
            assert "Intensive Outpatient" in row["SubstanceUseServices"] + row["MentalHealthSettings"]
            assert "Medicaid" in row["Fees"]


def test_no_prison_youth_only_or_daytime_only_place_is_listed(
    page: SearchPage, cells: dict[str, dict[str, str]]
) -> None:
    listed = [hit.listing for hit in page.hits]
    assert [one.name for one in listed if one.facts.yes & {"restricted=prison", "restricted=youth_only"}] == []
    named = re.compile(r"adolescent|youth|correction|prison|jail|detention|cdoc", re.IGNORECASE)
    assert [one.name for one in listed if named.search(cells[one.id]["AccountName"])] == []
    daytime_only = [
        hit.listing.name
        for hit in page.hits
        if hit.listing.hours
        and all(free_minutes(cells[hit.listing.id][f"HoursofOperation{day}"]) <= 60 for day in DAYS)
    ]
    assert daytime_only == []


def test_confirmed_only_leaves_out_what_must_be_asked(searches: Searches, page: SearchPage) -> None:
    confirmed = searches.search(
        SearchRequest(near="80203", radius="10", where=REQUEST.where, free=REQUEST.free, confirmed_only=True, limit=200)
    ).page
    assert confirmed.totals["ask"] == 0
    assert confirmed.totals["open"] == page.totals["open"]
