"""Numbers, points, zones and web addresses of a record are made good, or left out with a warning."""

from dataclasses import replace

import pytest

from referral.domain.listing import Listing, Location, Phone, PhoneRole
from referral.domain.place import Place, Point, Precision
from referral.domain.record import PhoneText, Record
from referral.domain.vocabulary import Kind
from referral.ingest.normalize import finish

ZIP_POINT = Point(39.7313, -104.9826)
TOWN_POINT = Point(40.7317, -106.2836)


class OneZipOneTown:
    """A gazetteer of Denver 80203 and Walden, CO; every point lies in Mountain time."""

    def zip_place(self, zip5: str) -> Place | None:
        found = Place("Denver, CO 80203", ZIP_POINT, Precision.ZIP, "CO", "America/Denver", zip5="80203")
        return found if zip5 == "80203" else None

    def town_place(self, town: str, state: str) -> Place | None:
        found = Place("Walden, CO", TOWN_POINT, Precision.TOWN, "CO", "America/Denver", town="Walden")
        return found if (town, state) == ("Walden", "CO") else None

    def zone_of(self, point: Point) -> str | None:
        return "America/Denver"


def finished(record: Record) -> tuple[Listing, tuple[str, ...]]:
    return finish(record, OneZipOneTown())  # type: ignore[arg-type]  # only what normalising asks for


def record(location: Location | None = None, phones: tuple[PhoneText, ...] = (), website: str | None = None) -> Record:
    listing = Listing("s:1", "s", Kind.PROGRAM, "Program", location=location or Location(), website=website)
    return Record("row 2", "1", {}, listing, phones)


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("(303) 524-9231", [("+13035249231", None)]),
        ("(719)300-7021", [("+17193007021", None)]),
        ("303.524.9231", [("+13035249231", None)]),
        ("3035249231", [("+13035249231", None)]),
        ("+1 303 524 9231", [("+13035249231", None)]),
        ("303-524-9231 x12", [("+13035249231", "12")]),
        ("303-524-9231 ext. 405", [("+13035249231", "405")]),
        ("303-524-9231 or 719-300-7021", [("+13035249231", None), ("+17193007021", None)]),
        ("988", [("988", None)]),
    ],
)
def test_phone_is_read_as_written_in_real_feeds(text: str, phones: list[tuple[str, str | None]]) -> None:
    listing, warnings = finished(record(phones=(PhoneText(text),)))
    assert [(phone.number, phone.extension) for phone in listing.phones] == phones
    assert "bad_phone" not in warnings


def test_phone_that_is_no_number_is_left_out_with_a_warning() -> None:
    listing, warnings = finished(record(phones=(PhoneText("call the office"),)))
    assert listing.phones == ()
    assert warnings == ("no_point", "bad_phone")


def test_toll_free_number_is_a_central_line() -> None:
    listing, _ = finished(record(phones=(PhoneText("1-800-662-4357", PhoneRole.HOTLINE),)))
    assert listing.phones == (Phone("+18006624357", None, PhoneRole.HOTLINE, central_line=True),)


def test_same_number_given_twice_is_kept_once_in_its_first_role() -> None:
    texts = (PhoneText("303-524-9231", PhoneRole.INTAKE), PhoneText("(303) 524-9231", PhoneRole.MAIN))
    listing, _ = finished(record(phones=texts))
    assert listing.phones == (Phone("+13035249231", None, PhoneRole.INTAKE),)


def test_listing_without_coordinates_gets_the_point_of_its_zip() -> None:
    listing, warnings = finished(record(Location(streets=("1 Main St",), town="Denver", state="CO", zip5="80203")))
    assert (listing.location.point, listing.location.precision) == (ZIP_POINT, Precision.ZIP)
    assert listing.location.time_zone == "America/Denver"
    assert warnings == ("point_from_zip",)


