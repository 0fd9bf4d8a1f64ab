"""The folder of an index: which generation is live, who builds the next one, and what is swept away.

    index/CURRENT -> g000012    a symbolic link, replaced in one step
    index/g000011               the one before, for whoever is just opening it
    index/tmp-...               being built, or left by a builder that was killed
    index/lock                  held by the one builder

A reader never waits: it follows CURRENT, and what it has mapped stays readable after its files are gone.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from referral.domain.errors import IndexUnavailable
from search_index.disk.generation import (
    BadGeneration,
    Generation,
    GenerationWriter,
    open_generation,
    sync_folder,
)

CURRENT = "CURRENT"
KEPT = 2
"""Generations that stay: the live one and the one before."""

Stamp = tuple[int, int]
"""Tells one state of CURRENT from every other."""


class BuildRunning(IndexUnavailable):
    """Another process or thread holds the lock of builders."""

    def __init__(self) -> None:
        super().__init__("The search index is being built by another process. Wait until it is done and try again.")


@dataclass(frozen=True, slots=True)
class Generations:
    """The generations in a folder, which is made when the first is built. Safe from several threads and processes."""

    folder: Path

    def stamp(self) -> Stamp | None:
        """The state of CURRENT, None without one. Costs a microsecond: asked before every search."""
        try:
            seen = os.lstat(self.folder / CURRENT)
        except OSError:
            return None
        return seen.st_ino, seen.st_mtime_ns

    def open_current(self) -> Generation:
        """The live generation. Raises BadGeneration."""
        try:
            name = (self.folder / CURRENT).readlink()
        except OSError as error:
            raise BadGeneration("There is no search index yet.") from error
        return open_generation(self.folder / name)

    @contextmanager
    def building(self) -> Iterator["Build"]:
        """The right to build, for one at a time. Raises BuildRunning at once, OSError when the disk does.

        Leaving without `publish` changes nothing. Leftovers of killed builders and old generations are swept.
        """
        with self._locked():
            self._sweep()
            temporary = self.folder / "tmp-build"
            temporary.mkdir()
            try:
                yield Build(self, GenerationWriter(temporary))
            finally:
                shutil.rmtree(temporary, ignore_errors=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BuildRunning from error
            yield
        finally:
            os.close(lock)  # releases the lock; so does the end of the process, however it ends

    def names(self) -> list[str]:
        """Every generation, oldest first."""
        return sorted(path.name for path in self.folder.glob("g[0-9]*") if path.is_dir())

    def _sweep(self) -> None:
        """Only the builder calls this, so whatever is temporary is nobody's."""
        live = None
        with suppress(OSError):
            live = (self.folder / CURRENT).readlink().name
        older = [name for name in self.names() if name != live]
        kept = older[len(older) - (KEPT - 1) :] if live is not None else []
        for path in (*self.folder.glob("tmp-*"), *(self.folder / name for name in older if name not in kept)):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _publish(self, temporary: Path) -> Path:
        """Give a whole folder its name and make it live. Each step leaves a live index behind if it is the last."""
        number = max((int(name[1:]) for name in self.names()), default=0) + 1
        path = self.folder / f"g{number:06}"
        temporary.rename(path)
        sync_folder(self.folder)  # the folder lasts before anything points to it
        link = self.folder / f"tmp-{path.name}"
        link.symlink_to(path.name)
        link.rename(self.folder / CURRENT)
        sync_folder(self.folder)
        self._sweep()
        return path


@dataclass(frozen=True, slots=True)
class Build:
    """One generation in the making."""

    generations: Generations
    writer: GenerationWriter

    def publish(self) -> Path:
        """Make what was written live; the folder of the new generation. Raises BadGeneration when it does not open."""
        open_generation(self.writer.folder)  # nothing goes live that a reader would refuse
        return self.generations._publish(self.writer.folder)  # noqa: SLF001  only the holder of the lock may publish
