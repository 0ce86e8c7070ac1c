"""Tables in and out, through Arrow."""

from __future__ import annotations

import datetime
import json
import threading

import pytest

import depeche

pa = pytest.importorskip("pyarrow")
import pyarrow.compute as pc  # noqa: E402


@pytest.fixture(scope="session")
def table(dispatches):
    columns = ["id", "published", "title", "outlet", "url", "text"]
    return pa.table({name: pa.array([document.get(name) for document in dispatches], pa.string()) for name in columns})


@pytest.fixture(scope="session")
def expected(reader, table):
    tables = reader.read_table(table, readings=True)
    return {name: pa.table(getattr(tables, name)) for name in ("statements", "events", "documents")}


def test_readings_in_tables_are_the_commands(expected, lines):
    assert expected["documents"]["reading"].to_pylist() == lines
    assert expected["documents"]["row"].to_pylist() == list(range(len(lines)))


def test_columns_hold_what_readings_say(expected, lines):
    readings = [depeche.Reading.from_json(line) for line in lines]
    statements = [(row, said) for row, reading in enumerate(readings) for said in reading.statements]
    events = [(row, event) for row, reading in enumerate(readings) for event in reading.events]
    found = expected["statements"].to_pylist()
    assert len(found) == len(statements) > 500
    for cells, (row, said) in zip(found, statements):
        assert (cells["row"], cells["document"], cells["id"]) == (row, readings[row].id, said.id)
        assert (cells["content"], cells["act"], cells["form"], cells["rule"]) == (said.text, said.act, said.form, said.rule)
        actor = said.speaker.actor
        assert cells["speaker"] == (actor and actor.name) and cells["speaker_country"] == said.speaker.country
        assert cells["speaker_sectors"] == said.speaker.sectors
        assert cells["relays"] == [relay.name for relay in said.relays]
        day = said.date.start if said.date else readings[row].published
        assert cells["day"] == (day and datetime.date.fromisoformat(day))
        assert cells["cue"] == (said.cue and readings[row].text[slice(*said.cue)])
    for cells, (row, event) in zip(expected["events"].to_pylist(), events, strict=True):
        assert (cells["row"], cells["id"], cells["type"], cells["status"]) == (row, event.id, event.type, event.status)
        assert cells["source"] == [actor.name for actor in event.source]
        assert set(cells["target_country"]) == {actor.country for actor in event.target if actor.country}
        assert cells["word"] == event.word and cells["goldstein"] == event.goldstein
        assert cells["geonames"] == (event.place and event.place.geonames)


def test_columns_are_those_of_the_store(expected, dispatches, run, tmp_path):
    """What `depeche query` tells of the same documents."""
    path = tmp_path / "documents.jsonl"
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in dispatches), encoding="utf-8")
    run("ingest", "--offline", "--lang", "fr", tmp_path / "news.db", path)
    store = depeche.Store(tmp_path / "news.db")

    def told(rows, columns):
        def plain(value):
            return value.isoformat() if isinstance(value, datetime.date) else tuple(value) if isinstance(value, list) else value

        return sorted((tuple(plain(row[name]) for name in columns) for row in rows), key=repr)

    for kind, answer in (("statements", store.statements()), ("events", store.events())):
        shared = [name for name in answer.columns if name in expected[kind].column_names]
        assert len(shared) > 20
        assert told(expected[kind].to_pylist(), shared) == told(answer, shared), kind


