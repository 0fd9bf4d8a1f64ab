"""Why a search found nothing, and what would help, in words."""

from collections.abc import Iterable

from referral.domain.fit import Reason
from referral.wording.labels import group_label
from referral.wording.pages import page_words


def way_words(change: Iterable[Reason], gains: int, lang: str) -> str:
    """What to do and what it brings: "Look within 25 miles: 3 places"."""
    done = " + ".join(page_words(f"way.{one.code}", lang, **_params(one, lang)) for one in change)
    return page_words("way.gain_one" if gains == 1 else "way.gain", lang, change=done, count=gains)


def part_words(part: Reason, count: int, lang: str) -> str:
    """What one part of a search takes out: "Ways to pay: 30 places do not fit"."""
    what = page_words(f"part.{part.code}", lang, **_params(part, lang))
    return page_words("part.count_one" if count == 1 else "part.count", lang, part=what, count=count)


def _params(reason: Reason, lang: str) -> dict[str, object]:
    group, miles = reason.params.get("group"), reason.params.get("miles")
    return {
        **({"group": group_label(str(group), lang)} if group is not None else {}),
        **({"miles": f"{miles:g}"} if miles is not None else {}),
    }
