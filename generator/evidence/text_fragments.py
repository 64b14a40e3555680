"""Links that scroll to a quotation in a page: text fragments (WICG, `#:~:text=`)."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..records import fields
from ..text import quote_normalization

_DASH = re.compile(r"-|\.\.\.")


def certain_ends(exact: str) -> tuple[str, str]:
    """Returns a normalized quotation's words before its first and after its last dash.

    An ellipsis counts as a dash. The page may have either in another form.
    """
    parts = [part.strip() for part in _DASH.split(exact) if part.strip()] or [exact]
    return parts[0], parts[-1] if len(parts) > 1 else ""


def fragment_link(url: str, evidence: fields.Evidence, is_verbatim: bool = True) -> str:
    """Returns the page's address with a text fragment for the quotation.

    Its form is `#:~:text=[prefix-,]start[,end][,-suffix]`. If the page has the quotation in another form, the fragment
    has only the words before the first dash and after the last one.
    """
    start, end = (
        (evidence.exact or "", "") if is_verbatim else certain_ends(quote_normalization.normalize(evidence.exact or ""))
    )
    before = f"{_encoded(evidence.prefix)}-," if evidence.prefix else ""
    until = f",{_encoded(end)}" if end else ""
    after = f",-{_encoded(evidence.suffix)}" if evidence.suffix else ""
    sign = "" if "#" in url else "#"
    return f"{url}{sign}:~:text={before}{_encoded(start)}{until}{after}"


def _encoded(text: str) -> str:
    """Percent-encodes a text, with the hyphens, commas and ampersands in it."""
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
