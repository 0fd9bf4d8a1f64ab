"""The real feeds that some benchmarks read; they are not part of the project."""

import os
from pathlib import Path

from bench.measure import Skipped
from referral.config import ROOT

MAPPINGS = ROOT / "seed" / "mappings"


def data_folder() -> Path:
    """The folder of real feeds. Raises Skipped, saying what to set, when it is not there."""
    folder = (ROOT / os.environ.get("HANDOFF_SHARED", "../shared")).resolve() / "data"
    if not folder.is_dir():
        raise Skipped("real feeds are not here: set HANDOFF_SHARED to the folder that holds data/")
    return folder
