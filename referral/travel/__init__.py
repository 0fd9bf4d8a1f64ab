"""Travel times from a routing server of the operator's own, OSRM or Valhalla; none is asked unless configured."""

from referral.domain.errors import BadInput
from referral.domain.ports import Roads
from referral.travel.osrm import Osrm
from referral.travel.valhalla import Valhalla

__all__ = ["Osrm", "Valhalla", "make_roads"]


def make_roads(engine: str | None, url: str | None) -> Roads | None:
    """The server of `HANDOFF_TRAVEL_ENGINE` at `HANDOFF_TRAVEL_URL`; None when no address is given.

    Raises BadInput, naming the setting, for an engine or an address that cannot be used.
    """
    if url is None:
        return None
    if engine == "valhalla":
        return Valhalla(url)
    if engine in (None, "osrm"):
        return Osrm.from_setting(url)
    raise BadInput("HANDOFF_TRAVEL_ENGINE", f'"{engine}" is not a routing server; write osrm or valhalla.')
