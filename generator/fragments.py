"""Links into a live page that scroll to a quotation and highlight it: text fragments (WICG, `#:~:text=`)."""

from __future__ import annotations

from urllib.parse import quote

from .model import Evidence


def passage(url: str, said: Evidence) -> str:
    """The page's address with a text fragment for the quotation: `#:~:text=[prefix-,]exact[,-suffix]`."""
    before = f"{_encoded(said.prefix)}-," if said.prefix else ""
    after = f",-{_encoded(said.suffix)}" if said.suffix else ""
    sign = "" if "#" in url else "#"
    return f"{url}{sign}:~:text={before}{_encoded(said.exact or '')}{after}"


def _encoded(text: str) -> str:
    """Percent-encoded, with the signs that mean something in a fragment: hyphen, comma, ampersand."""
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
