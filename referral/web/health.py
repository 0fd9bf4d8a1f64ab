"""`GET /health`: whether the directory can answer."""

from flask import Blueprint

from referral.web.common import directory

health = Blueprint("health", __name__)


@health.get("/health")
def check() -> dict[str, object]:
    """Status 200 with what is live; an unreachable database or index answers 503 through the error pages."""
    sources = directory().sources.list()
    return {"ok": True, "sources": len(sources), "listings": sum(source.live_listings for source in sources)}
