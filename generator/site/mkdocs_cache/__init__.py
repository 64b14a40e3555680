"""The page cache of MkDocs: a build reuses the pages that earlier builds made.

MkDocs still does the build, in a process that takes jobs (`__main__`). Only three steps are cached, by a digest of
everything that they depend on (`cache_keys`): the conversion of a page's Markdown, the rendering of its template, its
entries in the search index. Before MkDocs converts, and before it renders, worker processes make the pages that are
missing in the cache. If a worker fails, MkDocs makes its pages.

A page with warnings is not cached, so that it warns again. A converted page is cached with the targets of its links,
and is converted again if one of them changes. With versions, plugins, hooks or extensions that were not tested, a log
line gives the reason, and the build is a plain one. A build can stay in memory, to render single pages again
(`kept_build`). Unchanged files of the last site are linked into the new one (`unchanged_files`).

To remove the cache, delete this folder and its tests (`tests/site/test_mkdocs_cache*.py`, `test_kept_build.py` and
`test_unchanged_files.py`), and in `generator/site/engines.py` the import of `MODULE` and the lines of `worker_command`
but `return None`. Every build is then a plain one. `worker_command`, the worker of `engine_run.Engine`, and `JOB` in
`benchmarks/build.py` are unused then.
"""

MODULE = "generator.site.mkdocs_cache"
"""The module to run as the process."""
