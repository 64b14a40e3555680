# `make site` and `make test` do all the set-up they need; everything lands in .venv.

.DEFAULT_GOAL := help
SHELL := /bin/bash
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet install

# A moved or removed Python leaves a .venv that can't run: then the set-up is begun anew.
ifneq ($(shell .venv/bin/python -c 'print("ok")' 2>/dev/null),ok)
.PHONY: .venv/.site
endif

.PHONY: help site offline serve check test screenshots pictures lighthouse weight kills bench search fuzz lock clean

help:
	@echo "make site      check the data, build the site, say which page to open"
	@echo "make offline   a folder and a zip that open without a network"
	@echo "make serve     the site while you work on it"
	@echo "make check     every fault of the data"
	@echo "make test      every test, with all they need"
	@echo "make screenshots pictures of every sort of page, light, dark, on a phone and printed"
	@echo "make pictures  the README's and CONTRIBUTING's pictures of the site, taken anew"
	@echo "make lighthouse  Lighthouse's scores for four pages, on a phone and on a desk (needs Node 20 or newer)"
	@echo "make weight    what each page brings over the wire at its first view"
	@echo "make kills     kills 100 runs of generate and of build at random moments; nothing may be lost"
	@echo "make bench     how fast the loader and the whole build are, beside others"
	@echo "make search    what a search loads and how long it takes on a site of 1,000 pages (PAGES=10000: of more)"
	@echo "make fuzz      100,000 damaged inputs through the loader and the check"
	@echo "make lock      lock the dependencies anew, after a change in pyproject.toml"
	@echo "make clean     remove what was made here"

site: .venv/.site
	@.venv/bin/briefing build

offline: .venv/.site
	@.venv/bin/briefing build --offline

serve: .venv/.site
	@.venv/bin/briefing serve

check: .venv/.site
	@.venv/bin/briefing check

test: .venv/.test
	@tests/support/browser.sh
	@tests/support/book.sh
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest -n auto -q

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

# All sides by turns in one run: what counts is the ratio. PEERS=--peers measures the other engines too.
bench: .venv/.test
	@PYTHONPATH=tests .venv/bin/python benchmarks/load.py
	@.venv/bin/python benchmarks/build.py $(PEERS)
	@.venv/bin/python benchmarks/report.py

search: .venv/.test
	@tests/support/browser.sh
	@PYTHONPATH=tests .venv/bin/python benchmarks/search.py $(or $(PAGES),1000)

fuzz: .venv/.test
	@FUZZ=100000 .venv/bin/pytest tests/loading/test_fuzz.py -q -s

# The stamp is written last: an interrupted set-up is gone through again.
.venv/.site: requirements/site.txt pyproject.toml requirements/venv.sh
	@requirements/venv.sh
	@$(PIP) --require-hashes -r requirements/site.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: requirements/test.txt .venv/.site
	@$(PIP) --require-hashes -r requirements/test.txt
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

clean:
	@if [ -x .venv/bin/briefing ]; then .venv/bin/briefing clean; fi
	@rm -rf .venv .cache
