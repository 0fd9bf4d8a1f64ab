import pytest

from referral.documents.glyphs import FONTS, letters, printable
from referral.wording import document_words, labels, packet_text, pages, questions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Café Núñez", "Café Núñez"),
        ("Cafe\u0301", "Café"),
        ("Nguyễn Thị", "Nguyen Thi"),
        ("日本", "??"),
        ("a \t\n b\u200b\x00", "a b"),
        ("one → two", "one - two"),
        ("", ""),
    ],
)
def test_text_is_made_of_letters_that_the_fonts_have(text: str, said: str) -> None:
    assert printable(text) == said


def test_letters_of_both_languages_are_there() -> None:
    assert letters() >= set("abcxyzABCXYZ0123456789áéíóúüñÁÉÍÓÚÜÑ¿¡—–“”‘’•()#/:;,.&'")


def test_our_own_words_need_no_replacing() -> None:
    catalogs = (document_words.DOCUMENT, labels.FACET_LABELS, packet_text.SENTENCES, pages.PAGES, questions.QUESTIONS)
    words = [text for catalog in catalogs for both in catalog.values() for text in both]
    assert [text for text in words if printable(text) != " ".join(text.split())] == []


def test_a_font_that_cannot_be_read_says_so() -> None:
    from referral.documents.glyphs import _letters

    font = next(FONTS.glob("*.ttf")).read_bytes()
    assert len(_letters(font)) == 362
    with pytest.raises((ValueError, KeyError)):
        _letters(b"\0" * 64)
