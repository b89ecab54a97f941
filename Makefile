# make report   the insurance example, to output/insurance/
# make test     all tests
# make check    format (with CI set: check the format), lint, types
# make bench    time and memory against the libraries underneath
# make pictures the two pictures of the README, from real outputs
# make catalogue brings the catalogues of other languages up to date with the program's texts
# make clean    removes what these set up; reports in output/ stay
#
# Each sets up what it needs on its first run; PYTHON=… chooses the interpreter for .venv.

PYTHON ?= python3
VENV := .venv
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check

.PHONY: report test check bench pictures catalogue clean

report: $(VENV)/.report
	$(VENV)/bin/reportgen build inputs/insurance/survey.csv --case inputs/insurance/case.yaml

test: $(VENV)/.test
	$(VENV)/bin/python -m pytest --numprocesses auto --dist loadfile

check: $(VENV)/.check
	$(VENV)/bin/ruff format $(if $(CI),--check) .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

bench: $(VENV)/.report
	$(VENV)/bin/python tests/benchmarks

pictures: $(VENV)/.test
	cd tests && ../$(VENV)/bin/python -m support.readme_pictures

catalogue: $(VENV)/.test
	cd tests && ../$(VENV)/bin/python -m support.catalogue

clean:
	rm -rf $(VENV) build dist *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find reportgen templates inputs tests -name __pycache__ -prune -exec rm -r {} +

# A stamp says that its part is set up; it is made again when the dependencies change.

$(VENV)/.created:
	PYTHON="$(PYTHON)" .ci/system-libraries python
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.report: $(VENV)/.created setup.cfg pyproject.toml .ci/system-libraries
	.ci/system-libraries report
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.report
	.ci/system-libraries test
	$(INSTALL) --editable '.[test]'
	@touch $@

$(VENV)/.check: $(VENV)/.created setup.cfg pyproject.toml
	$(INSTALL) --editable '.[check]'
	@touch $@
