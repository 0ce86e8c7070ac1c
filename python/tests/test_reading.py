"""Readings: the command's own, as objects."""

from __future__ import annotations

import datetime
import json
import pickle
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

import depeche


def test_readings_are_the_commands_to_the_letter(reader, dispatches, lines):
    assert [reading.to_json() for reading in reader.read_many(dispatches)] == lines
    assert any('"copies":[{' in line for line in lines)


def test_neither_threads_nor_batches_change_readings(reader, dispatches, lines):
    for threads, batch in [(1, 5), (3, 256), (2, 1)]:
        readings = reader.read_many(dispatches[:20], threads=threads, batch=batch)
        assert [reading.to_json() for reading in readings] == lines[:20]


def test_one_document_reads_as_among_many(reader, dispatches, lines):
    document = dispatches[3]
    fields = {name: value for name, value in document.items() if name != "text"}
    assert reader.read(document["text"], **fields).to_json() == lines[3]
    days = (datetime.date(2023, 6, 21), datetime.datetime(2023, 6, 21, 10), "2023-06-21T10:00:00+02:00")
    assert {reader.read("Il pleut.", published=day).published for day in days} == {"2023-06-21"}


def test_every_field_of_the_format_is_a_property(reader, dispatches):
    for reading in reader.read_many(dispatches):
        data = reading.to_dict()
        assert json.loads(reading.to_json()) == data
        for kind in ("actors", "places", "statements", "events"):
            records = getattr(reading, kind)
            assert [record.to_dict() for record in records] == data[kind]
            for record in records:
                for field in record.to_dict():
                    assert field in ("place",) or hasattr(record, field), (kind, field)
                repr(record)
        for statement in reading.statements:
            assert statement.text == " … ".join(reading.text[start:end] for start, end in statement.content)
            assert statement.speaker.name is None or statement.speaker.name
            assert statement.within is None or statement.within.id != statement.id
            for relay in statement.relays:
                assert relay.name
        for event in reading.events:
            assert event.word and all(actor.name for actor in event.source + event.target)
            assert event.voice is None or event.voice in reading.statements
            assert event.place is None or event.place in reading.places


def test_readings_and_readers_are_pickled(reader, dispatches, lines):
    readings = list(reader.read_many(dispatches[:3]))
    assert pickle.loads(pickle.dumps(readings)) == readings
    assert depeche.Reading.from_json(lines[0]).to_json() == lines[0]
    again = pickle.loads(pickle.dumps(reader))
    assert again.read("« Nous signerons », a dit le maire.") == reader.read("« Nous signerons », a dit le maire.")
    assert repr(again) == repr(reader) == "Reader(lang='fr', offline=True)"


def test_other_processes_read_the_same(reader, dispatches, lines):
    # Spawned: what was forked from a process with threads may wait for ever.
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        readings = list(pool.map(reader.read, [dispatches[3]["text"]] * 2))
    assert readings[0] == readings[1] == reader.read(dispatches[3]["text"])


def test_threads_read_at_the_same_time(reader, dispatches, lines):
    def read(number):
        document = dict(dispatches[number])
        return reader.read(document.pop("text"), **document).to_json()

    numbers = [number for number in range(20)] * 2
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, numbers)) == [lines[number] for number in numbers]


def goes_on(work, times=50):
    """Whether another thread goes on while this one works, nobody being made to give up the interpreter's lock: only work that releases it itself lets the
    other have it. The work is done again a few times, in case the other is slow to wake."""
    waiting = threading.Lock()
    waiting.acquire()
    went_on = []

    def other():
        waiting.acquire()
        went_on.append(True)

    thread = threading.Thread(target=other)
    thread.start()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        waiting.release()
        for _ in range(times):
            work()
            if went_on:
                break
        return bool(went_on)
    finally:
        sys.setswitchinterval(interval)
        thread.join()


