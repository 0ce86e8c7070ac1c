"""Where the programs are that are measured."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def target():
    """Where cargo builds."""
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def depeche():
    """The command: $DEPECHE, else the one built for release."""
    return Path(os.environ.get("DEPECHE", target() / "release/depeche"))


def rounds():
    """The parser alone (crates/spacy-runtime/examples/rounds.rs): $ROUNDS, else built for release."""
    if "ROUNDS" in os.environ:
        return Path(os.environ["ROUNDS"])
    subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "spacy-runtime", "--example", "rounds"], cwd=ROOT, check=True)
    return target() / "release/examples/rounds"


def spacy():
    """A Python that has spaCy: of the virtual environment $SPACY_VENV, of .ci/python's, else of one that is made in cargo's target folder.
    Nothing, where it cannot be had."""
    named = os.environ.get("SPACY_VENV")
    places = [Path(named)] if named else [target() / "spacy-venv", target() / "python"]
    for python in (place / "bin/python" for place in places):
        if python.exists() and _has(python, "spacy"):
            return python
    try:
        subprocess.run([sys.executable, "-m", "venv", places[0]], check=True)
        python = places[0] / "bin/python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "spacy==3.8.*"], check=True, capture_output=True)
        return python
    except (OSError, subprocess.CalledProcessError):
        return None


def wheel():
    """A Python that has the package depeche and pyarrow: $DEPECHE_PYTHON, else .ci/python's. Nothing, where there is none."""
    python = Path(os.environ.get("DEPECHE_PYTHON", target() / "python/bin/python"))
    return python if python.exists() and _has(python, "depeche, pyarrow") else None


def _has(python, modules):
    return subprocess.run([str(python), "-I", "-c", f"import {modules}"], capture_output=True).returncode == 0


def model(program, tag):
    """The folder of a language's model, or nothing."""
    done = subprocess.run([str(program), "models", "path", tag], capture_output=True, text=True)
    return Path(done.stdout.strip()) if done.returncode == 0 else None


def module(path):
    """A script of the project as a module."""
    spec = importlib.util.spec_from_file_location(path.replace("/", "_").removesuffix(".py"), ROOT / path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded
