"""Validates and encodes the addresses that may be linked: web pages and e-mail."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

# Invisible, or changes the direction of the text: controls, spaces, soft hyphen, zero-width and bidirectional characters.
_UNSEEN = r"\s\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff9-\uffff"
_HOST = rf"[^{_UNSEEN}!-,/:-@\[-`{{-~]+"  # of ASCII: letters, digits, full stops and hyphens
_REST = rf'[^{_UNSEEN}"<>\\^`{{|}}]*'
PATTERN = rf"^(https?://{_HOST}(:[0-9]{{1,5}})?([/?#]{_REST})?|mailto:[A-Za-z0-9._+-]+@{_HOST})$"
"""Matches every address that may be linked; valid in Python and in JSON Schema."""

_PARTS = re.compile(rf"(https?://|mailto:[^@]*@)({_HOST})(.*)")
_REFUSED = "is not an address that may be linked"


def validate(value: str) -> str:
    """Returns the address if it may be linked.

    Raises ValueError if it may not, or if its host can be read in more than one way.
    """
    if not re.fullmatch(PATTERN, value):
        raise ValueError(_REFUSED)
    _parts(value)
    return value


def encode(value: str) -> str:
    """Returns the address in ASCII, for a link.

    The host is in Punycode; what could act in Markdown or HTML is percent-encoded.
    """
    before, host, rest = _parts(value)
    return before + host + quote(rest, safe="/:?#=&;%,+.~-@$!")


def display(value: str) -> str:
    """Returns the address for readers, without `mailto:`.

    A host that is not ASCII is followed by its Punycode, so that no host looks like another.
    """
    host = _parts(value)[1]
    shown = value.removeprefix("mailto:")
    return shown if shown.isascii() or host in shown.lower() else f"{shown} (host: {host})"


def published_url(site: str, path: str) -> str:
    """Returns the address of a page or file on the published site.

    `path` is under `docs/` and may have an anchor. Empty if `site` is no web address.
    """
    base = re.split("[?#]", site)[0].rstrip("/")
    file, sign, anchor = path.partition("#")
    page = "" if file == "index.md" else file.removesuffix(".md") + ".html" if file.endswith(".md") else file
    return f"{base}/{quote(page)}{sign}{anchor}" if base.startswith(("https://", "http://")) else ""


def _parts(value: str) -> tuple[str, str, str]:
    """Splits an address into scheme or mailbox, host in ASCII, and the rest."""
    match = _PARTS.fullmatch(value)
    if match is None:
        raise ValueError(_REFUSED)
    before, host, rest = match.groups()
    return before, ".".join(_ascii(label) for label in host.lower().split(".")), rest


def _ascii(label: str) -> str:
    """Returns a label of a host name in ASCII (RFC 3492).

    Raises ValueError if it can be read in more than one way.
    """
    if label.isascii():
        return label
    is_plain = all(unicodedata.category(character)[0] in "LMN" or character == "-" for character in label)
    if not is_plain or unicodedata.normalize("NFKC", label) != label:
        raise ValueError(f'has a host that may be read in more than one way, at "{label}"; write it in plain letters')
    return "xn--" + label.encode("punycode").decode("ascii")
