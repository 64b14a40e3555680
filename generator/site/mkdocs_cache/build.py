"""A plug-in that comes after all others: gives back what was kept, and has made before each round what is missing."""

from __future__ import annotations

import copy
import logging
import os
import sys
from collections.abc import Callable, Container, Sequence
from contextlib import ExitStack
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import markdown
import mkdocs.commands.build as mkdocs_build
import mkdocs.structure.pages
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import meta

from ..build_options import COUNTER, NOTICE, SHARE, step
from ..sharding import read
from .cache_store import Kept, is_plain
from .follows import Site, contents, digest, plain, versions

TESTED = {
    "mkdocs": ("1.6.1",),
    "mkdocs-material": ("9.8.2",),
    "markdown": ("3.11.3",),
    "pymdown-extensions": ("13.1.2", "12.3"),
    "jinja2": ("3.1.6",),
}
"""The versions with which a quick build and a plain one were found to differ in no byte."""
SEARCH, OFFLINE = "material.plugins.search.plugin", "material.plugins.offline.plugin"
EXTENSIONS = {
    "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc",
    "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed",
}  # fmt: skip
"""The extensions whose output follows from a page's text and their options alone, page by page."""
FEW = 8
"""So many pages are made here sooner than by processes that have to be started."""
_LOG = logging.getLogger(__name__)
_PAGES: Any = mkdocs.structure.pages
_build, _render = mkdocs_build.build, _PAGES.Page.render


def install() -> None:
    """From now on this process's MkDocs builds quickly, if its versions are those that were tested."""
    if other := _other_version():
        _tell(other)
    else:
        mkdocs_build.build = _quick_build


def _other_version() -> str:
    for name, tested in TESTED.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "of no known version"
        if found not in tested:
            return f"{name} is {found}, not {' or '.join(tested)}"
    return ""


def _unfit(config: Any) -> str:
    """Why the pages of this configuration can't be kept; empty if they can."""
    for name, plugin in config.plugins.items():
        if type(plugin).__module__ not in (SEARCH, OFFLINE, __name__) and isinstance(plugin, BasePlugin):
            return f"the plug-in {name} may do what it can't know of"
    for event in ("env", "page_context"):
        if any(_origin(method) not in (SEARCH, __name__) for method in config.plugins.events[event]):
            return f"a hook takes part in on_{event}"
    for name in config.markdown_extensions:
        if name not in EXTENSIONS:
            return f"the Markdown extension {name} was not tested with it"
    if (config.mdx_configs or {}).get("footnotes", {}).get("UNIQUE_IDS"):
        return "the footnotes' UNIQUE_IDS count through all pages"
    return ""


def _origin(method: Any) -> str:
    return str(type(getattr(method, "__self__", None)).__module__)


def _tell(why: str) -> None:
    _LOG.warning("%s%s.", NOTICE, why)


def _quick_build(config: Any, **options: Any) -> None:
    with ExitStack() as until_built:
        config.plugins["briefing-quick"] = Quick(until_built)
        _build(config, **options)


