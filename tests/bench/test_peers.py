"""Other engines count what ours counts: SQLite, which every Python has, on a small directory."""

from pathlib import Path

import pytest

from bench import engines
from bench.national import Size
from bench.peers import Absent
from bench.peers.rows import peer_query, rows
from bench.peers.sqlite import SqlitePeer
from bench.queries import SHAPES, queries
from bench.streamed import StreamedStore
from referral.domain.search import TextMatch

SMALL = Size("small", 600, "MN")


def test_sqlite_counts_what_our_engine_counts(tmp_path: Path) -> None:
    store = StreamedStore(SMALL)
    ours = engines.ENGINES[engines.DEFAULT].make(store.as_store(), tmp_path / "ours")
    ours.build()
    (tmp_path / "sqlite").mkdir()
    try:
        peer = SqlitePeer(tmp_path / "sqlite")
    except Absent as why:
        pytest.skip(str(why))
    peer.load(rows(store.listings.live()))
    differ, found = [], 0
    for one in [one for one in queries(SMALL) if one.shape in SHAPES][::4]:
        page = ours.search(one.query)
        expected = page.total if one.query.place is None else page.totals_by_reach["near"]
        count, numbers = peer.answer(peer_query(one.query, any_word=page.text_match is TextMatch.ANY))
        found += count
        if (count, len(numbers)) != (expected, min(20, expected)):
            differ.append((one, count, expected))
    peer.close()
    assert differ == []
    assert found > 1_000
