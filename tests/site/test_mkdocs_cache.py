"""The quick build: whatever has changed or was damaged since the last one, it differs from the plain build in no byte."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import mkdocs.commands.build
import pytest
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.theme import Theme

from generator.formats.editions.book import PageText, convert_page
from generator.pipeline import generate
from generator.site import workers
from generator.site.cache_store import FOLDER, CacheStore, clear_cache
from generator.site.engine_protocol import CACHE_DISABLED, COUNTER, GENERATED, SETTINGS, SHARD, STEPS
from generator.site.mkdocs_cache import __main__ as mkdocs_cache_main
from generator.site.mkdocs_cache import cache_keys, plugin, supported
from generator.site.mkdocs_cache.page_rendering import ThemeLoader
from generator.storage.site_publisher import MANIFEST
from support.commands import briefing, briefing_process
from support.forks import files
from support.packs import DAMAGES
from support.project import EXAMPLES, ROOT, THOROUGH, Built, edited

pytestmark = pytest.mark.slow

NAV = [f"{name}/index.md" for name in ("actors", "experts", "timeline", "risks", "relations", "questions", "sources")]
ACTOR = "seeds/actors/harbour-company.yml"
CONFIG = """site_name: Harbour
# site_url:
theme:
  name: material
  custom_dir: theme
  palette: {scheme: slate}
hooks: []
plugins:
  - briefing
  - search: {separator: ' |-'}
markdown_extensions:
  - admonition
  - footnotes
  - toc: {permalink_title: Link to this section}
"""
plain_build = mkdocs.commands.build.build
plain_env = Theme.get_env


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """The theme's templates, which the plain builds would compile again each time."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, compiled: FileSystemBytecodeCache) -> None:
    """The engine's environment, which does not list the theme's 14,000 icons, and no processes beside this one."""

    def get_env(theme: Theme) -> Environment:
        env = plain_env(theme)
        env.loader, env.bytecode_cache = ThemeLoader(theme.dirs), compiled
        return env

    monkeypatch.setattr(Theme, "get_env", get_env)
    monkeypatch.setenv(SETTINGS, json.dumps({"nav": NAV}))
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setattr(workers, "worker_count", lambda: 1)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    shutil.copytree(EXAMPLES / "minimal" / "seeds", root / "seeds")
    (root / "docs").mkdir()
    shutil.copytree(ROOT / "generator/theme", root / "theme")
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    (root / "theme/assets").rename(root / "docs/assets")
    (root / "docs/notes").mkdir()
    for name in ("index", "faults"):
        (root / f"docs/notes/{name}.md").write_text(f"# {name}\n", "utf-8")
    monkeypatch.setenv(GENERATED, str(root.resolve()))
    generate(root)
    return root


def built(root: Path, build: Callable[..., None]) -> dict[str, bytes]:
    """The site, strictly built in this process."""
    folder = root.parent / "site"
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return files(folder)


def entries(root: Path) -> dict[str, object]:
    """The cached entries, sound or not: name -> data and text."""
    found: dict[str, object] = {}
    for folder in sorted((root / FOLDER).iterdir()) if (root / FOLDER).is_dir() else ():
        store = CacheStore(root, folder.name)
        found |= {f"{folder.name} {name}": store.get(name) for name in store}
    return found


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [path for path in sorted({*one, *other}) if one.get(path) != other.get(path)]


def made(root: Path) -> int:
    """Builds quickly and plainly, which must give the same; the number of entries that were made."""
    before = entries(root)
    found = built(root, plugin.cached_build)
    assert differing(found, built(root, plain_build)) == []
    return len(entries(root).keys() - before.keys())


# What changes


def added(root: Path) -> None:
    text = (root / ACTOR).read_text("utf-8")
    (root / "seeds/actors/new-one.yml").write_text(text.replace("harbour-company", "new-one"), "utf-8")


def renamed(root: Path) -> None:
    for file in (root / "seeds").rglob("*"):
        if file.is_file() and (text := file.read_text("utf-8")).find("new-one") >= 0:
            file.write_text(text.replace("new-one", "newer-one"), "utf-8")
    (root / "seeds/actors/new-one.yml").rename(root / "seeds/actors/newer-one.yml")


def deleted(root: Path) -> None:
    (root / "seeds/actors/newer-one.yml").unlink()


