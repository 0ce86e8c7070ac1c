"""Reading on a Spark cluster: every executor reads its rows, or its files, at native speed, and what comes back are ordinary columns.

>>> from depeche import spark                                              # doctest: +SKIP
>>> models = spark.ship(session, ["fr"])                                   # doctest: +SKIP
>>> read = spark.read(session.read.parquet("articles"), lang="fr", text="body", published="date", models=models)    # doctest: +SKIP
>>> spark.statements(read).write.partitionBy("day").parquet("statements")  # doctest: +SKIP

`examples/spark_ccnews.py` of the project reads web archives into tables, and can be taken up again.
"""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, Optional, Sequence, Union

from . import _native
from ._errors import InputError
from ._reader import FIELDS, Reader, Tables
from ._shipped import Shipped, packed

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["LIMIT", "ODD", "Shipped", "errors", "events", "read", "read_files", "ship", "statements"]

#: The most bytes that a text may have: no article has more, and a task must not need gigabytes for one row that is none.
LIMIT = 1_000_000

#: Kinds of problems that cost no document.
ODD = ("bad-date", "part", "passed-over")

#: The columns that `read` adds to those that are kept.
_OWN = ("document", "lang", "problem", "problem_kind", "reading", "statements", "events")

#: Those of `read_files`.
_OF_FILES = ("path", "row", "document", "lang", "title", "published", "outlet", "url", "source", "copies", "problem", "problem_kind", "reading")

_Batches = Iterator["pyarrow.RecordBatch"]


def ship(
    session: SparkSession,
    langs: Sequence[str],
    *,
    packs: Optional[Union[str, os.PathLike[str]]] = None,
    actors: Optional[Union[str, os.PathLike[str]]] = None,
    knowledge: Optional[Union[str, os.PathLike[str]]] = None,
    offline: bool = False,
) -> Shipped:
    """Sends the language models of `langs` to all executors, and your own packs, table of actors and knowledge: they need no network for them, and no cache.

    The driver packs them into one file (the models of its cache; what is not there is fetched, unless it is `offline`) and gives it to `SparkContext.addFile`. An executor unpacks it
    once, when its first task needs it, into its own working folder, whole or not at all. What comes back goes to `read` and `read_files` as `models`.
    """
    reader = Reader(packs=packs, actors=actors, knowledge=knowledge, offline=offline)
    # Several languages may be read with one model.
    models = {name: str(path) for name, path in map(reader._native.model, langs)}
    # Spark reads the file when an executor asks for it: it has to stay as long as the driver runs.
    folder = Path(tempfile.mkdtemp(prefix="depeche-spark-"))
    path, shipped = packed(folder, sorted(models.items()), packs, actors, knowledge)
    session.sparkContext.addFile(str(path))
    _remove_at_exit(folder)
    return shipped


def read(
    df: DataFrame,
    *,
    lang: Optional[str] = None,
    keep: Sequence[str] = (),
    readings: bool = False,
    models: Optional[Shipped] = None,
    home: Optional[str] = None,
    offline: bool = False,
    threads: int = 1,
    batch: int = 512,
    limit: int = LIMIT,
    **columns: Optional[str],
) -> DataFrame:
    """Reads a DataFrame of documents: a row for each, with the columns `keep` of yours and

    - `document` (its id) and `lang`,
    - `problem` and `problem_kind`: why it could not be read, or, if the kind is among `ODD`, what is odd about it; a bad row costs itself,
    - `reading`: the line that `depeche read --format jsonl` writes for it, if `readings` are wanted,
    - `statements` and `events`: lists of structures with the columns of `Reader.read_table`.

    `text`, `published`, `title`, `outlet`, `url`, `author`, `lang_column` and `id` name the columns that hold these fields. Each task reads on one thread unless
    `threads` says otherwise: Spark's tasks are what is spread. Nothing is told about copies of other documents, which would depend on how rows are parted.

    Models: those that `ship` sent; else executors take theirs from `home` (a folder that all see, or the name of an archive that was sent with `--archives models.zip#models`), else
    from `$DEPECHE_HOME` or the user's cache, and fetch what is not there, once a machine, unless they are `offline`.
    """
    known = {"lang" if field == "lang_column" else field: name for field, name in columns.items() if name is not None}
    unknown = set(known) - set(FIELDS)
    if unknown:
        raise InputError(f"no field {', '.join(sorted(unknown))} among: {', '.join(FIELDS)}")
    missing = [name for name in [*keep, *known.values()] if name not in df.columns]
    if missing:
        raise InputError(f"no column {', '.join(missing)} among: {', '.join(df.columns)}")
    taken = [name for name in keep if name in _OWN]
    if taken:
        raise InputError(f"the columns {', '.join(taken)} would be there twice: rename them")
    _check_columns(df, known)
    made_of = _MadeOf(lang, models, home, offline)
    read_batches = _task(made_of, list(keep), known, readings, threads, batch, limit)
    return df.mapInArrow(read_batches, _schema([df.schema[name] for name in keep], _OWN[:-2]))


