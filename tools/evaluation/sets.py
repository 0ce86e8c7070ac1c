"""The annotated sets, and what `depeche eval` says of them."""
import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The gold data may not be redistributed: it lies beside the project, or where this variable says.
GOLD = Path(os.environ.get("DEPECHE_GOLD", ROOT / "../shared/gold"))
DEPECHE = os.environ.get("DEPECHE", "depeche")

SETS = {
    "gold/dev": GOLD / "dev",
    "gold/seed": GOLD / "seed.json",
    "fr/dev": ROOT / "tests/dispatches/fr/dev",
    "fr/held": ROOT / "tests/dispatches/fr/held",
    "es/dev": ROOT / "tests/dispatches/es/dev",
    "es/held": ROOT / "tests/dispatches/es/held",
    "en/dev": ROOT / "tests/dispatches/en/dev",
    "en/held": ROOT / "tests/dispatches/en/held",
}
# The sets whose errors may be looked at, as errors are drawn from them. The halves called `held` are measured and not read.
OPEN = {"gold": ("gold/dev", "gold/seed"), "fr/dev": ("fr/dev",), "es/dev": ("es/dev",)}


def files(name):
    path = SETS[name]
    return sorted(path.glob("*.json")) if path.is_dir() else [path]


def gold(name):
    """The annotated documents of a set by id."""
    documents = (json.loads(file.read_text(encoding="utf-8")) for file in files(name))
    return {document["id"]: document for document in documents}


def paths(names):
    return [str(SETS[name]) for name in names]


def evaluate(names, *options):
    """The JSON of `depeche eval --json` on some sets together."""
    command = [DEPECHE, "eval", "--offline", "--json", *map(str, options), *paths(names)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def readings(names):
    """The readings of some sets, in the order of their files."""
    command = [DEPECHE, "read", "--offline", "--format", "jsonl", *(str(file) for name in names for file in files(name))]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]
