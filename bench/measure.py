"""Measuring: a process of its own for each thing, the quiet time of a call, percentiles, plain tables."""

import multiprocessing
import os
import resource
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from time import perf_counter
from typing import Any, Generic, TypeVar

T = TypeVar("T")
RUNS = 5
"""Calls of which the quickest counts, so that other work of the machine does not."""

ENOUGH_S = 1.0
"""No further call once a query has taken so long in all."""


@dataclass(frozen=True, slots=True)
class Apart(Generic[T]):
    """What a process gave back. peak_mb: the most memory it ever held, shared pages included."""

    value: T
    peak_mb: float


class Failed(Exception):
    """A process ended without an answer; its own message stands on the error stream."""


class Skipped(Exception):
    """What is to be measured is not on this machine; the message says what is missing."""


def apart(work: Callable[..., T], *args: object) -> Apart[T]:
    """The result of a function run in a fresh process. Raises Failed."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, work, args))
    process.start()
    theirs.close()
    try:
        value: Any = ours.recv()
    except EOFError:
        process.join()
        raise Failed(f"{work.__name__} ended with code {process.exitcode}") from None
    process.join()
    return Apart(*value)


def _run(pipe, work: Callable[..., object], args: tuple[object, ...]) -> None:
    try:
        value = work(*args)
    except BaseException:  # noqa: BLE001  whatever it was, it is told here and the process ends
        traceback.print_exc()
        sys.exit(1)
    pipe.send((value, peak_mb()))
    pipe.close()


def peak_mb() -> float:
    """The most memory that this process ever held."""
    held = _kilobytes("/proc/self/status", "VmHWM:")  # getrusage would count the process that started this one too
    if held is not None:
        return held / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def private_mb() -> float | None:
    """Memory of this process alone: pages of no file. None where the system does not say (Linux does).

    Pages of mapped files are left out: all workers share them, and the system takes them back when it needs them.
    """
    held = _kilobytes("/proc/self/smaps_rollup", "Anonymous:")
    return None if held is None else held / 1024


@dataclass(frozen=True, slots=True)
class Held:
    """Memory of a process in MB. shared_out: its own and its part of what it shares with others (PSS)."""

    resident: float
    shared_out: float
    own: float


def held(pid: int) -> Held | None:
    """What a process holds now. None where the system does not say (Linux does)."""
    file = f"/proc/{pid}/smaps_rollup"
    found = [_kilobytes(file, name) for name in ("Rss:", "Pss:", "Anonymous:")]
    return Held(*(value / 1024 for value in found if value is not None)) if None not in found else None


def spent_s(pid: int) -> float:
    """Processor time that a process took so far; 0 where the system does not say (Linux does)."""
    file = Path(f"/proc/{pid}/stat")
    after_name = file.read_text(encoding="utf-8").rpartition(")")[2].split() if file.exists() else []
    return sum(map(int, after_name[11:13])) / os.sysconf("SC_CLK_TCK")


def _kilobytes(file: str, name: str) -> int | None:
    path = Path(file)
    if not path.exists():
        return None
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return next((int(line[1]) for line in lines if line[0] == name), None)


def quiet_ms(call: Callable[[], T]) -> tuple[float, T]:
    """The quickest of a few calls in milliseconds after one that warms up, and what the first gave."""
    started = perf_counter()
    first = call()
    spent, best = perf_counter() - started, float("inf")
    if spent >= ENOUGH_S:
        return spent * 1000, first
    for _ in range(RUNS):
        started = perf_counter()
        call()
        took = perf_counter() - started
        best, spent = min(best, took), spent + took
        if spent >= ENOUGH_S:
            break
    return best * 1000, first


class Untimed(Iterator[T]):
    """Hands items on and counts the seconds that making them took, to be left out of what is measured."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = iter(items)
        self.seconds = 0.0

    def __next__(self) -> T:
        started = perf_counter()
        try:
            return next(self._items)
        finally:
            self.seconds += perf_counter() - started


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share) - 1)]


def p50_95_99(values: Sequence[float]) -> str:
    """ "0.052 / 1.9 / 3.8"; a dash for no values."""
    return " / ".join(short(percentile(values, share)) for share in (0.5, 0.95, 0.99)) if values else "-"


def short(value: float | None) -> str:
    """Three leading digits, thousands apart; a dash for None."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A plain table: the first column to the left, numbers to the right."""
    cells = [list(map(str, heads)), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def folder_bytes(folder: Path, pattern: str = "*") -> int:
    """What the files of this name below a folder take on disk."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob(pattern) if path.is_file())
