"""The site: server-rendered pages that work without JavaScript and without a cookie. One file for each part."""

from flask import Flask

from referral.services.directory import Directory
from referral.web import assets, compression, errors, limits, quiet_logs, security
from referral.web.articles import articles
from referral.web.common import LANGUAGES, keep_fixed_paths
from referral.web.free_times import times
from referral.web.guide import guide
from referral.web.health import health
from referral.web.kept import kept
from referral.web.listing import listing
from referral.web.packet import packet
from referral.web.picks import picks
from referral.web.questionnaire import plan
from referral.web.safety import safety
from referral.web.search import search
from referral.web.start import start
from referral.web.suggest import suggest
from referral.web.tiles import Tiles
from referral.web.words import add_words


def register(app: Flask, directory: Directory, tiles: Tiles | None = None) -> None:
    """Add every page to an app, in English at its address and in Spanish under /es. tiles: None = no street map."""
    app.extensions["handoff"] = directory
    app.extensions["handoff_tiles"] = tiles
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    compression.register(app)  # first, so that it packs last what the others leave as they are
    security.register(app)
    limits.register(app)
    quiet_logs.register()
    assets.register(app)
    errors.register(app)
    add_words(app)
    app.register_blueprint(health)
    for part in (start, suggest, search, times, listing, picks, guide, plan, packet, kept, articles, safety):
        for lang, prefix in LANGUAGES.items():
            app.register_blueprint(part, url_prefix=prefix, name=f"{part.name}_{lang}")
    keep_fixed_paths(app)
