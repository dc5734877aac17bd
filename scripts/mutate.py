"""Do the tests notice? Small faults are put into the core modules, one at a time, and the quick tests of each are run.

    python scripts/mutate.py                        # forty faults a module, the same ones at every run
    python scripts/mutate.py dates --all            # every fault of one module
    python scripts/mutate.py rank --sample 100 --seed 7

A fault is a comparison moved by one or turned, ``and`` for ``or``, plus for minus, ``min`` for ``max``, a number one
higher, a ``not`` left out, a ``continue`` that leaves the loop. It lives in the memory of a forked process; no file is
changed. What no test notices is listed with its line: write the sentence that is missing, or see that nothing can be
seen of it. The score is the share that is noticed. Needs a system that forks (Linux, macOS).
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).resolve().parents[1]

# a core module, and the files whose tests must notice its faults
CORE = {
    "dates": ["test_dates.py"],
    "days": ["test_dates.py"],
    "edtf": ["test_dates.py"],
    "names": ["test_sources_names.py", "test_gazetteer.py"],
    "sources": ["test_sources_names.py"],
    "atlas.lives": ["test_atlas.py", "test_lives.py"],
    "atlas.things": ["test_atlas.py"],
    "atlas.railheads": ["test_railheads.py"],
    "checks.plausible": ["test_checks.py"],
    "checks.findings": ["test_checks.py", "test_one_mistake.py"],
    "checks.texts": ["test_evidence.py"],
    "checks.gaps": ["test_gaps.py"],
    "folder.tables": ["test_tables.py", "test_hard.py", "test_folder.py", "test_one_mistake.py"],
    "gazetteer.score": ["test_gazetteer.py", "test_geocode.py", "test_finder_rules.py"],
    "gazetteer.rank": ["test_gazetteer.py", "test_geocode.py", "test_finder_rules.py"],
    "gazetteer.find": ["test_gazetteer.py", "test_geocode.py", "test_finder_rules.py"],
    "gazetteer.geocode": ["test_geocode.py"],
    "render.encode": ["test_encode.py"],
    "render.layer": [
        "test_layer.py",
        "test_layer_clock.py",
        "test_layer_series.py",
        "test_layer_keys.py",
        "test_cases_layers.py",
    ],
    "export.book": ["test_export.py"],
    "export.columns": ["test_export.py"],
    "export.evidence": ["test_export.py"],
    "export.years": ["test_export.py"],
    "export.linked_places": ["test_linked_places.py"],
}
# loaded once, before the first fork
HEAVY = ["fiona", "folium", "geopandas", "pandas", "pyproj", "rapidfuzz", "shapely", "click"]
TIMEOUT_S = 240

TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
OTHER = {"min": "max", "max": "min", "any": "all", "all": "any"}
# arguments that only guard against bugs, or say how something is written down
LET_BE = {"strict", "maxsplit", "ensure_ascii", "indent", "fail_silently"}


@dataclass(frozen=True)
class Fault:
    """The node with this number, in the order of :func:`nodes`, in its other form."""

    number: int
    line: int
    told: str


def nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a module that say what it does: no annotations, decorators, docstrings or texts."""
    yield tree
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "decorator_list"} or isinstance(tree, ast.JoinedStr):
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST) and not (isinstance(node, ast.keyword) and node.arg in LET_BE):
                yield from nodes(node)


def changed(node: ast.AST) -> ast.AST | None:
    """The node with a fault in it, or nothing when it has no other form."""
    other = copy.deepcopy(node)
    match other:
        case ast.Compare(ops=[operator]) if type(operator) in TURNED:
            other.ops = [TURNED[type(operator)]()]
        case ast.BoolOp() | ast.BinOp() if type(other.op) in TURNED:
            other.op = TURNED[type(other.op)]()
        case ast.UnaryOp(op=ast.Not()):
            return other.operand
        case ast.Constant(value=bool(value)):
            other.value = not value
        case ast.Constant(value=int(value)):
            other.value = value + 1
        case ast.Name(id=name) if name in OTHER:
            other.id = OTHER[name]
        case ast.Continue():
            return ast.copy_location(ast.Break(), node)
        case _:
            return None
    return other


