"""What has to be there before anything else: the right Python and packages, or one line that says what is wanted.

Checked when this module is imported, which the package does first.
"""

import logging
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

PYTHONS = (3, 11), (3, 14)
INSTALL = "`make report` installs all of it, or: pip install --require-hashes -r lib/requirements.lock"


def check_needs() -> None:
    """Raise ImportError, naming what was found and what is wanted; `python -m jianguan` ends with exit code 2."""
    if wanting := ", ".join(unmet()):
        message = f"jianguan needs {wanting}; {INSTALL}"
        if sys.argv[:1] == ["-m"]:  # Python's sign that it is still looking for the module to run
            print(message, file=sys.stderr)
            raise SystemExit(2)
        raise ImportError(message)


def unmet() -> Iterator[str]:
    """What is wanted and not there, each with what was found instead."""
    if not PYTHONS[0] <= sys.version_info[:2] < PYTHONS[1]:
        yield f"Python 3.11, 3.12 or 3.13 (found {sys.version.split()[0]})"
    try:
        from packaging.requirements import Requirement

        wanted = [Requirement(line) for line in requires("jianguan") or []]
    except (ImportError, PackageNotFoundError):
        return
    for need in wanted:
        if need.marker is None or need.marker.evaluate():
            found = _found(need.name)
            if found is None or not need.specifier.contains(found, prereleases=True):
                yield f"{need.name}{need.specifier} (found {found or 'none'})"


def _found(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


check_needs()
# Matplotlib lists the system's fonts at its first start on a machine and says so on a slow one; ours come with us.
logging.getLogger("matplotlib.font_manager").addFilter(lambda said: "building the font cache" not in said.getMessage())
