"""The one tree of errors. Everything this project raises on purpose is a `HandoffError`.

Messages are plain sentences that name what to change; the command line and the web show them as they are.
Expected outcomes (a rejected row, a listing that does not fit) are values, not errors.
"""


class HandoffError(Exception):
    """Something the caller can understand and act on.

    Command line: exit 1. Web: 500 unless a subclass says otherwise.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInput(HandoffError):
    """What was asked cannot be understood. Command line: exit 2. Web: 400.

    field: the option, form field or JSON path to change, such as `--radius` or `needs[0].level`.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


class UnknownPlace(BadInput):
    """No ZIP, town or coordinates of the United States match the text. choices: up to 3 labels that may be meant."""

    def __init__(self, field: str, message: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(field, message)
        self.choices = choices


class AmbiguousPlace(BadInput):
    """Several towns match. choices: labels to ask back with ("Springfield, IL"), largest first."""

    def __init__(self, field: str, message: str, choices: tuple[str, ...]) -> None:
        super().__init__(field, message)
        self.choices = choices


class UnknownCode(BadInput):
    """A `group=code` that the vocabulary does not hold."""


class BadProfile(BadInput):
    """A profile that breaks the rules of its JSON. field is the JSON path."""


class NotFound(HandoffError):
    """The named thing does not exist. Command line: exit 1. Web: 404."""


class ListingNotFound(NotFound):
    """No listing has this id."""


class SourceNotFound(NotFound):
    """No source has this name."""


class ReportNotFound(NotFound):
    """No report has this number."""


class PacketNotFound(NotFound):
    """No kept packet answers to a link: wrong, expired, deleted and guessed ones all look the same on purpose."""


class IngestError(HandoffError):
    """An import that changed nothing. Command line: exit 1."""


class BadFile(IngestError):
    """The file is not what it was said to be: wrong format, cut short, too large, unreadable."""


class BadMapping(IngestError):
    """A mapping file lacks a column or names an unknown code."""


class TooManyVanished(IngestError):
    """The loss guard: over half of a source's live records would vanish."""


class DemoIsLive(IngestError):
    """Real feeds and the fictional demo do not mix."""


class StoreError(HandoffError):
    """The database cannot do it now. Command line: exit 1. Web: 503."""


class StoreBusy(StoreError):
    """Another process holds the write lock."""


class StoreUnavailable(StoreError):
    """The database cannot be opened or written: missing folder, no permission, no schema."""


class IndexUnavailable(HandoffError):
    """No search index can be opened or built. Command line: exit 1. Web: 503."""


class TravelUnavailable(HandoffError):
    """The travel backend did not answer; the caller falls back to great circles and says so."""


class PacketInvalid(HandoffError):
    """The independent checker found a packet wrong. It is never shown. violations: codes, without personal data."""

    def __init__(self, violations: tuple[str, ...]) -> None:
        super().__init__(
            f"The packet failed its own check ({', '.join(violations)}). Nothing was shown. Please report this."
        )
        self.violations = violations


class DocumentFailed(HandoffError):
    """A PDF could not be made. Its message holds nothing of the packet."""

    def __init__(self) -> None:
        super().__init__("The PDF could not be made. The plan itself is fine: read it on the page. Please report this.")


class BadSeal(HandoffError):
    """A sealed token is altered, expired or from another key. They all look the same on purpose."""
