"""What the documentation shows is so: the examples of the docstrings and of docs/python.md."""

from __future__ import annotations

import doctest
import importlib
import os

import pytest

import depeche

MODULES = ["depeche", "depeche._records", "depeche._reader", "depeche._store", "depeche._spacy"]


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name, samarcande_db):
    pytest.importorskip("pyarrow")
    module = importlib.import_module(name)
    names = {"depeche": depeche, "samarcande_db": samarcande_db}
    failed, tried = doctest.testmod(module, extraglobs=names)
    assert failed == 0
    assert tried or name == "depeche._spacy"


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
