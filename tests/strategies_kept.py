"""Hypothesis strategies for kept packets: every field of profile and packet drawn by its type.

A field that is added to one of the values is drawn too, without a word here.
"""

from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from referral.domain.fit import Reason
from referral.domain.kept_packet import KeptPacket
from referral.domain.listing import Listing
from referral.domain.place import Point
from referral.domain.week import Span
from tests.strategies import listings, points, spans, texts

_NUMBERS = st.integers(-(10**6), 10**6)
_MEASURES = st.floats(-(10**6), 10**6, allow_nan=False)
_VALUES = texts() | _NUMBERS | _MEASURES


@cache
def _plain() -> dict[type, SearchStrategy[Any]]:
    return {
        str: texts(),
        bool: st.booleans(),
        int: _NUMBERS,
        float: _MEASURES,
        date: st.dates(),
        datetime: st.datetimes(timezones=st.just(UTC)),
        NoneType: st.none(),
        Span: spans(),
        Point: points(),
        Listing: listings(),
        Reason: st.builds(Reason, texts(), st.dictionaries(texts(), _VALUES, max_size=2)),
    }


@cache
def values_of(kind: Any) -> SearchStrategy[Any]:
    """Values of a type as it is written in a dataclass."""
    if kind in _plain():
        return _plain()[kind]
    if get_origin(kind) in (Union, UnionType):
        return st.one_of(*map(values_of, get_args(kind)))
    if get_origin(kind) is frozenset:
        return st.frozensets(values_of(get_args(kind)[0]), max_size=2)
    if get_origin(kind) is tuple:
        first, *rest = get_args(kind)
        if rest == [...]:
            return st.lists(values_of(first), max_size=2).map(tuple)
        return st.tuples(*map(values_of, (first, *rest)))
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: values_of(hints[field.name]) for field in fields(kind)})


def kept_packets() -> SearchStrategy[KeptPacket]:
    """Anything that can be kept."""
    return values_of(KeptPacket)
