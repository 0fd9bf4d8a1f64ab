"""Fixtures for every room."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from app import create_app
from referral.config import Config
from referral.domain.need import Profile
from referral.domain.packet import Packet
from referral.services.directory import Directory

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("handoff", deadline=None)  # no timed tests: a busy machine is no fault of the code
settings.load_profile("handoff")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real feeds, from HANDOFF_SHARED (default ../shared); tests that need it skip when it is absent."""
    folder = (ROOT / os.environ.get("HANDOFF_SHARED", "../shared")).resolve() / "data"
    if not folder.is_dir():
        pytest.skip("real feeds are not here: set HANDOFF_SHARED to the folder that holds data/")
    return folder


def config_in(home: Path) -> Config:
    """An installation of its own in a folder, with a secret of its own."""
    return Config(home=home, database_url=f"sqlite:///{home / 'handoff.db'}", secret_key="a secret of tests, " * 3)


def directory_of(app: Flask) -> Directory:
    """The use cases of an app."""
    found: Directory = app.extensions["handoff"]
    return found


@pytest.fixture(scope="session")
def demo_config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """An installation that holds the demo community; tests only read it."""
    config = config_in(tmp_path_factory.mktemp("demo"))
    directory_of(create_app(config)).setup.run(demo=True)
    return config


@pytest.fixture(scope="session")
def demo_app(demo_config: Config) -> Flask:
    """The whole app over the demo community; tests only read it."""
    return create_app(demo_config)


@pytest.fixture
def client(demo_app: Flask) -> FlaskClient:
    """A browser without JavaScript on the demo community."""
    return demo_app.test_client()


@pytest.fixture(scope="session")
def demo_plan(demo_app: Flask) -> tuple[Profile, Packet]:
    """A person in the demo community, and the packet made for them."""
    packets = directory_of(demo_app).packets
    profile = packets.read((ROOT / "tests" / "profiles" / "example.json").read_bytes())
    return profile, packets.plan(profile)


@pytest.fixture
def demo_copy(demo_config: Config, tmp_path: Path) -> Flask:
    """The whole app over a copy of the demo community, for a test to change."""
    home = tmp_path / "home"
    shutil.copytree(demo_config.home, home, symlinks=True)  # loading and indexing it anew takes seconds
    return create_app(config_in(home))


@pytest.fixture
def make_app(demo_config: Config, tmp_path: Path) -> Callable[..., Flask]:
    """Makes an app of its own that a test may change: empty, or with the demo community."""
    for gazetteer in demo_config.home.glob("places-*.sqlite"):
        shutil.copy(gazetteer, tmp_path)  # making it takes over a second

    def make(*, demo: bool = False) -> Flask:
        app = create_app(config_in(tmp_path))
        directory_of(app).setup.run(demo=demo)
        return app

    return make
