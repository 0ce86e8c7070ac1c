#!/usr/bin/env python3
"""What one kind of error costs: readings in which one thing is taken from the annotation, measured beside those that are not.

usage: tools/evaluation/oracles.py [SET…]     with DEPECHE=path/to/depeche; prints a line a figure; gold/dev and gold/seed are
the default

Nothing in the program is changed: fields of its readings are replaced before `depeche eval --readings` measures them, and
`--against` tells the interval of the difference.
"""
import copy
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import sets

EDGE = " \t\n\u00a0\u202f«»\"“”'’‘.,;:!?…()[]"


# Where the program's scorer has sentences end (crates/evaluation/src/sentences.rs).
BREAK = re.compile(r"[.!?…][»”\"\u00a0 ]*\s+(?=[A-ZÀ-Ý«“\"0-9])|\n+")


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def place(text, field):
    """Offsets of a field of the annotation: words, or {"text", "nth"}."""
    words, nth = (field, 1) if isinstance(field, str) else (field["text"], field.get("nth", 1))
    at = -1
    for _ in range(nth):
        at = text.find(words, at + 1)
    return [at, at + len(words)]


def characters(text, spans):
    out = set()
    for start, end in spans:
        while start < end and text[start] in EDGE:
            start += 1
        while end > start and text[end - 1] in EDGE:
            end -= 1
        out.update(range(start, end))
    return out


def likeness(one, other):
    return len(one & other) / len(one | other) if one | other else 0.0


def overlap(one, other):
    return bool(one and other) and max(one[0], other[0]) < min(one[1], other[1])


def pairs(like, expected, found, least):
    """Greedy pairs, the likest first, as the program scores them: {number expected: number found}."""
    all_pairs = ((like(e, f), e, f) for e in range(expected) for f in range(found))
    out, used = {}, set()
    for value, e, f in sorted((one for one in all_pairs if one[0] >= least), key=lambda one: (-one[0], one[1], one[2])):
        if e not in out and f not in used:
            out[e] = f
            used.add(f)
    return out


class Beside:
    """A reading beside its annotation; what oracles write goes into the reading."""

    def __init__(self, gold, reading):
        self.text, self.gold, self.reading = gold["text"], gold, copy.deepcopy(reading)
        self.contents = [characters(self.text, [place(self.text, c) for c in listed(s["content"])]) for s in gold["statements"]]
        self.ours = [characters(self.text, s["content"]) for s in self.statements]
        self.said = pairs(lambda e, f: likeness(self.contents[e], self.ours[f]), len(self.contents), len(self.ours), 0.5)
        self.triggers = [place(self.text, e["trigger"]) for e in gold["events"]]
        same = lambda e, f: int(overlap(self.triggers[e], self.events[f]["trigger"]))
        ends = [found.end() for found in BREAK.finditer(self.text)]
        sentence = lambda at: sum(end <= at for end in ends)
        near = lambda e, f: int(sentence(self.triggers[e][0]) == sentence(self.events[f]["trigger"][0]))
        typed = lambda e, f: max(2 * same(e, f), near(e, f)) if gold["events"][e]["type"] == self.events[f]["type"] else 0
        self.done = pairs(typed, len(self.triggers), len(self.events), 1)
        self.touched = pairs(same, len(self.triggers), len(self.events), 1)

    @property
    def statements(self):
        return self.reading["statements"]

    @property
    def events(self):
        return self.reading["events"]

    def actor(self, name, code):
        """An actor as the annotation has it."""
        country, *sectors = (code or "---").split()
        number = f"gold{len(self.reading['actors'])}"
        known = None if country == "---" else country
        self.reading["actors"].append({"id": number, "name": name or code, "country": known, "sectors": sectors, "mentions": []})
        return number

    def statement(self, number):
        """The annotation's statement as a reading would have it."""
        gold = self.gold["statements"][number]
        span = lambda field: place(self.text, gold[field]) if gold.get(field) else None
        return {
            "id": None,
            "content": [place(self.text, part) for part in listed(gold["content"])],
            "cue": span("cue"),
            "form": gold["form"],
            "act": gold["act"],
            "speaker": {"mention": span("speaker"), "actor": self.actor(gold.get("speaker_name"), gold.get("speaker_code"))},
            "relays": [{"mention": place(self.text, relay)} for relay in listed(gold.get("relays"))],
            "medium": span("medium"),
            "date": {"start": gold.get("date")},
        }

    def event(self, number):
        gold = self.gold["events"][number]
        at = place(self.text, gold["place"]) if gold.get("place") else None
        return {
            "trigger": self.triggers[number],
            "type": gold["type"],
            "source": [self.actor(None, code) for code in listed(gold["source"])],
            "target": [self.actor(None, code) for code in listed(gold["target"])],
            "status": gold["status"],
            "voice": gold.get("voice"),
            "date": {"start": gold.get("date") or ""},
            "place": {"mention": at},
        }


