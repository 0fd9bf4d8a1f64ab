"""The articles of the site by the end of their addresses, in the order in which they are offered."""

from referral.wording.article import Article
from referral.wording.articles_care import AFTERCARE, IOP, MEETINGS
from referral.wording.articles_use import CALLING, PRIVACY, RANKING, privacy_with_streets

ARTICLES: dict[str, Article] = {
    "iop": IOP,
    "meetings": MEETINGS,
    "calling": CALLING,
    "aftercare": AFTERCARE,
    "ranking": RANKING,
    "privacy": PRIVACY,
}


def article_of(name: str, *, has_streets: bool) -> Article:
    """An article, true of a site with or without a street map. Raises KeyError."""
    return privacy_with_streets() if has_streets and name == "privacy" else ARTICLES[name]
