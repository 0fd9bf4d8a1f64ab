"""Tables of OSRM's `table` service, version 1 (https://project-osrm.org/docs/): one server for each mode."""

from collections.abc import Mapping, Sequence

from referral.domain.errors import BadInput, TravelUnavailable
from referral.domain.need import TravelMode
from referral.domain.place import Point
from referral.travel.blocks import Rows, in_blocks, malformed, minutes_of, sides_of
from referral.travel.json_server import SETTING, JsonServer

PROFILES = {TravelMode.CAR: "car", TravelMode.BIKE: "bike", TravelMode.WALK: "foot"}
"""Words of the address. `osrm-routed` ignores them and answers for the one network it holds; proxies may read them."""

MAX_PAIRS = 100 * 100
"""What `osrm-routed` answers without a `--max-table-size` of its own: 100 squared, sources times destinations."""
MAX_POINTS = 200
"""They stand in the address, which then has about 5,000 characters; servers take 8,000."""
DIGITS = 5
"""Of coordinates: to one metre."""
FAR_METRES = 5_000.0
"""A point that OSRM moved this far to the nearest road is not on its map: it would answer for the map's edge."""


class Osrm:
    """Servers by mode. The points asked for stand in the request line, which a server may write to its log."""

    version = "osrm"

    def __init__(self, servers: Mapping[TravelMode, JsonServer]) -> None:
        self._servers = dict(servers)

    @classmethod
    def from_setting(cls, text: str) -> "Osrm":
        """From `http://127.0.0.1:5000`, which is for the car, or `car=http://… bike=http://…`. Raises BadInput."""
        servers = {}
        for part in text.split():
            mode, _, url = part.partition("=") if part.split("=")[0] in tuple(PROFILES) else ("car", "", part)
            if mode in servers:
                raise BadInput(SETTING, f"{mode} has two addresses; an OSRM server knows one way to get around.")
            servers[TravelMode(mode)] = JsonServer(url)
        if not servers:
            raise BadInput(SETTING, "write the address of your server, such as http://127.0.0.1:5000")
        return cls(servers)

    def knows(self, mode: TravelMode) -> bool:
        """True for modes with a server; never for the bus, of which OSRM knows no timetable."""
        return mode in self._servers

    def minutes(
        self, origins: Sequence[Point], destinations: Sequence[Point], mode: TravelMode, within_s: float
    ) -> Rows:
        """As the port says."""
        server = self._servers.get(mode)
        if server is None:
            raise TravelUnavailable(f"No travel server is configured for {mode}.")
        sides = sides_of(len(origins), len(destinations), MAX_PAIRS, MAX_POINTS)
        return in_blocks(
            origins, destinations, sides, within_s, lambda some, others, left: _block(server, mode, some, others, left)
        )


def _block(
    server: JsonServer, mode: TravelMode, origins: Sequence[Point], destinations: Sequence[Point], within_s: float
) -> Rows:
    places = ";".join(
        f"{point.longitude:.{DIGITS}f},{point.latitude:.{DIGITS}f}" for point in (*origins, *destinations)
    )
    sources = ";".join(str(at) for at in range(len(origins)))
    targets = ";".join(str(at) for at in range(len(origins), len(origins) + len(destinations)))
    path = f"/table/v1/{PROFILES[mode]}/{places}?annotations=duration&generate_hints=false"
    status, said = server.ask(f"{path}&sources={sources}&destinations={targets}", within_s=within_s)
    if not isinstance(said, dict):
        raise malformed()
    if status != 200 or said.get("code") != "Ok":
        raise TravelUnavailable(f"The travel server refused a table{_known_code(said.get('code'))}.")
    rows = minutes_of(said.get("durations"), len(origins), len(destinations))
    far_origins = _far(said.get("sources"), len(origins))
    far_destinations = _far(said.get("destinations"), len(destinations))
    return [
        [float("nan") if far_origins[at] or far_destinations[column] else value for column, value in enumerate(row)]
        for at, row in enumerate(rows)
    ]


def _known_code(code: object) -> str:
    """Codes are single words; an answer's own text may hold the points."""
    return f" ({code})" if isinstance(code, str) and code.isalpha() and len(code) < 30 else ""


def _far(waypoints: object, count: int) -> list[bool]:
    """Which points lie far from every road of the map. Servers before 5.15 do not say; then none does."""
    if not isinstance(waypoints, list) or len(waypoints) != count:
        return [False] * count
    found = [waypoint.get("distance") if isinstance(waypoint, dict) else None for waypoint in waypoints]
    return [isinstance(metres, int | float) and metres > FAR_METRES for metres in found]
