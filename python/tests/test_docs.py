"""What the documentation shows is so: the examples of the docstrings and of docs/python.md."""

from __future__ import annotations

import doctest
import importlib
import io
import os
import pkgutil
import re

import pytest

import depeche

MODULES = sorted(f"depeche.{module.name}" for module in pkgutil.iter_modules(depeche.__path__) if module.name != "_native") + ["depeche"]
#: What those see first who read about the package; these have examples.
SHOWN = {"depeche", "depeche._reader", "depeche._records", "depeche._store", "depeche._spacy"}


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name, samarcande_db):
    pytest.importorskip("pyarrow")
    if name in ("depeche._spacy", "depeche._spacy_factory"):
        pytest.importorskip("spacy")
    if name == "depeche.spark":
        pytest.importorskip("pyspark")
    module = importlib.import_module(name)
    names = {"depeche": depeche, "io": io, "samarcande_db": samarcande_db}
    failed, tried = doctest.testmod(module, extraglobs=names)
    assert failed == 0
    assert tried or name not in SHOWN


@pytest.mark.parametrize("page", ["README.md", "python/README.md"])
def test_the_lines_that_readmes_begin_with(page, root, capsys):
    """What a comment behind `print` says is what is printed."""
    blocks = re.findall(r"^```python\n(.*?)^```", (root / page).read_text(encoding="utf-8"), flags=re.M | re.S)
    assert blocks
    for block in blocks:
        told = re.findall(r"print\(.*\) +# (.*)", block)
        assert told
        exec(compile(block, page, "exec"), {})
        assert capsys.readouterr().out.splitlines() == told


def test_docs(root, samarcande_db, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    text = (root / "docs/python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    os.symlink(samarcande_db, "news.db")
    parser = doctest.DocTestParser()
    example = parser.get_doctest(text.replace("```", "\n"), {}, "docs/python.md", None, 0)
    assert len(example.examples) > 15
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert runner.run(example).failed == 0


def test_everything_is_documented_and_typed():
    for name in depeche.__all__:
        assert name == "__version__" or getattr(depeche, name).__doc__, name
    assert (importlib.resources.files("depeche") / "py.typed").is_file()
    assert depeche.__version__.count(".") == 2
