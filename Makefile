# The commands of the project, one line each. `make report` and `make test` are all a new user needs.
SEEDS ?=
SHAPE ?=
RUN = .venv/bin/python -m jianguan

report: .venv/installed   ## the report: report/index.html
	$(RUN) report $(if $(SEEDS),"$(SEEDS)")

test: .venv/installed     ## everything that is checked
	cd lib && ../.venv/bin/python -m pytest -c pyproject.toml -n 2

lab: .venv/installed      ## JupyterLab on the notebooks
	.venv/bin/jupyter lab --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate notebooks

figures: .venv/installed  ## the figures for a talk, in English
	$(RUN) export --lang en

figures-zh: .venv/installed
	$(RUN) export --lang zh

deck: .venv/installed     ## the talk itself, as PowerPoint
	$(RUN) deck --lang en $(if $(SHAPE),--shape $(SHAPE))

deck-zh: .venv/installed
	$(RUN) deck --lang zh $(if $(SHAPE),--shape $(SHAPE))

pdf: report               ## the report as PDF, printed by a Chromium where there is one
	$(RUN) pdf

outputs: .venv/installed  ## refresh the committed notebooks and figures
	$(RUN) outputs

bench: .venv/installed    ## speed, as ratios measured side by side
	.venv/bin/python lib/benchmarks/run.py

vary: .venv/installed     ## the same bytes under other time zones, locales, paths ...
	.venv/bin/python lib/tests/vary.py

mutate: .venv/installed   ## how many small faults in the code the tests would notice
	.venv/bin/python lib/tests/mutate.py

lock:                     ## pin the dependencies anew (needs uv)
	cd lib && uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	    --group pyproject.toml:test --group pyproject.toml:build pyproject.toml -o requirements.lock

clean:                    ## remove what was built, keep what is committed
	rm -rf .venv report figures/*.pdf figures/*-zh.* figures/*.pptx figures/index*.html

.venv/installed: lib/requirements.lock lib/pyproject.toml
	sh lib/install.sh

.PHONY: report test lab figures figures-zh deck deck-zh pdf outputs bench vary mutate lock clean