class Quick(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """What is kept of the pages, from event to event of one build."""

    def __init__(self, until_built: ExitStack) -> None:
        self._until_built = until_built

    _is_fit = False

    @event_priority(-100)
    def on_config(self, config: Any) -> None:
        """Says why not, or puts what was kept in the place of what would be made."""
        if why := _unfit(config):
            _tell(why)
            return
        self._is_fit = True
        self._kept = Kept(Path(config.config_file_path).parent, _edition())
        self._said = _Said()
        self._until_built.callback(logging.setLogRecordFactory, logging.getLogRecordFactory())
        logging.setLogRecordFactory(self._said)
        self._counter = os.environ.pop(COUNTER, None) if _processes() > 1 else None
        self._conversion = digest(
            versions(),
            plain([config.markdown_extensions, config.mdx_configs, config.validation, config.use_directory_urls]),
            logging.getLogger("mkdocs").getEffectiveLevel(),
        )
        self._index = _Index()
        for plugin in config.plugins.values():
            if type(plugin).__module__ == SEARCH and plugin.config.enabled:
                plugin.search_index = self._index = _Index(plugin.search_index)
        self._fronts = _Fronts(self._kept, self._conversion)
        self._replace(_PAGES, "meta", SimpleNamespace(get_data=self._fronts.read))
        self._replace(_PAGES, "markdown", SimpleNamespace(Markdown=_once_made(markdown.Markdown)))
        self._replace(_PAGES.Page, "render", lambda page, config, _: self._render(page, config))

    def _replace(self, owner: Any, name: str, value: Any) -> None:
        """Sets a public name of MkDocs until the site is built."""
        self._until_built.callback(setattr, owner, name, getattr(owner, name))
        setattr(owner, name, value)

    @event_priority(-100)
    def on_nav(self, nav: Any, config: Any, files: Any) -> None:
        """Has the Markdown converted that was not kept."""
        if not self._is_fit:
            return
        self._nav, self._links = nav, _Links(files)
        texts = {file: _PAGES.meta.get_data(file.content_string)[0] for file in files.documentation_pages()}
        missing = {file: len(text) for file, text in texts.items() if self._converted(file, text) not in self._kept}

        def convert(file: Any) -> None:
            page = file.page or _PAGES.Page(None, file, config)
            page.read_source(config)
            page.render(config, files)

        self._ahead(missing, len(texts), convert)

    def _converted(self, file: Any, text: str) -> str:
        return digest("converted", self._conversion, file.src_uri, file.url, file.inclusion.name, text)

    def _render(self, page: Any, config: Any) -> None:
        """What MkDocs' `Page.render` does: gives a page what its Markdown is converted to."""
        name = self._converted(page.file, page.markdown)
        kept = self._kept.get(name)
        if kept and all(self._links.leads(uri) == to for uri, to in kept[0]["links"]):
            page.content = kept[1]
            _restore(page, self._links, kept[0])
            return
        said = self._said.count
        self._links.noted = {}
        _render(page, config, self._links)
        if self._said.count == said:
            self._kept.put(name, _taken(page, self._links), page.content)

    @event_priority(-100)
    def on_env(self, env: Any, config: Any, files: Any) -> Any:
        """Has the templates filled that were not kept; gives an environment that knows those that were."""
        if not self._is_fit:
            return env
        found = files.documentation_pages()
        site = Site(config, self._nav, found)

        def context(page: Any) -> Any:
            return mkdocs_build.get_context(self._nav, found, config, page)

        names = {file: site.filled(_template(file.page), context(file.page)) for file in found}
        self._templates = templates = _Templates(env, config.theme.static_templates, self._kept, self._said, names)

        def fill(file: Any) -> None:
            page = file.page
            page.active = True
            template = templates.get_template(_template(page))
            template.render(config.plugins.on_page_context(context(page), page=page, config=config, nav=self._nav))
            page.active = False

        sizes = {file: len(file.page.content) for file, name in names.items() if name not in self._kept}
        self._ahead(sizes, len(found), fill)
        return templates

    @event_priority(100)
    def on_page_context(self, _context: Any, page: Any, **_: Any) -> None:
        """Before the search looks at the page."""
        if self._is_fit:
            self._templates.begin(page, self._index)

    @event_priority(-200)
    def on_post_build(self, **_: Any) -> None:
        """Lets go of what this build had no use for."""
        if self._is_fit:
            self._fronts.keep()
            self._kept.sweep()

    def _ahead(self, sizes: dict[Any, int], total: int, make: Callable[[Any], None]) -> None:
        """Has several processes make each of what is missing, `sizes` being how large each is, and keep it."""
        is_worth_it = len(sizes) > FEW and _processes() > 1
        step(self._counter, total - len(sizes) if is_worth_it else total)
        if not is_worth_it:
            return
        shares: list[list[Any]] = [[] for _ in range(_processes())]
        loads = [0] * len(shares)
        for one in sorted(sizes, key=sizes.__getitem__, reverse=True):
            lightest = loads.index(min(loads))
            shares[lightest].append(one)
            loads[lightest] += sizes[one] + 1000

        def work(share: list[Any]) -> None:
            for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
                logger.handlers = [logging.NullHandler()]
            try:
                for one in share:
                    make(one)
                    step(self._counter)
            except Exception:  # the round comes upon it again, and tells
                _LOG.debug("stopped", exc_info=True)

        import multiprocessing  # seldom needed

        fork = multiprocessing.get_context("fork")
        working = [fork.Process(target=work, args=(share,)) for share in shares]
        for process in working:
            process.start()
        for process in working:
            process.join()
        self._kept.look()


def _processes() -> int:
    """How many at once: one where a process can't soundly be forked."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _edition() -> str:
    """What is built beside other things: each keeps its own pages."""
    share, edition = read(os.environ.get(SHARE, "1/1")), "offline" if os.environ.get("OFFLINE") == "true" else "hosted"
    return edition if share.is_whole else f"{edition}-{share.number}-of-{share.of}"


def _template(page: Any) -> str:
    return str(page.meta.get("template", "main.html"))


class _Said:
    """Counts the warnings. A plain build tells the same: whatever led to one must be done again."""

    def __init__(self) -> None:
        self.count = 0
        self._make = logging.getLogRecordFactory()

    def __call__(self, *arguments: Any, **options: Any) -> logging.LogRecord:
        record = self._make(*arguments, **options)
        self.count += record.levelno >= logging.WARNING
        return record


class _Fronts:
    """The front matter of all pages, each read once and kept together under one name."""

    def __init__(self, kept: Kept, settings: str) -> None:
        self._kept, self._name = kept, digest("fronts", settings)
        found = kept.get(self._name)
        self._known: dict[str, Any] = found[0] if found else {}
        self._met: dict[str, Any] = {}

    def read(self, text: str) -> tuple[str, dict[str, Any]]:
        """A page's Markdown and its front matter. What stands before the Markdown says all of the latter."""
        end = text.find("\n---\n", 3) + 5
        while text.startswith("\n", end):
            end += 1
        front = text[:end] if end > 4 else ""
        known = self._met.get(front, self._known.get(front))
        if known is not None:
            self._met[front] = known
            return text[end:], copy.deepcopy(known)
        body, data = meta.get_data(text)
        if front and text[end:] == body and is_plain(data):
            self._met[front] = copy.deepcopy(data)
        return body, data

    def keep(self) -> None:
        """Keeps what was met in this build."""
        if self._met != self._known:
            self._kept.put(self._name, self._met, "")


class _Links:
    """The site's files, looked up once; notes each path that was looked for."""

    def __init__(self, files: Any) -> None:
        self.find = cache(files.get_file_from_path)
        self.leads = cache(self._leads)
        self.noted: dict[str, None] = {}

    def get_file_from_path(self, uri: str) -> Any:
        self.noted[uri] = None
        return self.find(uri)

    def _leads(self, uri: str) -> list[str]:
        """What a link to this path leads to; nothing if there is no such file."""
        file = self.find(uri)
        return [file.src_uri, file.url, file.inclusion.name] if file else []


def _taken(page: Any, links: _Links) -> dict[str, Any]:
    anchors = {file.src_uri: found for file, found in (page.links_to_anchors or {}).items()}
    return {
        "toc": contents(page.toc),
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids),
        "to anchors": None if page.links_to_anchors is None else anchors,
        "links": [[uri, links.leads(uri)] for uri in links.noted],
    }


