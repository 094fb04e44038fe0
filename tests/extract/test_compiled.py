"""Reading compiled to C (`make compile`) and reading as written give the same bytes; what cannot be compiled is not written.

The comparison is skipped where nothing is compiled; the other tests always run.
"""

from __future__ import annotations

import ast
import gc
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from bench.corpus import report
from tawthiq.pipeline import extract_one
from tests.conftest import ROOT

HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]["hooks"]["mypyc"]
COMPILED = sorted(
    path
    for pattern in HOOK["include"]
    for path in ROOT.glob(pattern)
    if not any(fnmatch(path.name, left_out) for left_out in HOOK["exclude"])
)

CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")
AS_WRITTEN = """
import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
written = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))
def hook(path):
    if not path.startswith(sys.argv[1]):
        raise ImportError
    return written(path)
sys.path_hooks.insert(0, hook)
"""
READ = """
import json
from bench.corpus import report
from pathlib import Path
from tawthiq.domain.account import Extraction
from tawthiq.domain.document import Document
from tawthiq.domain.records import extraction_record, unreadable_record
from tawthiq.extract.places import find
from tawthiq.pipeline import extract_one, read_all
print(find.__file__.endswith(".py"), file=sys.stderr)
documents = [*read_all([Path("examples")]), *(report(n) for n in range(25))]
for told in (extract_one(d) if isinstance(d, Document) else d for d in documents):
    record = extraction_record(told) if isinstance(told, Extraction) else unreadable_record(told)
    print(json.dumps(record, ensure_ascii=False))
"""


def _read(first: str) -> tuple[bytes, bool]:
    """What is read out of the examples and some made-up reports, and whether by the modules as they are written."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{first}\n{READ}", str(ROOT / "tawthiq")],
        cwd=ROOT, capture_output=True, check=True, timeout=600,
    )  # fmt: skip
    return done.stdout, done.stderr.split()[-1] == b"True"


def _built(source: Path) -> list[Path]:
    return list(source.parent.glob(f"{source.stem}.*.so"))


def test_the_compiled_reads_what_the_written_reads() -> None:
    if not any(_built(source) for source in COMPILED):
        pytest.skip("nothing is compiled here (make compile)")
    stale = [p.name for p in COMPILED for built in _built(p) if built.stat().st_mtime < p.stat().st_mtime]
    assert not stale, f"compiled before they were last written (make pure takes it back): {stale}"
    compiled, as_written = _read("")
    assert not as_written
    written, as_written = _read(AS_WRITTEN)
    assert as_written
    assert compiled.count(b"\n") > 40
    assert compiled == written


def test_a_text_is_let_go_of_once_it_is_read() -> None:
    """A function within a function that asks itself keeps all that it saw in a circle, compiled ones always: the collector then walks
    through every text that was read."""
    documents = [report(n) for n in range(6)]
    for document in documents:
        extract_one(document)
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        for document in documents:
            extract_one(document)
        gc.collect()
        kept = {type(one).__name__ for one in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert not kept & {"Hit", "Reading", "Context", "Scene"}


def test_the_modules_to_compile_are_those_of_reading() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in COMPILED}
    assert {"tawthiq/extract/tellings/segments.py", "tawthiq/text/phrases.py", "tawthiq/text/reading.py"} <= names
    assert not any(name.endswith("__init__.py") for name in names)


@pytest.mark.parametrize("path", COMPILED, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_holds_nothing_that_mypyc_cannot_compile(path: Path) -> None:
    """`x in (*A, "b")` breaks mypyc, and builds a tuple at every look besides: a constant serves both."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Compare):
            continue
        for operator, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(operator, ast.In | ast.NotIn) and isinstance(right, ast.Tuple | ast.List | ast.Set):
                starred = [e for e in right.elts if isinstance(e, ast.Starred)]
                assert not starred, f"line {node.lineno}: make it a constant"


@pytest.mark.parametrize("path", COMPILED, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_modules_constants_are_final(path: Path) -> None:
    """Compiled, a constant that is not `Final` is looked up by its name in a dictionary at every look."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        names = [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]
        loose = [name for name in names if CONSTANT.fullmatch(name)]
        assert not loose or "TypeVar" in ast.dump(node), f"line {node.lineno}: {loose}: Final = …"
