# `make` alone prints the targets. A target that needs Python builds .venv first, with pinned versions.
.DEFAULT_GOAL := help
SHELL := /bin/bash

# What a user may set, on the command line or in the environment, and what it is without that.
VARIABLES := PYTHON VENV TARGET PORT REPORTS REPORT OVERLAY FINDING FINDINGS PAGE PAGES VENDOR_OPENAPI BASE
PYTHON ?= python3
VENV ?= .venv
PORT ?= 4010
REPORTS ?= reports

given := $(foreach name,$(.VARIABLES),$(if $(findstring command line,$(origin $(name))),$(name)))
unknown := $(filter-out $(VARIABLES) MAKEFLAGS SHELL,$(given))
$(if $(unknown),$(error there is no variable $(unknown); there are $(VARIABLES)))

# Values are data: make does not expand them, and the shell takes them from its environment, in quotes.
$(foreach name,$(VARIABLES),$(if $(filter-out undefined,$(origin $(name))),$(eval override $(name) := $$(value $(name)))))
export $(VARIABLES)

# Compiled modules are kept from one command to the next, and by tests from one process to the others.
unexport PYTHONDONTWRITEBYTECODE

# What the environment is made from.
INSTALLED := pyproject.toml constraints.txt requirements/contract.txt requirements/dev.txt requirements/docs.txt

# In the shell:
BIN := "$$VENV"/bin
RUN := @"$$VENV"/bin/python

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: environment
environment:
	@made="$$VENV/.installed"; \
	if [[ -e "$$made" && -z $$(find $(INSTALLED) -newer "$$made") ]]; then exit; fi; \
	"$$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "error: $$PYTHON is older than 3.11; name a newer one: make PYTHON=python3.12" >&2; exit 2; }; \
	echo "Installing into $$VENV ..."; \
	"$$PYTHON" -m venv --clear "$$VENV" \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r requirements/dev.txt -e . \
	  && touch "$$made"

.PHONY: contract
contract: environment ## Run the contract against the embedded mock (TARGET=sandbox: the sandbox)
	$(RUN) scripts/contract.py --target="$${TARGET:-mock}" --report-dir="$$REPORTS"

.PHONY: clean-target
clean-target: environment ## Delete what killed runs left on a target (TARGET=sandbox)
	$(RUN) scripts/clean_target.py --target="$${TARGET:-mock}"

.PHONY: drift-score
drift-score: environment ## Score the run with drifts put into the mock, and the two other comparisons with single edits
	$(RUN) scripts/comparison_score.py
	$(RUN) scripts/drift_score.py --json="$$REPORTS/drift-score.json"

.PHONY: cause-score
cause-score: environment ## Change the mock as vendors change an API, and see whether a run says each change once
	$(RUN) scripts/cause_score.py

.PHONY: hostile
hostile: environment ## Make 300 runs against a server that answers with nonsense, and see what they hold
	$(RUN) scripts/hostile.py --seeds=300 --jobs=2

.PHONY: nights
nights: environment ## Run the contract through ordinary and dishonest nights, and see how it judges them
	$(RUN) scripts/nights.py both --jobs=2

.PHONY: second-api
second-api: environment ## Run a second contract against its own server, as it should be and with drifts of behaviour
	$(RUN) scripts/second_api.py --jobs=2

.PHONY: harm
harm: environment ## Run the contract against a watched server that leads it astray, and see what it changes
	$(RUN) scripts/harm.py --jobs=2

.PHONY: pins
pins: ## Pin what requirements/ names, and the newest of what that needs, in constraints.txt
	@"$$PYTHON" -m venv --clear "$$VENV" \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt -e . \
	  && frozen=$$($(BIN)/python -m pip --disable-pip-version-check freeze --exclude-editable) \
	  && { grep '^#' constraints.txt; echo "$$frozen"; } > constraints.txt.new \
	  && mv constraints.txt.new constraints.txt && touch "$$VENV/.installed"

.PHONY: test
test: environment ## Run the tests of this repository that are quick
	$(RUN) -m pytest -m "not slow" -n 3 --dist worksteal

.PHONY: test-slow
test-slow: environment ## Run the others: whole runs against mocks, packages that are built, scores
	$(RUN) -m pytest -m slow -n 4 --dist worksteal

.PHONY: coverage
coverage: environment ## Run all tests, and print how much of the code they cover, branch by branch
	$(RUN) -m pytest -n 4 --dist worksteal --cov --cov-report=term:skip-covered

.PHONY: test-lowest
test-lowest: ## Run the tests of the client with the lowest dependencies that it allows
	@"$$PYTHON" -m venv --clear "$$VENV-lowest" \
	  && "$$VENV-lowest/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements/lowest.txt -e . \
	  && "$$VENV-lowest/bin/python" -m pytest -n 4 tests/client --ignore=tests/client/test_own_clients.py

.PHONY: regenerate
regenerate: environment ## Generate the client anew from openapi/connect.yaml
	$(RUN) scripts/regenerate.py

