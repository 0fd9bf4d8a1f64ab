import json
import re
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referral.domain.errors import BadFile, BadMapping
from referral.domain.facts import CLOSED_FOR_NOW, Answer
from referral.domain.listing import Mode, PhoneRole
from referral.domain.place import Point, Precision
from referral.domain.record import Record, Rejection
from referral.formats.meeting_guide import MeetingGuide

ROOT = Path(__file__).resolve().parents[2]

GOOD = {
    "slug": "early-birds",
    "name": "Early Birds",
    "day": 1,
    "time": "07:00",
    "end_time": "08:00",
    "types": ["O", "D"],
    "formatted_address": "12 Oak St, Dover, DE 19901, USA",
    "latitude": 39.15,
    "longitude": -75.52,
    "updated": "2026-05-01 10:00:00",
}
ZOOM = "https://zoom.us/j/1"


def load(rows: object, fmt: MeetingGuide | None = None) -> list[Record | Rejection]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        return list((fmt or MeetingGuide()).loads(path, "feed"))


def one(**fields: object) -> Record:
    item = load([GOOD | fields])[0]
    assert isinstance(item, Record), item
    return item


def reason(row: object) -> str:
    item = load([row])[0]
    assert isinstance(item, Rejection)
    return item.reason


def records(items: Iterable[Record | Rejection]) -> list[Record]:
    return [item for item in items if isinstance(item, Record)]


FEEDS = {
    "aasanjose_2022": (670, {"inactive": 129}),
    "aasepia_philadelphia_a": (1928, {"inactive": 444}),
    "aasfmarin_sf": (658, {}),
    "alanon_massachusetts": (360, {"inactive": 31}),
    "kansascity": (206, {"inactive": 9}),
    "sussex_a": (145, {"inactive": 40}),
    "sussex_b": (123, {}),
}


@pytest.fixture(scope="module", params=FEEDS)
def feed(
    request: pytest.FixtureRequest, shared_data: Path
) -> tuple[str, list[dict[str, object]], list[Record | Rejection]]:
    """Name, raw rows, and what was read of them."""
    path = shared_data / "meetings" / f"{request.param}.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    return request.param, raw, list(MeetingGuide().loads(path, "feed"))


Feed = tuple[str, list[dict[str, object]], list[Record | Rejection]]


def test_feed_objects_are_all_accounted_for(feed: Feed) -> None:
    name, raw, items = feed
    size, rejected = FEEDS[name]
    assert len(raw) == len(items) == size
    assert Counter(item.reason for item in items if isinstance(item, Rejection)) == rejected
    assert [item.row for item in items] == [f"object {number}" for number in range(1, size + 1)]
    assert [item.outside_id for item in items] == [str(row["slug"]) for row in raw]


def test_feed_sessions_are_those_of_an_independent_count(feed: Feed) -> None:
    _, raw, items = feed
    expected: Counter[tuple[str, str]] = Counter()
    minutes = 0
    for row, item in zip(raw, items, strict=True):
        if isinstance(item, Record):
            start = datetime.strptime(str(row["time"]), "%H:%M")  # noqa: DTZ007 - a wall-clock reading
            shown = str(row.get("time_formatted", f"{start:%I:%M %p}")).lstrip("0").lower()
            shown = {"noon": "12:00 pm", "midnight": "11:59 pm"}.get(
                shown, shown
            )  # as the plugin that wrote it shows them
            assert f"{start:%I:%M %p}".lstrip("0").lower() == shown
            expected["SU MO TU WE TH FR SA".split()[int(str(row["day"]))], f"{start:%H:%M}"] += 1  # noqa: SIM905 - reads in order
            end = row.get("end_time")
            gap = (datetime.strptime(str(end), "%H:%M") - start).seconds // 60 if end else 60  # noqa: DTZ007 - as above
            minutes += gap
    sessions = [session for record in records(items) for session in record.listing.sessions]
    assert Counter((session.span.day.name, session.span.start_clock) for session in sessions) == expected
    assert sum(session.span.length_min for session in sessions) == minutes
    assert [session.outside_id for session in sessions] == [record.outside_id for record in records(items)]
    stated = sum(1 for row, item in zip(raw, items, strict=True) if isinstance(item, Record) and row.get("end_time"))
    assert sum(1 for session in sessions if not session.end_assumed) == stated


