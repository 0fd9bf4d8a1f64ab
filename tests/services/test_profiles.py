"""Profiles from JSON: defaults, places, merging, and the path of every mistake."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referral.domain.errors import AmbiguousPlace, BadInput, BadProfile, UnknownCode, UnknownPlace
from referral.domain.need import DEFAULT_SLEEP, About, Gender, OnlineChoice, PerWeek, Profile, Risk, Safety, Travel
from referral.domain.week import Span
from referral.services.profiles import read_profile
from tests.factories import spans
from tests.fakes import FakePlaces

PLACES = FakePlaces()
FILES = sorted((Path(__file__).resolve().parent.parent / "profiles").glob("*.json"))
NEED = {"kind": "program", "level": "iop"}
LEAST = {"home": {"place": "80203"}, "needs": [NEED]}


def read(**changes) -> Profile:
    """The least profile with changes; a change of None takes the key away."""
    return read_profile({key: value for key, value in {**LEAST, **changes}.items() if value is not None}, PLACES)


def read_need(**changes) -> Profile:
    """The least profile with its need changed."""
    return read(needs=[{**NEED, **changes}])


def busy(**changes) -> dict:
    """A profile's change: one busy block with changes."""
    return {"busy": [{"days": "MO-FR", "start": "08:00", "end": "16:00", **changes}]}


def test_least_profile_gets_every_default() -> None:
    profile = read()
    assert profile.home.label == "Denver, CO 80203"
    assert profile.time_zone == "America/Denver"
    assert (profile.subject, profile.anchors, profile.busy, profile.sleep) == ("self", (), (), DEFAULT_SLEEP)
    assert profile.travel == Travel(max_leg_min=45, max_miles=None, margin=0.2)
    assert (profile.about, profile.safety, profile.online) == (About(), Safety(), OnlineChoice.OK)
    assert (profile.payment, profile.languages, profile.pins, profile.bans) == (frozenset(),) * 4
    need = profile.needs[0]
    assert (need.id, need.level, need.per_week, need.max_per_day, need.visit_min) == (
        "1",
        "iop",
        PerWeek(1, 1),
        1,
        None,
    )


def test_text_bytes_and_values_mean_the_same() -> None:
    text = json.dumps(LEAST)
    assert read_profile(text, PLACES) == read_profile(text.encode(), PLACES) == read()


def test_overlapping_busy_of_one_place_is_merged() -> None:
    blocks = [
        {"days": "MO", "start": "08:00", "end": "12:00"},
        {"days": "MO", "start": "11:00", "end": "15:00"},
        {"days": "MO", "start": "15:00", "end": "16:00"},
    ]
    assert [block.spans for block in read(busy=blocks).busy] == [spans("MO 08:00-16:00")]


def test_busy_of_other_places_and_buffers_stays_apart() -> None:
    anchors = [{"name": "work", "place": "80203"}]
    blocks = [
        {"days": "MO", "start": "08:00", "end": "12:00", "at": "work", "buffer_min": 25},
        {"days": "MO", "start": "11:00", "end": "15:00"},
    ]
    found = read(busy=blocks, anchors=anchors).busy
    assert [(block.at, block.buffer_min, block.spans) for block in found] == [
        ("work", 25, spans("MO 08:00-12:00")),
        ("home", 0, spans("MO 11:00-15:00")),
    ]


def test_shift_over_sunday_midnight_is_one_span() -> None:
    assert read(busy=[{"days": "SU", "start": "22:00", "end": "06:00"}]).busy[0].spans == (
        Span(6 * 1440 + 22 * 60, 480),
    )


def test_codes_are_read_in_any_case_and_in_days_ranges() -> None:
    profile = read(
        payment=["Medicaid", "payment=PRIVATE"],
        languages=["ES"],
        about={"gender": "Woman", "groups": ["VETERANS"], "medications": ["Methadone"], "substances": ["Opioids"]},
        busy=[{"days": "fr-mo, we", "start": "8:00", "end": "24:00"}],
        needs=[{"kind": "Meeting", "fellowships": ["aa", "alanon"]}],
    )
    assert (profile.payment, profile.languages) == (frozenset({"medicaid", "private"}), frozenset({"es"}))
    assert (profile.about.gender, profile.about.groups) == (Gender.WOMAN, frozenset({"veterans"}))
    assert profile.needs[0].fellowships == ("AA", "AlAnon")
    assert [span.day.name for span in profile.busy[0].spans] == ["MO", "WE", "FR", "SA", "SU"]