def read_files(
    session: SparkSession,
    paths: Sequence[str],
    *,
    lang: Optional[str] = None,
    readings: bool = False,
    copies: bool = True,
    models: Optional[Shipped] = None,
    home: Optional[str] = None,
    offline: bool = False,
    threads: int = 1,
    batch: int = 64,
    limit: int = 64_000_000,
) -> DataFrame:
    """Reads files, each in a task of its own: web archives, exports, JSONL and whatever else `depeche read` reads. Like that, a file is read document by document.

    Paths are those of the executors; addresses (`s3://…`, `hdfs://…`) are opened by `pyarrow.fs`. A row comes back for each document and for each problem, in the order of the file (`row`):
    `path`, what is known of the document, `source` (where in the file it stands), `copies` (the documents before it in the file that it carries), `problem` and `problem_kind`, and `reading`, `statements` and `events` as
    `read` has them. A file that cannot be opened is a row with a problem.
    """
    paths = [os.fspath(path) for path in paths]
    made_of = _MadeOf(lang, models, home, offline)
    task = _file_task(made_of, paths, copies, readings, threads, batch, limit)
    return session.range(0, len(paths), 1, max(1, len(paths))).mapInArrow(task, _schema([], _OF_FILES))


def statements(read: DataFrame, *keep: str) -> DataFrame:
    """A row for each statement of what `read` or `read_files` gave, with columns of the documents' that are named."""
    return _exploded(read, "statements", keep)


def events(read: DataFrame, *keep: str) -> DataFrame:
    """A row for each event, likewise."""
    return _exploded(read, "events", keep)


def errors(read: DataFrame, *keep: str) -> DataFrame:
    """A row for each document that could not be read, with its `problem` and `problem_kind`."""
    from pyspark.sql import functions

    lost = functions.col("problem").isNotNull() & ~functions.col("problem_kind").isin(*ODD)
    return read.where(lost).select(*keep, "document", "problem_kind", "problem")


def _exploded(read: DataFrame, kind: str, keep: Iterable[str]) -> DataFrame:
    from pyspark.sql import functions

    return read.select(*keep, functions.explode(kind).alias("_record")).select(*keep, "_record.*")


def _check_columns(df: DataFrame, known: dict[str, str]) -> None:
    """What no document can be made of is told here, by the rules that tasks go by, not by the first of them."""
    from pyspark.sql.pandas.types import to_arrow_schema

    Reader().read_table(to_arrow_schema(df.schema).empty_table(), **known)


class _MadeOf:
    """How a worker process makes its reader."""

    def __init__(self, lang: Optional[str], models: Optional[Shipped], home: Optional[str], offline: bool) -> None:
        if models is not None and home is not None:
            raise InputError("models and home are two ways to say where models are: give one")
        self._lang, self._models, self._home, self._offline = lang, models, home, offline

    def reader(self) -> Reader:
        """The reader; a process makes one, however many tasks it runs."""
        home = self._models.home() if self._models else Path(self._home).absolute() if self._home else None
        if home is not None:
            # Languages that come later are looked for there, too.
            os.environ["DEPECHE_HOME"] = str(home)
        return _reader(self._lang, self._models, home, self._offline or self._models is not None)


@lru_cache(maxsize=4)
def _reader(lang: Optional[str], models: Optional[Shipped], home: Optional[Path], offline: bool) -> Reader:
    return Reader(lang, offline=offline, **(models.options(home) if models and home else {}))


