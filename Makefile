# `make run` starts the app, `make test` does every check. Both work from a bare clone with Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test clean

run: .venv/app.stamp
	$(BIN)/neural-playground

test: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	if [ -f tools/catalogue.py ]; then $(BIN)/python tools/catalogue.py --check; fi
	$(BIN)/pytest -m "not browser" -n auto --dist loadfile
	$(BIN)/pytest -m browser

clean:
	rm -rf .venv

# A stamp is as old as the last installation; a newer pyproject.toml asks for another one.
.venv/python.stamp:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/app.stamp: pyproject.toml .venv/python.stamp
	$(BIN)/pip install --quiet -e .
	touch $@

.venv/dev.stamp: pyproject.toml .venv/python.stamp
	$(BIN)/pip install --quiet -e '.[dev]'
	touch $@ .venv/app.stamp
