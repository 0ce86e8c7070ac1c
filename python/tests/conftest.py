"""What the tests share: a reader, our own dispatches, and the command beside which results are compared."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import depeche

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def command() -> str:
    """The command: `DEPECHE`, else the one on the path."""
    found = os.environ.get("DEPECHE") or shutil.which("depeche")
    if not found:
        pytest.skip("no command depeche: set DEPECHE")
    return found


@pytest.fixture(scope="session")
def run(command):
    def run(*arguments: object, codes: tuple[int, ...] = (0,)) -> bytes:
        done = subprocess.run([command, *map(str, arguments)], capture_output=True)
        assert done.returncode in codes, done.stderr.decode()
        return done.stdout

    return run


@pytest.fixture(scope="session")
def reader() -> depeche.Reader:
    return depeche.Reader("fr", offline=True)


@pytest.fixture(scope="session")
def dispatches(tmp_path_factory) -> list[dict]:
    """Our own dispatches, as documents, the metadata of some of them left out."""
    documents = []
    for number, path in enumerate(sorted((ROOT / "tests/dispatches/fr/dev").glob("*.json"))):
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = {"id": gold["id"], "lang": gold["lang"], "published": gold["date"], "title": gold["title"], "text": gold["text"]}
        if number % 5 == 0:
            del document["id"]
        if number % 7 == 0:
            document["outlet"] = "L’Écho"
            document["url"] = f"https://example.org/{number}"
        if number % 11 == 0:
            del document["published"]
        documents.append(document)
    # The same again, cut: a copy.
    copied = dict(documents[1], id="copy", outlet="Le Soir")
    return documents + [copied]


@pytest.fixture(scope="session")
def lines(dispatches, run, tmp_path_factory) -> list[str]:
    """What the command writes for them."""
    path = tmp_path_factory.mktemp("lines") / "dispatches.jsonl"
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in dispatches), encoding="utf-8")
    return run("read", "--offline", "--lang", "fr", "--format", "jsonl", path).decode().splitlines()


@pytest.fixture(scope="session")
def samarcande_db(run, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("store") / "samarcande.db"
    run("ingest", "--offline", "--lang", "fr", path, ROOT / "examples/samarcande.txt")
    return str(path)