@pytest.mark.parametrize("name", ["aasanjose_2022", "alanon_massachusetts", "sussex_a", "sussex_b"])
def test_attendance_is_what_the_source_itself_computed(shared_data: Path, name: str) -> None:
    path = shared_data / "meetings" / f"{name}.json"
    items = MeetingGuide().loads(path, "feed")
    found = ["inactive" if isinstance(item, Rejection) else item.listing.facts.codes("attendance")[0] for item in items]
    assert found == [row["attendance_option"] for row in json.loads(path.read_text(encoding="utf-8"))]


def test_feed_modes_pins_and_links_agree(feed: Feed) -> None:
    for record in records(feed[2]):
        listing = record.listing
        attendance = listing.facts.codes("attendance")
        assert {(session.mode.value,) for session in listing.sessions} == {attendance}
        if attendance == ("online",):
            assert (listing.location.streets, listing.location.name) == ((), None)
            assert listing.location.precision in (Precision.TOWN, Precision.NONE)
        if attendance == ("in_person",):
            assert listing.online is None


def test_feed_raw_holds_no_contacts_and_rows_of_one_group_share_its_id(feed: Feed) -> None:
    groups: dict[str, set[str]] = {}
    for record in records(feed[2]):
        assert not [key for key in record.raw if "contact" in key or "email" in key or key == "phone"]
        groups.setdefault(str(record.merge_key), set()).add(str(record.listing.group_id))
    assert [ids for ids in groups.values() if len(ids) != 1] == []


LISTINGS = {
    "aasanjose_2022": (401, 244),
    "aasepia_philadelphia_a": (1135, 661),
    "aasfmarin_sf": (527, 449),
    "alanon_massachusetts": (325, 320),
    "kansascity": (66, 28),
    "sussex_a": (101, 71),
    "sussex_b": (120, 88),
}


def test_feed_makes_so_many_listings_of_so_many_groups(feed: Feed) -> None:
    found = records(feed[2])
    assert (len({r.merge_key for r in found}), len({r.listing.group_id for r in found})) == LISTINGS[feed[0]]


def test_al_anon_feed_is_known_by_its_names(shared_data: Path) -> None:
    path = shared_data / "meetings" / "alanon_massachusetts.json"
    found = records(MeetingGuide().loads(path, "feed"))
    named = {r.outside_id for r in found if "Alateen" in r.listing.name}
    assert {r.outside_id for r in found if r.listing.facts.codes("fellowship") == ("Alateen",)} == named
    assert {r.listing.facts.codes("fellowship") for r in found} == {("AlAnon",), ("Alateen",)}
    assert len(named) == 5
    assert all("restricted=youth_only" in r.listing.facts.yes for r in found if r.outside_id in named)
    assert [r for r in found if "meeting=young_people" in r.listing.facts.yes] == []


def test_suspended_meetings_are_online_or_left_out(shared_data: Path) -> None:
    path = shared_data / "meetings" / "aasepia_philadelphia_a.json"
    raw = {row["slug"]: row for row in json.loads(path.read_text(encoding="utf-8"))}
    items = list(MeetingGuide().loads(path, "feed"))
    suspended = [item for item in items if "SUSPENDED" in raw[item.outside_id]["name"]]
    assert len(suspended) == 824
    assert {r.listing.facts.codes("attendance") for r in records(suspended)} == {("online",)}
    assert [r for r in records(items) if "SUSPENDED" in r.listing.name] == []
    assert [item.outside_id for item in items if isinstance(item, Rejection) and item not in suspended] == []
    assert [
        i for i in suspended if isinstance(i, Rejection) and "zoom.us/" in raw[i.outside_id]["conference_url"]
    ] == []


