import pytest
from flask import Flask

from tests.cli.command import run, run_json

NOW = ("--now", "2026-11-23T12:00")
PAGE_KEYS = [
    *("total", "totals", "totals_by_reach", "took_ms", "place", "suggestion", "text_match", "results", "facets"),
]
RESULT_KEYS = {
    *("id", "group_id", "kind", "name", "organization", "description", "address", "address_hidden", "location_name"),
    *("phones", "website", "latitude", "longitude", "time_zone", "sessions", "hours", "facts", "source", "as_of"),
    *("reach", "distance_miles", "distance_precision", "next", "fit", "matched", "not_stated", "reasons", "snippet"),
}


def test_json_holds_what_is_documented(demo_app: Flask) -> None:
    page = run_json(demo_app, "search", "--near", "80203", "--where", "payment=medicaid", "--limit", "200", *NOW)
    assert list(page) == PAGE_KEYS
    assert page["place"] == "Denver, CO 80203"
    assert page["total"] == sum(page["totals"].values()) == sum(page["totals_by_reach"].values())
    for result in page["results"]:
        assert result.keys() == RESULT_KEYS
        assert all(one.keys() == {"number", "extension", "role", "central_line"} for one in result["phones"])
        assert all(
            one.keys() == {"track", "day", "start", "end", "mode", "end_assumed", "rrule"} for one in result["sessions"]
        )
        assert all(one.keys() == {"day", "opens", "closes", "rrule"} for one in result["hours"])
        assert result["facts"].keys() == {"yes", "no"}
        assert result["next"] is None or result["next"].keys() == {"start", "end"}
        assert result["id"].startswith(f"{result['source']}:")


def test_what_is_confirmed_comes_before_what_must_be_asked(demo_app: Flask) -> None:
    asked = ("search", "--kind", "program", "--where", "payment=medicaid", "--free", "MO-FR 17:30-21:30")
    page = run_json(demo_app, *asked, "--limit", "200", *NOW)
    order = [result["fit"] for result in page["results"]]
    assert order == sorted(order, key=("yes", "open", "ask").index)
    assert {name: order.count(name) for name in page["totals"]} == page["totals"]
    assert all("payment=medicaid" in one["facts"]["yes"] for one in page["results"] if one["fit"] != "ask")
    sure = run_json(demo_app, *asked, "--confirmed-only", "--limit", "200", *NOW)
    assert [one["id"] for one in sure["results"]] == [one["id"] for one in page["results"] if one["fit"] != "ask"]


def test_a_radius_keeps_what_is_near(demo_app: Flask) -> None:
    page = run_json(demo_app, "search", "--near", "80203", "--radius", "3", "--kind", "resource", "--limit", "200")
    near = [one["distance_miles"] for one in page["results"] if one["reach"] == "near"]
    assert near
    assert max(near) <= 3
    assert near == sorted(near)


def test_offset_and_limit_page_through_one_order(demo_app: Flask) -> None:
    asked = ("search", "--near", "80203", "--kind", "meeting", *NOW)
    whole = [one["id"] for one in run_json(demo_app, *asked, "--limit", "60")["results"]]
    parts = [
        one["id"]
        for offset in ("0", "25", "50")
        for one in run_json(demo_app, *asked, "--limit", "25", "--offset", offset)["results"]
    ]
    assert parts[:60] == whole


def test_soonest_comes_first_when_asked_so(demo_app: Flask) -> None:
    page = run_json(demo_app, "search", "--near", "80203", "--kind", "meeting", "--sort", "next", "--limit", "50", *NOW)
    starts = [one["next"]["start"] for one in page["results"] if one["reach"] == "near"]
    assert starts == sorted(starts)


def test_no_result_is_no_failure(demo_app: Flask) -> None:
    result = run(demo_app, "search", "zzzqqq")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing found.")


def test_text_output_shows_numbers_to_call(demo_app: Flask) -> None:
    result = run(demo_app, "search", "--near", "80203", "--kind", "program", "--limit", "1", *NOW)
    assert result.exit_code == 0
    assert "found near Denver, CO 80203" in result.stdout.splitlines()[0]
    assert "555-01" in result.stdout


@pytest.mark.parametrize(
    ("args", "field"),
    [
        (("--near", "Nowhereville"), "--near"),
        (("--near", "Springfield"), "--near"),
        (("--near", "00000"), "--near"),
        (("--near", "0,0"), "--near"),
        (("--radius", "5"), "--radius"),
        (("--near", "80203", "--radius", "-1"), "--radius"),
        (("--near", "80203", "--radius", "0"), "--radius"),
        (("--near", "80203", "--radius", "abc"), "--radius"),
        (("--near", "80203", "--radius", "nan"), "--radius"),
        (("--near", "80203", "--radius", "9999"), "--radius"),
        (("--kind", "castle"), "--kind"),
        (("--where", "payment"), "--where"),
        (("--where", "payment=gold"), "--where"),
        (("--where", "color=red"), "--where"),
        (("--free", "someday"), "--free"),
        (("--free", "MO 25:00-26:00"), "--free"),
        (("--at", "noon"), "--at"),
        (("--sort", "cost"), "--sort"),
        (("--limit", "0"), "--limit"),
        (("--limit", "201"), "--limit"),
        (("--limit", "1.5"), "--limit"),
        (("--offset", "-1"), "--offset"),
        (("--now", "yesterday"), "--now"),
        (("--colour", "red"), "--colour"),
    ],
)
def test_bad_input_names_the_option(demo_app: Flask, args: tuple[str, ...], field: str) -> None:
    result = run(demo_app, "search", "outpatient", *args, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert field in result.stderr
