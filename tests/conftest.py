"""Fixtures for every room."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real feeds, from HANDOFF_SHARED (default ../shared); tests that need it skip when it is absent."""
    folder = (ROOT / os.environ.get("HANDOFF_SHARED", "../shared")).resolve() / "data"
    if not folder.is_dir():
        pytest.skip("real feeds are not here: set HANDOFF_SHARED to the folder that holds data/")
    return folder
