"""Links into a live page that scroll to a quotation and highlight it: text fragments (WICG, `#:~:text=`)."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..records import fields
from ..text import quote_normalization

_UNSURE = re.compile(r"-|\.\.\.")


def ends(exact: str) -> tuple[str, str]:
    """What stands before the first dash or ellipsis of a quotation in normal form, and behind the last one."""
    pieces = [piece.strip() for piece in _UNSURE.split(exact) if piece.strip()] or [exact]
    return pieces[0], pieces[-1] if len(pieces) > 1 else ""


def passage(url: str, said: fields.Evidence, is_verbatim: bool = True) -> str:
    """The page's address with a text fragment for the quotation: `#:~:text=[prefix-,]start[,end][,-suffix]`.

    A quotation that stands there with other dashes is found by the words before the first and behind the last of them.
    """
    start, end = (said.exact or "", "") if is_verbatim else ends(quote_normalization.normalize(said.exact or ""))
    before = f"{_encoded(said.prefix)}-," if said.prefix else ""
    until = f",{_encoded(end)}" if end else ""
    after = f",-{_encoded(said.suffix)}" if said.suffix else ""
    sign = "" if "#" in url else "#"
    return f"{url}{sign}:~:text={before}{_encoded(start)}{until}{after}"


def _encoded(text: str) -> str:
    """Percent-encoded, with the signs that mean something in a fragment: hyphen, comma, ampersand."""
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