def _task(
    made_of: _MadeOf,
    keep: list[str],
    columns: dict[str, str],
    readings: bool,
    threads: int,
    batch: int,
    limit: int,
) -> Callable[[_Batches], _Batches]:
    def task(batches: _Batches) -> _Batches:
        import pyarrow

        reader = made_of.reader()
        for rows in batches:
            # A batch of Spark's is one of ours: what is kept stands beside what was read.
            table = pyarrow.Table.from_batches([rows])
            tables = reader.read_table(
                table, threads=threads, batch=max(batch, 1), limit=limit, copies=False, readings=readings, **columns
            )
            parts = list(_parts(tables))
            if not parts:
                continue
            said, done, documents = (pyarrow.concat_tables(part).combine_chunks() for part in zip(*parts))
            arrays = [rows.column(name) for name in keep]
            arrays += _columns(said, done, documents, _OWN[:-2], 0)
            yield pyarrow.RecordBatch.from_arrays(arrays, names=[*keep, *_OWN])

    return task


def _file_task(
    made_of: _MadeOf, paths: list[str], copies: bool, readings: bool, threads: int, batch: int, limit: int
) -> Callable[[_Batches], _Batches]:
    def task(batches: _Batches) -> _Batches:
        import pyarrow

        reader = made_of.reader()
        for path in (paths[number] for numbers in batches for number in numbers.column(0).to_pylist()):
            file = (path, _Remote(path)) if "://" in path else path
            tables = reader.read_files(file, threads=threads, batch=batch, limit=limit, copies=copies, readings=readings)
            first = 0
            for said, done, documents in _parts(tables):
                here = documents.append_column("path", pyarrow.array([path] * documents.num_rows, pyarrow.string()))
                arrays = _columns(said, done, here, _OF_FILES, first)
                yield pyarrow.RecordBatch.from_arrays(arrays, names=[*_OF_FILES, "statements", "events"])
                first += documents.num_rows

    return task


class _Remote:
    """A file by its address, opened when it is first read of: what goes wrong then is a problem of the file's."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._file: Any = None

    def read(self, size: int) -> bytes:
        if self._file is None:
            from pyarrow import fs

            system, path = fs.FileSystem.from_uri(self._address)
            # As it is: packed files are unpacked by what knows their records.
            self._file = system.open_input_stream(path, compression=None)
        return self._file.read(size)


def _parts(tables: Tables) -> Iterator[tuple[pyarrow.Table, pyarrow.Table, pyarrow.Table]]:
    import pyarrow

    for part in tables:
        said, done, documents = (pyarrow.table(stream) for stream in (part.statements, part.events, part.documents))
        yield said, done, documents


def _columns(
    said: pyarrow.Table, done: pyarrow.Table, documents: pyarrow.Table, names: Iterable[str], first: int
) -> list[pyarrow.Array]:
    """The columns `names` of some documents, and their records as lists, the first document being that of row `first`."""
    return [_whole(documents[name]) for name in names] + [_lists(records, documents.num_rows, first) for records in (said, done)]


def _whole(column: pyarrow.ChunkedArray) -> pyarrow.Array:
    import pyarrow

    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0) if column.num_chunks else pyarrow.array([], column.type)


def _lists(records: pyarrow.Table, rows: int, first: int) -> pyarrow.Array:
    """Records as a list for each row of the documents."""
    import numpy
    import pyarrow

    at = records["row"].to_numpy()
    offsets = numpy.searchsorted(at, numpy.arange(first, first + rows + 1)).astype("int32")
    records = records.drop_columns(["row"])
    structures = pyarrow.StructArray.from_arrays([_whole(column) for column in records.columns], names=records.column_names)
    return pyarrow.ListArray.from_arrays(pyarrow.array(offsets, pyarrow.int32()), structures)


def _schema(kept: Sequence[Any], names: Iterable[str]) -> Any:
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_type
    from pyspark.sql.types import ArrayType, StringType, StructField, StructType

    said, done, documents = (pyarrow.table(empty).schema for empty in _native.schemas())

    def fields(schema: Any) -> list[Any]:
        return [StructField(field.name, from_arrow_type(field.type)) for field in schema if field.name != "row"]

    kinds = {field.name: from_arrow_type(field.type) for field in documents}
    own = [StructField(name, kinds.get(name, StringType())) for name in names]
    own += [StructField("statements", ArrayType(StructType(fields(said)))), StructField("events", ArrayType(StructType(fields(done))))]
    return StructType([*kept, *own])


def _remove_at_exit(folder: Path) -> None:
    import atexit
    import shutil

    atexit.register(shutil.rmtree, folder, ignore_errors=True)
