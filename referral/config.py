"""Settings, read once from the environment. Nothing below `app.py` looks at the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Config:
    """One installation.

    home: folder of the database, the gazetteer and the secret. database_url: SQLAlchemy URL. secret_key: None when the
    environment gives none; then `home/secret_key` is read. mappings: folder of the mapping files that come with us.
    """

    home: Path
    database_url: str
    secret_key: str | None = None
    mappings: Path = ROOT / "seed" / "mappings"
    places: Path = ROOT / "seed" / "places" / "places.csv.gz"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Config":
        """What HANDOFF_HOME, HANDOFF_DATABASE_URL and HANDOFF_SECRET_KEY give; see docs/configuration.md."""
        env = os.environ if env is None else env
        home = Path(env.get("HANDOFF_HOME") or ROOT / "instance").resolve()
        url = env.get("HANDOFF_DATABASE_URL") or f"sqlite:///{home / 'handoff.db'}"
        return cls(home=home, database_url=url, secret_key=env.get("HANDOFF_SECRET_KEY") or None)
