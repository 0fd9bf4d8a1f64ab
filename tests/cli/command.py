"""Running commands inside a test, and the small feeds that they read."""

import csv
import json
from pathlib import Path
from typing import Any

from click.testing import Result
from flask import Flask

from referral.config import ROOT

EXAMPLE_MAPPING = ROOT / "seed" / "mappings" / "example.toml"
COLUMNS = (
    *(
        "Program",
        "Run by",
        "Street",
        "Suite",
        "Town",
        "ZIP",
        "Web page",
        "Last checked",
        "Phone",
        "Intake line",
        "Notes",
    ),
    *("Keep address secret", "Weekdays from", "Weekdays to", "Saturday", "Evening groups", "Care", "Payment"),
    *("Child care", "Spanish"),
)


def run(app: Flask, *args: object) -> Result:
    """What a command answers."""
    return app.test_cli_runner().invoke(args=[str(arg) for arg in args])


def run_json(app: Flask, *args: object) -> dict[str, Any]:
    """The one object that a command prints with --json; nothing else may stand on stdout."""
    result = run(app, *args, "--json")
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    return value


def meeting(number: int, **changes: object) -> dict[str, object]:
    """One fictional meeting as Meeting Guide writes it."""
    return {
        "slug": f"group-{number}",
        "name": f"Sample Group {number}",
        "day": number % 7,
        "time": "18:30",
        "end_time": "19:30",
        "types": ["O", "EN"],
        "formatted_address": f"{number} Sample Street, Denver, CO 80203, USA",
        "latitude": 39.7392,
        "longitude": -104.9847,
        "timezone": "America/Denver",
        **changes,
    }


def meetings_file(folder: Path, count: int, **changes: object) -> Path:
    """A feed of so many meetings."""
    file = folder / "meetings.json"
    file.write_text(json.dumps([meeting(number, **changes) for number in range(count)]), encoding="utf-8")
    return file


def sheet_file(folder: Path, *rows: dict[str, str]) -> Path:
    """A sheet for the example mapping."""
    file = folder / "sheet.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return file
