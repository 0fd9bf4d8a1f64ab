"""The articles of the site by the end of their addresses, in the order in which they are offered."""

from referral.wording.article import Article
from referral.wording.articles_care import AFTERCARE, IOP, MEETINGS
from referral.wording.articles_use import CALLING, PRIVACY, RANKING

ARTICLES: dict[str, Article] = {
    "iop": IOP,
    "meetings": MEETINGS,
    "calling": CALLING,
    "aftercare": AFTERCARE,
    "ranking": RANKING,
    "privacy": PRIVACY,
}