def test_row_becomes_a_listing() -> None:
    record = one(
        group="Oak Street Group",
        group_id=7,
        location="Old Church",
        location_notes="side door",
        notes="<p>Bring a <b>mug</b>&nbsp;&amp; a chair</p>",
        group_notes="Since 1980",
        timezone="America/New_York",
        url="https://example.org/meetings/early-birds",
        entity="District 9 Office",
        entity_phone="302-555-0100",
    )
    listing = record.listing
    assert (listing.id, listing.name, listing.organization) == ("feed:early-birds", "Early Birds", "Oak Street Group")
    assert (listing.as_of, listing.description) == (date(2026, 5, 1), "Since 1980")
    assert listing.website == "https://example.org/meetings/early-birds"
    place = listing.location
    assert (place.name, place.address) == ("Old Church", "12 Oak St, Dover, DE 19901")
    assert (place.point, place.precision, place.time_zone) == (
        Point(39.15, -75.52),
        Precision.STREET,
        "America/New_York",
    )
    session = listing.sessions[0]
    assert (session.span.day.name, session.span.start_clock, session.span.end_clock) == ("MO", "07:00", "08:00")
    assert (session.mode, session.end_assumed) == (Mode.IN_PERSON, False)
    assert (session.notes, session.outside_id) == ("Bring a mug & a chair\nside door", "early-birds")
    assert [(phone.text, phone.role) for phone in record.phones] == [("302-555-0100", PhoneRole.HOTLINE)]
    assert record.warnings == ()
    stated = {"meeting=open", "meeting=discussion", "language=en", "fellowship=AA", "attendance=in_person"}
    assert listing.facts.yes == stated


def test_contacts_and_payment_names_are_never_kept() -> None:
    secret = "555-0199 Pat P."
    fields = [f"contact_{n}_{what}" for n in (1, 2, 3) for what in ("name", "email", "phone")]
    fields += [
        "email",
        "phone",
        "mailing_address",
        "last_contact",
        "entity_email",
        "feedback_emails",
        "feedback_url",
        "edit_url",
    ]
    fields += ["venmo", "square", "paypal", "contact_name_of_our_site", "chair"]
    record = one(**dict.fromkeys(fields, secret), notes={"contact": secret}, regions=[{"contact": secret}])
    assert secret not in repr(record)
    assert record.raw == GOOD


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"day": ""}, "no_day"),
        ({"day": None}, "no_day"),
        ({"day": 7}, "rejected bad_day"),
        ({"day": "Someday"}, "rejected bad_day"),
        ({"day": [1, 9]}, "rejected bad_day"),
        ({"time": "noon", "end_time": None}, "MO 12:00"),
        ({"time": "7:00 PM", "end_time": ""}, "MO 19:00"),
        ({"time": "24:00", "end_time": "01:00"}, "MO 00:00"),
        ({"time": 1900}, "rejected bad_time"),
        ({"time": "later"}, "rejected bad_time"),
        ({"time": ""}, "no_time"),
        ({"end_time": "whenever"}, "MO 07:00 bad_end_time"),
        ({"conference_url": "N/A"}, "MO 07:00 bad_conference_url"),
        ({"conference_url": 5}, "MO 07:00 bad_conference_url"),
        ({"conference_url": "https://notzoom.us/j/1"}, "MO 07:00 bad_conference_url"),
        ({"conference_phone": 12}, "MO 07:00 bad_conference_phone"),
        ({"types": ["O", None]}, "MO 07:00 bad_type"),
        ({"types": ["O", "NOPE"]}, "MO 07:00 unknown_type"),
        ({"types": None}, "MO 07:00"),
        ({"formatted_address": None, "address": "1 Elm St", "city": 5}, "MO 07:00"),
        ({"latitude": "north"}, "MO 07:00 bad_point"),
        ({"timezone": "Pacific"}, "MO 07:00 bad_time_zone"),
        ({"updated": "yesterday"}, "MO 07:00 bad_updated"),
        ({"website": "javascript:alert(1)"}, "MO 07:00 bad_website"),
        ({"end_time": "06:00"}, "MO 07:00 long_session"),
        ({"slug": ""}, "rejected no_slug"),
        ({"slug": None}, "rejected no_slug"),
        ({"slug": True}, "rejected no_slug"),
        ({"slug": {}}, "rejected no_slug"),
        ({"slug": "first"}, "rejected duplicate_id"),
        ({"name": None}, "rejected no_name"),
        ({"name": "<br>"}, "rejected no_name"),
        ({"name": "(SUSPENDED)"}, "rejected no_name"),
        ({"types": ["TC"]}, "rejected inactive"),
        ({"name": "(SUSPENDED) Early Birds"}, "rejected inactive"),
        ({"approximate": "yes"}, "rejected inactive"),
        ({"formatted_address": "Dover, DE, USA"}, "rejected inactive"),
    ],
)
def test_one_bad_row_costs_only_itself(fields: dict[str, object], expected: str) -> None:
    items = load([GOOD | {"slug": "first"}, GOOD | fields, GOOD | {"slug": "last"}])
    assert [item.outside_id for item in records([items[0], items[2]])] == ["first", "last"]
    item = items[1]
    if isinstance(item, Rejection):
        found = f"rejected {item.reason}"
    else:
        times = [f"{s.span.day.name} {s.span.start_clock}" for s in item.listing.sessions]
        found = " ".join([*times, *item.warnings])
    assert found == expected


