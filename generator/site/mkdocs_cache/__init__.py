"""MkDocs' own build, quicker: what an earlier build made is kept, and what must be made is made by several processes.

    python -m generator.quick build ...       takes what `mkdocs` takes

MkDocs does the build. Only where it converts a page's Markdown, fills a page's template and cuts a page up for the search,
what was kept is given back; it is kept by a digest of all that it follows from (`follows`). Before each of the two rounds
over all pages, processes of this one make and keep what is missing, so that the round itself finds it. If they fail, the
round does their work.

A page that warned is not kept, so that it warns again. Of a page's links it is kept what they led to: a page whose links lead
elsewhere, or nowhere, is converted anew. Nothing else leans on what MkDocs and its theme do inside. With versions, plug-ins,
hooks or extensions that were not tested, one line says so, and the build is the plain one.
"""
