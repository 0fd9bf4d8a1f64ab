"""Several processes on one index: they see each other's commits, and no death, full disk or damage stops a search."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from referral.domain.errors import IndexUnavailable
from referral.domain.search import SearchQuery
from referral.store.schema import SqlSchema
from referral.store.unit import SqlStore
from search_index.disk.generation import open_generation
from search_index.disk.generations import KEPT
from search_index.live import LiveIndex
from tests.contracts.store import HARBOR, NOW, fill
from tests.search_index.live_worker import database_in

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 120
"""A busy machine is no fault of the code."""

LISTINGS = tuple(replace(HARBOR, id=f"test:{number:03}", name=f"Harbor {number:03}") for number in range(300))
Start = Callable[..., "Worker"]


class Worker:
    """One process that runs a role of `live_worker.py`."""

    def __init__(self, role: str, home: Path, *args: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.search_index.live_worker", role, str(home), *map(str, args)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def hears(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def asked(self, line: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.hears()

    def ends(self) -> tuple[int, str]:
        """Its exit code and what it said on stderr."""
        _, errors = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, errors


@pytest.fixture
def home(tmp_path: Path) -> Path:
    SqlSchema(database_in(tmp_path)).upgrade()
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[SqlStore]:
    made = SqlStore(database_in(home))
    fill(made, *LISTINGS)
    yield made
    made.close()


@pytest.fixture
def index(store: SqlStore, home: Path) -> LiveIndex:
    """Built once, as g000001."""
    made = LiveIndex(store, home / "index")
    made.build()
    return made


@pytest.fixture
def start(home: Path) -> Iterator[Start]:
    """Starts a worker; those that are left are ended with the test."""
    begun: list[Worker] = []

    def run(role: str, *args: object) -> Worker:
        begun.append(Worker(role, home, *args))
        return begun[-1]

    yield run
    for worker in begun:
        if worker.process.poll() is None:
            worker.process.kill()
        worker.process.communicate()


def total(index: LiveIndex, text: str = "harbor") -> int:
    return index.search(SearchQuery(NOW, text=text)).total


def current(home: Path) -> str:
    return (home / "index" / "CURRENT").readlink().name


def rename(store: SqlStore, number: int, name: str) -> None:
    fill(store, replace(LISTINGS[number], name=name))


def test_two_readers_see_each_commit_at_once(store: SqlStore, index: LiveIndex, start: Start) -> None:
    readers = [start("read"), start("read")]
    assert [reader.hears() for reader in readers] == ["ready", "ready"]
    for number in range(5):
        assert [reader.asked(f"lantern{number}") for reader in readers] == ["0", "0"]
        rename(store, number, f"lantern{number}")
        assert [reader.asked(f"lantern{number}") for reader in readers] == ["1", "1"]
    with store.unit(write=True) as unit:
        unit.listings.vanish([LISTINGS[0].id])
        unit.commit()
    assert [reader.asked("lantern0") for reader in readers] == ["0", "0"]


def test_reader_of_a_swept_generation_goes_on(store: SqlStore, index: LiveIndex, start: Start, home: Path) -> None:
    reader = start("read")
    assert (reader.hears(), reader.asked("harbor")) == ("ready", "300")
    held = index._seen
    for _ in range(KEPT):
        assert start("build").ends() == (0, "")
    assert (current(home), (home / "index" / "g000001").exists()) == ("g000003", False)
    assert held is not None
    cards = [held.view.base.engine.cards.get(docid).id for docid in range(300)]
    assert sorted(cards) == [one.id for one in LISTINGS]
    assert reader.asked("harbor") == "300"


def test_old_generations_are_swept_and_one_stays_beside_the_live_one(index: LiveIndex, home: Path) -> None:
    for _ in range(4):
        index.build()
    assert sorted(path.name for path in (home / "index").iterdir()) == ["CURRENT", "g000004", "g000005", "lock"]


def test_searches_while_another_process_builds_never_fail(
    store: SqlStore, index: LiveIndex, start: Start, home: Path
) -> None:
    for number in range(3):
        builder = start("build")
        while builder.process.poll() is None:
            assert (total(index), len(index.search(SearchQuery(NOW, limit=200)).hits)) == (300, 200)
        assert builder.ends() == (0, "")
        rename(store, number, f"Harbor again {number}")
        assert total(index) == 300
    assert (current(home), index.status()["generation"], index.status()["changed_since"]) == ("g000004", "g000004", 2)


def test_of_two_builders_one_is_refused_with_words(index: LiveIndex, start: Start, home: Path) -> None:
    holder = start("hold")
    assert holder.hears() == "locked"
    refused = "The search index is being built by another process. Wait until it is done and try again."
    assert start("build").ends() == (1, refused)
    with pytest.raises(IndexUnavailable, match="being built by another process"):
        index.build()
    holder.asked("")
    assert (holder.ends(), start("build").ends(), current(home)) == ((0, ""), (0, ""), "g000002")


def test_killed_holder_of_the_lock_blocks_nobody(index: LiveIndex, start: Start, home: Path) -> None:
    holder = start("hold")
    assert holder.hears() == "locked"
    holder.process.kill()
    holder.ends()
    assert [path.name for path in (home / "index").glob("tmp-*")] == ["tmp-build"]
    index.build()
    assert (current(home), list((home / "index").glob("tmp-*"))) == ("g000002", [])


def survive_kills(index: LiveIndex, start: Start, home: Path, kills: int, seed: int) -> None:
    """Kill builders at moments spread over a whole build; after each the index is whole, and what is left is known."""
    moments = random.Random(seed)
    build_s = length_of_a_build(start)
    for _ in range(kills):
        builder = start("build")
        assert builder.hears() == "ready"
        sleep(moments.random() * build_s)  # the moment itself is what is tried, nothing is waited for
        os.kill(builder.process.pid, signal.SIGKILL)
        builder.ends()
        open_generation(home / "index" / current(home))
        assert total(index) == total(LiveIndex(index._store, home / "index")) == 300
        leftovers = {path.name for path in (home / "index").iterdir() if not path.name.startswith("g0")}
        names = {f"tmp-{path.name}" for path in (home / "index").glob("g0*")}
        assert leftovers <= {"CURRENT", "lock", "tmp-build"} | names
    index.build()
    left = sorted(path.name for path in (home / "index").iterdir())
    assert (left[0], left[-1], len(left), index.verify()) == ("CURRENT", "lock", 2 + KEPT, ())


def length_of_a_build(start: Start) -> float:
    builder = start("build")
    assert builder.hears() == "ready"
    begun = monotonic()
    assert builder.ends() == (0, "")
    return monotonic() - begun


def test_killed_builders_leave_a_searchable_index(index: LiveIndex, start: Start, home: Path) -> None:
    survive_kills(index, start, home, kills=8, seed=8)


@pytest.mark.slow
def test_many_killed_builders_leave_a_searchable_index(index: LiveIndex, start: Start, home: Path) -> None:
    survive_kills(index, start, home, kills=60, seed=60)


@pytest.mark.parametrize("limit_bytes", [0, 300, 2_000, 20_000])
def test_full_disk_leaves_the_live_generation_and_the_database(
    store: SqlStore, index: LiveIndex, start: Start, home: Path, limit_bytes: int
) -> None:
    largest = max(path.stat().st_size for path in (home / "index" / "g000001").iterdir())
    assert limit_bytes < largest
    code, message = start("build-full", limit_bytes).ends()
    assert (code, message.split(": ")[0][:41]) == (1, "The search index cannot be written to " + str(home)[:3])
    assert "File too large. Free some space there" in message
    assert sorted(path.name for path in (home / "index").iterdir()) == ["CURRENT", "g000001", "lock"]
    assert total(LiveIndex(store, home / "index")) == total(index) == 300
    with store.unit() as unit:
        assert tuple(unit.listings.live()) == LISTINGS
    assert (start("build").ends(), current(home)) == ((0, ""), "g000002")


def flip(path: Path) -> None:
    """Change one byte in the middle, which no small file has outside of its sampled pages."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x55
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