@pytest.mark.parametrize("row", [None, [], "text", 5, True])
def test_entry_that_is_no_object_is_rejected(row: object) -> None:
    items = load([GOOD, row])
    assert items[1] == Rejection("object 2", None, "not_an_object")
    assert len(records(items)) == 1


def test_array_of_days_is_one_record_with_several_sessions() -> None:
    rows = [
        {
            "slug": "alano",
            "name": "Alano Noon",
            "day": ["1", "2", "3"],
            "time": "11:00 AM",
            "address": "9 Elm",
            "city": "Dover",
        },
        {
            "slug": "late",
            "name": "Late",
            "day": [0, 6],
            "time": "11:30 PM",
            "end_time": "12:30 AM",
            "address": "9 Elm",
            "city": "Dover",
        },
        {"slug": "words", "name": "Words", "day": ["Friday"], "time": "7:00 PM", "address": "9 Elm", "city": "Dover"},
    ]
    found = records(load(rows))
    times = [[f"{s.span.day.name} {s.span.start_clock}-{s.span.end_clock}" for s in r.listing.sessions] for r in found]
    assert times == [
        ["MO 11:00-12:00", "TU 11:00-12:00", "WE 11:00-12:00"],
        ["SA 23:30-00:30", "SU 23:30-00:30"],
        ["FR 19:00-20:00"],
    ]
    assert [s.end_assumed for r in found for s in r.listing.sessions] == [True, True, True, False, False, True]


def test_meeting_by_appointment_states_no_times() -> None:
    record = one(day=None, time=None, end_time=None, notes="Call the office")
    assert (record.listing.sessions, record.warnings, record.listing.description) == ((), (), "Call the office")


@pytest.mark.parametrize(
    ("fields", "attendance"),
    [
        ({}, "in_person"),
        ({"conference_url": ZOOM}, "hybrid"),
        ({"conference_phone": "+13125550100,,1#"}, "hybrid"),
        ({"types": ["onl"]}, "hybrid"),
        ({"types": ["TC"], "conference_url": ZOOM}, "online"),
        ({"types": ["TC", "ONL"]}, "online"),
        ({"approximate": "yes", "conference_url": ZOOM}, "online"),
        ({"approximate": True, "conference_url": ZOOM}, "online"),
        ({"approximate": "no", "formatted_address": "Dover, DE, USA"}, "in_person"),
        ({"formatted_address": "Dover, DE, USA", "conference_url": ZOOM}, "online"),
        ({"formatted_address": "12 Oak St. Dover, DE 19901"}, "in_person"),
        ({"formatted_address": None, "city": "Dover", "state": "DE", "conference_url": ZOOM}, "online"),
        ({"formatted_address": None, "address": "12 Oak St", "city": "Dover"}, "in_person"),
        ({"formatted_address": None}, "in_person"),
        ({"name": "(Suspended) Early Birds", "conference_url": ZOOM}, "online"),
    ],
)
def test_types_and_address_decide_attendance(fields: dict[str, object], attendance: str) -> None:
    assert one(**fields).listing.facts.codes("attendance") == (attendance,)


def test_online_meeting_keeps_its_town_but_no_street_pin() -> None:
    record = one(types=["TC"], conference_url=ZOOM, location="Old Church", latitude=39.15678, longitude="-75.52345")
    place = record.listing.location
    assert (place.address, place.name) == ("Dover, DE 19901", None)
    assert (place.point, place.precision) == (Point(39.16, -75.52), Precision.TOWN)


def test_ways_to_join_are_kept_with_the_notes_of_those_that_work() -> None:
    record = one(
        conference_url=ZOOM, conference_url_notes="ID 1", conference_phone="ID: 1", conference_phone_notes="Enter 1"
    )
    online = record.listing.online
    assert online is not None
    assert (online.url, online.phone, online.notes) == (ZOOM, None, "ID 1")
    assert record.warnings == ("bad_conference_phone",)


def test_online_by_its_types_alone_has_no_link_and_says_so() -> None:
    record = one(types=["ONL"], conference_url="https://tinyurl.com/x", url="https://example.org/m")
    assert (record.listing.online, record.listing.website) == (None, "https://example.org/m")
    assert record.warnings == ("bad_conference_url", "no_conference")


