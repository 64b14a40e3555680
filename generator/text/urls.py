"""Addresses that may be linked: web pages and e-mail, with nothing hidden in them and the true host in plain sight."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

# Cannot be seen, or turns the text round: controls, spaces, soft hyphen, zero-width and bidirectional characters.
_UNSEEN = r"\s\u0000-\u0020\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff9-\uffff"
_HOST = rf"[^{_UNSEEN}!-,/:-@\[-`{{-~]+"  # of ASCII: letters, digits, full stops and hyphens
_REST = rf'[^{_UNSEEN}"<>\\^`{{|}}]*'
PATTERN = rf"^(https?://{_HOST}(:[0-9]{{1,5}})?([/?#]{_REST})?|mailto:[A-Za-z0-9._+-]+@{_HOST})$"
"""Holds for every address that may be linked; a regular expression for Python, pydantic and JSON Schema alike."""

_PARTS = re.compile(rf"(https?://|mailto:[^@]*@)({_HOST})(.*)")
_REFUSED = "is not an address that may be linked"


def checked(value: str) -> str:
    """The address itself. Raises ValueError if it is none that may be linked, or its host is not a plain name."""
    if not re.fullmatch(PATTERN, value):
        raise ValueError(_REFUSED)
    _parts(value)
    return value


def target(value: str) -> str:
    """The address in ASCII, for a link: the host in Punycode, what could act in Markdown or HTML percent-encoded."""
    before, host, rest = _parts(value)
    return before + host + quote(rest, safe="/:?#=&;%,+.~-@$!")


def shown(value: str) -> str:
    """The address as a reader sees it, beside it the host in Punycode if it is not ASCII: none looks like another."""
    host = _parts(value)[1]
    return value if value.isascii() or host in value.lower() else f"{value} (host: {host})"


def published(site: str, path: str) -> str:
    """Where a published site shows a page or file: `path` is under `docs/`, perhaps with an anchor. Empty for no web address."""
    base = re.split("[?#]", site)[0].rstrip("/")
    file, sign, anchor = path.partition("#")
    shown = "" if file == "index.md" else file.removesuffix(".md") + ".html" if file.endswith(".md") else file
    return f"{base}/{quote(shown)}{sign}{anchor}" if base.startswith(("https://", "http://")) else ""


def _parts(value: str) -> tuple[str, str, str]:
    """What stands before the host, the host in ASCII, what stands behind."""
    match = _PARTS.fullmatch(value)
    if match is None:
        raise ValueError(_REFUSED)
    before, host, rest = match.groups()
    return before, ".".join(_ascii(label) for label in host.lower().split(".")), rest


def _ascii(label: str) -> str:
    """A label of a host's name in ASCII (RFC 3492). Raises ValueError if it may be read in more than one way."""
    if label.isascii():
        return label
    plain = all(unicodedata.category(character)[0] in "LMN" or character == "-" for character in label)
    if not plain or unicodedata.normalize("NFKC", label) != label:
        raise ValueError(f'has a host that may be read in more than one way, at "{label}"; write it in plain letters')
    return "xn--" + label.encode("punycode").decode("ascii")
