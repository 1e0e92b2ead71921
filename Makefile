# Every command a developer types. `make demo` and `make test` do their own set-up.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
export TONGPIN_HOME ?= $(CURDIR)/var
export PYTHONUTF8 := 1

.PHONY: demo test lint types contracts unit thresholds bench messages lock clean

# A bare machine has Python but not always venv; root may install it, others are told its name.
$(VENV)/.run: requirements/build.lock requirements/run.lock pyproject.toml
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { \
	  echo "python3-venv is missing; installing it (needs root)"; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends $(notdir $(PYTHON))-venv; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --require-hashes -r requirements/build.lock -r requirements/run.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	$(BIN)/pip install -q --require-hashes -r requirements/dev.lock
	@touch $@

messages: $(VENV)/.run
	@for d in $$(find src -type d -name locale); do $(BIN)/pybabel -q compile -D django -d $$d 2>/dev/null || exit 1; done

demo: $(VENV)/.run messages        ## sample bureau on http://127.0.0.1:8000
	$(BIN)/tongpin demo

test: lint types contracts unit    ## everything CI runs

lint: $(VENV)/.dev
	$(BIN)/ruff check src tests $(wildcard bench)
	$(BIN)/ruff format --check src tests $(wildcard bench)

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

unit: $(VENV)/.dev messages
	$(BIN)/pytest -n 2 --durations=12 --cov --cov-report=term:skip-covered

thresholds: $(VENV)/.dev           ## parts that must be covered whole, after runs on both databases
	$(BIN)/python -m tests.thresholds

bench: $(VENV)/.dev messages
	$(BIN)/python -m bench

lock:                              ## renew the locks (needs uv)
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements/dev.lock
	uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -c requirements/dev.lock -o requirements/run.lock

clean:
	rm -rf $(VENV) coverage .coverage
