"""Fixtures of the tests of exports."""

import pytest


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two entries are a transaction or a page, so that a few are many."""
    monkeypatch.setattr("core.services.exports.checking.PAGE", 2)
    monkeypatch.setattr("core.services.exports.writing.PAGE", 2)
    monkeypatch.setattr("core.services.exports.rewriting.AT_ONCE", 2)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives are written in pieces of a few lines."""
    monkeypatch.setattr("core.services.exports.archiving.PIECE_BYTES", 2_000)
    monkeypatch.setattr("core.services.exports.archive_sections.PAGE", 3)
