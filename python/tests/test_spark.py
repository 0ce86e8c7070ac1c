"""Spark, where it is: in local mode, with three worker processes."""

from __future__ import annotations

import json
import os
import sys

import pytest

import depeche

pytest.importorskip("pyspark")
pytest.importorskip("pyarrow")
from depeche import spark  # noqa: E402


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    try:
        session = (
            SparkSession.builder.master("local[3]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "7")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate()
        )
    except Exception as error:
        pytest.skip(f"Spark does not start here: {error}")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def articles(session, dispatches):
    names = ["id", "published", "title", "outlet", "url", "text"]
    rows = [[document.get(name) for name in names] for document in dispatches]
    rows.append(["bad", None, None, None, None, None])
    schema = ", ".join(f"{name} string" for name in names)
    return session.createDataFrame(rows, schema).repartition(5)


def test_workers_read_what_the_command_writes(articles, lines):
    found = spark.read(articles, lang="fr", readings=True, offline=True, keep=["id"], batch=4).collect()
    told = []
    for line in lines:
        # Which earlier document one carries depends on the order of rows, which Spark's have not.
        reading = json.loads(line)
        if "copies" in reading["document"]:
            copies = json.dumps(reading["document"]["copies"], ensure_ascii=False, separators=(",", ":"))
            line = line.replace(f'"copies":{copies},', "", 1)
        told.append(line)
    assert sorted(row.reading for row in found if row.reading) == sorted(told)
    bad = [row for row in found if row.problem]
    assert [(row.id, row.problem, row.reading, row.statements) for row in bad] == [("bad", "no field `text`", None, [])]


def test_statements_and_events_are_tables(articles, reader, dispatches):
    read = spark.read(articles, lang="fr", offline=True, keep=["title"]).cache()
    readings = list(reader.read_many(dispatches, copies=False))
    statements = spark.statements(read, "title").collect()
    known = sorted((reading.id, said.id, said.text, said.speaker.actor and said.speaker.name) for reading in readings for said in reading.statements)
    assert sorted((row.document, row.id, row.content, row.speaker) for row in statements) == known
    assert all(row.title for row in statements)
    counted = {row["type"]: row["count"] for row in spark.events(read).groupBy("type").count().collect()}
    assert sum(counted.values()) == sum(len(reading.events) for reading in readings)


def test_mistakes_are_told_before_anything_runs(articles):
    with pytest.raises(depeche.InputError, match="no column body among: id, published"):
        spark.read(articles, text="body")
    with pytest.raises(depeche.InputError, match="no field corps among"):
        spark.read(articles, corps="text")
    with pytest.raises(depeche.InputError, match="would be there twice"):
        spark.read(articles.withColumnRenamed("id", "document"), keep=["document"])
