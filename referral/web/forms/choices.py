"""Choices of select fields, as values alone: templates find their words."""

from typing import Any


def choices_of(*values: str) -> Any:
    """The values as WTForms takes them; its published types still ask for pairs, which it calls outdated."""
    return list(values)
