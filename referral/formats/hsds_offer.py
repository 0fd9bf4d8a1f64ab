"""One HSDS record before it is read: a service, and one of its places."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """A service at a place, by the field names of HSDS 3.

    row: where it stands, for people. service: without its other places. place: the service_at_location with its
    location, phones and schedules; None for a service that has no place.
    """

    row: str
    service: Mapping[str, object]
    place: Mapping[str, object] | None
