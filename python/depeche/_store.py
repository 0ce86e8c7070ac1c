"""Stores: what `depeche ingest` keeps, asked as `depeche query` asks it."""

from __future__ import annotations

import os
from collections.abc import Sequence as SequenceOf
from typing import Any, Iterable, Optional, Sequence, Union, overload

from . import _native
from ._errors import InputError
from ._records import Reading

Codes = Union[str, Sequence[str], None]


class Rows(SequenceOf["dict[str, Any]"]):
    """An answer: a sequence of dictionaries, and a table to whatever speaks Arrow."""

    __slots__ = ("_rows",)

    def __init__(self, rows: _native.Rows) -> None:
        self._rows = rows

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._rows.columns

    @property
    def more(self) -> bool:
        """Whether there are more rows than `limit` let through."""
        return self._rows.more

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, at: Union[int, slice]) -> Any:
        if isinstance(at, slice):
            return [self._rows.row(number) for number in range(*at.indices(len(self)))]
        number = at + len(self) if at < 0 else at
        if not 0 <= number < len(self):
            raise IndexError("no such row")
        return self._rows.row(number)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._rows.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<Rows {len(self)}{' and more' if self.more else ''}: {', '.join(self.columns)}>"


class Store:
    """A store, open for reading.

    `by`, `to`, `source`, `target` and `who` are names of people and bodies, or names and codes of countries; `since` and `until` years, months
    or days; the codes of acts, forms, types and statuses are those of the records, one or several.

    >>> store = depeche.Store(samarcande_db)
    >>> store.statements(by="Xi Jinping", acts="promise", limit=1)[0]["content"]
    'défendre la sécurité commune'
    >>> store.sql("SELECT count(*) AS n FROM documents")[0]
    {'n': 1}
    """

    def __init__(self, path: Union[str, "os.PathLike[str]"]) -> None:
        self._path = os.fspath(path)
        self._native = _native.Store(self._path)

    def statements(
        self,
        *,
        by: Optional[str] = None,
        to: Optional[str] = None,
        about: Optional[str] = None,
        search: Optional[str] = None,
        acts: Codes = None,
        forms: Codes = None,
        since: Optional[str] = None,
        until: Optional[str] = None,
        outlet: Optional[str] = None,
        lang: Optional[str] = None,
        document: Optional[str] = None,
        limit: Optional[int] = None,
        offset: int = 0,
    ) -> Rows:
        """Who said what, the newest first."""
        days, page = (since, until), (limit, offset)
        found = self._native.statements(
            by, to, about, search, _codes(acts), _codes(forms), outlet, lang, document, days, page
        )
        return Rows(found)

    def events(
        self,
        *,
        source: Optional[str] = None,
        target: Optional[str] = None,
        types: Codes = None,
        statuses: Codes = None,
        place: Optional[str] = None,
        since: Optional[str] = None,
        until: Optional[str] = None,
        outlet: Optional[str] = None,
        lang: Optional[str] = None,
        document: Optional[str] = None,
        main_only: bool = False,
        limit: Optional[int] = None,
        offset: int = 0,
    ) -> Rows:
        """Who did what to whom, the newest first."""
        days, page = (since, until), (limit, offset)
        found = self._native.events(
            source, target, _codes(types), _codes(statuses), place, outlet, lang, document, main_only, days, page
        )
        return Rows(found)

    def actors(
        self,
        name: Optional[str] = None,
        *,
        country: Optional[str] = None,
        sector: Optional[str] = None,
        kind: Optional[str] = None,
        limit: Optional[int] = None,
        offset: int = 0,
    ) -> Rows:
        """Who speaks and acts, who is in most documents first."""
        return Rows(self._native.actors(name, country, sector, kind, (limit, offset)))

    def dyads(
        self,
        one: str,
        other: str,
        *,
        step: str = "month",
        types: Codes = None,
        statuses: Codes = None,
        since: Optional[str] = None,
        until: Optional[str] = None,
    ) -> Rows:
        """What two countries did to each other, counted by month or year."""
        if step not in ("month", "year"):
            raise InputError(f'step="{step}" is neither "month" nor "year"')
        found = self._native.dyads(one, other, step == "year", _codes(types), _codes(statuses), (since, until))
        return Rows(found)

    def timeline(
        self,
        who: str,
        *,
        since: Optional[str] = None,
        until: Optional[str] = None,
        limit: Optional[int] = None,
        offset: int = 0,
    ) -> Rows:
        """What somebody said, did and had done to him, in the order of time."""
        return Rows(self._native.timeline(who, (since, until), (limit, offset)))

    def search(
        self,
        words: str,
        *,
        since: Optional[str] = None,
        until: Optional[str] = None,
        outlet: Optional[str] = None,
        lang: Optional[str] = None,
        newest: bool = False,
        limit: Optional[int] = None,
        offset: int = 0,
    ) -> Rows:
        """Documents with these words, the best first."""
        return Rows(self._native.search(words, outlet, lang, newest, (since, until), (limit, offset)))

    def sql(
        self, question: str, *, timeout: float = 30.0, limit: Optional[int] = 100_000, offset: int = 0
    ) -> Rows:
        """The answer to one SELECT; nothing else is let through."""
        return Rows(self._native.sql(question, timeout, (limit, offset)))

    def reading(self, document: str) -> Optional[Reading]:
        """The reading of a document, by its id: what was stored, to the letter."""
        json = self._native.reading(document)
        return None if json is None else Reading(json)

    def __repr__(self) -> str:
        return f"Store({self._path!r})"


def _codes(codes: Union[Codes, Iterable[str]]) -> list[str]:
    if codes is None:
        return []
    return [codes] if isinstance(codes, str) else list(codes)
