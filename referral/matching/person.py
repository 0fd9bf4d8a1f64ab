"""What the rules know of the person: the profile with everything it implies counted in."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from referral.domain.fit import VISIT_MIN, Asked
from referral.domain.need import About, Need, Profile, Risk, Safety
from referral.domain.packet import Gate
from referral.domain.place import miles_between
from referral.domain.reach import Miles
from referral.domain.safety import OPIOID_MEDICINES, effective_answers, gates_of
from referral.domain.vocabulary import TOPIC_FACETS, Kind

FAMILY_SERVICES = frozenset({"service=family", "service=couples"})


@dataclass(frozen=True, slots=True)
class Person:
    """A profile at a moment. answers, about and gates hold what the whole profile implies, not only what was ticked.

    miles_of: how far it is between two points, remembered or not.
    """

    profile: Profile
    answers: Safety
    about: About
    gates: frozenset[Gate]
    now: datetime
    miles_of: Miles = field(default=miles_between, compare=False, repr=False)

    @property
    def pregnant(self) -> bool:
        """True when pregnant, or not sure."""
        return Gate.PREGNANT in self.gates

    @property
    def opioid_medicines(self) -> frozenset[str]:
        """The opioid medicines that the person takes."""
        return self.about.medications & OPIOID_MEDICINES

    def wishes(self, need: Need) -> tuple[str, ...]:
        """Preferred facets of a need, and for programs the person's own groups.

        Family sessions are no wish of someone who is not safe at home.
        """
        groups = self.about.groups | ({"pregnant_postpartum"} if self.pregnant else set())
        own = [f"population={code}" for code in sorted(groups)] if need.kind is Kind.PROGRAM else []
        wished = dict.fromkeys([*need.prefer, *own])
        return tuple(facet for facet in wished if Gate.VIOLENCE not in self.gates or facet not in FAMILY_SERVICES)


def person_of(profile: Profile, now: datetime, miles_of: Miles = miles_between) -> Person:
    """The person that a profile describes at an aware moment."""
    answers = effective_answers(profile)
    about = profile.about
    if answers.opioids is Risk.YES and about.substances:
        about = replace(about, substances=about.substances | {"opioids"})
    return Person(profile, answers, about, frozenset(notice.gate for notice in gates_of(profile)), now, miles_of)


def asked_of(person: Person, need: Need) -> Asked:
    """What a need asks of a listing, free time and `require` apart.

    Payment is asked of programs only: other kinds are paid for in other ways. Every facet of `require` is needed, so
    they are judged one by one and not OR-ed as the codes of one group are here.
    """
    facets: dict[str, frozenset[str]] = {}
    levels = levels_of(need)
    if levels:
        facets["level"] = levels
    if need.topic is not None:
        facets["topic"] = frozenset({need.topic})
    if need.fellowships:
        facets["fellowship"] = frozenset(need.fellowships)
    if person.profile.payment and need.kind is Kind.PROGRAM:
        facets["payment"] = person.profile.payment
    if person.profile.languages:
        facets["language"] = person.profile.languages
    return Asked(
        kinds=kinds_of(need),
        facets=facets,
        zone=person.profile.time_zone,
        now=person.now,
        about=person.about,
        visit_min=need.visit_min or VISIT_MIN,
    )


def levels_of(need: Need) -> frozenset[str]:
    """The levels of care that a need asks for."""
    required = {facet.removeprefix("level=") for facet in need.require if facet.startswith("level=")}
    return frozenset({need.level} if need.level is not None else required)


def kinds_of(need: Need) -> frozenset[Kind]:
    """The kinds of listing that can answer a need: its own, and programs where a topic stands for a level of care."""
    leveled = any(facet.startswith("level=") for facet in TOPIC_FACETS.get(need.topic or "", ()))
    return frozenset({need.kind, Kind.PROGRAM} if leveled else {need.kind})
