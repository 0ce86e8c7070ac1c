"""Files by `read_files`: what the command reads, to the letter."""

from __future__ import annotations

import json

import pytest

import warcs
import depeche

pa = pytest.importorskip("pyarrow")


def documents(tables):
    return pa.table(tables.documents).to_pylist()


def test_archives_give_what_the_command_writes(reader, run, root, tmp_path):
    for path in warcs.archives(root, tmp_path, ["fr"]):
        # Pages are lost in them, which the command tells by its exit code.
        lines = run("read", "--offline", "--lang", "fr", "--format", "jsonl", path, codes=(0, 1)).decode().splitlines()
        rows = documents(reader.read_files(path, readings=True, batch=7, threads=2))
        assert [row["reading"] for row in rows if row["reading"]] == lines and len(lines) >= 8
        assert [row["row"] for row in rows] == list(range(len(rows)))
        for row in rows:
            if row["reading"]:
                document = json.loads(row["reading"])["document"]
                assert row["source"] == document["source"] and row["source"].startswith(f"warc://{path}#")
        # Opened elsewhere it is the same, under the name that is given.
        with open(path, "rb") as opened:
            again = documents(reader.read_files((str(path), opened), readings=True))
        assert [row["reading"] for row in again] == [row["reading"] for row in rows]


def test_what_is_wrong_has_a_place_and_a_kind(run, root, tmp_path):
    first, second = warcs.archives(root, tmp_path, ["fr"])
    rows = documents(depeche.Reader(offline=True).read_files(tmp_path / "none.warc.gz", first, second))
    kinds = {row["problem_kind"]: row for row in rows if row["problem"]}
    assert set(kinds) == {"unreadable", "foreign", "bad-date", "damaged", "passed-over"}
    assert kinds["unreadable"]["source"] == str(tmp_path / "none.warc.gz") and kinds["unreadable"]["document"] is None
    assert kinds["foreign"]["url"] == "https://echo.example/pl" and kinds["foreign"]["statements"] == 0
    assert kinds["bad-date"]["published"] is None and kinds["bad-date"]["document"]
    assert kinds["damaged"]["source"].startswith(f"warc://{second}#")
    assert any(row["copies"] for row in rows)


def test_a_file_that_fails_costs_itself(reader):
    class Broken:
        def read(self, size):
            raise OSError("the line is dead")

    class TooMuch:
        def read(self, size):
            return b" " * (size + 1)

    rows = documents(reader.read_files(("a.jsonl", Broken()), ("b.jsonl", TooMuch())))
    assert [(row["source"], row["problem_kind"]) for row in rows] == [("a.jsonl:1", "unreadable"), ("b.jsonl:1", "unreadable")]
    assert "the line is dead" in rows[0]["problem"]


def test_rows_that_are_no_texts_cost_themselves(reader):
    bytes_ = b"\xff\xfe\x80Il pleut."
    ends = b"".join(number.to_bytes(4, "little") for number in (0, 3, len(bytes_)))
    for kind, offsets in ((pa.string(), ends), (pa.large_string(), b"".join(n.to_bytes(8, "little") for n in (0, 3, len(bytes_))))):
        text = pa.Array.from_buffers(kind, 2, [None, pa.py_buffer(offsets), pa.py_buffer(bytes_)])
        for column in (text, text.dictionary_encode(), pa.ListArray.from_arrays([0, 1, 2], text)):
            rows = documents(reader.read_table(pa.table({"text": column})))
            assert [row["problem"] for row in rows] == ["the column text is not UTF-8", None], column.type
    rows = documents(reader.read_table(pa.table({"text": ["Il pleut." * 9, "Il pleut."]}), limit=50))
    assert [row["problem_kind"] for row in rows] == ["too-large", None]
    with pytest.raises(depeche.InputError, match="larger than the limit"):
        reader.read("x" * 64_000_001)