@pytest.mark.parametrize(
    ("text", "address", "precision"),
    [
        ("1555 S 7th St bldg k, San Jose, CA 95112, USA", "1555 S 7th St bldg k, San Jose, CA 95112", Precision.STREET),
        (
            "Food Hall, 3340 N Broad St, Philadelphia, PA 19140, USA",
            "Food Hall, 3340 N Broad St, Philadelphia, PA 19140",
            Precision.STREET,
        ),
        ("217 Berkley Rd Devon, PA  19333 United States", "217 Berkley Rd Devon, PA 19333", Precision.STREET),
        ("3800 Vaux St, Philadelphia, PA 19129", "3800 Vaux St, Philadelphia, PA 19129", Precision.STREET),
        ("Gilroy, CA 95020-1234, USA", "Gilroy, CA 95020", Precision.TOWN),
        ("Sussex County, DE, USA", "DE", Precision.TOWN),
    ],
)
def test_formatted_address_is_taken_apart(text: str, address: str, precision: Precision) -> None:
    place = one(formatted_address=text, approximate="no").listing.location
    assert (place.address, place.precision, place.country) == (address, precision, "US")


def test_address_parts_are_put_together() -> None:
    fields = {"address": "6101 Ward Pkwy", "city": "Boston", "state": "ma", "postal_code": 2108, "country": "USA"}
    place = one(formatted_address="", **fields).listing.location
    assert (place.address, place.country) == ("6101 Ward Pkwy, Boston, MA 02108", "US")


def test_coordinates_of_one_text() -> None:
    fields = {"latitude": None, "longitude": ""}
    exact, none = (one(coordinates=text, **fields) for text in ("39.1,-75.5", "0,0"))
    box = one(coordinates="39.0,-75.0,40.0,-76.0", conference_url=ZOOM, **fields)
    assert (exact.listing.location.point, exact.listing.location.precision) == (Point(39.1, -75.5), Precision.STREET)
    assert (none.listing.location.point, none.warnings) == (None, ("bad_point",))
    assert (box.listing.location.point, box.listing.facts.codes("attendance")) == (Point(39.5, -75.5), ("online",))


def test_rows_of_one_group_are_one_listing_until_they_differ() -> None:
    base = {"group": "Sisters", "group_id": 5, "types": ["O", "W"]}
    same = [
        one(**base, slug="a"),
        one(**base, slug="b", day=3, notes="candles"),
        one(**base, slug="c", name="Early Birds Friday"),
    ]
    differing = [
        one(**base | {"types": ["C", "W"]}, slug="d"),
        one(**base | {"types": ["O", "W", "S"]}, slug="e"),
        one(**base, slug="f", conference_url=ZOOM),
        one(**base, slug="g", conference_url=ZOOM, conference_url_notes="code 1"),
        one(**base, slug="h", name="How It Works"),
    ]
    assert len({r.merge_key for r in same}) == 1
    assert len({r.merge_key for r in same + differing}) == 6
    assert len({r.listing.group_id for r in same + differing}) == 1


def test_one_group_at_two_places_and_two_groups_at_one_place_are_no_siblings() -> None:
    base = {"group": "Sisters", "group_id": 5}
    here = one(**base)
    there = one(**base, formatted_address="9 Elm St, Dover, DE 19901, USA")
    other = one(group="Brothers", group_id=6)
    assert len({r.listing.group_id for r in (here, there, other)}) == 3


@pytest.mark.parametrize("group", ["District 25", "D21", "District TBD"])
def test_district_is_not_a_group(group: str) -> None:
    first, second = (one(group=group, group_id=9, name=name) for name in ("Hope AFG", "Faith AFG"))
    assert first.listing.group_id != second.listing.group_id
    assert first.listing.organization is None


def test_name_that_says_men_only_restricts() -> None:
    facts = one(name="Performance III (MEN ONLY)", types=["C"]).listing.facts
    assert (facts.answer("restricted=men_only"), facts.answer("meeting=men")) == (Answer.YES, Answer.YES)
    assert one(name="Women’s only circle").listing.facts.codes("restricted") == ("women_only",)
    assert one(name="Men of Oak Street").listing.facts.codes("restricted") == ()


