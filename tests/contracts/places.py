"""What every `Places` must do. A subclass gives the fixture `places`, with at least the places of `FakePlaces`."""

import pytest

from referral.domain.errors import AmbiguousPlace, UnknownPlace
from referral.domain.place import Place, Point, Precision, miles_between
from referral.domain.ports import Places


def summary(place: Place | None) -> tuple[str, Precision, str | None, str] | None:
    return None if place is None else (place.label, place.precision, place.zip5, place.time_zone)


class PlacesContract:
    @pytest.mark.parametrize(
        "text", ["80203", " 80203 ", "80203-1234", "802031234", "ZIP 80203", "Denver, CO 80203", "1600 Main St, 80203"]
    )
    def test_zip_is_its_place(self, places: Places, text: str) -> None:
        assert places.resolve(text) == places.zip_place("80203")
        assert summary(places.resolve(text)) == ("Denver, CO 80203", Precision.ZIP, "80203", "America/Denver")

    @pytest.mark.parametrize(
        "text",
        [
            "Walden, CO",
            "walden co",
            "WALDEN,CO",
            "  Walden ,  co ",
            "walden colorado",
            "Walden, Colo.",
            "Wálden, CO",
            "Walden, CO, USA",
            "12 Elm St, Walden, CO",
        ],
    )
    def test_town_with_state_is_its_place(self, places: Places, text: str) -> None:
        assert places.resolve(text) == places.town_place("Walden", "CO")
        assert summary(places.resolve(text)) == ("Walden, CO", Precision.TOWN, None, "America/Denver")

    def test_place_holds_what_the_gazetteer_knows(self, places: Places) -> None:
        place = places.resolve("80203")
        assert (place.town, place.county, place.state) == ("Denver", "Denver", "CO")
        assert miles_between(place.point, Point(39.7313, -104.9811)) < 1

    @pytest.mark.parametrize(
        "text, label", [("Denver", "Denver, CO"), ("worcester", "Worcester, MA"), ("san  josé", "San Jose, CA")]
    )
    def test_large_town_needs_no_state(self, places: Places, text: str, label: str) -> None:
        assert places.resolve(text).label == label

    def test_ambiguous_town_asks_back_largest_first(self, places: Places) -> None:
        with pytest.raises(AmbiguousPlace) as caught:
            places.resolve("Springfield", field="home.place")
        choices = caught.value.choices
        assert [label for label in choices if label in {"Springfield, IL", "Springfield, MA"}] == [
            "Springfield, MA",
            "Springfield, IL",
        ]
        assert len(choices) <= 8
        assert caught.value.field == "home.place"
        assert [places.resolve(label).label for label in choices] == list(choices)

    def test_coordinates_keep_their_point_and_take_the_nearest_zip(self, places: Places) -> None:
        place = places.resolve("39.7312,-104.9811")
        assert place == Place(
            "39.73, -104.98",
            Point(39.7312, -104.9811),
            Precision.EXACT,
            "CO",
            "America/Denver",
            county="Denver",
            zip5="80203",
        )

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "   ",
            "\x00\n",
            "qqqqzzzz",
            "Denver, WY",
            "00000",
            "80203, WY",
            "Colorado",
            "co",
            "51.5,-0.12",
            "-104.98,39.73",
            "91,0",
            "0,181",
            "nan,nan",
            "'; drop table place --",
            "x" * 1000,
        ],
    )
    def test_unknown_place_is_refused_with_help(self, places: Places, text: str) -> None:
        with pytest.raises(UnknownPlace) as caught:
            places.resolve(text, field="near")
        assert caught.value.field == "near"
        assert caught.value.message.isprintable()
        assert len(caught.value.message) < 300

    @pytest.mark.parametrize(
        "text, rest, label",
        [
            ("food 80203", "food", "Denver, CO 80203"),
            ("80203", "", "Denver, CO 80203"),
            ("ged class san jose", "ged class", "San Jose, CA"),
            ("IOP near Walden, CO", "IOP", "Walden, CO"),
            ("detox denver co 80203", "detox", "Denver, CO 80203"),
            ("ayuda en worcester", "ayuda", "Worcester, MA"),
            ("shelter springfield il", "shelter", "Springfield, IL"),
        ],
    )
    def test_trailing_place_is_found(self, places: Places, text: str, rest: str, label: str) -> None:
        found = places.find_trailing(text)
        assert found is not None
        assert (found[0], found[1].label) == (rest, label)

    @pytest.mark.parametrize(
        "text",
        ["", "denver", "iop walden", "shelter springfield", '"oxford house denver"', "detox NOT denver", "help me"],
    )
    def test_doubtful_trailing_place_is_left_in_the_words(self, places: Places, text: str) -> None:
        assert places.find_trailing(text) is None

    def test_suggestions_begin_with_the_prefix_most_populous_first(self, places: Places) -> None:
        assert places.suggest("denv", limit=1) == ("Denver, CO",)
        assert places.suggest("SPRINGFIELD, m")[:2] == ("Springfield, MO", "Springfield, MA")
        assert places.suggest("sán jo", limit=1) == ("San Jose, CA",)

    @pytest.mark.parametrize("prefix", ["", "d", " d ", "\x00", "qqzz"])
    def test_suggestions_are_none_for_a_short_or_unknown_prefix(self, places: Places, prefix: str) -> None:
        assert places.suggest(prefix) == ()

    def test_suggestions_stop_at_the_limit(self, places: Places) -> None:
        assert [len(places.suggest("spr", limit)) for limit in (0, 1, 2)] == [0, 1, 2]

    @pytest.mark.parametrize("zip5", ["", "8020", "80203-1234", "00000", "٨٠٢٠٣", "\ud800"])
    def test_zip_place_is_none_without_a_known_zip(self, places: Places, zip5: str) -> None:
        assert places.zip_place(zip5) is None

    @pytest.mark.parametrize(
        "town, state", [("", "CO"), ("Denver", ""), ("Denver", "WY"), ("\ud800", "CO"), ("Qq", "XX")]
    )
    def test_town_place_is_none_without_a_known_town(self, places: Places, town: str, state: str) -> None:
        assert places.town_place(town, state) is None

    def test_nearest_zip_is_within_sixty_miles(self, places: Places) -> None:
        near = places.nearest_zip(Point(40.72, -106.28))
        assert near is not None
        assert near.zip5 == "80480"
        assert places.nearest_zip(Point(51.5, -0.12)) is None

    def test_zone_is_that_of_the_point(self, places: Places) -> None:
        assert places.zone_of(Point(39.73, -104.98)) == "America/Denver"
        assert places.zone_of(Point(0.0, -150.0)) is None

    def test_towns_of_a_box_are_the_most_populous_first(self, places: Places) -> None:
        found = places.towns_within(38.5, 40.0, -105.2, -104.5, 20)
        labels = [town.label for town in found]
        assert labels.index("Denver, CO") == 0
        assert "Colorado Springs, CO" in labels
        assert places.towns_within(38.5, 40.0, -105.2, -104.5, 1) == found[:1]
        assert all(town.precision is Precision.TOWN for town in found)

    def test_a_box_without_towns_holds_none(self, places: Places) -> None:
        assert places.towns_within(30.0, 30.1, -140.1, -140.0, 5) == ()
