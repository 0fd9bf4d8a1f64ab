"""Two snapshots of one feed, a year apart: the second import is checked by a count over the raw files alone."""

import csv
import json
from pathlib import Path
from typing import Any

from referral.store.unit import SqlStore
from tests.real.conftest import Take

Row = dict[str, Any]

SEEN_BY_PEOPLE = ("name", "day", "time", "end_time", "types", "formatted_address", "conference_url", "notes", "group")
"""Fields whose change must be noticed; others may be addresses of pages and the like, which we do not keep."""


def _live_rows(path: Path) -> dict[str, Row]:
    """Rows that can be attended, by slug: the feed itself says which are inactive."""
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    return {row["slug"]: row for row in rows if row.get("attendance_option") != "inactive"}


def test_second_sussex_snapshot_is_told_apart_row_by_row(shared_data: Path, store: SqlStore, take: Take) -> None:
    before = _live_rows(shared_data / "meetings" / "sussex_a.json")
    after = _live_rows(shared_data / "meetings" / "sussex_b.json")
    take("meeting-guide", shared_data / "meetings" / "sussex_a.json", "sussex")
    report = take("meeting-guide", shared_data / "meetings" / "sussex_b.json", "sussex")

    kept = before.keys() & after.keys()
    differ_in_anything = {slug for slug in kept if before[slug] != after[slug]}
    differ_for_people = {
        slug for slug in kept if any(before[slug].get(f) != after[slug].get(f) for f in SEEN_BY_PEOPLE)
    }
    assert report.added == len(after.keys() - before.keys())
    assert report.vanished == len(before.keys() - after.keys())
    assert len(differ_for_people) <= report.changed <= len(differ_in_anything)
    assert report.changed + report.unchanged == len(kept)
    with store.unit() as uow:
        live = {record.outside_id for record in uow.records.known("sussex").values() if record.live}
    assert live == after.keys()


def _offers(folder: Path) -> dict[str, set[str]]:
    """Service-and-place, or service alone -> the texts of its service row: what a second snapshot may change."""
    with (folder / "services.csv").open(encoding="utf-8-sig", newline="") as stream:
        services = {row["service_recordid"]: row for row in csv.DictReader(stream)}
    with (folder / "services_at_location.csv").open(encoding="utf-8-sig", newline="") as stream:
        pairs = [(row["service_id"], row["location_id"]) for row in csv.DictReader(stream)]
    placed = {service for service, _ in pairs}
    keys = {f"{service}-{place}": service for service, place in pairs} | {s: s for s in services if s not in placed}
    return {key: {services.get(service, {}).get(f, "") for f in SERVICE_TEXTS} for key, service in keys.items()}


SERVICE_TEXTS = ("service_name", "service_description")


def test_second_dc_snapshot_is_told_apart_offer_by_offer(shared_data: Path, store: SqlStore, take: Take) -> None:
    before, after = (_offers(shared_data / "community" / name) for name in ("dc_2022-06", "dc_2023-04"))
    take("hsds", shared_data / "community" / "dc_2022-06", "dc", "dc.toml")
    report = take("hsds", shared_data / "community" / "dc_2023-04", "dc", "dc.toml")

    kept = before.keys() & after.keys()
    renamed_or_rewritten = {key for key in kept if before[key] != after[key]}
    assert report.added == len(after.keys() - before.keys())
    assert report.vanished == len(before.keys() - after.keys())
    assert len(renamed_or_rewritten) <= report.changed
    assert report.changed + report.unchanged == len(kept)
    with store.unit() as uow:
        records = uow.records.known("dc")
    assert {record.outside_id for record in records.values() if record.live} == after.keys()
