"""depeche reads news dispatches into checkable records: who said or did what to whom, according to whom.

>>> import depeche
>>> reader = depeche.Reader("fr")
>>> reading = reader.read("« Nous signerons », a promis mardi le ministre Jean Dupont.", published="2023-06-21")
>>> statement = reading.statements[0]
>>> statement.speaker.name, statement.act, statement.text
('Jean Dupont', 'promise', 'Nous signerons')
>>> statement.date.start
'2023-06-20'
>>> reading.text[slice(*statement.cue)]
'a promis'
"""

from __future__ import annotations

from ._errors import Error, InputError, LanguageError, ModelError, ReadError, StoreError, UnknownError
from ._native import __version__
from ._reader import Document, Reader, Tables
from ._records import Actor, Date, Event, Place, Reading, Relay, Speaker, Statement, page
from ._spacy import to_spacy
from ._store import Rows, Store

for _name in ("Error", "InputError", "LanguageError", "ModelError", "ReadError", "StoreError", "UnknownError"):
    globals()[_name].__module__ = "depeche"

__all__ = [
    "Actor",
    "Date",
    "Document",
    "Error",
    "Event",
    "InputError",
    "LanguageError",
    "ModelError",
    "Place",
    "ReadError",
    "Reader",
    "Reading",
    "Relay",
    "Rows",
    "Speaker",
    "Statement",
    "Store",
    "StoreError",
    "Tables",
    "UnknownError",
    "__version__",
    "page",
    "to_spacy",
]