OTHERS = "{% block libs %}{% for one in pages %}<!-- {{ one.page.title }} -->{% endfor %}"
CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "nothing": (lambda _: None, "none"),
    "a record": (edited(ACTOR, "name: ", "name: Royal "), "some"),
    "a record more": (added, "some"),
    "a record renamed": (renamed, "some"),
    "a record less": (deleted, "some"),
    "a template": (edited("theme/briefing.html", "apple-touch-icon", "apple-touch-icon-precomposed"), "all"),
    "a template's part": (edited("theme/404.html", "no page", "nothing"), "all"),
    "the theme's colour": (edited("mkdocs.yml", "scheme: slate", "scheme: default"), "all"),
    "the style sheet": (edited("docs/assets/stylesheets/briefing.css", "{", "{ "), "none"),
    "the name of the site": (edited("mkdocs.yml", "site_name: ", "site_name: New "), "all"),
    "the address of the site": (edited("mkdocs.yml", "# site_url:", "site_url: https://example.org/ #"), "all"),
    "an extension's option": (edited("mkdocs.yml", "Link to this section", "Link"), "all"),
    "the search": (edited("mkdocs.yml", "|-", ""), "all"),
    "a template that tells of other pages": (edited("theme/briefing.html", "{% block libs %}", OTHERS), "all"),
    "another page then": (edited(ACTOR, "name: ", "name: Old "), "all"),
}


def test_after_each_change_nothing_differs_from_a_plain_build(root: Path) -> None:
    built(root, plugin.cached_build)
    pages = sum(1 for _ in (root / "docs").rglob("*.md"))
    wrong = {}
    for name, (change, expected) in CHANGES.items():
        before = files(root / "seeds")
        change(root)
        if files(root / "seeds") != before:
            generate(root)
        count = made(root)
        how_many = "none" if count == 0 else "all" if count >= pages - 2 else "some"
        if how_many != expected:
            wrong[name] = count
    assert wrong == {}


def test_a_description_counts_for_other_pages_only_if_a_template_shows_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTINGS, json.dumps({"nav": [*NAV, "actors/harbour-company.md"]}))
    summary = edited(ACTOR, "summary: ", "summary: New ")
    built(root, plugin.cached_build)
    pages = sum(1 for _ in (root / "docs").rglob("*.md"))
    summary(root)
    generate(root)
    assert 0 < made(root) < pages / 2
    shown = "{% block libs %}{% for one in nav %}{{ one.meta.description }}{% endfor %}"
    edited("theme/briefing.html", "{% block libs %}", shown)(root)
    built(root, plugin.cached_build)
    summary(root)
    generate(root)
    assert made(root) >= pages


def test_another_version_renders_all_pages_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(root) > 0
    for module in (plugin, cache_keys):
        monkeypatch.setattr(module, "environment_key", lambda: "another Markdown")
    pages = sum(1 for _ in (root / "docs").rglob("*.md"))
    assert made(root) == 2 * pages + 1
    assert len(entries(root)) == 2 * pages + 1, "what no build has a use for is not kept"


# What is damaged, or came from elsewhere


def test_a_site_is_built_from_damaged_entries(root: Path) -> None:
    """The tests of the store try each damage; with THOROUGH=1 a site is built after each, too."""
    built(root, plugin.cached_build)
    plain = built(root, plain_build)
    for damage, _, _ in DAMAGES.values() if THOROUGH else [*DAMAGES.values()][::3]:
        for pack in (root / FOLDER / "hosted").iterdir():
            pack.write_bytes(damage(pack.read_bytes().replace(b"<p>", b"<p>wrong", 3)))
        assert differing(built(root, plugin.cached_build), plain) == []
    clear_cache(root)
    assert entries(root) == {}
    assert made(root) > 0


LENGTHS = "{% for one in pages %}{{ one.page.title }} {{ one.page.content | length }}\n{% endfor %}"
SHOWN = {
    "the page's own": (
        "theme/briefing.html",
        "{% block libs %}",
        "{% block libs %}<!-- {{ page.markdown | length }} -->",
    ),
    "a static template": ("theme/404.html", "no page", f"{LENGTHS} no page"),
    "an extra template": ("mkdocs.yml", "hooks: []", "extra_templates: [lengths.xml]"),
}


@pytest.mark.parametrize("place", SHOWN)
def test_a_template_gets_the_texts_of_pages_that_are_cached(root: Path, place: str) -> None:
    (root / "docs/lengths.xml").write_text(LENGTHS, "utf-8")
    edited(*SHOWN[place])(root)
    assert made(root) > 0
    assert made(root) == 0


@pytest.mark.parametrize("is_lost", [False, True], ids=["kept", "lost"])
def test_a_page_that_is_saved_while_it_is_rendered_is_not_cached_as_it_was(root: Path, is_lost: bool) -> None:
    built(root, plugin.cached_build)
    page = root / "docs/notes/index.md"
    page.write_text("# Before\n", "utf-8")
    find_key = plugin.PageKeys.rendered

    def save(*arguments: object) -> str:
        page.write_text("# After\n", "utf-8")
        if is_lost:
            for pack in (root / FOLDER / "hosted").iterdir():
                pack.write_bytes(pack.read_bytes().replace(b"Before", b"before"))
        return find_key(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plugin.PageKeys, "rendered", save)
        job = {"config": str(root / "mkdocs.yml"), "site": str(root.parent / "nowhere"), "variables": {}}
        mkdocs_cache_main.prepare({**job, "wanted": []}, print)
    for text in ("# Before\n", "# After\n"):
        page.write_text(text, "utf-8")
        made(root)


