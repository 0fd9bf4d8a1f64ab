"""Routing servers over https: only one whose certificate is trusted learns anything."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from referral.domain.errors import TravelUnavailable
from referral.domain.need import TravelMode
from referral.domain.place import Point
from referral.travel import make_roads
from tests.travel.map_server import MapServer, serving

HOME, WORK = Point(39.70, -104.95), Point(39.75, -105.00)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate of this machine that nobody else trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a made-up routing server")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def server(certificate: Path) -> Iterator[MapServer]:
    with serving(certificate) as site:
        yield site


@pytest.mark.parametrize("engine", ["osrm", "valhalla"])
def test_a_trusted_server_answers(
    engine: str, server: MapServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    roads = make_roads(engine, server.url)
    assert roads is not None
    assert roads.minutes([HOME], [WORK], TravelMode.CAR, 5) == [[12.0]]
    server.wrong = "drip"
    with pytest.raises(TravelUnavailable):
        roads.minutes([HOME], [WORK], TravelMode.CAR, 0.5)
    assert server.hung_up.wait(10)


@pytest.mark.parametrize("engine", ["osrm", "valhalla"])
def test_a_server_that_nobody_vouches_for_learns_nothing(engine: str, server: MapServer) -> None:
    roads = make_roads(engine, server.url)
    assert roads is not None
    with pytest.raises(TravelUnavailable, match="SSLCertVerificationError"):
        roads.minutes([HOME], [WORK], TravelMode.CAR, 5)
    assert server.seen == []
