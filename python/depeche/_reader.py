"""Readers."""

from __future__ import annotations

import datetime
import os
from itertools import islice
from typing import Any, Callable, Iterable, Iterator, Literal, Mapping, Optional, Sequence, TypedDict, Union

from . import _native
from ._errors import InputError
from ._records import Reading

Day = Union[str, datetime.date]
Path = Union[str, "os.PathLike[str]"]

#: The most bytes that a document may take, unless a caller says otherwise; as `depeche read` has it.
LIMIT = 64_000_000

#: The fields of a document, as `read` and `read_many` take them.
FIELDS = ("id", "url", "outlet", "title", "published", "lang", "author", "text")


class Document(TypedDict, total=False):
    """A document to read: its text, and what is known of it."""

    id: str
    url: str
    outlet: str
    title: str
    published: Day
    lang: str
    author: str
    text: str


class Tables:
    """What a table of documents, or files, give: the tables `statements`, `events` and `documents`.

    Each is read while it is taken over (by `pyarrow.table`, `polars.DataFrame`, `pandas.DataFrame.from_arrow`, …), once. Going through this
    object instead gives them together, batch by batch: that is how to write more records than memory holds.
    """

    __slots__ = ("_tables",)

    def __init__(self, tables: _native.Tables) -> None:
        self._tables = tables

    @property
    def statements(self) -> _native.Stream:
        """Who said what."""
        return self._tables.statements

    @property
    def events(self) -> _native.Stream:
        """Who did what to whom."""
        return self._tables.events

    @property
    def documents(self) -> _native.Stream:
        """What became of each row, or of each thing that files hold: how many records it gave, or the `problem` with it and its kind."""
        return self._tables.documents

    def __iter__(self) -> Iterator[_native.Batch]:
        return iter(self._tables)


