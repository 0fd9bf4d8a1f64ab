"""A small routing server for tests: a made-up country by both protocols, on this machine, with what goes wrong.

The country: a flat grid at 30 miles an hour, where the way east takes half as long again as the way west; north of 41
degrees is an island without a ferry; east of 100 degrees west the map ends.
"""

import json
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

from referral.domain.place import Point

MILES_A_DEGREE = 60.0
SECONDS_A_MILE = 120.0
ISLAND_LATITUDE = 41.0
EDGE_LONGITUDE = -100.0
SEA_METRES = 20_000.0
"""How far the nearest road of the map is from what lies beyond its edge."""
OSRM_PATH = re.compile(r"/table/v1/(car|bike|foot)/([-0-9.,;]+)")


def road_seconds(a: Point, b: Point) -> float | None:
    """Of the made-up roads; None between island and mainland."""
    if (a.latitude > ISLAND_LATITUDE) != (b.latitude > ISLAND_LATITUDE):
        return None
    east = b.longitude - a.longitude
    degrees = abs(b.latitude - a.latitude) + abs(east) * (1.5 if east > 0 else 1.0)
    return round(degrees * MILES_A_DEGREE * SECONDS_A_MILE, 1)


def is_off_map(point: Point) -> bool:
    return point.longitude > EDGE_LONGITUDE


@dataclass(slots=True)
class MapServer:
    """What a test sets and reads. wrong: what goes wrong; seen: (method, path, body) of every request.

    hung_up: set when a client went away in the middle of an answer.
    """

    url: str = ""
    wrong: str = ""
    most_pairs: int = 10_000
    most_metres: float = 400_000.0
    brief: bool = False
    seen: list[tuple[str, str, str]] = field(default_factory=list)
    hung_up: Event = field(default_factory=Event)


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[MapServer]:
    """A server on a free port of this machine. certificate: a file with key and certificate, for https."""
    site = MapServer()

    class Handler(_Handler):
        map = site

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        site.url = f"{'http' if certificate is None else 'https'}://127.0.0.1:{server.server_address[1]}"
        yield site
        server.shutdown()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    map: MapServer

    def do_GET(self) -> None:
        self.map.seen.append(("GET", self.path, ""))
        parts = urlsplit(self.path)
        found = OSRM_PATH.fullmatch(parts.path)
        if found is None:
            self._send(404, {"code": "InvalidUrl"})
            return
        points = [Point(float(lat), float(lon)) for lon, lat in (pair.split(",") for pair in found[2].split(";"))]
        asked = parse_qs(parts.query, strict_parsing=True)
        if set(asked) - {"annotations", "sources", "destinations", "generate_hints"} or asked["annotations"] != [
            "duration"
        ]:
            self._send(400, {"code": "InvalidQuery", "message": "Query string malformed close to position 1"})
            return
        some, others = ([points[int(at)] for at in asked[key][0].split(";")] for key in ("sources", "destinations"))
        if len(some) * len(others) > self.map.most_pairs:
            self._send(400, {"code": "TooBig", "message": f"Too many table coordinates {points}"})
            return
        self._answer(
            {
                "code": "Ok",
                "durations": [[road_seconds(a, b) for b in others] for a in some],
                "sources": [_waypoint(point) for point in some],
                "destinations": [_waypoint(point) for point in others],
            }
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.map.seen.append(("POST", self.path, body))
        if self.path != "/sources_to_targets":
            self._send(404, {"error_code": 106, "error": "Try any of: '/sources_to_targets'"})
            return
        asked = json.loads(body)
        assert asked["costing"] in ("auto", "bicycle", "pedestrian")
        some, others = ([Point(p["lat"], p["lon"]) for p in asked[key]] for key in ("sources", "targets"))
        cutoff = min(p.get("search_cutoff", 35_000) for key in ("sources", "targets") for p in asked[key])
        pairs = [(a, b) for a in some for b in others]
        if len(pairs) > self.map.most_pairs:
            self._refuse(150, "Exceeded max locations")
        elif any(_metres(a, b) > self.map.most_metres for a, b in pairs):
            self._refuse(154, "Path distance exceeds the max distance limit")
        elif cutoff < SEA_METRES and any(is_off_map(point) for point in (*some, *others)):
            self._refuse(171, "No suitable edges near location")
        elif len({point.latitude > ISLAND_LATITUDE for point in (*some, *others)}) == 2 and not self.map.brief:
            self._refuse(170, "Locations are in unconnected regions. Go check/edit the map at osm.org")
        elif self.map.brief:
            self._answer({"sources_to_targets": {"durations": [[road_seconds(a, b) for b in others] for a in some]}})
        else:
            rows = [
                [{"from_index": i, "to_index": j, "time": road_seconds(a, b)} for j, b in enumerate(others)]
                for i, a in enumerate(some)
            ]
            self._answer({"sources_to_targets": rows, "units": "kilometers"})

    def _refuse(self, code: int, error: str) -> None:
        self._send(400, {"error_code": code, "error": error, "status_code": 400, "status": "Bad Request"})

    def _answer(self, said: dict) -> None:
        """The right answer, or what goes wrong."""
        wrong = self.map.wrong
        if wrong == "slow":
            time.sleep(1.5)
        elif wrong == "drip":
            self._drip()
            return
        elif wrong == "redirect":
            self.send_response(302)
            self.send_header("Location", f"{self.map.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        elif wrong.startswith("status "):
            self._send(int(wrong.split()[1]), said)
            return
        elif wrong.startswith("body "):
            self._send_bytes(200, wrong.removeprefix("body ").encode())
            return
        elif wrong == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"code": "Ok", ')
            return
        elif wrong == "huge":
            self._send_bytes(200, json.dumps(said).encode() + b" " * 8_000_000)
            return
        self._send(200, said)

    def _drip(self) -> None:
        """A byte now and then, never silent for long, for 20 seconds."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(1_000):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                self.map.hung_up.set()
                return
            time.sleep(0.02)

    def _send(self, status: int, said: dict) -> None:
        self._send_bytes(status, json.dumps(said).encode())

    def _send_bytes(self, status: int, raw: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _waypoint(point: Point) -> dict:
    return {
        "distance": SEA_METRES if is_off_map(point) else 12.5,
        "location": [point.longitude, point.latitude],
        "name": "",
    }


def _metres(a: Point, b: Point) -> float:
    return (abs(a.latitude - b.latitude) + abs(a.longitude - b.longitude)) * MILES_A_DEGREE * 1609.344
