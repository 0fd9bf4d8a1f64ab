"""A visitor on the pages of questions: what they answered so far, and how they go on."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from referral.domain.need import SAFETY_QUESTIONS
from referral.web.visit import Visit
from tests.web.page import Page

SAFE = dict.fromkeys(SAFETY_QUESTIONS, "no")
WANTED: dict[str, Any] = {
    "near": "80203",
    "level": "iop",
    "meetings": "2",
    "topics": ["housing"],
    "payment": ["medicaid"],
}


def visit_of(**answers: Any) -> Visit:
    """The visit of someone who gave these answers."""
    form: MultiDict[str, str] = MultiDict(answers)
    return Visit().answered(answers, form)


def state_of(app: Flask, **answers: Any) -> str:
    """The same, sealed."""
    with app.test_request_context():
        return visit_of(**answers).token()


def packet_of(client: FlaskClient, root: str = "", **answers: Any) -> TestResponse:
    """The packet of someone who gave these answers."""
    state = state_of(client.application, **answers)
    return client.post(f"{root}/plan/packet", data={"state": state})


class Visitor:
    """Someone on one of the flows, without JavaScript. page: what they see now."""

    def __init__(self, client: FlaskClient, path: str) -> None:
        self._client, self._path = client, path
        self.status = 200
        self.page = Page(client.get(path))

    @property
    def heading(self) -> str:
        """The question of the page."""
        return self.page.h1

    def send(self, go: str = "next", **answers: Any) -> "Visitor":
        """Press a button of the page with these answers beside what the page already holds."""
        kept = {name: values for name, values in self.page.fields.items() if name not in ("go", *answers)}
        response = self._client.post(self._path.split("?")[0], data={**kept, **answers, "go": go})
        self.status, self.page = response.status_code, Page(response)
        return self

    def on_to(self, heading: str) -> "Visitor":
        """Leave pages as they are until one has this heading."""
        for _ in range(20):
            if self.heading == heading:
                return self
            self.send()
        raise AssertionError(f"no page is headed {heading!r}")
