"""Blob trigger paths match what Azure's match."""

import pytest

from local.host.blob_paths import parse_blob_path


@pytest.mark.parametrize(
    ("path", "blob", "parameters"),
    [
        ("recordings/{name}", "a.wav", {"name": "a.wav"}),
        ("recordings/{name}", "firm/lee/a.wav", {"name": "firm/lee/a.wav"}),
        ("recordings/{lawyer}/{name}.{ext}", "lee/a.b.wav", {"lawyer": "lee", "name": "a.b", "ext": "wav"}),
        ("recordings/{lawyer}/{name}.{ext}", "a.wav", None),
        ("recordings/in/{name}", "out/a.wav", None),
        ("recordings/a+b", "a+b", {}),
        ("recordings/a.b", "axb", None),
        ("recordings", "anything/at all", {}),
    ],
)
def test_match(path: str, blob: str, parameters: dict[str, str] | None) -> None:
    parsed = parse_blob_path(path)
    assert parsed.container == "recordings"
    assert parsed.match(blob) == parameters


@pytest.mark.parametrize("path", ["", "{container}/x", "c/{a", "c/{a}{a}", "c/{a b}"])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="blob path"):
        parse_blob_path(path)
