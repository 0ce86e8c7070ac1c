"""examples/spark_ccnews.py: archives in, tables out, and again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

import warcs

pytest.importorskip("pyspark")
pq = pytest.importorskip("pyarrow.parquet")
if not shutil.which("java") and "JAVA_HOME" not in os.environ:
    pytest.skip("no Java here", allow_module_level=True)


@pytest.fixture(scope="module")
def made(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("archives")
    return warcs.archives(root, folder, ["fr", "es"])


def told(root, *words, code):
    environment = dict(os.environ, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    line = [sys.executable, str(root / "examples/spark_ccnews.py"), *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, env=environment)
    assert done.returncode == code, done.stderr[-2000:]
    return [line for line in done.stderr.splitlines() if line.startswith("spark_ccnews: ")] + done.stdout.splitlines()


def table(folder, name):
    rows = pq.read_table(folder / name, partitioning="hive").to_pylist()
    return sorted(rows, key=lambda row: (str(row["file"]), row.get("row") or 0, str(row.get("document")), str(row.get("id"))))


def test_archives_become_tables_and_are_not_read_twice(root, made, run, tmp_path):
    out = tmp_path / "tables"
    options = ["--master", "local[2]", "--langs", "fr,es", "--offline", "--readings", "--chunk", "1"]
    # First the one, then both, of which one is done.
    lines = told(root, out, made[0], *options, code=0)
    assert len(lines) == 1 and lines[0].startswith("spark_ccnews: 1 of 1 archives:")
    first = {name: table(out, name) for name in ("documents", "statements", "events", "errors")}
    lines = told(root, out, str(made[0].parent / "*.warc.gz"), *options, code=1)
    assert lines[0] == "spark_ccnews: 1 of 2 archives are done"

    # Byte for byte what the command writes.
    documents = table(out, "documents")
    for path, day in zip(made, ("2022-09-13", "2022-09-14")):
        here = [row for row in documents if row["file"] == path.name]
        command = run("read", "--offline", "--format", "jsonl", path, codes=(0, 1))
        assert "".join(row["reading"] + "\n" for row in here).encode() == command
        assert {str(row["crawled"]) for row in here} == {day}
        readings = [json.loads(row["reading"]) for row in here]
        for kind in ("statements", "events"):
            rows = [row for row in table(out, kind) if row["file"] == path.name]
            assert sorted((row["document"], row["id"]) for row in rows) == sorted(
                (reading["document"]["id"], record["id"]) for reading in readings for record in reading[kind]
            )
            assert [row[kind] for row in here] == [len(reading[kind]) for reading in readings]
        assert any(row["copies"] for row in here) == (path is made[0])
    errors = table(out, "errors")
    assert {row["problem_kind"] for row in errors} == {"foreign", "damaged", "passed-over"}
    assert all(row["source"] for row in errors)
    for name, rows in first.items():
        assert [row for row in table(out, name) if row["file"] == made[0].name] == rows, name

    # Killed before it was noted what is done: all is read again, and nothing comes twice.
    before = {name: table(out, name) for name in first}
    files = table(out, "files")
    assert [(row["file"], row["documents"], row["errors"], row["foreign"]) for row in files] == [
        (made[0].name, len([row for row in documents if row["file"] == made[0].name]), 0, 1),
        (made[1].name, len([row for row in documents if row["file"] == made[1].name]), 1, 0),
    ]
    shutil.rmtree(out / "files")
    told(root, out, *made, *options, code=1)
    assert {name: table(out, name) for name in first} == before
    # All done: nothing is read, and an archive that is not there is told each time.
    none = made[0].parent / "CC-NEWS-20220915000000-00044.warc.gz"
    lines = told(root, out, *made, none, *options, code=1)
    assert lines[0] == "spark_ccnews: 2 of 3 archives are done" and "0 documents, 0 statements, 0 events, 1 errors" in lines[1]
    assert len(table(out, "files")) == 2


def test_usage(root, made, tmp_path):
    lines = told(root, "--help", code=0)
    assert any("exit codes: 0 all read" in line for line in lines) and any("--format delta" in line for line in lines)
    assert told(root, tmp_path, str(tmp_path / "*.gz"), code=2) == [f"spark_ccnews: no file matches {tmp_path}/*.gz"]
    twice = tmp_path / made[0].name
    twice.write_bytes(b"")
    assert told(root, tmp_path, twice, made[0], code=2)[0].startswith("spark_ccnews: two archives are called")
    try:
        import delta  # noqa: F401
    except ImportError:
        lines = told(root, tmp_path, made[0], "--format", "delta", code=2)
        assert lines == [
            "spark_ccnews: --format delta needs the package delta-spark, which is not here: pip install delta-spark, or take parquet"
        ]
