"""Other forms of a briefing: exports, imports, one-file editions, downloads.

Formats of other tools are written from the neutral entities of `interchange`; each module is loaded when it is needed.
"""

__all__ = [
    "downloads",
    "editions",
    "exports",
    "import_drafts",
    "imports",
    "interchange",
    "page_data",
]
