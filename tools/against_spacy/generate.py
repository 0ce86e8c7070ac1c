"""Writes paragraphs that are hard to read: generate.py LANGUAGE COUNT SEED [--no-noise] > paragraphs.jsonl

Sentences put together from phrases, with web addresses, emoji, numbers, quotation marks, tables, capitals,
broken spacing, hyphenated words, rare spaces and plain noise among them. Each line is a JSON string; the
same arguments give the same paragraphs. Without noise no character is newer than Python's Unicode tables.
"""

import json
import random
import sys

sys.dont_write_bytecode = True
from phrases import ADDRESSES, EMOJI, HYPHENATED, LANGUAGES, NUMBERS, ODDITIES

STRANGE = [ADDRESSES, EMOJI, NUMBERS, ODDITIES, HYPHENATED]
RANGES = [(32, 127), (160, 0x250), (0x2000, 0x2070), (0x300, 0x2E80), (0x1F300, 0x1F700)]


class Writer:
    def __init__(self, language, seed, noise):
        self.random = random.Random(seed)
        self.words = LANGUAGES[language]
        self.noise = noise

    def one(self, items):
        return self.random.choice(items)

    def times(self, least, most, make):
        return [make() for _ in range(self.random.randint(least, most))]

    def clause(self):
        words = self.words
        parts = [self.one(words["subjects"]), self.one(words["verbs"]), self.one(words["objects"])]
        return " ".join(parts + self.times(0, 2, lambda: self.one(words["adjuncts"])))

    def sentence(self):
        text = self.clause()
        kind = self.random.random()
        if kind < 0.2:
            before, after = self.one(self.words["quotes"])
            reporter = f"{self.one(self.words['verbs'])} {self.one(self.words['subjects'])}"
            text = before + text + self.one(["", ",", "."]) + after + " " + self.one(["", ", "]) + reporter
        elif kind < 0.3:
            text += self.one([", ", " ; ", " : ", " — ", " (", "- "]) + self.clause() + self.one(["", ")"])
        elif kind < 0.36:
            text = text.upper()
        elif kind < 0.39:
            text = text.title()
        elif kind < 0.42:
            text = text.lower()
        return text + self.one([".", ".", ".", ".", " .", "!", " !", "?", "…", "...", "", ":", ";"])

    def strange(self):
        return self.one(self.one(STRANGE))

    def broken(self):
        """A sentence with strange things in it and odd spacing."""
        words = self.sentence().split(" ")
        for thing in self.times(1, 3, self.strange):
            words.insert(self.random.randrange(len(words) + 1), thing)
        return "".join(word + self.one([" "] * 14 + ["", "  ", "\u00a0", "\n", "\t"]) for word in words)

    def glued(self):
        words = self.words
        more = [words["subjects"], words["objects"], ["a", "b", "Z", "é", ".", ",", "-", "'"]]
        return "".join(self.times(1, 6, lambda: self.one(self.one(STRANGE + more))))

    def characters(self):
        return "".join(self.times(0, 60, lambda: chr(self.random.randrange(*self.one(RANGES)))))

    def paragraph(self):
        kind = self.random.random()
        if kind < 0.45:
            return " ".join(self.times(1, 3, self.sentence))
        if kind < 0.75:
            return " ".join(self.times(1, 2, self.broken))
        if kind < 0.83:
            return " ".join(self.times(1, 7, self.glued))
        if kind < 0.86:
            return self.characters() if self.noise else self.glued()
        if kind < 0.88:
            cell = lambda: self.one(NUMBERS + self.words["subjects"])
            return "\n".join(" | ".join(cell() for _ in range(4)) for _ in range(3))
        if kind < 0.885:
            return " ".join(self.sentence()[:-1] + "," for _ in range(40))
        if kind < 0.95:
            bullet = self.one(["", "- ", "• ", "1) ", "* "])
            return f"{self.one(self.words['subjects'])} {bullet}{self.one(self.words['objects'])}"
        return " ".join(self.times(1, 11, self.strange))


def main():
    language, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    writer = Writer(language, seed, noise="--no-noise" not in sys.argv)
    paragraphs = ["", " ", "\n", "  ", ".", "a"]
    while len(paragraphs) < count:
        paragraphs.append(writer.paragraph())
    for paragraph in paragraphs[:count]:
        print(json.dumps(paragraph))


if __name__ == "__main__":
    main()
