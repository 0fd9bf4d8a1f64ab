"""The live index keeps the contract of search indexes: fresh, with changes in memory, and after they were merged."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from threading import Event
from time import monotonic, sleep
from typing import cast

import pytest

pytest.register_assert_rewrite("tests.contracts.search_index")

from referral.domain.errors import IndexUnavailable  # noqa: E402  asserts are rewritten before the import
from referral.domain.ports import IndexAdmin, SearchIndex, Store  # noqa: E402
from referral.domain.search import SearchQuery  # noqa: E402
from search_index import live  # noqa: E402
from search_index.disk import generation  # noqa: E402
from search_index.disk.generations import Generations  # noqa: E402
from search_index.live import LiveIndex  # noqa: E402
from tests.contracts.search_index import NOW, SearchIndexContract  # noqa: E402
from tests.factories import location, program  # noqa: E402
from tests.fakes_store import FakeStore  # noqa: E402
from tests.search_index.full_disk import file_size_limit  # noqa: E402


class _OnDisk(SearchIndexContract):
    @pytest.fixture(autouse=True)
    def folders(self) -> Iterator[None]:
        # Thousands of small generations: in memory if there is a place for files there, as each waits for the disk.
        memory = Path("/dev/shm")  # noqa: S108  only as the parent of a folder of its own
        with TemporaryDirectory(dir=memory if memory.is_dir() else None) as home:
            self.home = home
            yield

    def live_index(self, store: Store) -> LiveIndex:
        return LiveIndex(store, Path(mkdtemp(dir=self.home)) / "index")


def index_with_history(index: LiveIndex, store: FakeStore) -> None:
    """Brings the index to what the store holds, from a build that knew some listings otherwise, and some gone since."""
    wanted = dict(store.listings.rows)
    early = list(wanted.values())[::2]
    store.listings.rows = {}
    store.changes.rows = []
    store.save(*(replace(one, name="Otherwise", location=location(), sessions=()) for one in early))
    store.save(program(id="gone:1", name="willow lantern"), program(id="gone:2", name="juniper"))
    index.build()
    for one in wanted.values():
        store.save(replace(one, name="In between"), one)
        index.search(SearchQuery(NOW))
    store.vanish("gone:1")
    index.search(SearchQuery(NOW))
    store.vanish("gone:2")


class TestGenerationAndChanges(_OnDisk):
    def index_over(self, store: Store) -> SearchIndex:
        index = self.live_index(store)
        index_with_history(index, cast("FakeStore", store))
        return index


@pytest.mark.slow
class TestFreshGeneration(_OnDisk):
    def index_over(self, store: Store) -> SearchIndex:
        return self.live_index(store)


@pytest.mark.slow
class TestMergedChanges(_OnDisk):
    def index_over(self, store: Store) -> SearchIndex:
        index = self.live_index(store)
        index_with_history(index, cast("FakeStore", store))
        index.build()
        return index


EVERYTHING = SearchQuery(NOW, limit=200)


def found(index: LiveIndex) -> list[str]:
    return [hit.listing.id for hit in index.search(EVERYTHING).hits]


def two() -> FakeStore:
    return FakeStore([program(id="test:1"), program(id="test:2")])


def current(folder: Path) -> str:
    return (folder / "CURRENT").readlink().name


def wait_for(happened: Callable[[], bool]) -> None:
    until = monotonic() + 30
    while not happened():
        assert monotonic() < until, "it did not happen"
        sleep(0.01)


def test_build_and_status_say_what_is_held(tmp_path: Path) -> None:
    store = two()
    index: IndexAdmin = LiveIndex(store.port, tmp_path)
    built = index.build()
    assert set(built) == {"listings", "generation", "built_at", "size_bytes", "seconds"}
    assert (built["listings"], built["generation"]) == (2, "g000001")
    store.vanish("test:1")
    known = index.status()
    assert set(known) == {"engine", *built, "changed_since", "last_change"} - {"seconds"}
    assert (known["engine"], known["listings"], known["changed_since"], known["last_change"]) == ("columns", 1, 1, 3)


def test_build_makes_a_new_generation_with_all_changes(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    store.save(program(id="test:3"))
    assert index.build()["generation"] == "g000002"
    assert (index.status()["changed_since"], found(index)) == (0, ["test:1", "test:2", "test:3"])


def test_index_that_was_never_built_is_built_by_the_first_search(tmp_path: Path) -> None:
    store = two()
    assert found(LiveIndex(store.port, tmp_path / "new" / "index")) == ["test:1", "test:2"]
    assert current(tmp_path / "new" / "index") == "g000001"


def test_stored_index_is_opened_and_not_built_again(tmp_path: Path) -> None:
    store = two()
    LiveIndex(store.port, tmp_path).build()
    store.save(program(id="test:3"))
    store.listings.reads = 0
    assert (found(LiveIndex(store.port, tmp_path)), store.listings.reads) == (["test:1", "test:2", "test:3"], 1)
    assert current(tmp_path) == "g000001"


def test_verify_of_a_true_index_is_empty(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    assert index.verify() == ()
    store.save(program(id="test:1", name="Renamed"))
    store.vanish("test:2")
    assert index.verify() == ()


def test_verify_names_what_the_outbox_did_not_tell(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    rows = store.listings.rows
    rows["test:1"] = program(id="test:1", name="Renamed")
    del rows["test:2"]
    rows["test:3"] = program(id="test:3")
    assert index.verify() == (
        "test:1 differs between the database and the index.",
        "test:3 is live in the database and missing from the index.",
        "test:2 is in the index and not live in the database.",
    )
    index.build()
    assert index.verify() == ()


def test_verify_names_damaged_files_and_listings(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    damage(tmp_path / "g000001" / "cards.bin", at=3)
    assert index.verify() == (
        "cards.bin of g000001 is cut short or damaged.",
        "test:1 differs between the database and the index.",
    )


def damage(path: Path, at: int) -> None:
    """Change one byte of a mapped file in its place."""
    with path.open("r+b") as file:
        file.seek(at)
        before = file.read(1)
        file.seek(at)
        file.write(bytes([before[0] ^ 0x55]))


@pytest.mark.parametrize("name", ["manifest.json", "cards.bin", "doc.input.npy", "geo.lat.npy"])
@pytest.mark.parametrize("how", ["missing", "empty", "changed"])
def test_damaged_generation_is_built_anew_from_the_database(tmp_path: Path, name: str, how: str) -> None:
    store = two()
    LiveIndex(store.port, tmp_path).build()
    path = tmp_path / "g000001" / name
    if how == "changed":
        damage(path, at=path.stat().st_size - 3)
    else:
        path.unlink()
        if how == "empty":
            path.touch()
    assert found(LiveIndex(store.port, tmp_path)) == ["test:1", "test:2"]
    assert current(tmp_path) == "g000002"


def test_card_that_is_damaged_later_is_built_anew_by_the_search_that_meets_it(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    damage(tmp_path / "g000001" / "cards.bin", at=0)
    assert (found(index), current(tmp_path)) == (["test:1", "test:2"], "g000002")


def test_generation_of_another_version_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = two()
    old = LiveIndex(store.port, tmp_path)
    old.build()
    held = old._seen
    monkeypatch.setattr(generation, "code_digest", lambda: "newer")
    assert (found(LiveIndex(store.port, tmp_path)), current(tmp_path)) == (["test:1", "test:2"], "g000002")
    monkeypatch.undo()
    store.save(program(id="test:3"))  # the old version goes on with what it holds, and leaves the new index alone
    assert (found(old), current(tmp_path)) == (["test:1", "test:2", "test:3"], "g000002")
    assert held is not None
    assert old._seen is not None
    assert old._seen.view.generation is held.view.generation


def test_deleted_index_is_searched_on_and_built_anew(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path / "index")
    index.build()
    shutil.rmtree(tmp_path / "index")
    store.save(program(id="test:3"))
    assert found(index) == ["test:1", "test:2", "test:3"]
    wait_for((tmp_path / "index" / "CURRENT").exists)
    assert found(LiveIndex(store.port, tmp_path / "index")) == ["test:1", "test:2", "test:3"]


def test_database_younger_than_the_index_is_read_anew(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    store.listings.rows = {"test:3": program(id="test:3")}
    store.changes.rows = [(1, "test:3")]
    assert found(index) == ["test:3"]
    assert found(LiveIndex(store.port, tmp_path)) == ["test:3"]


def test_two_indexes_on_one_folder_see_the_same(tmp_path: Path) -> None:
    store = two()
    writer, reader = LiveIndex(store.port, tmp_path), LiveIndex(store.port, tmp_path)
    writer.build()
    assert found(reader) == ["test:1", "test:2"]
    store.save(program(id="test:3"))
    assert found(reader) == found(writer) == ["test:1", "test:2", "test:3"]
    writer.build()
    assert found(reader) == ["test:1", "test:2", "test:3"]
    assert (reader.status()["generation"], reader.status()["changed_since"]) == ("g000002", 0)


def test_many_changes_are_merged_behind_the_searches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MERGE_ROWS", 10)
    store = FakeStore(program(id=f"test:{number:02}") for number in range(30))
    index = LiveIndex(store.port, tmp_path)
    index.build()
    store.save(*(program(id=f"test:{number:02}", name="Renamed") for number in range(4)))
    assert (index.status()["changed_since"], current(tmp_path)) == (8, "g000001")
    store.save(program(id="test:98"), program(id="test:99"))
    assert index.search(EVERYTHING).total == 32
    wait_for(lambda: current(tmp_path) == "g000002")
    assert index.search(EVERYTHING).total == 32
    assert (index.status()["generation"], index.status()["changed_since"]) == ("g000002", 0)


def test_build_can_be_started_elsewhere_and_is_started_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MERGE_ROWS", 1)
    store = two()
    started: list[str] = []
    index = LiveIndex(store.port, tmp_path, start_build=lambda: started.append("build"))
    index.build()
    for number in range(3):
        store.save(program(id="test:1", name=f"Renamed {number}"))
        index.search(EVERYTHING)
    assert (started, current(tmp_path)) == (["build"], "g000001")


def test_more_changed_than_stayed_is_built_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MERGE_ROWS", 1)
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    store.save(*(program(id=f"test:{number}") for number in range(3, 6)))
    assert (len(found(index)), current(tmp_path)) == (5, "g000002")


def test_catching_up_builds_after_many_changes_and_not_after_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MERGE_ROWS", 3)
    store = two()
    index: IndexAdmin = LiveIndex(store.port, tmp_path)
    assert (index.catch_up(), current(tmp_path), index.catch_up()) == (True, "g000001", False)
    store.save(*(program(id="test:1", name=f"Renamed {number}") for number in range(9)))
    store.save(program(id="test:3"))
    assert (index.catch_up(), current(tmp_path)) == (False, "g000001")
    store.vanish("test:2")
    assert (index.catch_up(), current(tmp_path), index.catch_up()) == (True, "g000002", False)
    assert found(LiveIndex(store.port, tmp_path)) == ["test:1", "test:3"]


@pytest.mark.parametrize(("changes", "read"), [(100, 100), (101, 0)])
def test_many_changes_are_taken_from_a_new_generation_that_holds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: int, read: int
) -> None:
    monkeypatch.setattr(LiveIndex, "_swap_behind", lambda _index: None)
    store = two()
    reader = LiveIndex(store.port, tmp_path)
    reader.build()
    store.save(*(program(id=f"test:{number}") for number in range(3, 3 + changes)))
    LiveIndex(store.port, tmp_path).build()
    store.listings.reads = 0
    assert (reader.search(EVERYTHING).total, store.listings.reads) == (2 + changes, read)


def test_no_build_is_begun_when_a_newer_generation_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MERGE_ROWS", 1)
    monkeypatch.setattr(LiveIndex, "_swap_behind", lambda _index: None)
    store = two()
    started: list[str] = []
    reader = LiveIndex(store.port, tmp_path, start_build=lambda: started.append("build"))
    reader.build()
    store.save(program(id="test:3"))
    LiveIndex(store.port, tmp_path).build()
    assert (found(reader), started) == (["test:1", "test:2", "test:3"], [])


def test_new_generation_is_taken_up_behind_the_searches(tmp_path: Path) -> None:
    store = two()
    reader = LiveIndex(store.port, tmp_path)
    reader.build()
    store.save(program(id="test:3"))
    LiveIndex(store.port, tmp_path).build()

    def is_taken_up() -> bool:
        assert found(reader) == ["test:1", "test:2", "test:3"]
        assert reader._seen is not None
        generation = reader._seen.view.generation
        return generation is not None and generation.path.name == "g000002"

    wait_for(is_taken_up)


def test_catching_up_builds_when_the_index_is_damaged_or_of_another_database(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    (tmp_path / "g000001" / "doc.input.npy").unlink()
    assert (index.catch_up(), current(tmp_path)) == (True, "g000002")
    store.listings.rows, store.changes.rows = {}, []
    assert (index.catch_up(), current(tmp_path), found(index)) == (True, "g000003", [])


def test_catching_up_waits_for_another_builder_and_looks_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MERGE_ROWS", 1)
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    store.vanish("test:1")
    looked = Event()

    def look_again(_seconds: float) -> None:
        looked.set()
        sleep(0.01)

    monkeypatch.setattr(live, "sleep", look_again)
    with ThreadPoolExecutor(1) as pool:
        with Generations(tmp_path).building():
            waiting = pool.submit(index.catch_up)
            assert looked.wait(30)
            assert not waiting.done()
        assert (waiting.result(), current(tmp_path), found(index)) == (True, "g000002", ["test:2"])


def test_catching_up_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_WAIT_S", 0.0)
    index = LiveIndex(two().port, tmp_path)
    with Generations(tmp_path).building(), pytest.raises(IndexUnavailable, match="being built"):
        index.catch_up()


def test_catching_up_on_a_full_disk_or_without_database_says_so(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    with file_size_limit(200), pytest.raises(IndexUnavailable, match="Free some space"):
        index.catch_up()
    store.broken = True
    with pytest.raises(IndexUnavailable, match="cannot read the database"):
        index.catch_up()


def test_status_before_any_build_says_so_and_builds_nothing(tmp_path: Path) -> None:
    index = LiveIndex(two().port, tmp_path / "index")
    assert index.status() == {
        "engine": "columns",
        "listings": 0,
        "generation": "none",
        "problem": "There is no search index yet.",
        "last_change": 2,
    }
    assert list(tmp_path.iterdir()) == []


def test_store_is_asked_one_cheap_question_while_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    assert found(index) == ["test:1", "test:2"]
    monkeypatch.setattr(store, "unit", lambda **_: pytest.fail("a unit was opened for a search"))
    assert found(index) == ["test:1", "test:2"]


def test_build_beside_another_builder_says_so(tmp_path: Path) -> None:
    index = LiveIndex(two().port, tmp_path)
    with Generations(tmp_path).building(), pytest.raises(IndexUnavailable, match="is being built by another process"):
        index.build()
    assert index.build()["listings"] == 2


def test_search_beside_another_builder_goes_on(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    with Generations(tmp_path).building():
        store.save(program(id="test:3"))
        assert found(index) == ["test:1", "test:2", "test:3"]
        assert found(LiveIndex(store.port, tmp_path)) == ["test:1", "test:2", "test:3"]


def test_first_search_waits_for_another_builder(tmp_path: Path) -> None:
    store = two()
    with Generations(tmp_path).building(), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(found, LiveIndex(store.port, tmp_path))
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.2)
        LiveIndex(store.port, tmp_path / "elsewhere").build()
        (tmp_path / "elsewhere" / "g000001").rename(tmp_path / "g000001")
        (tmp_path / "CURRENT").symlink_to("g000001")
        assert waiting.result() == ["test:1", "test:2"]


def test_first_search_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_WAIT_S", 0.1)
    with Generations(tmp_path).building(), pytest.raises(IndexUnavailable, match="being built"):
        LiveIndex(two().port, tmp_path).search(EVERYTHING)


def test_full_disk_leaves_the_index_that_is_live(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    index.build()
    with file_size_limit(200):
        with pytest.raises(IndexUnavailable, match=r"cannot be written to .*: File too large\. Free some space"):
            index.build()
        store.save(program(id="test:3"))
        assert found(index) == found(LiveIndex(store.port, tmp_path)) == ["test:1", "test:2", "test:3"]
    assert (index.build()["generation"], found(index)) == ("g000002", ["test:1", "test:2", "test:3"])


def test_full_disk_without_any_index_is_searched_in_memory(tmp_path: Path) -> None:
    store = two()
    index = LiveIndex(store.port, tmp_path)
    with file_size_limit(200):
        assert found(index) == ["test:1", "test:2"]
        store.save(program(id="test:3"))
        store.vanish("test:1")
        assert (found(index), index.status()["generation"]) == (["test:2", "test:3"], "in memory")
        assert index.verify() == ()
    index.build()
    assert (found(index), index.status()["generation"]) == (["test:2", "test:3"], "g000001")


def test_searches_during_swaps_never_fail(tmp_path: Path) -> None:
    store = FakeStore(program(id=f"test:{number:02}", name=f"Harbor {number}") for number in range(40))
    index = LiveIndex(store.port, tmp_path)
    index.build()
    built = Event()

    def look() -> int:
        looks = 0
        while not built.is_set():
            page = index.search(SearchQuery(NOW, text="harbor"))
            assert (page.total, len(page.hits)) == (40, 20)
            looks += 1
        return looks

    with ThreadPoolExecutor(3) as pool:
        looking = [pool.submit(look) for _ in range(3)]
        try:
            for number in range(5):
                store.save(program(id="test:00", name=f"Harbor {number}"))
                LiveIndex(store.port, tmp_path).build()
        finally:
            built.set()
        assert min(one.result() for one in looking) > 0
    assert (current(tmp_path), found(index)[0]) == ("g000006", "test:00")
