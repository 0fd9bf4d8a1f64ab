"""Long lists in pieces that one statement can take."""

from collections.abc import Iterator, Sequence

CHUNK = 1000
"""Far below every database's limit of parameters, and above what makes round trips matter."""


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in order, at most `CHUNK` at a time."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
