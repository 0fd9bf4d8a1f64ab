"""The shipped gazetteer: which place a text means, where it is, and the file it is kept in."""

import csv
import gzip
import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from referral.domain.errors import AmbiguousPlace, BadInput, StoreUnavailable, UnknownPlace
from referral.domain.place import Point, Precision, miles_between
from referral.domain.ports import Places
from referral.places import OfflinePlaces
from referral.places.parse import words
from referral.places.states import NAMES
from tests.contracts.places import PlacesContract
from tests.fakes import PLACES, FakePlaces

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "seed" / "places" / "places.csv.gz"
with gzip.open(SOURCE, "rt", encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
TOWNS = [row for row in ROWS if row["kind"] == "town"]
ZONES = available_timezones()
ZIPS = [row for row in ROWS if row["kind"] == "zip"]


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> OfflinePlaces:
    return OfflinePlaces(SOURCE, tmp_path_factory.mktemp("places"))


class TestOfflinePlaces(PlacesContract):
    @pytest.fixture
    def places(self, offline: OfflinePlaces) -> Places:
        return offline


class TestFakePlaces(PlacesContract):
    @pytest.fixture
    def places(self) -> Places:
        return FakePlaces()


def test_fake_places_say_what_the_shipped_file_says(offline: OfflinePlaces) -> None:
    for entry in PLACES:
        place = offline.resolve(entry.place.label)
        assert (place.label, place.time_zone, place.precision) == (
            entry.place.label,
            entry.place.time_zone,
            entry.place.precision,
        )
        assert miles_between(place.point, entry.place.point) < 2


@pytest.mark.parametrize(
    "text, label",
    [
        ("St. Paul", "Saint Paul, MN"),
        ("st paul mn", "Saint Paul, MN"),
        ("St.Louis, MO", "St. Louis, MO"),
        ("Mt Vernon, IL", "Mount Vernon, IL"),
        ("billings mt", "Billings, MT"),
        ("ft collins", "Fort Collins, CO"),
        ("N. Las Vegas", "North Las Vegas, NV"),
        ("winston salem", "Winston-Salem, NC"),
        ("Coeur d\u2019Alene", "Coeur d'Alene, ID"),
        ("o fallon mo", "O'Fallon, MO"),
        ("du bois pa", "DuBois, PA"),
        ("canon city co", "Cañon City, CO"),
        ("Española, New Mexico", "Española, NM"),
        ("Boston", "Boston, MA"),
        ("colorado springs", "Colorado Springs, CO"),
        ("kansas city missouri", "Kansas City, MO"),
        ("Port Washington, NY", "Port Washington, NY"),
        ("charleston west virginia", "Charleston, WV"),
        ("Virginia, Minnesota", "Virginia, MN"),
        ("Worcester, Mass.", "Worcester, MA"),
        ("New York", "New York, NY"),
        ("nyc", "New York, NY"),
        ("New York, New York", "New York, NY"),
        ("Washington", "Washington, DC"),
        ("Washington, D.C.", "Washington, DC"),
        ("DC", "Washington, DC"),
        ("San Juan, Puerto Rico", "San Juan, PR"),
        ("Hagatna, Guam", "Hagåtña, GU"),
        ("Ｄｅｎｖｅｒ，　ＣＯ", "Denver, CO"),
        ("De\u200bnver\x00", "Denver, CO"),
        ("Denver, CO 99999", "Denver, CO"),
        ("Glendale, CO 80246", "Denver, CO 80246"),
        ("1600 Pennsylvania Ave NW, Washington, DC 20006, USA", "Washington, DC 20006"),
        ("39.73° N, 104.98° W", "39.73, -104.98"),
        ("39.73 \u2212104.98", "39.73, -104.98"),
    ],
)
def test_text_means_this_place(offline: OfflinePlaces, text: str, label: str) -> None:
    assert offline.resolve(text).label == label


@pytest.mark.parametrize(
    "text, choices",
    [
        ("Walden", ("Walden, NY", "Walden, TN", "Walden, CO")),
        ("Kansas City", ("Kansas City, MO", "Kansas City, KS")),
        ("O'Fallon", ("O'Fallon, MO", "O'Fallon, IL")),
        (
            "Springfield",
            tuple(f"Springfield, {state}" for state in ("MO", "MA", "IL", "OR", "OH", "VA", "PA", "TN")),
        ),
    ],
)
def test_ambiguous_town_lists_its_choices(offline: OfflinePlaces, text: str, choices: tuple[str, ...]) -> None:
    with pytest.raises(AmbiguousPlace) as caught:
        offline.resolve(text)
    assert caught.value.choices == choices


def test_town_with_less_than_ten_times_the_next_is_ambiguous(offline: OfflinePlaces) -> None:
    with pytest.raises(AmbiguousPlace) as caught:
        offline.resolve("Portland")  # 652,503 people in Oregon, 66,881 in Maine
    assert caught.value.choices[:2] == ("Portland, OR", "Portland, ME")


@pytest.mark.parametrize(
    "text, says",
    [
        ("denvr", "No place is called 'denvr'. Did you mean Denver, CO? "),
        ("Denver, WY", "No place is called 'Denver, WY'. Did you mean Denver, CO or Denver, PA or Denver, NC? "),
        ("worchester ma", "No place is called 'worchester ma'. Did you mean Worcester, MA? "),
        ("2139", "No place is called '2139'. Did you mean 02139? "),
        ("\x1b[31mqqzz\u202e", "No place is called '[31mqqzz'. "),
        ("99999", "No ZIP code 99999 is known. "),
        ("", "The place is empty. "),
        ("Wyoming", "Wyoming is a state or territory, not a town. "),
        ("-104.98, 39.73", "-104.98, 39.73 is no point on Earth. Write the latitude first. "),
        ("-80.2 25.7", "-80.2, 25.7 is over 60 miles from any ZIP code. Write the latitude first. "),
        ("51.5,-0.12", "51.5, -0.12 is over 60 miles from any ZIP code. "),
    ],
)
def test_unknown_place_says_what_to_type(offline: OfflinePlaces, text: str, says: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        offline.resolve(text)
    help_ = "Use a ZIP code like 80203, a town with its state like 'Walden, CO', or latitude,longitude."
    assert caught.value.message == f"--near: {says}{help_}"


def test_zip_in_another_state_is_refused(offline: OfflinePlaces) -> None:
    with pytest.raises(UnknownPlace) as caught:
        offline.resolve("Boulder, WY 80203")
    assert caught.value.message == ("--near: The ZIP code 80203 is in Colorado, not in Wyoming. Correct one of them.")


@pytest.mark.parametrize(
    "text, found",
    [
        ("library burlingame", ("library", "Burlingame, CA")),
        ("library, Burlingame", ("library", "Burlingame, CA")),
        ("food 20001", ("food", "Washington, DC 20001")),
        ("food  pantry   in  20001-1234", ("food  pantry", "Washington, DC 20001")),
        ("detox salt lake city ut 84101", ("detox", "Salt Lake City, UT 84101")),
        ("vivienda cerca de san josé", ("vivienda", "San Jose, CA")),
        ("near denver", ("", "Denver, CO")),
        ("San Jose, CA", ("", "San Jose, CA")),
        ("iop st. louis", ("iop", "St. Louis, MO")),
        ("shelter d.c.", ("shelter", "Washington, DC")),
        ("shelter new york", ("shelter", "New York, NY")),
        ("detox portland or", ("detox", "Portland, OR")),
        ("aa reading pa", ("aa", "Reading, PA")),
        ("iop Hope, AR", ("iop", "Hope, AR")),
        ("mobile crisis mobile alabama", ("mobile crisis", "Mobile, AL")),
        ("classes Center, CO", ("classes", "Center, CO")),
        ("job center 80203", ("job center", "Denver, CO 80203")),
        ("hope", None),
        ("recovery hope", None),
        ("find hope in", None),
        ("learn reading", None),
        ("mobile crisis", None),
        ("help with crystal", None),
        ("a sober friendship", None),
        ("feel normal", None),
        ("housing or", None),
        ("recovery center co", None),
        ("nursing home pa", None),
        ("iop wyoming", None),
        ("iop north carolina", None),
        ("shelter washington", None),
        ("iop aurora", None),
        ("clinica del pueblo", None),
        ("county of el dorado", None),
        ("good year", None),
        ("detox OR boston", None),
        ("detox and boston", None),
        ("-boston", None),
        ("detox -boston", None),
        ("city:boston", None),
        ("detox bosto*", None),
        ("(detox boston)", None),
        ('"phoenix house boston"', None),
        ("food 99999", None),
        ("call 3035550199", None),
    ],
)
def test_trailing_words_are_a_place_or_not(offline: OfflinePlaces, text: str, found: tuple[str, str] | None) -> None:
    taken = offline.find_trailing(text)
    assert (taken and (taken[0], taken[1].label)) == found


@pytest.mark.parametrize(
    "prefix, labels",
    [
        ("denver", ("Denver, CO", "Denver City, TX", "Denver, PA", "Denver, NC", "Denver, IA")),
        ("st. lou", ("St. Louis, MO", "Saint Louis Park, MN", "Saint Louis, MI", "St. Louis Heights, HI")),
        ("mt v", ("Mount Vernon, NY", "Mount Vernon, WA", "Mount Vernon Triangle, DC", "Mount Vernon, OH")),
        ("cañon c", ("Cañon City, CO",)),
        ("new york c", ("New York City, NY",)),
        ("new york", ("New York, NY", "New York Mills, NY", "New York Mills, MN")),
        ("denver co 8020", tuple(f"Denver, CO 8020{digit}" for digit in "12345678")),
        ("802", ()),
    ],
)
def test_suggestions_come_in_this_order(offline: OfflinePlaces, prefix: str, labels: tuple[str, ...]) -> None:
    assert offline.suggest(prefix)[: len(labels)] == labels
    assert bool(offline.suggest(prefix)) is bool(labels)


def test_suggestions_of_a_bare_st_are_streets_of_both_kinds(offline: OfflinePlaces) -> None:
    assert offline.suggest("st", limit=4) == ("Staten Island, NY", "Stockton, CA", "Saint Paul, MN", "St. Louis, MO")


@given(st.sampled_from(ROWS))
def test_label_and_parts_find_their_own_row(offline: OfflinePlaces, row: dict[str, str]) -> None:
    label = f"{row['town']}, {row['state']} {row['zip5']}".strip()
    assert offline.resolve(label).label == label
    assert offline.resolve(label.replace(",", "").swapcase()).label == label
    town = offline.town_place(row["town"], row["state"])
    assert town is None or town.label == f"{row['town']}, {row['state']}"
    if row["kind"] == "town":
        assert offline.resolve(f"{row['town']}, {NAMES[row['state']]}").label == label


@given(
    st.text() | st.text("aeinorst ,.'-0123456789ñ°NSEW\u2212", max_size=40) | st.from_regex(r"[0-9.+-]+[, ][0-9.+-]+")
)
@example("1,000,000")
@example("\ud800")
@example("٨٠٢٠٣")
def test_any_text_is_a_place_or_bad_input(offline: OfflinePlaces, text: str) -> None:
    try:
        place = offline.resolve(text)
    except BadInput as error:
        outcome = error.message.isprintable() and type(error) in {UnknownPlace, AmbiguousPlace}
    else:
        outcome = place.time_zone in ZONES
    assert outcome


@given(st.text() | st.text("aeinorst \"()*:-,'ORND0123456789", max_size=60))
def test_any_search_text_keeps_its_beginning(offline: OfflinePlaces, text: str) -> None:
    found = offline.find_trailing(text)
    assert found is None or text.startswith(found[0])


@given(st.text(max_size=20), st.integers(0, 10))
def test_any_prefix_has_suggestions_that_resolve(offline: OfflinePlaces, prefix: str, limit: int) -> None:
    labels = offline.suggest(prefix, limit)
    assert len(labels) <= limit
    assert [offline.resolve(label).label for label in labels] == list(labels)


@given(st.floats(17, 72), st.floats(-180, -64))
@example(71.3, -156.8)
@example(39.73, -104.98)
@example(51.9, -176.6)
def test_nearest_zip_is_the_nearest_of_all(offline: OfflinePlaces, latitude: float, longitude: float) -> None:
    point = Point(latitude, longitude)
    near = [row for row in ZIPS if abs(float(row["latitude"]) - latitude) < 1]
    far = min((miles_between(point, _point(row)) for row in near), default=100.0)
    found = offline.nearest_zip(point)
    assume(abs(far - 60) > 0.001)
    assert (found is not None) == (far < 60)
    assert found is None or miles_between(point, found.point) == pytest.approx(far)


def _point(row: dict[str, str]) -> Point:
    return Point(float(row["latitude"]), float(row["longitude"]))


def test_every_row_is_in_order_and_in_form() -> None:
    labels = [(row["town"], row["state"], row["zip5"]) for row in ROWS]
    assert len(set(labels)) == len(ROWS)
    assert {row["state"] for row in ROWS} == set(NAMES)
    assert {row["time_zone"] for row in ROWS} <= ZONES
    assert {(row["kind"], row["precision"]) for row in ROWS} == {("town", "town"), ("zip", "zip"), ("zip", "town")}
    assert all(_point(row) != Point(0, 0) for row in ROWS)
    assert all(words(row["town"]) and unicodedata.is_normalized("NFC", row["town"]) for row in ROWS)
    assert len(TOWNS) > 35_000
    assert SOURCE.stat().st_size < 1_200_000


def test_every_zip_has_a_place_with_a_known_zone(offline: OfflinePlaces) -> None:
    found = [(row["zip5"], offline.zip_place(row["zip5"])) for row in ZIPS]
    assert [zip5 for zip5, place in found if place is None or place.time_zone not in ZONES] == []


def test_zip_point_may_be_that_of_its_town(offline: OfflinePlaces) -> None:
    place = offline.resolve("00901")
    assert (place.label, place.precision) == ("San Juan, PR 00901", Precision.TOWN)
    assert place.point == offline.resolve("San Juan, PR").point


def test_threads_share_one_file(tmp_path: Path) -> None:
    places = OfflinePlaces(SOURCE, tmp_path)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: places.resolve("80203"), range(64)))
    assert set(found) == {places.resolve("80203")}
    assert [path.name for path in tmp_path.iterdir()] == [places.prepare().name]


