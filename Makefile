# Every target is one line that also runs in CI unchanged; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo run test check format cases bench lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(VENV)/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 to 3.14 is needed and none was found"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(VENV)/ready ## the demo gmina's year of 2019, from import to statement, checked to the grosz
	$(BIN)/python -m gops demo

run: $(VENV)/ready ## the same, and stays up until Ctrl-C
	$(BIN)/python -m gops up --demo

test: $(VENV)/ready ## every test, on real PostgreSQL and real HTTP
	$(BIN)/python -m pytest -m 'not slow' -n 2 --dist loadfile
	$(BIN)/python -m pytest -m slow -n 2 --dist loadfile

check: $(VENV)/ready ## format, lint, types, import contracts, unit tests; fast
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m "not postgres" -n 2 --dist loadfile

format: $(VENV)/ready ## put the code in form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

cases: $(VENV)/ready ## worked cases of each family benefit, by kind
	$(BIN)/python -m tests.services.family_benefits.counting

bench: $(VENV)/ready ## every figure beside its ceiling from the same run
	$(BIN)/python -m tests.bench

lock: ## requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --extra embedded --extra dev -q -o requirements.lock pyproject.toml --custom-compile-command "make lock"
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 -q --constraint requirements.lock -o deploy/requirements.lock pyproject.toml --custom-compile-command "make lock"

clean: ## everything that was made here, the demo's databases included
	-@test -x $(BIN)/python && $(BIN)/python -m gops clean
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache
