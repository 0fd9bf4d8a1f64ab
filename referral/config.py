"""Settings, read once from the environment. Nothing below `app.py` looks at the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Config:
    """One installation.

    home: folder of the database, the index, the gazetteer and the secret. database_url: SQLAlchemy URL. secret_key:
    None when the environment gives none; then `home/secret_key` is read. mappings: folder of the mappings that ship.
    geocoder: name of a geopy geocoder that staff may use at import, None = none; with its host and the name we give it.
    travel_url: address of a travel server, None = none; travel_engine: osrm or valhalla. proxies: how many proxies of
    ours stand before the server and name the visitor's address, None = none. tiles_url: template of a server of street
    maps, None = none; with whose map it is and the deepest zoom it has.
    """

    home: Path
    database_url: str
    secret_key: str | None = None
    geocoder: str | None = None
    geocoder_domain: str | None = None
    geocoder_agent: str | None = None
    travel_url: str | None = None
    travel_engine: str | None = None
    proxies: str | None = None
    tiles_url: str | None = None
    tiles_attribution: str | None = None
    tiles_max_zoom: str | None = None
    mappings: Path = ROOT / "seed" / "mappings"
    places: Path = ROOT / "seed" / "places" / "places.csv.gz"
    counties: Path = ROOT / "seed" / "places" / "counties-10m.json.gz"

    @property
    def index(self) -> Path:
        """Folder of the search index, which may be deleted at any time."""
        return self.home / "index"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Config":
        """What the variables of docs/configuration.md give."""
        env = os.environ if env is None else env
        home = Path(env.get("HANDOFF_HOME") or ROOT / "instance").resolve()
        url = env.get("HANDOFF_DATABASE_URL") or f"sqlite:///{home / 'handoff.db'}"
        return cls(
            home=home,
            database_url=url,
            secret_key=env.get("HANDOFF_SECRET_KEY") or None,
            geocoder=env.get("HANDOFF_GEOCODER") or None,
            geocoder_domain=env.get("HANDOFF_GEOCODER_DOMAIN") or None,
            geocoder_agent=env.get("HANDOFF_GEOCODER_AGENT") or None,
            travel_url=env.get("HANDOFF_TRAVEL_URL") or None,
            travel_engine=env.get("HANDOFF_TRAVEL_ENGINE") or None,
            proxies=env.get("HANDOFF_PROXIES") or None,
            tiles_url=env.get("HANDOFF_TILES_URL") or None,
            tiles_attribution=env.get("HANDOFF_TILES_ATTRIBUTION") or None,
            tiles_max_zoom=env.get("HANDOFF_TILES_MAX_ZOOM") or None,
        )
