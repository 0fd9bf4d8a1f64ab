"""A small Denver made by hand: homes, a job, programs, meetings and resources whose answers a test can see."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from referral.domain.listing import Listing, Phone
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.domain.place import Point
from referral.packets.candidates import Candidates
from referral.packets.plan import plan
from referral.services.profiles import read_profile
from tests.factories import CAPITOL_HILL, hours, location, meeting, program, resource, track
from tests.fakes import FakePlaces

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/Denver"))
"""A Monday."""

CALM = dict.fromkeys(
    (
        "emergency",
        "suicidal",
        "harm_others",
        "unsafe_at_home",
        "withdrawal_risk",
        "pregnant",
        "opioids",
        "no_safe_place",
        "more_than_iop",
    ),
    "no",
)
"""Every safety question answered no."""

PHONE = Phone("+13035550123")


def miles_north(miles: float) -> Point:
    """A point so many miles north of Capitol Hill."""
    return Point(CAPITOL_HILL.latitude + miles / 69.09, CAPITOL_HILL.longitude)


def at(miles: float, **rest):
    """A location so many miles north of Capitol Hill."""
    return location(miles_north(miles), **rest)


def iop(id: str = "test:iop", miles: float = 2, **rest) -> Listing:
    """An adult IOP for alcohol."""
    yes = rest.pop("yes", "level=iop treats=alcohol payment=private payment=medicaid language=en")
    no = rest.pop("no", "")
    return program(yes, no, id=id, name=f"Program {id}", location=at(miles), phones=(PHONE,), **rest)


EVENING_TRACK = track("MO,WE,TH 18:00-21:00", name="evening", level="iop")
MORNING_TRACK = track("MO,TU,TH 09:00-12:00", name="morning", level="iop")


def aa(id: str, *windows: str, miles: float = 1, yes: str = "", **rest) -> Listing:
    """An open AA meeting in English."""
    attendance = "" if "attendance=" in yes else "attendance=in_person"
    rest.setdefault("location", at(miles))
    return meeting(
        *windows,
        yes=f"fellowship=AA meeting=open language=en {attendance} {yes}",
        id=id,
        name=f"Meeting {id}",
        **rest,
    )


def jobs(id: str = "test:jobs", miles: float = 3, **rest) -> Listing:
    """A place that helps to find work, open on workdays."""
    rest.setdefault("hours", hours("MO-FR 09:00-17:00"))
    return resource(
        "service=vocational language=en", id=id, name="Work Shop", location=at(miles), phones=(PHONE,), **rest
    )


def housing(id: str = "test:home", miles: float = 3) -> Listing:
    """A housing resource."""
    return resource("topic=housing language=en", id=id, name="House Door", location=at(miles), phones=(PHONE,))


def detox(id: str, yes: str, miles: float = 5, **rest) -> Listing:
    """A place for withdrawal and nothing else."""
    return program(yes, "level=iop", id=id, name=f"Detox {id}", location=at(miles), phones=(PHONE,), **rest)


WORKER: dict[str, Any] = {
    "home": {"place": "80203"},
    "anchors": [{"name": "work", "place": "39.7700,-104.9700"}],
    "busy": [{"days": "MO-FR", "start": "07:30", "end": "16:30", "at": "work", "buffer_min": 25}],
    "about": {"age": 34, "gender": "man", "substances": ["alcohol"]},
    "payment": ["private"],
    "languages": ["en"],
    "safety": CALM,
}
"""A warehouse worker with free evenings."""

IOP_NEED: dict[str, Any] = {"id": "treatment", "kind": "program", "level": "iop", "hours_per_week": 9}
MEETINGS_NEED: dict[str, Any] = {
    "id": "meetings",
    "kind": "meeting",
    "per_week": {"min": 2, "target": 3},
    "avoid_program_days": True,
}


def profile_of(*needs: dict, **changes) -> Profile:
    """The worker with these needs and changes."""
    return read_profile({**WORKER, "needs": list(needs), **changes}, FakePlaces())


def everywhere(profile: Profile, *listings: Listing) -> Candidates:
    """Every listing as a candidate for everything."""
    return Candidates({need.id: listings for need in profile.needs}, listings, listings)


def planned(profile: Profile, *listings: Listing, now: datetime = NOW) -> Packet:
    """The packet of a profile over these listings."""
    return plan(profile, everywhere(profile, *listings), now)
