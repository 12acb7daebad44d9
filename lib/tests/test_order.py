"""Cells may be run again and, after the set-up cell, in any order: what they show is what is committed."""

import ast
import builtins
import random
from pathlib import Path

import nbformat
import pytest
from IPython.core.formatters import DisplayFormatter

NOTEBOOKS = {p.stem: p for p in sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))}
SETUP = "hide-input"
PANEL = "nbval-skip"  # the panel's widgets have random ids
ORDERS = {
    "reversed": lambda cells: cells[::-1],
    "shuffled 1": lambda cells: random.Random(1).sample(cells, len(cells)),
    "shuffled 2, every cell twice": lambda cells: [c for c in random.Random(2).sample(cells, len(cells)) for _ in "12"],
}


def code(stem: str) -> list:
    """The code cells of a notebook, the set-up cell first."""
    return [cell for cell in nbformat.read(NOTEBOOKS[stem], as_version=4).cells if cell.cell_type == "code"]


def tags(cell) -> list[str]:
    return cell.metadata.get("tags", [])


def shown(source: str, names: dict) -> list[dict]:
    """Run a cell as Jupyter does; the outputs it makes, by kind."""
    told, tree = [], ast.parse(source)
    names["display"] = lambda *things: told.extend(things)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last and (value := eval(compile(ast.Expression(last.value), "cell", "eval"), names)) is not None:
        told.append(value)
    return [DisplayFormatter().format(thing)[0] for thing in told]


@pytest.fixture(scope="module", autouse=True)
def without_pictures(tmp_path_factory):
    """What a cell shows does not depend on the pictures it saves; without them it takes a third of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JIANGUAN_FORMATS", "csv")
        patch.setenv("JIANGUAN_FIGURES", str(tmp_path_factory.mktemp("figures")))
        yield


@pytest.fixture(scope="module")
def ready():
    """The names that the set-up cell leaves behind; it is the same in every notebook."""
    names = {"__name__": "__main__"}
    shown(code("00-summary")[0].source, names)
    return names


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_one_set_up_cell_the_same_everywhere(stem):
    first, *rest = code(stem)
    assert first.source == code("00-summary")[0].source and len(first.source.split("\n")) <= 10
    assert SETUP in tags(first) and not any(SETUP in tags(cell) for cell in rest)


def reads(tree: ast.AST) -> list[str]:
    """The names a cell needs from elsewhere: read somewhere, set nowhere in it."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return [node.id for node in names if isinstance(node.ctx, ast.Load) and node.id not in own]


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_no_cell_needs_another_nor_changes_what_set_up_named(stem, ready):
    for cell in code(stem)[1:]:
        tree = ast.parse(cell.source)
        assert not [name for name in reads(tree) if name not in ready and not hasattr(builtins, name)], cell.source
        stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        assert not stored & {"corpus", "found", "claims", "style"}, cell.source


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("stem", [stem for stem in NOTEBOOKS if stem != "07-explore"])
def test_any_order_shows_what_is_committed(stem, order, ready):
    cells = ORDERS[order](code(stem)[1:])
    for cell in cells:
        kept = [dict(output.data) for output in cell.outputs if "data" in output]
        assert shown(cell.source, ready) == kept, cell.source


@pytest.fixture(scope="module")
def asked(ready):
    """What the cells of chapter 07 show in their order; it stores no outputs."""
    return {cell.id: shown(cell.source, ready) for cell in code("07-explore")[1:] if PANEL not in tags(cell)}


def test_questions_can_be_asked_in_any_order(asked, ready):
    cells = [cell for cell in code("07-explore")[1:] if PANEL not in tags(cell)]
    for cell in ORDERS["reversed"](cells):
        assert shown(cell.source, ready) == asked[cell.id], cell.source
