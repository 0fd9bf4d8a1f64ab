"""Sheets and scripts: found by what they hold, kept for good, packed for those who take it so."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

from flask.testing import FlaskClient

from referral.config import ROOT
from referral.web.assets import FILES, JOINED, SHEETS

STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"


def addresses(client: FlaskClient) -> list[str]:
    return re.findall(r'(?:href|src)="(/assets/[^"]+)"', client.get("/").get_data(as_text=True))


def test_addresses_of_a_page_are_kept_for_good(client: FlaskClient) -> None:
    found = addresses(client)
    assert [address.rpartition("/")[2] for address in found] == ["site.css", "icon.svg", "exit.js", "search.js"]
    for address in found:
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert sha256(answer.data).hexdigest().startswith(address.split("/")[2])


def test_an_old_address_answers_and_is_not_kept(client: FlaskClient) -> None:
    answer = client.get("/assets/0123456789/site.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_files_that_are_not_of_the_site_are_not_found(client: FlaskClient) -> None:
    assert [client.get(f"/assets/0/{name}").status_code for name in ("app.py", "..%2fapp.py", "tokens.css")] == [
        404
    ] * 3


def test_a_packed_file_and_page_say_the_same(client: FlaskClient) -> None:
    for address in (*addresses(client), "/"):
        plain = client.get(address)
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert gzip.decompress(packed.data) == plain.data


def test_every_sheet_is_part_of_the_site() -> None:
    later = [Path(file) for joined in JOINED.values() for file in joined]
    assert {file.stem for file in (STATIC / "css").iterdir()} == set(SHEETS) | {
        file.stem for file in later if file.parent.name == "css"
    }
    scripts = {file.name for file in (STATIC / "js").iterdir()}
    assert scripts <= {Path(file).name for file in FILES.values()} | {file.name for file in later}


def test_files_that_are_sent_as_one_hold_each_in_its_order(client: FlaskClient) -> None:
    for name, joined in JOINED.items():
        body = client.get(f"/assets/0/{name}").data
        assert body == b"\n".join((STATIC / file).read_bytes() for file in joined)


def test_files_of_others_are_the_ones_that_are_named() -> None:
    named = dict(re.findall(r"^\| `([^`]+)`.*`([0-9a-f]{64})` \|$", (VENDOR / "VENDOR.md").read_text(), re.MULTILINE))
    held = {
        file.name: sha256(file.read_bytes()).hexdigest() for file in VENDOR.iterdir() if file.suffix in (".js", ".css")
    }
    assert held == named
