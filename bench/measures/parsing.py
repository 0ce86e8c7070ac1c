"""Reading beside parsing, parsing beside spaCy, and both beside a peer, on the same text and model."""

import os
import sys

from common import runs, texts
from common.programs import ROOT
from common.runs import Spread, Worker, ratios

from . import Row

#: A matrix library must not spread spaCy's work unasked.
ONE = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def measure(setup):
    documents = list(texts.varied(setup.documents))
    words = texts.words(documents)
    path = texts.write(setup.folder / "dispatches.jsonl", documents)
    parts = texts.write(setup.folder / "paragraphs.jsonl", texts.paragraphs(documents))
    empty = texts.write(setup.folder / "short.jsonl", [{**documents[0], "text": "« Nous signerons », a promis mardi le ministre."}])

    parser = [setup.rounds, setup.model, setup.folder / "networks", parts]
    workers = {"parse": Worker(parser), "parse, two threads": Worker([*parser, "2"])}
    if setup.spacy:
        peer = [setup.spacy, "-W", "ignore", ROOT / "bench/peer/quotes.py", setup.model, parts]
        workers["spacy"], workers["peer"] = Worker(peer, env=ONE), Worker(peer, env=ONE)
    # The first time, programs get their memory and learn the words.
    answers = {name: worker.round("parse" if name == "spacy" else "quotes")[0] for name, worker in workers.items()}
    if setup.spacy and answers["spacy"][0] != answers["parse"][0]:
        sys.exit(f"spaCy sees {answers['spacy'][0]} tokens, the parser {answers['parse'][0]}")

    output = setup.folder / "readings.jsonl"

    def read(what, *arguments):
        return lambda: runs.run([setup.program, "read", "--offline", "--lang", "fr", "--format", "jsonl", "--output", output, *arguments, what])

    def round(worker, what):
        return lambda: worker.round(what)[1]

    ways = {name: round(worker, "parse" if name == "spacy" else "quotes") for name, worker in workers.items()}
    ways["read"], ways["read, two threads"] = read(path, "--threads", "1"), read(path, "--threads", "2")
    ways["start"] = read(empty, "--threads", "1")
    took = runs.alternate(ways, setup.times)
    read(path)()
    statements, events = texts.counted(output)
    for worker in workers.values():
        worker.finish()

    def speed(name):
        return Spread.of(words / row.processor for row in took[name])

    def peak(name):
        return Spread.of(row.peak / 1e6 for row in took[name])

    rows = []
    if setup.spacy:
        rows += [
            Row("parse.over_spacy", "parser: spaCy's words a second, so many times", Spread.of(ratios(took["spacy"], took["parse"])), "{:.1f} ×", "6, better 8"),
            Row("read.over_peer", "reading, all of it: words a second of the peer that looks for quotations, so many times",
                Spread.of(ratios(took["peer"], took["read"])), "{:.1f} ×"),
        ]
    rows += [
        Row("read.over_parse", "reading, its start taken off: what the parser takes, so many times",
            Spread.of((whole.processor - start.processor) / parse.processor for whole, start, parse in zip(took["read"], took["start"], took["parse"])),
            "{:.2f} ×", "1.25, better 1.10"),
        Row("parse.two_threads", "parser: a second thread, by the clock", Spread.of(ratios(took["parse"], took["parse, two threads"], "clock")), "{:.2f} ×", "1.8, better 1.95"),
        Row("read.two_threads", "reading: a second thread, by the clock", Spread.of(ratios(took["read"], took["read, two threads"], "clock")), "{:.2f} ×", "1.8, better 1.95"),
        Row("parse.speed", "parser, words a second of a processor", speed("parse"), "{:,.0f}"),
    ]
    if setup.spacy:
        rows += [
            Row("spacy.speed", "spaCy's nlp.pipe, the same", speed("spacy"), "{:,.0f}"),
            Row("peer.speed", f"the peer, the same ({answers['peer'][1]} quotations)", speed("peer"), "{:,.0f}"),
        ]
    rows += [
        Row("read.speed", f"reading, the same ({statements:,} statements, {events:,} events)", speed("read"), "{:,.0f}"),
        Row("start.clock", "from the start to the end with a sentence, s by the clock", Spread.of(row.clock for row in took["start"]), "{:.2f}", "0.3, better 0.1"),
        Row("start.processor", "the same, s of a processor", Spread.of(row.processor for row in took["start"]), "{:.2f}"),
        Row("read.memory", "memory: reading, one thread, at most MB", peak("read"), "{:.0f}", "250, better 120"),
        Row("read.memory_two", "memory: reading, two threads", peak("read, two threads"), "{:.0f}"),
        Row("parse.memory", "memory: the parser alone", peak("parse"), "{:.0f}"),
    ]
    if setup.spacy:
        rows += [Row("spacy.memory", "memory: spaCy", peak("spacy"), "{:.0f}"), Row("peer.memory", "memory: the peer", peak("peer"), "{:.0f}")]
    told = f"{setup.documents} dispatches, {words:,} words, {answers['parse'][0]} tokens; {setup.times} rounds"
    return told, rows
