"""Exports a store in every form and compares what others read with what is in it: `check.py DEPECHE STORE FOLDER`."""

import subprocess
import sys
import time
from pathlib import Path

import flat
import network
import parquet
import places
import questions
import readings
from stored import Stored

CHECKS = [
    ("Parquet", parquet.check),
    ("Questions", questions.check),
    ("CSV", flat.check_csv),
    ("JSONL", readings.check),
    ("PLOVER", flat.check_plover),
    ("CAMEO", flat.check_cameo),
    ("GeoJSON", places.check),
    ("GEXF", network.check_gexf),
    ("GraphML", network.check_graphml),
]


def main(depeche, store, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)

    def export(form, output, *more):
        subprocess.run([depeche, "export", store, "--format", form, "--output", str(output), *more], check=True)

    stored, bad = Stored(store, depeche), 0
    for name, check in CHECKS:
        begun = time.monotonic()
        try:
            cells = check(folder, stored, export)
        except Exception as error:
            bad += 1
            print(f"{name}: {type(error).__name__}: {error}")
            continue
        assert cells > 0, f"{name}: nothing was compared"
        print(f"{name}: {cells} values are those of the store ({time.monotonic() - begun:.1f} s)")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
