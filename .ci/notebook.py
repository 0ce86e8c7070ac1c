"""Runs a notebook where it stands, and fails as it fails. With --write the outputs are kept in it.

    python .ci/notebook.py examples/asie_centrale.ipynb [--write] [--pictures FOLDER]
"""

import argparse
import base64
from pathlib import Path

import nbformat
from nbclient import NotebookClient

arguments = argparse.ArgumentParser()
arguments.add_argument("notebook", type=Path)
arguments.add_argument("--write", action="store_true")
arguments.add_argument("--pictures", type=Path)
given = arguments.parse_args()
notebook = nbformat.read(given.notebook, as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": given.notebook.parent}}).execute()
outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
pictures = [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]
assert len(pictures) == 2, f"{len(pictures)} pictures"
for cell in notebook.cells:
    # When a cell ran says nothing, and would change with every run.
    cell.metadata.pop("execution", None)
if given.write:
    nbformat.write(notebook, given.notebook)
if given.pictures:
    for number, picture in enumerate(pictures):
        (given.pictures / f"{given.notebook.stem}-{number}.png").write_bytes(base64.b64decode(picture))
print(f"{given.notebook}: {len(notebook.cells)} cells run, {len(pictures)} pictures")
