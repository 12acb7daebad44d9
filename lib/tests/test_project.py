"""The project's own promises: environments in step, a pinned lock, a README that tells the truth."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from jianguan.build.outputs import findings_list

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PROJECT = tomllib.loads((ROOT / "lib/pyproject.toml").read_text(encoding="utf-8"))


def requirement(line: str) -> tuple[str, str]:
    """The name, without extras, and the bounds of a requirement."""
    found = re.fullmatch(r"([\w.-]+)(?:\[[^\]]*\])?\s*(.*)", line.strip())
    return found[1].lower().replace("_", "-"), found[2]


WANTED = dict(map(requirement, PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["test"]))


def test_conda_environment_has_the_same_bounds():
    lines = re.findall(r"^ +- (?!-e)([\w.-]+.*)$", (ROOT / "environment.yml").read_text(encoding="utf-8"), re.M)
    named = dict(map(requirement, lines))
    assert {name: named.get(name) for name in WANTED} == WANTED


def test_lock_pins_every_dependency_with_hashes():
    lock = (ROOT / "lib/requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==(\S+)(?: ; [^\\\n]*)? \\\n +--hash=sha256:[0-9a-f]{64}", lock, re.M)
    assert set(WANTED) <= {name.replace("_", "-") for name, _ in pins}
    assert len(pins) == len(re.findall(r"^[\w.-]+==", lock, re.M))


FLOORS = {"jupyter-server": (2, 21), "jupyterlab": (4, 6, 2), "nbconvert": (7, 17, 1), "pillow": (12, 3), "mistune": (3, 3)}


@pytest.mark.parametrize("name", FLOORS)
def test_version_floors_that_close_known_holes(name):
    lock = (ROOT / "lib/requirements.lock").read_text(encoding="utf-8")
    version = re.search(rf"^{name}==([\d.]+)", lock, re.M)[1]
    assert tuple(map(int, version.split("."))) >= FLOORS[name]
    assert requirement(f"{name}{WANTED[name]}")[1].startswith(">=" + ".".join(map(str, FLOORS[name])))


def test_readme_commands_exist_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"`make ([a-z-]+)", README.read_text(encoding="utf-8")))
    assert named and named <= targets


def test_readme_links_and_files_exist():
    text = README.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    for path in re.findall(r"\]\((?!https?://|#|\.\./)([^)#]+)\)", text):
        assert (ROOT / path).exists(), path


def test_style_of_the_code():
    run = subprocess.run([sys.executable, "-m", "ruff", "check", "."], cwd=ROOT / "lib", capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_the_readme_lists_the_findings_as_they_stand():
    block = re.search(r"<!-- findings:[^>]*-->\n(.*?)<!-- /findings -->", README.read_text(encoding="utf-8"), re.S)
    assert block[1] == findings_list(ROOT / "seeds")
