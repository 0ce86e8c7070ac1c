#!/usr/bin/env python3
"""Makes small Parquet files as pyarrow writes them, in base64, and what should be read from each.

    tools/exports/parquet.py [FOLDER]       (default: tests/exports/parquet; needs pyarrow)

One for each packing and encoding that tables of texts come in. They are kept as text, since no binary is in the repository; another
version of pyarrow may write other bytes for the same table.
"""

import base64
import datetime
import io
import json
import pathlib
import sys

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXTS = [
    "Les dockers ont cessé le travail jeudi, a annoncé leur syndicat.",
    "« Nous reprendrons lundi », a répondu la direction.",
    "El alcalde anunció su dimisión.",
    "The port will reopen on Monday, the union said.",
]
DAYS = [datetime.date(2012, 5, 3), datetime.date(2019, 8, 1), datetime.date(1969, 12, 31), datetime.date(2024, 2, 29)]


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests/exports/parquet"
    folder.mkdir(parents=True, exist_ok=True)
    expected = []

    def write(name, table, items, columns=None, **options):
        out = io.BytesIO()
        pq.write_table(table, out, **options)
        text = base64.encodebytes(out.getvalue()).decode()
        (folder / f"{name}.b64").write_text(text, newline="\n")
        if items is None:
            return
        expected.append({"file": name, "columns": columns or [], "items": items})

    def item(i, text=None, published=True, **more):
        return {"id": str(i + 1), "text": text or TEXTS[i], "published": DAYS[i].isoformat() if published else None} | more

    ids = pa.array([1, 2, 3, 4])
    text = pa.array(TEXTS)
    days = pa.array(DAYS)
    moments = pa.array([datetime.datetime(d.year, d.month, d.day, 23, 30) for d in DAYS], pa.timestamp("us"))
    four = range(4)
    plain = pa.table({"id": ids, "texte": text, "date": days})
    for packing in ["none", "snappy", "gzip", "zstd", "brotli"]:
        write(packing, plain, [item(i) for i in four], compression=packing)
    write("lz4", plain, [{"problem": "Damaged"}], compression="lz4")
    write("groups", plain, [item(i) for i in four], compression="zstd", row_group_size=1, data_page_version="2.0")
    write("moments", pa.table({"id": ids, "text": text, "date": moments}), [item(i) for i in four], data_page_version="2.0")
    nanoseconds = pa.table({"id": ids, "text": text, "date": moments.cast(pa.timestamp("ns"))})
    write("old-moments", nanoseconds, [item(i) for i in four], use_deprecated_int96_timestamps=True)
    for encoding in ["PLAIN", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"]:
        write(encoding.lower().replace("_", "-"), plain, [item(i) for i in four], use_dictionary=False, column_encoding={"texte": encoding})
    lists = pa.table({"id": ids, "text": pa.array([[TEXTS[0], TEXTS[1]], [TEXTS[1]], [], None]), "date": days})
    write("lists", lists, [item(0, TEXTS[0] + "\n\n" + TEXTS[1]), item(1), {"problem": "NoText"}, {"problem": "NoText"}])
    nested = pa.table({"id": ids, "article": pa.array([{"corps": t, "date": d.isoformat()} for t, d in zip(TEXTS, DAYS)])})
    write("nested", nested, [item(i) for i in four], columns=[["text", "article.corps"], ["published", "article.date"]])
    write("large", pa.table({"id": ids, "text": text.cast(pa.large_string()), "date": pa.array([d.isoformat() for d in DAYS])}), [item(i) for i in four])
    missing = pa.table({"id": pa.array([1.0, None, 3.0, 4.0]), "text": pa.array([TEXTS[0], None, "", TEXTS[3]]), "lang": pa.array(["fr", "fr", None, "en"])})
    write("missing", missing, [item(0, published=False, lang="fr"), {"problem": "NoText"}, {"problem": "Empty"}, item(3, published=False, lang="en")])
    letters = pa.table({"id": ids, "text": pa.array([t.encode("windows-1252") for t in TEXTS]), "date": days})
    write("letters", letters, [item(i) for i in four])
    write("no-text", pa.table({"id": ids, "date": days}), [{"problem": "NoColumn"}])
    write("empty", plain.slice(0, 0), [])
    # A few kilobytes of which millions of documents come.
    write("bomb", pa.table({"text": pa.array(TEXTS[:1] * 3_000_000)}), None, compression="zstd")
    write("null-bomb", pa.table({"text": pa.array([None] * 3_000_000, pa.string())}), None, compression="zstd")
    lines = [json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in expected]
    (folder / "expected.jsonl").write_text("".join(lines), newline="\n")


if __name__ == "__main__":
    main()
