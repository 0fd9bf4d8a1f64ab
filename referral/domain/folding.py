"""Text as it is compared: people type accents and capitals or leave them out."""

import unicodedata


def folded(text: str) -> str:
    """Small letters without accents; all other signs as they are."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
