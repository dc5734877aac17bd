# Two commands for a stranger: `make map` builds the map, `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# the tests are compiled once and not in every worker of every run, whatever the shell says
unexport PYTHONDONTWRITEBYTECODE

QUICK := not browser and not qgis and not slow and not server

.PHONY: map test quick coverage mutate lowest docs imports check lint lint-js format bench lock clean

map: $(VENV)/.map
	$(BIN)/geokz build --out maps

test: $(VENV)/.test lint
	$(BIN)/geokz check
	$(BIN)/pytest -n auto --dist worksteal

# everything that needs no browser, no QGIS and no server, builds nothing and starts no Python: a minute on two cores
quick: $(VENV)/.test
	$(BIN)/pytest -n auto --dist worksteal --hypothesis-profile=quick -m "$(QUICK)"

# how much of the package the quick tests run, and which lines they do not
coverage: $(VENV)/.test
	$(BIN)/pytest -n auto --dist worksteal --hypothesis-profile=quick -m "$(QUICK)" --cov --cov-report=term-missing:skip-covered

# do the tests notice small faults? (hours with --all)
mutate: $(VENV)/.test
	$(BIN)/python scripts/mutate.py

# the lowest versions that pyproject.toml allows, in an environment of their own; old versions may call others in old ways
lowest: $(BIN)/python
	$(PYTHON) scripts/lowest.py > $(VENV)/lowest.txt
	$(PYTHON) -m venv $(VENV)/lowest
	$(VENV)/lowest/bin/pip install --quiet --disable-pip-version-check --constraint $(VENV)/lowest.txt --editable '.[test]'
	$(VENV)/lowest/bin/pytest -n auto --dist worksteal -p no:cacheprovider -W ignore::DeprecationWarning -W ignore::FutureWarning -m "not browser and not qgis and not server"

# the documentation, in build/site; a warning is an error
docs: $(VENV)/.test
	$(BIN)/python -m sphinx --fail-on-warning --keep-going -q -b html -d build/doctrees docs build/site
	@echo "Open build/site/index.html in a browser."

# who imports whom, and whether every arrow points down
imports: $(VENV)/.test
	$(BIN)/python scripts/draw_imports.py

check: $(VENV)/.map
	$(BIN)/geokz check

lint: $(VENV)/.test lint-js
	$(BIN)/ruff check src tests scripts
	$(BIN)/ruff format --check src tests scripts
	$(BIN)/mypy
	$(BIN)/lint-imports

# the page's JavaScript: form, rules and types
ifeq ($(shell command -v npm),)
lint-js:
	@echo "npm is not here, so the page's JavaScript is not checked"
else
lint-js: node_modules/.package-lock.json
	npm run --silent lint

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --silent --no-audit --no-fund
	touch $@
endif

format: $(VENV)/.test
	$(BIN)/ruff check --fix src tests scripts
	$(BIN)/ruff format src tests scripts

bench: $(VENV)/.test
	$(BIN)/python scripts/bench/build_time.py
	$(BIN)/python scripts/bench/time_layer.py
	$(BIN)/python scripts/bench/gazetteer.py

# exact versions and hashes for those who build the committed maps; ranges for everybody else stand in pyproject.toml
lock: $(BIN)/python
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install --quiet --disable-pip-version-check uv
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra test --extra docs --output-file requirements-test.lock

LOCK := $(VENV)/lock/bin/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate \
	--python-version 3.11.7 --group build pyproject.toml

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis build dist

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("geokz needs Python 3.11 or newer; name one with PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# what is installed are the files whose hashes the lock has, from wherever pip is told to take them
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

$(VENV)/.map: $(BIN)/python pyproject.toml requirements.lock
	$(PIP) --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: $(VENV)/.map requirements-test.lock
	$(PIP) --require-hashes --requirement requirements-test.lock
	touch $@
