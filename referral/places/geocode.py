"""Street addresses of listings to points, asked from a geocoder on the network.

Off unless staff configure one, used when listings are imported, and never with what a visitor typed.
"""

from collections.abc import Callable
from typing import Any

from referral.domain.errors import BadInput, IngestError
from referral.domain.place import Point, Precision, miles_between

STREET_RANK = 26
"""Nominatim's `place_rank` of a street; houses are 30, towns and ZIPs are below."""
FAR_MILES = 30
"""A point this far from the listing's ZIP or town is another street of the same name."""


class StreetGeocoder:
    """Asks one geocoder of geopy, at most once in seconds_between for all threads together.

    service: a name of `geopy.geocoders` ("nominatim", "photon", "pelias"). options: what its class takes, such as
    domain, scheme, user_agent, api_key, timeout; Nominatim's terms ask for a user_agent that names the site and for
    one second between requests. Raises BadInput for an unknown service or options it does not take.
    """

    def __init__(self, service: str, *, seconds_between: float = 1.0, **options: Any) -> None:
        from geopy.exc import GeopyError
        from geopy.extra.rate_limiter import RateLimiter
        from geopy.geocoders import get_geocoder_for_service

        try:
            geocoder = get_geocoder_for_service(service)(**options)
        except (GeopyError, TypeError) as error:
            raise BadInput("geocoder", f"{service} cannot be used: {error}") from error
        self.service = service
        self._ask: Callable[..., Any] = RateLimiter(
            geocoder.geocode, min_delay_seconds=seconds_between, max_retries=0, swallow_exceptions=False
        )

    def locate(self, address: str, near: Point | None = None) -> tuple[Point, Precision] | None:
        """(point, street) of a one-line address, or None when it is not found down to its street.

        near: the listing's ZIP or town point; an answer over 30 miles from it is not taken. Raises IngestError, without
        the address, when the geocoder does not answer.
        """
        from geopy.exc import GeopyError

        try:
            found = self._ask(address)
        except GeopyError as error:
            raise IngestError(f"The geocoder {self.service} did not answer: {type(error).__name__}.") from error
        if found is None or found.raw.get("place_rank", STREET_RANK) < STREET_RANK:
            return None
        point = Point(found.latitude, found.longitude)
        if near is not None and miles_between(point, near) > FAR_MILES:
            return None
        return point, Precision.STREET
