"""Packets that are kept, each under keys that only its link and this installation make together.

From a link's token and the installation's secret come, by HKDF (RFC 5869), the id under which the packet is stored and
the key that encrypts it (AES-256-GCM, bound to that id). The database holds neither token nor key: a copy of it says
nothing, nor does one beside a list of links, as long as the secret is not there too.
"""

import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from referral.domain.errors import BadSeal
from referral.domain.kept_packet import KeptPacket
from referral.sealing import kept_form
from referral.sealing.secret import SecretFile

TOKEN_BYTES = 16
_NONCE_BYTES = 12
_KEY_BYTES = 32


class LinkSeals:
    """The port `PacketSeals`. A new secret of the installation ends all links at once."""

    def __init__(self, secret: SecretFile) -> None:
        self._secret = secret

    def new_token(self) -> str:
        """128 random bits as 22 characters of letters, digits, "-" and "_"."""
        return secrets.token_urlsafe(TOKEN_BYTES)

    def lookup(self, token: str) -> str:
        """The id under which the packet of a token is stored: 64 hex digits. Takes any text."""
        return self._derived(token, b"kept packet: lookup").hex()

    def lock(self, kept: KeptPacket, token: str) -> bytes:
        """Nonce and ciphertext."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher(token).encrypt(nonce, kept_form.dumps(kept), self.lookup(token).encode())

    def unlock(self, locked: bytes, token: str) -> KeptPacket:
        """The packet. Raises BadSeal for what is altered, is of another token, or has a form we cannot read."""
        nonce, ciphertext = locked[:_NONCE_BYTES], locked[_NONCE_BYTES:]
        try:
            content = self._cipher(token).decrypt(nonce, ciphertext, self.lookup(token).encode())
        except (InvalidTag, ValueError):
            raise BadSeal("A kept packet was changed, or is not of this link.") from None
        return kept_form.loads(content)

    def _cipher(self, token: str) -> AESGCM:
        return AESGCM(self._derived(token, b"kept packet: content"))

    def _derived(self, token: str, context: bytes) -> bytes:
        """What token and secret make together for one use."""
        salt = HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"kept packet: salt").derive(self._secret.read().encode())
        return HKDF(SHA256(), _KEY_BYTES, salt=salt, info=context).derive(token.encode(errors="replace"))
