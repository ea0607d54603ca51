"""The guideline lint: what clients cut from bills, as data that is switched per firm, client and matter."""

from core.drafting.lint.line import Line
from core.drafting.lint.lint import lint

__all__ = ["Line", "lint"]
