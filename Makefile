# CaseClock. `make run` shows the product at work; `make test` passes the tests. Both set up all they need.
.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin

# Each can be given on the command line: make run PORT=7171 DATA=/tmp/caseclock
PORT ?= 7071
AZURITE_PORT ?= 10000
OPENAI_PORT ?= 8101
ENTRA_PORT ?= 8102
SPEECH_PORT ?= 8103
CLIO_PORT ?= 8104
VAULT_PORT ?= 8105
IDENTITY_PORT ?= 8106
MANAGEMENT_PORT ?= 8107
DATA ?= .local/data
ONCE ?=
WRITE ?=
WORKERS ?= 2
export PORT AZURITE_PORT OPENAI_PORT ENTRA_PORT SPEECH_PORT CLIO_PORT VAULT_PORT IDENTITY_PORT
export MANAGEMENT_PORT DATA ONCE

.PHONY: help setup run test check format bench eval docs infra lock settings clean-data

help: ## show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## set up Python, Node if needed, and Azurite; quick when nothing has changed
	@./local/setup.sh

run: setup ## the whole product on this machine, with real audio; ONCE=1 ends after the main job
	@exec $(BIN)/python -m local.run

test: setup ## every test
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup ## format, lint and types, in under a minute
	@$(BIN)/ruff format --check --quiet . || { echo 'Run `make format`.'; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary

format: setup ## format the code
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix --select I .

bench: setup ## speed as ratios, printed and written to build/bench.json
	@$(BIN)/python -m tests.bench

eval: setup ## draft from every evaluation dictation: exact, flagged, silently wrong; written to build/eval.json
	@$(BIN)/python -m tests.eval $(ARGS)

docs: setup ## write the documents that are made from code: docs/settings.md, docs/openapi.json
	@$(BIN)/python -m local.documents

settings: setup ## write local.settings.json for `func start`
	@$(BIN)/python -m local.func_settings

infra: setup ## format, lint and build the Bicep templates, and check their snapshots; WRITE=1 writes them
	@WRITE=$(WRITE) $(BIN)/python -m local.infra

lock: setup ## pin every requirement with its hashes
	@for name in requirements requirements-dev requirements-node; do \
		$(BIN)/uv pip compile --quiet --generate-hashes --universal --no-header --python-version 3.13 \
			$$name.in --output-file $$name.txt; done

clean-data: ## forget what `make run` has stored
	@rm -rf -- "$(DATA)" && echo "Forgotten: $(DATA)"
