"""How long a packet takes to become a PDF, a calendar and a picture: people of a made-up city, in both languages.

Planning is not measured here (`planner` does). Each document is made once, in processor time of all threads, because
Typst remembers what it set before: a second time would be quicker than any visitor sees. Wanted are at most 500 ms.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from time import process_time

from bench.city import city
from bench.measure import p50_95_99, peak_mb, table
from bench.people import CITY_GROUND, people
from bench.planner import answering
from bench.real import NOW
from referral.documents.maker import OwnDocuments
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.ports import Paper
from referral.packets.candidates import Candidates
from referral.packets.plan import plan

WANTED_MS = 500
LINK = "https://handoff.example.org/p/abcdefghijklmnopqrstuv"
DOCUMENTS = OwnDocuments()

Make = Callable[[Packet, Profile], object]
MAKERS: dict[str, Make] = {
    "PDF, letter, English": lambda packet, profile: DOCUMENTS.pdf(packet, profile, NOW, link=LINK),
    "PDF, A4, Spanish": lambda packet, profile: DOCUMENTS.pdf(packet, profile, NOW, "es", paper=Paper.A4, link=LINK),
    "PDF, large print": lambda packet, profile: DOCUMENTS.pdf(packet, profile, NOW, link=LINK, large=True),
    "calendar": lambda packet, profile: DOCUMENTS.calendar(packet, profile, NOW),
    "picture": DOCUMENTS.week_svg,
    "QR code": lambda _packet, _profile: DOCUMENTS.qr_svg(LINK),
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench pdf", description=__doc__)
    parser.add_argument("--people", type=int, default=60)
    given = parser.parse_args(arguments)
    listings = city()
    planned = [
        (plan(one.profile, Candidates({need.id: answering(need, listings) for need in one.profile.needs}), NOW), one)
        for one in people(given.people, CITY_GROUND)
    ]
    rows, over = [], Counter[str]()
    for name, make in MAKERS.items():
        _warm, *spent = [_spent_ms(make, packet, one.profile) for packet, one in planned]
        over[name] = sum(ms > WANTED_MS for ms in spent)
        rows.append((name, p50_95_99(spent), f"{max(spent):.0f}", over[name]))
    print(f"{given.people} people, {sum(len(packet.choices) for packet, _one in planned)} places, {peak_mb():.0f} MB\n")
    print(table(("document", "ms p50 / p95 / p99", "most", f"over {WANTED_MS} ms"), rows))


def _spent_ms(make: Make, packet: Packet, profile: Profile) -> float:
    started = process_time()
    make(packet, profile)
    return (process_time() - started) * 1000


if __name__ == "__main__":
    main()
