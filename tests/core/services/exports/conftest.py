"""Fixtures of the tests of exports."""

import pytest


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two entries are a transaction or a page, so that a few are many."""
    monkeypatch.setattr("core.services.exports.checking.PAGE", 2)
    monkeypatch.setattr("core.services.exports.writing.PAGE", 2)
    monkeypatch.setattr("core.services.exports.rewriting.AT_ONCE", 2)
