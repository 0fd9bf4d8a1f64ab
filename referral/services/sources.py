"""Where listings come from: looking at sources and removing them."""

from referral.domain.ports import IndexAdmin, SourceSummary, Store
from referral.services.upkeep import Warn, catch_up


class Sources:
    """The sources of the directory."""

    def __init__(self, store: Store, index: IndexAdmin) -> None:
        self._store = store
        self._index = index

    def list(self) -> tuple[SourceSummary, ...]:
        """Every source, by name."""
        with self._store.unit() as uow:
            return uow.sources.list()

    def demo_is_live(self) -> bool:
        """True while fictional listings can be found; pages then say so."""
        with self._store.unit() as uow:
            return uow.sources.live_demo() is not None

    def remove(self, name: str, warn: Warn | None = None) -> int:
        """Delete a source with everything it brought; how many listings went. Raises SourceNotFound.

        warn: is told when the index could not be built after.
        """
        with self._store.unit(write=True) as uow:
            gone = uow.sources.remove(name)
            uow.commit()
        catch_up(self._index, warn)
        return gone
