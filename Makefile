# Two commands do everything: `make all` makes the editions of source/, `make test` runs every check.
# Each first brings what is missing: system packages, .venv, locked packages (tools/setup.py).

BIN := .venv/bin

# The first Python on PATH that is new enough; one of a virtual environment stands for the one that made it.
NEW_ENOUGH := import sys; sys.version_info < (3, 11) and sys.exit(1); print(sys._base_executable)
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c '$(NEW_ENOUGH)' 2>/dev/null && break; done)

# The pins are re-made for every platform and Python at once; no registry's address may get into them.
COMPILE := .tools/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-header --no-annotate --quiet $(UPGRADE)

# As many processes as cores; a file's tests stay together, since they share what is slow to make.
SIDE_BY_SIDE := --numprocesses auto --dist loadfile

.PHONY: help all test proof bench lock clean runtime-environment test-environment
.DEFAULT_GOAL := help

help: ## show this
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

all: runtime-environment ## make every edition of every article in source/, into dist/
	@$(BIN)/pubpipe all

test: test-environment ## run every check: style, types, layers, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

proof: test-environment ## run the long proofs and the long form of every test
	$(BIN)/python -m pytest --proof $(SIDE_BY_SIDE)

bench: runtime-environment ## compare with other tools, side by side; writes docs/benchmarks.md (takes about an hour)
	$(BIN)/python -m bench $(BENCH)

lock: ## re-make the pins in requirements/ and package-lock.json (UPGRADE=--upgrade takes newer versions)
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --require-hashes -r requirements/lock.txt
	$(COMPILE) --group setup -o requirements/setup.txt
	$(COMPILE) --group lock -o requirements/lock.txt
	$(COMPILE) pyproject.toml --extra cluster --extra mail --extra stores --group test -o requirements/test.txt
	$(COMPILE) --group bench -o requirements/bench.txt
	$(COMPILE) pyproject.toml -c requirements/test.txt -o requirements/runtime.txt
	npm install --package-lock-only
	@$(PYTHON) -m tools.npm_lock
	@! grep -n '://\|"resolved"' requirements/*.txt package-lock.json

clean: ## remove everything that can be made again: environments, caches, editions
	rm -rf .bench .venv .tools .pubpipe build node_modules src/*.egg-info
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find dist -mindepth 1 ! -name README.md -delete
	find src styles tests tools -name __pycache__ -prune -exec rm -rf {} +

runtime-environment test-environment: %-environment:
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 || { \
	  echo "set-up: pubpipe needs Python 3.11 or newer, and $(or $(PYTHON),PATH) has none. Install one (Debian and" \
	    "Ubuntu: apt-get install python3) or name one: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@"$(PYTHON)" -m tools.setup $*
