"""A listing as schema.org sees it: what is stated, and nothing that is not."""

import json

from referral.domain.listing import Location, Mode, Phone
from referral.domain.place import Precision
from referral.wording.listing_json import listing_json_ld
from tests.factories import hours, location, meeting, program, resource, sessions

URL = "https://handoff.example.org/listing/test:1/harbor-house"


def test_a_program_gives_its_address_point_hours_and_phone() -> None:
    place = location(streets=("1 Main St",), zip5="80203")
    one = program(location=place, hours=hours("MO 08:00-20:00"), phones=(Phone("+13035550123"),), organization="Harbor")
    found = listing_json_ld(one, URL)
    assert found["@type"] == "MedicalClinic"
    assert found["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 Main St",
        "addressLocality": "Denver",
        "addressRegion": "CO",
        "postalCode": "80203",
        "addressCountry": "US",
    }
    assert found["telephone"] == "+13035550123"
    assert found["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": "https://schema.org/Monday",
            "opens": "08:00",
            "closes": "20:00",
        }
    ]
    assert found["parentOrganization"]["name"] == "Harbor"


def test_a_meeting_gives_its_weekly_schedule_and_never_a_person_to_call() -> None:
    one = meeting(sessions=sessions("TU 19:00-20:00", mode=Mode.HYBRID), phones=(Phone("+13035550123"),))
    found = listing_json_ld(one, URL)
    assert found["eventSchedule"] == [
        {
            "@type": "Schedule",
            "repeatFrequency": "P1W",
            "byDay": "https://schema.org/Tuesday",
            "startTime": "19:00",
            "endTime": "20:00",
            "scheduleTimezone": "America/Denver",
        }
    ]
    assert found["eventAttendanceMode"] == ["https://schema.org/MixedEventAttendanceMode"]
    assert "telephone" not in found


def test_a_hidden_address_gives_its_town_alone() -> None:
    found = listing_json_ld(resource(location=Location(town="Denver", state="CO", hidden=True)), URL)
    assert found["address"]["addressLocality"] == "Denver"
    assert "geo" not in found
    assert "streetAddress" not in found["address"]


def test_a_point_that_is_only_about_is_no_point() -> None:
    assert "geo" not in listing_json_ld(program(location=location(precision=Precision.ZIP)), URL)


def test_what_is_not_stated_is_not_there() -> None:
    found = listing_json_ld(program(location=Location()), URL)
    assert set(found) == {"@context", "@type", "@id", "url", "name"}
    json.dumps(found)
