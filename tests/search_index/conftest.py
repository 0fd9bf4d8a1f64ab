"""The column engine is not switched on yet: its tests run when HANDOFF_COLUMNS is set."""

import os

_OF_THE_COLUMN_ENGINE = [
    "test_cards.py",
    "test_delta.py",
    "test_engine.py",
    "test_generation.py",
    "test_geo.py",
    "test_live.py",
    "test_postings.py",
]

collect_ignore = [] if os.environ.get("HANDOFF_COLUMNS") else _OF_THE_COLUMN_ENGINE
