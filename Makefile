# `make` alone prints the targets. A target that needs Python builds .venv first, with pinned versions.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

TARGET ?= mock
PORT ?= 4010
REPORTS ?= reports
REPORT ?= $(REPORTS)/drift.json
OVERLAY ?= $(REPORTS)/overlay.yaml

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "error: $(PYTHON) is older than 3.11; name a newer one: make PYTHON=python3.12" >&2; exit 2; }
	@echo "Installing into $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

.PHONY: contract
contract: $(STAMP) ## Run the contract against the embedded mock (TARGET=sandbox: the sandbox)
	@$(BIN)/python scripts/contract.py --target $(TARGET) --report-dir $(REPORTS)

.PHONY: drift-score
drift-score: $(STAMP) ## Score the run with drifts put into the mock, and the two other comparisons with single edits
	@$(BIN)/python scripts/comparison_score.py
	@$(BIN)/python scripts/drift_score.py --json $(REPORTS)/drift-score.json

.PHONY: test
test: $(STAMP) ## Run the tests of this repository
	@$(BIN)/python -m pytest -n 4 --dist worksteal

.PHONY: regenerate
regenerate: $(STAMP) ## Generate the client anew from openapi/connect.yaml
	@$(BIN)/python scripts/regenerate.py

.PHONY: nightly
nightly: TARGET = sandbox
nightly: $(STAMP) ## Regeneration check, documentation drift and contract run in one go (TARGET=mock, PAGES=<folder>)
	@$(BIN)/python scripts/nightly.py --target $(TARGET) --report-dir $(REPORTS) $(if $(PAGES),--pages "$(PAGES)")

.PHONY: tracking-issue
tracking-issue: $(STAMP) ## Bring the issue that tracks drift up to date with a nightly run (a workflow calls it)
	@$(BIN)/python scripts/tracking_issue.py --report $(REPORTS)/nightly.json --body $(REPORTS)/nightly.md

.PHONY: replay
replay: $(STAMP) ## Send the request behind a finding again (FINDING=<id>, REPORT=<drift.json>)
	@$(BIN)/python scripts/replay.py $(FINDING) --report $(REPORT)

.PHONY: adopt
adopt: $(STAMP) ## Apply proposals of a run to the spec (FINDINGS="<id> <id>", OVERLAY=<overlay.yaml>)
	@$(BIN)/python scripts/adopt.py $(FINDINGS) --overlay $(OVERLAY)

.PHONY: check
check: spec lint types ## Check the spec, the generated client, lint and types
	@$(BIN)/python scripts/regenerate.py --check

.PHONY: spec
spec: $(STAMP) ## Validate openapi/connect.yaml and its extensions
	@$(BIN)/python scripts/check_spec.py

.PHONY: lint-spec
lint-spec: ## Lint the spec with Redocly CLI and Spectral (needs npx; CI runs it, nobody else has to)
	@npx --yes @redocly/cli@2.77.0 lint openapi/connect.yaml --extends recommended
	@npx --yes @stoplight/spectral-cli@6.16.3 lint openapi/connect.yaml --ruleset openapi/.spectral.yaml

.PHONY: lint
lint: $(STAMP) ## Lint and check the formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/zizmor --offline --quiet .github/workflows

.PHONY: lint-workflows
lint-workflows: ## Lint the workflows with actionlint (needs Go; CI runs it, nobody else has to)
	@go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

.PHONY: types
types: $(STAMP) ## Check the types, strictly
	@$(BIN)/mypy generated/hopae_connect contract_tests scripts tests examples
	@$(BIN)/pyright

.PHONY: spec-change
spec-change: $(STAMP) ## Say what changed in the spec since BASE=<file or git revision>
	@test -n "$(BASE)" || { echo "error: name the older version: make spec-change BASE=<file or git revision>" >&2; exit 2; }
	@$(BIN)/python scripts/spec_change.py "$(BASE)" --report-dir $(REPORTS)

.PHONY: release-check
release-check: $(STAMP) ## Check that versions and CHANGELOG say what changed since the last tag (BASE=<git revision>)
	@$(BIN)/python scripts/release_check.py $(if $(BASE),"$(BASE)")

.PHONY: docs-drift
docs-drift: $(STAMP) ## Hold the vendor's documentation against the spec (PAGES=, VENDOR_OPENAPI=)
	@$(BIN)/python scripts/docs_drift.py --report-dir $(REPORTS)/documentation \
	  $(if $(PAGES),--pages $(PAGES)) $(if $(VENDOR_OPENAPI),--vendor-openapi $(VENDOR_OPENAPI))

.PHONY: docs-lock
docs-lock: $(STAMP) ## Accept today's documentation pages into openapi/docs.lock.yaml (PAGES=)
	@$(BIN)/python scripts/docs_drift.py --lock $(if $(PAGES),--pages $(PAGES))

.PHONY: mock
mock: $(STAMP) ## Serve the embedded mock alone (PORT=4010)
	@$(BIN)/python scripts/mock.py --port $(PORT)

.PHONY: bench
bench: $(STAMP) ## Measure the client and the mock against what they are built on
	@$(BIN)/python scripts/bench.py

.PHONY: build
build: $(STAMP) ## Build the wheel and the source distribution into dist/
	@$(BIN)/python -m build --quiet

.PHONY: clean
clean: ## Remove the environment, reports and caches
	@rm -rf $(VENV) $(REPORTS) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
