# Each target works from a bare clone. README.md gives the plain pip equivalents.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Two processes of one thread each: on two cores that takes about half as long as one process of two.
PYTEST_ARGS ?= -n 2 --dist loadfile
STAMPS := .stamps

.PHONY: run test lint clean ingest evals

run: $(STAMPS)/run
	$(BIN)/python ingest.py --if-stale
	$(BIN)/python app.py --open

test: $(STAMPS)/test
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(STAMPS)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python ingest.py --check

ingest: $(STAMPS)/run
	$(BIN)/python ingest.py

evals: $(STAMPS)/run
	$(BIN)/python -m evals run evals/sets/first.yaml --out reports

clean:
	rm -rf $(VENV) $(STAMPS) .index reports .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip

$(STAMPS)/run: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[test,llm]"
	@mkdir -p $(STAMPS) && touch $@
