"""Where listings come from: looking at sources and removing them."""

from dataclasses import dataclass

from referral.domain.ports import IndexAdmin, SourceSummary, Store
from referral.domain.source import Named
from referral.services.upkeep import Warn, catch_up


@dataclass(frozen=True, slots=True)
class KnownSources:
    """What pages say of sources. demo_is_live: fictional listings can be found."""

    named: Named
    demo_is_live: bool


class Sources:
    """The sources of the directory."""

    def __init__(self, store: Store, index: IndexAdmin) -> None:
        self._store = store
        self._index = index
        self._known: tuple[int, KnownSources] | None = None

    def list(self) -> tuple[SourceSummary, ...]:
        """Every source, by name."""
        with self._store.unit() as uow:
            return uow.sources.list()

    def known(self) -> KnownSources:
        """What pages say of sources. Every page asks.

        Listings come and go with a row in the outbox, so the answer holds as long as its newest number does.
        """
        seq = self._store.last_seq()  # read first: what changes meanwhile is asked about again
        known = self._known
        if known is None or known[0] != seq:
            with self._store.unit() as uow:
                found = KnownSources(uow.sources.named(), demo_is_live=uow.sources.live_demo() is not None)
            known = self._known = seq, found
        return known[1]

    def named(self) -> Named:
        """Name -> source: what pages and papers call each. Raises StoreUnavailable."""
        return self.known().named

    def demo_is_live(self) -> bool:
        """True while fictional listings can be found; pages then say so."""
        return self.known().demo_is_live

    def remove(self, name: str, warn: Warn | None = None) -> int:
        """Delete a source with everything it brought; how many listings went. Raises SourceNotFound.

        warn: is told when the index could not be built after.
        """
        with self._store.unit(write=True) as uow:
            gone = uow.sources.remove(name)
            uow.commit()
        catch_up(self._index, warn)
        return gone
