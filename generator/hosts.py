"""Where the host of a git repository shows the page on which a file is edited, or the files of a folder.

The addresses are those that the hosts' own buttons lead to. None of them takes a line of the file; a line would be
another as soon as somebody edits the file above it, too.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from .scales import Word


class Host(Word):
    """What software a host of git repositories runs."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"
    FORGEJO = "forgejo"
    BITBUCKET = "bitbucket"


_KNOWN = {
    "github.com": Host.GITHUB,
    "gitlab.com": Host.GITLAB,
    "gitea.com": Host.GITEA,
    "codeberg.org": Host.FORGEJO,
    "bitbucket.org": Host.BITBUCKET,
}
_EDIT = {
    Host.GITHUB: "edit/{branch}/{path}",
    Host.GITLAB: "-/edit/{branch}/{path}",
    Host.GITEA: "_edit/{branch}/{path}",
    Host.FORGEJO: "_edit/{branch}/{path}",
    Host.BITBUCKET: "src/{branch}/{path}?mode=edit&spa=0&at={branch}",
}
_FOLDER = {
    Host.GITHUB: "tree/{branch}/{path}",
    Host.GITLAB: "-/tree/{branch}/{path}",
    Host.GITEA: "src/branch/{branch}/{path}",
    Host.FORGEJO: "src/branch/{branch}/{path}",
    Host.BITBUCKET: "src/{branch}/{path}",
}
BRANCH = r"^[A-Za-z0-9_-]+([./+@#][A-Za-z0-9_-]+)*$"
"""The form of a branch's name: what git allows, less what no address should hold."""


def page_of(repository: str, path: str, branch: str = "main", host: Host | None = None) -> str:
    """The address of the page that edits a file, or that lists a folder if `path` ends with a slash.

    Empty if nobody says what software the host runs, or the address is that of no repository.
    """
    whole = urlsplit(repository)
    host = host or _KNOWN.get((whole.hostname or "").removeprefix("www."))
    names = whole.path.removesuffix("/").removesuffix(".git")
    if host is None or whole.scheme not in ("http", "https") or not re.fullmatch("(/[^/]+){2,}", names):
        return ""
    pattern = _FOLDER[host] if path.endswith("/") else _EDIT[host]
    # Bitbucket takes a slash in a branch's name for the end of the name.
    safe = "" if host is Host.BITBUCKET else "/"
    page = pattern.format(branch=quote(branch, safe=safe), path=quote(path.removesuffix("/"), safe="/"))
    return f"{whole.scheme}://{whole.netloc}{names}/{page}"
