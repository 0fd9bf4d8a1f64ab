"""Several listings by their ids: live ones only."""

from flask import Flask

from tests.conftest import directory_of


def test_known_listings_are_live_and_each_once(demo_app: Flask) -> None:
    known = directory_of(demo_app).listings.known(["demo:program-28", "demo:nothing", "demo:program-28"])
    assert {listing_id: listing.id for listing_id, listing in known.items()} == {"demo:program-28": "demo:program-28"}


def test_nothing_asked_is_nothing_known(demo_app: Flask) -> None:
    assert directory_of(demo_app).listings.known([]) == {}
