# Every command a developer types. `make demo` and `make test` do their own set-up.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
export TONGPIN_HOME ?= $(CURDIR)/var

.PHONY: demo test lint types contracts unit bench messages lock clean

$(VENV)/.run: requirements/run.lock pyproject.toml
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	  echo "python3-venv is missing; installing it (needs root)"; \
	  apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }
	$(BIN)/pip install -q --require-hashes -r requirements/run.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e . || $(BIN)/pip install -q --no-deps -e .
	touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	$(BIN)/pip install -q --require-hashes -r requirements/dev.lock
	touch $@

messages: $(VENV)/.run
	@for d in $$(find src -type d -name locale); do $(BIN)/pybabel -q compile -D django -d $$d 2>/dev/null || exit 1; done

demo: $(VENV)/.run messages        ## sample bureau on http://127.0.0.1:8000
	$(BIN)/tongpin demo

test: lint types contracts unit    ## everything CI runs

lint: $(VENV)/.dev
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

unit: $(VENV)/.dev messages
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered

bench: $(VENV)/.dev messages
	$(BIN)/python -m bench

lock:                              ## renew the locks (needs uv)
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements/dev.lock
	uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -c requirements/dev.lock -o requirements/run.lock

clean:
	rm -rf $(VENV) coverage .coverage