def test_batches_together_are_the_tables(reader, table, expected):
    parts = list(reader.read_table(table, batch=7))
    assert len(parts) == -(-table.num_rows // 7)
    for name in ("statements", "events"):
        whole = pa.concat_tables([pa.table(getattr(part, name)) for part in parts])
        assert whole.equals(expected[name]), name


def test_tables_can_be_taken_one_after_the_other_and_at_the_same_time(reader, table, expected):
    tables = reader.read_table(table, batch=10)
    events = pa.RecordBatchReader.from_stream(tables.events)
    first = events.read_next_batch()
    statements = pa.table(tables.statements)
    assert statements.equals(expected["statements"])
    assert pa.concat_tables([pa.Table.from_batches([first]), events.read_all()]).equals(expected["events"])
    tables = reader.read_table(table, batch=5)
    found = {}

    def take(name):
        found[name] = pa.table(getattr(tables, name))

    threads = [threading.Thread(target=take, args=(name,)) for name in ("statements", "events")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert all(found[name].equals(expected[name]) for name in found) and len(found) == 2


def test_tables_that_are_not_wanted_are_not_kept(reader, table):
    tables = reader.read_table(table, tables=["statements"])
    assert pa.table(tables.statements).num_rows > 500
    assert pa.table(tables.events).num_rows == 0
    with pytest.raises(depeche.InputError, match='no table "acts" among'):
        reader.read_table(table, tables=["acts"])


def test_a_stream_is_read_once(reader, table):
    stream = reader.read_table(table.slice(0, 2)).statements
    pa.table(stream)
    with pytest.raises(depeche.InputError, match="taken over already"):
        pa.table(stream)


def test_progress_is_told_and_can_stop_it(reader, table):
    done = []
    pa.table(reader.read_table(table, batch=30, progress=done.append).statements)
    assert done == [*range(30, table.num_rows, 30), table.num_rows]

    def stop(rows):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        list(reader.read_table(table, progress=stop))
    with pytest.raises(Exception, match="enough"):
        pa.table(reader.read_table(table, progress=stop).statements)


def test_kinds_of_columns(reader):
    day = datetime.date(2022, 9, 13)
    text = ["« Nous signerons », a dit le maire.", None, "  "]
    kinds = [
        (pa.string(), pa.date32()),
        (pa.large_string(), pa.date64()),
        (pa.string_view(), pa.timestamp("ms")),
        (pa.dictionary(pa.int8(), pa.string()), pa.timestamp("ns", "Europe/Paris")),
    ]
    for kind, date in kinds:
        table = pa.table({"id": [1, 2, 3], "text": pa.array(text).cast(kind), "date": pa.array([day] * 3).cast(date)})
        documents = pa.table(reader.read_table(table).documents).to_pylist()
        assert [row["document"] for row in documents] == ["1", None, None], (kind, date)
        assert documents[0]["published"] == day, date
        assert [row["problem"] for row in documents] == [None, "no field `text`", "no text"]
    lists = pa.table({"text": [["« Nous signerons », a dit le maire.", "Il pleut."]]})
    assert pa.table(reader.read_table(lists, readings=True).documents)["reading"][0].as_py().find("maire.\\n\\nIl") > 0
    with pytest.raises(depeche.InputError, match="column text holds Float64"):
        reader.read_table(pa.table({"text": [1.5]}))


def test_columns_are_found_by_name(reader):
    table = pa.table({"Corps": ["« Nous signerons », a dit le maire."], "Fecha": ["2022-09-13"], "note": [1.5]})
    row = pa.table(reader.read_table(table).documents).to_pylist()[0]
    assert (row["published"], row["statements"]) == (datetime.date(2022, 9, 13), 1)
    with pytest.raises(depeche.InputError, match='no column `body` among: corps, fecha, note; say which with FIELD="NAME"'):
        reader.read_table(table, text="body")
    with pytest.raises(depeche.InputError, match="no column for `text` among: a; say which"):
        reader.read_table(pa.table({"a": ["x"]}))
    with pytest.raises(depeche.InputError, match="__arrow_c_stream__"):
        reader.read_table([1])


def test_empty_tables_have_columns(reader):
    found = pa.table(reader.read_table(pa.table({"text": pa.array([], pa.string())})).statements)
    assert found.num_rows == 0 and "speaker" in found.column_names


def test_bad_rows_tell_their_problem(reader):
    polish = "Prezydent powiedział we wtorek, że rząd podpisze umowę z sąsiadami w przyszłym tygodniu."
    table = pa.table({"text": ["« Nous signerons », a dit le maire.", polish, "Il pleut."], "date": ["2022-09-13", None, "hier"]})
    several = depeche.Reader(offline=True)
    documents = pa.table(several.read_table(table, readings=True).documents).to_pylist()
    assert documents[0]["problem"] is None
    assert "seems to be in Polish" in documents[1]["problem"] and documents[1]["reading"] is None
    assert "is not an ISO date, read without it" in documents[2]["problem"] and documents[2]["reading"]


def test_input_that_breaks_off_is_an_exception(reader):
    def batches():
        yield pa.record_batch({"text": ["« Nous signerons », a dit le maire."]})
        raise RuntimeError("the source is gone")

    schema = pa.schema({"text": pa.string()})
    broken = pa.RecordBatchReader.from_batches(schema, batches())
    tables = iter(reader.read_table(broken))
    assert pa.table(next(tables).statements).num_rows == 1
    with pytest.raises(depeche.InputError, match="the source is gone"):
        next(tables)
    assert list(tables) == []


def test_a_panic_is_an_exception(reader, table, expected):
    """A list that claims more items than there are makes Arrow's library panic while rows are read: that is an error of this table, and the reader goes on."""
    np = pytest.importorskip("numpy")

    def damaged():
        offsets = np.array([0, 1, 1], np.int32)
        items = pa.array(["« Nous signerons », a dit le maire."])
        lists = pa.ListArray.from_buffers(pa.list_(pa.string()), 2, [None, pa.py_buffer(offsets)], children=[items])
        found = pa.table({"text": lists})
        # pyarrow looks at what it makes, so the damage comes after that.
        offsets[2] = 99
        return found

    rows = iter(reader.read_table(damaged()))
    with pytest.raises(depeche.ReadError, match="the reader failed on it"):
        next(rows)
    assert list(rows) == []
    with pytest.raises(Exception, match="the reader failed on it"):
        pa.table(reader.read_table(damaged()).statements)
    assert pa.table(reader.read_table(table).statements).equals(expected["statements"])


def test_no_model_is_an_exception(table, tmp_path, monkeypatch):
    monkeypatch.setenv("DEPECHE_HOME", str(tmp_path))
    with pytest.raises(depeche.ModelError, match="is not in the cache"):
        list(depeche.Reader(offline=True).read_table(table))


def test_pandas(reader, table, expected):
    pd = pytest.importorskip("pandas")
    frame = table.to_pandas()
    frame["published"] = pd.to_datetime(frame["published"])
    tables = reader.read_table(frame)
    statements = pd.DataFrame.from_arrow(tables.statements) if hasattr(pd.DataFrame, "from_arrow") else pa.table(tables.statements).to_pandas()
    assert statements["content"].tolist() == expected["statements"]["content"].to_pylist()
    assert statements["day"].notna().sum() == expected["statements"].num_rows - expected["statements"]["day"].null_count


def test_polars(reader, table, expected):
    pl = pytest.importorskip("polars")
    frame = pl.from_arrow(table).with_columns(pl.col("published").str.to_date(), pl.col("outlet").cast(pl.Categorical))
    tables = reader.read_table(frame, batch=11)
    statements = pl.DataFrame(tables.statements)
    assert statements["content"].to_list() == expected["statements"]["content"].to_pylist()
    assert statements["outlet"].to_list() == expected["statements"]["outlet"].to_pylist()
    events = pl.DataFrame(tables.events)
    assert events["source"].to_list() == expected["events"]["source"].to_pylist()


def test_duckdb(reader, table, expected):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.register("news", table)
    relation = connection.sql("SELECT id, published::DATE AS published, title, outlet, url, text FROM news")
    tables = reader.read_table(relation)
    statements = pa.table(tables.statements)
    assert statements["content"].equals(expected["statements"]["content"])
    events = pa.RecordBatchReader.from_stream(tables.events)  # noqa: F841
    counted = duckdb.sql("SELECT type, count(*) FROM events GROUP BY type ORDER BY type").fetchall()
    known = expected["events"].group_by("type").aggregate([("type", "count")]).sort_by("type").to_pylist()
    assert counted == [(row["type"], row["type_count"]) for row in known]


def test_records_beyond_memory_are_written_batch_by_batch(reader, table, expected, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    writer = None
    for part in reader.read_table(table, batch=20):
        events = pa.table(part.events)
        writer = writer or pq.ParquetWriter(tmp_path / "events.parquet", events.schema)
        writer.write_table(events)
    writer.close()
    assert pq.read_table(tmp_path / "events.parquet").equals(expected["events"])
    assert pc.sum(pc.equal(expected["events"]["status"], "occurred")).as_py() > 100
