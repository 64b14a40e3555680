"""The Nu HTML checker, which the W3C's validator runs: the npm package `vnu-jar`, as `tests/support/npm.sh` installs it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from support.project import ROOT

JAR = ROOT / ".cache" / "nu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_JAVA = (
    "java",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xss8m",
    "-jar",
    str(JAR),
)  # half the time of Java's defaults
ACCEPTED = (
    ("Attribute “autocomplete” is only allowed when the input type is", 'class="md-toggle"'),
    ("Bad value “” for attribute “tabindex” on element “label”", 'class="md-nav__link'),
    ("The value of the “for” attribute of the “label” element must be", '<label class="md-nav__title" for="__toc"'),
    ("CSS: “vector-effect”: Property “vector-effect” doesn't exist", "non-scaling-stroke"),
)
"""Errors that are not ours: the theme's own controls, and a property of SVG 2 that the checker does not know."""


def missing() -> str:
    """The reason why the checker can't run here; empty if it can."""
    if not shutil.which("java"):
        return "the Nu HTML checker needs Java"
    return (
        ""
        if JAR.exists()
        else "the Nu HTML checker is not installed: tests/support/npm.sh nu, which needs npm, installs it"
    )


def errors(*folders: Path) -> Iterator[str]:
    """The errors that the checker finds in the HTML files of folders, each with its file, line and the text around it."""
    options = ("--errors-only", "--format", "json", "--exit-zero-always", "--skip-non-html")
    done = subprocess.run([*_JAVA, *options, *map(str, folders)], capture_output=True, text=True, check=True)
    for one in json.loads(done.stderr)["messages"]:
        extract = one.get("extract", "")
        if not any(one["message"].startswith(message) and sign in extract for message, sign in ACCEPTED):
            yield f"{one['url']}:{one.get('lastLine')}: {one['message']}: {' '.join(extract.split())}"
