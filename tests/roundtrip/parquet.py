"""Parquet by pyarrow, pandas and DuckDB."""

import duckdb
import pandas
import pyarrow
import pyarrow.parquet
from same import compare

TYPES = {
    "statements": {
        "day": pyarrow.date32(),
        "negated": pyarrow.bool_(),
        "utterance": pyarrow.int64(),
        "act": pyarrow.string(),
    },
    "events": {"goldstein": pyarrow.float64(), "aside": pyarrow.bool_(), "published": pyarrow.date32()},
    "documents": {"published": pyarrow.date32(), "version": pyarrow.int32()},
}


def check(folder, stored, export):
    export("parquet", folder / "parquet")
    cells = 0
    for name, expected in stored.parquet().items():
        file = folder / "parquet" / f"{name}.parquet"
        table = pyarrow.parquet.read_table(file)
        cells += compare(f"{name} by pyarrow", table.to_pylist(), expected)
        for column, kind in TYPES.get(name, {}).items():
            assert table.schema.field(column).type == kind, f"{name}.{column} is {table.schema.field(column).type}"
        cells += compare(f"{name} by pandas", pandas.read_parquet(file).to_dict("records"), expected)
        answer = duckdb.execute("SELECT * FROM read_parquet(?)", [str(file)])
        columns = [column[0] for column in answer.description]
        rows = [dict(zip(columns, row)) for row in answer.fetchall()]
        cells += compare(f"{name} by DuckDB", rows, expected)
        packed = {table.column(at).compression for table in [pyarrow.parquet.ParquetFile(file).metadata.row_group(0)] for at in range(table.num_columns)} if expected else set()
        assert packed <= {"ZSTD"}, f"{name} is packed by {packed}"
    export("parquet", folder / "short.parquet", "--table", "documents", "--no-text")
    short = pyarrow.parquet.read_table(folder / "short.parquet")
    expected = [{key: value for key, value in row.items() if key != "text"} for row in stored.parquet()["documents"]]
    cells += compare("documents without text", short.to_pylist(), expected)
    # A column of codes is read as one of categories without its words being written again for each row.
    said = pyarrow.parquet.read_table(folder / "parquet" / "statements.parquet", read_dictionary=["act", "form"])
    assert pyarrow.types.is_dictionary(said.schema.field("act").type)
    return cells
