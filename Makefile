# Two commands do everything on a fresh machine with Python 3.11+, make and git: 'make demo' and 'make test'.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
S11 := $(BIN)/s11

.PHONY: help demo test lint docs schemas bench wheel clean

help:  ## what there is to make
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/made: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "s11 needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/made-dev: $(VENV)/made requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: $(VENV)/made  ## the main job on real plans and on invented ones: lint, status, reports, a briefing, sites in build/
	@PYTHON=$(BIN)/python sh docs/demo.sh $(S11)

test: $(VENV)/made-dev  ## every test, on every core
	$(BIN)/python -m pytest -n auto --dist worksteal

$(VENV)/made-lint: $(VENV)/made-dev requirements-lint.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-lint.txt
	@touch $@

lint: $(VENV)/made-lint  ## the code's own style and types
	$(BIN)/ruff format --check s11 tests benchmarks docs
	$(BIN)/ruff check s11 tests benchmarks docs
	$(BIN)/mypy
	$(BIN)/basedpyright --level error

docs: $(VENV)/made-dev schemas  ## docs and schemas that the code makes
	$(S11) explain --all > docs/rules.md
	$(S11) explain --words > docs/glossary.md
	$(S11) fields > docs/format.md
	$(BIN)/python docs/man_page.py
	$(S11) fields --file standards > docs/standards.md
	$(S11) fields --file assessment > docs/assessment.md
	$(BIN)/python docs/screens.py

schemas: $(VENV)/made
	@for name in plan assessment standards bodies status due list changes lint history life lists export coverage responses questions; do $(S11) schema $$name > schemas/$$name.schema.json; done

bench: $(VENV)/made-dev  ## how fast, as ratios within one run
	$(BIN)/python benchmarks/cold.py
	$(BIN)/python benchmarks/history.py
	$(BIN)/python benchmarks/site.py

wheel: $(VENV)/made-dev  ## a wheel in dist/
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist
