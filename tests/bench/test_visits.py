"""Visits: each is walked through the real site; many are put into one stream of requests with its moments."""

import random
from collections import Counter

from flask import Flask

from bench.inside import Inside
from bench.paced import Got
from bench.towns import Town
from bench.visitor import Asked, Request, Visitor
from bench.visits import bytes_of, interleaved, paced, report
from referral.domain.place import Place, Point, Precision

DENVER = Town(Place("Denver, CO", Point(39.74, -104.99), Precision.TOWN, "CO", "America/Denver"), 700_000)


def walked(app: Flask, seed: int) -> tuple[list[Asked], Inside]:
    site = Inside(app)
    return Visitor(site, random.Random(seed), [DENVER]).visit(), site


def test_a_visit_goes_from_the_start_over_results_to_a_listing(demo_app: Flask) -> None:
    visits = [[one.kind for one in walked(demo_app, seed)[0]] for seed in range(10)]
    kinds = next(visit for visit in visits if "listing" in visit)
    order = [kinds.index(kind) for kind in ("start", "asset", "suggest", "send", "results", "listing")]
    assert order == sorted(order)


def test_inside_counts_the_time_of_every_answer(demo_app: Flask) -> None:
    asked, site = walked(demo_app, 1)
    assert len(site.ms) == len(asked)


def test_visits_hold_every_kind_of_page(demo_app: Flask) -> None:
    kinds = Counter(one.kind for seed in range(60) for one in walked(demo_app, seed)[0])
    pages = {"start", "asset", "suggest", "send", "results", "nothing found", "listing", "list", "article", "question"}
    assert kinds.keys() == pages


def test_a_visit_is_the_same_every_time_but_for_what_is_sealed(demo_app: Flask) -> None:
    first, again = walked(demo_app, 3)[0], walked(demo_app, 3)[0]
    assert [one.kind for one in first] == [one.kind for one in again]


def visit(name: str, length: int) -> list[Asked]:
    return [Asked(name, Request(f"/{at}")) for at in range(length)]


def test_interleaved_visits_keep_every_request_in_the_order_of_its_visit() -> None:
    visits = [visit(str(number), number % 7) for number in range(300)]
    mixed = list(interleaved(visits, random.Random(1)))
    assert sorted(map(str, mixed)) == sorted(str(one) for some in visits for one in some)
    assert [one.request.path for one in mixed if one.kind == "6"] == [f"/{at}" for at in range(6)]
    assert [one.kind for one in mixed] != [one.kind for some in visits for one in some]


def test_paced_requests_come_so_many_a_second_on_average() -> None:
    due = paced(visit("page", 10_000), 500)
    assert [one.at_s for one in due] == sorted(one.at_s for one in due)
    assert 19 < due[-1].at_s < 21


def test_bytes_are_a_get_or_a_form() -> None:
    head = b" HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
    assert bytes_of(Request("/a?b=c")) == b"GET /a?b=c" + head + b"\r\n"
    form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\nq=a"
    assert bytes_of(Request("/search", "q=a")) == b"POST /search" + head + form


def test_report_counts_each_kind_and_its_errors() -> None:
    due = paced([*visit("page", 3), *visit("other", 1)], 1)
    got = [Got(one, 10.0, status, 1000) for one, status in zip(due, (200, 303, 0, 500), strict=True)]
    lines = [line.split() for line in report(got, 2).splitlines()[2:]]
    assert [(line[0], line[1], line[-1]) for line in lines] == [
        ("all", "2", "2"),
        ("page", "1.5", "1"),
        ("other", "0.5", "1"),
    ]
