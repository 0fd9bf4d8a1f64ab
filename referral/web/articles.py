"""Pages to read: what kinds of help there are, and how this directory works."""

from flask import Blueprint, abort, render_template

from referral.web.common import page_language, tile_server
from referral.wording.article import in_language
from referral.wording.articles import ARTICLES, article_of

articles = Blueprint("articles", __name__)


@articles.get("/about")
def all_() -> str:
    """The list of pages."""
    lang = page_language()
    found = [(name, in_language(article, lang)) for name, article in ARTICLES.items()]
    return render_template("articles/all.html", articles=found)


@articles.get("/about/<name>")
def one(name: str) -> str:
    """One page, with links to the others."""
    if name not in ARTICLES:
        abort(404)
    lang, found = page_language(), article_of(name, has_streets=tile_server() is not None)
    others = [(other, in_language(article, lang)) for other, article in ARTICLES.items() if other != name]
    return render_template("articles/one.html", article=in_language(found, lang), others=others)
