# Shotglass. Every target installs what it lacks and says so first; `make` alone lists the targets.
PREFIX ?= /usr/local
STUDY ?= studies/shot-budget.json5
PART ?=

.DEFAULT_GOAL := help
.PHONY: help build demo test lint bench interop soak install clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r target text; do \
	  printf '  make %-9s %s\n' "$$target" "$$text"; done

build: ## build the release binary, .build/release/shotglass
	scripts/build

demo: build ## the main job: run a study and write its report (STUDY=FILE.json5)
	@scripts/demo $(STUDY)

test: ## run the tests (two minutes)
	scripts/test

lint: ## check the form of the sources and the floors of the manifest
	scripts/lint

bench: build ## time Shotglass against its peers and its goals
	scripts/bench/run

interop: build ## judge import and export by Qiskit, Braket, pyqasm, pytket and the reference parser
	scripts/interop/run

soak: ## run the long proofs, resumable (PART=fuzz, interop, engine, load, properties, membership, studies, operations or reports)
	scripts/soak $(PART)

install: build ## install binary, manual page and completions (PREFIX=/usr/local)
	PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' scripts/install

clean: ## remove everything that was built, and the Python environment
	rm -rf .build .venv
