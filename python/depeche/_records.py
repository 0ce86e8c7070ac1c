"""Readings and what is in them, over the record format (`README.md`, "The records").

Every object is a view of the reading's JSON: `to_dict()` gives what it looks at, and each field of the format is a property. Spans are
`(start, end)` in code points of the text, as Python's own strings count, so that `reading.text[start:end]` gives the words.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Iterable, Mapping, Optional, Tuple

from . import _native

Span = Tuple[int, int]


def _span(value: Optional[Iterable[int]]) -> Optional[Span]:
    if value is None:
        return None
    start, end = value
    return (start, end)


class _Record:
    """One record of a reading."""

    __slots__ = ("_reading", "_data")

    def __init__(self, reading: Reading, data: Mapping[str, Any]) -> None:
        self._reading = reading
        self._data = data

    def to_dict(self) -> dict[str, Any]:
        """The record as the format has it."""
        return dict(self._data)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._data == other._data  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._data.get("id")))

    def _words(self, span: Optional[Iterable[int]]) -> Optional[str]:
        return None if span is None else self._reading.text[slice(*span)]


class Actor(_Record):
    """Somebody or something that speaks or acts.

    >>> import depeche
    >>> reading = depeche.Reader("fr").read("Le président chinois Xi Jinping a promis mardi de « défendre la sécurité commune ».")
    >>> [(actor.name, actor.country, actor.role, actor.sectors) for actor in reading.actors]
    [('Xi Jinping', 'CHN', 'président', ['GOV'])]
    >>> reading.actors[0].statements[0].text
    'défendre la sécurité commune'
    """

    __slots__ = ()

    @property
    def id(self) -> str:
        """`a1`, `a2`, … in order of first mention."""
        return self._data["id"]

    @property
    def name(self) -> str:
        """The fullest name in the document; a description where there is no name."""
        return self._data["name"]

    @property
    def kind(self) -> str:
        """`person`, `country`, `organisation` or `group`."""
        return self._data["kind"]

    @property
    def country(self) -> Optional[str]:
        """ISO 3166 alpha-3, or `IGO`."""
        return self._data["country"]

    @property
    def sectors(self) -> list[str]:
        """Sector codes (`GOV`, `MIL`, …), the most telling first."""
        return list(self._data["sectors"])

    @property
    def role(self) -> Optional[str]:
        """The function as the text tells it."""
        return self._data["role"]

    @property
    def wikidata(self) -> Optional[str]:
        """Wikidata id, where your own knowledge tells it."""
        return self._data.get("wikidata")

    @property
    def member_of(self) -> Optional[Actor]:
        """The organisation that it belongs to."""
        return self._reading.actor(self._data["member_of"])

    @property
    def mentions(self) -> list[Span]:
        """Where it is named, described or stood for."""
        return [(start, end) for start, end in self._data["mentions"]]

    @property
    def statements(self) -> list[Statement]:
        """What it says in this document."""
        return [said for said in self._reading.statements if said.speaker.actor == self]

    def __repr__(self) -> str:
        return f"<Actor {self.name!r} {self.country or '-'} {' '.join(self.sectors)}".rstrip() + ">"


class Place(_Record):
    """A place that the document names."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """`p1`, `p2`, … in order of first mention."""
        return self._data["id"]

    @property
    def name(self) -> str:
        """Its name as the document has it."""
        return self._data["name"]

    @property
    def kind(self) -> str:
        """`country`, `city`, `region` or `place`."""
        return self._data["kind"]

    @property
    def country(self) -> Optional[str]:
        """The country that it lies in."""
        return self._data["country"]

    @property
    def geonames(self) -> Optional[int]:
        """GeoNames id."""
        return self._data["geonames"]

    @property
    def lat(self) -> Optional[float]:
        """Degrees north."""
        return self._data["lat"]

    @property
    def lon(self) -> Optional[float]:
        """Degrees east."""
        return self._data["lon"]

    @property
    def mentions(self) -> list[Span]:
        """Where it is named."""
        return [(start, end) for start, end in self._data["mentions"]]

    def __repr__(self) -> str:
        return f"<Place {self.name!r} {self.country or '-'}>"


class Date(_Record):
    """A date of the text, resolved against the dispatch's own; both ends are inclusive."""

    __slots__ = ()

    @property
    def start(self) -> str:
        """First day, ISO 8601."""
        return self._data["start"]

    @property
    def end(self) -> str:
        """Last day."""
        return self._data["end"]

    @property
    def grain(self) -> str:
        """`day`, `week`, `month`, `quarter` or `year`."""
        return self._data["grain"]

    @property
    def mention(self) -> Optional[Span]:
        """The words that tell it."""
        return _span(self._data["mention"])

    def __repr__(self) -> str:
        return f"<Date {self.start}>" if self.start == self.end else f"<Date {self.start}/{self.end}>"


