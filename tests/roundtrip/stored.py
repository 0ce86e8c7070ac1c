"""What is in a store, by plain SQL and joins of our own."""

import json
import sqlite3
from datetime import date


class Stored:
    """The tables of a store as dictionaries by row, and what is made of them."""

    def __init__(self, path, depeche):
        self.path, self.depeche = path, depeche
        self.sql = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.sql.row_factory = sqlite3.Row
        self.documents = self.table("documents")
        self.actors = self.table("actors")
        self.places = self.table("places")
        self.statements = self.table("statements")
        self.events = self.table("events")
        self.current = [row for row in self.documents.values() if row["current"]]
        self.local = {(row["document"], row["local"]): row for row in self.statements.values()}

    def table(self, name):
        return {row["id"]: dict(row) for row in self.sql.execute(f"SELECT * FROM {name} ORDER BY id")}

    def rows(self, sql, *parameters):
        return [dict(row) for row in self.sql.execute(sql, parameters)]

    def newest(self, records):
        """The records of the newest versions, with their document."""
        for record in records.values():
            document = self.documents[record["document"]]
            if document["current"]:
                yield record, document

    def parties(self, event, side):
        found = self.rows("SELECT actor FROM parties WHERE event = ? AND side = ? ORDER BY rank", event, side)
        return [self.actors[row["actor"]] for row in found]

    # The tables of the Parquet export.

    def parquet(self):
        runs = self.table("runs")
        return {
            "documents": [
                {
                    "id": row["key"],
                    "version": row["version"],
                    **{name: row[name] for name in ("lang", "title", "outlet", "url", "source", "author", "text")},
                    "published": day(row["published"]),
                    "marks": json.loads(row["marks"]),
                    "copies": [
                        {**copy, "paragraphs": [span(*pair) for pair in copy["paragraphs"]]} for copy in json.loads(row["copies"])
                    ],
                    "program": runs[row["run"]]["program"],
                    "reader": runs[row["run"]]["reader"],
                }
                for row in self.current
            ],
            "actors": [
                {
                    "document": document["key"],
                    "id": row["local"],
                    "sectors": row["sectors"].split(),
                    "mentions": self.mentions(row),
                    **{name: row[name] for name in ("name", "kind", "country", "role", "wikidata", "member_of", "canon", "canon_why")},
                }
                for row, document in self.newest(self.actors)
            ],
            "canon": [
                {
                    **{name: row[name] for name in ("id", "name", "kind", "country", "wikidata", "organisation")},
                    "names": sorted({actor["name"] for actor in self.actors.values() if actor["canon"] == row["id"]}, key=str.encode),
                }
                for row in self.table("canon").values()
            ],
            "places": [
                {
                    "document": document["key"],
                    "id": row["local"],
                    "mentions": self.mentions(row),
                    **{name: row[name] for name in ("name", "kind", "country", "geonames", "lat", "lon")},
                }
                for row, document in self.newest(self.places)
            ],
            "statements": [self.statement(row, document) for row, document in self.newest(self.statements)],
            "events": [self.event(row, document) for row, document in self.newest(self.events)],
        }

    def mentions(self, row):
        sql = "SELECT start, end FROM mentions WHERE document = ? AND local = ? ORDER BY rank"
        return self.rows(sql, row["document"], row["local"])

    def party(self, actor):
        row = self.actors.get(actor)
        names = ("name", "kind", "country", "role", "wikidata", "canon")
        if row is None:
            return {"id": None, "sectors": [], **dict.fromkeys(names)}
        return {"id": row["local"], "sectors": row["sectors"].split(), **{name: row[name] for name in names}}

    def mentioned(self, row, role):
        actor, start, end = (row[name] for name in (role, f"{role}_start", f"{role}_end"))
        if actor is None and start is None:
            return None
        return {**self.party(actor), "start": start, "end": end}

    def statement(self, row, document):
        relays = self.rows("SELECT * FROM relays WHERE statement = ? ORDER BY rank", row["id"])
        return {
            **heading(row, document),
            **{name: row[name] for name in ("act", "form", "content", "cue", "medium", "within", "utterance", "rule")},
            "negated": bool(row["negated"]),
            "spans": [span(*pair) for pair in json.loads(row["spans"])],
            "quotes": self.rows("SELECT start, end FROM quotes WHERE statement = ? ORDER BY rank", row["id"]),
            "cue_span": span(row["cue_start"], row["cue_end"]),
            "medium_span": span(row["medium_start"], row["medium_end"]),
            "speaker": self.mentioned(row, "speaker"),
            "addressee": self.mentioned(row, "addressee"),
            "relays": [
                {
                    **self.party(relay["actor"]),
                    "words": document["text"][relay["start"] : relay["end"]],
                    "start": relay["start"],
                    "end": relay["end"],
                    "cue_span": span(relay["cue_start"], relay["cue_end"]),
                }
                for relay in relays
            ],
        }

    def event(self, row, document):
        voice = None
        if row["voice"] is not None:
            statement = self.local.get((row["document"], row["voice"]), {})
            voice = {**self.party(statement.get("speaker")), "statement": row["voice"]}
        place = None
        if row["place_start"] is not None:
            known = self.places.get(row["place"], {})
            start, end = row["place_start"], row["place_end"]
            place = {
                "name": known.get("name", document["text"][start:end]),
                "id": known.get("local"),
                **{name: known.get(name) for name in ("kind", "country", "geonames", "lat", "lon")},
                "start": start,
                "end": end,
            }
        return {
            **heading(row, document),
            **{name: row[name] for name in ("type", "mode", "cameo", "goldstein", "word", "status", "happening", "rule")},
            "contexts": row["contexts"].split(),
            "trigger": span(row["trigger_start"], row["trigger_end"]),
            "source": [self.party(actor["id"]) for actor in self.parties(row["id"], "source")],
            "target": [self.party(actor["id"]) for actor in self.parties(row["id"], "target")],
            "voice": voice,
            "aside": bool(row["aside"]),
            "place": place,
        }


def heading(row, document):
    words = json.loads(row["date_mention"]) if row["date_mention"] else None
    told = row["date_start"] is not None or words is not None
    return {
        "document": document["key"],
        "id": row["local"],
        **{name: document[name] for name in ("outlet", "lang", "title", "url")},
        "published": day(document["published"]),
        "day": day(row["date_start"] or document["published"]),
        "date": {
            "start": day(row["date_start"]),
            "end": day(row["date_end"]),
            "grain": row["date_grain"],
            "words": span(*words) if words else None,
        }
        if told
        else None,
    }


def span(start, end):
    return None if start is None else {"start": start, "end": end}


def day(text):
    return None if text is None else date.fromisoformat(text)
