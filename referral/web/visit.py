"""What a visitor has answered so far: it travels sealed in a hidden field, lives 60 minutes, and is kept nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from referral.domain.errors import BadSeal
from referral.web.common import directory

PURPOSE = "visit"
SEAL_AGE_S = 60 * 60

Answers = Mapping[str, tuple[str, ...]]
"""Name of a field -> its values as they were entered. A field with no value was left out on purpose."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The answers of a visit, and what was changed in its packet.

    pins, bans: ids of listings to keep, to leave out; eased: ways out that were taken, in their order.
    """

    answers: Answers = field(default_factory=dict)
    pins: frozenset[str] = frozenset()
    bans: frozenset[str] = frozenset()
    eased: tuple[str, ...] = ()

    @classmethod
    def opened(cls, token: str) -> "Visit":
        """The visit that a token holds; a new one for no token. Raises BadSeal for one that is old or not ours."""
        if not token:
            return cls()
        held = directory().sealer.open(token, PURPOSE, SEAL_AGE_S)
        answers, *lists = (held.get(part, []) for part in ("answers", "pins", "bans", "eased"))
        if not isinstance(answers, dict) or not all(isinstance(one, list) for one in lists):
            raise BadSeal("This page state is not one of ours. Please enter your choices again.")
        pins, bans, eased = (tuple(map(str, one)) for one in lists if isinstance(one, list))
        said = {name: tuple(values) for name, values in answers.items()}
        return cls(said, frozenset(pins), frozenset(bans), eased)

    def token(self) -> str:
        """The visit, sealed anew: its 60 minutes begin again."""
        held = {
            "answers": {name: list(values) for name, values in self.answers.items()},
            "pins": sorted(self.pins),
            "bans": sorted(self.bans),
            "eased": list(self.eased),
        }
        return directory().sealer.seal(held, PURPOSE)

    def answered(self, names: Iterable[str], form: MultiDict[str, str]) -> "Visit":
        """The visit with the fields of one page as its form sent them; those it did not send were left out."""
        sent = {name: tuple(form.getlist(name)) for name in names}
        return replace(self, answers={**self.answers, **sent})

    def form_data(self) -> MultiDict[str, str]:
        """All answers, as a form reads them."""
        return MultiDict((name, value) for name, values in self.answers.items() for value in values)

    def keeping(self, listing_id: str) -> "Visit":
        """The visit with a listing pinned, and no longer left out."""
        return replace(self, pins=self.pins | {listing_id}, bans=self.bans - {listing_id})

    def without(self, listing_id: str) -> "Visit":
        """The visit with a listing left out, and no longer pinned."""
        return replace(self, pins=self.pins - {listing_id}, bans=self.bans | {listing_id})

    def free_to(self, listing_id: str) -> "Visit":
        """The visit that says nothing of a listing any more."""
        return replace(self, pins=self.pins - {listing_id}, bans=self.bans - {listing_id})

    def easing(self, way: str) -> "Visit":
        """The visit with a way out taken."""
        return replace(self, eased=(*(one for one in self.eased if one != way), way))

    def holding(self, way: str) -> "Visit":
        """The visit without that way out."""
        return replace(self, eased=tuple(one for one in self.eased if one != way))
