"""Page state sealed with the installation's key, so that it travels through a visitor's hands unread and unchanged."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from referral.domain.errors import BadSeal, HandoffError

MIN_SECRET_CHARS = 32


class SecretFile:
    """The secret of an installation: the one the environment gives, else the content of a file."""

    def __init__(self, file: Path, given: str | None = None) -> None:
        self._file = file
        self._given = given

    def ensure(self) -> None:
        """Write a new random secret, mode 0600; nothing when there is one. Raises HandoffError when that fails."""
        if self._given is not None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return
        except OSError as error:
            raise HandoffError(f"The secret key cannot be written to {self._file}: {error.strerror}.") from error
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(secrets.token_urlsafe(48) + "\n")

    def read(self) -> str:
        """The secret. Raises HandoffError when there is none, or one of under 32 characters that could be guessed."""
        secret = self._given
        if secret is None and self._file.is_file():
            try:
                secret = self._file.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise HandoffError(f"The secret key in {self._file} cannot be read: {error}.") from error
        if secret is None:
            raise HandoffError(
                "There is no secret key. Set HANDOFF_SECRET_KEY to 32 or more random characters, "
                "or run `flask setup` once."
            )
        if len(secret) < MIN_SECRET_CHARS:
            raise HandoffError(f"The secret key is too short. Use at least {MIN_SECRET_CHARS} random characters.")
        return secret


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
