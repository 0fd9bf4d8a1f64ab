"""Joining a meeting from afar: links and dial strings that work, and what they mean for attendance."""

import html
import re
from urllib.parse import SplitResult, urlsplit

from referral.domain.listing import Mode

PROVIDERS = frozenset(
    {
        "bluejeans.com",
        "discord.gg",
        "freeconference.com",
        "freeconferencecall.com",
        "goto.com",
        "gotomeet.me",
        "gotomeeting.com",
        "horizon.meta.com",
        "maps.secondlife.com",
        "meet.google.com",
        "meet.jit.si",
        "meetings.dialpad.com",
        "signal.group",
        "skype.com",
        "slurl.com",
        "teams.live.com",
        "teams.microsoft.com",
        "vrchat.com",
        "webex.com",
        "zoho.com",
        "zoom.us",
    }
)
"""Hosts whose links start a meeting; their subdomains count too. The list that clients of Meeting Guide feeds share."""

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")
_UNSAFE = re.compile(r"[\s\\<>\"\x00-\x20\x7f-\x9f\ud800-\udfff]")
_NUMBER = re.compile(
    r"(?<![0-9])(?:(?:\+?1[\s.-]{0,2})?\(?[2-9][0-9]{2}\)?[\s.-]{0,2}[0-9]{3}[\s.-]{0,2}[0-9]{4}|\+[2-9][0-9]{7,14})(?![0-9])"
)
_NO_NUMBER = re.compile(r"(?:\bid|\bcode|\bpin|\bpassword|\bpasscode)\W*$", re.IGNORECASE)


def web_address(value: object) -> str | None:
    """A public http(s) address as given, or None.

    Refused: another scheme, a user name, a port, a host that is no domain name, spaces, backslashes, control
    characters.
    """
    if not isinstance(value, str):
        return None
    text = html.unescape(value.strip())
    return text if _split(text) is not None else None


def conference_url(value: object) -> str | None:
    """A link that starts a meeting at a known provider, or None. The host is matched on a dot boundary."""
    text = web_address(value)
    parts = _split(text) if text else None
    host = parts.hostname if parts else None
    if host is None or not any(host == known or host.endswith(f".{known}") for known in PROVIDERS):
        return None
    return text


def conference_phone(value: object) -> str | None:
    """A dial string as found, or None when it holds no telephone number: meeting ids alone cannot be dialled.

    Numbers of the United States and Canada, with or without +1, and others with + and 8 to 15 digits. A JSON number is
    taken as text.
    """
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        return None
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if any(not _NO_NUMBER.search(text[: found.start()]) for found in _NUMBER.finditer(text)):
        return text
    return None


def attendance(*, online: bool, location_closed: bool, approximate: bool) -> Mode | None:
    """How a meeting is attended, or None when it cannot be: closed or without an exact address, and not online.

    online: its codes say so, or a link or number works. location_closed: its codes say so. approximate: no exact
    address.
    """
    in_person = not location_closed and not approximate
    if online:
        return Mode.HYBRID if in_person else Mode.ONLINE
    return Mode.IN_PERSON if in_person else None


def _split(text: str) -> SplitResult | None:
    if _UNSAFE.search(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    host = parts.hostname or ""
    sound = parts.scheme in ("http", "https") and parts.netloc.lower() == host and _HOST.fullmatch(host)
    return parts if sound else None
