"""The questions of `depeche query`, asked of the Parquet files by DuckDB as docs/scale.md has them: the answers are the store's."""

import datetime
import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import duckdb

PAGE = Path(__file__).resolve().parents[2] / "docs/scale.md"
# Each is asked once at least.
KINDS = {"statements", "events", "actors", "dyads", "timeline", "search", "sql"}


def check(folder, stored, export):
    if not (folder / "parquet").exists():
        export("parquet", folder / "parquet")
    tables = os.path.relpath(folder / "parquet")
    duck, cells, kinds = duckdb.connect(), 0, set()
    for sql in block().split(";"):
        if not sql.strip():
            continue
        asked = re.search(r"^-- (\w+ .*)$", sql, re.M)
        answer = duck.sql(sql.replace("'tables/", f"'{tables}/"))
        if asked is None:
            continue
        words = shlex.split(asked.group(1))
        kinds.add(words[0])
        rows = [dict(zip(answer.columns, map(plain, row))) for row in answer.fetchall()]
        told = ask(stored, words)
        assert rows and told, f"{asked.group(1)}: {len(rows)} rows of DuckDB's, {len(told)} of the store's"
        columns = [column for column in rows[0] if column in told[0]]
        assert len(columns) > 2, f"{asked.group(1)}: only {columns} can be compared"
        here = [tuple(row[column] for column in columns) for row in rows]
        there = [tuple(plain(row[column]) for column in columns) for row in told]
        # What is equal in what it is ordered by comes in any order.
        assert sorted(here, key=repr) == sorted(there, key=repr), f"{asked.group(1)}:\n{here}\n{there}"
        if columns[0] in ("day", "published", "period"):
            assert [row[0] for row in here] == [row[0] for row in there], f"{asked.group(1)}: the order is another"
        cells += len(here) * len(columns)
    assert kinds == KINDS, f"not asked: {KINDS - kinds}"
    return cells


def block():
    found = re.findall(r"^```sql\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert len(found) == 1, f"{len(found)} blocks of SQL in {PAGE.name}"
    return found[0]


def ask(stored, words):
    done = subprocess.run([stored.depeche, "query", stored.path, *words, "--format", "jsonl"], check=True, capture_output=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def plain(value):
    if isinstance(value, (list, tuple)):
        return tuple(map(plain, value))
    if isinstance(value, float):
        return round(value, 9)
    return str(value) if isinstance(value, datetime.date) else value
