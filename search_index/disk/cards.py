"""The card store: every listing of a generation as one record, found by document number without the database.

Records stand in the order in which listings came, `doc.input` of the columns leads to them, and `card.at` says where
each begins. The records are mapped, so a result page reads the pages that hold its listings and nothing else.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from referral.domain.listing import Listing
from search_index.disk.card_form import CardForm, CardReader
from search_index.disk.columns import Array
from search_index.disk.generation import BadGeneration, CheckedFile
from search_index.disk.strings import compact

RECORDS = "cards"
"""Name of the raw file."""
_AT, _INPUT = "card.at", "doc.input"
_REMEMBERED = 12_288
"""Listings kept as they are, some 5 kB each: those of a large town come up in search after search, packet after packet.
"""


class CardWriter:
    """Writes the records of listings while they pass on their way to the columns."""

    def __init__(self, file: CheckedFile) -> None:
        self._file = file
        self._form = CardForm()
        self._at = array("q", [0])

    def keep(self, listings: Iterable[Listing]) -> Iterator[Listing]:
        """The same listings, each written before it is handed on. Raises OSError when the disk does."""
        for listing in listings:
            self._at.append(self._at[-1] + self._file.write(self._form.dumps(listing)))
            yield listing

    @property
    def arrays(self) -> Mapping[str, Array]:
        """Arrays to store beside the records, when all are written."""
        return {_AT: compact(np.array(self._at, np.int64))}

    @property
    def tokens(self) -> Sequence[str]:
        """Texts that the records refer to by number."""
        return self._form.letters.things


class StoredCards:
    """The listings of a generation by document number. Safe from several threads.

    records: all records, one after the other; arrays: the columns, and those of the writer; tokens: as written.
    """

    def __init__(self, records: memoryview, arrays: Mapping[str, Array], tokens: Sequence[str]) -> None:
        self._records = records
        self._at = arrays[_AT]
        self._input = arrays[_INPUT]
        self._reader = CardReader(tokens)
        self._remembered: Callable[[int], Listing] = lru_cache(maxsize=_REMEMBERED)(self.read)

    def get(self, docid: int) -> Listing:
        """The listing of a document, remembered for a while. Raises BadGeneration when its record is damaged."""
        return self._remembered(int(docid))

    def read(self, docid: int) -> Listing:
        """The listing of a document as it is stored. Raises BadGeneration when its record is damaged."""
        number = self._input[docid]
        try:
            return self._reader.loads(self._records[self._at[number] : self._at[number + 1]])
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise BadGeneration(f"The card of document {docid} is damaged.") from error
