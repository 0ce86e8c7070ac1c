"""Reading on a Spark cluster: every executor reads its rows at native speed, and what comes back are ordinary columns.

>>> from depeche import spark                                              # doctest: +SKIP
>>> read = spark.read(session.read.parquet("articles"), lang="fr", text="body", published="date")    # doctest: +SKIP
>>> spark.statements(read).write.partitionBy("day").parquet("statements")  # doctest: +SKIP
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, Optional, Sequence

from . import _native
from ._errors import InputError
from ._reader import FIELDS, Reader

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

#: The columns that `read` adds to those that are kept.
_OWN = ("document", "lang", "problem", "reading", "statements", "events")


def read(
    df: DataFrame,
    *,
    lang: Optional[str] = None,
    keep: Sequence[str] = (),
    readings: bool = False,
    home: Optional[str] = None,
    offline: bool = False,
    threads: int = 1,
    batch: int = 512,
    **columns: Optional[str],
) -> DataFrame:
    """Reads a DataFrame of documents: a row for each, with the columns `keep` of yours and

    - `document` (its id) and `lang`,
    - `problem`: why it could not be read, or what is odd about it; a bad row costs itself,
    - `reading`: the line that `depeche read --format jsonl` writes for it, if `readings` are wanted,
    - `statements` and `events`: lists of structures with the columns of `Reader.read_table`.

    `text`, `published`, `title`, `outlet`, `url`, `author`, `lang_column` and `id` name the columns that hold these fields. Each task reads on one thread unless
    `threads` says otherwise: Spark's tasks are what is spread. Nothing is told about copies of other documents, which would depend on how rows are parted.

    Models: executors take theirs from `home` (a folder that all see, or the name of an archive that was sent with `--archives models.zip#models`), else from `$DEPECHE_HOME` or
    the user's cache, and fetch what is not there, once a machine, unless they are `offline`.
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
    made_of = (lang, home, offline)
    read_batches = _task(made_of, list(keep), known, readings, threads, batch)
    return df.mapInArrow(read_batches, _schema(df, keep))


def statements(read: DataFrame, *keep: str) -> DataFrame:
    """A row for each statement of what `read` gave, with columns of the documents' that are named."""
    return _exploded(read, "statements", keep)


def events(read: DataFrame, *keep: str) -> DataFrame:
    """A row for each event, likewise."""
    return _exploded(read, "events", keep)


def _exploded(read: DataFrame, kind: str, keep: Iterable[str]) -> DataFrame:
    from pyspark.sql import functions

    return read.select(*keep, functions.explode(kind).alias("_record")).select(*keep, "_record.*")


@lru_cache(maxsize=4)
def _reader(lang: Optional[str], home: Optional[str], offline: bool) -> Reader:
    """One reader a process, however many tasks it runs."""
    if home is not None:
        os.environ["DEPECHE_HOME"] = os.path.abspath(home)
    return Reader(lang, offline=offline)


def _task(
    made_of: tuple[Optional[str], Optional[str], bool],
    keep: list[str],
    columns: dict[str, str],
    readings: bool,
    threads: int,
    batch: int,
) -> Callable[[Iterator[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    def task(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        reader = _reader(*made_of)
        for rows in batches:
            # A batch of Spark's is one of ours: what is kept stands beside what was read.
            table = pyarrow.Table.from_batches([rows])
            tables = reader.read_table(table, threads=threads, batch=max(batch, 1), copies=False, readings=readings, **columns)
            parts = [[], [], []]
            for part in tables:
                for kind, stream in enumerate((part.statements, part.events, part.documents)):
                    parts[kind].append(pyarrow.table(stream))
            if not parts[2]:
                continue
            said, done, documents = (pyarrow.concat_tables(part).combine_chunks() for part in parts)
            arrays = [rows.column(name) for name in keep]
            arrays += [_whole(documents[name]) for name in ("document", "lang", "problem", "reading")]
            arrays += [_lists(said, rows.num_rows), _lists(done, rows.num_rows)]
            yield pyarrow.RecordBatch.from_arrays(arrays, names=[*keep, *_OWN])

    return task


def _whole(column: pyarrow.ChunkedArray) -> pyarrow.Array:
    import pyarrow

    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0) if column.num_chunks else pyarrow.array([], column.type)


def _lists(records: pyarrow.Table, rows: int) -> pyarrow.Array:
    """Records as a list for each row of the documents."""
    import numpy
    import pyarrow

    at = records["row"].to_numpy()
    offsets = numpy.searchsorted(at, numpy.arange(rows + 1)).astype("int32")
    records = records.drop_columns(["row"])
    structures = pyarrow.StructArray.from_arrays([_whole(column) for column in records.columns], names=records.column_names)
    return pyarrow.ListArray.from_arrays(pyarrow.array(offsets, pyarrow.int32()), structures)


def _schema(df: DataFrame, keep: Sequence[str]) -> Any:
    from pyspark.sql.pandas.types import from_arrow_type
    from pyspark.sql.types import ArrayType, StringType, StructField, StructType

    def structure(schema: Any) -> Any:
        fields = [StructField(field.name, from_arrow_type(field.type)) for field in schema if field.name != "row"]
        return ArrayType(StructType(fields))

    import pyarrow

    said, done = (pyarrow.table(empty).schema for empty in _native.schemas())
    own = [StructField(name, StringType()) for name in _OWN[:4]]
    own += [StructField("statements", structure(said)), StructField("events", structure(done))]
    return StructType([df.schema[name] for name in keep] + own)
