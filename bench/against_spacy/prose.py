"""Prose to measure speed with: as much as wanted, the same for the same arguments.

Sentences of the phrases in tools/against_spacy, with names, numbers and rarer words put in, so that new
words go on turning up as they do in a newspaper: the runtime remembers word types, and a text that repeats
itself would flatter it.
"""

import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "against_spacy"))
from phrases import LANGUAGES  # noqa: E402

SYLLABLES = "ba ber cal da dor el fan gar gi han ja ka kov lan lem ma mir na no pol qi ras sam ta ti ul ven wa xi zer".split()
JOINTS = {"fr": [", ", " et ", ", mais ", " ; ", ", alors que "], "en": [", ", " and ", ", but ", "; ", ", while "],
          "es": [", ", " y ", ", pero ", "; ", ", mientras "]}
NAMED = {"fr": ["de", "à", "pour", "avec"], "en": ["of", "in", "for", "with"], "es": ["de", "en", "para", "con"]}


class Prose:
    def __init__(self, language, rare_words, seed=1):
        self.random = random.Random(seed)
        self.language = language
        self.phrases = LANGUAGES[language]
        self.rare_words = rare_words

    def name(self):
        syllables = self.random.choices(SYLLABLES, k=self.random.choice([2, 2, 2, 3]))
        return "".join(syllables).capitalize()

    def rare(self):
        """A word by Zipf's law: the n-th is drawn about n times less often than the first."""
        return self.rare_words[int(len(self.rare_words) ** self.random.random()) - 1]

    def insertion(self):
        kind = self.random.random()
        joint = self.random.choice(NAMED[self.language])
        if kind < 0.35:
            return f"{joint} {self.name()}"
        if kind < 0.5:
            return f"({self.random.randint(2, 9999)})"
        return f"{joint} {self.rare()}"

    def clause(self):
        phrases = self.phrases
        parts = [self.random.choice(phrases[kind]) for kind in ("subjects", "verbs", "objects")]
        if self.random.random() < 0.3:
            parts[0] = f"{self.name()} {self.name()}"
        for _ in range(self.random.randint(0, 3)):
            parts.append(self.random.choice([self.random.choice(phrases["adjuncts"]), self.insertion(), self.rare()]))
        return " ".join(parts)

    def sentence(self):
        text = self.clause()
        while self.random.random() < 0.4:
            text += self.random.choice(JOINTS[self.language]) + self.clause()
        if self.random.random() < 0.15:
            before, after = self.phrases["quotes"][0]
            text = f"{before}{text}{after}, {self.random.choice(self.phrases['verbs'])} {self.name()}"
        return text[0].upper() + text[1:] + "."

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.random.randint(1, 6)))


def vocabulary(model_folder, seed=2):
    """Words of a model's own vocabulary, in an order of chance."""
    strings = json.loads((model_folder / "vocab" / "strings.json").read_text("utf-8"))
    words = [word for word in strings if word.isalpha() and word.islower() and 3 <= len(word) <= 14]
    random.Random(seed).shuffle(words)
    return words[:60_000]


def paragraphs(language, words, model_folder):
    """Paragraphs of at least so many words in all."""
    prose = Prose(language, vocabulary(model_folder))
    texts, count = [], 0
    while count < words:
        texts.append(prose.paragraph())
        count += len(texts[-1].split())
    return texts
