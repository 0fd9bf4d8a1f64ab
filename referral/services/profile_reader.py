"""Reads JSON values one by one and names the path of every mistake, such as `needs[0].level`."""

import json
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import NoReturn, TypeVar

from referral.domain.errors import BadInput, BadProfile, UnknownCode
from referral.domain.vocabulary import canonical
from referral.domain.week import Day, parse_clock, parse_days

MAX_TEXT = 200
MAX_BYTES = 200_000
Word = TypeVar("Word", bound=StrEnum)

_NAMES = {str: "a text", bool: "true or false", dict: "an object {…}", list: "a list […]", int: "a whole number"}


def load(source: str | bytes | Mapping[str, object]) -> dict[str, object]:
    """The object that a profile's text holds. Raises BadProfile, also for repeated keys."""
    if isinstance(source, Mapping):
        return dict(source)
    if len(source) > MAX_BYTES:
        bad("profile", f"this is larger than {MAX_BYTES // 1000} kB. A profile is a page at most.")
    try:
        text = source.removeprefix("\ufeff") if isinstance(source, str) else source
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as wrong:
        bad("profile", f"this is not JSON: {wrong.msg} in line {wrong.lineno}, column {wrong.colno}.")
    except UnicodeDecodeError:
        bad("profile", "this is not UTF-8 text.")
    except RecursionError:
        bad("profile", "this is nested too deeply.")
    except ValueError:
        bad("profile", "this holds a number that is too long to read.")
    if not isinstance(value, dict):
        bad("profile", "write an object {…} with home and needs.")
    return value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            bad(shown(key), "this key stands here twice. Keep one.")
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    bad("profile", f"{name} is not a number that can be used.")


def bad(path: str, message: str) -> NoReturn:
    """Raise BadProfile for a path."""
    raise BadProfile(path, message)


def shown(text: str) -> str:
    """At most 40 printable characters of what was written, for a message."""
    return "".join(c for c in text if c.isprintable())[:40]


class Reader:
    """One JSON object and its path; every method reads one key and raises BadProfile naming it."""

    def __init__(self, value: object, path: str, keys: Iterable[str]) -> None:
        if not isinstance(value, Mapping):
            bad(path or "profile", f"write {_NAMES[dict]}.")
        self._value: Mapping[object, object] = value
        self._path = path
        known = tuple(keys)
        for key in value:
            if not isinstance(key, str) or key not in known:
                self._unknown(key, known)

    def _unknown(self, key: object, known: tuple[str, ...]) -> NoReturn:
        name = shown(str(key))
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f'Did you mean "{near[0]}"?' if near else f"Use: {', '.join(known)}."
        bad(self.at(name), f'there is no key "{name}" here. {hint}')

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self._path}.{key}" if self._path else key

    def has(self, key: str) -> bool:
        """True when a key is there and not null."""
        return self._value.get(key) is not None

    def value(self, key: str) -> object:
        """What stands under a key; None when it is missing or null."""
        return self._value.get(key)

    def inner(self, key: str, keys: Iterable[str]) -> "Reader":
        """The object under a key; an empty one when it is missing."""
        return Reader(self._value[key] if self.has(key) else {}, self.at(key), keys)

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A text of 1 to 200 characters, trimmed; None when missing."""
        if not self.has(key):
            if required:
                bad(self.at(key), "this is missing.")
            return None
        return text_of(self._value[key], self.at(key))

    def flag(self, key: str) -> bool | None:
        """True or false; None when missing."""
        value = self._value.get(key)
        if value is not None and not isinstance(value, bool):
            bad(self.at(key), f"write {_NAMES[bool]}.")
        return value

    def number(self, key: str, least: float, most: float) -> float | None:
        """A number from least to most; None when missing."""
        value = self._value.get(key)
        if value is None:
            return None
        right = isinstance(value, int | float) and not isinstance(value, bool)
        if not right or not least <= value <= most:  # type: ignore[operator]  # a number where it is compared
            bad(self.at(key), f"write a number from {least:g} to {most:g}.")
        return float(value)  # type: ignore[arg-type]  # as above

    def whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number from least to most; None when missing."""
        value = self.number(key, least, most)
        if value is None:
            return None
        if value != int(value):
            bad(self.at(key), f"write a whole number from {least} to {most}.")
        return int(value)

    def word(self, key: str, words: type[Word]) -> Word | None:
        """One of some words, in any case; None when missing."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return words(text.casefold())
        except ValueError:
            bad(self.at(key), f'"{shown(text)}" is not one of: {", ".join(words)}.')

    def items(self, key: str, most: int) -> list[tuple[object, str]]:
        """The values of a list with their paths; empty when missing. Lists longer than most are refused."""
        value = self._value.get(key)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            bad(self.at(key), f"write {_NAMES[list]}.")
        if len(value) > most:
            bad(self.at(key), f"there are {len(value)} entries here; at most {most} can be read.")
        return [(item, f"{self.at(key)}[{number}]") for number, item in enumerate(value)]

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(text_of(item, path) for item, path in self.items(key, most))

    def codes(self, key: str, group: str, most: int) -> tuple[str, ...]:
        """A list of codes of one group, as the vocabulary writes them, each once."""
        found = [code_of(item, group, path) for item, path in self.items(key, most)]
        return tuple(dict.fromkeys(found))

    def facets(self, key: str, most: int) -> tuple[str, ...]:
        """A list of GROUP=CODE texts, as the vocabulary writes them, each once."""
        found = [canonical(text_of(item, path), path) for item, path in self.items(key, most)]
        return tuple(dict.fromkeys(found))

    def code(self, key: str, group: str) -> str | None:
        """One code of a group; None when missing."""
        return code_of(self._value[key], group, self.at(key)) if self.has(key) else None

    def days(self, key: str) -> tuple[Day, ...]:
        """Days such as "MO-FR"."""
        text = self.text(key, required=True)
        return in_profile(lambda: parse_days((text or "").replace(" ", ""), self.at(key)))

    def clock(self, key: str) -> str:
        """A clock time "HH:MM"."""
        text = self.text(key, required=True) or ""
        in_profile(lambda: parse_clock(text, self.at(key)))
        return text


def text_of(value: object, path: str) -> str:
    """A text of 1 to 200 characters, trimmed."""
    if not isinstance(value, str):
        bad(path, f"write {_NAMES[str]} in quotes.")
    if not value.strip() or len(value) > MAX_TEXT:
        bad(path, f"write 1 to {MAX_TEXT} characters.")
    return value.strip()


def code_of(value: object, group: str, path: str) -> str:
    """A code of a group, written with or without the group's name. Raises UnknownCode."""
    text = text_of(value, path)
    if "=" in text and text.split("=", 1)[0].strip().casefold() != group:
        raise UnknownCode(path, f'"{shown(text)}" is not a code of {group}.')
    return canonical(text if "=" in text else f"{group}={text}", path).split("=", 1)[1]


Read = TypeVar("Read")


def in_profile(read: Callable[[], Read]) -> Read:
    """What a reader of the domain returns; its BadInput becomes a BadProfile of the same field."""
    try:
        return read()
    except BadProfile:
        raise
    except BadInput as wrong:
        raise BadProfile(wrong.field, wrong.message.removeprefix(f"{wrong.field}: ")) from None
