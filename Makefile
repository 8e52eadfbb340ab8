# The commands of this project; everything that they need is installed or built on first use.
PYTHON ?= python3
PORT ?= 8000
DATA ?= ./.data
RUN := .venv/bin/python
FILES := git ls-files --cached --others --exclude-standard
# In brackets, so that this line is not found by itself.
REGISTRIES := 'pypi[.]org|pythonhosted[.]org|npmjs[.]org|proxy[.]golang[.]org|sum[.]golang[.]org|registry[.]yarnpkg'

.DEFAULT_GOAL := help
.PHONY: help demo serve test fuzz check schema bench bench-large lock secrets clean environment servers

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

demo: servers ## start everything with demo data (PORT=8000 DATA=./.data)
	@exec $(RUN) -m server demo --port $(PORT) --data $(DATA)

serve: environment ## serve the API on the MongoDB and the store that the environment names
	@exec $(RUN) -m server serve --port $(PORT)

test: servers ## run all tests against real servers (ARGS=... for pytest)
	@.venv/bin/pytest $(ARGS)

fuzz: servers ## compare 20,000 random operations and 10,000 calls both ways, seek canaries, explain lists of 1,000,000
	@FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-20000} FUZZ_CALLS=$${FUZZ_CALLS:-10000} .venv/bin/pytest \
	  tests/compiler/test_random.py tests/compiler/test_canary.py tests/compiler/test_parameter.py
	@HEAP_SIZE=$${HEAP_SIZE:-1000000} .venv/bin/pytest tests/resolvers/test_shape_plan.py

check: environment ## run every check that needs no server
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(RUN) -m server schema | diff schema/schema.graphql - || { echo "schema/schema.graphql is stale: make schema" >&2; exit 1; }
	@$(RUN) -m server matrix | diff docs/access-matrix.txt - || { echo "docs/access-matrix.txt is stale: make schema" >&2; exit 1; }
	@$(RUN) -m server shapes | diff docs/shapes.txt - || { echo "docs/shapes.txt is stale: make schema" >&2; exit 1; }
	@$(FILES) -- '*.py' | xargs wc -l | awk '$$1 > 300 && $$2 != "total" {print $$2 ": over 300 lines"; bad = 1} END {exit bad}'
	@! { $(FILES) | xargs grep -nIE $(REGISTRIES); } || { echo "a file names the host of a registry" >&2; exit 1; }

schema: environment ## print the schema, who sees what and how lists may be asked for into their committed files
	@$(RUN) -m server schema > schema/schema.graphql.new && mv schema/schema.graphql.new schema/schema.graphql
	@$(RUN) -m server matrix > docs/access-matrix.new && mv docs/access-matrix.new docs/access-matrix.txt
	@$(RUN) -m server shapes > docs/shapes.new && mv docs/shapes.new docs/shapes.txt

bench: servers ## run the benchmarks on 10,000 applications (ARGS="--only list,one --rounds 3 --seconds 5")
	@$(RUN) -m benchmarks $(ARGS)

bench-large: servers ## the same on 100,000 and 1,000,000 applications: minutes to load, gigabytes of disk
	@$(RUN) -m benchmarks --applications 100000 $(ARGS)
	@$(RUN) -m benchmarks --applications 1000000 $(ARGS)

lock: environment ## compile requirements/*.in again
	@for each in uv go runtime demo dev; do \
	  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-header requirements/$$each.in --output-file requirements/$$each.txt || exit 1; done

secrets: environment ## generate the secrets that docker-compose.yml reads
	@$(RUN) -m server.secret ./secrets

clean: ## remove caches, the environment and built tools; the data folder stays
	@rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("set-up: Python 3.11 or later is needed; name it by PYTHON=...")'
	@$(PYTHON) -m server.set_up environment

servers: environment
	@$(RUN) -m server.set_up servers
