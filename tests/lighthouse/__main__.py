"""`make lighthouse`: Lighthouse's scores for four pages of the built site, served from this machine as a host would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.pipeline import build
from support.browsers import executable, served

ROOT = Path(__file__).resolve().parent.parent.parent
LIGHTHOUSE = ROOT / ".cache" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = ("index.html", "actors/north-korea.html", "timeline/index.html", "risks/index.html")
DEVICES = {"mobile": (), "desktop": ("--preset=desktop",)}
CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The categories that are measured, with the score to reach."""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
RAW = "raw" in sys.argv
"""True to serve texts uncompressed; a host compresses them."""
METRICS = {
    "first-contentful-paint": "first paint",
    "largest-contentful-paint": "largest paint",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
}


def report(address: str, options: tuple[str, ...]) -> dict[str, Any]:
    """Lighthouse's report on one page, in a fresh profile."""
    command = ["node", str(LIGHTHOUSE), address, "--output=json", "--output-path=stdout", "--quiet", *options]
    command += [f"--chrome-flags={FLAGS}", "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": executable()}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(done.stderr)
    return dict(json.loads(done.stdout))


def failed(one: dict[str, Any]) -> Iterator[str]:
    """The audits that count and are not passed."""
    for category in one["categories"].values():
        for reference in category["auditRefs"]:
            audit = one["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{audit['title']} ({reference['id']})"


def main() -> None:
    """Prints one line a page and device, and below it what cost points."""
    with served(build(ROOT).parent, like_a_host=not RAW) as address:
        print("| Page | Device | " + " | ".join([*CATEGORIES, *METRICS.values(), "machine"]) + " |")
        print("| --- | --- |" + " --- |" * (len(CATEGORIES) + len(METRICS) + 1))
        lost: dict[str, list[str]] = {}
        for device, options in DEVICES.items():
            for path in PAGES:
                one = report(address + path, options)
                scores = [f"{round(one['categories'][name]['score'] * 100)}" for name in CATEGORIES]
                times = [one["audits"][name].get("displayValue", "") for name in METRICS]
                times.append(f"{one['environment']['benchmarkIndex']:.0f}")
                print(f"| {path} | {device} | " + " | ".join([*scores, *times]) + " |", flush=True)
                for audit in failed(one):
                    lost.setdefault(audit, []).append(f"{path} ({device})")
        for audit, where in lost.items():
            print(f"- {audit}: {', '.join(where)}")
        print(f"Lighthouse {one['lighthouseVersion']}, {one['environment']['hostUserAgent']}")


if __name__ == "__main__":
    main()
