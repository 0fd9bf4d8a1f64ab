import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.listing import Mode
from referral.formats.conference import PROVIDERS, attendance, conference_phone, conference_url, web_address


@pytest.mark.parametrize(
    "url",
    [
        "https://zoom.us/j/979405783",
        "https://us02web.zoom.us/j/908616954?pwd=x",
        "HTTPS://ZOOM.US/j/1",
        "http://www.zoom.us/j/1",
        "https://global.gotomeeting.com/join/1",
        "https://meet.google.com/abc-defg-hij",
        "https://hello.freeconference.com/conf/call/1",
    ],
)
def test_link_of_a_provider_is_kept(url: str) -> None:
    assert conference_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://notzoom.us/j/1",
        "https://zoom.us.example.org/j/1",
        "https://us04web.us/meeting/register/1",
        "https://us04web.zoom/j/1",
        "https://us04web.zoomus/j/1",
        "https://google.com/meet",
        "https://www.facebook.com/groups/1",
        "https://zoom.us@example.org/j/1",
        "https://example.org\\@zoom.us/j/1",
        "https://user:word@zoom.us/j/1",
        "https://zoom.us:8443/j/1",
        "https://example.org/?next=https://zoom.us/j/1",
        "https://example.org#zoom.us",
        "javascript://zoom.us/%0aalert(1)",
        "ftp://zoom.us/j/1",
        "//zoom.us/j/1",
        "zoom.us/j/1",
        "https://.zoom.us/",
        "https://zo om.us/j/1",
        "https://zoom.us/j/1\nhttps://example.org",
        "https://[::1/",
        "N/A",
        "",
        None,
        9712520195,
        ["https://zoom.us/j/1"],
    ],
)
def test_other_links_are_refused(url: object) -> None:
    assert conference_url(url) is None


def test_link_is_trimmed_and_its_entities_resolved() -> None:
    assert conference_url(" https://zoom.us/j/1?a=1&amp;b=2 ") == "https://zoom.us/j/1?a=1&b=2"


@given(st.sampled_from(sorted(PROVIDERS)), st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True))
def test_provider_is_matched_on_a_dot_boundary(provider: str, label: str) -> None:
    assert conference_url(f"https://{label}.{provider}/x") is not None
    assert conference_url(f"https://{provider}.{label}x/x") is None
    glued = f"{label}{provider}"
    assert (conference_url(f"https://{glued}/x") is None) or any(glued.endswith(f".{known}") for known in PROVIDERS)


@given(st.text() | st.none() | st.integers())
def test_no_text_raises(value: object) -> None:
    assert conference_url(value) is None or web_address(value) is not None
    conference_phone(value)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://aasanjose.org/meetings/x?d=1", True),
        ("http://sunrisersaa.com", True),
        ("http://127.0.0.1/locations/x", False),
        ("http://localhost/x", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
    ],
)
def test_web_address_is_public(url: str, kept: bool) -> None:
    assert web_address(url) == (url if kept else None)


@pytest.mark.parametrize(
    "phone",
    [
        "+16699006833,,9139465040#",
        "3126266799,,9264665699#,,#,,987776",
        "13017158592,,96921739081#,,,,85642151#",
        "+1 312 626 6799,,979388339#",
        "+1646 876 9923",
        "+1 6054754865,,631072#",
        "(650) 724-9799 id#725394245",
        "1-929-205-6099 ID: 816 7473 6156",
        "Conference Call: 302-202-1110 Code: 494840",
        "Conference Call Phone # 13392094432",
        "+442071234567,,123#",
    ],
)
def test_dial_string_is_kept_as_found(phone: str) -> None:
    assert conference_phone(phone) == phone


@pytest.mark.parametrize(
    "phone",
    [
        "+11",
        "ID: 372 734 770  Password: serenity",
        "Meeting ID: 97435406980 Password: send mail",
        "ID: 593-515-4760",
        "For ID and password send mail",
        "5551234",
        "",
        None,
        True,
        3.5,
    ],
)
def test_meeting_ids_are_no_numbers(phone: object) -> None:
    assert conference_phone(phone) is None


def test_number_that_json_holds_as_a_number_is_read() -> None:
    assert conference_phone(6699006833) == "6699006833"


@pytest.mark.parametrize(
    ("online", "location_closed", "approximate", "mode"),
    [
        (True, True, True, Mode.ONLINE),
        (True, True, False, Mode.ONLINE),
        (True, False, True, Mode.ONLINE),
        (True, False, False, Mode.HYBRID),
        (False, True, True, None),
        (False, True, False, None),
        (False, False, True, None),
        (False, False, False, Mode.IN_PERSON),
    ],
)
def test_attendance_of_every_combination(
    online: bool, location_closed: bool, approximate: bool, mode: Mode | None
) -> None:
    assert attendance(online=online, location_closed=location_closed, approximate=approximate) is mode
