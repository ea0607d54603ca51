"""Triggers only: authenticate, parse, call one service, answer."""
