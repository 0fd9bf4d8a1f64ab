"""A tile server on another port of this machine: every picture the same pale square with two streets."""

import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SIZE = 256


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def picture() -> bytes:
    """A square of SIZE points as PNG: white streets crossing on a ground like that of paper maps."""
    ground, street, edge = b"\xf2\xef\xe9", b"\xff\xff\xff", b"\xc9\xc2\xb6"

    def colour(x: int, y: int) -> bytes:
        near = min(abs(x - 80), abs(y - 160), abs((x + y) % 256 - 128) + 3)
        return street if near < 5 else edge if near < 7 else ground

    rows = b"".join(b"\0" + b"".join(colour(x, y) for x in range(SIZE)) for y in range(SIZE))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


@dataclass
class TileServer:
    """Where it is, and what was asked of it: paths, and the headers of each request. refuses: answers 403."""

    origin: str
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refuses: bool = False


@contextmanager
def running(port: int = 0) -> Iterator[TileServer]:
    """The server while it runs. port: 0 takes a free one."""
    body = picture()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tiles.paths.append(self.path)
            tiles.headers.append({name.lower(): value for name, value in self.headers.items()})
            if tiles.refuses:
                self.send_error(403)
                return
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Nothing is written while tests run."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    tiles = TileServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield tiles
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)
