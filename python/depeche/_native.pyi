"""The native half (`crates/python`); `depeche` wraps it."""

from __future__ import annotations

import os
from typing import Any, Callable, Iterator, Optional, Sequence, Tuple, Union

__version__: str

_Row = Sequence[Optional[str]]
_Days = Tuple[Optional[str], Optional[str]]
_Page = Tuple[Optional[int], int]
_Path = Union[str, "os.PathLike[str]"]

class Copies:
    def __init__(self) -> None: ...

class Reader:
    def __init__(
        self,
        lang: Optional[str],
        date: Optional[str],
        packs: Optional[_Path],
        model: Optional[_Path],
        actors: Optional[_Path],
        knowledge: Optional[_Path],
        offline: bool,
    ) -> None: ...
    def read(self, row: _Row) -> tuple[bytes, Optional[str]]: ...
    def read_some(
        self, rows: Sequence[_Row], threads: Optional[int], copies: Optional[Copies]
    ) -> list[tuple[Optional[bytes], Optional[str], Optional[Exception]]]: ...
    def read_table(
        self,
        stream: Any,
        columns: Sequence[tuple[str, str]],
        limit: int,
        threads: Optional[int],
        batch: int,
        copies: bool,
        readings: bool,
        wanted: Sequence[str],
        progress: Optional[Callable[[int], object]],
    ) -> Tables: ...
    def read_files(
        self,
        given: Sequence[Union[_Path, tuple[str, Any]]],
        columns: Sequence[tuple[str, str]],
        limit: int,
        threads: Optional[int],
        batch: int,
        copies: bool,
        readings: bool,
        wanted: Sequence[str],
        progress: Optional[Callable[[int], object]],
    ) -> Tables: ...
    def model(self, lang: str) -> tuple[str, str]: ...
    def parse(self, reading: bytes) -> list[tuple[Any, ...]]: ...
    def made(self, lang: str) -> tuple[str, str]: ...

class Stream:
    """A table that can be taken over once, by whatever speaks Arrow (`pyarrow.table(stream)`)."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

class Batch:
    """The records of some rows."""

    @property
    def statements(self) -> Stream: ...
    @property
    def events(self) -> Stream: ...
    @property
    def documents(self) -> Stream: ...

class Tables:
    @property
    def statements(self) -> Stream: ...
    @property
    def events(self) -> Stream: ...
    @property
    def documents(self) -> Stream: ...
    def __iter__(self) -> Iterator[Batch]: ...
    def __next__(self) -> Batch: ...

class Rows:
    @property
    def columns(self) -> list[str]: ...
    @property
    def more(self) -> bool: ...
    def __len__(self) -> int: ...
    def row(self, at: int) -> dict[str, Any]: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

class Store:
    def __init__(self, path: _Path) -> None: ...
    def statements(
        self,
        by: Optional[str],
        to: Optional[str],
        about: Optional[str],
        search: Optional[str],
        acts: Sequence[str],
        forms: Sequence[str],
        outlet: Optional[str],
        lang: Optional[str],
        document: Optional[str],
        days: _Days,
        page: _Page,
    ) -> Rows: ...
    def events(
        self,
        source: Optional[str],
        target: Optional[str],
        types: Sequence[str],
        statuses: Sequence[str],
        place: Optional[str],
        outlet: Optional[str],
        lang: Optional[str],
        document: Optional[str],
        main_only: bool,
        days: _Days,
        page: _Page,
    ) -> Rows: ...
    def actors(
        self,
        name: Optional[str],
        country: Optional[str],
        sector: Optional[str],
        kind: Optional[str],
        page: _Page,
    ) -> Rows: ...
    def dyads(
        self, one: str, other: str, yearly: bool, types: Sequence[str], statuses: Sequence[str], days: _Days
    ) -> Rows: ...
    def timeline(self, who: str, days: _Days, page: _Page) -> Rows: ...
    def search(
        self, words: str, outlet: Optional[str], lang: Optional[str], newest: bool, days: _Days, page: _Page
    ) -> Rows: ...
    def sql(self, question: str, timeout: float, page: _Page) -> Rows: ...
    def reading(self, id: str) -> Optional[bytes]: ...

def schemas() -> tuple[Stream, Stream, Stream]: ...
def section(reading: bytes, anchor: str) -> str: ...
def page(readings: Sequence[bytes]) -> str: ...
