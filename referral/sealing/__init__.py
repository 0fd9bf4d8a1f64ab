"""Encryption of page state and of kept packets. All keys come from the installation's secret."""

from referral.sealing.kept_packets import LinkSeals
from referral.sealing.page_state import FernetSealer
from referral.sealing.secret import SecretFile

__all__ = ["FernetSealer", "LinkSeals", "SecretFile"]
