"""The settings of a travel server reach the planner, and a wrong one stops the start."""

from pathlib import Path

import pytest

from app import build_directory, create_app
from referral.config import Config
from referral.domain.errors import BadInput
from referral.sealing import SecretFile
from tests.packets.city import IOP_NEED, profile_of

SECRET = "a secret that is long enough for a test of settings"


def config_of(tmp_path: Path, **env: str) -> Config:
    return Config.from_env({"HANDOFF_HOME": str(tmp_path), "HANDOFF_SECRET_KEY": SECRET, **env})


def version_of(config: Config, mode: str = "car") -> str | None:
    """What would answer for a mode; None where great circles do."""
    directory = build_directory(config, SecretFile(config.home / "secret_key", config.secret_key))
    trips = directory.packets._trips.of(profile_of(IOP_NEED, travel={"mode": mode}))
    return None if trips is None else trips.version


def test_settings_choose_who_knows_the_roads(tmp_path: Path) -> None:
    osrm = config_of(tmp_path, HANDOFF_TRAVEL_URL="http://127.0.0.1:5000")
    valhalla = config_of(tmp_path, HANDOFF_TRAVEL_URL="http://127.0.0.1:8002", HANDOFF_TRAVEL_ENGINE="valhalla")
    assert version_of(config_of(tmp_path)) is None
    assert version_of(config_of(tmp_path, HANDOFF_TRAVEL_ENGINE="osrm")) is None
    assert [version_of(osrm, mode) for mode in ("car", "bike", "walk", "bus")] == ["osrm-1", None, None, None]
    assert [version_of(valhalla, mode) for mode in ("car", "bike", "walk", "bus")] == [*["valhalla-1"] * 3, None]


@pytest.mark.parametrize(
    ("env", "field"),
    [
        ({"HANDOFF_TRAVEL_URL": "localhost:5000"}, "HANDOFF_TRAVEL_URL"),
        ({"HANDOFF_TRAVEL_URL": "http://127.0.0.1", "HANDOFF_TRAVEL_ENGINE": "OSRM2"}, "HANDOFF_TRAVEL_ENGINE"),
    ],
)
def test_wrong_setting_stops_the_start_and_is_named(tmp_path: Path, env: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as said:
        create_app(config_of(tmp_path, **env))
    assert said.value.field == field
