"""Changes to a packet that a visitor asks for: keep a place, leave one out, take another or a way out, undo each."""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from referral.domain.errors import BadInput
from referral.web.visit import Visit

KEEP, DROP, SWAP, FREE, EASE, HOLD = "keep", "drop", "swap", "free", "ease", "hold"
_LEAST_IDS = {KEEP: 1, DROP: 1, SWAP: 2, FREE: 1, EASE: 1, HOLD: 1}
MAX_IDS = 3
MAX_SIGNS = 2_000


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. verb: one of the six; need: id of the need that it was made at; ids: of listings, or a way out.

    keep: the first is kept, and nothing is said of the others any more. drop: the first is left out. swap: the first
    is left out and the second kept. free: nothing is said of any of them any more. ease: the way out is taken. hold:
    it is taken back.
    """

    verb: str
    need: str
    ids: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "Edit | None":
        """The change that a button sent; None for no text. Raises BadInput."""
        if not text:
            return None
        verb, *rest = text[:MAX_SIGNS].split(" ")
        need, *ids = (unquote(part) for part in rest or ("",))
        if verb not in _LEAST_IDS or not _LEAST_IDS[verb] <= len(ids) <= MAX_IDS or not all(ids):
            raise BadInput("do", "This is no change of a plan. Use the buttons of the page.")
        return cls(verb, need, tuple(ids))

    @property
    def value(self) -> str:
        """What a button sends for this change."""
        return " ".join((self.verb, *(quote(part, safe=":") for part in (self.need, *self.ids))))

    @property
    def undo(self) -> "Edit | None":
        """The change that takes this one back; None for one that is itself a way back."""
        if self.verb in (FREE, HOLD):
            return None
        return Edit(HOLD if self.verb == EASE else FREE, self.need, self.ids)

    def applied(self, visit: Visit) -> Visit:
        """The visit after the change."""
        if self.verb in (EASE, HOLD):
            return visit.easing(self.ids[0]) if self.verb == EASE else visit.holding(self.ids[0])
        if self.verb == DROP:
            return visit.without(self.ids[0])
        if self.verb == SWAP:
            return visit.without(self.ids[0]).keeping(self.ids[1])
        kept = self.ids[:1] if self.verb == KEEP else ()
        for listing_id in self.ids[len(kept) :]:
            visit = visit.free_to(listing_id)
        return visit.keeping(kept[0]) if kept else visit
