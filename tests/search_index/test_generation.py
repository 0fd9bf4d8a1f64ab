"""Generations: written whole or not at all, opened only when they are whole, swapped in one step."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.disk import generation
from search_index.disk.columns import Array
from search_index.disk.generation import (
    MANIFEST,
    BadGeneration,
    ForeignGeneration,
    Generation,
    GenerationWriter,
    check_files,
    open_generation,
)
from search_index.disk.generations import BuildRunning, Generations
from tests.search_index.full_disk import file_size_limit

ARRAYS: dict[str, Array] = {
    "doc.x": np.arange(50_000, dtype=np.int32),
    "empty": np.array([], np.float32),
    "bits": np.array([1, 2**63], np.uint64),
}


def write(writer: GenerationWriter, base_seq: int = 7, blob: bytes = b"cards") -> None:
    for name, array in ARRAYS.items():
        writer.array(name, array)
    with writer.blob("cards") as file:
        file.write(blob)
    writer.finish(base_seq=base_seq, meta={"documents": 3, "words": {"a": [1, 2]}}, tokens=["é"])


def publish(folder: Path, base_seq: int = 7) -> Path:
    with Generations(folder).building() as build:
        write(build.writer, base_seq)
        return build.publish()


def held(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_generation_comes_back_as_written(tmp_path: Path) -> None:
    write(GenerationWriter(tmp_path))
    opened = open_generation(tmp_path)
    assert {name: (array.dtype, array.tolist()) for name, array in opened.columns.arrays.items()} == {
        name: (array.dtype, array.tolist()) for name, array in ARRAYS.items()
    }
    assert bytes(opened.blobs["cards"]) == b"cards"
    assert (opened.base_seq, opened.columns.meta, opened.tokens) == (7, {"documents": 3, "words": {"a": [1, 2]}}, ["é"])
    assert opened.size_bytes == sum(path.stat().st_size for path in tmp_path.iterdir() if path.name != MANIFEST)
    assert check_files(tmp_path) == ()


def test_arrays_are_plain_read_only_and_readable_by_numpy(tmp_path: Path) -> None:
    write(GenerationWriter(tmp_path))
    opened = open_generation(tmp_path).columns["doc.x"]
    assert (type(opened), opened.flags.writeable) == (np.ndarray, False)
    assert np.load(tmp_path / "doc.x.npy").tolist() == ARRAYS["doc.x"].tolist()


def test_mapped_arrays_outlive_their_files(tmp_path: Path) -> None:
    write(GenerationWriter(tmp_path))
    opened = open_generation(tmp_path)
    for path in tmp_path.iterdir():
        path.unlink()
    assert int(opened.columns["doc.x"].sum()) == 50_000 * 49_999 // 2


@pytest.mark.parametrize("name", ["doc.x.npy", "empty.npy", "cards.bin", MANIFEST])
@pytest.mark.parametrize("damage", ["missing", "cut", "longer", "emptied", "first byte", "last byte"])
def test_damaged_file_is_refused(tmp_path: Path, name: str, damage: str) -> None:
    write(GenerationWriter(tmp_path))
    path = tmp_path / name
    whole = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(
            {
                "cut": whole[:-1],
                "longer": whole + b"\n",
                "emptied": b"",
                "first byte": bytes([whole[0] ^ 1]) + whole[1:],
                "last byte": whole[:-1] + bytes([whole[-1] ^ 1]),
            }[damage]
        )
    if (name, damage) == (MANIFEST, "longer"):
        open_generation(tmp_path)  # white space is no damage
        return
    with pytest.raises(BadGeneration):
        open_generation(tmp_path)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_changed_byte_of_the_manifest_is_refused_or_means_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("generation")
    write(GenerationWriter(folder))
    whole = (folder / MANIFEST).read_bytes()
    at = data.draw(st.integers(0, 10**9)) % len(whole)  # its length follows its checksum, and so the time
    changed = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    (folder / MANIFEST).write_bytes(changed)
    try:
        open_generation(folder)
    except BadGeneration:
        return
    assert json.loads(changed) == json.loads(whole)


def test_flipped_bit_between_the_samples_is_found_by_the_check(tmp_path: Path) -> None:
    writer = GenerationWriter(tmp_path)
    writer.array("long", np.zeros(1_000_000, np.uint8))
    writer.finish(base_seq=0, meta={}, tokens=[])
    with (tmp_path / "long.npy").open("r+b") as file:
        file.seek(8192)  # the third page; the second sample begins at page 16
        file.write(b"\x01")
    open_generation(tmp_path)
    assert check_files(tmp_path) == (f"long.npy of {tmp_path.name} is damaged. Run: flask index build",)


def test_other_version_is_foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(GenerationWriter(tmp_path))
    monkeypatch.setattr(generation, "code_digest", lambda: "another")
    with pytest.raises(ForeignGeneration, match="another version"):
        open_generation(tmp_path)


def test_publish_makes_a_generation_live_and_leaves_no_traces(tmp_path: Path) -> None:
    index = tmp_path / "home" / "index"
    generations = Generations(index)
    assert generations.stamp() is None
    with pytest.raises(BadGeneration, match="no search index"):
        generations.open_current()
    assert publish(index, base_seq=1) == index / "g000001"
    first = generations.stamp()
    assert publish(index, base_seq=2) == index / "g000002"
    assert generations.stamp() != first
    assert generations.open_current().base_seq == 2
    assert (index / "CURRENT").readlink() == Path("g000002")
    assert held(index) == ["CURRENT", "g000001", "g000002", "lock"]


def test_two_generations_stay(tmp_path: Path) -> None:
    for seq in range(4):
        publish(tmp_path, seq)
    assert held(tmp_path) == ["CURRENT", "g000003", "g000004", "lock"]


def test_leaving_without_publishing_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    with Generations(tmp_path).building() as build:
        write(build.writer, 2)
    assert Generations(tmp_path).open_current().base_seq == 1
    assert held(tmp_path) == ["CURRENT", "g000001", "lock"]


def test_generation_that_does_not_open_does_not_go_live(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    with Generations(tmp_path).building() as build:
        write(build.writer, 2)
        (build.writer.folder / "doc.x.npy").write_bytes(b"")
        with pytest.raises(BadGeneration):
            build.publish()
    assert Generations(tmp_path).open_current().base_seq == 1


def test_leftovers_of_killed_builders_are_swept(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    (tmp_path / "tmp-build").mkdir()
    (tmp_path / "tmp-build" / "doc.x.npy").write_bytes(b"half")
    (tmp_path / "tmp-g000002").symlink_to("g000002")
    (tmp_path / "g000002").mkdir()  # named and never made live
    publish(tmp_path, 2)
    assert Generations(tmp_path).open_current().base_seq == 2
    assert held(tmp_path) == ["CURRENT", "g000002", "g000003", "lock"]


def test_one_builder_at_a_time(tmp_path: Path) -> None:
    with (
        Generations(tmp_path).building(),
        pytest.raises(BuildRunning, match="is being built by another process"),
        Generations(tmp_path).building(),
    ):
        pass
    publish(tmp_path)


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom search_index.disk.generations import Generations\n"
        "with Generations(Path(sys.argv[1])).building():\n    print('holds', flush=True)\n    time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        with pytest.raises(BuildRunning), Generations(tmp_path).building():
            pass
        process.kill()
    publish(tmp_path)
    assert held(tmp_path) == ["CURRENT", "g000001", "lock"]


def test_full_disk_leaves_the_live_generation(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    with file_size_limit(100_000), pytest.raises(OSError, match="File too large"):
        publish(tmp_path, 2)
    opened: Generation = Generations(tmp_path).open_current()
    assert (opened.base_seq, held(tmp_path)) == (1, ["CURRENT", "g000001", "lock"])
    publish(tmp_path, 3)
    assert Generations(tmp_path).open_current().base_seq == 3


def test_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file stands here")
    with pytest.raises(OSError, match="exists"), Generations(tmp_path / "index").building():
        pass
    assert os.listdir(tmp_path) == ["index"]  # noqa: PTH208
