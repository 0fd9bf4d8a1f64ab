"""Whole packets near the largest towns of a filled database: plan, check and page, by stage.

The people of `bench planner` live in and around the largest towns of a made-up state with 100,000 listings, by how many
people those have. Processor time of one core, of single runs, in a process that has planned for others before. With
`--json FILE` every packet is written as `flask plan --json` says it, at a fixed moment, to be compared with another's.
"""

import argparse
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from flask import Flask, render_template

from bench import measure
from bench.filled import home_of
from bench.national import SIZES
from bench.people import BenchPerson, Ground, people
from bench.planner import STAGES
from bench.real import NOW
from bench.stages import Stopwatch
from bench.towns import towns
from referral.domain.packet import Packet
from referral.domain.vocabulary import Kind
from referral.packets.check import violations
from referral.packets.plan import plan
from referral.services.directory import Directory
from referral.services.packets import known_listings
from referral.web.packet_page import packet_page
from referral.web.visit import Visit
from referral.wording.packet_json import packet_json

TOWNS = 10
_WARM = 12
"""People who are planned for first, and do not count."""


@dataclass(frozen=True, slots=True)
class Made:
    """One packet: processor milliseconds of each stage, and how many listings were found for the needs in all."""

    person: BenchPerson
    packet: Packet
    ms: dict[str, float]
    found: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench packets", description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="100k")
    parser.add_argument("--people", type=int, default=48)
    parser.add_argument("--towns", type=int, default=TOWNS, help="the largest so many")
    parser.add_argument("--folder", type=Path, help="where databases are kept (default instance/bench)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where packets are written, one a line")
    given = parser.parse_args(arguments)
    size = SIZES[given.size]
    os.environ |= {"HANDOFF_HOME": str(home_of(size, given.folder).home), "HANDOFF_SECRET_KEY": secrets.token_hex(32)}
    from app import create_app

    site, living = create_app(), people(_WARM + given.people, _ground(size.state, given.towns))
    made = [_made(site, person) for person in living][_WARM:]
    if given.json is not None:
        given.json.write_text(
            "".join(f"{json.dumps(_said(one.packet), default=str)}\n" for one in made), encoding="utf-8"
        )
    print(f"{size.name}, {len(made)} people in the {given.towns} largest towns\n\n{_table(made)}")


def _ground(state: str | None, most: int) -> Ground:
    """Homes in and around the largest towns. Visits are to what the made-up listings help with."""
    found = towns(state)[:most]
    people_of = tuple(float(town.population) for town in found)
    return Ground(tuple(town.place for town in found), people_of, miles=3.0)


def _made(site: Flask, person: BenchPerson) -> Made:
    directory: Directory = site.extensions["handoff"]
    watch, ms = Stopwatch(STAGES), {}
    begun = process_time()
    candidates = directory.packets.candidates(person.profile, NOW)
    ms["finding listings"] = (process_time() - begun) * 1000
    with watch.running("referral.packets") as spent:
        packet = plan(person.profile, candidates, NOW)
    ms |= spent.ms
    begun = process_time()
    faults = violations(packet, person.profile, known_listings(candidates), NOW)
    ms["checking"] = (process_time() - begun) * 1000
    if faults:
        raise measure.Failed(f"the checker faults a packet: {faults}")
    begun = process_time()
    _page(site, directory, person, packet)
    ms["page"] = (process_time() - begun) * 1000
    return Made(person, packet, ms, sum(map(len, candidates.by_need.values())))


def _page(site: Flask, directory: Directory, person: BenchPerson, packet: Packet) -> str:
    """The page as `POST /plan/packet` answers."""
    with site.test_request_context("/plan/packet", method="POST"):
        named = {one.listing_id for one in packet.alternates} | {one.listing_id for one in packet.substitutes}
        known = directory.listings.known(
            named | {item.listing_id for other in packet.other_weeks for item in other.week}
        )
        picture = directory.documents.week_svg(packet, person.profile, "en")
        page = packet_page(packet, person.profile, NOW, "en", known=known, picture=picture, visit=Visit())
        return render_template("packet/page.html", **page)


def _said(packet: Packet) -> dict[str, Any]:
    """The packet as JSON without how long it took."""
    said = packet_json(packet, "en")
    return {name: value for name, value in said.items() if name != "seconds"}


def _table(made: Sequence[Made]) -> str:
    lines = [_line(stage, [one.ms[stage] for one in made]) for stage in made[0].ms]
    kinds = [_line(f"all, asking for {name}", [sum(o.ms.values()) for o in made if asks(o)]) for name, asks in _ASKING]
    whole = _line("the whole packet", [sum(one.ms.values()) for one in made])
    found = _line("(listings found)", [one.found for one in made])
    return measure.table(["processor ms", "people", "p50", "p95", "max"], [*lines, *kinds, whole, found])


def _asks_visits(one: Made) -> bool:
    return any(need.kind is Kind.RESOURCE for need in one.person.profile.needs)


_ASKING = (("visits", _asks_visits), ("no visits", lambda one: not _asks_visits(one)))


def _line(name: str, values: Sequence[float]) -> list[object]:
    shares = [measure.percentile(values, share) if values else None for share in (0.5, 0.95)]
    return [name, len(values), *map(measure.short, (*shares, max(values, default=None)))]


if __name__ == "__main__":
    main()
