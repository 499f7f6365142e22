# Nothing but Python (3.11 or newer) and make has to be on the machine.
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench lighthouse chaos screenshots texts migration clean
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do \
		printf '  make %-12s%s\n' "$$name" "$$what"; done

run: $(VENV)/ready-to-run ## start PinMyCal with a demo host, a stand-in for Zoom and a mailbox; Ctrl-C stops it
	@exec $(BIN)/python -m sandbox.run

test: $(VENV)/ready-to-test ## run the whole test suite; what this machine lacks is skipped, and said
	@$(BIN)/pytest -n auto $(ONLY)

lint: $(VENV)/ready-to-test ## check style, layout and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/ready-to-test ## lay the code out, and mend what can be mended by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/ready-to-test ## measure what has to be quick
	@set -e; for file in benchmarks/*.py; do \
		echo "$$file"; $(BIN)/python -m "benchmarks.$$(basename "$$file" .py)"; done

lighthouse: $(VENV)/ready-to-test benchmarks/lighthouse/node_modules ## measure the pages of participants as a phone sees them (needs npm and a browser)
	@$(BIN)/python -m benchmarks.lighthouse

screenshots: $(VENV)/ready-to-test ## take pictures of every page into screenshots/, and those of the docs (needs `npm ci`)
	@mkdir -p screenshots
	@$(BIN)/python -m docs.screenshots

chaos: $(VENV)/ready-to-test ## random lives of appointments while the parts are killed: make chaos RUNS=200 SEED=1
	@RUNS="$(RUNS)" SEED="$(SEED)" $(BIN)/python -m benchmarks.chaos

TEXTS := pinmycal/translations
texts: $(VENV)/ready-to-test ## collect all texts for translators; with a language, begin or renew its catalogue: make texts l=de
	@mkdir -p $(TEXTS)
	@$(BIN)/pybabel -q extract -F pyproject.toml -k _l -c translators: --no-location --project PinMyCal -o $(TEXTS)/messages.pot .
	@if [ -n "$(l)" ]; then \
		if [ -d $(TEXTS)/$(l) ]; then do=update; else do=init; fi; \
		$(BIN)/pybabel -q $$do -i $(TEXTS)/messages.pot -d $(TEXTS) -l $(l) && \
		$(BIN)/pybabel -q compile -d $(TEXTS) -l $(l); fi

migration: $(VENV)/ready-to-run ## draft a migration from the models: make migration m="what it does"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="…"'; exit 1; }
	@PINMYCAL_ENV=development $(BIN)/flask --app wsgi db upgrade
	@PINMYCAL_ENV=development $(BIN)/flask --app wsgi db migrate -m "$(m)" \
		--rev-id "$$(printf %04d $$(($$(ls migrations/versions/*.py | wc -l) + 1)))"

benchmarks/lighthouse/node_modules: benchmarks/lighthouse/package-lock.json node_modules/htmx.org
	@npm ci --prefix benchmarks/lighthouse --ignore-scripts --no-audit --no-fund
	@touch $@

node_modules/htmx.org:
	@npm ci --ignore-scripts --no-audit --no-fund

clean: ## remove .venv, caches and what `make run` keeps under instance/
	rm -rf .venv .venv-* instance node_modules benchmarks/lighthouse/node_modules screenshots .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/ready-to-run: requirements.txt requirements-run.txt | $(BIN)/python
	@echo "Installing what PinMyCal needs into $(VENV) …"
	@$(INSTALL) -r requirements-run.txt
	@touch $@

$(VENV)/ready-to-test: requirements-dev.txt $(VENV)/ready-to-run
	@echo "Installing what the tests and checks need into $(VENV) …"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

$(BIN)/python:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$python …"; \
			$$python -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; \
			exit 0; \
		fi; \
	done; \
	echo "PinMyCal needs Python 3.11 or newer, and there is no python3 of that kind here." >&2; exit 1