@pytest.mark.parametrize(
    ("per_week", "meant"),
    [
        ({}, PerWeek(1, 1)),
        ({"min": 2}, PerWeek(2, 2)),
        ({"target": 3}, PerWeek(1, 3)),
        ({"target": 0}, PerWeek(0, 0)),
        ({"min": 2, "target": 3}, PerWeek(2, 3)),
    ],
)
def test_meetings_a_week_fill_each_other(per_week: dict, meant: PerWeek) -> None:
    assert read(needs=[{"kind": "meeting", "per_week": per_week}]).needs[0].per_week == meant


def test_safety_answers_are_kept_as_said() -> None:
    said = read(safety={"emergency": "no", "suicidal": "unknown", "opioids": "YES"}).safety
    assert said == Safety(emergency=Risk.NO, suicidal=Risk.UNKNOWN, opioids=Risk.YES)


BAD: list[tuple[str, dict, type[BadInput]]] = [
    ("home", {"home": None}, BadProfile),
    ("home", {"home": "80203"}, BadProfile),
    ("home", {"home": []}, BadProfile),
    ("home.place", {"home": {}}, BadProfile),
    ("home.place", {"home": {"place": 80203}}, BadProfile),
    ("home.place", {"home": {"place": ""}}, BadProfile),
    ("home.place", {"home": {"place": "99999"}}, UnknownPlace),
    ("home.place", {"home": {"place": "Atlantis, CO"}}, UnknownPlace),
    ("home.place", {"home": {"place": "Springfield"}}, AmbiguousPlace),
    ("home.place", {"home": {"place": "x" * 300}}, BadProfile),
    ("home.zip", {"home": {"zip": "80203"}}, BadProfile),
    ("neds", {"neds": []}, BadProfile),
    ("needs", {"needs": None}, BadProfile),
    ("needs", {"needs": []}, BadProfile),
    ("needs", {"needs": {"kind": "program"}}, BadProfile),
    ("needs", {"needs": [NEED] * 21}, BadProfile),
    ("needs[0]", {"needs": ["iop"]}, BadProfile),
    ("needs[1].id", {"needs": [{**NEED, "id": "a"}, {**NEED, "id": "a"}]}, BadProfile),
    ("time_zone", {"time_zone": "Mars/Olympus"}, BadProfile),
    ("time_zone", {"time_zone": "../etc/passwd"}, BadProfile),
    ("time_zone", {"time_zone": "America"}, BadProfile),
    ("time_zone", {"time_zone": 7}, BadProfile),
    ("for", {"for": "dog"}, BadProfile),
    ("anchors", {"anchors": {}}, BadProfile),
    ("anchors[0].name", {"anchors": [{"place": "80203"}]}, BadProfile),
    ("anchors[0].name", {"anchors": [{"name": "Home", "place": "80203"}]}, BadProfile),
    ("anchors[0].place", {"anchors": [{"name": "work"}]}, BadProfile),
    ("anchors[0].place", {"anchors": [{"name": "work", "place": "nowhere at all"}]}, UnknownPlace),
    ("anchors[1].name", {"anchors": [{"name": "work", "place": "80203"}] * 2}, BadProfile),
    ("anchors", {"anchors": [{"name": "work", "place": "80203"}] * 11}, BadProfile),
    ("busy", {"busy": "MO-FR"}, BadProfile),
    ("busy", {"busy": [{}] * 301}, BadProfile),
    ("busy[0].days", busy(days="XX"), BadProfile),
    ("busy[0].days", busy(days="MO-TU-WE"), BadProfile),
    ("busy[0].days", busy(days=["MO"]), BadProfile),
    ("busy[0].days", {"busy": [{"start": "08:00", "end": "09:00"}]}, BadProfile),
    ("busy[0].start", busy(start="25:00"), BadProfile),
    ("busy[0].start", busy(start=8), BadProfile),
    ("busy[0].end", busy(end="16:60"), BadProfile),
    ("busy[0].end", busy(end=None), BadProfile),
    ("busy[0].at", busy(at="school"), BadProfile),
    ("busy[0].buffer_min", busy(buffer_min=-1), BadProfile),
    ("busy[0].buffer_min", busy(buffer_min=True), BadProfile),
    ("busy[0].buffer_min", busy(buffer_min=2.5), BadProfile),
    ("busy[0].bufer_min", busy(bufer_min=5), BadProfile),
    ("sleep", {"sleep": "23:00"}, BadProfile),
    ("sleep[0].at", {"sleep": [{"days": "MO", "start": "23:00", "end": "06:00", "at": "home"}]}, BadProfile),
    ("sleep[0].end", {"sleep": [{"days": "MO", "start": "23:00"}]}, BadProfile),
    ("travel", {"travel": "car"}, BadProfile),
    ("travel", {"travel": []}, BadProfile),
    ("travel", {"travel": False}, BadProfile),
    ("travel.mode", {"travel": {"mode": "horse"}}, BadProfile),
    ("travel.max_leg_min", {"travel": {"max_leg_min": 0}}, BadProfile),
    ("travel.max_leg_min", {"travel": {"max_leg_min": "45"}}, BadProfile),
    ("travel.max_leg_min", {"travel": {"max_leg_min": 45.5}}, BadProfile),
    ("travel.max_miles", {"travel": {"max_miles": -1}}, BadProfile),
    ("travel.max_miles", {"travel": {"max_miles": math.nan}}, BadProfile),
    ("travel.max_miles", {"travel": {"max_miles": math.inf}}, BadProfile),
    ("travel.max_miles", {"travel": {"max_miles": True}}, BadProfile),
    ("travel.margin", {"travel": {"margin": 20}}, BadProfile),
    ("travel.speed", {"travel": {"speed": 20}}, BadProfile),
    ("about", {"about": "me"}, BadProfile),
    ("about.age", {"about": {"age": -3}}, BadProfile),
    ("about.age", {"about": {"age": 300}}, BadProfile),
    ("about.age", {"about": {"age": "34"}}, BadProfile),
    ("about.age", {"about": {"age": True}}, BadProfile),
    ("about.gender", {"about": {"gender": "x"}}, BadProfile),
    ("about.groups", {"about": {"groups": "veterans"}}, BadProfile),
    ("about.groups[0]", {"about": {"groups": ["martians"]}}, UnknownCode),
    ("about.medications[1]", {"about": {"medications": ["methadone", "aspirin"]}}, UnknownCode),
    ("about.substances[0]", {"about": {"substances": ["treats=tea"]}}, UnknownCode),
    ("about.substances[0]", {"about": {"substances": ["payment=free"]}}, UnknownCode),
    ("about.licence", {"about": {"licence": "yes"}}, BadProfile),
    ("about.name", {"about": {"name": "Sam"}}, BadProfile),
    ("payment[0]", {"payment": ["gold"]}, UnknownCode),
    ("payment[0]", {"payment": [None]}, BadProfile),
    ("payment", {"payment": ["medicaid"] * 31}, BadProfile),
    ("languages[0]", {"languages": ["english"]}, UnknownCode),
    ("online", {"online": "maybe"}, BadProfile),
    ("online", {"online": True}, BadProfile),
    ("safety.emergency", {"safety": {"emergency": "perhaps"}}, BadProfile),
    ("safety.emergency", {"safety": {"emergency": False}}, BadProfile),
    ("safety.suicide", {"safety": {"suicide": "no"}}, BadProfile),
    ("pins", {"pins": "a:1"}, BadProfile),
    ("pins[0]", {"pins": [1]}, BadProfile),
    ("bans", {"bans": ["a:1"] * 201}, BadProfile),
    ("needs[0].kind", {"needs": [{"level": "iop"}]}, BadProfile),
    ("needs[0].kind", {"needs": [{"kind": "doctor"}]}, BadProfile),
    ("needs[0].level", {"needs": [{"kind": "program", "level": "9"}]}, UnknownCode),
    ("needs[0].level", {"needs": [{"kind": "meeting", "level": "iop"}]}, BadProfile),
    ("needs[0].topic", {"needs": [{"kind": "resource"}]}, BadProfile),
    ("needs[0].topic", {"needs": [{"kind": "resource", "topic": "gold"}]}, UnknownCode),
    ("needs[0].id", {"needs": [{**NEED, "id": "safety:x"}]}, BadProfile),
    ("needs[0].hours_per_week", {"needs": [{**NEED, "hours_per_week": 0}]}, BadProfile),
    ("needs[0].visit_min", {"needs": [{"kind": "resource", "topic": "food", "visit_min": -60}]}, BadProfile),
    ("needs[0].per_week", {"needs": [{"kind": "meeting", "per_week": 3}]}, BadProfile),
    ("needs[0].per_week.min", {"needs": [{"kind": "meeting", "per_week": {"min": -1}}]}, BadProfile),
    ("needs[0].per_week.target", {"needs": [{"kind": "meeting", "per_week": {"min": 3, "target": 2}}]}, BadProfile),
    ("needs[0].max_per_day", {"needs": [{"kind": "meeting", "max_per_day": 0}]}, BadProfile),
    ("needs[0].fellowships[0]", {"needs": [{"kind": "meeting", "fellowships": ["XYZ"]}]}, UnknownCode),
    ("needs[0].avoid_program_days", {"needs": [{"kind": "meeting", "avoid_program_days": 1}]}, BadProfile),
    ("needs[0].require[0]", {"needs": [{**NEED, "require": ["alcohol"]}]}, UnknownCode),
    ("needs[0].prefer[0]", {"needs": [{**NEED, "prefer": ["population=everyone"]}]}, UnknownCode),
    ("needs[0].prefer", {"needs": [{**NEED, "prefer": ["treats=alcohol"] * 31}]}, BadProfile),
]


