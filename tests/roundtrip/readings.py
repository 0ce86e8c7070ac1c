"""JSONL: the words at each span, and how many records there are."""

import json


def check(folder, stored, export):
    export("jsonl", folder / "readings.jsonl")
    with open(folder / "readings.jsonl", encoding="utf-8", newline="\n") as opened:
        readings = [json.loads(line) for line in opened]
    assert [reading["document"]["id"] for reading in readings] == [row["key"] for row in stored.current]
    cells = 0
    for reading, document in zip(readings, stored.current):
        text = reading["document"]["text"]
        for name in ("lang", "title", "published", "outlet", "url", "text"):
            assert reading["document"][name] == document[name], f"{document['key']}.{name}"
            cells += 1
        records = {}
        for name, table in [("statements", stored.statements), ("events", stored.events), ("actors", stored.actors)]:
            records[name] = [row for row in table.values() if row["document"] == document["id"]]
            assert len(records[name]) == len(reading[name]), f"{document['key']}: {name}"
        for statement, row in zip(reading["statements"], records["statements"]):
            words = " … ".join(text[start:end] for start, end in statement["content"])
            assert words == row["content"], f"{document['key']}/{statement['id']}: {words!r}, in the store {row['content']!r}"
            assert (statement["id"], statement["act"], statement["form"]) == (row["local"], row["act"], row["form"])
            cells += 4
        for event, row in zip(reading["events"], records["events"]):
            start, end = event["trigger"]
            assert text[start:end] == row["word"], f"{document['key']}/{event['id']}"
            assert (event["type"], event["status"], event["cameo"], event["goldstein"]) == (row["type"], row["status"], row["cameo"], row["goldstein"])
            cells += 5
        for actor, row in zip(reading["actors"], records["actors"]):
            assert (actor["name"], actor["country"], actor["sectors"]) == (row["name"], row["country"], row["sectors"].split())
            cells += 3
    return cells
