"""The secret of an installation, from which every key is derived."""

import os
import secrets
from pathlib import Path

from referral.domain.errors import HandoffError

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
