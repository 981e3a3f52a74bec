# The commands of Fairlead; `make help` says what each does. The work is in tools/, in Python.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help python setup run test check bench format lock openapi clean

PORT ?= 8000
# The first Python that Fairlead runs on: the machine's usual one, else the newest beside it.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && echo $(name))))
ENVIRONMENT = $(PYTHON) tools/environment.py
VENV = .venv/bin

help: ## this list
	@echo "Fairlead: make COMMAND"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-10s %s\n", $$1, $$2 }'

run: python ## serve Fairlead with its demo on http://127.0.0.1:8000 (another port: make run PORT=8001)
	@$(PYTHON) tools/port.py "$(PORT)"
	@$(ENVIRONMENT) run
	@$(VENV)/python tools/assets.py
	@exec $(VENV)/fairlead serve --port "$(PORT)"

setup: python ## make .venv with all that developing needs, and build the browser assets
	@$(ENVIRONMENT) bench
	@$(VENV)/python tools/assets.py

test: python ## run every test: engine, tools, browser code, server on SQLite and PostgreSQL, pages in a browser (some: make test PART="engine web")
	@$(ENVIRONMENT) dev
	@$(VENV)/python tools/test.py $(PART)

check: python ## formats, lints, types, import contracts, migrations, OpenAPI and docs
	@$(ENVIRONMENT) dev
	@$(VENV)/python tools/check.py

bench: python ## measure speed, every benchmark in its short form
	@$(ENVIRONMENT) bench
	@$(VENV)/python tools/assets.py
	@$(VENV)/python tools/bench.py

format: python ## put the Python code into its format and mend what ruff can mend
	@$(ENVIRONMENT) dev
	@$(VENV)/ruff check --fix --quiet . || true
	@$(VENV)/ruff format --quiet .

openapi: python ## write the OpenAPI snapshot, the API's reference page and the browser client's types
	@$(ENVIRONMENT) dev
	@$(VENV)/python tools/assets.py packages
	@$(VENV)/python tools/openapi.py

lock: python ## choose the newest allowed libraries anew and write the hashed locks
	@$(ENVIRONMENT) dev
	@$(VENV)/python tools/lock.py

clean: ## remove what the other commands made; data/ stays
	rm -rf .venv web/node_modules server/src/fairlead/pages/static/fairlead/dist .mypy_cache .pytest_cache .ruff_cache
	find engine server tools -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@test -n "$(PYTHON)" || { printf '\nFairlead needs Python 3.11 to 3.14, and found none. Type:\n\n    sudo apt-get install python3 python3-venv\n\n' >&2; exit 2; }
