"""The pipeline: reads a project folder, builds its pages, publishes its site.

Each function imports what only it needs, because a check needs no templates, formats and history, and a build starts
its engine before it imports the kinds.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .loading import Files, yaml_reader
from .problems import BriefingError, Code, Problem
from .site import configuration
from .storage import atomic_files, project_lock, read_seeds, repository

if TYPE_CHECKING:
    from .loading import Loaded
    from .model import Briefing
    from .site import cache_store, engine_run, navigation, search_index
    from .storage import page_writer, seed_commits

STORE = "generated"
"""The name of the store with the history, pictures and editions of earlier runs."""
_STYLE_SHEET = "assets/stylesheets/briefing.css"
"""The site's style sheet, which the HTML edition shares.

A file of the user replaces ours.
"""

_FOOTER = "Facts in our own words, each with the paragraph of the source that supports it."


@dataclass(frozen=True)
class Inputs:
    """Everything that is read to build the pages."""

    seeds: Files
    commits: seed_commits.CommitRange
    style_sheet: str


PrepareFunction = Callable[["Pages", Sequence[str]], Mapping[str, str]]
"""Lets the engine prepare the pages for the site.

Returns the HTML of those with these paths. A page that the engine did not convert is missing.
"""


@dataclass(frozen=True)
class Pages:
    """The pages of a briefing and its other files: path under `docs/` -> content."""

    briefing: Briefing
    texts: Mapping[str, str | bytes]
    bundles: Mapping[str, bytes] = field(default_factory=dict)
    """The downloads that are made from all pages, by name."""

    @property
    def search_terms(self) -> dict[str, search_index.RecordTerms]:
        """The names and quotations that find each record, by its address in the site."""
        from .records import traversal
        from .site import search_index

        found = {
            entry.address: search_index.RecordTerms(
                entry.record.search_names,
                [evidence.exact for _, evidence in traversal.walk_evidence(entry.record) if evidence.exact],
            )
            for entry in self.briefing.entries.values()
        }
        for kind in self.briefing.kinds:
            for anchor, names in kind.section_names().items():
                found[f"{kind.index_path}#{anchor}"] = search_index.RecordTerms(names, ())
        return {address.replace(".md", ".html", 1): terms for address, terms in found.items()}

    @property
    def sections(self) -> dict[str, navigation.Section]:
        """The sections whose records have pages, by the path of their index page."""
        from .site import navigation

        return {
            kind.index_path: navigation.Section(
                kind.title, [page.path for page in kind.pages(self.briefing) if page.kind]
            )
            for kind in self.briefing.kinds
            if kind.has_pages
        }


def build(root: Path, options: engine_run.BuildOptions | None = None) -> Path:
    """Builds the site of a project folder; returns the page to open.

    Offline, the folder `offline/<id>` and a zip beside it hold a site that works from `file://`. A shard of the pages
    gets a folder of its own. The last site stays as it is until the new one is complete. Raises BriefingError,
    MissingExtraError, EngineError or OSError.
    """
    from .site import cache_store, engine_run

    options = options or engine_run.DEFAULTS
    options.require_installed()
    with project_lock(root) as descriptors, gc_disabled(), ExitStack() as until_built:
        if _check_files(root):
            raise BriefingError(check_folder(root))
        store = until_built.enter_context(cache_store.CacheStore(root, STORE)) if options.use_cache else None
        before = _read_state(root, options) if store else None
        if store and before and store.get(_built_key(root, before)):
            require_folder(root)
            return root / "site" / "index.html"
        with engine_run.Engine(root, options, descriptors) as engine:
            require_folder(root)
            from .rendering import parallel

            render_pages = parallel.render_in_two if engine_run.worker_count() > 1 else None
            built = [build_pages(read_inputs(root), True, store, render_pages, partial(_prepare, engine))]
            generated = [*built[0].texts]
            page = publish(built.pop(), engine)  # nothing else holds the pages, which take much memory
        if store:
            after = _read_state(root, options)
            if before and after and not engine.is_plain_build and _is_same(root, before, after, generated):
                store.put(_built_key(root, after), None, "")
            store.compact()
        return page


def _is_same(root: Path, before: tuple[Any, ...], after: tuple[Any, ...], generated: Iterable[str]) -> bool:
    """Returns whether nothing was saved between two states."""
    is_same = user_files(root, before[-1], generated) == user_files(root, after[-1], generated)
    return is_same and before[:-1] == after[:-1]


def user_files(
    root: Path, files: Iterable[cache_store.FileState], generated: Iterable[str]
) -> list[cache_store.FileState]:
    """Returns the files that are not generated, of those in `docs/` and other folders."""
    docs = (root / "docs").as_posix()
    paths = {f"{docs}/{path}" for path in generated}
    return [one for one in files if one[0] not in paths and not one[0].startswith(f"{docs}/.")]


def _read_state(root: Path, options: engine_run.BuildOptions) -> tuple[Any, ...] | None:
    """Returns all that a build of the whole site reads; None if that is unknown.

    Seeds and settings count by their content, other files, which come last, by size and time.
    """
    from .site import cache_store
    from .storage import seed_commits

    if not (root / configuration.CONFIG).is_file():
        return None
    settings = configuration.read(root)
    text = configuration.read_bytes(root)
    is_known = options.engine == "mkdocs" and options.shard.is_whole and not options.offline
    if not is_known or b"!" in text or {"INHERIT", "hooks", "docs_dir"} & {*settings}:
        return None
    custom = configuration.custom_dir(root)
    return (
        options.search,
        text,
        [(path, cache_store.digest(content)) for path, content in sorted(read_seeds(root).items())],
        seed_commits.describe_revision(root),
        cache_store.list_files(root / "docs", *([root / custom] if custom else [])),
    )


def _built_key(root: Path, state: tuple[Any, ...]) -> str:
    """Returns the key of a build with this state and the site that is there."""
    from .site import cache_store

    return cache_store.digest("built", cache_store.environment_key(), *state, cache_store.list_files(root / "site"))


def generate(root: Path, with_editions: bool = True) -> tuple[Pages, page_writer.WriteCounts]:
    """Brings `root/docs` up to date with `root/seeds`, the first half of a build.

    Raises BriefingError or MissingExtraError before anything is written; OSError.
    """
    with project_lock(root):
        require_folder(root)
        pages = build_pages(read_inputs(root), with_editions)
        return pages, write_pages(root, pages)


def clean(root: Path) -> int:
    """Removes what was generated and built under `root`.

    Returns the number of generated pages and files. Raises BriefingError if a link leads elsewhere; OSError.
    """
    from .kinds import SECTIONS
    from .site import cache_store
    from .storage import page_writer, site_publisher

    if problems := tuple(repository.find_linked_folders(root)):
        raise BriefingError(problems)
    with project_lock(root):
        removed = page_writer.clear(root / "docs", SECTIONS)
        cache_store.clear_cache(root)
        site_publisher.remove_sites(root, ("site", "offline/*", "shares/*"))
    return removed


# Read


def read_inputs(root: Path) -> Inputs:
    """Reads the seeds, the commits that changed them, and the style sheet.

    Raises OSError.
    """
    from .storage import seed_commits

    return Inputs(read_seeds(root), seed_commits.read_commits(root), _read_style_sheet(root))


def _read_style_sheet(root: Path) -> str:
    """Reads the style sheet of the user, or ours.

    Raises BriefingError if it is no text; OSError.
    """
    file = root / "docs" / _STYLE_SHEET
    if not file.is_file() or file.is_symlink():
        return (configuration.THEME / _STYLE_SHEET).read_text("utf-8")
    text = yaml_reader.decode(atomic_files.read_start(file, configuration.MAX_BYTES))
    if isinstance(text, yaml_reader.TextProblem):
        raise BriefingError([Problem(f"docs/{_STYLE_SHEET}", text.line, text.column, text.code, "", text.message)])
    return text


def check_folder(root: Path) -> tuple[Problem, ...]:
    """Returns problems of `mkdocs.yml`, special files, and files that git tracks.

    Raises OSError.
    """
    from .kinds import SECTIONS

    return tuple(sorted([*_check_files(root), *repository.find_tracked_files(root, SECTIONS)]))


def _check_files(root: Path) -> list[Problem]:
    """Returns problems of `mkdocs.yml`, the style sheet and special files.

    Raises OSError.
    """
    large = [path for path in (configuration.CONFIG, f"docs/{_STYLE_SHEET}") if _is_too_large(root / path)]
    if large:
        message = f"the file is larger than {configuration.MAX_BYTES // 1_000_000} MB"
        return [Problem(path, 0, 0, Code.TOO_LARGE, "", message) for path in large]
    theme = configuration.custom_dir(root)
    problems = list(repository.find_special_files(root, configuration.CONFIG, *([theme] if theme else [])))
    try:
        _read_style_sheet(root)
    except BriefingError as error:
        problems += error.problems
    if found := configuration.find_problem(root):
        place = (configuration.CONFIG, found.line, min(found.line, 1), Code.SITE_CONFIGURATION)
        problems.append(Problem(*place, "", found.message, found.written))
    return problems


def _is_too_large(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > configuration.MAX_BYTES


def require_folder(root: Path) -> None:
    """Raises BriefingError if the folder does not build a briefing; OSError."""
    if problems := check_folder(root):
        raise BriefingError(problems)


def load_briefing(root: Path) -> Briefing:
    """Reads and checks the briefing of a project folder, without its history.

    Raises BriefingError with all problems if one is an error; OSError.
    """
    return _require_valid(read_seeds(root))


# Build, without reading or writing anything


def check_seeds(seeds: Files, to_publish: bool = False) -> tuple[Loaded, tuple[Problem, ...]]:
    """Loads the seeds and returns all their problems.

    With `to_publish`, all that may not be published is an error: drafts, comments after texts, unverified evidence.
    """
    from .kinds import KINDS
    from .loading import checks, load

    with gc_disabled():
        loaded = load(seeds, KINDS)
        problems = checks.find_problems(loaded)
    if to_publish:
        drafts = checks.add_source_lines(seeds, checks.find_drafts(loaded))
        problems = (*checks.refuse_to_publish(loaded, problems), *drafts)
    return loaded, tuple(sorted(problems))


def build_briefing(inputs: Inputs, store: cache_store.CacheStore | None = None) -> Briefing:
    """Builds the briefing with its history, which the store may have.

    Raises BriefingError with all problems if one is an error.
    """
    from pydantic import TypeAdapter

    from .diff import build_history
    from .kinds import KINDS
    from .model import history
    from .site import cache_store

    briefing = _require_valid(inputs.seeds)
    commits, ids = inputs.commits, (briefing.head.id, *briefing.head.former_ids)
    adapter = TypeAdapter(history.History)
    found = cache_store.get_text(
        store,
        ("history", [change.commit for change in commits.changes], commits.is_cut, commits.missing_reason, ids),
        lambda: adapter.dump_json(build_history(commits, KINDS, ids)).decode(),
    )
    return replace(briefing, history=adapter.validate_json(found))


def build_pages(
    inputs: Inputs,
    with_editions: bool = True,
    store: cache_store.CacheStore | None = None,
    render_pages: Callable[[Briefing], dict[str, str | bytes]] | None = None,
    prepare: PrepareFunction | None = None,
) -> Pages:
    """Checks the seeds and renders all pages, pictures and editions.

    With a store, pictures and editions of earlier builds are used again; `prepare` saves converting pages twice then.
    `render_pages` replaces `rendering.render`.
    Raises BriefingError or MissingExtraError.
    """
    from .formats import editions
    from .rendering import render, social_preview, use_compiled
    from .site import cache_store

    briefing = build_briefing(inputs, store)
    use_compiled(cache_store.template_cache())
    with gc_frozen():
        texts = (render_pages or render)(briefing)
    drawn = cache_store.get_text(
        store,
        ("pictures", briefing.head.title, briefing.head.as_of),
        lambda: json.dumps(
            {path: file.decode("latin-1") for path, file in social_preview.draw_pictures(briefing).items()}
        ),
    )
    texts |= {path: file.encode("latin-1") for path, file in json.loads(drawn).items()}
    names = [name for name in editions.EDITIONS if with_editions and name in briefing.head.downloads]
    pages = Pages(briefing, texts)
    return _add_bundles(pages, write_editions(pages, inputs.style_sheet, names, store, prepare))


def write_editions(
    site: Pages,
    style_sheet: str,
    names: Iterable[str],
    store: cache_store.CacheStore | None = None,
    prepare: PrepareFunction | None = None,
) -> dict[str, bytes]:
    """Makes editions of the pages: name -> content. Raises MissingExtraError.

    The store has the chapters by their pages, each chapter as it is in an edition, and the editions by all their
    chapters. The chapters that it lacks are made from the pages as `prepare` returns them.
    """
    from .formats import editions
    from .site import cache_store

    if not names:
        return {}
    briefing = site.briefing
    pages = editions.list_pages(briefing, site.texts)
    converted: Mapping[str, str] = {}
    makings = [
        (
            ("chapter", page.depth, page.markdown),
            lambda page=page: editions.convert_page(page, converted.get(page.path, "")),
        )
        for page in pages
    ]
    if store and prepare:
        converted = prepare(site, [pages[n].path for n in cache_store.find_missing(store, makings)])
    get_texts = partial(cache_store.get_texts, store)
    chapters = get_texts(makings, [len(page.markdown) for page in pages])
    book = editions.build_book(briefing, pages, chapters, get_texts)
    content = cache_store.digest(replace(book, chapters=()), style_sheet, pages, chapters) if store else ""

    def write(name: str) -> str:
        return editions.EDITIONS[name].write(book, style_sheet).decode("latin-1")

    found = {name: cache_store.get_text(store, ("edition", name, content), partial(write, name)) for name in names}
    return {name: text.encode("latin-1") for name, text in found.items()}


def _require_valid(seeds: Files) -> Briefing:
    loaded, problems = check_seeds(seeds)
    if any(not problem.is_warning for problem in problems):
        raise BriefingError(problems)
    return loaded.briefing


def _add_bundles(pages: Pages, bundles: Mapping[str, bytes]) -> Pages:
    """Adds downloads made from all pages, and renders the pages that list them."""
    from .rendering import render

    if not bundles:
        return pages
    bundles = {**pages.bundles, **bundles}
    last = (kind.with_bundles(bundles) for kind in pages.briefing.kinds if kind.renders_last)
    return replace(pages, texts={**pages.texts, **render(pages.briefing, last)}, bundles=bundles)


@contextmanager
def gc_disabled() -> Iterator[None]:
    """Stops the garbage collector while many objects are made and few are cyclic.

    It saves a tenth of the time of loading.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def gc_frozen() -> Iterator[None]:
    """Lets the garbage collector look only at new objects, while many are cyclic.

    It takes no longer than without a collector, and saves a tenth of the memory of rendering.
    """
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not was_enabled:
            gc.disable()