@pytest.mark.parametrize(("path", "changes", "error"), BAD, ids=[f"{n}-{path}" for n, (path, _, _) in enumerate(BAD)])
def test_bad_input_names_its_path(path: str, changes: dict, error: type[BadInput]) -> None:
    with pytest.raises(BadInput) as caught:
        read(**changes)
    assert (type(caught.value), caught.value.field) == (error, path)
    assert caught.value.message.startswith(f"{path}: ")
    assert len(caught.value.message) > len(path) + 12


def test_table_of_bad_input_is_long() -> None:
    assert len(BAD) >= 60


@pytest.mark.parametrize(
    ("text", "field", "says"),
    [
        ("", "profile", "JSON"),
        ("[]", "profile", "object"),
        ("{", "profile", "line 1"),
        ('{"home": NaN}', "profile", "NaN"),
        ('{"home": 1, "home": 2}', "home", "twice"),
        ("[" * 100_000, "profile", "deep"),
        ('{"a": ' + "9" * 5000 + "}", "profile", "number"),
        (b'{"a": "\xff"}', "profile", "UTF-8"),
        (" " * 200_001, "profile", "larger"),
    ],
)
def test_text_that_is_no_profile_says_why(text: str | bytes, field: str, says: str) -> None:
    with pytest.raises(BadProfile) as caught:
        read_profile(text, PLACES)
    assert caught.value.field == field
    assert says in caught.value.message


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"saftey": {}}, "safety"),
        ({"travel": {"max_leg": 3}}, "max_leg_min"),
        ({"about": {"substance": []}}, "substances"),
    ],
)
def test_unknown_key_names_the_nearest(changes: dict, hint: str) -> None:
    with pytest.raises(BadProfile) as caught:
        read(**changes)
    assert f'Did you mean "{hint}"?' in caught.value.message


def test_message_never_repeats_long_input() -> None:
    with pytest.raises(BadProfile) as caught:
        read(online="\x07" + "z" * 190)
    assert "z" * 41 not in caught.value.message
    assert caught.value.message.isprintable()


def test_profile_files_are_here() -> None:
    assert [path.stem for path in FILES] == ["P01", "P03", "P06", "P07", "P09", "P12", "example"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_profile_file_can_be_read(path: Path) -> None:
    assert read_profile(path.read_text(encoding="utf-8"), PLACES).needs


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(("iop", "MO", "80203")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("kind", "place", "id", "min")), inner),
    max_leaves=8,
)
KEYS = (
    "home",
    "needs",
    "busy",
    "sleep",
    "travel",
    "about",
    "safety",
    "anchors",
    "payment",
    "online",
    "pins",
    "time_zone",
    "for",
)


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
@settings(max_examples=200, deadline=None)
def test_any_values_are_a_profile_or_bad_input(changes: dict) -> None:
    try:
        profile = read_profile({**LEAST, **changes}, PLACES)
    except BadInput as wrong:
        message, field = wrong.message, wrong.field
    else:
        message, field = f"needs: {len(profile.needs)}", "needs"
    assert message.startswith(f"{field}: ")
