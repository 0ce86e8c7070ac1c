#!/usr/bin/env python3
"""Reads web archives (CC-NEWS, or any WARC) on a Spark cluster into tables of statements and events.

Each archive is a task: it is read record by record, so that none has to fit in memory, and what is found in it is what `depeche read` finds. The
tables, in the folder OUTPUT:

    documents    a page that was read: id, language, day, outlet, address, place in the archive, how many records it gave
    statements   who said what
    events       who did what to whom
    errors       a page that was not read, and why; what was passed over
    files        an archive that is done, and what it came to

All but the last are partitioned by `crawled`, the day on which the archive was begun, and by `file`, its name: a page tells of days long
past, and would be spread over thousands of partitions by these. `day` is a column, as everywhere in depeche.

Killed, or started again with more archives, it goes on: archives in `files` are passed over, and of those that are not there yet, what a broken run
left is removed before they are read. Nothing is lost and nothing comes twice. An archive that cannot be opened is tried again each time.
"""

from __future__ import annotations

import argparse
import glob
import gzip
import os
import re
import sys
import time
from typing import Any, Iterable, Iterator, Optional

EXAMPLES = """
examples:
  python spark_ccnews.py tables CC-NEWS-20220913104023-00042.warc.gz
  python spark_ccnews.py tables 'archives/2022/09/*.warc.gz' --langs fr
  spark-submit --master yarn spark_ccnews.py hdfs:///news/tables @paths.txt      # a path or address a line
  python spark_ccnews.py tables archives/*.warc.gz --format delta

exit codes: 0 all read; 1 some pages or archives could not be read (the table `errors` tells which); 2 usage, or tables that cannot
be written; 3 no language model; 130 interrupted.
"""

#: Tables with rows of archives, in the order in which they are written.
TABLES = ("statements", "events", "errors", "documents")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter, fromfile_prefix_chars="@"
    )
    parser.add_argument("output", metavar="OUTPUT", help="the folder of the tables, as Spark takes it")
    parser.add_argument("archives", metavar="WARC", nargs="+", help="paths, patterns, addresses; @FILE names a list")
    parser.add_argument("--format", choices=["parquet", "delta"], default="parquet", help="of the tables; delta needs the package delta-spark")
    parser.add_argument("--langs", default="fr,en,es", help="languages whose models are sent to the executors [default: %(default)s]")
    parser.add_argument("--lang", help="take all pages for written in this language, instead of telling it from their words")
    parser.add_argument("--packs", help="a folder of language packs, instead of the built-in ones")
    parser.add_argument("--actors", help="your own table of actors")
    parser.add_argument("--knowledge", help="an index of persons and organisations")
    parser.add_argument("--offline", action="store_true", help="fetch no language model")
    parser.add_argument("--readings", action="store_true", help="keep each reading as JSON in `documents`, too")
    parser.add_argument("--chunk", type=int, default=64, metavar="N", help="read so many archives before tables are written [default: %(default)s]")
    parser.add_argument("--again", action="store_true", help="read archives again that are done, in place of what is there of them")
    parser.add_argument("--master", help="where Spark runs [default: as spark-submit says, else local[*]]")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    try:
        archives = list(found(given.archives))
    except Usage as mistake:
        return told(mistake, 2)
    import depeche

    try:
        session = started(given)
        return run(session, given, archives)
    except Usage as mistake:
        return told(mistake, 2)
    except depeche.ModelError as missing:
        return told(missing, 3)
    except depeche.Error as mistake:
        return told(mistake, 2)
    except KeyboardInterrupt:
        return told("interrupted; start it again to go on", 130)
    except Exception as failed:
        # What Spark says comes with pages of a stack: its first line tells most.
        return told(f"{type(failed).__name__}: {str(failed).strip().splitlines()[0] if str(failed).strip() else ''}", 2)


class Usage(Exception):
    """It cannot be done as it was asked."""


def told(message: object, code: int) -> int:
    print(f"spark_ccnews: {message}", file=sys.stderr)
    return code