.PHONY: nightly
nightly: environment ## Regeneration check, documentation drift and contract run in one go (TARGET=mock, PAGES=<folder>)
	$(RUN) scripts/nightly.py --target="$${TARGET:-sandbox}" --report-dir="$$REPORTS" $${PAGES:+--pages="$$PAGES"}

.PHONY: tracking-issue
tracking-issue: environment ## Bring the issue that tracks drift up to date with a nightly run (a workflow calls it)
	$(RUN) scripts/tracking_issue.py --report="$$REPORTS/nightly.json" --body="$$REPORTS/nightly.md"

.PHONY: schedule-check
schedule-check: environment ## Warn when the nightly has not run on schedule for a week (a workflow calls it)
	$(RUN) scripts/schedule_check.py

.PHONY: replay
replay: environment ## Send the request behind a finding again (FINDING=<id>, REPORT=<drift.json>)
	$(RUN) scripts/replay.py --report="$${REPORT:-$$REPORTS/drift.json}" -- $${FINDING:+"$$FINDING"}

.PHONY: adopt
adopt: environment ## Apply proposals of a run to the spec (FINDINGS="<id> <id>", OVERLAY=<overlay.yaml>)
	@set -f; $(BIN)/python scripts/adopt.py --overlay="$${OVERLAY:-$$REPORTS/overlay.yaml}" -- $$FINDINGS

.PHONY: check
check: spec lint imports types ## Check the spec, the generated client, lint, imports and types
	$(RUN) scripts/regenerate.py --check

.PHONY: spec
spec: environment ## Validate openapi/connect.yaml and its extensions
	$(RUN) scripts/check_spec.py

.PHONY: lint-spec
lint-spec: ## Lint the spec with Redocly CLI and Spectral (needs npx; CI runs it, nobody else has to)
	@npx --yes @redocly/cli@2.77.0 lint openapi/connect.yaml --extends recommended
	@npx --yes @stoplight/spectral-cli@6.16.3 lint openapi/connect.yaml --ruleset openapi/.spectral.yaml

.PHONY: lint
lint: environment ## Lint and check the formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/zizmor --offline --quiet .github

.PHONY: imports
imports: environment ## Check that each room imports what it may
	@$(BIN)/lint-imports --no-logo --no-cache

.PHONY: lint-workflows
lint-workflows: ## Lint the workflows with actionlint (needs Go; CI runs it, nobody else has to)
	@go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

.PHONY: types
types: environment ## Check the types, strictly
	@$(BIN)/mypy generated/hopae_connect contract_tests scripts tests examples
	@$(BIN)/pyright
	@set -o pipefail; PATH="$$(cd "$$VENV" && pwd)/bin:$$PATH" pyright --verifytypes hopae_connect \
	  | grep -E ' error: |completeness'

.PHONY: spec-change
spec-change: environment ## Say what changed in the spec since BASE=<file or git revision>
	@test -n "$$BASE" || { echo "error: name the older version: make spec-change BASE=<file or git revision>" >&2; exit 2; }
	$(RUN) scripts/spec_change.py --report-dir="$$REPORTS" -- "$$BASE"

.PHONY: release-check
release-check: environment ## Check that versions and CHANGELOG say what changed since the last tag (BASE=<git revision>)
	$(RUN) scripts/release_check.py -- $${BASE:+"$$BASE"}

.PHONY: docs-drift
docs-drift: environment ## Hold the vendor's documentation against the spec (PAGES=, VENDOR_OPENAPI=)
	$(RUN) scripts/docs_drift.py --report-dir="$$REPORTS/documentation" \
	  $${PAGES:+--pages="$$PAGES"} $${VENDOR_OPENAPI:+--vendor-openapi="$$VENDOR_OPENAPI"}

.PHONY: docs-lock
docs-lock: environment ## Accept today's documentation pages into openapi/docs.lock.yaml (PAGES=, PAGE= one of them)
	$(RUN) scripts/docs_drift.py --lock $${PAGES:+--pages="$$PAGES"} $${PAGE:+--page="$$PAGE"}

.PHONY: docs
docs: environment ## Build the documentation site into site/, with a sample report, strictly and without a network
	$(RUN) scripts/sample_report.py > /dev/null
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

.PHONY: mock
mock: environment ## Serve the embedded mock alone (PORT=4010)
	$(RUN) scripts/mock.py --port="$$PORT"

.PHONY: bench
bench: environment ## Measure the client, the mock, and what a contract costs by its number of operations
	$(RUN) scripts/bench.py

.PHONY: build
build: environment ## Build the wheel and the source distribution into dist/, twice, and check them
	$(RUN) scripts/build.py
	@$(BIN)/twine --no-color check --strict dist/*
	@$(BIN)/check-wheel-contents dist/*.whl
	@$(BIN)/pyroma --quiet --min=10 --skip-tests=AuthorEmail dist/*.tar.gz

.PHONY: clean
clean: ## Remove the environments, caches and reports; the history of runs stays
	@rm -rf -- "$$VENV" "$$VENV-lowest" dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@if [[ -d "$$REPORTS" ]]; then find "$$REPORTS" -type f ! -name history.jsonl -delete; find "$$REPORTS" -type d -empty -delete; fi
