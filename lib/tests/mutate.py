"""How many slips of the hand the tests would notice: a sample of the code's one-change mutants, each tried by itself.

    python lib/tests/mutate.py                             30 mutants of each part (`make mutate`)
    python lib/tests/mutate.py slogans --draw 60 --seed 2  another sample, of one part

Prints where a mutant survived, then how many were noticed. A mutant lives in a forked process whose modules are
loaded already, so that one costs what its tests cost: a sample of some hundred takes minutes, where copies of the
project tested whole (mutmut) would take days.
"""

import argparse
import ast
import gc
import importlib
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import pytest

LIB = Path(__file__).resolve().parents[1]
SECONDS = 300  # a mutant that takes longer hangs, and so was noticed
SWAPPED = {ast.Lt: ast.LtE, ast.Gt: ast.GtE, ast.Eq: ast.NotEq, ast.In: ast.NotIn, ast.Is: ast.IsNot}
SWAPPED |= {other: one for one, other in SWAPPED.items()} | {ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub}
SWAPPED |= {ast.Sub: ast.Add, ast.Mult: ast.Add}


@dataclass(frozen=True)
class Part:
    """Some modules of the library, and the tests that are about them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    def sources(self) -> list[Path]:
        found = [path for name in self.modules for path in sorted((LIB / "jianguan").glob(name))]
        return [path for path in found if path.name != "__init__.py"]


PARTS = {  # the tests that notice most come first
    "quantities": Part(
        ("quantities.py", "numbers/*.py"),
        ("test_quantities_*.py", "test_quantities.py", "test_numerals.py", "test_unseen_quantities.py"),
    ),
    "slogans": Part(
        ("slogans.py", "alignment.py", "rhetoric/*.py"),
        ("test_rhetoric_tables.py", "test_parallel_rules.py", "test_slogans.py", "test_alignment.py", "test_chains.py",
         "test_images.py", "test_script.py", "test_voice.py", "test_unseen_rhetoric.py"),
    ),
    "corpus": Part(
        ("corpus.py", "metadata.py", "text.py", "intake/*.py"),
        ("test_reading.py", "test_text.py", "test_names.py", "test_places.py", "test_decode.py", "test_files.py",
         "test_metadata.py", "test_layout.py", "test_corpus.py", "test_kinds.py", "test_unseen.py"),
    ),
}


def slips(node: ast.AST) -> Iterator[ast.AST]:
    """What a slip of the hand could have put in the place of a node.

    >>> [ast.unparse(changed) for changed in slips(ast.parse("a < b", mode="eval").body)]
    ['a <= b']
    """
    match node:
        case ast.Compare(ops=[operator, *others]) if type(operator) in SWAPPED:
            yield _with(node, ops=[SWAPPED[type(operator)](), *others])
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in SWAPPED:
            yield _with(node, op=SWAPPED[type(operator)]())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.Constant(value=bool() as value):
            yield _with(node, value=not value)
        case ast.Constant(value=int() | float() as value):
            yield _with(node, value=value + 1)
        case ast.Constant(value=str() as value):
            yield _with(node, value=f"XX{value}")
        case ast.Return(value=ast.AST()):
            yield _with(node, value=ast.Constant(None))
        case ast.IfExp(body=body, orelse=orelse):
            yield _with(node, body=orelse, orelse=body)
        case ast.Call(args=[*others, ast.expr() as last]) if not isinstance(last, ast.Starred):
            yield _with(node, args=[*others, ast.Constant(None)])
        case ast.Break():
            yield ast.copy_location(ast.Continue(), node)
        case ast.Continue():
            yield ast.copy_location(ast.Break(), node)


def _with(node: ast.AST, **fields) -> ast.AST:
    changed = copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


class Slip(ast.NodeTransformer):
    """Makes the slip with the number `wanted` in the functions of a module, and counts those it could make."""

    def __init__(self, wanted: int = -1):
        self.wanted, self.possible, self.line, self.within = wanted, 0, 0, False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:  # noqa: N802
        outer, self.within = self.within, True
        first = node.body[0]
        told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        node.body = node.body[:told] + [self.visit(statement) for statement in node.body[told:]]
        self.within = outer
        return node

    def visit(self, node: ast.AST) -> ast.AST:
        for changed in slips(node) if self.within else ():
            self.possible += 1
            if self.possible - 1 == self.wanted:
                self.line = node.lineno
                return changed
        return super().visit(node)


def mutant(source: Path, wanted: int) -> tuple[ast.Module, int]:
    """A module with one slip made, and its line."""
    slip = Slip(wanted)
    tree = slip.visit(ast.parse(source.read_text(encoding="utf-8")))
    return ast.fix_missing_locations(tree), slip.line


def load(source: Path, tree: ast.Module) -> None:
    """Put the code of a tree into the functions of its module that are loaded already."""
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _codes(compile(tree, str(source), "exec"))}
    for function in [each for each in gc.get_objects() if isinstance(each, FunctionType)]:
        code = function.__code__
        if code.co_filename == str(source) and (code.co_qualname, code.co_firstlineno) in codes:
            function.__code__ = codes[code.co_qualname, code.co_firstlineno]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def survives(source: Path, tree: ast.Module, tests: Sequence[str]) -> bool:
    """Whether the tests pass in a process of their own that holds this code."""
    child = os.fork()
    if not child:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1), os.dup2(silent, 2)
        signal.alarm(SECONDS)
        load(source, tree)
        os._exit(bool(pytest.main(["-c", "pyproject.toml", "-x", "-q", "-n", "0", *tests])))
    return os.waitpid(child, 0)[1] == 0


def draw(part: Part, most: int, seed: int) -> list[tuple[Path, int]]:
    """Some of the slips that can be made in a part, each as its file and number."""
    every = [(source, number) for source in part.sources() for number in range(possible(source))]
    return random.Random(seed).sample(every, min(most, len(every)))


def possible(source: Path) -> int:
    """How many slips can be made in the functions of a file."""
    slip = Slip()
    slip.visit(ast.parse(source.read_text(encoding="utf-8")))
    return slip.possible


def score(name: str, most: int, seed: int) -> str:
    """Try a sample of a part's mutants, print the survivors as they come, and say how many were noticed."""
    part = PARTS[name]
    tests = [str(path) for pattern in part.tests for path in sorted((LIB / "tests").glob(pattern))]
    for source in part.sources():
        importlib.import_module(".".join(source.relative_to(LIB).with_suffix("").parts))
    chosen, noticed = draw(part, most, seed), 0
    if not survives(chosen[0][0], mutant(chosen[0][0], -1)[0], tests):
        raise SystemExit(f"{name}: the tests fail as things are")
    for source, number in chosen:
        tree, line = mutant(source, number)
        if not survives(source, tree, tests):
            noticed += 1
            continue
        code = source.read_text(encoding="utf-8").splitlines()[line - 1].strip()
        print(f"survived: {source.relative_to(LIB)}:{line} {code}", flush=True)
    every = sum(map(possible, part.sources()))
    return f"{name}: {noticed} of {len(chosen)} noticed, {100 * noticed / len(chosen):.0f} % ({every:,} could be made)"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)} (default: all)")
    asked.add_argument("--draw", type=int, default=30)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        asked.error(f"unknown: {', '.join(sorted(unknown))}")
    os.chdir(LIB)
    sys.path[:0] = [str(LIB), str(LIB / "tests")]
    for name in options.parts or PARTS:
        print(score(name, options.draw, options.seed), flush=True)


if __name__ == "__main__":
    main()
