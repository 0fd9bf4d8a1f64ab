import logging

import pytest

from referral.web import quiet_logs

TOKEN = "abc-DEF_123"


@pytest.mark.parametrize("name", ["waitress", "gunicorn.error"])
@pytest.mark.parametrize(
    ("message", "args", "said"),
    [
        (f"Client disconnected while serving /p/{TOKEN}", (), "Client disconnected while serving /p/…"),
        ("Error handling request %s %s", ("GET", f"/es/p/{TOKEN}?x=1"), "Error handling request GET /es/p/…?x=1"),
        ("Exception while serving %s", (f"/p/{TOKEN}/delete",), "Exception while serving /p/…/delete"),
        ("Serving on %s", ("http://127.0.0.1:8000",), "Serving on http://127.0.0.1:8000"),
    ],
)
def test_servers_write_no_link(
    caplog: pytest.LogCaptureFixture, name: str, message: str, args: tuple[str, ...], said: str
) -> None:
    quiet_logs.register()
    quiet_logs.register()
    caplog.set_level(logging.INFO, name)
    logging.getLogger(name).info(message, *args)
    assert [record.getMessage() for record in caplog.records] == [said]