def _restore(page: Any, links: _Links, kept: dict[str, Any]) -> None:
    page.toc = TableOfContents(_items(kept["toc"]))
    if page.toc.items:
        page.toc.items[0].active = True
    page._title_from_render = kept["title"]
    page.present_anchor_ids = set(kept["anchors"])
    if kept["to anchors"] is not None:
        page.links_to_anchors = {links.find(uri): to for uri, to in kept["to anchors"].items()}


def _items(toc: Sequence[Any]) -> list[AnchorLink]:
    items = []
    for title, anchor, level, inner in toc:
        items.append(AnchorLink(title, anchor, level))
        items[-1].children = _items(inner)
    return items


def _once_made(make: Callable[..., markdown.Markdown]) -> Callable[..., markdown.Markdown]:
    """One converter for all pages: to make one takes longer than to reset it."""
    made: list[markdown.Markdown] = []

    def converter(**options: Any) -> markdown.Markdown:
        if not made:
            made.append(make(**options))
        return made[0].reset()

    return converter


class _Templates:
    """An environment whose templates are filled only where what they are filled with was not kept."""

    def __init__(self, env: Any, static: Container[str], kept: Kept, said: _Said, names: dict[Any, str]) -> None:
        self._env, self._static, self._kept, self._said, self._names = env, static, kept, said, names

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def begin(self, page: Any, index: _Index) -> None:
        """A page is to be filled; gives the index what it added before."""
        self._page, self._index, self._begin = page, index, self._said.count
        self._found = self._kept.get(self._names[page.file])
        index.kept = self._found[0] if self._found else None

    def get_template(self, name: str) -> Any:
        if name in self._static:
            return self._env.get_template(name)
        return SimpleNamespace(render=lambda context: self._filled(name, context))

    def _filled(self, template: str, context: Any) -> str:
        if self._found:
            return self._found[1]
        text = str(self._env.get_template(template).render(context))
        if self._said.count == self._begin:
            self._kept.put(self._names[self._page.file], self._index.added, text)
        return text


class _Index:
    """The search's index: notes what each page adds to it, or is given what it added before."""

    def __init__(self, index: Any = None) -> None:
        self._index = index
        self.kept: Any = None
        """What the next page added before; None if that is to be found out."""
        self.added: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)

    def add_entry_from_context(self, page: Any) -> None:
        begin = len(self._index.entries)
        if self.kept is None:
            self._index.add_entry_from_context(page)
        else:
            self._index.entries += self.kept
        self.added = self._index.entries[begin:]
