"""What a visitor looks for and has picked, from page to page: a readable part in the address, the rest sealed.

The sealed part lives 60 minutes, so that Back works; it is kept nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from referral.domain.errors import BadSeal
from referral.web.common import directory, page_url
from referral.web.forms.search import SearchForm

PURPOSE = "search"
SEAL_AGE_S = 60 * 60
MAX_PICKED = 12
"""As many places as a person can compare, and as a token can hold."""


@dataclass(frozen=True, slots=True)
class Trail:
    """form: the search. picked: ids of the listings of "my list", oldest first. expired: a token was too old."""

    form: SearchForm = field(default_factory=SearchForm)
    picked: tuple[str, ...] = ()
    expired: bool = False

    @classmethod
    def of(cls, readable: Mapping[str, str], token: str) -> "Trail":
        """The trail of an address, or of a form's hidden fields. What stands readable there wins."""
        try:
            held = directory().sealer.open(token, PURPOSE, SEAL_AGE_S) if token else {}
        except BadSeal:
            return cls(SearchForm.of_state(readable, {}), expired=True)
        picked = held.get("picked")
        ids = tuple(map(str, picked)) if isinstance(picked, list) else ()
        return cls(SearchForm.of_state(readable, held), ids[:MAX_PICKED])

    def token(self) -> str:
        """The trail, sealed anew; empty when its readable part says it all."""
        sealed = self.form.sealed()
        if self.picked:
            sealed["picked"] = list(self.picked)
        if not sealed:
            return ""
        return directory().sealer.seal({**self.form.readable(), **sealed}, PURPOSE)

    def whole_token(self, token: str | None = None) -> str:
        """The trail, sealed with its readable part for pages that show none in their address; empty without anything.

        token: of this trail, when it was sealed already.
        """
        token = self.token() if token is None else token
        readable = self.form.readable()
        return token or (directory().sealer.seal(readable, PURPOSE) if readable else "")

    def picking(self, listing_id: str) -> "Trail":
        """The trail with one more place in its list, at the end; as it is when the list is full."""
        if listing_id in self.picked or len(self.picked) >= MAX_PICKED:
            return self
        return replace(self, picked=(*self.picked, listing_id))

    def dropping(self, listing_id: str) -> "Trail":
        """The trail without a place in its list."""
        return replace(self, picked=tuple(one for one in self.picked if one != listing_id))

    def results_url(self, page: int = 1, token: str | None = None) -> str:
        """The address of a page of results. token: of this trail, when it was sealed already."""
        numbered = {"page": str(page)} if page > 1 else {}
        return page_url("search.results", **self.form.readable(), **numbered, **self._sealed(token))

    def times_url(self) -> str:
        """The address of the page of free times."""
        return page_url("times.show", **self.form.readable(), **self._sealed(None))

    def list_url(self, token: str | None = None) -> str:
        """The address of my list."""
        return page_url("picks.show", **self._sealed(self.whole_token(token)))

    def _sealed(self, token: str | None) -> dict[str, str]:
        token = self.token() if token is None else token
        return {"s": token} if token else {}
