"""What bench/python/run measures."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from common import runs, texts  # noqa: E402

PYTHON = """
import json, resource, sys, depeche
documents = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
reader = depeche.Reader("fr", offline=True)
if sys.argv[2] == "many":
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.writelines(reading.to_json() + "\\n" for reading in reader.read_many(documents))
else:
    import pyarrow as pa
    table = pa.Table.from_pylist(documents)
    tables = reader.read_table(table)
    print(pa.table(tables.statements).num_rows, pa.table(tables.events).num_rows)
"""

PARQUET = """
import json, sys
import pyarrow as pa, pyarrow.parquet as pq
pq.write_table(pa.Table.from_pylist([json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]), sys.argv[2])
"""

LARGE = """
import sys, time, resource, depeche
import pyarrow as pa, pyarrow.parquet as pq
table = pq.read_table(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.monotonic()
last = [0]
def progress(rows):
    if rows - last[0] >= 10000:
        last[0] = rows
        print(f"  {rows} rows, {rows / (time.monotonic() - begun):.0f} a second, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", file=sys.stderr, flush=True)
tables = depeche.Reader("fr", offline=True).read_table(table, progress=progress)
statements, events = pa.table(tables.statements), pa.table(tables.events)
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{table.num_rows} documents ({table.nbytes / 1e6:.0f} MB): {statements.num_rows} statements, {events.num_rows} events in {time.monotonic() - begun:.0f} s; "
      f"at most {most / 1024:.0f} MB, {before / 1024:.0f} of them before reading")
"""


def ways(command, python, path, folder):
    """The same documents by the command, as readings and as tables; programs are started anew each time."""
    lines, other = folder / "command.jsonl", folder / "python.jsonl"
    return {
        "command": lambda: runs.run([command, "read", "--offline", "--lang", "fr", "--format", "jsonl", "--output", lines, path]),
        "read_many": lambda: runs.run([python, "-I", "-c", PYTHON, path, "many", other]),
        "read_table": lambda: runs.run([python, "-I", "-c", PYTHON, path, "table", other]),
    }


def main():
    command, rounds, rows = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        count = 600
        path = texts.write(folder / "documents.jsonl", texts.varied(count))
        took = runs.alternate(ways(command, sys.executable, path, folder), rounds)
        assert (folder / "command.jsonl").read_bytes() == (folder / "python.jsonl").read_bytes(), "Python's readings are not the command's"
        for way, own in took.items():
            clock = runs.Spread.of(row.clock for row in own)
            shares = [runs.Spread.of(runs.ratios(took["command"], own, measure)).told() for measure in ("clock", "processor")]
            peak = runs.Spread.of(row.peak for row in own)
            print(
                f"{way:10} {count / clock.middle:6.1f} documents a second (the middle of {rounds}), {shares[0]} of the command's by the clock, "
                f"{shares[1]} of the processors; at most {peak.middle / 1e6:.0f} MB",
                flush=True,
            )
        if rows:
            table = folder / "short.parquet"
            short = ({name: document[name] for name in ("id", "published", "text")} for document in texts.varied(rows, paragraphs=1))
            lines = texts.write(folder / "short.jsonl", short)
            runs.run([sys.executable, "-I", "-c", PARQUET, lines, table])
            runs.run([sys.executable, "-I", "-c", LARGE, table], output=folder / "told", stderr=None)
            print((folder / "told").read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main()
