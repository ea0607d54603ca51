"""Keys outlive a restart, rotate, and stay private."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from local.standins.entra.keys import ANY_TENANT, CONSUMERS, KeyStore, SigningKey

AUTHORITY = "http://127.0.0.1:8102"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("entra")


def test_keys_outlive_a_restart(folder: Path) -> None:
    assert KeyStore(folder).jwks(AUTHORITY) == KeyStore(folder).jwks(AUTHORITY)


def test_only_the_owner_can_read_the_keys(folder: Path) -> None:
    KeyStore(folder)

    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


def test_the_key_set_shows_public_parts_only(folder: Path) -> None:
    keys = KeyStore(folder).jwks(AUTHORITY)["keys"]

    assert {name for key in keys for name in key} == {"kty", "use", "kid", "x5t", "n", "e", "issuer"}
    assert [key["issuer"] for key in keys] == [
        f"{AUTHORITY}/{ANY_TENANT}/v2.0",
        f"{AUTHORITY}/{CONSUMERS}/v2.0",
    ]


def test_a_rotation_keeps_the_old_key_published(tmp_path: Path) -> None:
    store = KeyStore(tmp_path)
    old = store.signing.kid

    new = store.rotate().kid

    assert _published(KeyStore(tmp_path)) == [old, new, store.consumers.kid]
    assert KeyStore(tmp_path).signing.kid == new


def test_a_rotation_can_withdraw_the_old_key(tmp_path: Path) -> None:
    store = KeyStore(tmp_path)

    new = store.rotate(withdraw=True).kid

    assert _published(KeyStore(tmp_path)) == [new, store.consumers.kid]


def test_a_folder_that_does_not_exist_is_made(tmp_path: Path) -> None:
    KeyStore(tmp_path / "deep" / "down")

    assert json.loads((tmp_path / "deep" / "down" / "entra-keys.json").read_text())


def test_only_rsa_keys_are_read() -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    with pytest.raises(ValueError, match="RSA"):
        SigningKey.from_pem(pem.decode())


def _published(store: KeyStore) -> list[str]:
    return [key["kid"] for key in store.jwks(AUTHORITY)["keys"]]
