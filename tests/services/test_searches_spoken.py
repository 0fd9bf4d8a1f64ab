"""Words of a search that say when or where are heard, unless a listing is called so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from referral.services.searches import Heard, SearchRequest
from tests.conftest import directory_of
from tests.web.test_listing_page import MEETINGS, ingest


def heard(app: Flask, text: str, **rest: object) -> Heard | None:
    return directory_of(app).searches.heard(SearchRequest(text=text, **rest))  # type: ignore[arg-type]


def said(found: Heard | None) -> tuple[str, str | None, list[str]] | None:
    if found is None:
        return None
    return found.text, found.place.label if found.place else None, [one.what for one in found.said]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NA meeting tonight", ("NA meeting", None, ["tonight"])),
        ("NA tonight near 80203", ("NA", "Denver, CO 80203", ["tonight"])),
        ("tonight Denver", ("", "Denver, CO", ["tonight"])),
        ("open now", ("", None, ["now"])),
        ("i want to die tonight", None),
        ("iop", None),
        ("iop near 80203", None),
        ("", None),
    ],
)
def test_times_are_heard_beside_a_place(
    demo_app: Flask, text: str, expected: tuple[str, str | None, list[str]] | None
) -> None:
    assert said(heard(demo_app, text)) == expected


def test_a_place_that_was_given_leaves_the_text_alone(demo_app: Flask) -> None:
    assert said(heard(demo_app, "iop tonight", near="80203")) == ("iop", None, ["tonight"])


@pytest.fixture
def named_app(make_app: Callable[..., Flask], tmp_path: Path) -> Flask:
    """A directory with two groups whose names hold words of time."""
    app = make_app()
    rows = [
        {**MEETINGS[0], "slug": slug, "name": name}
        for slug, name in (("a", "Weekend Warriors"), ("b", "Tonight Group"), ("c", "Noon Meeting"))
    ]
    ingest(app, tmp_path, rows)
    return app


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("weekend warriors", None),
        ("Weekend Warriors 80203", None),
        ("tonight", None),
        ("weekend", ("", None, ["weekends"])),
        ("noon meeting tonight", ("noon meeting", None, ["tonight"])),
    ],
)
def test_the_name_of_a_listing_stays_words(
    named_app: Flask, text: str, expected: tuple[str, str | None, list[str]] | None
) -> None:
    assert said(heard(named_app, text)) == expected


def test_who_is_asked_for_by_name_is_looked_for_at_any_time(named_app: Flask) -> None:
    assert heard(named_app, "weekend warriors", near="80203", free=["MO 03:00-04:00"], at="MO 03:00") is None
