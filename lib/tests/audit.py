"""Is what is installed what the lock says, unchanged, and free of known holes? Nothing that cannot be examined passes.

    python lib/tests/audit.py

Exit code 0 only if every pin of the lock that applies to this machine was examined and found right; 1 otherwise, with
one line for each that was not. Known holes are the floors in advisories.csv; an old list is warned about.
"""

import base64
import csv
import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import Marker
from packaging.version import Version

LIB = Path(__file__).parents[1]
PIN = re.compile(r"^([\w.-]{1,100})==(\S{1,50})(?: ; ([^\\\n]{1,300}))? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M)
FRESH_DAYS = 180


def pins(lock: str) -> dict[str, str]:
    """Names and versions of the pins that apply here. Raises ValueError where a pin has no hash."""
    found = list(PIN.finditer(lock))
    if not found or len(found) != len(re.findall(r"^[^\s#]", lock, re.M)):
        raise ValueError("the lock has lines that are no pins with hashes")
    return {name: version for name, version, marker, _ in (pin.groups() for pin in found) if _applies(marker)}


def _applies(marker: str | None) -> bool:
    return marker is None or Marker(marker.strip()).evaluate()


def faults(wanted: dict[str, str], floors: dict[str, str], look: Callable[[str], Distribution]) -> Iterator[str]:
    """One line for each pin that is missing, of another version, below a floor, changed, or cannot be examined."""
    for name, version in wanted.items():
        try:
            installed = look(name)
        except PackageNotFoundError:
            yield f"{name}: not installed, so not examined"
            continue
        if installed.version != version:
            yield f"{name}: {installed.version} is installed, the lock says {version}"
        if name in floors and Version(version) < Version(floors[name]):
            yield f"{name}: {version} has known holes, closed in {floors[name]}"
        yield from changed(name, installed)


def changed(name: str, installed: Distribution) -> Iterator[str]:
    """Files of a distribution that are not as its record says; a distribution without hashes is not examined."""
    hashed = [file for file in installed.files or [] if file.hash]
    if not hashed:
        yield f"{name}: keeps no record of its files, so not examined"
    for file in hashed:
        path = Path(str(file.locate()))
        if not path.is_file():
            yield f"{name}: {file} is missing"
        elif _digest(path, file.hash.mode) != file.hash.value:
            yield f"{name}: {file} was changed after it was installed"


def _digest(path: Path, mode: str) -> str:
    return base64.urlsafe_b64encode(hashlib.new(mode, path.read_bytes()).digest()).rstrip(b"=").decode()


def advisories(path: Path) -> tuple[dict[str, str], date]:
    """The lowest version of each package without known holes, and when the list was last looked through."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["package"]: row["fixed"] for row in rows}, max(date.fromisoformat(row["checked"]) for row in rows)


def age_warning(checked: date, today: date) -> str:
    """A line that says how old the list is, where it is too old."""
    old = (today - checked).days > FRESH_DAYS
    return f"warning: the list of known holes is of {checked}, more than {FRESH_DAYS} days old" if old else ""


def main() -> int:
    """Examine this Python's packages."""
    wanted = pins((LIB / "requirements.lock").read_text(encoding="utf-8"))
    floors, checked = advisories(Path(__file__).with_name("advisories.csv"))
    wrong = list(faults(wanted, floors, distribution))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    if warning := age_warning(checked, date.today()):
        print(warning, file=sys.stderr)
    bad = len({line.partition(":")[0] for line in wrong})
    print(f"{len(wanted)} packages in the lock, {len(wanted) - bad} examined and right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
