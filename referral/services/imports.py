"""Importing a feed: guards, one transaction, and a report."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from referral.domain.errors import BadInput, DemoIsLive
from referral.domain.ports import Clock, Geocoder, IndexAdmin, Places, Store, UnitOfWork
from referral.formats import Format
from referral.ingest.normalize import finish
from referral.ingest.pipeline import Feed, take_in
from referral.ingest.report import ImportReport
from referral.services.upkeep import Warn, catch_up

DEMO_SOURCE = "demo"
MAX_TITLE = 80


class Imports:
    """Takes feeds into the store. One import at a time: the store's write lock is held for the whole run."""

    def __init__(
        self,
        store: Store,
        places: Places,
        clock: Clock,
        geocoder: Geocoder | None = None,
        index: IndexAdmin | None = None,
    ) -> None:
        """geocoder: what staff may turn on for an import; None when none is configured.

        index: what is brought up to date after an import; None leaves that to the caller, or to the next search.
        """
        self._store = store
        self._places = places
        self._clock = clock
        self._geocoder = geocoder
        self._index = index

    def ingest(
        self,
        format_: Format,
        path: Path,
        source: str,
        *,
        dry_run: bool = False,
        allow_loss: bool = False,
        with_demo: bool = False,
        geocode: bool = False,
        title: str | None = None,
        on_record: Callable[[int], None] | None = None,
        warn: Warn | None = None,
    ) -> ImportReport:
        """Import one file or folder under a source's name; everything or nothing is written.

        dry_run reports and writes nothing. geocode asks the configured geocoder for streets without a point. title:
        what people call the source, None = as its mapping says. on_record is told the number of records read so far;
        warn, when the index could not be built after. Raises BadInput for a bad name or title or a missing geocoder,
        BadFile, TooManyVanished, DemoIsLive unless with_demo, StoreBusy, StoreUnavailable.
        """
        _check_name(source)
        if geocode and self._geocoder is None:
            raise BadInput("--geocode", "no geocoder is set. Set HANDOFF_GEOCODER, or leave the option out.")
        begun = perf_counter()
        demo = source == DEMO_SOURCE
        with self._store.unit(write=True) as uow:
            if not demo and not with_demo:
                _refuse_demo(uow)
            run_id = uow.sources.begin_run(
                source,
                format_.name,
                self._clock.now(),
                demo=demo,
                title=_title(title) or format_.title,
                dating=format_.dating,
            )
            feed = Feed(source, format_.name, format_.version, format_.loads(path, source))
            made_good = partial(finish, places=self._places, geocoder=self._geocoder if geocode else None)
            report = take_in(uow, feed, run_id, made_good, allow_loss=allow_loss, on_record=on_record)
            uow.sources.mark_central_lines(source)
            report.seconds = perf_counter() - begun
            uow.sources.finish_run(run_id, report.as_json())
            if not dry_run:
                uow.commit()
        report.seconds = perf_counter() - begun
        if self._index is not None and not dry_run:
            catch_up(self._index, warn)
        return report


def _check_name(source: str) -> None:
    if not source or len(source) > 64 or not all(c.isascii() and (c.isalnum() or c in "-_.") for c in source):
        raise BadInput("--source", "name the source with up to 64 letters, digits, dots, dashes or underscores.")


def _title(text: str | None) -> str | None:
    """One line; None when nothing is said. Raises BadInput when it is no name."""
    title = " ".join((text or "").split())
    if len(title) > MAX_TITLE:
        raise BadInput("--title", f"give the source a name of up to {MAX_TITLE} letters.")
    return title or None


def _refuse_demo(uow: UnitOfWork) -> None:
    demo = uow.sources.live_demo()
    if demo is not None:
        raise DemoIsLive(
            f"The fictional demo community ({demo}) is live, and real feeds do not mix with it. "
            f"Remove it with `flask source remove {demo}`, or import beside it with --with-demo."
        )
