//! What the tables look like, and how a reading fills them.

use crate::columns::{Cell, Columns, Kind, Shape};
use records::{Actor, Event, Reading, Span, Statement};
use std::collections::HashMap;

/// Who said what: the columns of `depeche query statements`, and which row of the table it is from.
pub const STATEMENTS: &Shape = &[
    ("row", Kind::Whole),
    ("document", Kind::Text),
    ("id", Kind::Text),
    ("day", Kind::Day),
    ("outlet", Kind::Text),
    ("lang", Kind::Text),
    ("title", Kind::Text),
    ("url", Kind::Text),
    ("speaker", Kind::Text),
    ("speaker_kind", Kind::Text),
    ("speaker_country", Kind::Text),
    ("speaker_sectors", Kind::Texts),
    ("speaker_role", Kind::Text),
    ("act", Kind::Text),
    ("form", Kind::Text),
    ("negated", Kind::Flag),
    ("content", Kind::Text),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("cue", Kind::Text),
    ("addressee", Kind::Text),
    ("addressee_country", Kind::Text),
    ("medium", Kind::Text),
    ("relays", Kind::Texts),
    ("date_start", Kind::Day),
    ("date_end", Kind::Day),
    ("within", Kind::Text),
    ("rule", Kind::Text),
];

/// Who did what to whom, likewise.
pub const EVENTS: &Shape = &[
    ("row", Kind::Whole),
    ("document", Kind::Text),
    ("id", Kind::Text),
    ("day", Kind::Day),
    ("outlet", Kind::Text),
    ("lang", Kind::Text),
    ("title", Kind::Text),
    ("url", Kind::Text),
    ("type", Kind::Text),
    ("mode", Kind::Text),
    ("contexts", Kind::Texts),
    ("cameo", Kind::Text),
    ("goldstein", Kind::Real),
    ("word", Kind::Text),
    ("start", Kind::Whole),
    ("end", Kind::Whole),
    ("source", Kind::Texts),
    ("source_country", Kind::Texts),
    ("target", Kind::Texts),
    ("target_country", Kind::Texts),
    ("status", Kind::Text),
    ("voice", Kind::Text),
    ("statement", Kind::Text),
    ("aside", Kind::Flag),
    ("place", Kind::Text),
    ("place_country", Kind::Text),
    ("geonames", Kind::Whole),
    ("lat", Kind::Real),
    ("lon", Kind::Real),
    ("date_start", Kind::Day),
    ("date_end", Kind::Day),
    ("rule", Kind::Text),
];

/// What became of each row, or of each thing that files hold.
pub const DOCUMENTS: &Shape = &[
    ("row", Kind::Whole),
    ("document", Kind::Text),
    ("lang", Kind::Text),
    ("title", Kind::Text),
    ("published", Kind::Day),
    ("outlet", Kind::Text),
    ("url", Kind::Text),
    ("source", Kind::Text),
    ("copies", Kind::Texts),
    ("statements", Kind::Whole),
    ("events", Kind::Whole),
    ("problem", Kind::Text),
    ("problem_kind", Kind::Text),
    ("reading", Kind::Text),
];