# Publish


def _prepare(engine: engine_run.Engine, pages: Pages, wanted: Sequence[str]) -> Mapping[str, str]:
    """Writes the pages, and lets the engine prepare them for the site.

    Raises BriefingError or OSError.
    """
    write_pages(engine.root, pages)
    converted = engine.prepare(site_settings(engine.root, pages), wanted)
    engine.report("writing the editions")
    return converted


def publish(pages: Pages, engine: engine_run.Engine) -> Path:
    """Writes the pages, runs the engine, and replaces the last site.

    Returns the page to open. Raises BriefingError, EngineError or OSError.
    """
    from .formats import downloads
    from .storage import site_publisher

    root, options, briefing = engine.root, engine.options, pages.briefing
    write_pages(root, pages)
    settings, terms = site_settings(root, pages), pages.search_terms
    name = f"offline/{briefing.head.id}" if options.offline else options.shard.folder
    with site_publisher.staged_folder(root, name, zipped=options.offline) as folder:
        if downloads.OFFLINE in briefing.head.downloads and not options.offline:
            # The data page offers the zip of the offline site, and shows its digest. So the offline site is built first,
            # from pages without the zip, and the pages that show it are written between the two runs of the engine.
            offline = folder.with_name(briefing.head.id)
            engine.build(offline, settings, terms, offline=True)
            archive = site_publisher.zip_and_remove(offline)
            write_pages(root, _add_bundles(pages, {downloads.OFFLINE: archive}))
        del pages  # so that they take no memory while the engine builds
        engine.build(folder, settings, terms, last_site=root / name)
    return root / name / "index.html"


