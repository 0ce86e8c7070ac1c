"""Readings for those who use spaCy, which is only imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from ._errors import InputError
from ._reader import Reader
from ._records import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


def to_spacy(reading: Reading, reader: Reader, vocab: Optional[Vocab] = None) -> Doc:
    """A `Doc` with the parse that a reading was made of: tokens, lemmas, word classes, features, the tree of Universal Dependencies, entities,
    sentences; and the reading's records in `doc._.reading` and `doc._.statements`.

    The text of the `Doc` is that of the document, so that `doc.char_span(*statement.cue)` are the words of a cue.

    >>> reader = depeche.Reader("fr")
    >>> doc = depeche.to_spacy(reader.read("« Nous signerons », a promis le ministre."), reader)
    >>> doc.char_span(*doc._.statements[0].cue), [token.lemma_ for token in doc if token.pos_ == "VERB"]
    (a promis, ['signer', 'promettre'])
    """
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    _extensions()
    text = reading.text
    words: list[str] = []
    spaces: list[bool] = []
    at: list[int] = []
    tokens: list[tuple[Any, ...]] = []
    end = 0
    for token in reader.parse(reading):
        start, stop = token[0]
        # Two tokens of the same letters (« du » is « de le ») are one word of the text.
        if stop <= end or start < end:
            at.append(len(words) - 1)
            tokens.append(token)
            continue
        _gap(text[end:start], words, spaces)
        at.append(len(words))
        tokens.append(token)
        words.append(text[start:stop])
        spaces.append(False)
        end = stop
    _gap(text[end:], words, spaces)
    fields: dict[str, list[Any]] = {
        "lemmas": [""] * len(words),
        "pos": ["SPACE"] * len(words),
        "morphs": [""] * len(words),
        "heads": list(range(len(words))),
        "deps": ["dep"] * len(words),
        "ents": ["O"] * len(words),
        "sent_starts": [False] * len(words),
    }
    filled: set[int] = set()
    for number, (_, _, lemma, pos, morph, head, dep, entity, starts) in enumerate(tokens):
        word = at[number]
        if word in filled:
            continue
        filled.add(word)
        fields["lemmas"][word] = lemma
        fields["pos"][word] = pos
        fields["morphs"][word] = morph
        fields["heads"][word] = at[head]
        fields["deps"][word] = "ROOT" if at[head] == word else dep
        fields["sent_starts"][word] = starts
        before = fields["ents"][word - 1][2:] if word else ""
        fields["ents"][word] = f"{'I' if before == entity else 'B'}-{entity}" if entity else "O"
    # What stands between words hangs on the word before it.
    for word in range(len(words)):
        if word not in filled:
            fields["heads"][word] = max(word - 1, 0) if filled else word
    if words:
        fields["sent_starts"][0] = True
    doc = Doc(vocab or Vocab(), words=words, spaces=spaces, **fields)
    doc._.reading = reading
    return doc


def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    """What stands between two tokens: a space is the first one's, anything else a token of its own."""
    if gap.startswith(" ") and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


def _extensions() -> None:
    from spacy.tokens import Doc

    if not Doc.has_extension("reading"):
        Doc.set_extension("reading", default=None)
        Doc.set_extension("statements", getter=lambda doc: doc._.reading.statements if doc._.reading else [])
        Doc.set_extension("events", getter=lambda doc: doc._.reading.events if doc._.reading else [])


class Component:
    """The part of a pipeline that `nlp.add_pipe("depeche")` adds.

    >>> import spacy
    >>> nlp = spacy.blank("fr")
    >>> _ = nlp.add_pipe("depeche")
    >>> [(said.speaker.name, said.act) for said in nlp("« Nous signerons », a promis le ministre Jean Dupont.")._.statements]
    [('Jean Dupont', 'promise')]
    """

    def __init__(self, lang: Optional[str]) -> None:
        _extensions()
        self.reader = Reader(lang)

    def __call__(self, doc: Doc) -> Doc:
        try:
            doc._.reading = self.reader.read(doc.text)
        except InputError:
            # An empty text is no reason to stop a pipeline.
            doc._.reading = None
        return doc


def component(nlp: Any, name: str, lang: Optional[str]) -> Component:
    """Makes the part of a pipeline; `lang` is the pipeline's own unless it is said."""
    return Component(lang or (nlp.lang if nlp.lang != "xx" else None))
