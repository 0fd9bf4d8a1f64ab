"""Sheets, scripts and pictures of the site, read once and served from memory under addresses that name their content.

A browser keeps such a file for good: when its content changes, so does its address.
"""

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, request

SHEETS = (
    *("tokens", "page", "forms", "parts", "start", "results", "map", "listing", "picks", "articles", "questions"),
    *("packet", "wide", "print"),
)
"""The parts of the one sheet, in their order: a later one may refine an earlier one."""
FILES = {
    "exit.js": "js/exit.js",
    "steps.js": "js/steps.js",
    "week.js": "js/week.js",
    "htmx.js": "vendor/htmx-4.0.1.min.js",
    "icon.svg": "icon.svg",
    "packet.js": "js/packet.js",
    "search.js": "js/search.js",
    "share.js": "js/share.js",
    "street.js": "js/street.js",
}
"""Name -> file under `static/`."""
JOINED = {
    "street_map.css": ("vendor/leaflet-1.9.4.css", "css/street_map.css"),
    "street_map.js": ("vendor/leaflet-1.9.4.min.js", "js/street_map.js"),
}
"""Name -> files under `static/` that are sent as one. They are on no page: `street.js` asks for them when needed."""

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file. digest: first 10 hex digits of the SHA-256 of its body; packed: the same, gzipped."""

    body: bytes
    packed: bytes
    digest: str
    type: str


def register(app: Flask) -> None:
    """Serve the files, and give templates `asset(name)`, their addresses."""
    assets = _read(Path(app.root_path) / "static")

    def serve(digest: str, name: str) -> Response:
        asset = assets.get(name)
        if asset is None:
            abort(404)
        packs = request.accept_encodings["gzip"] > 0
        response = Response(asset.packed if packs else asset.body, mimetype=asset.type)
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        # An old page asks by an old digest and gets what is here now, which it must not keep under that name.
        response.headers["Cache-Control"] = _FOR_GOOD if digest == asset.digest else "no-store"
        return response

    app.add_url_rule("/assets/<digest>/<name>", "asset", serve)
    app.jinja_env.globals["asset"] = address_of(assets)


def address_of(assets: dict[str, Asset]) -> Callable[[str], str]:
    """Name -> address within the site. Raises KeyError for a file that is not there."""
    return lambda name: f"{request.script_root}/assets/{assets[name].digest}/{name}"


def _read(folder: Path) -> dict[str, Asset]:
    sheet = _joined(folder / "css" / f"{part}.css" for part in SHEETS)
    parts = {name: (file,) for name, file in FILES.items()} | JOINED
    files = {name: _joined(folder / file for file in joined) for name, joined in parts.items()}
    return {name: _asset(body, Path(name).suffix) for name, body in {"site.css": sheet, **files}.items()}


def _joined(files: Iterable[Path]) -> bytes:
    return b"\n".join(file.read_bytes() for file in files)


def _asset(body: bytes, suffix: str) -> Asset:
    return Asset(body, gzip.compress(body, 9, mtime=0), sha256(body).hexdigest()[:10], _TYPES[suffix])
