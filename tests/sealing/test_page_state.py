import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.domain.errors import BadSeal
from referral.sealing import FernetSealer, SecretFile

SECRET = "thirty-two characters or more of it"
SEALER = FernetSealer(SecretFile(Path("unused"), SECRET))
STATE = st.dictionaries(st.text(), st.text() | st.lists(st.text(), max_size=3) | st.integers() | st.none(), max_size=4)


@given(STATE)
def test_what_was_sealed_opens_unchanged(state: dict[str, object]) -> None:
    token = SEALER.seal(state, "search")
    assert SEALER.open(token, "search", 60) == state
    assert token.replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=80))
def test_anything_else_is_refused(token: str) -> None:
    with pytest.raises(BadSeal):
        SEALER.open(token, "search", 60)


@given(st.data())
def test_one_changed_character_is_refused(data: st.DataObject) -> None:
    token = SEALER.seal({"q": "iop"}, "search")
    at = data.draw(st.integers(0, len(token) - 3))
    other = "A" if token[at] != "A" else "B"
    with pytest.raises(BadSeal):
        SEALER.open(token[:at] + other + token[at + 1 :], "search", 60)


def test_another_purpose_or_another_secret_is_refused() -> None:
    token = SEALER.seal({"q": "iop"}, "search")
    with pytest.raises(BadSeal):
        SEALER.open(token, "packet", 60)
    with pytest.raises(BadSeal):
        FernetSealer(SecretFile(Path("unused"), SECRET + "x")).open(token, "search", 60)


def test_a_token_lives_as_long_as_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    token, now = SEALER.seal({}, "search"), int(time.time())
    monkeypatch.setattr(time, "time", lambda: now + 59)
    assert SEALER.open(token, "search", 60) == {}
    monkeypatch.setattr(time, "time", lambda: now + 62)
    with pytest.raises(BadSeal):
        SEALER.open(token, "search", 60)


def test_a_token_hides_what_it_holds() -> None:
    assert "methadone" not in SEALER.seal({"q": "methadone"}, "search")
    assert SEALER.seal({"q": "a"}, "search") != SEALER.seal({"q": "a"}, "search")
