# Every target creates .venv by itself; a fresh machine needs Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-ko check bench docs update clean

demo: .venv/installed
	@cd fixtures/demo/docs/how-small-models-learn && $(CURDIR)/$(BIN)/llmdoc-lint check --no-cache || test $$? -eq 1

test: .venv/tested
	$(BIN)/pytest

# With the extra `ko`, in an environment of its own: its morphology sees more.
test-ko: .venv-ko/installed
	.venv-ko/bin/pytest -q tests/test_particles.py tests/test_rules.py tests/test_corpus.py

check: .venv/checked
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pyright --warnings
	$(BIN)/llmdoc-lint check --no-cache README.md CHANGELOG.md CONTRIBUTING.md docs

bench: .venv/benched
	$(BIN)/python tests/bench/run.py
	$(BIN)/python tests/bench/recall.py
	cd tests && $(CURDIR)/$(BIN)/python -m bench.faults

# The rule pages, the configuration reference and the README's table, from the code.
docs: .venv/installed
	$(BIN)/python -m llmdoc_lint.docs .

# Rewrite the fixtures' expected results; review the diff.
update: .venv/tested
	$(BIN)/pytest -q tests/test_rules.py --update

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/tested: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

.venv/checked: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[check]'
	@touch $@

.venv/benched: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

.venv-ko/installed: pyproject.toml
	$(PYTHON) -m venv .venv-ko
	.venv-ko/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[ko,test]'
	@touch $@

clean:
	rm -rf .venv .venv-ko .mypy_cache .pytest_cache .ruff_cache .llmdoc-lint-cache
