"""Clio Manage: its authorization server and its API, of the region of our jurisdiction."""

from core.adapters.clio.api import ClioApi
from core.adapters.clio.oauth import ClioApp, ClioOAuthServer

__all__ = ["ClioApi", "ClioApp", "ClioOAuthServer"]
