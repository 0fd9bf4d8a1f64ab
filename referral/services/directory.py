"""All use cases of one installation, as web and command line receive them."""

from dataclasses import dataclass

from referral.domain.ports import Clock, Documents, IndexAdmin, Maps, Places, Sealer
from referral.services.imports import Imports
from referral.services.kept_packets import KeptPackets
from referral.services.listings import Listings
from referral.services.nearby import Nearby
from referral.services.packets import Packets
from referral.services.reports import Reports
from referral.services.searches import Searches
from referral.services.setup import Setup
from referral.services.sources import Sources


@dataclass(frozen=True, slots=True)
class Directory:
    """The use cases, and the ports that pages and commands ask directly."""

    searches: Searches
    listings: Listings
    nearby: Nearby
    packets: Packets
    kept_packets: KeptPackets
    documents: Documents
    imports: Imports
    sources: Sources
    reports: Reports
    setup: Setup
    index: IndexAdmin
    places: Places
    maps: Maps
    sealer: Sealer
    clock: Clock
