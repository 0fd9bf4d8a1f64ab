"""Page state sealed with the installation's key, so that it travels through a visitor's hands unread and unchanged."""

import base64
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from referral.domain.errors import BadSeal
from referral.sealing.secret import SecretFile


class FernetSealer:
    """Seals with Fernet (AES-128-CBC, HMAC-SHA-256), one derived key for each purpose (HKDF, RFC 5869)."""

    def __init__(self, secret: SecretFile) -> None:
        self._secret = secret
        self._boxes: dict[str, Fernet] = {}

    def seal(self, payload: Mapping[str, object], purpose: str) -> str:
        """A URL-safe token that only `open` with the same purpose reads."""
        text = json.dumps(payload, separators=(",", ":"), ensure_ascii=False)
        return self._box(purpose).encrypt(text.encode()).decode().rstrip("=")

    def open(self, token: str, purpose: str, max_age_s: int) -> dict[str, object]:
        """The payload. Raises BadSeal for anything altered, foreign or older than max_age_s seconds."""
        try:
            padded = token.encode("ascii") + b"=" * (-len(token) % 4)
            payload = json.loads(self._box(purpose).decrypt(padded, ttl=max_age_s))
        except (InvalidToken, ValueError) as error:
            raise BadSeal("This page state is too old or was changed. Please enter your choices again.") from error
        if not isinstance(payload, dict):
            raise BadSeal("This page state is not one of ours. Please enter your choices again.")
        return payload

    def _box(self, purpose: str) -> Fernet:
        box = self._boxes.get(purpose)
        if box is None:
            key = HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(self._secret.read().encode())
            box = self._boxes[purpose] = Fernet(base64.urlsafe_b64encode(key))
        return box