def found(patterns: Iterable[str]) -> Iterator[str]:
    """Paths and addresses, each once."""
    names: dict[str, str] = {}
    for pattern in patterns:
        matching = [pattern]
        if "://" not in pattern:
            matching = sorted(glob.glob(pattern, recursive=True)) or ([] if glob.has_magic(pattern) else [pattern])
        if not matching:
            raise Usage(f"no file matches {pattern}")
        for path in matching:
            path = path if "://" in path else os.path.abspath(path)
            name = os.path.basename(path)
            if names.setdefault(name, path) != path:
                raise Usage(f"two archives are called {name}: {names[name]} and {path}")
    yield from names.values()


def started(given: argparse.Namespace) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Usage("there is no pyspark here: pip install 'depeche[spark]'") from None
    builder = SparkSession.builder.appName("depeche")
    if given.master:
        builder = builder.master(given.master)
    if given.format == "delta":
        try:
            from delta import configure_spark_with_delta_pip
        except ImportError:
            raise Usage("--format delta needs the package delta-spark, which is not here: pip install delta-spark, or take parquet") from None
        builder = builder.config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        builder = builder.config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        builder = configure_spark_with_delta_pip(builder)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def run(session: Any, given: argparse.Namespace, archives: list[str]) -> int:
    from depeche import spark

    tables = Tables(session, given.output.rstrip("/"), given.format)
    done = set() if given.again else tables.done()
    left = [path for path in archives if os.path.basename(path) not in done]
    if len(left) < len(archives):
        told(f"{len(archives) - len(left)} of {len(archives)} archives are done", 0)
    models = None
    if left:
        langs = [lang for lang in given.langs.split(",") if lang]
        models = spark.ship(session, langs, packs=given.packs, actors=given.actors, knowledge=given.knowledge, offline=given.offline)
    bad = False
    for begin in range(0, len(left), max(1, given.chunk)):
        paths = left[begin : begin + max(1, given.chunk)]
        begun = time.monotonic()
        read = spark.read_files(session, paths, lang=given.lang, readings=given.readings, models=models)
        counts = tables.add(read, paths, given.readings)
        bad |= any(count["errors"] for count in counts)
        sums = {what: sum(count[what] for count in counts) for what in ("documents", "statements", "events", "errors")}
        words = ", ".join(f"{count} {what}" for what, count in sums.items())
        told(f"{begin + len(paths)} of {len(left)} archives: {words} in {time.monotonic() - begun:.0f} s", 0)
    return 1 if bad else 0


