"""What living in each house would change, in sentences and as JSON."""

from collections.abc import Iterator, Mapping

from referral.domain.fit import Reason
from referral.domain.packet import HomeWeek
from referral.wording.packet_text import price_words, say
from referral.wording.times import weekly_words


def home_sentences(
    home: HomeWeek, lang: str = "en", need_names: Mapping[str, str] | None = None, subject: str = "self"
) -> Iterator[str]:
    """The price of the house in travel, what fits better or less well, and its curfew. need_names: None = their ids."""
    names = need_names or {}
    price = price_words(home.extra_min_per_week, lang)
    yield say(Reason("home_week", {"name": home.listing.name, "price": price}), lang, subject)
    for code, needs in (("home_gains", home.gains), ("home_loses", home.loses)):
        if needs:
            yield say(Reason(code, {"needs": ", ".join(names.get(need, need) for need in needs)}), lang)
    if home.curfew is None:
        yield say(Reason("home_curfew_unknown"), lang)
        return
    times = ", ".join(weekly_words(home.curfew.spans, lang))
    yield say(Reason("home_curfew", {"times": times}), lang)
    if home.curfew.end_assumed:
        yield say(Reason("home_curfew_end"), lang)
    if home.past_curfew:
        yield say(Reason("home_past_curfew"), lang, subject)
