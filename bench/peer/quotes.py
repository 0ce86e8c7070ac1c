"""A peer of the usual design: quotations by spaCy's matchers over spaCy's parse.

Programs that extract quotations from French news, such as that of the Gender Gap Tracker, parse with spaCy, look for quotation marks, for verbs of a list that report,
and take the subject of the verb for the speaker. This is a program of that design, written for comparison and from scratch: it has none of their code or lists, and says nothing about how
well or how fast any of them works.

    quotes.py MODEL PARAGRAPHS      a JSON string a line; the protocol is that of crates/spacy-runtime/examples/rounds.rs

A line on standard input starts a round: `parse` annotates, anything else annotates and extracts. The answer is how many tokens there are, and how many quotations.
"""

import json
import sys

import spacy
from spacy.matcher import DependencyMatcher, Matcher

REPORTING = (
    "accuser admettre affirmer ajouter alerter annoncer appeler assurer avancer avertir avouer commenter concéder conclure condamner confier confirmer constater "
    "contester critiquer croire déclarer demander démentir dénoncer déplorer dire espérer estimer expliquer exiger expliciter exprimer faire garantir "
    "indiquer informer insister interroger inviter juger justifier lancer marteler mentionner murmurer nier noter observer penser poursuivre préciser "
    "prédire préconiser prétendre prévenir proclamer promettre proposer raconter rappeler rapporter reconnaître redouter regretter rejeter relever "
    "remarquer répéter répliquer répondre reprocher résumer révéler rétorquer saluer signaler souhaiter soutenir souligner suggérer témoigner vanter"
).split()
OPEN, CLOSE = ["«", "“", "„"], ["»", "”"]
SUBJECTS = ["nsubj", "nsubj:pass", "nsubj:caus"]


class Quotes:
    """Finds who says what in a parsed paragraph."""

    def __init__(self, vocab):
        self.clauses = DependencyMatcher(vocab)
        verb = {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": {"IN": REPORTING}, "POS": "VERB"}}
        subject = {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "subject", "RIGHT_ATTRS": {"DEP": {"IN": SUBJECTS}}}
        content = {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "content", "RIGHT_ATTRS": {"DEP": {"IN": ["ccomp", "parataxis"]}}}
        self.clauses.add("clause", [[verb, subject, content]])
        self.marks = Matcher(vocab)
        self.marks.add("quotation", [[{"ORTH": {"IN": OPEN}}, {"ORTH": {"NOT_IN": OPEN + CLOSE}, "OP": "+"}, {"ORTH": {"IN": CLOSE}}]], greedy="LONGEST")
        self.sources = Matcher(vocab)
        self.sources.add("according", [[{"LOWER": "selon"}], [{"LOWER": {"IN": ["d'", "d’"]}}, {"LOWER": "après"}]])

    def of(self, doc):
        found, taken = [], set()
        for start, end in sorted((start, end) for _, start, end in self.marks(doc)):
            if end - start < 4:
                continue
            verb = self.reporting(doc, start, end)
            if verb is not None:
                found.append(("direct", self.speaker(verb), verb.text, doc[start:end].text))
                taken.update(range(start, end))
        for _, (verb, subject, content) in self.clauses(doc):
            if verb in taken or content in taken:
                continue
            tree = list(doc[content].subtree)
            text = doc[tree[0].i : tree[-1].i + 1].text
            found.append(("indirect", phrase(doc[subject]), doc[verb].text, text))
        for _, start, end in self.sources(doc):
            sentence = doc[start].sent
            heads = [token for token in doc[start].head.subtree if token.pos_ in ("NOUN", "PROPN")]
            if heads:
                found.append(("according", heads[0].text, doc[start:end].text, sentence.text))
        return found

    def reporting(self, doc, start, end):
        """The reporting verb nearest to a quotation: in its sentence, or in the one before or after it."""
        near = [token for token in doc[max(0, start - 20) : min(len(doc), end + 20)] if token.lemma_ in REPORTING and token.pos_ == "VERB" and not start <= token.i < end]
        near = [token for token in near if any(child.dep_ in SUBJECTS for child in token.children)] or near
        return min(near, key=lambda token: min(abs(token.i - start), abs(token.i - end)), default=None)

    def speaker(self, verb):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return phrase(child)
        return None


def phrase(token):
    """A noun with all that hangs on it; for a pronoun, the last person named before it."""
    if token.pos_ == "PRON":
        before = [entity for entity in token.doc.ents if entity.end <= token.i and entity.label_ == "PER"]
        return before[-1].text if before else token.text
    tree = list(token.subtree)
    return token.doc[tree[0].i : tree[-1].i + 1].text


def main():
    nlp = spacy.load(sys.argv[1])
    quotes = Quotes(nlp.vocab)
    nlp("Un, deux, trois.")
    print("ready", flush=True)
    with open(sys.argv[2], encoding="utf-8") as file:
        texts = [json.loads(line) for line in file]
    for line in sys.stdin:
        tokens = found = 0
        for doc in nlp.pipe(texts):
            tokens += len(doc)
            if line.strip() != "parse":
                found += len(quotes.of(doc))
        print(tokens, found, flush=True)


if __name__ == "__main__":
    main()
