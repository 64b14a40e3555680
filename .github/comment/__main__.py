"""Writes what a pull request changes into one comment on it, from a text that the pull request's own code has made.

`comment.yml` runs it with the right to write comments: from the default branch, with nothing but Python. The text may say
anything; `body` escapes what could act in a comment. The event names the pull request.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from body import BYTES_MAX, LISTED_MAX, MARKER, comment_body, read_artifact

ARTIFACT = "difference"
AUTHOR = "github-actions[bot]"
HEAD = Path("seeds/briefing.yml")
"""The reviewed record on the default branch; it says where the site is published."""
RECORD = re.compile(
    r"seeds/(?:(?:actors|events|experts|questions|risks|sources)/[a-z0-9-]+|briefing|glossary|relations)\.yml|seeds/evidence\.lock\.json"
)
"""Matches the paths of the data; whatever else changes is no data, in `seeds/` too."""
ANSWER_MAX = 20_000_000
"""Limit for one answer of GitHub, in bytes."""


@dataclass(frozen=True)
class Api:
    """GitHub's REST interface to one repository."""

    address: str
    token: str

    def open(self, path: str, method: str = "GET", content: Mapping[str, str] | None = None) -> bytes:
        """Sends a request and returns the answer. Raises ValueError if it is too large."""
        data = None if content is None else json.dumps(content).encode()
        request = Request(f"{self.address}/{path}", data, {"Accept": "application/vnd.github+json"}, method=method)
        # Not sent on when GitHub redirects to an artifact: that is another host.
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        with urlopen(request, timeout=60) as answer:
            found: bytes = answer.read(ANSWER_MAX + 1)
        if len(found) > ANSWER_MAX:
            raise ValueError("GitHub's answer is too large")
        return found

    def read(self, path: str, **query: str | int) -> Any:
        """Returns an answer in JSON."""
        return json.loads(self.open(f"{path}?{urlencode(query)}"))

    def items(self, path: str, **query: str | int) -> Iterator[Any]:
        """The items of a list, from all its pages: 3,000 at most."""
        for page in range(1, 31):
            found = self.read(path, per_page=100, page=page, **query)
            yield from found
            if len(found) < 100:
                return


def find_pull_request(api: Api, run: Mapping[str, Any]) -> int | None:
    """Returns the number of the one open pull request whose last commit the run was for; None if there is not exactly one.

    The event has no number for a pull request from a fork, so this searches by the fork, the branch and the commit.
    """
    head = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    commit = (run["head_repository"]["id"], run["head_sha"])
    found = [
        int(one["number"])
        for one in api.items("pulls", state="open", head=head)
        if ((one["head"]["repo"] or {}).get("id"), one["head"]["sha"]) == commit
    ]
    return found[0] if len(found) == 1 else None


def download_text(api: Api, run: int) -> str:
    """Returns the text that the run has left. Raises ValueError if there is none that can be shown."""
    found = api.read(f"actions/runs/{run:d}/artifacts", name=ARTIFACT)["artifacts"]
    if len(found) != 1 or found[0]["expired"]:
        raise ValueError("the run left no text")
    if found[0]["size_in_bytes"] > BYTES_MAX:
        raise ValueError("the artifact is too large")
    return read_artifact(api.open(f"actions/artifacts/{found[0]['id']:d}/zip"))


def write_comment(api: Api, number: int, text: str) -> str:
    """Writes the comment, or updates the earlier one; returns "written" or "updated"."""
    for one in api.items(f"issues/{number}/comments"):
        if one["user"] and one["user"]["login"] == AUTHOR and one["body"].startswith(MARKER):
            api.open(f"issues/comments/{one['id']:d}", "PATCH", {"body": text})
            return "updated"
    api.open(f"issues/{number}/comments", "POST", {"body": text})
    return "written"


def published_site(head: str) -> tuple[str, ...]:
    """Returns the address of the published site from the text of its record, ending in a slash; empty if there is none."""
    found = re.search(r"^site_url: *[\"']?(https://[\w.:/~-]+?)/?[\"']? *(?:#.*)?$", head, re.MULTILINE)
    return (f"{found[1]}/",) if found else ()


def _is_outside(file: Mapping[str, str]) -> bool:
    """Tells whether a changed file is no record, or was none before it was moved."""
    names = (file[name] for name in ("filename", "previous_filename") if name in file)
    return not all(RECORD.fullmatch(name) for name in names)


def main(environment: Mapping[str, str]) -> str:
    """Writes the comment for the event; returns what was done, as a line for the log."""
    run = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))["workflow_run"]
    repository = environment["GITHUB_REPOSITORY"]
    api = Api(f"{environment['GITHUB_API_URL']}/repos/{repository}", environment["GITHUB_TOKEN"])
    number = find_pull_request(api, run) if run["event"] == "pull_request" else None
    if number is None:
        return "no comment: the run was not for the last commit of one open pull request"
    try:
        text = download_text(api, run["id"])
    except ValueError as error:
        text = f"It can't be shown: {error}."
    changed = list(api.items(f"pulls/{number}/files"))
    others, is_cut = sum(map(_is_outside, changed)), len(changed) >= LISTED_MAX
    here = f"{environment['GITHUB_SERVER_URL']}/{repository}"
    trusted = (f"{here}/", *published_site(HEAD.read_text(encoding="utf-8") if HEAD.is_file() else ""))
    body = comment_body(text, trusted, f"{here}/actions/runs/{run['id']:d}", run["head_sha"], others, is_cut)
    done = write_comment(api, number, body)
    return f"pull request {number}: comment {done}"


if __name__ == "__main__":
    try:
        print(main(os.environ))
    except HTTPError as error:
        sys.exit(f"GitHub answered {error.code} to {error.url.partition('?')[0]}")
