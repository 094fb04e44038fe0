# Tawthiq: what one types. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-postgres check lint types rooms golden floors figures bench bench-dupes bench-link bench-serve bench-report bench-grow trust sbom audit bench-hostile fuzz compile pure clean system

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,browser,spark,pdf,docx,audit]'
	@touch $@

setup: $(STAMP)  ## create .venv and install everything

demo: $(STAMP)  ## run the main job on examples/ and say where the report is
	$(BIN)/tawthiq build examples --out demo-register
	@echo
	@echo "Arabic report:  $(CURDIR)/demo-register/report.ar.html"
	@echo "English report: $(CURDIR)/demo-register/report.en.html"

# The browser tests need Debian's Chromium and an Arabic face, Spark a Java runtime; without root they are skipped and say so.
system:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		missing=""; \
		command -v chromium >/dev/null || missing="$$missing chromium"; \
		fc-list 2>/dev/null | grep -qi 'noto.*arabic' || missing="$$missing fonts-noto-core"; \
		fc-list 2>/dev/null | grep -qi amiri || missing="$$missing fonts-hosny-amiri"; \
		ldconfig -p | grep -q libpangoft2 || missing="$$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"; \
		command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
		command -v java >/dev/null || missing="$$missing default-jre-headless"; \
		if [ -n "$$missing" ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi; \
	fi

test: $(STAMP) system  ## install what the tests need and run them all
	$(BIN)/python -m pytest -n 2

# Every test that opens a workbench asks tests/databases.py where (a test holds that); a server of its own on a local port, stopped
# when they are done; PostgreSQL does not run as root.
OFFICES = tests/workbench $(shell grep -rlE 'tests\.(databases|cli\.processes|browser\.serving|faults\.works)' tests --include='test_*.py' | sort)
PG := /usr/lib/postgresql/15/bin
PG_RUN := $(if $(filter 0,$(shell id -u)),runuser -u postgres --,)
test-postgres: $(STAMP) system  ## install PostgreSQL 15 from Debian, start it on a local port, run on it every test that opens a workbench
	@if [ ! -x $(PG)/initdb ] && [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-15 >/dev/null; fi
	@set -e; data=$$(mktemp -d); [ "$$(id -u)" != 0 ] || chown postgres "$$data"; \
	$(PG_RUN) $(PG)/initdb -D "$$data/db" -A trust -U postgres >/dev/null; \
	$(PG_RUN) $(PG)/pg_ctl -w -D "$$data/db" -o "-p 54329 -k $$data -c listen_addresses=127.0.0.1" -l "$$data/log" start >/dev/null; \
	trap '$(PG_RUN) $(PG)/pg_ctl -D "'$$data'/db" -m fast stop >/dev/null; rm -rf "'$$data'"' EXIT; \
	TAWTHIQ_TEST_POSTGRES=postgresql://postgres@127.0.0.1:54329 $(BIN)/python -m pytest -n 2 $(OFFICES)

lint: $(STAMP)
	$(BIN)/ruff format --check tawthiq tests bench scripts
	$(BIN)/ruff check tawthiq tests bench scripts

types: $(STAMP)
	$(BIN)/mypy

rooms: $(STAMP)
	$(BIN)/lint-imports

check: lint types rooms test  ## ruff, mypy --strict, import-linter, tests

golden: $(STAMP)  ## rewrite tests/golden from what the examples give now; read the diff
	$(BIN)/python -m pytest tests/golden --update-golden

floors: $(STAMP)  ## raise the floors of tests/evaluation to the present figures; refuses to lower one
	$(BIN)/python -m tests.evaluation.pin

figures: $(STAMP)  ## write the present figures into the README
	$(BIN)/python -m tests.evaluation.readme

$(VENV)/.bench: pyproject.toml $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

bench: $(VENV)/.bench  ## measure speed and memory beside other tools; writes bench/RESULTS.md
	$(BIN)/python -m bench

bench-dupes: $(STAMP)  ## measure how edited copies are found at 10k, 100k and 1M reports; writes bench/NEAR_COPIES.md
	$(BIN)/python -m bench.near_copies

bench-link: $(VENV)/.bench  ## measure linking at 10,000 to 1,000,000 accounts beside its peers; writes bench/RESULTS-link.md
	$(BIN)/python -m bench.linking

bench-serve: $(STAMP)  ## measure how fast the workbench answers at 100,000 incidents; writes bench/RESULTS-serve.md
	$(BIN)/python -m bench.serving

bench-grow: $(STAMP)  ## measure build, memory, disk and the workbench at 10,000 to 1,000,000 short statements (hours); writes bench/RESULTS-grow.md
	$(BIN)/python -m bench.growing

bench-report: $(STAMP)  ## measure the report on a period at 1,000 and 10,000 incidents; writes bench/RESULTS-report.md
	$(BIN)/python -m bench.reporting

trust: $(STAMP) $(VENV)/.fuzz system  ## kill, fill, cut and rot 200 times each, twenty people for ten minutes, fuzz for an hour; writes bench/TRUST.md
	$(BIN)/python -m bench.trust

sbom: $(STAMP)  ## write sbom.json (CycloneDX), the bill of what is installed; asks nobody
	$(BIN)/cyclonedx-py environment $(BIN)/python --of JSON -o sbom.json

audit: $(STAMP)  ## look the installed packages up among known weaknesses; asks PyPI
	$(BIN)/pip-audit --local --skip-editable

bench-export: $(STAMP)  ## measure every export at 1,500 and 15,000 incidents; writes bench/RESULTS-export.md
	$(BIN)/python -m bench.exporting

$(VENV)/.fuzz: pyproject.toml $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	@touch $@

bench-hostile: $(STAMP)  ## measure how extraction grows on the worst texts
	$(BIN)/python -m bench.hostile

fuzz: $(VENV)/.fuzz  ## fuzz every reader, grammar and export for a minute each (docs/hostile-input.md)
	$(BIN)/python -m bench.fuzz --seconds 60

# Three minutes of a processor: mypyc writes the C, the compiler of the machine (gcc, Python's headers) does the rest.
compile: $(STAMP)  ## compile reading to C in this checkout: the same results, nearly twice as fast; after a change of it `make pure`
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .

pure:  ## take `make compile` back
	rm -f tawthiq/extract/*.so tawthiq/extract/*/*.so tawthiq/text/*.so tawthiq/domain/*.so tawthiq/knowledge/*.so ./*__mypyc*.so $(VENV)/lib/python3*/site-packages/*__mypyc*.so

clean:  ## remove what make demo and the tools wrote
	rm -rf demo-register .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
