# Plain make: works with GNU make 3.81 and later and with BSD make.
# Variables to change on the command line: PYTHON=python3.12, PORT=8001, JOBS=4, ARGS="-k packet".

PYTHON = python3
PORT = 8000
JOBS = 2
ARGS =

VENV = .venv
PY = $(VENV)/bin/python
# Written last, so that a setup that was interrupted is done again, and a second run is instant.
STAMP = $(VENV)/.setup-done
# The parts of the project that exist.
CODE = $$(for part in app.py referral search_index seed tests bench; do if [ -e $$part ]; then echo $$part; fi; done)

.PHONY: help setup run test test-all lint format bench lock clean

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP) ## Make the environment in .venv from requirements.lock
	@:

$(STAMP): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Handoff needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)."; \
	  echo "Install one, or name one that you have: make setup PYTHON=python3.12"; \
	  exit 1; }
	@echo "Setting up $(VENV) (about a minute with pip, seconds with uv) ..."
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$$(command -v $(PYTHON))" $(VENV) && \
	  uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock && \
	  uv pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .; \
	else \
	  $(PYTHON) -m venv $(VENV) && \
	  $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $(STAMP)

run: setup ## Load the demo community if the database is empty and serve on http://127.0.0.1:8000
	@$(PY) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null || { \
	  echo "Port $(PORT) of 127.0.0.1 cannot be used; most often another program has it, or Handoff runs already."; \
	  echo "Name another one: make run PORT=8001"; \
	  exit 1; }
	@FLASK_DEBUG=0 $(PY) -m flask setup --demo
	@echo "Handoff is at http://127.0.0.1:$(PORT) (stop it with Ctrl-C)"
	@FLASK_DEBUG=0 $(PY) -m waitress --listen=127.0.0.1:$(PORT) --call app:create_app

test: setup ## Run the tests, without the slow and the browser ones
	@$(PY) -m pytest -n $(JOBS) $(ARGS)

test-all: setup ## Run every test, the slow and the browser ones too
	@$(PY) -m pytest -n $(JOBS) -m "" $(ARGS)

lint: setup ## Check style, types, import arrows and what the repository holds
	@$(PY) -m ruff check $(CODE)
	@$(PY) -m ruff format --check $(CODE)
	@$(PY) -m mypy $(CODE)
	@$(PY) -m pytest -q $$(ls tests/test_architecture.py tests/test_repository.py tests/test_docs.py 2>/dev/null)

format: setup ## Put the code in the project's format
	@$(PY) -m ruff check --select I --fix $(CODE)
	@$(PY) -m ruff format $(CODE)

bench: setup ## Measure: all benchmarks, or one with ARGS=name
	@$(PY) -m bench $(ARGS)

lock: ## Resolve the newest allowed versions into requirements.lock (needs uv)
	@command -v uv >/dev/null 2>&1 || { echo "make lock needs uv: python3 -m pip install uv"; exit 1; }
	uv pip compile pyproject.toml --universal --python-version 3.11 --upgrade \
	  --extra dev --extra browser --extra postgres --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --annotation-style line \
	  --custom-compile-command "make lock" --quiet --output-file requirements.lock

clean: ## Remove the environment and the caches; the database in instance/ stays
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
