"""What can go wrong, as exceptions whose messages are those of the command."""

from __future__ import annotations


class Error(Exception):
    """Whatever depeche raises."""


class LanguageError(Error):
    """A text is in a language without a pack, or a pack has a mistake."""


class ModelError(Error):
    """There is no language model, or none that can be used."""


class ReadError(Error):
    """The reader failed on a document: a mistake of ours, worth a report."""


class InputError(Error, ValueError):
    """What was given cannot be used: no text, a day that is none, a column that is not there."""


class StoreError(Error):
    """A store cannot be asked."""


class UnknownError(StoreError, LookupError):
    """Nobody and nothing in a store has that name."""
