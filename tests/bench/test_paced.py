"""The open loop: every request is sent at its moment and counted from it, whatever became of others."""

import socket
from collections.abc import Iterator
from threading import Thread
from time import sleep

import pytest

from bench.paced import Due, Got, Pacer

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
SLOW_S = 0.2


class OneAtATime:
    """A server with one worker. b"slow" in a request: it takes a while; b"break": the connection ends unanswered."""

    def __init__(self, *, keeps: bool) -> None:
        self.keeps = keeps
        self.connections = 0
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return  # the test is over
            self.connections += 1
            with connection:
                while asked := connection.recv(1000):
                    if b"break" in asked:
                        break
                    if b"slow" in asked:
                        sleep(SLOW_S)
                    connection.sendall(OK)
                    if not self.keeps:
                        break


@pytest.fixture
def server() -> Iterator[OneAtATime]:
    found = OneAtATime(keeps=False)
    yield found
    found.listening.shutdown(socket.SHUT_RDWR)
    found.listening.close()


def sent(server: OneAtATime, due: list[Due], *, keeps: bool = False) -> list[Got]:
    pacer = Pacer(server.port, keeps=keeps, patience_s=10)
    try:
        return pacer.run(due, 100, lambda: None)
    finally:
        pacer.close()


def test_every_request_is_answered_and_counted(server: OneAtATime) -> None:
    got = sent(server, [Due(at / 100, "page", b"a") for at in range(20)])
    assert [(one.due.kind, one.status, one.bytes_read) for one in got] == [("page", 200, len(OK))] * 20
    assert server.connections == 20


def test_a_request_behind_a_slow_one_counts_its_wait(server: OneAtATime) -> None:
    slow, fast = sent(server, [Due(0, "slow", b"slow"), Due(0.01, "fast", b"a")])
    assert (slow.due.kind, fast.due.kind) == ("slow", "fast")
    assert fast.ms >= (SLOW_S - 0.01) * 1000


def test_a_broken_connection_is_an_answer_with_status_zero(server: OneAtATime) -> None:
    got = sent(server, [Due(0, "page", b"break"), Due(0.01, "page", b"a")])
    assert sorted(one.status for one in got) == [0, 200]


def test_nobody_listening_is_an_answer_with_status_zero(server: OneAtATime) -> None:
    server.listening.shutdown(socket.SHUT_RDWR)
    server.listening.close()
    server.listening = socket.create_server(("127.0.0.1", 0))
    assert [one.status for one in sent(server, [Due(0, "page", b"a")])] == [0]


def test_kept_connections_are_used_again(server: OneAtATime) -> None:
    server.keeps = True
    got = sent(server, [Due(at * 0.05, "page", b"a") for at in range(5)], keeps=True)
    assert ([one.status for one in got], server.connections) == ([200] * 5, 1)


def test_look_is_called_as_time_goes_on(server: OneAtATime) -> None:
    looks: list[int] = []
    pacer = Pacer(server.port, keeps=False, patience_s=10)
    pacer.run([Due(0, "page", b"slow"), Due(0.3, "page", b"a")], 0.1, lambda: looks.append(1))
    pacer.close()
    assert len(looks) >= 2
