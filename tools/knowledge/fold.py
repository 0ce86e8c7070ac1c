"""The key that a name is looked up by: the same as `crates/knowledge/src/fold.rs`, whose tests compare the two."""

import unicodedata

SPELLED = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i",
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'",
    "-": " ", "‐": " ", "‑": " ", "–": " ", "_": " ", ".": "", ",": "",
}


def fold(surface):
    """`États-Unis d’Amérique` gives `etats unis d'amerique`."""
    letters = unicodedata.normalize("NFD", surface.lower())
    text = "".join(SPELLED.get(c, c) for c in letters if not unicodedata.category(c).startswith("M"))
    text = " ".join(text.split())
    return text.replace(" '", "'").replace("' ", "'")
