# Everything starts here, from a bare Python 3.11; `make help` lists what there is.
.DEFAULT_GOAL := help
.PHONY: run test coverage demo bench lint format assets lock clean help

# The first Python on the path that really is 3.11; a name alone says little.
PYTHON = $(shell for name in python3.11 python3 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null \
	&& { echo "$$name"; break; }; done)
NEEDS_PYTHON = @test -n "$(PYTHON)" || { \
	echo "Stopped: Python 3.11 is needed and neither python3.11 nor python3 is one." >&2; exit 1; }
VENV := .venv/bin
# Tests start processes and workers: each would compile every module again if it kept nothing.
test coverage: export PYTHONDONTWRITEBYTECODE =

run: ## Set everything up and serve the seeded site on http://127.0.0.1:5000/
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare
	@exec $(VENV)/python -m tools.serve

test: ## Set everything up and run the whole suite: both databases and the browser
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	@$(VENV)/python -m pytest --numprocesses 2 --dist worksteal $(ARGS)

coverage: ## Run the suite and tell what of the gap no test reaches; takes twice as long
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	@$(VENV)/python -m pytest --numprocesses 2 --dist worksteal --cov --cov-report=term $(ARGS)

demo: ## Serve a second database with invented states and an account of every role
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare
	@exec $(VENV)/python -m tools.serve demo

bench: ## Measure how fast pages, exports and the gap answer
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	@$(VENV)/python tests/bench.py $(ARGS)

lint: ## Check style, types and templates
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/djlint --quiet --lint tracker/web/templates

format: ## Put the Python files into the agreed format
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare --tests
	$(VENV)/ruff check --fix
	$(VENV)/ruff format

assets: ## Set up and bundle style sheets and scripts, without serving
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.prepare

lock: ## Pin the packages anew after a change to a .in file or to package.json
	$(NEEDS_PYTHON)
	@$(PYTHON) -m tools.lock $(ARGS)

clean: ## Remove what set-up made; data of a site stays
	rm -rf .venv build node_modules

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
