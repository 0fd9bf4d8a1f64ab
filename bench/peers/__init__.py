"""Other engines, put to the same listings and the same searches: one file each behind one small protocol."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from bench.peers.rows import PeerQuery, PeerRow


class Absent(Exception):
    """The engine is not on this machine; the message says what to install."""


class Peer(Protocol):
    """One other engine. Used by one thread, in a process of its own.

    Every answer is the exact number of matches and the twenty best, as ours: by BM25 (or what the engine has for it)
    over 1 + miles / 10, or nearest first without words.
    """

    name: str
    version: str

    def load(self, rows: Iterable[PeerRow]) -> None:
        """Take the listings in, ready to be searched. Called once."""
        ...

    def answer(self, query: PeerQuery) -> tuple[int, list[int]]:
        """(matches, numbers of the best 20)."""
        ...

    def disk_bytes(self) -> int:
        """What is kept on disk."""
        ...

    def close(self) -> None:
        """Stop what was started."""
        ...


def _sqlite(folder: Path) -> Peer:
    from bench.peers.sqlite import SqlitePeer

    return SqlitePeer(folder)


def _postgres(folder: Path) -> Peer:
    from bench.peers.postgres import PostgresPeer

    return PostgresPeer(folder)


def _tantivy(folder: Path) -> Peer:
    from bench.peers.tantivy import TantivyPeer

    return TantivyPeer(folder)


def _whoosh(folder: Path) -> Peer:
    from bench.peers.whoosh import WhooshPeer

    return WhooshPeer(folder)


PEERS: dict[str, Callable[[Path], Peer]] = {
    "sqlite": _sqlite,
    "postgres": _postgres,
    "tantivy": _tantivy,
    "whoosh": _whoosh,
}
"""Name -> how it is made in an empty folder; raises Absent."""

SMALL_ONLY = {"whoosh": 20_000}
"""Most listings that a peer is put to: beyond, its build alone takes many minutes."""