class Reader:
    """Reads documents in one language, or in whichever of those that can be read they are in.

    `lang` is that of documents that do not tell theirs; without it, their words do. `date` likewise stands in for a day of publication.
    `actors`, `knowledge`, `packs`, `model` and `offline` are the command's options of these names. A language model that is not on this
    machine is fetched when it is first needed, checked and kept (`depeche models` manages them).

    A reader can be used from several threads at a time, and pickled: what is sent is how to make it.

    >>> import depeche
    >>> reader = depeche.Reader()
    >>> [reader.read(text).lang for text in ("« Nous signerons », a dit le ministre.", "The minister said that he would resign.")]
    ['fr', 'en']
    """

    def __init__(
        self,
        lang: Optional[str] = None,
        *,
        date: Optional[Day] = None,
        actors: Optional[Path] = None,
        knowledge: Optional[Path] = None,
        packs: Optional[Path] = None,
        model: Optional[Path] = None,
        offline: bool = False,
    ) -> None:
        knowledge = knowledge or os.environ.get("DEPECHE_KNOWLEDGE") or None
        self._made_of = dict(
            lang=lang, date=_day(date), actors=actors, knowledge=knowledge, packs=packs, model=model, offline=offline
        )
        self._native = _native.Reader(**self._made_of)

    def read(
        self,
        text: str,
        *,
        published: Optional[Day] = None,
        title: Optional[str] = None,
        outlet: Optional[str] = None,
        url: Optional[str] = None,
        author: Optional[str] = None,
        lang: Optional[str] = None,
        id: Optional[str] = None,
    ) -> Reading:
        """Reads one document. « mardi » counts from the day on which it was `published`.

        >>> reading = depeche.Reader("fr").read("Paris a rejeté mardi ces accusations.", published="2023-06-21")
        >>> reading.events[0].type, reading.events[0].date.start
        ('REJECT', '2023-06-20')
        """
        row = [id, url, outlet, title, _day(published), lang, author, text]
        return Reading(*self._native.read(row))

    def read_many(
        self,
        documents: Iterable[Union[str, Document, Mapping[str, Any]]],
        *,
        threads: Optional[int] = None,
        copies: bool = True,
        errors: Literal["raise", "none"] = "raise",
        batch: int = 256,
    ) -> Iterator[Optional[Reading]]:
        """Reads texts, or dictionaries with the fields of a document, on all processors; readings come in the order of the documents.

        `batch` documents at a time are taken and read. With `copies` every reading tells which earlier ones its document carries, as the
        command does. A document that cannot be read raises its exception; with `errors="none"` it gives `None`, and the others are read.

        >>> reader = depeche.Reader("fr")
        >>> [len(reading.statements) for reading in reader.read_many(["« Nous signerons », a dit le maire.", "Il pleut."])]
        [1, 0]
        """
        if errors not in ("raise", "none"):
            raise InputError(f'errors="{errors}" is neither "raise" nor "none"')
        return self._many(iter(documents), threads, _native.Copies() if copies else None, errors == "raise", batch)

    def _many(
        self, documents: Iterator[Any], threads: Optional[int], seen: Optional[_native.Copies], raises: bool, batch: int
    ) -> Iterator[Optional[Reading]]:
        while rows := [_row(document) for document in islice(documents, batch)]:
            for json, unread, error in self._native.read_some(rows, threads, seen):
                if error is not None and raises:
                    raise error
                yield None if json is None else Reading(json, unread)

    def read_table(
        self,
        table: Any,
        *,
        text: Optional[str] = None,
        published: Optional[str] = None,
        title: Optional[str] = None,
        outlet: Optional[str] = None,
        url: Optional[str] = None,
        author: Optional[str] = None,
        lang: Optional[str] = None,
        id: Optional[str] = None,
        threads: Optional[int] = None,
        batch: int = 512,
        limit: int = LIMIT,
        copies: bool = True,
        readings: bool = False,
        tables: Sequence[str] = ("statements", "events", "documents"),
        progress: Optional[Callable[[int], object]] = None,
    ) -> Tables:
        """Reads a table of documents: anything that speaks Arrow (pyarrow, pandas, polars, DuckDB), without copying it.

        The parameters from `text` to `id` name the columns that hold these fields; those that are not named are found by their usual names,
        in English, French and Spanish. `batch` rows at a time are read, on all processors; then `progress` is told how many are done. A row that
        cannot be read costs itself: the table `documents` tells its `problem`; so does a text of more than `limit` bytes. With `readings`
        that table also holds each reading as JSON.

        Where only some of the tables are taken over, naming them in `tables` saves keeping the others.

        >>> import pyarrow
        >>> table = pyarrow.table({"corps": ["« Nous signerons », a dit le maire.", None], "date": ["2022-09-13", None]})
        >>> tables = depeche.Reader("fr").read_table(table, text="corps")
        >>> pyarrow.table(tables.statements).select(["row", "speaker", "content", "day"]).to_pylist()
        [{'row': 0, 'speaker': 'le maire', 'content': 'Nous signerons', 'day': datetime.date(2022, 9, 13)}]
        >>> pyarrow.table(tables.documents)["problem"].to_pylist()
        [None, 'no field `text`']
        """
        named = dict(id=id, url=url, outlet=outlet, title=title, published=published, lang=lang, author=author, text=text)
        columns = [(field, column) for field, column in named.items() if column is not None]
        found = self._native.read_table(table, columns, limit, threads, batch, copies, readings, list(tables), progress)
        return Tables(found)

    def read_files(
        self,
        *files: Union[Path, tuple[str, Any]],
        columns: Optional[Mapping[str, str]] = None,
        threads: Optional[int] = None,
        batch: int = 512,
        limit: int = LIMIT,
        copies: bool = True,
        readings: bool = False,
        tables: Sequence[str] = ("statements", "events", "documents"),
        progress: Optional[Callable[[int], object]] = None,
    ) -> Tables:
        """Reads files of all forms that `depeche read` reads (web archives, exports, pages, JSONL …), and folders of them.

        A file is read document by document, however large it is. What is not on this machine's disks can be given as its name and an object
        with `read`: `("s3://news/a.warc.gz", opened)`. The table `documents` has a row for each document and for each problem, with its
        place as `source`. `columns` names a table's columns (`{"text": "Corps"}`). All else is as with `read_table`.

        >>> import pyarrow
        >>> tables = depeche.Reader("fr", date="2023-06-21").read_files(("a.txt", io.BytesIO("« Non », a dit le maire.".encode())))
        >>> pyarrow.table(tables.documents).select(["document", "published", "source", "statements", "problem"]).to_pylist()
        [{'document': 'a', 'published': datetime.date(2023, 6, 21), 'source': 'a.txt', 'statements': 1, 'problem': None}]
        """
        named = list((columns or {}).items())
        given = [file if isinstance(file, tuple) else os.fspath(file) for file in files]
        found = self._native.read_files(given, named, limit, threads, batch, copies, readings, list(tables), progress)
        return Tables(found)

    def parse(self, reading: Reading) -> list[tuple[Any, ...]]:
        """The tokens under a reading: span, form, lemma, UPOS, features, head, relation, entity, whether a sentence begins."""
        return self._native.parse(reading._json)

    def made(self, lang: str) -> tuple[str, str]:
        """What makes readings in a language: the program; the pack, the model and your own knowledge."""
        return self._native.made(lang)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_made, (self._made_of,))

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self._made_of.items() if value)
        return f"Reader({given})"


def _made(made_of: dict[str, Any]) -> Reader:
    return Reader(**made_of)


def _day(day: Optional[Day]) -> Optional[str]:
    return None if day is None else str(day)


def _row(document: Union[str, Mapping[str, Any]]) -> list[Optional[str]]:
    if isinstance(document, str):
        return [None] * 7 + [document]
    if not isinstance(document, Mapping):
        raise InputError(f"a document is a text or a dictionary, not {type(document).__name__}")
    unknown = set(document) - set(FIELDS)
    if unknown:
        raise InputError(f"no field {', '.join(sorted(map(str, unknown)))} among: {', '.join(FIELDS)}")
    return [None if document.get(field) is None else str(document[field]) for field in FIELDS]