class Speaker(_Record):
    """Who speaks or is spoken to: the words, and the actor whom they name."""

    __slots__ = ()

    @property
    def mention(self) -> Optional[Span]:
        """The words next to the cue."""
        return _span(self._data["mention"])

    @property
    def words(self) -> Optional[str]:
        """Those words."""
        return self._words(self._data["mention"])

    @property
    def actor(self) -> Optional[Actor]:
        """Whom they name."""
        return self._reading.actor(self._data["actor"])

    @property
    def name(self) -> Optional[str]:
        """The actor's name, else the words."""
        return self.actor.name if self.actor else self.words

    @property
    def country(self) -> Optional[str]:
        """The actor's country."""
        return self.actor.country if self.actor else None

    @property
    def role(self) -> Optional[str]:
        """The actor's function."""
        return self.actor.role if self.actor else None

    @property
    def sectors(self) -> list[str]:
        """The actor's sectors."""
        return self.actor.sectors if self.actor else []

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name!r}>"


class Relay(Speaker):
    """One who passed a statement on."""

    __slots__ = ()

    @property
    def cue(self) -> Optional[Span]:
        """The words that report."""
        return _span(self._data["cue"])


class Statement(_Record):
    """Content that the text credits to somebody."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """`s1`, `s2`, … in order of content."""
        return self._data["id"]

    @property
    def text(self) -> str:
        """What was said; where the cue interrupts it, the parts are joined by ` … `."""
        return " … ".join(self._reading.text[start:end] for start, end in self._data["content"])

    @property
    def content(self) -> list[Span]:
        """Where it stands, without the outer quotation marks."""
        return [(start, end) for start, end in self._data["content"]]

    @property
    def quotes(self) -> list[Span]:
        """The parts between quotation marks."""
        return [(start, end) for start, end in self._data["quotes"]]

    @property
    def cue(self) -> Optional[Span]:
        """The words that report."""
        return _span(self._data["cue"])

    @property
    def form(self) -> str:
        """`direct`, `indirect` or `mixed`."""
        return self._data["form"]

    @property
    def act(self) -> str:
        """What the speaker does by saying it: `say`, `announce`, `promise`, …"""
        return self._data["act"]

    @property
    def negated(self) -> bool:
        """Whether the reporting itself is denied."""
        return self._data["negated"]

    @property
    def speaker(self) -> Speaker:
        """Who said it."""
        return Speaker(self._reading, self._data["speaker"])

    @property
    def addressee(self) -> Optional[Speaker]:
        """Whom it was said to."""
        to = self._data["addressee"]
        return None if to is None else Speaker(self._reading, to)

    @property
    def medium(self) -> Optional[Span]:
        """The article, interview, broadcast, report or letter that it was said in."""
        return _span(self._data["medium"])

    @property
    def relays(self) -> list[Relay]:
        """Those who passed it on, nearest the speaker first."""
        return [Relay(self._reading, relay) for relay in self._data["relays"]]

    @property
    def within(self) -> Optional[Statement]:
        """The statement in whose content this one stands."""
        return self._reading.statement(self._data["within"])

    @property
    def date(self) -> Optional[Date]:
        """When it was said."""
        date = self._data["date"]
        return None if date is None else Date(self._reading, date)

    @property
    def unresolved_date(self) -> Optional[Span]:
        """The words that say when, where the day that they count from is not known."""
        return _span(self._data.get("unresolved_date"))

    @property
    def rule(self) -> str:
        """The pack entry that found it."""
        return self._data["rule"]

    def __repr__(self) -> str:
        return f"<Statement {self.id} {self.speaker.name!r} {self.act}: {self.text!r}>"


class Event(_Record):
    """One politically relevant act.

    >>> import depeche
    >>> text = "Lundi, la Chine a expulsé deux journalistes australiens."
    >>> event = depeche.Reader("fr").read(text, published="2022-09-13").events[0]
    >>> event.type, event.word, [actor.country for actor in event.source], event.status, event.date.start
    ('COERCE', 'expulsé', ['CHN'], 'occurred', '2022-09-12')
    """

    __slots__ = ()

    @property
    def id(self) -> str:
        """`e1`, `e2`, … in order of trigger."""
        return self._data["id"]

    @property
    def type(self) -> str:
        """PLOVER type (`AGREE`, `CONSULT`, … `ASSAULT`)."""
        return self._data["type"]

    @property
    def mode(self) -> Optional[str]:
        """PLOVER mode."""
        return self._data["mode"]

    @property
    def contexts(self) -> list[str]:
        """PLOVER contexts."""
        return list(self._data["contexts"])

    @property
    def cameo(self) -> Optional[str]:
        """CAMEO code."""
        return self._data["cameo"]

    @property
    def goldstein(self) -> Optional[float]:
        """Goldstein weight, −10 (conflict) to 10 (cooperation)."""
        return self._data["goldstein"]

    @property
    def trigger(self) -> Span:
        """The word that names the act."""
        start, end = self._data["trigger"]
        return (start, end)

    @property
    def word(self) -> str:
        """That word."""
        return self._reading.text[slice(*self._data["trigger"])]

    @property
    def source(self) -> list[Actor]:
        """Those who act."""
        return self._actors("source")

    @property
    def target(self) -> list[Actor]:
        """Those acted upon."""
        return self._actors("target")

    @property
    def status(self) -> str:
        """`occurred`, `planned`, `alleged`, `denied` or `hypothetical`."""
        return self._data["status"]

    @property
    def voice(self) -> Optional[Statement]:
        """The statement that tells it; `None` where the outlet itself does."""
        return self._reading.statement(self._data["voice"])

    @property
    def aside(self) -> bool:
        """Whether it is told in passing."""
        return bool(self._data.get("aside", False))

    @property
    def date(self) -> Optional[Date]:
        """When."""
        date = self._data["date"]
        return None if date is None else Date(self._reading, date)

    @property
    def unresolved_date(self) -> Optional[Span]:
        """The words that say when, where the day that they count from is not known."""
        return _span(self._data.get("unresolved_date"))

    @property
    def place(self) -> Optional[Place]:
        """Where, if the place is known."""
        place = self._data["place"]
        return None if place is None else self._reading.place(place["place"])

    @property
    def place_mention(self) -> Optional[Span]:
        """The words that say where."""
        place = self._data["place"]
        return None if place is None else _span(place["mention"])

    @property
    def rule(self) -> str:
        """The pack entry that found it."""
        return self._data["rule"]

    def _actors(self, side: str) -> list[Actor]:
        found = (self._reading.actor(id) for id in self._data[side])
        return [actor for actor in found if actor is not None]

    def __repr__(self) -> str:
        names = [", ".join(actor.name for actor in side) for side in (self.source, self.target)]
        return f"<Event {self.id} {self.type} {names[0]!r} → {names[1]!r} {self.status}>"


class Reading:
    """Everything that was read in one document.

    >>> import depeche, pickle
    >>> reading = depeche.Reader("fr").read("« Nous signerons », a dit le maire.", id="d1")
    >>> reading
    <Reading 'd1' fr: 1 statement, 0 events>
    >>> reading.to_json()[:31]
    '{"document":{"id":"d1","lang":"'
    >>> pickle.loads(pickle.dumps(reading)) == reading
    True
    """

    __slots__ = ("_json", "_parsed", "unread")

    def __init__(self, json: bytes, unread: Optional[str] = None) -> None:
        self._json = json
        self._parsed: Optional[dict[str, Any]] = None
        #: What of the document was passed over, and why (paragraphs in a language without a model).
        self.unread = unread

    @staticmethod
    def from_json(text: str | bytes) -> Reading:
        """A reading as `depeche read --format jsonl` writes it."""
        json = text.encode() if isinstance(text, str) else bytes(text)
        return Reading(json.strip())

    def to_json(self) -> str:
        """The line that `depeche read --format jsonl` writes, without its end."""
        return self._json.decode()

    def to_dict(self) -> dict[str, Any]:
        """The record format as dictionaries and lists, yours to change."""
        return json.loads(self._json)

    @property
    def _data(self) -> dict[str, Any]:
        if self._parsed is None:
            self._parsed = json.loads(self._json)
        return self._parsed

    def _document(self, field: str) -> Any:
        return self._data["document"].get(field)

    @property
    def text(self) -> str:
        """The text exactly as it was given."""
        return self._data["document"]["text"]

    @property
    def id(self) -> str:
        """The document's id: the one that was given, else a hash of address and text."""
        return self._data["document"]["id"]

    @property
    def lang(self) -> str:
        """BCP 47 tag."""
        return self._data["document"]["lang"]

    @property
    def title(self) -> Optional[str]:
        """Title."""
        return self._document("title")

    @property
    def published(self) -> Optional[str]:
        """Day of publication, ISO 8601: the one that was given, else the dateline's."""
        return self._document("published")

    @property
    def outlet(self) -> Optional[str]:
        """Who published it."""
        return self._document("outlet")

    @property
    def url(self) -> Optional[str]:
        """Where it was found."""
        return self._document("url")

    @property
    def author(self) -> Optional[str]:
        """Who wrote it."""
        return self._document("author")

    @property
    def copies(self) -> list[dict[str, Any]]:
        """Earlier documents of the same run whose words this one carries."""
        return list(self._document("copies") or [])

    @property
    def actors(self) -> list[Actor]:
        """Those who speak, act or are acted upon."""
        return [Actor(self, actor) for actor in self._data["actors"]]

    @property
    def places(self) -> list[Place]:
        """Where it happens."""
        return [Place(self, place) for place in self._data["places"]]

    @property
    def statements(self) -> list[Statement]:
        """What is said, and by whom."""
        return [Statement(self, statement) for statement in self._data["statements"]]

    @property
    def events(self) -> list[Event]:
        """What is done, by whom and to whom."""
        return [Event(self, event) for event in self._data["events"]]

    def actor(self, id: Optional[str]) -> Optional[Actor]:
        """The actor of that id."""
        found = self._find("actors", id)
        return None if found is None else Actor(self, found)

    def place(self, id: Optional[str]) -> Optional[Place]:
        """The place of that id."""
        found = self._find("places", id)
        return None if found is None else Place(self, found)

    def statement(self, id: Optional[str]) -> Optional[Statement]:
        """The statement of that id."""
        found = self._find("statements", id)
        return None if found is None else Statement(self, found)

    def _find(self, kind: str, id: Optional[str]) -> Optional[dict[str, Any]]:
        return next((record for record in self._data[kind] if record["id"] == id), None)

    def html(self) -> str:
        """A page for any browser, as `depeche read --format html` writes it."""
        return page([self])

    def _repr_html_(self) -> str:
        # Ids must differ among the cells of a notebook.
        anchor = "d" + hashlib.sha256(self._json).hexdigest()[:12]
        return _native.section(self._json, anchor)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and self._json == other._json

    def __hash__(self) -> int:
        return hash(self._json)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Reading, (self._json, self.unread))

    def __repr__(self) -> str:
        def count(number: int, what: str) -> str:
            return f"{number} {what}{'' if number == 1 else 's'}"

        counts = f"{count(len(self._data['statements']), 'statement')}, {count(len(self._data['events']), 'event')}"
        return f"<Reading {self.id!r} {self.lang}: {counts}>"


def page(readings: Iterable[Reading]) -> str:
    """Readings as one page for any browser, with a table of contents where there are several."""
    return _native.page([reading._json for reading in readings])