def faults(source: str) -> list[Fault]:
    """Every fault that can be put into a source, from top to bottom."""
    found = []
    for number, node in enumerate(nodes(ast.parse(source))):
        other = changed(node)
        if other is not None:
            told = f"{ast.unparse(node)}  ->  {ast.unparse(other)}"
            found.append(Fault(number, getattr(node, "lineno", 0), told))
    return found


def with_fault(source: str, path: Path, fault: Fault) -> CodeType:
    """The source with one fault in it, compiled."""
    tree = ast.parse(source)
    wanted = next(node for number, node in enumerate(nodes(tree)) if number == fault.number)

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if node is wanted:
                return changed(node) or node
            return self.generic_visit(node)

    return compile(ast.fix_missing_locations(Put().visit(tree)), str(path), "exec")


class Faulty(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module the code it is told, in place of that of its file."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        places = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            fullname, self.path, loader=self, submodule_search_locations=places
        )

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


def run_tests(name: str, path: Path, tests: list[Path], code: CodeType | None) -> str:
    """Run the tests in a fork, with this code for the module: ``noticed``, ``lived`` or ``too long``."""
    child = os.fork()
    if child == 0:
        os.setsid()
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        if code is not None:
            sys.meta_path.insert(0, Faulty(name, path, code))
        import pytest

        words = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not browser and not slow", *map(str, [*tests, path])]
        try:
            importlib.import_module(name)  # before pytest, which would read a file that it is given by itself
            failed = bool(pytest.main(words))
        except BaseException:
            failed = True
        os._exit(int(failed))
    stops = time.monotonic() + TIMEOUT_S
    while time.monotonic() < stops:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return "noticed" if status else "lived"
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "too long"


def module_of(name: str) -> Path:
    """The file of a module of geokz, or of a package's ``__init__``."""
    path = (ROOT / "src" / "geokz").joinpath(*name.split("."))
    return path.with_suffix(".py") if path.with_suffix(".py").is_file() else path / "__init__.py"


def try_module(name: str, *, sample: int | None, seed: int) -> tuple[int, int]:
    """Put faults into one module; how many were noticed, of how many."""
    path = module_of(name)
    tests = [ROOT / "tests" / file for file in CORE[name]]
    source = path.read_text(encoding="utf-8")
    every = faults(source)
    chosen = every
    if sample is not None and sample < len(every):
        chosen = sorted(random.Random(f"{seed} {name}").sample(every, sample), key=lambda fault: fault.number)
    full = f"geokz.{name}"
    if run_tests(full, path, tests, None) != "lived":
        sys.exit(f"the tests of {full} fail without any fault; mend them first")
    lived = []
    for fault in chosen:
        if run_tests(full, path, tests, with_fault(source, path, fault)) == "lived":
            lived.append(fault)
            print(f"  lived  {path.relative_to(ROOT)}:{fault.line}  {fault.told}", flush=True)
    noticed = len(chosen) - len(lived)
    print(f"{full}: {noticed} of {len(chosen)} noticed ({len(every)} possible)", flush=True)
    return noticed, len(chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="module", help=f"of {', '.join(CORE)}; all of them without one")
    parser.add_argument("--sample", type=int, default=40, help="faults a module (40)")
    parser.add_argument("--all", action="store_true", help="every fault of each module")
    parser.add_argument("--seed", type=int, default=1, help="which faults are drawn (1)")
    options = parser.parse_args()
    unknown = [name for name in options.modules if name not in CORE]
    if unknown:
        parser.error(f"no core module is called {unknown[0]}; choose of {', '.join(CORE)}")
    for module in HEAVY:
        importlib.import_module(module)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder  # an example that fails only by a fault is no example
        os.chdir(ROOT)
        sample = None if options.all else options.sample
        scores = [try_module(name, sample=sample, seed=options.seed) for name in options.modules or CORE]
    noticed, tried = (sum(column) for column in zip(*scores, strict=True))
    print(f"score: {noticed} of {tried} faults noticed, {100 * noticed / tried:.0f} %")


if __name__ == "__main__":
    main()
