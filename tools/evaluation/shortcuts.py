#!/usr/bin/env python3
"""Rules over the finished records that look as if they had to help the events, tried on the readings without touching the program.

usage: tools/evaluation/shortcuts.py     with DEPECHE=path/to/depeche; prints a line a rule and set

Each drops events from readings; what is left is measured beside what was. None of them is in the program: the table shows why.
"""
import json
import subprocess
import tempfile

import oracles
import sets

COLUMNS = {"gold": ("gold/dev", "gold/seed"), "fr/dev": ("fr/dev",), "fr/held": ("fr/held",)}
SPEECH = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE"}
PRIVATE = {"CVL", "CRM", "BUS", "EDU", "MED", "ELI", "UAF"}


class Events:
    """One reading's events with what its actors are."""

    def __init__(self, reading):
        self.events = reading["events"]
        self.actors = {actor["id"]: actor for actor in reading["actors"]}

    def sectors(self, event):
        ids = [*(event["source"] or []), *(event["target"] or [])]
        return {sector for number in ids for sector in (self.actors.get(number) or {}).get("sectors") or []}

    def countries(self, ids):
        return {(self.actors.get(number) or {}).get("country") for number in ids} - {None}

    def alike(self, one, other, by_country):
        """Whether two sides can be one; None where one of them is not told."""
        if not one or not other:
            return None
        return bool(set(one) & set(other)) or (by_country and bool(self.countries(one) & self.countries(other)))

    def again(self, event, by_country=False, both=False, speech=True):
        """Whether an earlier event has its type and status, and parties that can be the same."""
        for earlier in self.events[: self.events.index(event)]:
            if earlier["type"] != event["type"] or earlier["status"] != event["status"]:
                continue
            if not speech and event["type"] in SPEECH:
                continue
            sides = [self.alike(earlier[side], event[side], by_country) for side in ("source", "target")]
            if False not in sides and sides.count(True) >= (2 if both else 1):
                return True
        return False


RULES = {
    "told again: same type, status and actor": lambda of, e: of.again(e),
    "told again: same on both sides": lambda of, e: of.again(e, both=True),
    "told again: same country": lambda of, e: of.again(e, by_country=True),
    "told again: same country, acts but not speech": lambda of, e: of.again(e, by_country=True, speech=False),
    "nobody acts, nobody is acted upon": lambda of, e: not e["source"] and not e["target"],
    "nobody acts": lambda of, e: not e["source"],
    "all parties private, business or media": lambda of, e: bool(of.sectors(e)) and of.sectors(e) <= PRIVATE,
    "arrests and the like of private people": lambda of, e: e["type"] == "COERCE" and of.sectors(e) <= PRIVATE | {"COP"},
    "told in passing (`aside`)": lambda of, e: e.get("aside", False),
    "hypothetical": lambda of, e: e["status"] == "hypothetical",
}


def measure():
    """(rule, set, events dropped, F1 before, after, interval of the difference in it)."""
    for column, names in COLUMNS.items():
        readings = sets.readings(names)
        with tempfile.TemporaryDirectory() as folder:
            before = oracles.write(folder, "before.jsonl", readings)
            for name, rule in RULES.items():
                kept, dropped = [], 0
                for reading in readings:
                    of = Events(reading)
                    events = [event for event in of.events if not rule(of, event)]
                    dropped += len(of.events) - len(events)
                    kept.append(reading | {"events": events})
                after = oracles.write(folder, "after.jsonl", kept)
                command = [sets.DEPECHE, "eval", "--json", "--readings", after, "--against", before, *sets.paths(names)]
                shift = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["against"]["events.f1"]
                yield name, column, dropped, shift["before"], shift["after"], shift["interval"]


if __name__ == "__main__":
    for line in measure():
        print(*line, sep="\t")
