"""Addresses on git hosts: the page that edits a file, a folder, a commit.

They are the addresses behind the hosts' own buttons. None of them takes a line number, which would be wrong as soon as
somebody edits the file above that line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from .scales import Word


class Host(Word):
    """The software of a git host."""

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
_COMMIT = {
    Host.GITHUB: "commit/{commit}",
    Host.GITLAB: "-/commit/{commit}",
    Host.GITEA: "commit/{commit}",
    Host.FORGEJO: "commit/{commit}",
    Host.BITBUCKET: "commits/{commit}",
}
BRANCH_PATTERN = r"^[A-Za-z0-9_-]+([./+@#][A-Za-z0-9_-]+)*$"
"""Matches the branch names that git allows and that are safe in an address."""


def edit_url(repository: str, path: str, branch: str = "main", host: Host | None = None) -> str:
    """Returns the address of the page that edits a file.

    It lists a folder if `path` ends with a slash. Empty if the host's software is unknown or `repository` is no
    repository's address.
    """
    # Bitbucket takes a slash in a branch's name for the end of the name.
    host = host or _host_of(repository)
    safe = "" if host is Host.BITBUCKET else "/"
    names = {"branch": quote(branch, safe=safe), "path": quote(path.removesuffix("/"), safe="/")}
    return _page(repository, host, _FOLDER if path.endswith("/") else _EDIT, names)


def commit_url(repository: str, commit: str, host: Host | None = None) -> str:
    """Returns the address of a commit's page, by its full name; "" as in `edit_url`."""
    return _page(repository, host or _host_of(repository), _COMMIT, {"commit": commit})


def _host_of(repository: str) -> Host | None:
    return _KNOWN.get((urlsplit(repository).hostname or "").removeprefix("www."))


def _page(repository: str, host: Host | None, patterns: Mapping[Host, str], names: Mapping[str, str]) -> str:
    whole = urlsplit(repository)
    path = whole.path.removesuffix("/").removesuffix(".git")
    if host is None or whole.scheme not in ("http", "https") or not re.fullmatch("(/[^/]+){2,}", path):
        return ""
    return f"{whole.scheme}://{whole.netloc}{path}/{patterns[host].format_map(names)}"
