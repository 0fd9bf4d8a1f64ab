"""Packets for the tests of this room, from a calm one to a full one, and what a reader finds in a PDF."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from tempfile import NamedTemporaryFile
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from referral.documents.maker import OwnDocuments
from referral.domain.listing import Listing, Online, Phone, PhoneRole
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.ports import Paper
from referral.packets.candidates import Candidates
from referral.packets.plan import plan
from tests.factories import DENVER, hours, resource
from tests.packets.city import (
    CALM,
    EVENING_TRACK,
    IOP_NEED,
    MEETINGS_NEED,
    PHONE,
    aa,
    at,
    detox,
    housing,
    iop,
    jobs,
    profile_of,
)
from tests.packets.crowd import city

NOW = datetime(2026, 10, 26, 12, tzinfo=ZoneInfo(DENVER))
"""A Monday at noon, in the week before clocks change."""
LINK = "https://handoff.example.org/p/abcdefghijklmnopqrstuv"
DOCUMENTS = OwnDocuments()

_MEETINGS = (
    aa("test:a", "SA 10:00-11:00", "SU 10:00-11:00"),
    aa("test:night", "FR 23:30-00:30"),
    aa("test:web", "TU 20:00-21:00", yes="attendance=online", online=Online(url="https://meet.example.org/a")),
)
_JOBS = {"id": "work", "kind": "resource", "topic": "vocational", "visit_min": 60}
_HOUSING = {"id": "home", "kind": "resource", "topic": "housing"}


def _made(profile: Profile, *listings: Any) -> tuple[Packet, Profile]:
    return plan(profile, Candidates({need.id: listings for need in profile.needs}), NOW), profile


def _calm() -> tuple[Packet, Profile]:
    return _made(
        profile_of(IOP_NEED, {**MEETINGS_NEED, "avoid_program_days": False}, _JOBS, _HOUSING),
        iop(tracks=(EVENING_TRACK,)),
        replace(iop("test:other", 3), phones=(Phone("+13035550109", "12", PhoneRole.INTAKE), Phone("+18005550199"))),
        jobs(hours=hours("MO-SA 09:00-20:00")),
        housing(),
        *_MEETINGS,
    )


def _reserved() -> tuple[Packet, Profile]:
    return _made(profile_of(IOP_NEED, MEETINGS_NEED), iop(hours=hours("MO-FR 08:00-22:00")), *_MEETINGS)


def _stopped() -> tuple[Packet, Profile]:
    safety = {**CALM, "withdrawal_risk": "yes", "suicidal": "unknown"}
    profile = profile_of(IOP_NEED, MEETINGS_NEED, safety=safety)
    places = (
        detox("test:d", "level=withdrawal_hospital detox=alcohol"),
        detox("test:e", "level=withdrawal_residential"),
    )
    candidates = Candidates({"treatment": (iop(),), "meetings": _MEETINGS}, withdrawal=places)
    return plan(profile, candidates, NOW), profile


def _crisis() -> tuple[Packet, Profile]:
    return _made(profile_of(IOP_NEED, safety={**CALM, "suicidal": "yes"}), iop())


def _gates() -> tuple[Packet, Profile]:
    risks = dict.fromkeys(("unsafe_at_home", "pregnant", "opioids", "no_safe_place", "more_than_iop"), "yes")
    person = profile_of(IOP_NEED, safety={**CALM, **risks}, about={"age": 17, "gender": "woman"})
    return _made(person, iop(tracks=(EVENING_TRACK,)))


def _full() -> tuple[Packet, Profile]:
    """Twenty needs, most with five places, and two meetings a day."""
    topics = ("housing", "vocational", "food", "benefits", "legal", "transport", "childcare", "parenting", "health")
    needs = [{"id": topic, "kind": "resource", "topic": topic} for topic in topics]
    needs += [{"id": f"more-{topic}", "kind": "resource", "topic": topic} for topic in topics]
    many = {"id": "meetings", "kind": "meeting", "per_week": {"min": 4, "target": 14}, "max_per_day": 2}
    profile = profile_of(IOP_NEED, many, *needs, safety={})
    places = [_desk(topic, number) for topic in topics for number in range(1, 6)]
    meetings = [aa(f"test:m{hour}", f"MO-SU {hour:02d}:00-{hour:02d}:45") for hour in (17, 18, 19, 20, 21)]
    return _made(profile, iop(tracks=(EVENING_TRACK,)), *places, *meetings)


def _desk(topic: str, number: int) -> Listing:
    name = f"The {topic} desk {number} of a long name"
    return resource(f"topic={topic}", id=f"test:{topic}-{number}", name=name, location=at(number), phones=(PHONE,))


def _of_a_city(seed: int) -> Callable[[], tuple[Packet, Profile]]:
    def make() -> tuple[Packet, Profile]:
        profile, listings = city(seed, size=120)
        return _made(profile, *listings)

    return make


CASES: dict[str, Callable[[], tuple[Packet, Profile]]] = {
    "calm": _calm,
    "reserved": _reserved,
    "stopped": _stopped,
    "crisis": _crisis,
    "gates": _gates,
    "nothing": lambda: _made(profile_of(IOP_NEED, MEETINGS_NEED)),
    "full": _full,
    **{f"city {seed}": _of_a_city(seed) for seed in (0, 3, 5, 16)},
}


@cache
def case(name: str) -> tuple[Packet, Profile]:
    """The packet and profile of a name, planned once."""
    return CASES[name]()


@cache
def pdf(name: str, lang: str = "en", paper: str = "letter", large: bool = False) -> bytes:
    """The PDF of a case, made once."""
    packet, profile = case(name)
    return DOCUMENTS.pdf(packet, profile, NOW, lang, paper=Paper(paper), link=LINK, large=large)


def _tool(name: str, *arguments: str, content: bytes) -> bytes:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed (Debian package poppler-utils)")
    return subprocess.run([name, *arguments], input=content, capture_output=True, check=True).stdout


def pages(content: bytes) -> list[str]:
    """The text of each page, in the order in which it is set, white space as one space."""
    text = _tool("pdftotext", "-raw", "-enc", "UTF-8", "-", "-", content=content).decode()
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def ink(content: bytes) -> list[list[bool]]:
    """For each page, for each row of its picture at 40 dots an inch, whether anything is printed there."""
    data, found = _tool("pdftoppm", "-r", "40", "-gray", content=content), []
    while data:
        size = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
        assert size is not None
        width, height = int(size[1]), int(size[2])
        body = data[size.end() : size.end() + width * height]
        found.append([min(body[row * width : (row + 1) * width]) < 200 for row in range(height)])
        data = data[size.end() + width * height :]
    return found


def sizes(content: bytes) -> set[float]:
    """The sizes of all text in whole points, as a page of paper has them."""
    with NamedTemporaryFile(suffix=".pdf") as file:  # it reads no standard input
        file.write(content)
        file.flush()
        made = _tool("pdftohtml", "-xml", "-zoom", "1", "-i", "-stdout", file.name, content=b"").decode()
    return {float(size) for size in re.findall(r'<fontspec [^>]*size="([\d.]+)"', made)}
