"""One case of fit: a listing, a question, and the whole answer, written short."""

from dataclasses import dataclass

from referral.domain.fit import Asked, Fit
from referral.domain.listing import Listing


@dataclass(frozen=True)
class Case:
    """reasons: "code" or "code key=value ..." of each."""

    id: str
    listing: Listing
    asked: Asked
    fit: str
    not_stated: str = ""
    reasons: tuple[str, ...] = ()


def written(answer: Fit) -> tuple[str, str, tuple[str, ...]]:
    reasons = [" ".join((r.code, *(f"{key}={value}" for key, value in r.params.items()))) for r in answer.reasons]
    return answer.fit.value, " ".join(answer.not_stated), tuple(reasons)
