"""The site asked inside this process, without sockets, with the processor time that each answer took."""

import gzip
from time import process_time

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench.visitor import Answer, Request

_FORM = "application/x-www-form-urlencoded"


class Inside:
    """What a `Visitor` asks. ms: processor time of every answer so far, in order; this process has one thread."""

    def __init__(self, site: Flask) -> None:
        self._site = site
        self.ms: list[float] = []

    def __call__(self, request: Request) -> Answer:
        """The answer, as a browser that takes gzip gets it."""
        path, _, query = request.path.partition("?")
        environ = EnvironBuilder(
            path,
            query_string=query,
            method="POST" if request.body else "GET",
            data=request.body or None,
            content_type=_FORM if request.body else None,
            headers=[("Accept-Encoding", "gzip")],
        ).get_environ()
        started = process_time()
        body, status, headers = run_wsgi_app(self._site, environ, buffered=True)
        self.ms.append((process_time() - started) * 1000)
        packed = b"".join(body)
        text = gzip.decompress(packed) if headers.get("Content-Encoding") == "gzip" else packed
        return Answer(int(status[:3]), headers.get("Location", ""), text.decode())
