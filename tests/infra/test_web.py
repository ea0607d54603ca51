"""What the web address serves until the lawyer's page is built: true, small, and nobody else's."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.source import ROOT

WEB = ROOT / "web"
PAGES = sorted(WEB.glob("**/*.html"))


class Reader(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _headers() -> dict[str, str]:
    tree = ET.parse(WEB / "web.config")  # noqa: S314 - our own file
    return {item.get("name", ""): item.get("value", "") for item in tree.iterfind(".//customHeaders/add")}


def test_the_headers_let_nothing_in_that_is_not_ours() -> None:
    headers = _headers()
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert not re.search(r"unsafe|\*|http", headers["Content-Security-Policy"])
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    age = re.search(r"max-age=(\d+)", headers["Strict-Transport-Security"])
    assert age
    assert int(age[1]) >= 31_536_000


def test_only_reading_is_allowed() -> None:
    tree = ET.parse(WEB / "web.config")  # noqa: S314 - our own file
    verbs = tree.find(".//verbs")
    assert verbs is not None
    assert verbs.get("allowUnlisted") == "false"
    assert {item.get("verb") for item in verbs} == {"GET", "HEAD"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_page_loads_its_own_files_only_and_has_no_inline_code(page: Path) -> None:
    text = page.read_text()
    reader = Reader()
    reader.feed(text)
    for tag, attributes in reader.tags:
        assert tag != "script" or "src" in attributes
        assert tag != "style"
        assert not {name for name in attributes if name.startswith("on") or name == "style"}
        for name in ("src", "href", "action"):
            where = attributes.get(name)
            assert where is None or (WEB / where).exists(), where


def test_there_is_a_page() -> None:
    assert WEB / "index.html" in PAGES
