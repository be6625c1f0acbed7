# `make demo` and `make test` need Python 3.11 or later and nothing else prepared.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: help bench demo test soak lint wheel clean system-demo system-test

help: ## Show these words
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed."; exit 1; }
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The 903's public validator needs older packages than ours, and Python 3.11, so it has a place of its own.
$(VENV)/validator/.installed: requirements-validator.txt $(VENV)/.installed
	@if $(RUN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then \
	  $(RUN)/python -m venv $(VENV)/validator && \
	  $(VENV)/validator/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< && touch $@; \
	else echo "The 903's validator needs Python 3.11: what is tested with it is left out."; fi

# Installs Debian packages when it may; otherwise says in one line what is missing.
define install
	@missing=""; \
	for pair in $(1); do file=$${pair%%=*}; package=$${pair##*=}; \
	  ls $$file >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo"; else as=no; fi; \
	  if [ "$$as" = no ] || ! command -v apt-get >/dev/null; then echo "Please install:$$missing"; exit 1; fi; \
	  echo "Installing:$$missing"; \
	  $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq $$missing >/dev/null; fi
endef

PANGO := '/usr/lib/*/libpangoft2-1.0.so.0'=libpangoft2-1.0-0

system-demo:
	$(call install,$(PANGO))

system-test:
	$(call install,$(PANGO) '/usr/lib/postgresql/*/bin/initdb'=postgresql /usr/bin/chromium-headless-shell=chromium-headless-shell /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf=fonts-noto-core)

demo: system-demo $(VENV)/.installed ## Make a made-up council and serve it
	$(RUN)/careleavers demo $(ARGS)

lint: $(VENV)/.installed ## Style, types and import directions
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

test: system-test lint $(VENV)/validator/.installed ## The whole check, on SQLite and PostgreSQL, with a real browser
	$(RUN)/python -m pytest -n 2 --dist loadfile $(ARGS)

soak: system-test $(VENV)/.installed ## What takes long: killed schedulers, months of outage, whole lists on both databases
	$(RUN)/python -m pytest -m soak $(ARGS)
	$(RUN)/python -m pytest -n 2 --dist loadfile --everywhere $(ARGS)

bench: system-test $(VENV)/.installed ## Measure speed: make bench ARGS="--size M --on sqlite"
	$(RUN)/python -m bench $(ARGS)

wheel: $(VENV)/.installed ## Build the wheel into dist/
	$(RUN)/python -m build --no-isolation --wheel

clean: ## Remove what the other words made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