def boundaries(one):
    """contents end where the annotation has them, where a reading holds part of one"""
    missed = [e for e in range(len(one.contents)) if e not in one.said]
    free = [f for f in range(len(one.ours)) if f not in one.said.values()]
    for e, f in pairs(lambda e, f: likeness(one.contents[missed[e]], one.ours[free[f]]), len(missed), len(free), 0.01).items():
        one.statements[free[f]]["content"] = [place(one.text, c) for c in listed(one.gold["statements"][missed[e]]["content"])]


def statements_all(one):
    """no statement is missed"""
    one.statements.extend([one.statement(e) for e in range(len(one.contents)) if e not in one.said])


def statements_only(one):
    """no statement is made up"""
    one.reading["statements"] = [s for f, s in enumerate(one.statements) if f in one.said.values()]


def names(one):
    """who is meant is known wherever the speaker's words are right"""
    for e, f in one.said.items():
        gold, ours = one.gold["statements"][e], one.statements[f]
        mention = place(one.text, gold["speaker"]) if gold.get("speaker") else None
        if gold.get("speaker_name") and mention and overlap(mention, (ours.get("speaker") or {}).get("mention")):
            ours["speaker"]["actor"] = one.actor(gold["speaker_name"], gold.get("speaker_code"))


def mentions(one):
    """who is meant is known wherever the annotation names no words beside the cue (quotations that go on, passives)"""
    for e, f in one.said.items():
        gold, ours = one.gold["statements"][e], one.statements[f]
        if gold.get("speaker_name") and not gold.get("speaker"):
            ours["speaker"] = {"mention": None, "actor": one.actor(gold["speaker_name"], gold.get("speaker_code"))}


def types(one):
    """every trigger that was found has the right type"""
    for e, f in one.touched.items():
        if e not in one.done and f not in one.done.values():
            one.events[f]["type"] = one.gold["events"][e]["type"]


def triggers(one):
    """no trigger is missed"""
    one.events.extend([one.event(e) for e in range(len(one.triggers)) if e not in one.touched and e not in one.done])


def spoken(one):
    """no event is missed whose trigger is the cue of a statement that was missed"""
    cues = [place(one.text, s["cue"]) for e, s in enumerate(one.gold["statements"]) if e not in one.said and s.get("cue")]
    missed = [e for e in range(len(one.triggers)) if e not in one.touched and e not in one.done]
    told = [e for e in missed if any(overlap(one.triggers[e], cue) for cue in cues)]
    one.events.extend([one.event(e) for e in told])


def events_only(one):
    """no event is made up"""
    one.reading["events"] = [event for f, event in enumerate(one.events) if f in one.done.values() or f in one.touched.values()]


def once(one):
    """no event is told that the same document tells once already, by the annotation: one of the same type between the same countries"""
    actors = {actor["id"]: actor.get("country") or "---" for actor in one.reading["actors"]}
    ours = lambda ids: {actors.get(number, "---") for number in ids or []}
    gold = lambda codes: {code.split()[0] for code in listed(codes)}
    known = [(e["type"], gold(e["source"]), gold(e["target"])) for e in one.gold["events"]]
    again = lambda event: (event["type"], ours(event["source"]), ours(event["target"])) in known
    kept = set(one.done.values()) | set(one.touched.values())
    one.reading["events"] = [event for f, event in enumerate(one.events) if f in kept or not again(event)]


def parties(one):
    """those who act and are acted upon are right in every event that was found"""
    for e, f in one.done.items():
        gold = one.gold["events"][e]
        for side in ("source", "target"):
            one.events[f][side] = [one.actor(None, code) for code in listed(gold[side])]


# Each with the figures that it can move.
ORACLES = [
    (boundaries, ("statements.f1", "statements_exact.f1")),
    (statements_all, ("statements.f1", "attributed_recall")),
    (statements_only, ("statements.f1",)),
    (names, ("speaker_name", "attributed_recall")),
    (mentions, ("speaker_name", "attributed_recall")),
    (types, ("events.f1",)),
    (triggers, ("events.f1",)),
    (spoken, ("events.f1",)),
    (events_only, ("events.f1",)),
    (once, ("events.f1",)),
    (parties, ("event_source", "event_target")),
]


def write(folder, name, readings):
    path = Path(folder) / name
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in readings), encoding="utf-8")
    return path


def measure(names_of_sets):
    """For some sets together: (oracle's name, what it does, figure, before, after, interval)."""
    gold = {number: document for name in names_of_sets for number, document in sets.gold(name).items()}
    readings = sets.readings(names_of_sets)
    with tempfile.TemporaryDirectory() as folder:
        before = write(folder, "before.jsonl", readings)
        for oracle, figures in ORACLES:
            changed = []
            for reading in readings:
                one = Beside(gold[reading["document"]["id"]], reading)
                oracle(one)
                changed.append(one.reading)
            after = write(folder, "after.jsonl", changed)
            command = [sets.DEPECHE, "eval", "--json", "--readings", after, "--against", before, *sets.paths(names_of_sets)]
            shifts = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["against"]
            for figure in figures:
                shift = shifts[figure]
                yield oracle.__name__, oracle.__doc__, figure, shift["before"], shift["after"], shift["interval"]


if __name__ == "__main__":
    for line in measure(sys.argv[1:] or ["gold/dev", "gold/seed"]):
        print(*line, sep="\t")