def test_a_hook_gets_the_texts_of_pages_that_are_cached(root: Path) -> None:
    hook = "def on_post_page(output, page, config):\n    return f'{output}<!-- {len(page.content)} {len(page.toc.items)} -->'\n"
    (root / "more.py").write_text(hook, "utf-8")
    edited("mkdocs.yml", "hooks: [", "hooks: [more.py")(root)
    assert made(root) > 0
    assert made(root) == 0


# Prepared


def test_a_prepared_build_has_nothing_to_make(root: Path) -> None:
    for how_many in ("all", "one"):
        if how_many == "one":
            edited("docs/notes/index.md", "# index", "# Notes")(root)
        job = {"config": str(root / "mkdocs.yml"), "site": str(root.parent / "nowhere"), "variables": {}}
        answers: list[dict[str, object]] = []
        mkdocs_cache_main.prepare({**job, "wanted": ["notes/index.md"]}, answers.append)
        (answer,) = answers
        assert ['id="index"' in page or 'id="notes"' in page for page in answer["contents"].values()] == [True]
        prepared = entries(root)
        assert made(root) == 0, how_many
        assert entries(root).keys() <= prepared.keys()
    assert not (root.parent / "nowhere").exists()


@pytest.mark.parametrize("cause", ["a setting", "a version", "an error"])
def test_what_can_not_be_prepared_is_answered_and_writes_nothing(
    root: Path, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if cause == "a setting":
        edited("mkdocs.yml", "  - admonition\n", "  - admonition\n  - abbr\n")(root)
    elif cause == "a version":
        monkeypatch.setattr(supported, "TESTED_VERSIONS", {**supported.TESTED_VERSIONS, "markdown": ()})
    else:
        edited("mkdocs.yml", "plugins:\n", "plugins:\n  - missing\n")(root)
    job = {"config": str(root / "mkdocs.yml"), "site": str(root.parent / "nowhere"), "variables": {}}
    answers: list[object] = []
    mkdocs_cache_main.prepare({**job, "wanted": ["index.md"]}, answers.append)
    mkdocs_cache_main.prepare({**job, "wanted": []}, answers.append)
    assert answers == [{"code": 0, "output": "", "contents": {}}]
    assert not (root.parent / "nowhere").exists()


# Warnings


def test_a_page_that_warns_warns_again(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    built(root, plugin.cached_build)
    page = root / "docs/notes/index.md"
    page.write_text("# Notes\n\n[gone](gone.md) [anchor](faults.md#none) [missing](#none)\n", "utf-8")
    said = []
    for build in (plain_build, plugin.cached_build, plugin.cached_build):
        caplog.clear()
        with pytest.raises(Abort, match="Aborted with 3 warnings"):
            built(root, build)
        said.append([record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING])
    assert said[0] == said[1] == said[2]
    assert len(said[0]) == 3
    page.write_text("# Notes\n", "utf-8")
    made(root)


def test_links_to_a_page_that_is_gone_or_moved_warn(root: Path) -> None:
    (root / "docs/notes/index.md").write_text("# Notes\n\n[one](faults.md) [two](faults.md#here)\n", "utf-8")
    (root / "docs/notes/faults.md").write_text("# Faults\n\n## Here\n", "utf-8")
    made(root)
    (root / "docs/notes/faults.md").write_text("# Faults\n\n## There\n", "utf-8")
    with pytest.raises(Abort, match="Aborted with 1 warnings"):
        built(root, plugin.cached_build)
    (root / "docs/notes/faults.md").unlink()
    with pytest.raises(Abort, match=r"Aborted with [2-9] warnings"):
        built(root, plugin.cached_build)


# What is not known


@pytest.fixture
def told_notices(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    return lambda: [one.getMessage() for one in caplog.records if one.getMessage().startswith(CACHE_DISABLED)]


UNKNOWN = {
    "the cache does not know what the plug-in material/tags does": ("plugins:\n", "plugins:\n  - tags\n"),
    "the Markdown extension abbr was not tested with the cache": ("  - admonition\n", "  - admonition\n  - abbr\n"),
    "the footnotes' UNIQUE_IDS count through all pages": ("  - footnotes\n", "  - footnotes: {UNIQUE_IDS: true}\n"),
    "a hook takes part in on_env": ("hooks: [", "hooks: [more.py, "),
}


@pytest.mark.parametrize("why", UNKNOWN)
def test_an_unknown_configuration_is_reported(root: Path, why: str) -> None:
    (root / "more.py").write_text("def on_env(env, config, files):\n    env.globals['x'] = 1\n", "utf-8")
    edited("mkdocs.yml", *UNKNOWN[why])(root)
    assert supported.unsupported_setting(load_config(str(root / "mkdocs.yml"))) == why


def test_an_unknown_configuration_is_built_plainly(root: Path, told_notices: Callable[[], list[str]]) -> None:
    edited("mkdocs.yml", "  - admonition\n", "  - admonition\n  - abbr\n")(root)
    found = built(root, plugin.cached_build)
    assert (len(told_notices()), entries(root)) == (1, {})
    assert differing(found, built(root, plain_build)) == []


def test_an_unknown_version_is_built_plainly(
    root: Path, told_notices: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supported, "TESTED_VERSIONS", {**supported.TESTED_VERSIONS, "markdown": ("1.0", "2.0")})
    found = built(root, plugin.cached_build)
    assert (differing(found, built(root, plain_build)), entries(root)) == ([], {})
    assert told_notices() == [f"{CACHE_DISABLED}markdown is {version('markdown')}, not 1.0 or 2.0."]


def test_the_versions_that_are_tested_are_those_of_the_lock() -> None:
    locked = (ROOT / "requirements/site.txt").read_text("utf-8")
    for name, tested in supported.TESTED_VERSIONS.items():
        assert [one for one in tested if f"\n{name}=={one} " not in locked] == []
        assert version(name) in tested


# The command


def test_each_edition_and_shard_has_its_own_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFLINE", raising=False)
    assert plugin.cache_name() == "hosted"
    monkeypatch.setenv("OFFLINE", "true")
    monkeypatch.setenv(SHARD, "2/4")
    assert plugin.cache_name() == "offline-2-of-4"


def test_the_command_builds_the_same_without_the_cache(
    project_with: Callable[[Path], Path], built_once: Callable[..., Built]
) -> None:
    seeds = EXAMPLES / "strait" / "seeds"
    root = project_with(seeds)
    assert briefing(root, "build", "--no-cache").returncode == 0
    assert not (root / FOLDER).exists()
    assert differing(files(root / "site"), files(built_once(seeds).site)) == []


def test_the_command_builds_the_same_again_hosted_and_offline(project_with: Callable[[Path], Path]) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    for place, arguments in (("site", []), ("offline", ["--offline"])):
        found = []
        for more in ([], [], ["--no-cache"]):
            done = briefing(root, "build", *arguments, *more)
            assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
            found.append(files(root / place))
        cold, kept, slow = found
        assert differing(cold, slow) == []
        assert differing(kept, slow) == []
        assert MANIFEST in cold or place == "offline"
    assert sorted(path.name for path in (root / FOLDER).iterdir()) == ["generated", "hosted", "offline"]
    assert briefing(root, "clean").returncode == 0
    assert not (root / ".cache").exists()


def test_the_command_reports_why_it_can_not_use_the_cache(project_with: Callable[[Path], Path]) -> None:
    root = project_with(EXAMPLES / "minimal" / "seeds")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("markdown_extensions: [abbr]\n")
    done = briefing_process(root, "build")
    assert done.returncode == 0
    assert done.stderr == f"{CACHE_DISABLED}the Markdown extension abbr was not tested with the cache.\n"
    assert briefing_process(root, "build", "--no-cache").stderr == ""


def test_several_processes_make_the_same_and_count_each_step_once(root: Path) -> None:
    counter = root.parent / "counter.txt"
    pages = sum(1 for _ in (root / "docs").rglob("*.md"))
    folder = root.parent / "site"
    config = str(root / "mkdocs.yml")
    settings = {SETTINGS: json.dumps({"nav": NAV})}
    job = {"config": config, "site": str(folder), "variables": {**settings, COUNTER: str(counter)}}
    wanted = [path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")]
    jobs = [{**job, "variables": {**settings, COUNTER: ""}, "wanted": wanted}, job]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", RUN, config],
        env=environment,
        input="".join(f"{json.dumps(one)}\n" for one in jobs),
        capture_output=True,
        text=True,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["code"] for answer in answers] == [0, 0], done
    assert counter.stat().st_size == STEPS * pages
    assert differing(files(folder), built(root, plain_build)) == []
    converted = answers[0]["contents"]
    assert len(converted) == pages
    for path, html in converted.items():
        page = PageText(path, 1, (root / "docs" / path).read_text(encoding="utf-8").rpartition("\n---\n")[2])
        assert convert_page(page, html) == convert_page(page), path


RUN = """from generator.site import workers
from generator.site.mkdocs_cache import __main__
workers.MIN_PAGES = 1
workers.worker_count = lambda: 3
__main__.main()"""
