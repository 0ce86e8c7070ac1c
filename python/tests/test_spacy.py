"""For users of spaCy, where it is."""

from __future__ import annotations

import subprocess
import sys

import pytest

import depeche


def test_the_package_does_without_spacy_and_arrow():
    code = "import sys; sys.modules.update(spacy=None, pyarrow=None); import depeche; print(depeche.Reader('fr').read('Il pleut.').lang)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "fr\n"


def test_a_doc_holds_the_parse(reader, dispatches):
    pytest.importorskip("spacy")
    for document in dispatches[:25]:
        reading = reader.read(document["text"])
        doc = depeche.to_spacy(reading, reader)
        assert doc.text == reading.text
        assert doc.has_annotation("DEP") and len(list(doc.sents)) > 1
        for statement in doc._.statements:
            if statement.cue:
                assert doc.char_span(*statement.cue, alignment_mode="expand").text.find(reading.text[slice(*statement.cue)]) >= 0
        roots = [sentence.root for sentence in doc.sents if sentence.root.pos_ == "VERB"]
        assert roots


def test_a_pipeline_has_statements(root):
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("fr")
    nlp.add_pipe("depeche")
    doc = nlp("« Nous signerons », a promis le ministre Jean Dupont.")
    assert [(said.speaker.name, said.act) for said in doc._.statements] == [("Jean Dupont", "promise")]
    assert doc._.reading.text == doc.text
    assert nlp("")._.statements == []
