"""Making a fresh installation ready, and an old one current."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from referral.domain.ports import IndexAdmin, Schema, Secret, Store
from referral.formats import Format
from referral.ingest.report import ImportReport
from referral.services.imports import DEMO_SOURCE, Imports
from referral.services.kept_packets import KeptPackets


@dataclass(frozen=True, slots=True)
class SetupReport:
    """demo: the import of the demo community; None when not asked for, or when the directory already holds a source."""

    demo: ImportReport | None
    index: Mapping[str, int | float | str]


class Setup:
    """Brings secret, schema, demo and index into shape; safe to run again at any time.

    imports: without an index of its own, as the one that is given is built at the end.
    """

    def __init__(
        self,
        *,
        secret: Secret,
        schema: Schema,
        store: Store,
        imports: Imports,
        kept_packets: KeptPackets,
        demo: Format,
        index: IndexAdmin,
    ) -> None:
        self._secret = secret
        self._schema = schema
        self._store = store
        self._imports = imports
        self._kept_packets = kept_packets
        self._demo = demo
        self._index = index

    def run(self, *, demo: bool = False) -> SetupReport:
        """Make a secret; migrate; load the demo community when asked and the directory is empty; see to the index.

        Kept packets that have expired are deleted, for a directory in which nobody keeps new ones.
        An index beside an empty directory is one of a database that is gone, so it is built anew whatever it says.
        """
        self._secret.ensure()
        self._schema.upgrade()
        self._kept_packets.purge()
        with self._store.unit() as uow:
            empty = not uow.sources.list()
        loaded = self._imports.ingest(self._demo, Path(), DEMO_SOURCE) if demo and empty else None
        if empty:
            self._index.build()
        else:
            self._index.catch_up()
        return SetupReport(loaded, self._index.status())
