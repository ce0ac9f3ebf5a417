# One Makefile for people and for CI (.ci/run calls it). Go is all that it needs.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

GOLANGCI_VERSION := v2.15.0
BIN := $(CURDIR)/.cache/bin
GOLANGCI := $(BIN)/golangci-lint-$(GOLANGCI_VERSION)

# How long each fuzz function runs, and how often each benchmark.
FUZZTIME ?= 10s
COUNT ?= 1
BENCH ?= .
RACEFLAGS ?=

.PHONY: help
help: ## print what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

.PHONY: build
build: ## compile everything, and the command to ./bin/gongxu
	go build ./...
	go build -o bin/gongxu ./cmd/gongxu

.PHONY: test
test: ## all tests
	go test ./...

.PHONY: race
race: ## all tests with the race detector (needs a C compiler; RACEFLAGS=-short leaves long ones out)
	go test -race $(RACEFLAGS) ./...

.PHONY: vet
vet: ## go vet
	go vet ./...

$(GOLANGCI):
	GOBIN=$(BIN) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	mv $(BIN)/golangci-lint $@

.PHONY: lint
lint: $(GOLANGCI) ## golangci-lint and formatting, at a pinned version that is built on first use
	$(GOLANGCI) run ./...

.PHONY: fmt
fmt: $(GOLANGCI) ## format all files
	$(GOLANGCI) fmt ./...

.PHONY: fuzz
fuzz: ## run each fuzz function for FUZZTIME
	for pkg in $$(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./...); do \
		for name in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

.PHONY: bench
bench: ## run benchmarks (BENCH=regexp COUNT=10 for benchstat)
	go test -run '^$$' -bench '$(BENCH)' -benchmem -count $(COUNT) ./...

# Packages whose tests take -update; such tests have Golden or Documented in their names.
GOLDEN = $(shell grep -rl --include='*_test.go' 'flag.Bool."update"' . | xargs -r -n1 dirname | sort -u)

.PHONY: golden
golden: ## write golden files and the figures in documents anew, fail when that changes the tree
	@if [ -z "$(GOLDEN)" ]; then echo "no package has golden files"; else go test -run 'Golden|Documented' $(GOLDEN) -update; fi
	git diff --exit-code -- '*/testdata/*' '*.md'
	@test -z "$$(git ls-files --others --exclude-standard -- '*/testdata/*')" || { echo "new golden files are not committed:"; git ls-files --others --exclude-standard -- '*/testdata/*'; exit 1; }

.PHONY: demo
demo: ## match the sample corpus that is built in
	go run ./cmd/gongxu demo

.PHONY: ci
ci: ## what CI runs
	bash .ci/run
