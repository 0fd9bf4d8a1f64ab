"""What the links at the top and foot of a page carry on: the search that was made, and my list."""

from dataclasses import asdict, dataclass

from flask import has_request_context, request

from referral.web.trail import Trail


@dataclass(frozen=True, slots=True)
class Links:
    """carry: the end of an address that leads to a page without losing the trail. search_url: back to the results.

    list_url: empty while nothing is picked.
    """

    carry: str
    search_url: str
    list_url: str
    picked: int


def links_of(trail: Trail, token: str | None = None) -> Links:
    """The links of a trail. token: of this trail, when it was sealed already."""
    token = trail.token() if token is None else token
    whole = trail.whole_token(token)
    carry = f"?s={whole}" if whole else ""
    list_url = trail.list_url(whole) if trail.picked else ""
    return Links(carry, trail.results_url(token=token), list_url, len(trail.picked))


def of_request() -> dict[str, object]:
    """The links of the trail that the address of this page carries; one that is too old carries nothing on."""
    token = request.args.get("s", "") if has_request_context() else ""
    trail = Trail.of({}, token) if token else Trail()
    return asdict(links_of(Trail() if trail.expired else trail))