def test_fellowship_of_a_feed() -> None:
    afg = [GOOD | {"slug": str(n), "name": f"{n} Hope AFG", "types": ["POA"]} for n in range(2)]
    assert {r.listing.facts.codes("meeting") for r in records(load(afg))} == {("parents",)}
    mixed = [*afg[:1], GOOD, GOOD | {"slug": "x"}]
    assert {r.listing.facts.codes("fellowship") for r in records(load(mixed))} == {("AA",)}
    given_one = records(load([GOOD | {"types": ["BEG"]}], MeetingGuide("na")))[0].listing.facts
    assert (given_one.codes("fellowship"), given_one.codes("meeting")) == (("NA",), ("beginner",))


def test_time_zone_of_rows_without_one() -> None:
    fmt = MeetingGuide(time_zone="America/Chicago")
    rows = [GOOD, GOOD | {"slug": "b", "timezone": "America/Denver"}]
    assert [r.listing.location.time_zone for r in records(load(rows, fmt))] == ["America/Chicago", "America/Denver"]


def test_mapping_that_comes_with_us_makes_al_anon() -> None:
    mapping = tomllib.loads((ROOT / "seed/mappings/alanon.toml").read_text(encoding="utf-8"))
    fmt = MeetingGuide.from_mapping(mapping)
    assert records(load([GOOD], fmt))[0].listing.facts.codes("fellowship") == ("AlAnon",)
    assert fmt.version != MeetingGuide().version


@pytest.mark.parametrize(
    "mapping",
    [
        {"fellowship": "Nobody"},
        {"fellowship": 5},
        {"time_zone": "Pacific"},
        {"colour": "red"},
        {"format": "bmlt"},
        {"format": ["meeting-guide"]},
    ],
)
def test_bad_mapping_is_refused(mapping: dict[str, object]) -> None:
    with pytest.raises(BadMapping):
        MeetingGuide.from_mapping(mapping)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"meetings": []}',
        "[1, 2]",
        "[[1]]",
        "<html>",
        '[{"slug": "a"',
        '[{"id_bigint": "1", "meeting_name": "x"}]',
        "null",
    ],
)
def test_file_of_another_kind_is_bad(tmp_path: Path, text: str) -> None:
    path = tmp_path / "feed.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile):
        list(MeetingGuide().loads(path, "feed"))


def test_empty_feed_has_no_records() -> None:
    assert load([]) == []


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(
        ["7:00 PM", "monday", ZOOM, "yes", "TC", "12 Oak St, Dover, DE 19901, USA", "America/Denver", "2026-01-01"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
FIELDS = re.findall(
    r"\w+",
    "slug name day time end_time types group group_id group_notes notes location formatted_address address city state "
    "postal_code country latitude longitude coordinates approximate timezone updated url website conference_url "
    "conference_url_notes conference_phone entity entity_phone district other",
)
rows_of_anything = st.lists(
    st.dictionaries(st.sampled_from(FIELDS), values, max_size=12).map(lambda fields: GOOD | fields)
    | st.dictionaries(st.sampled_from(FIELDS), values, max_size=6),
    max_size=4,
)


@settings(deadline=None)
@given(rows_of_anything)
def test_any_objects_are_records_or_rejections(rows: list[dict[str, object]]) -> None:
    items = load(rows)
    assert [item.row for item in items] == [f"object {number}" for number in range(1, len(rows) + 1)]
    ids = [record.outside_id for record in records(items)]
    assert len(ids) == len(set(ids))
    for record in records(items):
        assert record.listing.id == f"feed:{record.outside_id}"
        assert json.loads(json.dumps(record.raw)) == record.raw
        assert record.raw.keys() <= set(FIELDS) - {"other"}
        assert record.listing.facts.states("attendance")


def test_a_mapping_may_name_its_feed() -> None:
    assert MeetingGuide.from_mapping({"name": "AA in San Jose"}).title == "AA in San Jose"
    assert MeetingGuide().title is None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"types": ["TC", "ONL"]}, CLOSED_FOR_NOW),
        ({"name": "(Suspended) Early Birds", "conference_url": ZOOM}, CLOSED_FOR_NOW),
        ({"types": ["TC"], "approximate": "yes", "conference_url": ZOOM}, None),
        ({"approximate": "yes", "conference_url": ZOOM}, None),
        ({"conference_url": ZOOM}, None),
    ],
)
def test_a_room_that_is_closed_for_now_is_kept_as_the_reason(fields: dict[str, object], reason: str | None) -> None:
    facts = one(**fields).listing.facts
    assert facts.reason("attendance=in_person") == reason
