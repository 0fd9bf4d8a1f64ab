"""Writing a file of the user's choice: whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from referral.domain.errors import BadInput, HandoffError


def check_target(path: Path, option: str) -> None:
    """Raises BadInput, naming the option, when no file can stand there: found before any work is done."""
    if not path.parent.is_dir():
        raise BadInput(option, f"the folder {path.parent} does not exist. Make it first, or name another.")
    if path.exists() and not path.is_file():
        raise BadInput(option, f"{path} is not a file. Name a file to write.")


def write_whole(path: Path, content: bytes, option: str) -> None:
    """Put the content in place of what is there, in one step; only the user may read a new file.

    Raises HandoffError naming the option; then what was there stands as it was.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise HandoffError(f"{option}: {path} cannot be written: {error.strerror}.") from error
