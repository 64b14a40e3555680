"""Where the host of a git repository shows the page on which a file is edited, the files of a folder, or a commit.

The addresses are those that the hosts' own buttons lead to. None of them takes a line of the file; a line would be
another as soon as somebody edits the file above it, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
_COMMIT = {
    Host.GITHUB: "commit/{commit}",
    Host.GITLAB: "-/commit/{commit}",
    Host.GITEA: "commit/{commit}",
    Host.FORGEJO: "commit/{commit}",
    Host.BITBUCKET: "commits/{commit}",
}
BRANCH = r"^[A-Za-z0-9_-]+([./+@#][A-Za-z0-9_-]+)*$"
"""The form of a branch's name: what git allows, less what no address should hold."""


def page_of(repository: str, path: str, branch: str = "main", host: Host | None = None) -> str:
    """The address of the page that edits a file, or that lists a folder if `path` ends with a slash.

    Empty if nobody says what software the host runs, or the address is that of no repository.
    """
    # Bitbucket takes a slash in a branch's name for the end of the name.
    host = host or _host_of(repository)
    safe = "" if host is Host.BITBUCKET else "/"
    names = {"branch": quote(branch, safe=safe), "path": quote(path.removesuffix("/"), safe="/")}
    return _page(repository, host, _FOLDER if path.endswith("/") else _EDIT, names)


def commit_of(repository: str, commit: str, host: Host | None = None) -> str:
    """The address of the page of a commit, by its full name; empty as `page_of` is."""
    return _page(repository, host or _host_of(repository), _COMMIT, {"commit": commit})


def _host_of(repository: str) -> Host | None:
    return _KNOWN.get((urlsplit(repository).hostname or "").removeprefix("www."))


def _page(repository: str, host: Host | None, patterns: Mapping[Host, str], names: Mapping[str, str]) -> str:
    whole = urlsplit(repository)
    path = whole.path.removesuffix("/").removesuffix(".git")
    if host is None or whole.scheme not in ("http", "https") or not re.fullmatch("(/[^/]+){2,}", path):
        return ""
    return f"{whole.scheme}://{whole.netloc}{path}/{patterns[host].format_map(names)}"