/// What became of a row, or of something in a file.
pub struct Told {
    pub source: Option<String>,
    /// Of a document that could not be read, the document alone.
    pub reading: Option<Reading>,
    pub problem: Option<(&'static str, String)>,
    pub unread: Option<readers::Error>,
}

/// Adds what one row gave to the tables.
pub fn fill(tables: &mut [Columns; 3], row: u64, told: &Told, keep: bool) -> Result<(), String> {
    let row = Cell::Whole(i64::try_from(row).unwrap_or(i64::MAX));
    let source = Cell::text(told.source.as_deref());
    let problem = Cell::text(told.problem.as_ref().map(|(_, message)| message.as_str()));
    let kind = Cell::text(told.problem.as_ref().map(|(kind, _)| *kind));
    let Some(reading) = &told.reading else {
        let mut cells = vec![Cell::Null; DOCUMENTS.len()];
        cells[0] = row;
        for (name, cell) in [("source", source), ("problem", problem), ("problem_kind", kind)] {
            if let Some(at) = DOCUMENTS.iter().position(|(column, _)| *column == name) {
                cells[at] = cell;
            }
        }
        tables[2].push(cells);
        return Ok(());
    };
    let known = Known::of(reading);
    for statement in &reading.statements {
        tables[0].push([row.clone()].into_iter().chain(known.statement(statement)));
    }
    for event in &reading.events {
        tables[1].push([row.clone()].into_iter().chain(known.event(event)));
    }
    let document = &reading.document;
    let json =
        if keep { Some(serde_json::to_string(reading).map_err(|failed| failed.to_string())?) } else { None };
    let count = |count: usize| Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX));
    tables[2].push([
        row,
        Cell::Text(&document.id),
        Cell::Text(&document.lang),
        Cell::text(document.title.as_deref()),
        Cell::text(document.published.as_deref()),
        Cell::text(document.outlet.as_deref()),
        Cell::text(document.url.as_deref()),
        source,
        Cell::Texts(document.copies.iter().map(|copy| copy.id.as_str()).collect()),
        count(reading.statements.len()),
        count(reading.events.len()),
        problem,
        kind,
        Cell::text(json.as_deref()),
    ]);
    Ok(())
}

/// A reading whose parts are found by id and by code point.
struct Known<'r> {
    reading: &'r Reading,
    actors: HashMap<&'r str, &'r Actor>,
    /// The byte of every 64th code point of the text.
    steps: Vec<usize>,
}

impl<'r> Known<'r> {
    fn of(reading: &'r Reading) -> Known<'r> {
        let text = &reading.document.text;
        Known {
            actors: reading.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect(),
            steps: text.char_indices().step_by(64).map(|(at, _)| at).collect(),
            reading,
        }
    }

    fn byte(&self, point: u32) -> usize {
        let (text, point) = (&self.reading.document.text, point as usize);
        let Some(step) = self.steps.get(point / 64) else { return text.len() };
        text[*step..].char_indices().nth(point % 64).map_or(text.len(), |(at, _)| step + at)
    }

    fn words(&self, span: Span) -> &'r str {
        self.reading.document.text.get(self.byte(span.start)..self.byte(span.end)).unwrap_or_default()
    }

