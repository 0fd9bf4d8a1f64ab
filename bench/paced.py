"""Requests at a fixed pace over loopback, whatever the server does: an open loop, in one thread and without a library.

A request is due at its own moment and its time runs from then on, so one that waited because others were slow counts
that wait (no "coordinated omission"). wrk, ab and siege send the next request when the last one is answered, and so
send fewer to a slow server; httperf keeps a pace but tells no percentiles, and Go's vegeta no kinds of requests. This
takes some 0.1 ms of one core a request, which matters where the server has the same two cores.
"""

import re
import selectors
import socket
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter

_BUFFER = 1 << 18
_LOOK_S = 0.2
_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Due:
    """One request. at_s: when it is due, from the beginning; kind: what it is counted as; sent: its bytes."""

    at_s: float
    kind: str
    sent: bytes


@dataclass(frozen=True, slots=True)
class Got:
    """One answer. ms: from the moment it was due. status: 0 when the connection broke, or nothing came in time."""

    due: Due
    ms: float
    status: int
    bytes_read: int


@dataclass(slots=True)
class _Pending:
    """A request that was sent. fresh: on a connection of its own, not on one that was kept."""

    due: Due
    connection: socket.socket
    fresh: bool
    head: bytes = b""
    read: int = 0
    whole: int | None = None
    """Bytes of the answer, None until its head says so."""


@dataclass(slots=True)
class Pacer:
    """Sends to a port of this machine. keeps: connections are used again, as by a proxy that keeps them."""

    port: int
    keeps: bool
    patience_s: float
    _idle: list[socket.socket] = field(default_factory=list)
    _pending: dict[socket.socket, _Pending] = field(default_factory=dict)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _got: list[Got] = field(default_factory=list)
    _begun: float = 0.0

    def run(self, due: Sequence[Due], each_s: float, look: Callable[[], None]) -> list[Got]:
        """Every answer, in the order in which they came. due: by their moments. look: called every each_s seconds."""
        waiting, looks = deque(due), 1
        self._got, self._begun = [], perf_counter()
        while waiting or self._pending:
            now = perf_counter() - self._begun
            if waiting and waiting[0].at_s <= now:
                self._send(waiting.popleft())
            if now >= looks * each_s:
                look()
                looks += 1
            pause_s = max(0.0, waiting[0].at_s - now) if waiting else _LOOK_S
            for key, events in self._selector.select(pause_s):
                self._write(key.data) if events & selectors.EVENT_WRITE else self._read(key.data)
            if not waiting:
                self._give_up(now)
        return self._got

    def _send(self, due: Due, *, fresh: bool = False) -> None:
        """Begin: what is sent goes out once the connection takes it, so that a full server never holds up others."""
        kept = self._idle.pop() if self._idle and not fresh else None
        connection = kept or socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        pending = self._pending[connection] = _Pending(due, connection, kept is None)
        self._selector.register(connection, selectors.EVENT_WRITE, pending)
        if kept is None:
            connection.setblocking(False)
            connection.connect_ex(("127.0.0.1", self.port))
        self._write(pending)

    def _write(self, pending: _Pending) -> None:
        try:
            pending.connection.sendall(pending.due.sent)  # a few hundred bytes: they go into the buffer as a whole
        except BlockingIOError:
            return  # not connected yet
        except OSError:
            self._end(pending, 0)
            return
        self._selector.modify(pending.connection, selectors.EVENT_READ, pending)

    def _read(self, pending: _Pending) -> None:
        piece = b""
        with suppress(OSError):  # a connection that broke says no more, as one that ended
            piece = pending.connection.recv(_BUFFER)
        pending.read += len(piece)
        if pending.whole is None:
            pending.head += piece
            at = pending.head.find(_HEAD_ENDS)
            if at >= 0:
                length = _LENGTH.search(pending.head, 0, at)
                pending.whole = at + len(_HEAD_ENDS) + (int(length[1]) if length else 0)
        if pending.whole is not None and pending.read >= pending.whole:
            self._end(pending, int(pending.head[9:12]))
        elif not piece:
            self._end(pending, 0)

    def _end(self, pending: _Pending, status: int) -> None:
        self._selector.unregister(pending.connection)
        del self._pending[pending.connection]
        if self.keeps and status:
            self._idle.append(pending.connection)
        else:
            pending.connection.close()
        if not status and not pending.fresh and not pending.read:  # the server had closed a kept one: as proxies do
            self._send(pending.due, fresh=True)
        else:
            self._got.append(self._answer(pending.due, status, pending.read))

    def _answer(self, due: Due, status: int, read: int) -> Got:
        return Got(due, (perf_counter() - self._begun - due.at_s) * 1000, status, read)

    def _give_up(self, now: float) -> None:
        for pending in [one for one in self._pending.values() if now - one.due.at_s > self.patience_s]:
            pending.fresh = True
            self._end(pending, 0)

    def close(self) -> None:
        """Close what is kept."""
        for connection in self._idle:
            connection.close()
        self._selector.close()
