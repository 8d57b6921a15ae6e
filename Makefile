# `make demo` builds the shipped example and says what to open; `make test` passes the tests. Both set up what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint clean

$(BIN)/kg: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install -qq --editable .
	@touch $@

$(VENV)/.test: $(BIN)/kg tests/install_browser.sh
	$(BIN)/python -m pip install -qq --editable '.[test]'
	sh tests/install_browser.sh $(BIN)
	@touch $@

demo: $(BIN)/kg
	$(BIN)/kg build examples/daily_papers.txt --out outputs/demo
	@echo "Open outputs/demo/graph.html in a browser; try: $(BIN)/kg query papers-using --arg method=GRPO --build outputs/demo"

test: $(VENV)/.test lint
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) build dist *.egg-info
