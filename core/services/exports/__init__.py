"""Exports of approved entries to files, and the archive of everything: jobs that a lawyer asks for."""
