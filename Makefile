# `make site` and `make test` do all the set-up they need, in .venv.

.DEFAULT_GOAL := help
SHELL := /bin/bash
unexport PYTHONDONTWRITEBYTECODE # without compiled modules every process of the tests compiles the generator again
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet install

# If Python was moved or removed, .venv can't run: then the set-up starts again.
ifneq ($(shell .venv/bin/python -c 'print("ok")' 2>/dev/null),ok)
.PHONY: .venv/.site
endif

.PHONY: help site offline serve check handbook test test-fast screenshots pictures lighthouse weight kills bench search fuzz lock clean

help:
	@echo "make site      check the data, build the site, print the page to open"
	@echo "make offline   build a folder and a zip that open without a network"
	@echo "make serve     serve the site and refresh it when a file is saved"
	@echo "make check     report every problem of the data"
	@echo "make handbook  build the handbook, print the page to open"
	@echo "make test      run every test, and install what they need"
	@echo "make test-fast  run the tests that need neither a browser nor an engine"
	@echo "make screenshots  take pictures of every kind of page: light, dark, on a phone, printed"
	@echo "make pictures  take the pictures of README and CONTRIBUTING again"
	@echo "make lighthouse  score four pages with Lighthouse, on a phone and on a desktop (needs Node 20 or newer)"
	@echo "make weight    measure the bytes of the first view of each page"
	@echo "make kills     kill 100 runs of generate and of build at random moments; nothing may be lost"
	@echo "make bench     measure the loader and the whole build, and compare them with others"
	@echo "make search    measure what a search loads and how long it takes on 1,000 pages (or PAGES=10000)"
	@echo "make fuzz      try 100,000 damaged records, and 2,000 damaged files of each other kind"
	@echo "make lock      lock the dependencies again, after a change in pyproject.toml"
	@echo "make clean     remove everything that make built"

site: .venv/.site
	@.venv/bin/briefing build

offline: .venv/.site
	@.venv/bin/briefing build --offline

serve: .venv/.site
	@.venv/bin/briefing serve

check: .venv/.site
	@.venv/bin/briefing check

handbook: .venv/.site
	@PYTHONPATH=tests .venv/bin/python -m support.handbook
	@NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --strict --quiet --config-file handbook/mkdocs.yml
	@echo "$(CURDIR)/handbook/site/index.html"

test: .venv/.test
	@tests/support/browser.sh
	@tests/support/firefox.sh
	@tests/support/book.sh
	@tests/support/npm.sh nu gitlab
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest -n auto --dist worksteal -q

test-fast: .venv/.test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest -n auto --dist worksteal -q -m "not browser and not slow"

screenshots: .venv/.test
	@tests/support/browser.sh
	@PYTHONPATH=tests .venv/bin/python -m support.pictures screenshots

pictures: .venv/.test
	@tests/support/browser.sh
	@PYTHONPATH=tests .venv/bin/python -m support.pictures pictures
	@PYTHONPATH=tests .venv/bin/python -m support.guide

lighthouse: .venv/.test .cache/lighthouse/.installed
	@tests/support/browser.sh
	@PYTHONPATH=tests .venv/bin/python tests/lighthouse

weight: .venv/.test
	@tests/support/browser.sh
	@PYTHONPATH=tests .venv/bin/python -m support.weight

kills: .venv/.test
	KILLS=100 .venv/bin/pytest tests/builds/test_interrupted.py -k killed_at_random -q -s

# Everything alternates in one run, because only ratios count. PEERS=--peers measures the other engines too.
bench: .venv/.test
	@PYTHONPATH=tests .venv/bin/python benchmarks/load.py
	@.venv/bin/python benchmarks/build.py $(PEERS)
	@.venv/bin/python benchmarks/report.py
	@.venv/bin/python benchmarks/engines.py --write

search: .venv/.test
	@tests/support/browser.sh
	@PYTHONPATH=tests .venv/bin/python benchmarks/search.py $(or $(PAGES),1000)

fuzz: .venv/.test
	@FUZZ=100000 .venv/bin/pytest tests/loading/test_fuzz.py -q -s
	@FUZZ=2000 .venv/bin/pytest tests/test_damaged_files.py -q

# The stamp is written last, so that an interrupted set-up runs again.
.venv/.site: requirements/site.txt pyproject.toml requirements/venv.sh
	@requirements/venv.sh
	@$(PIP) --require-hashes -r requirements/site.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: requirements/test.txt requirements/ftm.txt requirements/outlines.txt .venv/.site
	@$(PIP) --require-hashes -r requirements/test.txt
	@$(PIP) --require-hashes --no-deps --upgrade --target .venv/ftm -r requirements/ftm.txt
	@$(PIP) --require-hashes --no-deps --upgrade --target .venv/outlines -r requirements/outlines.txt
	@touch $@

.cache/lighthouse/.installed: tests/lighthouse/package-lock.json
	@mkdir -p $(@D) && cp tests/lighthouse/*.json $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# uv is used for locking only, because it locks for every platform and Python at once.
lock:
	@test -x .cache/lock/bin/uv || { python3 -m venv .cache/lock && .cache/lock/bin/pip -q install uv==0.13.9; }
	.cache/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra install pyproject.toml -o requirements/site.txt
	.cache/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra test -c requirements/site.txt pyproject.toml -o requirements/test.txt
	.cache/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-deps requirements/ftm.in -o requirements/ftm.txt
	.cache/lock/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-deps requirements/outlines.in -o requirements/outlines.txt

clean:
	@if [ -x .venv/bin/briefing ]; then .venv/bin/briefing clean; fi
	@rm -rf .venv .cache handbook/site
