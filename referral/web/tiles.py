"""Where the pictures of a street map come from; where no server is named there is no street map.

Its host goes into the security policy of pages with a map, so an address that is not exactly one host is refused.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from referral.domain.errors import BadInput

URL, ATTRIBUTION, MAX_ZOOM = "HANDOFF_TILES_URL", "HANDOFF_TILES_ATTRIBUTION", "HANDOFF_TILES_MAX_ZOOM"
USUAL_ZOOM, DEEPEST_ZOOM = 18, 22
MAX_ATTRIBUTION_CHARS = 200

_SIGNS = re.compile(r"[A-Za-z0-9._~:/?#@!$&()*+,=%{}\[\]-]+")
"""What an address is written with; neither blanks, quotes nor semicolons."""
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?|\[[0-9a-f:]+\](:\d{1,5})?")
_OWN_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Tiles:
    """One tile server.

    url: template with {z}, {x} and {y}. origin: scheme, host and port, as the policy of a page names it. attribution:
    whose map it is, plain text. max_zoom: the deepest zoom that the server has, 1..22.
    """

    url: str
    origin: str
    attribution: str
    max_zoom: int = USUAL_ZOOM

    @property
    def host(self) -> str:
        """The server as people read it."""
        return self.origin.partition("//")[2]


def read_tiles(url: str | None, attribution: str | None, max_zoom: str | None) -> Tiles | None:
    """The server of three settings, None when no address is given. Raises BadInput, naming the setting to change."""
    if url is None:
        return None
    return Tiles(url, _origin(url), _attribution(attribution), _zoom(max_zoom))


_TEMPLATE = re.compile(r"[^{}]+\{[xyz]\}[^{}]+\{[xyz]\}[^{}]+\{[xyz]\}[^{}]*")
_EXAMPLE = (
    "write the https address of one server with {z}, {x} and {y} once each, such as "
    "https://tiles.example.org/{z}/{x}/{y}.png; neither {s} nor other fields."
)


def _origin(url: str) -> str:
    """Scheme, host and port of a template. Pages on https show pictures from https alone, or from the own machine."""
    parts = _split(url)
    host = parts.netloc.lower() if parts else ""
    if parts is None or parts.fragment or not _HOST.fullmatch(host) or not _has_fields(url):
        raise BadInput(URL, _EXAMPLE)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _OWN_MACHINE):
        raise BadInput(URL, _EXAMPLE)
    return f"{parts.scheme}://{host}"


def _has_fields(url: str) -> bool:
    return bool(_TEMPLATE.fullmatch(url)) and all(field in url for field in ("{x}", "{y}", "{z}"))


def _split(url: str) -> SplitResult | None:
    """The parts of an address; None for what is none."""
    if not _SIGNS.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for one past 65535
    except ValueError:
        return None
    return parts


def _attribution(text: str | None) -> str:
    words = (text or "").strip()
    if not words or not words.isprintable() or len(words) > MAX_ATTRIBUTION_CHARS:
        most = f"in one line of at most {MAX_ATTRIBUTION_CHARS} letters"
        raise BadInput(ATTRIBUTION, f"say whose map it is, {most}, such as © OpenStreetMap contributors.")
    return words


def _zoom(text: str | None) -> int:
    if text is None:
        return USUAL_ZOOM
    if not re.fullmatch(r"[0-9]{1,2}", text) or not 1 <= int(text) <= DEEPEST_ZOOM:
        raise BadInput(MAX_ZOOM, f"give the deepest zoom of the server, a number from 1 to {DEEPEST_ZOOM}.")
    return int(text)
