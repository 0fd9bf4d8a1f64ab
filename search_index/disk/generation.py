"""A generation: one built index as a folder of files that are written once and only read from then on.

    g000012/manifest.json   what the index was built from and by, and every file with its size and checksums
    g000012/NAME.npy        one array of the columns (`numpy.load` reads it)
    g000012/NAME.bin        raw bytes, such as the cards

Files are mapped into memory, so all processes of a machine share their pages. Opening compares the manifest with its
own checksum, and each file with its size and the checksum of a sample of its pages: a file that is cut short, swapped
or half written is found in milliseconds, whatever its size. A flipped bit elsewhere is found by `check_files`, which
reads everything and is behind `flask index verify`.
"""

import json
import mmap
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

import referral.domain
import search_index
from referral.domain.errors import IndexUnavailable
from search_index.disk.columns import FORMAT, Array, Columns

SCHEMA = 1
"""Of the manifest and the files beside it."""

MANIFEST = "manifest.json"
_PAGE = mmap.PAGESIZE
_SAMPLED_PAGES = 16


class BadGeneration(IndexUnavailable):
    """A generation cannot be used: missing, cut short, damaged. Whoever meets it builds anew from the database."""


class ForeignGeneration(BadGeneration):
    """A whole generation that another version of this program built: its words or columns mean something else."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of a generation. crc32: of the whole file; sample: of some of its pages; dtype: None for raw bytes."""

    file: str
    bytes: int
    crc32: int
    sample: int
    dtype: str | None = None
    length: int = 0


@dataclass(frozen=True, slots=True)
class Generation:
    """An open generation. base_seq: the last change of the store that it holds; built_at: ISO 8601, UTC.

    blobs: raw files by name. tokens: texts that raw files refer to by number.
    """

    path: Path
    base_seq: int
    built_at: str
    columns: Columns
    blobs: Mapping[str, memoryview]
    tokens: Sequence[str]
    size_bytes: int


class GenerationWriter:
    """Writes the files of one generation into an empty folder. Raises OSError when the disk does.

    Every file has reached the disk before `finish` writes the manifest, and a folder without one is no generation.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, StoredFile] = {}

    @contextmanager
    def blob(self, name: str) -> Iterator["CheckedFile"]:
        """A raw file to write to."""
        with self._file(name, f"{name}.bin") as file:
            yield file

    def array(self, name: str, array: Array) -> None:
        """One array of one dimension."""
        plain = np.ascontiguousarray(array)
        with self._file(name, f"{name}.npy", plain.dtype.str, len(plain)) as file:
            np.lib.format.write_array(file, plain, version=(1, 0), allow_pickle=False)

    def finish(self, *, base_seq: int, meta: Mapping[str, Any], tokens: Sequence[str]) -> None:
        """Write the manifest, the last of all files."""
        manifest: dict[str, Any] = {
            "schema": SCHEMA,
            "format": FORMAT,
            "built_by": code_digest(),
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "base_seq": base_seq,
            "files": {name: asdict(stored) for name, stored in sorted(self._files.items())},
            "meta": dict(meta),
            "tokens": list(tokens),
        }
        manifest = json.loads(json.dumps(manifest))  # as readers will see it: lists, and texts as keys
        text = json.dumps({"crc32": _manifest_crc32(manifest), "manifest": manifest}, indent=1)
        with (self.folder / MANIFEST).open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.folder)

    @contextmanager
    def _file(self, name: str, file_name: str, dtype: str | None = None, length: int = 0) -> Iterator["CheckedFile"]:
        path = self.folder / file_name
        with path.open("wb") as raw:
            file = CheckedFile(raw)
            yield file
            raw.flush()
            os.fsync(raw.fileno())
        self._files[name] = StoredFile(file_name, file.bytes, file.crc32, _sample(_mapped(path)), dtype, length)


class CheckedFile:
    """A file that counts and sums what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.bytes = 0
        self.crc32 = 0

    def write(self, data: bytes) -> int:
        """Append."""
        self.bytes += len(data)
        self.crc32 = zlib.crc32(data, self.crc32)
        return self._file.write(data)


def open_generation(path: Path) -> Generation:
    """The generation in a folder, mapped. Raises BadGeneration, ForeignGeneration."""
    manifest = _manifest(path)
    arrays: dict[str, Array] = {}
    blobs: dict[str, memoryview] = {}
    size_bytes = 0
    for name, form in manifest["files"].items():
        stored = StoredFile(**form)
        view = _opened(path, stored)
        size_bytes += stored.bytes
        if stored.dtype is None:
            blobs[name] = view
        else:
            dtype = np.dtype(stored.dtype)
            offset = stored.bytes - stored.length * dtype.itemsize
            arrays[name] = np.frombuffer(view, dtype, stored.length, offset)
    columns = Columns(arrays, manifest["meta"])
    return Generation(path, manifest["base_seq"], manifest["built_at"], columns, blobs, manifest["tokens"], size_bytes)


def check_files(path: Path) -> tuple[str, ...]:
    """What is wrong with the files of a generation, as sentences; reads every byte. Raises BadGeneration."""
    faults = []
    for form in _manifest(path)["files"].values():
        stored = StoredFile(**form)
        try:
            if zlib.crc32(_opened(path, stored)) != stored.crc32:
                faults.append(f"{stored.file} of {path.name} is damaged. Run: flask index build")
        except BadGeneration as error:
            faults.append(error.message)
    return tuple(faults)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@cache
def code_digest() -> str:
    """Of the sources that decide what an index holds: this room and the domain, 16 hex digits.

    A number that people raise by hand is forgotten one day, and then old words serve new searches without a sign. A
    build too many costs a minute.
    """
    folders = (Path(search_index.__path__[0]), Path(referral.domain.__path__[0]))
    sources = sorted((path.relative_to(folder).as_posix(), path) for folder in folders for path in folder.rglob("*.py"))
    return sha256(b"".join(name.encode() + path.read_bytes() for name, path in sources)).hexdigest()[:16]


def _manifest(path: Path) -> dict[str, Any]:
    try:
        form = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        manifest: dict[str, Any] = form["manifest"]
        stated = form["crc32"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadGeneration(f"The manifest of {path.name} cannot be read: {error}") from error
    if stated != _manifest_crc32(manifest):
        raise BadGeneration(f"The manifest of {path.name} is damaged.")
    if (manifest["schema"], manifest["format"], manifest["built_by"]) != (SCHEMA, FORMAT, code_digest()):
        raise ForeignGeneration(f"{path.name} was built by another version of this program.")
    return manifest


def _manifest_crc32(manifest: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(manifest, sort_keys=True).encode())


def _opened(path: Path, stored: StoredFile) -> memoryview:
    try:
        view = _mapped(path / stored.file)
    except OSError as error:
        raise BadGeneration(f"{stored.file} of {path.name} cannot be opened: {error.strerror}.") from error
    if len(view) != stored.bytes or _sample(view) != stored.sample:
        raise BadGeneration(f"{stored.file} of {path.name} is cut short or damaged.")
    return view


def _mapped(path: Path) -> memoryview:
    """The bytes of a file; its pages are read when they are looked at, and stay while anything looks at them."""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            return memoryview(b"")  # nothing to map
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _sample(view: memoryview) -> int:
    """Checksum of evenly spaced pages, the first and the last among them."""
    pages = -(-len(view) // _PAGE)
    crc32 = 0
    for page in sorted({(pages - 1) * step // (_SAMPLED_PAGES - 1) for step in range(_SAMPLED_PAGES)}):
        crc32 = zlib.crc32(view[page * _PAGE : (page + 1) * _PAGE], crc32)
    return crc32
