"""What the processes of `test_live_processes.py` run: readers and builders over one home folder, told by name.

    python live_worker.py build HOME              one build; exit 0, or 1 with the message on stderr
    python live_worker.py build-full HOME BYTES   the same on a disk where no file grows past so many bytes
    python live_worker.py hold HOME               builds, says "locked" while it has the lock, goes on after a line
    python live_worker.py read HOME               answers each line, a text, with the total that it finds

Each says "ready" before it begins, so that nobody waits by the clock.
"""

import sys
from contextlib import ExitStack
from pathlib import Path

from referral.domain.errors import IndexUnavailable
from referral.domain.search import SearchQuery
from referral.store.unit import SqlStore
from search_index.live import LiveIndex
from tests.contracts.store import NOW
from tests.search_index.full_disk import file_size_limit


def database_in(home: Path) -> str:
    return f"sqlite:///{home / 'handoff.db'}"


def say(word: object) -> None:
    print(word, flush=True)  # noqa: T201  how it talks to the test


def build(home: Path, limit_bytes: int | None = None) -> int:
    store = SqlStore(database_in(home))
    index = LiveIndex(store, home / "index")
    say("ready")
    with ExitStack() as stack:
        stack.callback(store.close)
        if limit_bytes is not None:
            stack.enter_context(file_size_limit(limit_bytes))
        try:
            index.build()
        except IndexUnavailable as error:
            sys.stderr.write(error.message)
            return 1
    return 0


def hold(home: Path) -> int:
    store = SqlStore(database_in(home))
    index = LiveIndex(store, home / "index")
    with index._generations.building():
        say("locked")
        sys.stdin.readline()
    store.close()
    return 0


def read(home: Path) -> int:
    store = SqlStore(database_in(home))
    index = LiveIndex(store, home / "index")
    index.search(SearchQuery(NOW))
    say("ready")
    for line in sys.stdin:
        say(index.search(SearchQuery(NOW, text=line.strip(), limit=50)).total)
    store.close()
    return 0


if __name__ == "__main__":
    name, folder, *rest = sys.argv[1:]
    if name == "build-full":
        sys.exit(build(Path(folder), int(rest[0])))
    sys.exit({"build": build, "hold": hold, "read": read}[name](Path(folder)))
