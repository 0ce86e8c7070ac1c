"""What bench/python/run measures."""

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = "Martin Bernard Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David".split()


def dispatches():
    for path in sorted((ROOT / "tests/dispatches/fr/dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield {"id": gold["id"], "lang": "fr", "published": gold["date"], "title": gold["title"], "text": gold["text"]}


def varied(documents, count, paragraphs=None):
    """Documents of theirs with other names and figures, so that no paragraph is one that was parsed before."""
    chance = random.Random(7)
    for number in range(count):
        document = dict(documents[number % len(documents)])
        words = document["text"].split("\n\n")
        if paragraphs:
            at = chance.randrange(len(words))
            words = words[at : at + paragraphs]
        told = [f"{part} {chance.choice(NAMES)} en compte {chance.randrange(10**6)}." for part in words]
        document.update(id=f"{document['id']}-{number}", text="\n\n".join(told))
        yield document


def run(code, *arguments):
    """Seconds that a program takes, with its start, and the most memory that it holds."""
    begun = time.monotonic()
    done = subprocess.run([*code, *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True)
    return time.monotonic() - begun, done.stdout


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


def main():
    command, rounds, rows = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    documents = list(dispatches())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        count = 600
        path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in varied(documents, count)), encoding="utf-8")
        lines, other = Path(folder) / "command.jsonl", Path(folder) / "python.jsonl"
        ways = {
            "command": lambda: run([command, "read", "--offline", "--lang", "fr", "--format", "jsonl", "--output"], lines, path),
            "read_many": lambda: run([sys.executable, "-c", PYTHON], path, "many", other),
            "read_table": lambda: run([sys.executable, "-c", PYTHON], path, "table", other),
        }
        taken = {way: [] for way in ways}
        for number in range(rounds):
            for way in list(ways) if number % 2 else list(ways)[::-1]:
                taken[way].append(ways[way]()[0])
        assert lines.read_bytes() == other.read_bytes(), "Python's readings are not the command's"
        for way, seconds in taken.items():
            ratios = [base / own for base, own in zip(taken["command"], seconds)]
            print(
                f"{way:10} {count / statistics.median(seconds):6.1f} documents a second (median of {rounds}), "
                f"{statistics.median(ratios):.2f} of the command's ({min(ratios):.2f} to {max(ratios):.2f})",
                flush=True,
            )
        if rows:
            import pyarrow as pa
            import pyarrow.parquet as pq

            table = Path(folder) / "short.parquet"
            short = [{name: document[name] for name in ("id", "published", "text")} for document in varied(documents, rows, 1)]
            pq.write_table(pa.Table.from_pylist(short), table)
            del short
            print(run([sys.executable, "-c", LARGE], table)[1], end="")


if __name__ == "__main__":
    main()
