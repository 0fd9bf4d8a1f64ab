"""The tables, one file for each noun. Importing this package makes `Base.metadata` complete."""

from referral.store.rows.base import Base
from referral.store.rows.change import ChangeRow
from referral.store.rows.kept_packet import KeptPacketRow
from referral.store.rows.listing import ListingRow, PhoneRow
from referral.store.rows.record import RecordRow
from referral.store.rows.report import ReportRow
from referral.store.rows.source import RunRow, SourceRow

__all__ = [
    "Base",
    "ChangeRow",
    "KeptPacketRow",
    "ListingRow",
    "PhoneRow",
    "RecordRow",
    "ReportRow",
    "RunRow",
    "SourceRow",
]
