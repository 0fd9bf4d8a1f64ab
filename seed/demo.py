"""The demo community: about 40 programs, 300 meetings and 150 resources around Denver, all plainly fictional.

Deterministic: the same listings on every machine and every day. Numbers are 555-01xx, web addresses end in example.org, and every name says
"(demo)". It is imported like any feed, as the source `demo`, and one command takes it out again.
"""

from collections.abc import Iterator
from pathlib import Path

from referral.domain.listing import Listing
from referral.domain.record import PhoneText, Record, Rejection
from referral.domain.source import Dating
from seed.demo_meetings import meetings
from seed.demo_programs import programs
from seed.demo_resources import resources


class DemoCommunity:
    """The demo as a format: it makes its own records and reads no file."""

    name = "demo"
    title: str | None = None
    dating = Dating.CHECKED
    version = "2"

    def loads(self, path: Path, source: str) -> Iterator[Record | Rejection]:  # noqa: ARG002  the demo has no file
        """Every record of the demo; one closed site is rejected, as real feeds hold them too."""
        for program in programs(source):
            yield _record(program.listing, program.phones)
        yield Rejection("program 41", "program-41", "closed")
        for meeting in meetings(source):
            yield _record(meeting, ())
        for resource in resources(source):
            yield _record(resource.listing, resource.phones)


def _record(listing: Listing, phones: tuple[PhoneText, ...]) -> Record:
    outside_id = listing.id.split(":", 1)[1]
    raw = {
        "id": outside_id,
        "kind": listing.kind.value,
        "name": listing.name,
        "phones": [phone.text for phone in phones],
    }
    return Record(outside_id.replace("-", " "), outside_id, raw, listing, phones)