def test_the_lock_is_released_while_reading(reader, dispatches):
    text = "\n\n".join(document["text"] for document in dispatches[:10])
    assert goes_on(lambda: reader.read(text))
    assert goes_on(lambda: list(reader.read_many([text])))
    reading = reader.read(text)
    assert goes_on(lambda: reader.parse(reading))
    # So would it be told if the lock were held.
    assert not goes_on(lambda: sum(range(100_000)))


def test_languages_are_told(dispatches):
    reader = depeche.Reader(offline=True)
    assert reader.read("« Nous signerons », a dit le ministre.").lang == "fr"
    assert reader.read("x", lang="fr-BE").lang == "fr-BE"
    with pytest.raises(depeche.LanguageError, match=r'Polish \(pl\).*lang="TAG" has it read'):
        reader.read("Prezydent powiedział we wtorek, że rząd podpisze umowę z sąsiadami w przyszłym tygodniu.")


def test_errors_are_exceptions_with_the_commands_words(reader, tmp_path, monkeypatch):
    with pytest.raises(depeche.LanguageError, match='no language pack for "xx"'):
        depeche.Reader("xx")
    with pytest.raises(depeche.InputError, match="no text"):
        reader.read("  \n")
    with pytest.raises(ValueError, match='date "mardi" is not an ISO date$'):
        reader.read("Il pleut.", published="mardi")
    with pytest.raises(depeche.InputError, match="no field corps among"):
        list(reader.read_many([{"corps": "Il pleut."}]))
    with pytest.raises(depeche.InputError, match="a document is a text or a dictionary"):
        list(reader.read_many([3]))
    with pytest.raises(depeche.Error, match="actors.csv"):
        depeche.Reader("fr", actors=tmp_path / "actors.csv")
    with pytest.raises(depeche.InputError, match="not a reading"):
        depeche.Reading.from_json("{}").html()
    monkeypatch.setenv("DEPECHE_HOME", str(tmp_path))
    with pytest.raises(depeche.ModelError, match="is not in the cache"):
        depeche.Reader("fr", offline=True)
    with pytest.raises(depeche.ModelError, match="cannot load the language model"):
        depeche.Reader("fr", model=tmp_path)


def test_bad_documents_cost_themselves(reader):
    documents = ["« Nous signerons », a dit le maire.", " ", {"text": "« Non », a dit le préfet.", "published": "hier"}, "Il pleut."]
    readings = list(reader.read_many(documents, errors="none"))
    assert [reading and len(reading.statements) for reading in readings] == [1, None, None, 0]
    met = []
    with pytest.raises(depeche.InputError, match="no text"):
        for reading in reader.read_many(documents):
            met.append(reading)
    assert len(met) == 1
    assert list(reader.read_many([])) == []


def test_documents_are_taken_as_they_come(reader):
    taken = []

    def documents():
        for number in range(1000):
            taken.append(number)
            yield "Il pleut."

    next(iter(reader.read_many(documents(), batch=10)))
    assert len(taken) == 10


def test_strange_texts_have_a_reading(reader):
    texts = ["\x00", "«" * 500, "🇫🇷" * 50, "a\r\nb\u2028c", "é\u0301" * 300, "'", "a b " * 3000, "Celle-ci regrette une décision."]
    for text in texts:
        assert reader.read(text).text == text
    with pytest.raises((depeche.Error, UnicodeError)):
        reader.read("\ud800")


def test_notebooks_show_the_marked_text(reader, root):
    reading = reader.read((root / "examples/samarcande.txt").read_text(encoding="utf-8"), id="samarcande")
    html = reading._repr_html_()
    assert html.startswith('<div class="depeche"><style>') and "<article" in html and "Xi Jinping" in html
    assert "<script" not in html
    other = reader.read("« Nous signerons », a dit le maire.")._repr_html_()
    anchor = html.split('<section class="dispatch" id="')[1].split('"')[0]
    assert anchor not in other


def test_pages_are_the_commands(reader, run, root, tmp_path):
    path = root / "examples/samarcande.txt"
    reading = reader.read(path.read_text(encoding="utf-8"), id="samarcande")
    assert reading.html() == run("read", "--offline", "--lang", "fr", "--format", "html", path).decode()
