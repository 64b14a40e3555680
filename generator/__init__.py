"""Structured article data in, a checked and searchable briefing site out."""

__version__ = "0.1.0"
