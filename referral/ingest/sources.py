"""The formats that `flask ingest` knows, each made from its mapping."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from referral.domain.errors import BadInput, BadMapping
from referral.formats import Format
from referral.formats.bmlt import Bmlt
from referral.formats.findtreatment import FindTreatment
from referral.formats.hsds import Hsds
from referral.formats.linksf import LinkSf
from referral.formats.meeting_guide import MeetingGuide
from referral.formats.samhsa_directory import SamhsaDirectory
from referral.formats.spreadsheet import Spreadsheet

MappingFile = Mapping[str, object]

_WITHOUT_MAPPING: dict[str, Callable[[], Format]] = {
    "samhsa-directory": SamhsaDirectory,
    "findtreatment": FindTreatment,
    "meeting-guide": MeetingGuide,
    "bmlt": Bmlt,
    "linksf": LinkSf,
}
_WITH_MAPPING: dict[str, Callable[[MappingFile], Format]] = {
    "meeting-guide": MeetingGuide.from_mapping,
    "hsds": Hsds.from_mapping,
    "spreadsheet": Spreadsheet.from_mapping,
}
_DEFAULT_MAPPING = {"hsds": "hsds.toml"}
FORMAT_NAMES = tuple(sorted(_WITHOUT_MAPPING.keys() | _WITH_MAPPING.keys()))


def make_format(name: str, mapping: Path | None, mappings: Path) -> Format:
    """The format of a name, with its mapping file when it takes one. mappings: the folder of those that come with us.

    Raises BadInput when a mapping is missing or not taken, BadMapping when it cannot be read.
    """
    if mapping is None and name in _DEFAULT_MAPPING:
        mapping = mappings / _DEFAULT_MAPPING[name]
    if mapping is None:
        if name in _WITHOUT_MAPPING:
            return _WITHOUT_MAPPING[name]()
        raise BadInput("--mapping", f"{name} needs a mapping file, such as seed/mappings/ladders.toml.")
    if name not in _WITH_MAPPING:
        raise BadInput("--mapping", f"{name} takes no mapping file; leave the option out.")
    return _WITH_MAPPING[name](read_mapping(mapping))


def read_mapping(path: Path) -> MappingFile:
    """A mapping file as TOML. Raises BadMapping."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadMapping(f"The mapping file {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMapping(f"The mapping file {path} is not valid TOML: {error}.") from error
