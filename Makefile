# Every target sets up what it needs; none asks for an account or a network service beyond the package index.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
# Processes for the tests, each with a database of its own: one more than there are cores, as some wait.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
PYTEST := $(BIN)/python -m pytest --maxprocesses 8 --dist worksteal

# Without bytecode every process of the tests compiles all that it reads, and pytest rewrites every test again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install demo test test-postgres check types rules models e2e faults bench lock translations

install: .venv/ready

.venv/ready: requirements/dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

translations: install
	@$(BIN)/python tools/translations.py compile

demo: translations
	@PORT=$(PORT) $(BIN)/python manage.py demo

# Without an address of PostgreSQL, even where one stands in the environment.
test: translations
	DATABASE_URL= $(PYTEST) --numprocesses $(WORKERS)

test-postgres: translations
	DATABASE_URL=$(DATABASE_URL) $(PYTEST) --numprocesses $(WORKERS)

check: types rules

types: install
	$(BIN)/mypy

rules: translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python tools/deploy_check.py
	$(BIN)/python tools/translations.py check

# What test databases begin as; the tests make it themselves where it is missing.
models: install
	DATABASE_URL= $(BIN)/python -m tests.model
	DATABASE_URL=$(DATABASE_URL) $(BIN)/python -m tests.model

# Each process opens a house for each file that it has tests of: so of few.
e2e: translations
	DATABASE_URL= $(PYTEST) --numprocesses auto -m e2e tests/e2e

faults: translations
	DATABASE_URL=$(DATABASE_URL) $(BIN)/python -m pytest -m faults -s tests/faults tests/architecture

bench: translations
	$(BIN)/python -m bench

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -o requirements/base.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header -c requirements/base.txt -o requirements/dev.txt
