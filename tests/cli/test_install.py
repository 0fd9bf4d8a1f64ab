"""A fresh installation, as a shell sees it: the secret, exit codes, stdout and stderr apart."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app import create_app
from referral.config import ROOT, Config
from referral.domain.errors import HandoffError


def shell(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("HANDOFF_", "FLASK_"))}
    command = [sys.executable, "-m", "flask", *args]
    return subprocess.run(
        command, cwd=ROOT, env={**env, "HANDOFF_HOME": str(home)}, capture_output=True, text=True, check=False
    )


def config_without_secret(home: Path) -> Config:
    return Config(home=home, database_url=f"sqlite:///{home / 'handoff.db'}")


def test_setup_makes_a_secret_that_only_its_owner_reads(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    assert shell(home, "setup").returncode == 0
    secret = home / "secret_key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    before = secret.read_text(encoding="utf-8")
    assert len(before.strip()) >= 32
    done = shell(home, "search", "anything", "--json")
    assert (done.returncode, json.loads(done.stdout)["total"]) == (0, 0)
    assert shell(home, "search", "--radius", "5").returncode == 2
    assert secret.read_text(encoding="utf-8") == before
    assert create_app(config_without_secret(home)).name == "app"


def test_a_home_that_cannot_be_written_fails_with_words(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder", encoding="utf-8")
    done = shell(file / "home", "setup")
    assert (done.returncode, done.stdout) == (1, "")
    assert "secret key cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_without_a_secret_refuses_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FLASK_RUN_FROM_CLI", raising=False)
    with pytest.raises(HandoffError, match="HANDOFF_SECRET_KEY"):
        create_app(config_without_secret(tmp_path))


def test_a_server_with_a_guessable_secret_refuses_to_start(tmp_path: Path) -> None:
    with pytest.raises(HandoffError, match="too short"):
        create_app(Config(home=tmp_path, database_url="sqlite://", secret_key="secret"))


@pytest.mark.parametrize(
    ("env", "home", "url"),
    [
        ({"HANDOFF_HOME": "{tmp}/h"}, "{tmp}/h", "sqlite:///{tmp}/h/handoff.db"),
        ({"HANDOFF_HOME": "{tmp}/h", "HANDOFF_DATABASE_URL": "sqlite://"}, "{tmp}/h", "sqlite://"),
        ({"HANDOFF_HOME": ""}, str(ROOT / "instance"), f"sqlite:///{ROOT / 'instance' / 'handoff.db'}"),
    ],
)
def test_settings_come_from_the_environment(tmp_path: Path, env: dict[str, str], home: str, url: str) -> None:
    config = Config.from_env({name: value.format(tmp=tmp_path) for name, value in env.items()})
    assert str(config.home) == home.format(tmp=tmp_path)
    assert config.database_url == url.format(tmp=tmp_path)
    assert config.secret_key is None