DAMAGE: dict[str, Callable[[Path], object]] = {
    "flipped byte in an array": lambda live: flip(live / "doc.input.npy"),
    "flipped byte in the cards": lambda live: flip(live / "cards.bin"),
    "flipped byte in the manifest": lambda live: flip(live / "manifest.json"),
    "array cut short": lambda live: cut(live / "geo.lat.npy"),
    "array deleted": lambda live: (live / "geo.lat.npy").unlink(),
    "manifest deleted": lambda live: (live / "manifest.json").unlink(),
    "generation deleted": shutil.rmtree,
    "CURRENT deleted": lambda live: (live.parent / "CURRENT").unlink(),
    "all deleted": lambda live: shutil.rmtree(live.parent),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found_at_open_and_mended_from_the_database(
    index: LiveIndex, start: Start, home: Path, what: str
) -> None:
    DAMAGE[what](home / "index" / "g000001")
    reader = start("read")
    assert (reader.hears(), reader.asked("harbor"), reader.asked("007")) == ("ready", "300", "1")
    open_generation(home / "index" / current(home))
    assert LiveIndex(index._store, home / "index").verify() == ()
    assert total(index) == 300


def test_reader_follows_a_database_that_was_made_anew(store: SqlStore, index: LiveIndex, home: Path) -> None:
    assert total(index) == 300
    for file in home.glob("handoff.db*"):
        file.unlink()
    with pytest.raises(IndexUnavailable, match=r"cannot read the database: There is no database in .*`flask setup`"):
        total(index)
    SqlSchema(database_in(home)).upgrade()
    fill(store, *LISTINGS[:7])
    assert total(index) == 7