    fn actor(&self, id: Option<&str>) -> Option<&'r Actor> {
        self.actors.get(id?).copied()
    }

    fn day(&self, own: Option<&'r str>) -> Cell<'r> {
        Cell::text(own.or(self.reading.document.published.as_deref()))
    }

    fn statement(&self, statement: &'r Statement) -> Vec<Cell<'r>> {
        let document = &self.reading.document;
        let speaker = self.actor(statement.speaker.actor.as_deref());
        let addressee = statement.addressee.as_ref().and_then(|to| self.actor(to.actor.as_deref()));
        let relays = statement.relays.iter();
        let relays = relays.map(|relay| match self.actor(relay.actor.as_deref()) {
            Some(actor) => actor.name.as_str(),
            None => self.words(relay.mention),
        });
        let date = statement.date.as_ref();
        let span = |span: Option<&Span>, end: bool| {
            span.map_or(Cell::Null, |span| Cell::Whole((if end { span.end } else { span.start }).into()))
        };
        vec![
            Cell::Text(&document.id),
            Cell::Text(&statement.id),
            self.day(date.map(|date| date.start.as_str())),
            Cell::text(document.outlet.as_deref()),
            Cell::Text(&document.lang),
            Cell::text(document.title.as_deref()),
            Cell::text(document.url.as_deref()),
            Cell::text(speaker.map(|actor| actor.name.as_str())),
            Cell::text(speaker.map(|actor| actor.kind.as_str())),
            Cell::text(speaker.and_then(|actor| actor.country.as_deref())),
            Cell::Texts(
                speaker
                    .map(|actor| actor.sectors.iter().map(|code| code.as_str()).collect())
                    .unwrap_or_default(),
            ),
            Cell::text(speaker.and_then(|actor| actor.role.as_deref())),
            Cell::Text(statement.act.as_str()),
            Cell::Text(statement.form.as_str()),
            Cell::Flag(statement.negated),
            // Mostly one span; what joins several is made once a statement.
            self.content(statement),
            span(statement.content.first(), false),
            span(statement.content.last(), true),
            Cell::text(statement.cue.map(|cue| self.words(cue))),
            Cell::text(addressee.map(|actor| actor.name.as_str())),
            Cell::text(addressee.and_then(|actor| actor.country.as_deref())),
            Cell::text(statement.medium.map(|medium| self.words(medium))),
            Cell::Texts(relays.collect()),
            Cell::text(date.map(|date| date.start.as_str())),
            Cell::text(date.map(|date| date.end.as_str())),
            Cell::text(statement.within.as_deref()),
            Cell::Text(&statement.rule),
        ]
    }

    fn content(&self, statement: &'r Statement) -> Cell<'r> {
        match &statement.content[..] {
            [] => Cell::Text(""),
            [one] => Cell::Text(self.words(*one)),
            several => {
                let parts: Vec<&str> = several.iter().map(|span| self.words(*span)).collect();
                Cell::Owned(parts.join(" … "))
            }
        }
    }

    fn event(&self, event: &'r Event) -> Vec<Cell<'r>> {
        let document = &self.reading.document;
        let date = event.date.as_ref();
        let place = event.place.as_ref();
        let found = place.and_then(|place| {
            let id = place.place.as_deref()?;
            self.reading.places.iter().find(|place| place.id == id)
        });
        let side = |ids: &'r [String]| -> [Cell<'r>; 2] {
            let actors: Vec<&Actor> = ids.iter().filter_map(|id| self.actor(Some(id))).collect();
            let mut countries: Vec<&str> = Vec::new();
            for code in actors.iter().filter_map(|actor| actor.country.as_deref()) {
                if !countries.contains(&code) {
                    countries.push(code);
                }
            }
            [Cell::Texts(actors.iter().map(|actor| actor.name.as_str()).collect()), Cell::Texts(countries)]
        };
        let [source, source_country] = side(&event.source);
        let [target, target_country] = side(&event.target);
        let voice = event.voice.as_deref().and_then(|id| {
            let statement = self.reading.statements.iter().find(|statement| statement.id == id)?;
            Some(self.actor(statement.speaker.actor.as_deref()).map_or("?", |actor| actor.name.as_str()))
        });
        let real = |number: Option<f64>| number.map_or(Cell::Null, Cell::Real);
        let name =
            found.map(|place| place.name.as_str()).or_else(|| place.map(|place| self.words(place.mention)));
        vec![
            Cell::Text(&document.id),
            Cell::Text(&event.id),
            self.day(date.map(|date| date.start.as_str())),
            Cell::text(document.outlet.as_deref()),
            Cell::Text(&document.lang),
            Cell::text(document.title.as_deref()),
            Cell::text(document.url.as_deref()),
            Cell::Text(event.kind.as_str()),
            Cell::text(event.mode.as_deref()),
            Cell::Texts(event.contexts.iter().map(String::as_str).collect()),
            Cell::text(event.cameo.as_deref()),
            real(event.goldstein),
            Cell::Text(self.words(event.trigger)),
            Cell::Whole(event.trigger.start.into()),
            Cell::Whole(event.trigger.end.into()),
            source,
            source_country,
            target,
            target_country,
            Cell::Text(event.status.as_str()),
            Cell::text(voice),
            Cell::text(event.voice.as_deref()),
            Cell::Flag(event.aside),
            Cell::text(name),
            Cell::text(found.and_then(|place| place.country.as_deref())),
            found.and_then(|place| place.geonames).map_or(Cell::Null, |id| Cell::Whole(id.into())),
            real(found.and_then(|place| place.lat)),
            real(found.and_then(|place| place.lon)),
            Cell::text(date.map(|date| date.start.as_str())),
            Cell::text(date.map(|date| date.end.as_str())),
            Cell::Text(&event.rule),
        ]
    }
}
