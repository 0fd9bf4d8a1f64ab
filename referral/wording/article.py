"""An article of the site: headings, paragraphs and lists in both languages, as `articles_*.py` write them."""

from dataclasses import dataclass
from typing import TypedDict

Words = tuple[str, str]
"""English, Spanish."""


class Section(TypedDict, total=False):
    """One heading with what stands under it: paragraphs first, then points."""

    heading: Words
    text: tuple[Words, ...]
    points: tuple[Words, ...]


class Article(TypedDict):
    """One page. about: one line for the list of pages."""

    title: Words
    about: Words
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class SectionWords:
    """A section in one language."""

    heading: str
    text: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """An article in one language."""

    title: str
    about: str
    sections: tuple[SectionWords, ...]


def in_language(article: Article, lang: str) -> ArticleWords:
    """An article as one language has it."""
    at = int(lang == "es")
    sections = tuple(
        SectionWords(
            one["heading"][at],
            tuple(words[at] for words in one.get("text", ())),
            tuple(words[at] for words in one.get("points", ())),
        )
        for one in article["sections"]
    )
    return ArticleWords(article["title"][at], article["about"][at], sections)
