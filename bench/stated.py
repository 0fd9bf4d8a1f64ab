"""What made-up listings state: facets of the vocabulary with how often they are yes, and the facts made of them.

Shares are those of real directories (Colorado's programs, San Jose's meetings, Washington's services), rounded to a
half, a quarter, an eighth and a twenty-fifth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from referral.domain.facts import Facts
from referral.domain.vocabulary import DEFAULT_CLOSED, Kind, facets_of

SILENCE_IS_NO = 0.5
"""How often a listing's source closes an open group, so that what it does not state is no."""

_SHARES: dict[Kind, dict[float, str]] = {
    Kind.PROGRAM: {
        0.5: "level=outpatient treats=alcohol treats=opioids payment=medicaid payment=private payment=self_pay "
        "population=adults population=women population=men access=wheelchair",
        0.25: "level=iop treats=stimulants treats=mental_health payment=sliding_fee service=individual_therapy "
        "service=group_therapy population=co_occurring medication=buprenorphine approach=cbt language=es",
        0.12: "level=residential service=telehealth service=case_management service=peer_support payment=medicare "
        "population=lgbtq population=pregnant_postpartum medication=naltrexone access=interpreter approach=twelve_step",
        0.04: "level=otp level=php level=withdrawal_residential level=crisis medication=methadone payment=free "
        "service=childcare service=transport population=hiv language=asl",
    },
    Kind.MEETING: {
        0.5: "meeting=open meeting=discussion access=wheelchair",
        0.25: "meeting=speaker meeting=literature access=transit",
        0.12: "meeting=step meeting=closed meeting=beginner meeting=women meeting=men language=es",
        0.04: "meeting=lgbtq meeting=young_people meeting=meditation meeting=childcare meeting=secular "
        "meeting=proof_of_attendance",
    },
    Kind.RESOURCE: {
        0.5: "payment=free",
        0.25: "eligibility=residence eligibility=age service=education access=transit",
        0.12: "topic=housing topic=food topic=health topic=employment topic=legal topic=mental_health "
        "population=seniors population=women service=vocational language=es",
        0.04: "topic=shelter topic=clothing topic=benefits topic=financial topic=immigration topic=parenting "
        "service=housing_help service=childcare service=transport population=homeless",
    },
}
FELLOWSHIPS = (("AA", 0.5), ("NA", 0.25), ("AlAnon", 0.12), ("SMART", 0.05), ("CA", 0.04), ("CMA", 0.04))
_RESTRICTIONS = (("women_only", 0.02), ("men_only", 0.015), ("youth_only", 0.01), ("prison", 0.005))
ONLINE_SHARE = {Kind.PROGRAM: 0.02, Kind.MEETING: 0.08, Kind.RESOURCE: 0.0}
HYBRID_SHARE = {Kind.PROGRAM: 0.13, Kind.MEETING: 0.12, Kind.RESOURCE: 0.0}
_ALL_RESTRICTED = facets_of("restricted")


@dataclass(frozen=True, slots=True)
class Table:
    """The facets of one kind. shares[i]: how often facets[i] is yes; group_of[i]: the number of its group."""

    facets: tuple[str, ...]
    shares: np.ndarray
    group_of: np.ndarray
    closed: np.ndarray
    """By number of group: True where silence beside a stated code is always no."""


def _table(kind: Kind) -> Table:
    facets = [(facet, share) for share, text in _SHARES[kind].items() for facet in text.split()]
    groups = sorted({facet.partition("=")[0] for facet, _ in facets})
    return Table(
        tuple(facet for facet, _ in facets),
        np.array([share for _, share in facets]),
        np.array([groups.index(facet.partition("=")[0]) for facet, _ in facets]),
        np.array([group in DEFAULT_CLOSED for group in groups]),
    )


TABLES = {kind: _table(kind) for kind in Kind}

MOST_GROUPS = max(len(table.closed) for table in TABLES.values())


class FactsMaker:
    """Facts from answers packed eight to a byte; what a byte means is looked up, as a country needs a million."""

    def __init__(self, kind: Kind) -> None:
        facets = TABLES[kind].facets
        self._bytes = [
            [tuple(f for bit, f in enumerate(facets[at : at + 8]) if value >> bit & 1) for value in range(256)]
            for at in range(0, len(facets), 8)
        ]

    def make(self, yes: bytes, no: bytes, more_yes: Sequence[str], more_no: Sequence[str]) -> Facts:
        """The facts. yes and no: one bit for each facet of the table; more: facets drawn one of several."""
        held = [known[value] for known, value in zip(self._bytes, yes, strict=True)]
        denied = [known[value] for known, value in zip(self._bytes, no, strict=True)]
        return Facts(frozenset(chain(more_yes, *held)), frozenset(chain(more_no, *denied)))


def draw_answers(kind: Kind, draws: np.ndarray, closing: np.ndarray) -> tuple[list[bytes], list[bytes]]:
    """Packed yes and no of many listings. draws: listings x facets, closing: listings x groups, both uniform [0, 1)."""
    table = TABLES[kind]
    yes = draws < table.shares
    groups = len(table.closed)
    stated = np.stack([yes[:, table.group_of == group].any(axis=1) for group in range(groups)], axis=1)
    closes = stated & (table.closed | (closing[:, :groups] < SILENCE_IS_NO))
    no = closes[:, table.group_of] & ~yes
    return _packed(yes), _packed(no)


def _packed(answers: np.ndarray) -> list[bytes]:
    return [bytes(row) for row in np.packbits(answers, axis=1, bitorder="little")]


def one_of(choices: Sequence[tuple[str, float]], draw: float) -> str | None:
    """The choice that a uniform draw falls on, None when the shares leave it out."""
    for name, share in choices:
        draw -= share
        if draw < 0:
            return name
    return None


_ATTENDANCE = frozenset({"attendance=in_person", "attendance=online", "attendance=hybrid"})
_FELLOWSHIP_FACETS = facets_of("fellowship")


def _exactly(facet: str, group: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (facet,), tuple(sorted(group - {facet}))


_ATTENDED = {facet: _exactly(facet, _ATTENDANCE) for facet in _ATTENDANCE}
_FELLOWSHIP = {name: _exactly(f"fellowship={name}", _FELLOWSHIP_FACETS) for name, _ in FELLOWSHIPS}
_RESTRICTED = {name: _exactly(f"restricted={name}", _ALL_RESTRICTED) for name, _ in _RESTRICTIONS}
_UNRESTRICTED = ((), tuple(sorted(_ALL_RESTRICTED)))


def attendance_of(kind: Kind, draw: float) -> str | None:
    """in_person, online or hybrid; None for a resource, which is not attended."""
    if kind is Kind.RESOURCE:
        return None
    return one_of((("online", ONLINE_SHARE[kind]), ("hybrid", HYBRID_SHARE[kind]), ("in_person", 1.0)), draw)


def drawn_groups(attendance: str | None, fellowship: float | None, restricted: float) -> tuple[list[str], list[str]]:
    """Yes and no of the groups of which a listing states one code. fellowship: a draw, None for what is no meeting."""
    parts = [_RESTRICTED.get(one_of(_RESTRICTIONS, restricted) or "", _UNRESTRICTED)]
    if attendance is not None:
        parts.append(_ATTENDED[f"attendance={attendance}"])
    if fellowship is not None:
        parts.append(_FELLOWSHIP[one_of(FELLOWSHIPS, fellowship) or "AA"])
    return ["language=en", *chain.from_iterable(yes for yes, _ in parts)], [*chain.from_iterable(no for _, no in parts)]
