"""Spark, where it is: in local mode, with three worker processes."""

from __future__ import annotations

import json
import os
import sys

import pytest

import warcs
import depeche

pytest.importorskip("pyspark")
pytest.importorskip("pyarrow")
from depeche import spark  # noqa: E402


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    # Executors of the other tests must find the driver whatever the machine calls itself.
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
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


def test_bad_rows_cost_themselves(session, articles, reader):
    from pyspark.sql import functions

    good = "« Nous signerons », a promis mardi le ministre Jean Dupont."
    rows = [
        ("null", "2023-06-21", None),
        ("blank", "2023-06-21", " \n "),
        ("date", "mardi dernier", good),
        ("bytes", "2023-06-21", "\0"),
        ("enormous", "2023-06-21", good * 20_000),
        ("good", "2023-06-21", good),
    ]
    table = session.createDataFrame(rows, "id string, published string, text string").coalesce(1)
    # What Spark calls a string may be any bytes.
    table = table.withColumn("text", functions.expr("CASE WHEN id = 'bytes' THEN CAST(unhex('fffe80') AS STRING) ELSE text END"))
    read = spark.read(table, lang="fr", offline=True, readings=True).cache()
    found = {(row.document, row.problem_kind): row for row in read.collect()}
    problems = {kind: row.problem for (_, kind), row in found.items()}
    assert problems == {
        "no-text": "no field `text`",
        "empty": "no text",
        "bad-date": 'date "mardi dernier" is not an ISO date, read without it',
        "not-utf8": "the column text is not UTF-8",
        "too-large": "skipped: larger than the limit of 1000000 bytes",
        None: None,
    }
    assert found["good", None].reading == reader.read(good, published="2023-06-21", id="good").to_json()
    assert found["date", "bad-date"].reading == reader.read(good, id="date").to_json()
    assert sorted(row.problem_kind for row in spark.errors(read).collect()) == ["empty", "no-text", "not-utf8", "too-large"]


def test_files_are_read_each_in_a_task(session, run, root, tmp_path):
    paths = [*warcs.archives(root, tmp_path, ["fr"]), tmp_path / "none.warc.gz"]
    # A path, and an address.
    read = spark.read_files(session, [str(paths[0]), paths[1].as_uri(), str(paths[2])], lang="fr", offline=True, readings=True, batch=9)
    assert read.rdd.getNumPartitions() == 3
    rows = read.sort("path", "row").collect()
    for path in paths[:2]:
        lines = run("read", "--offline", "--lang", "fr", "--format", "jsonl", path, codes=(0, 1)).decode().splitlines()
        here = [row for row in rows if row.path.endswith(path.name)]
        assert [row.reading.replace("file://", "") for row in here if row.reading] == lines
        for row in here:
            reading = json.loads(row.reading or '{"statements": [], "events": []}')
            assert [said.id for said in row.statements] == [said["id"] for said in reading["statements"]]
            assert [event.id for event in row.events] == [event["id"] for event in reading["events"]]
    assert [(row.problem_kind, row.row) for row in rows if row.path.endswith("none.warc.gz")] == [("unreadable", 0)]


def test_mistakes_are_told_before_anything_runs(articles):
    from pyspark.sql import functions

    with pytest.raises(depeche.InputError, match="the column text holds Float64, which is neither text nor a day"):
        spark.read(articles.withColumn("text", functions.lit(1.5)))
    with pytest.raises(depeche.InputError, match="give one"):
        spark.read(articles, home="models", models=spark.Shipped("depeche.tar", ""))
    with pytest.raises(depeche.InputError, match="no column body among: id, published"):
        spark.read(articles, text="body")
    with pytest.raises(depeche.InputError, match="no field corps among"):
        spark.read(articles, corps="text")
    with pytest.raises(depeche.InputError, match="would be there twice"):
        spark.read(articles.withColumnRenamed("id", "document"), keep=["document"])
