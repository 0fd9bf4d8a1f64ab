"""The columnar index as plain data: named arrays and a little JSON, made by `build/`, searched by `engine.py`.

    columns = build_columns(listings)                  # Columns; listings in any order
    part = Part(ColumnEngine(columns), cards)          # cards: docid -> Listing, any `Cards`
    page = search([part], query)                       # SearchPage

* **Saving.** `columns.arrays` is name -> one-dimensional array (one .npy file each), `columns.meta` is JSON. To open a
  saved generation, pass each array as a plain ndarray (`np.asarray(np.load(..., mmap_mode="r"))`, since slices of
  `np.memmap` cost ten times more) and the same meta. `FORMAT` in meta names this layout and the analysis of text: a
  generation of another format is built anew.
* **Documents** are numbered 0..n-1 by (0.1 degree latitude band, longitude, id); those without a point come last.
  `doc.input[docid]` is the place of the listing among those given to `build_columns`, so that a card store can be
  written in the order of either. `ColumnEngine.id_of(docid)` and `.docid_of(id)` name them.
* **Base and delta.** A delta is a second, small `Columns` over the changed listings, whose `ColumnEngine` takes the
  base's `statistics`, so that scores are comparable. `Part.dead` marks the base's documents that are gone or changed
  (one truth per document); it is looked at on candidates only. `search([base, delta], query)` merges them: order keys
  (fit, reach, value, id) mean the same in every part.
* **Threads.** An engine may be searched from several threads; scratch space is per thread. Arrays are never written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from referral.domain.listing import Listing

FORMAT = 2
"""Of arrays and of the analysis behind them; raised with every change of either."""

Array: TypeAlias = NDArray[Any]
Docs: TypeAlias = NDArray[np.int32]
"""Document numbers, ascending, each once."""


class Cards(Protocol):
    """The listings of one part by document number. Called from several threads."""

    def get(self, docid: int) -> Listing:
        """The listing of a document."""
        ...


@dataclass(frozen=True, slots=True)
class Columns:
    """Arrays by name and what cannot be an array. Never changed after it is made."""

    arrays: Mapping[str, Array]
    meta: Mapping[str, Any]

    def __getitem__(self, name: str) -> Array:
        return self.arrays[name]

    @property
    def documents(self) -> int:
        """How many listings it holds."""
        return int(self.meta["documents"])

    @property
    def size_bytes(self) -> int:
        """Of all arrays together."""
        return sum(array.nbytes for array in self.arrays.values())


@dataclass(frozen=True, slots=True)
class ListedCards:
    """Cards in memory, for small parts: the listings as given to `build_columns`, found through `doc.input`."""

    listings: Sequence[Listing]
    columns: Columns

    def get(self, docid: int) -> Listing:
        """The listing of a document."""
        return self.listings[int(self.columns["doc.input"][docid])]
