# Each target is one call of tools/bootstrap.py, which runs the same without make.
PYTHON ?= python3

.PHONY: setup run test evaluate

setup: ## install into .venv
	@$(PYTHON) tools/bootstrap.py setup

run: ## install if need be, index the sample corpus if the library is empty, open the page
	@$(PYTHON) tools/bootstrap.py run

test: ## install if need be, check style, types and imports, run every test
	@$(PYTHON) tools/bootstrap.py test

evaluate: ## install if need be, put labelled questions to the sample corpus, report how well they were answered
	@$(PYTHON) tools/bootstrap.py evaluate
