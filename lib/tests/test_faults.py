"""The fault matrix names tests that exist."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROWS = re.findall(
    r"^\| (\d+)\. .* \| ([^|]*) \|$", (HERE / "FAULTS.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)


@pytest.mark.parametrize(("number", "tests"), ROWS, ids=[number for number, _ in ROWS])
def test_each_fault_has_its_test(number, tests):
    assert tests.strip(), f"fault {number} has no test"
    for module, beginning in re.findall(r"(test_\w+)(?:::(\w+))?", tests):
        assert f"def test_{beginning}" in (HERE / f"{module}.py").read_text(encoding="utf-8")
