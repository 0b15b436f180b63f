# `make run` starts the app, `make test` does every check. Both work from a bare clone with Python 3.11 or newer.
PYTHON ?= python3
VENV ?= .venv
LOCK ?= --constraint constraints.txt
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check $(LOCK)
# Who has nothing left takes tests from others. Each process of browser tests has its own server and browser, 2 GB.
PARALLEL := -n auto --dist worksteal --durations 25 --durations-min 1

.PHONY: run test newest lock clean

run: $(VENV)/app.stamp
	$(BIN)/neural-playground

test: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/scripts.py
	$(BIN)/python tools/catalogue.py --check
	$(BIN)/pytest -m "not browser" $(PARALLEL)
	$(BIN)/pytest -m browser $(PARALLEL) --maxprocesses 6

# The same with the newest versions that pyproject.toml allows, in an environment of its own: what the next lock will bring.
newest:
	rm -rf .venv-newest
	$(MAKE) test VENV=.venv-newest LOCK=

# Write constraints.txt anew, with the newest versions.
lock: $(VENV)/python.stamp
	$(PIP) uv
	PATH="$(BIN):$$PATH" $(BIN)/python tools/lock.py

clean:
	rm -rf .venv .venv-newest

# A stamp is as old as the last installation; a newer pyproject.toml or lock asks for another one.
$(VENV)/python.stamp:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	touch $@

# What builds the package is locked too: pip would fetch the newest into an environment of its own.
$(VENV)/build.stamp: constraints.txt $(VENV)/python.stamp
	$(PIP) hatchling editables
	touch $@

$(VENV)/app.stamp: pyproject.toml $(VENV)/build.stamp
	$(PIP) --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: pyproject.toml $(VENV)/build.stamp
	$(PIP) --no-build-isolation -e '.[dev,cluster]'
	touch $@ $(VENV)/app.stamp
