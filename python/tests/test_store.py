"""Stores, asked as `depeche query` asks them."""

from __future__ import annotations

import json

import pytest

import depeche


@pytest.fixture(scope="session")
def store(samarcande_db):
    return depeche.Store(samarcande_db)


def command(run, *arguments):
    return [json.loads(line) for line in run("query", *arguments).decode().splitlines()]


def test_answers_are_the_commands(store, samarcande_db, run):
    assert list(store.statements(by="Xi Jinping")) == command(run, samarcande_db, "statements", "--by", "Xi Jinping", "--format", "jsonl")
    assert list(store.events()) == command(run, samarcande_db, "events", "--format", "jsonl")
    assert list(store.actors(country="Chine")) == command(run, samarcande_db, "actors", "--country", "Chine", "--format", "jsonl")
    assert list(store.dyads("CHN", "KAZ")) == command(run, samarcande_db, "dyads", "CHN", "KAZ", "--format", "jsonl")
    assert list(store.timeline("Pékin")) == command(run, samarcande_db, "timeline", "Pékin", "--format", "jsonl")
    assert list(store.search("sécurité")) == command(run, samarcande_db, "search", "sécurité", "--format", "jsonl")


def test_filters_and_pages(store):
    everything = store.statements()
    assert len(everything) == 11 and not everything.more and everything[-1] == everything[10]
    assert {row["act"] for row in store.statements(acts=["promise", "deny"])} == {"promise", "deny"}
    assert len(store.statements(acts="promise")) == len(store.statements(acts=["promise"])) > 0
    page = store.statements(limit=3, offset=2)
    assert page.more and list(page) == everything[2:5]
    assert len(store.statements(since="2030")) == 0
    with pytest.raises(IndexError):
        everything[11]


def test_readings_come_back_to_the_letter(store, samarcande_db, run, root):
    reading = store.reading("samarcande")
    line = run("read", "--offline", "--lang", "fr", "--format", "jsonl", root / "examples/samarcande.txt").decode()
    assert reading.to_json() + "\n" == line
    assert store.reading("nobody") is None


def test_rows_speak_arrow(store):
    pa = pytest.importorskip("pyarrow")
    events = pa.table(store.events())
    assert events.to_pylist() == list(store.events())
    assert events.schema.field("source").type == pa.list_(pa.string())
    assert events.schema.field("lat").type == pa.float64()
    assert pa.table(store.sql("SELECT 1 AS a, 'x' AS b, NULL AS c, 1.5 AS d")).to_pylist() == [{"a": 1, "b": "x", "c": None, "d": 1.5}]
    assert pa.table(store.sql("SELECT 1 AS a UNION ALL SELECT 'x'"))["a"].to_pylist() == ["1", "x"]
    assert pa.table(store.statements(since="2030")).num_rows == 0


def test_errors(store, tmp_path, samarcande_db):
    with pytest.raises(depeche.UnknownError, match='nobody matches "Xi Jinpin".*there are: Xi Jinping'):
        store.statements(by="Xi Jinpin")
    with pytest.raises(LookupError, match="no outlet matches"):
        store.statements(outlet="Le Soir")
    with pytest.raises(depeche.UnknownError, match="is no country"):
        store.dyads("CHN", "Atlantide")
    with pytest.raises(depeche.InputError, match='no act "promises"'):
        store.statements(acts="promises")
    with pytest.raises(depeche.StoreError, match="there is no store at"):
        depeche.Store(tmp_path / "none.db")
    with pytest.raises(depeche.StoreError):
        store.sql("DELETE FROM documents")
    with pytest.raises(depeche.StoreError, match="no such table"):
        store.sql("SELECT * FROM none")
    (tmp_path / "text.db").write_text("no store")
    with pytest.raises(depeche.StoreError, match="is not a store of depeche"):
        depeche.Store(tmp_path / "text.db")
    assert repr(store) == f"Store({samarcande_db!r})"