_RESOLVE = """
import sys, pathlib
from referral.places import OfflinePlaces
sys.stdin.read()
print(OfflinePlaces(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])).resolve("walden co").label)
"""


def test_processes_that_make_the_file_at_once_leave_one(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _RESOLVE, str(SOURCE), str(tmp_path)]
    runs = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for run in runs:  # both have started; now both begin
        assert run.stdin is not None
        run.stdin.close()
        run.stdin = None
    assert [run.communicate(timeout=60)[0].strip() for run in runs] == ["Walden, CO", "Walden, CO"]
    assert [path.suffix for path in tmp_path.iterdir()] == [".sqlite"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_child_after_fork_opens_the_file_itself(offline: OfflinePlaces) -> None:
    before = offline.resolve("80203")
    child = os.fork()
    if child == 0:
        os._exit(0 if offline.resolve("80203") == before else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _small(path: Path, town: str) -> Path:
    header = ",".join(ROWS[0])
    row = f"town,,{town},CO,Jackson,40.7316,-106.2836,town,584,America/Denver"
    path.write_bytes(gzip.compress(f"{header}\n{row}\n".encode()))
    return path


def test_new_source_makes_a_new_file(tmp_path: Path) -> None:
    first = OfflinePlaces(_small(tmp_path / "places.csv.gz", "Walden"), tmp_path)
    assert first.resolve("Walden").label == "Walden, CO"
    second = OfflinePlaces(_small(tmp_path / "places.csv.gz", "Gould"), tmp_path)
    assert second.resolve("Gould").label == "Gould, CO"
    assert first.prepare() != second.prepare()
    assert first.resolve("Walden").label == "Walden, CO"


def test_file_that_is_not_whole_is_made_again(tmp_path: Path) -> None:
    path = OfflinePlaces(_small(tmp_path / "places.csv.gz", "Walden"), tmp_path).prepare()
    path.write_bytes(path.read_bytes()[:50])
    assert OfflinePlaces(tmp_path / "places.csv.gz", tmp_path).resolve("Walden").label == "Walden, CO"


def test_folder_with_odd_signs_in_its_name_is_fine(tmp_path: Path) -> None:
    folder = tmp_path / "a b?c#d%20é"
    assert OfflinePlaces(_small(tmp_path / "places.csv.gz", "Walden"), folder).resolve("Walden").label == "Walden, CO"


@pytest.mark.parametrize(
    "content",
    [None, b"", b"no gzip", gzip.compress(b"a,b\n1,2\n", mtime=0), gzip.compress(b"x" * 99, mtime=0)[:-9]],
    ids=["absent", "empty", "no gzip", "other columns", "cut short"],
)
def test_source_that_cannot_be_read_is_store_unavailable(tmp_path: Path, content: bytes | None) -> None:
    source = tmp_path / "places.csv.gz"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(StoreUnavailable):
        OfflinePlaces(source, tmp_path).resolve("80203")
    assert [path.name for path in tmp_path.iterdir() if path != source] == []


def test_folder_that_cannot_be_made_is_store_unavailable(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(StoreUnavailable):
        OfflinePlaces(SOURCE, blocked / "home").resolve("80203")
