# Everything a person does with this repository. `make` alone lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
GO ?= go
LINT := bin/golangci-lint
LINT_VERSION := v2.15.0
GOFUMPT_VERSION := v0.12.0

.PHONY: help demo build test test-quick race journey looks lint fmt gen verify golden fuzz bench bench-assign bench-match screenshots clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: build ## Start a demonstration with a year of invented people, and print the ways in
	@bin/mentorskab demo $(DEMO)

build: ## Build bin/mentorskab
	@CGO_ENABLED=0 $(GO) build -trimpath -o bin/mentorskab ./cmd/mentorskab

test: ## Run all tests on SQLite and PostgreSQL, and the journeys in Chromium (installs both where it may)
	@scripts/needs.sh
	@$(GO) run ./internal/tool/pgrun $(GO) run ./internal/tool/testcount -timeout 18m ./...

test-quick: ## Run the tests on SQLite only, without a browser
	@MENTORSKAB_BROWSER=none $(GO) run ./internal/tool/testcount ./...

race: ## Run all tests with the race detector
	@scripts/needs.sh
	@$(GO) run ./internal/tool/pgrun $(GO) run ./internal/tool/testcount -race -timeout 40m ./...

journey: ## Run the journeys in Chromium only
	@scripts/needs.sh
	@$(GO) run ./internal/tool/testcount -timeout 15m ./internal/e2e

looks: ## Check every page in both languages, both colours and both sizes with axe-core (ten minutes)
	@scripts/needs.sh
	@MENTORSKAB_LOOKS=all $(GO) run ./internal/tool/testcount -timeout 40m -run EveryPage ./internal/e2e

lint: $(LINT) ## Read the code with golangci-lint and gofumpt
	@$(LINT) run ./...
	@test -z "$$(bin/gofumpt -l $$(git ls-files '*.go' | grep -v _templ.go))" || { echo "not formatted: run make fmt"; bin/gofumpt -l $$(git ls-files '*.go' | grep -v _templ.go); exit 1; }

fmt: $(LINT) ## Format Go and templ files
	@bin/gofumpt -w $$(git ls-files '*.go' | grep -v _templ.go)
	@$(GO) tool templ fmt internal >/dev/null

$(LINT):
	@echo "building golangci-lint $(LINT_VERSION), once (some minutes)"
	@GOBIN=$(CURDIR)/bin $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)
	@GOBIN=$(CURDIR)/bin $(GO) install mvdan.cc/gofumpt@$(GOFUMPT_VERSION)

gen: ## Write the generated files anew: pages, style sheet, icons, schema
	@$(GO) tool templ generate -path internal >/dev/null
	@cd internal/web/assets && npm ci --no-audit --no-fund --silent && npm run --silent build
	@$(GO) test ./internal/db -run TestSchema -update >/dev/null

verify: gen ## Prove that the generated files are fresh and the modules tidy
	@$(GO) mod tidy -diff
	@$(GO) mod verify >/dev/null
	@git diff --exit-code --stat || { echo "generated files differ from what is committed"; exit 1; }
	@echo "verified: pages, style sheet, icons, schema, modules"

golden: ## Write the golden files of the tests anew (look at the difference before you commit)
	@$(GO) test ./internal/db ./internal/ical ./internal/web -update

fuzz: ## Fuzz everything that reads bytes from outside, 30 s each
	@scripts/fuzz.sh 30s

bench: build ## Measure what docs/benchmarks.md promises
	@scripts/bench.sh

bench-assign: ## Measure the solver beside scipy and LEMON, a line per promise (installs them where it may)
	@scripts/bench-assign.sh $(BENCH)

bench-match: ## Measure matching, a line per promise, beside python munkres (installs it where it may)
	@scripts/bench-match.sh $(BENCH)

screenshots: build ## Take the pictures of docs/ anew
	@scripts/needs.sh
	@$(GO) run ./internal/tool/shots -out docs/screenshots

clean: ## Remove what was built
	@rm -rf bin dist coverage.out
