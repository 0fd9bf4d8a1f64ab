"""A table of a mapping file, read key by key. Whatever is wrong is said with the key to change."""

from collections.abc import Iterator, Mapping, Sequence

from referral.domain.errors import BadMapping


class Table:
    """One TOML table. where: how a message names it ("[columns]"). `finish` refuses keys that nobody asked for."""

    def __init__(self, content: Mapping[str, object], where: str) -> None:
        self._content = content
        self._where = where
        self._asked: set[str] = set()

    def text(self, key: str) -> str | None:
        """A text that is not empty, or None without the key. Raises BadMapping for anything else."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "must be a text in quotation marks")
        return value

    def needed_text(self, key: str) -> str:
        """As `text`, but the key must be there."""
        value = self.text(key)
        if value is None:
            raise self.fault(key, "is missing")
        return value

    def choice(self, key: str, choices: Sequence[str], default: str) -> str:
        """One of a few words. Raises BadMapping naming them."""
        value = self.text(key) or default
        if value not in choices:
            raise self.fault(key, f'is "{value}", but must be one of: {", ".join(choices)}')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts; empty without the key."""
        value = self._take(key)
        if value is None:
            return ()
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in listed):
            raise self.fault(key, "must be a text, or a list of texts in quotation marks")
        return tuple(listed)

    def table(self, key: str) -> "Table":
        """The table under a key; an empty one without the key."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            raise self.fault(key, "must be a table")
        return Table(value or {}, self._path(key))

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of an array ([[rule]]), each named by its number."""
        value = self._take(key)
        listed = [] if value is None else value
        if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
            raise self.fault(key, "must be written as tables in double brackets")
        for number, item in enumerate(listed, start=1):
            yield Table(item, f"{self._path(key)} number {number}")

    def __iter__(self) -> Iterator[str]:
        """Every key, in file order."""
        return iter(self._content)

    def fault(self, key: str, what: str) -> BadMapping:
        """The error that says what is wrong with a key."""
        return BadMapping(f'The mapping is wrong: "{key}" in {self._where} {what}.')

    def finish(self) -> None:
        """Raises BadMapping when a key was never asked for: most often it is misspelled."""
        unknown = [key for key in self._content if key not in self._asked]
        if unknown:
            raise self.fault(unknown[0], f"is not a known key; use: {', '.join(sorted(self._asked))}")

    def _take(self, key: str) -> object:
        self._asked.add(key)
        return self._content.get(key)

    def _path(self, key: str) -> str:
        return f"[{key}]" if self._where == TOP else f"[{self._where.strip('[]')}.{key}]"


TOP = "the file"


def top(content: Mapping[str, object]) -> Table:
    """The mapping file as a whole."""
    return Table(content, TOP)