class Tables:
    """The tables in a folder."""

    def __init__(self, session: Any, folder: str, form: str) -> None:
        self.session, self.folder, self.form = session, folder, form

    def done(self) -> set[str]:
        """The archives that are."""
        if not self._exists("files"):
            return set()
        files = self.session.read.format(self.form).load(self._path("files"))
        return {row.file for row in files.select("file").distinct().collect()}

    def add(self, read: Any, paths: list[str], readings: bool) -> list[dict[str, Any]]:
        """Writes what was read of some archives; what they came to."""
        from depeche import spark
        from pyspark import StorageLevel
        from pyspark.sql import functions as f

        self._forget(paths)
        crawled = f.create_map(*[f.lit(word) for path in paths for word in (path, day_of(path) or "")])
        read = read.withColumn("crawled", f.nullif(crawled[f.col("path")], f.lit("")).cast("date"))
        read = read.withColumn("file", f.element_at(f.split("path", "/"), -1))
        lost = f.col("document").isNull() | (f.col("problem").isNotNull() & ~f.col("problem_kind").isin(*spark.ODD))
        read = read.withColumn("lost", lost)
        # It is read once, for four tables.
        read = read.persist(StorageLevel.DISK_ONLY)
        try:
            said, did = spark.statements(read, "crawled", "file"), spark.events(read, "crawled", "file")
            about = ["document", "lang", "title", "published", "outlet", "url", "source", "copies"]
            counts = [f.size("statements").alias("statements"), f.size("events").alias("events")]
            kept = ["problem", *(["reading"] if readings else [])]
            documents = read.where(~f.col("lost")).select("crawled", "file", "row", *about, *counts, *kept)
            errors = read.where("lost").select("crawled", "file", "row", "source", "document", "lang", "url", "problem_kind", "problem")
            for name, table in zip(TABLES, (said, did, errors, documents)):
                self._writer(table).partitionBy("crawled", "file").save(self._path(name))
            return self._account(read, paths)
        finally:
            read.unpersist()

    def _account(self, read: Any, paths: list[str]) -> list[dict[str, Any]]:
        """Enters archives as done, but for those that could not be opened or read to their end."""
        import depeche
        from pyspark.sql import functions as f

        # Pages in other languages, and records that are no pages, are nobody's fault.
        no_fault = f.col("problem_kind").isin("foreign", "passed-over")
        rows = (
            read.groupBy("path")
            .agg(
                f.sum((~f.col("lost")).cast("long")).alias("documents"),
                f.sum(f.size("statements")).alias("statements"),
                f.sum(f.size("events")).alias("events"),
                f.sum((f.col("problem_kind") == "foreign").cast("long")).alias("foreign"),
                f.sum((f.col("lost") & ~no_fault).cast("long")).alias("errors"),
                f.sum((f.col("problem_kind") == "unreadable").cast("long")).alias("unreadable"),
            )
            .collect()
        )
        known = {row.path: row.asDict() for row in rows}
        names = ("documents", "statements", "events", "foreign", "errors", "unreadable")
        counts = [{"path": path, **{name: (known.get(path) or {}).get(name) or 0 for name in names}} for path in paths]
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        entries = [
            (os.path.basename(count["path"]), count["path"], *(count[name] for name in names[:-1]), f"depeche {depeche.__version__}", at)
            for count in counts
            if not count["unreadable"]
        ]
        if entries:
            schema = "file string, path string, documents long, statements long, events long, foreign long, errors long, program string, at string"
            self._writer(self.session.createDataFrame(entries, schema).coalesce(1)).save(self._path("files"))
        return counts

    def _writer(self, table: Any) -> Any:
        writer = table.write.format(self.form).mode("append")
        return writer if self.form == "delta" else writer.option("compression", "zstd")

    def _forget(self, paths: list[str]) -> None:
        """Removes what is there of archives."""
        names = {os.path.basename(path) for path in paths}
        for table in filter(self._exists, TABLES):
            if self.form == "delta":
                from delta.tables import DeltaTable
                from pyspark.sql import functions as f

                DeltaTable.forPath(self.session, self._path(table)).delete(f.col("file").isin(*names))
                continue
            escaped = self.session._jvm.org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils.escapePathName
            folders = {f"file={escaped(name)}" for name in names}
            files = self._files(self._path(table))
            for day in files.listStatus(self._hadoop(self._path(table))):
                if day.isDirectory() and day.getPath().getName().startswith("crawled="):
                    for archive in files.listStatus(day.getPath()):
                        if archive.getPath().getName() in folders:
                            files.delete(archive.getPath(), True)

    def _path(self, table: str) -> str:
        return f"{self.folder}/{table}"

    def _exists(self, table: str) -> bool:
        return bool(self._files(self._path(table)).exists(self._hadoop(self._path(table))))

    def _hadoop(self, path: str) -> Any:
        return self.session._jvm.org.apache.hadoop.fs.Path(path)

    def _files(self, path: str) -> Any:
        return self._hadoop(path).getFileSystem(self.session._jsc.hadoopConfiguration())


def day_of(path: str) -> Optional[str]:
    """The day on which an archive was begun: its name tells, else its first record."""
    moment = re.search(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)\d{6}(?!\d)", os.path.basename(path))
    if moment:
        return "-".join(moment.groups())
    try:
        with open(path, "rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with (gzip.open if packed else open)(path, "rb") as file:
            head = file.read(8192)
    except (OSError, EOFError):
        return None
    dated = re.search(rb"^WARC-Date: (\d{4}-\d\d-\d\d)", head, re.MULTILINE)
    return dated.group(1).decode() if dated else None


if __name__ == "__main__":
    sys.exit(main())