def test_listing_with_an_unknown_zip_gets_the_point_of_its_town() -> None:
    listing, _ = finished(record(Location(town="Walden", state="CO", zip5="80999")))
    assert (listing.location.point, listing.location.precision) == (TOWN_POINT, Precision.TOWN)


def test_point_far_from_its_zip_gives_way_to_the_zip() -> None:
    wrong = Location(town="Denver", state="CO", zip5="80203", point=Point(29.9, -90.1), precision=Precision.STREET)
    listing, warnings = finished(record(wrong))
    assert (listing.location.point, listing.location.precision) == (ZIP_POINT, Precision.ZIP)
    assert "point_far_from_zip" in warnings


def test_point_near_its_zip_is_kept() -> None:
    own = Point(39.74, -104.97)
    listing, warnings = finished(record(Location(zip5="80203", state="CO", point=own, precision=Precision.STREET)))
    assert (listing.location.point, listing.location.precision, warnings) == (own, Precision.STREET, ())


def test_hidden_address_gets_a_zone_and_no_point() -> None:
    listing, _ = finished(record(Location(town="Walden", state="CO", hidden=True)))
    assert listing.location == Location(town="Walden", state="CO", hidden=True, time_zone="America/Denver")


def test_place_that_nothing_knows_stays_without_a_point() -> None:
    listing, warnings = finished(record(Location(town="Nowhere", state="CO")))
    assert (listing.location.point, listing.location.time_zone, warnings) == (None, None, ("no_point",))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("www.example.org", "https://www.example.org"),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("http://", None),
        ("n/a", None),
        ("", None),
    ],
)
def test_website_is_made_whole_or_left_out(given: str, kept: str | None) -> None:
    listing, warnings = finished(record(website=given))
    assert (listing.website, warnings) == (kept, ("no_point",))


@pytest.mark.parametrize(
    "given", ["javascript:alert(1)", "ftp://example.org", "not a site", "https://exa mple.org", "https://["]
)
def test_website_that_is_none_is_left_out_with_a_warning(given: str) -> None:
    listing, warnings = finished(record(website=given))
    assert (listing.website, warnings) == (None, ("no_point", "bad_website"))


def test_warnings_of_the_record_come_first() -> None:
    odd = replace(record(), warnings=("hours_typo",))
    assert finished(odd)[1] == ("hours_typo", "no_point")


class OneStreet:
    """A geocoder that knows one address."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Point | None]] = []

    def locate(self, address: str, near: Point | None = None) -> tuple[Point, Precision] | None:
        self.asked.append((address, near))
        return (Point(39.74, -104.97), Precision.STREET) if address.startswith("1 Main St") else None


def test_geocoder_gives_a_street_without_coordinates_its_point() -> None:
    geocoder = OneStreet()
    at = Location(streets=("1 Main St",), town="Denver", state="CO", zip5="80203")
    listing, warnings = finish(record(at), OneZipOneTown(), geocoder)  # type: ignore[arg-type]
    assert (listing.location.point, listing.location.precision) == (Point(39.74, -104.97), Precision.STREET)
    assert warnings == ("point_from_geocoder",)
    assert geocoder.asked == [("1 Main St, Denver, CO 80203", ZIP_POINT)]


def test_street_that_a_geocoder_does_not_know_gets_its_zip() -> None:
    at = Location(streets=("2 Side St",), town="Denver", state="CO", zip5="80203")
    listing, _ = finish(record(at), OneZipOneTown(), OneStreet())  # type: ignore[arg-type]
    assert (listing.location.point, listing.location.precision) == (ZIP_POINT, Precision.ZIP)


def test_geocoder_is_never_asked_about_a_hidden_address_or_a_known_point() -> None:
    geocoder = OneStreet()
    known = Location(streets=("1 Main St",), state="CO", point=Point(39.74, -104.97), precision=Precision.EXACT)
    for at in (Location(town="Walden", state="CO", hidden=True), known):
        finish(record(at), OneZipOneTown(), geocoder)  # type: ignore[arg-type]
    assert geocoder.asked == []
