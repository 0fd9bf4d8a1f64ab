import stat
from pathlib import Path

import pytest

from referral.domain.errors import HandoffError
from referral.sealing import SecretFile

SECRET = "thirty-two characters or more of it"


def test_a_secret_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    secret = SecretFile(tmp_path / "home" / "secret_key")
    with pytest.raises(HandoffError, match="flask setup"):
        secret.read()
    secret.ensure()
    first = secret.read()
    secret.ensure()
    assert secret.read() == first
    assert len(first) >= 64
    assert stat.S_IMODE((tmp_path / "home" / "secret_key").stat().st_mode) == 0o600


def test_a_secret_that_is_given_needs_no_file(tmp_path: Path) -> None:
    secret = SecretFile(tmp_path / "secret_key", SECRET)
    secret.ensure()
    assert secret.read() == SECRET
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize("content", [b"", b"short", b"\xff\xfe" * 40])
def test_a_secret_that_cannot_serve_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(HandoffError, match="secret key"):
        SecretFile(tmp_path / "secret_key").read()
