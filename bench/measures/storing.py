"""Ingesting beside reading, and what questions to the store take."""

import sqlite3

from common import runs, store, texts
from common.runs import Spread, ratios

from . import Row


def measure(setup):
    path = texts.write(setup.folder / "articles.jsonl", texts.articles(setup.articles))
    file = setup.folder / "news.db"
    took = runs.alternate(store.ways(setup.program, path, file), setup.times)
    rows = [
        Row("ingest.share", "ingesting has so much of the speed of reading, of the processors", Spread.of(ratios(took["read"], took["ingest"])), "{:.2f}", "0.90, better 0.95"),
        Row("ingest.share_clock", "the same, by the clock", Spread.of(ratios(took["read"], took["ingest"], "clock")), "{:.2f}"),
        Row("ingest.speed", "articles a second of a processor", Spread.of(setup.articles / row.processor for row in took["ingest"]), "{:.0f}"),
        Row("ingest.memory", "memory: ingesting, two threads, at most MB", Spread.of(row.peak / 1e6 for row in took["ingest"]), "{:.0f}"),
    ]
    ways = {name: (lambda question=question: store.ask(setup.program, file, question)) for name, question in store.QUESTIONS.items()}
    ways["nothing (`SELECT 1`)"] = lambda: store.ask(setup.program, file, store.NOTHING)
    asked = runs.alternate(ways, setup.times)
    rows += [
        Row(f"query.{name}", f"`query`: {name}, ms of a processor", Spread.of(row.processor * 1e3 for row in took), "{:.1f}")
        for name, took in asked.items()
    ]
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    statements, events = (connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("statements", "events"))
    connection.close()
    told = f"{setup.articles} articles, {statements:,} statements, {events:,} events; a question starts the program anew; {setup.times} rounds"
    return told, rows
