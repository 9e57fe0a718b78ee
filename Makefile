# Everything starts here, from a bare Python 3.11 to 3.14; `make help` lists what there is.
.DEFAULT_GOAL := help
.PHONY: run test test-all coverage demo pictures bench lint locks fresh pseudo format assets lock clean help

# The first Python on the path that is really one of the supported ones; a name alone says little.
# The machine's own python3 comes first: its packages (python3-venv) are those one installs.
# Another: make run PYTHON=/path/to/python3.13
PYTHONS := python3 python3.13 python3.12 python3.11 python3.14 python
SUPPORTED := (3, 11) <= sys.version_info[:2] <= (3, 14)
PYTHON = $(shell for name in $(PYTHONS); do \
	"$$name" -c 'import sys; sys.exit(not $(SUPPORTED))' 2>/dev/null && { echo "$$name"; break; }; \
	done)
NEEDS_PYTHON = @"$(PYTHON)" -c 'import sys; sys.exit(not $(SUPPORTED))' 2>/dev/null || { \
	sh tools/no_python.sh >&2; exit 1; }
VENV := .venv/bin
# Tests start processes and workers: each would compile every module again if it kept nothing.
test test-all coverage: export PYTHONDONTWRITEBYTECODE =
PYTEST = $(VENV)/python -m pytest --numprocesses 2 --dist worksteal $(if $(COVERAGE),--cov --cov-report=)

run: ## Set everything up and serve the seeded site on http://127.0.0.1:5000/
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare
	@exec $(VENV)/python -m tools.serve

test: ## Set everything up and run the suite: both databases and the browser
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	@$(PYTEST) $(or $(ARGS),--lean)

test-all: export HYPOTHESIS_PROFILE = search
test-all: ## The same with every test on both databases and thousands of new examples
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	@$(PYTEST) $(ARGS)

coverage: ## Run the suite and compare what it reaches of each part with its floor
	$(NEEDS_PYTHON)
	@$(MAKE) --no-print-directory test COVERAGE=1
	@$(VENV)/python -m tools.check_coverage

demo: ## Serve a second database with invented states and an account of every role
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare
	@exec $(VENV)/python -m tools.serve demo

pictures: ## Take the pictures of the guides in every language, from the demonstration
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	@PICTURES=all $(VENV)/python -m pytest -q tests/browser/test_guide_pictures.py

bench: ## Measure how fast pages, exports and the gap answer
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	@$(VENV)/python $(if $(FULL),-m benchmarks.full,tests/bench.py) $(ARGS)

lint: ## Check style, types, templates, scripts and documents
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/djlint --quiet --lint tracker/web/templates
	$(VENV)/python -m tools.lint_scripts
	$(VENV)/python -m tools.check_documents
	$(VENV)/python -m tools.translations check

pseudo: ## Serve a pretended language under /fr/: longer, in brackets, to find texts without a mark
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare
	@$(VENV)/python -m tools.translations pseudo
	@exec $(VENV)/python -m tools.serve

format: ## Put the Python files into the agreed format
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	$(VENV)/ruff check --fix
	$(VENV)/ruff format

assets: ## Set up and bundle style sheets and scripts, without serving
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare

locks: ## Check that the oldest installers accept the lock files, whatever is released later
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	@$(VENV)/python -m tools.check_locks

fresh: ## Set up in new clones of the last commit, with each supported Python found here
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.fresh

lock: ## Pin the packages anew after a change to a .in file or to package.json
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.lock $(ARGS)

clean: ## Remove what set-up made; data of a site stays
	rm -rf .venv build node_modules

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
