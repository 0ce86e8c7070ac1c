#!/usr/bin/env python3
"""How far two annotations of the same dispatches agree: those in tests/dispatches/fr/second beside those in fr/dev, and the program beside both.

usage: tools/evaluation/agreement.py     with DEPECHE=path/to/depeche; prints the figures as JSON, by what was compared
"""
import json
import subprocess
import tempfile

import oracles
import sets

SECOND = sets.ROOT / "tests/dispatches/fr/second"


def as_reading(gold):
    """The reading that says just what an annotation says."""
    nothing = {"document": {"id": gold["id"]}, "actors": [], "statements": [], "events": []}
    one = oracles.Beside(gold, nothing)
    one.reading["statements"] = [one.statement(number) for number in range(len(gold["statements"]))]
    one.reading["events"] = [one.event(number) for number in range(len(gold["events"]))]
    return one.reading


def evaluate(readings, folder, files):
    path = oracles.write(folder, "readings.jsonl", readings)
    command = [sets.DEPECHE, "eval", "--json", "--intervals", "--readings", path, *map(str, files)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure():
    """Figures of the second annotation by the first, of the program by the first, of the program by the second."""
    second = sorted(SECOND.glob("*.json"))
    first = [sets.SETS["fr/dev"] / file.name for file in second]
    command = [sets.DEPECHE, "read", "--offline", "--format", "jsonl", *map(str, first)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    program = [json.loads(line) for line in lines]
    annotations = [as_reading(json.loads(file.read_text(encoding="utf-8"))) for file in second]
    with tempfile.TemporaryDirectory() as folder:
        return {
            "second annotation beside the first": evaluate(annotations, folder, first),
            "program beside the first": evaluate(program, folder, first),
            "program beside the second": evaluate(program, folder, second),
        }


if __name__ == "__main__":
    print(json.dumps(measure(), ensure_ascii=False, indent=1))
