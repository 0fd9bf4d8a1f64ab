"""The made-up city, its people and Colorado's made-up meetings: always the same, of the stated size, named as such."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bench import colorado
from bench.city import CENTRE, DISC_MILES, HOUSES, MEETINGS, OFFICES, PROGRAMS, SOURCE, city, meeting
from bench.people import PERSONAS, people
from bench.towns import towns
from referral.domain.listing import Listing
from referral.domain.place import miles_between
from referral.domain.safety import gates_of
from referral.domain.vocabulary import GROUPS, Kind, canonical
from referral.domain.week import WeekSet


def test_city_has_the_stated_size() -> None:
    what = Counter(listing.id.partition(":")[2].partition("-")[0] for listing in city())
    assert what == {"program": 60, "meeting": 900, "office": 300, "house": 100}
    assert (PROGRAMS, MEETINGS, OFFICES, HOUSES) == (60, 900, 300, 100)
    assert {len(listing.tracks) for listing in city() if listing.id.startswith("city:program")} == {2, 3}


def test_city_lies_in_its_disc() -> None:
    miles = [miles_between(CENTRE.point, listing.location.point) for listing in city() if listing.location.point]
    assert len(miles) == len(city())
    assert DISC_MILES - 1 < max(miles) < DISC_MILES + 0.1


def test_city_is_the_same_when_made_again() -> None:
    made = city()
    city.cache_clear()
    assert city() == made


def test_meeting_depends_on_its_number_alone() -> None:
    known = next(listing for listing in city() if listing.kind is Kind.MEETING and listing.id.endswith("0123"))
    assert meeting(SOURCE, 123, known.location) == known


def _made_up(listings: tuple[Listing, ...]) -> list[str]:
    return [
        listing.id
        for listing in listings
        if not (
            listing.name.endswith("(made up)")
            and all(re.fullmatch(r"\+1\d{3}55501\d\d", phone.number) for phone in listing.phones)
            and (listing.website or "").endswith(".example.org")
            and "Sample St" in listing.location.address
        )
    ]


def test_everything_made_up_says_so() -> None:
    assert _made_up(city()) == []
    assert _made_up(colorado.meetings(300)) == []
    assert {listing.location.state for listing in city()} == {"ZZ"}


def test_ids_are_single() -> None:
    listings = (*city(), *colorado.meetings())
    assert len({listing.id for listing in listings}) == len(listings)


def test_facts_are_of_the_vocabulary_and_of_the_kind() -> None:
    stated = {(listing.kind, facet) for listing in city() for facet in listing.facts.yes}
    assert {facet for _, facet in stated} == {canonical(facet) for _, facet in stated}
    assert [(kind, facet) for kind, facet in stated if kind not in GROUPS[facet.partition("=")[0]].kinds] == []


def test_people_are_two_hundred_of_twelve_kinds() -> None:
    kinds = Counter(person.kind for person in people())
    assert sum(kinds.values()) == 200
    assert kinds == {persona.name: 17 if number < 8 else 16 for number, persona in enumerate(PERSONAS)}
    assert len(PERSONAS) == 12


def test_person_is_the_same_among_few_and_many() -> None:
    assert people(20) == people(200)[:20]
    assert people(3, colorado.ground()) == people(40, colorado.ground())[:3]


def test_nobody_is_stopped_for_safety() -> None:
    assert {gate.gate.value for person in people() for gate in gates_of(person.profile)} <= {"G4"}


def test_people_ask_for_up_to_three_visits_and_every_id_once() -> None:
    asked = [[need.id for need in person.profile.needs] for person in people()]
    assert [ids for ids in asked if len(set(ids)) < len(ids)] == []
    visits = [sum(need.visit_min is not None for need in person.profile.needs) for person in people()]
    assert set(visits) == {0, 1, 2, 3}
    assert {need.kind for person in people() for need in person.profile.needs} == set(Kind)


def test_curfew_is_time_at_home() -> None:
    curfews = [busy for person in people(12) for busy in person.profile.busy if busy.at == "home"]
    assert {span.start_clock for busy in curfews for span in busy.spans} == {"21:30", "19:00"}


def test_colorado_meetings_stand_in_its_towns_by_people() -> None:
    made = colorado.meetings()
    assert made[:40] == colorado.meetings(40)
    assert len(made) == colorado.MEETINGS
    places = {town.place.town: town.population for town in towns("CO")}
    count = Counter(listing.location.town for listing in made)
    assert set(count) <= set(places)
    assert count.most_common(1)[0][0] == max(places, key=lambda town: places[town]) == "Denver"


@pytest.fixture(scope="module")
def programs(shared_data: Path) -> tuple[Listing, ...]:
    return colorado.programs(shared_data / "treatment" / "co_ownpath_ladders_2023.csv")


def test_colorado_tracks_lie_in_opening_hours_and_change_nothing_else(programs: tuple[Listing, ...]) -> None:
    made = colorado.with_tracks(programs)
    assert made == colorado.with_tracks(reversed(programs))[::-1]
    assert [listing.id for listing in made] == [listing.id for listing in programs]
    tracked = [(before, after) for before, after in zip(programs, made, strict=True) if before != after]
    assert 60 < len(tracked) < 180
    for before, after in tracked:
        openings = WeekSet.of(hours.span for hours in before.hours)
        assert "level=iop" in before.facts.yes
        assert all(openings.contains(session.span) for track in after.tracks for session in track.sessions)
        assert all(
            track.name.endswith("(made up)") and len(track.sessions) == 3 for track in after.tracks if track.name
        )
        assert (before.name, before.facts, before.hours) == (after.name, after.facts, after.hours)
