"""Sparing the next visitor: after a large change the index is built by whoever made the change."""

from collections.abc import Callable

from referral.domain.errors import IndexUnavailable
from referral.domain.ports import IndexAdmin

Warn = Callable[[str], None]
"""Is told, in a sentence for whoever runs the directory, what went wrong without undoing what was done."""

NOT_BUILT = (
    "The change is in the database, but the search index was not built after it: the next searches take longer. "
    "To mend that run: flask index build. The reason:"
)


def catch_up(index: IndexAdmin, warn: Warn | None) -> None:
    """Bring the index up to date when much changed. What is committed stays, so a failure is only told, if at all."""
    try:
        index.catch_up()
    except IndexUnavailable as error:
        if warn is not None:
            warn(f"{NOT_BUILT} {error.message}")