def site_settings(root: Path, pages: Pages) -> configuration.Settings:
    """Returns the settings that the data determines, in the form of `mkdocs.yml`.

    Without a menu in `mkdocs.yml`, the menu ends with the pages that the user wrote into `docs/`. Raises OSError.
    """
    from html import escape

    from .site import navigation

    head = pages.briefing.head
    nav = configuration.read(root).get("nav")
    if not nav:
        nav = [*configuration.defaults()["nav"], *navigation.find_own_pages(root / "docs", pages.texts)]
    settings: dict[str, Any] = {
        "site_name": escape(head.title),
        "nav": navigation.expand(nav, pages.sections),
        "copyright": _FOOTER,
        "theme": {"language": configuration.theme_language(head.language)},
    }
    if head.licence:
        link = f'<a rel="license" href="{escape(head.licence.url)}">{escape(head.licence.words)}</a>'
        settings["copyright"] = f"Content under {link}. {_FOOTER}"
    if head.editors:
        settings["site_author"] = escape(", ".join(editor.name for editor in head.editors))
    if head.site_url:
        settings["site_url"] = head.site_url.rstrip("/") + "/"
    return settings


def write_pages(root: Path, pages: Pages) -> page_writer.WriteCounts:
    """Brings `root/docs` up to date with the pages. Raises BriefingError or OSError."""
    from .kinds import SECTIONS
    from .storage import page_writer

    counts = page_writer.write(root / "docs", pages.texts, SECTIONS)
    page_writer.write_ignore_list(root / "docs", SECTIONS)
    return counts
