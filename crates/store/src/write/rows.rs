//! A reading's records into rows.

use crate::{
    columns::{Json, Words},
    counts::{Counted, Counts},
    link::{self, Listed, Memory, Party, REACH, Said, Told},
};
use records::{Actor, DateRef, Event, Place, Reading, Span, Statement};
use rusqlite::{CachedStatement, Connection, params};
use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Writes the records of the reading of the document in a row; those of its newest version are linked.
pub(super) fn write(
    connection: &Connection,
    memory: &mut Memory,
    counts: &mut Counts,
    (row, is_current): (i64, bool),
    reading: &Reading,
) -> rusqlite::Result<()> {
    let document = &reading.document;
    let mut rows = Rows {
        connection,
        memory,
        counts,
        row,
        lang: &document.lang,
        published: document.published.as_deref(),
        is_current,
        words: Words::of(&document.text),
        actors: HashMap::with_capacity(reading.actors.len()),
        places: HashMap::with_capacity(reading.places.len()),
    };
    rows.actors(&reading.actors)?;
    rows.places(&reading.places)?;
    let named = reading.actors.iter().map(|actor| (&actor.id, &actor.mentions));
    rows.mentions(named.chain(reading.places.iter().map(|place| (&place.id, &place.mentions))))?;
    rows.statements(&reading.statements)?;
    rows.events(&reading.events)
}

/// A document whose records are written.
struct Rows<'w, 'r> {
    connection: &'w Connection,
    memory: &'w mut Memory,
    counts: &'w mut Counts,
    row: i64,
    lang: &'r str,
    published: Option<&'r str>,
    is_current: bool,
    words: Words<'r>,
    /// What is written of actors and places, by their ids in the document.
    actors: HashMap<&'r str, Written<'r>>,
    places: HashMap<&'r str, (i64, &'r Place)>,
}

/// An actor that is in the store.
struct Written<'r> {
    id: i64,
    counted: Counted,
    actor: &'r Actor,
    folded: String,
    sectors: String,
    linked: Option<(i64, &'static str)>,
    /// Made for those who say or do something.
    party: OnceCell<Arc<Party>>,
}

impl Written<'_> {
    fn party(&self) -> &Arc<Party> {
        self.party.get_or_init(|| {
            let (canon, why) = self.linked.unzip();
            Arc::new(Party::of(&named(self.actor, &self.folded, &self.sectors), (canon, why)))
        })
    }
}

impl<'r> Rows<'_, 'r> {
    /// The day of a record: its own, else the document's.
    fn day<'d>(&self, own: Option<&'d str>) -> Option<&'d str>
    where
        'r: 'd,
    {
        own.or(self.published).filter(|_| self.is_current)
    }

    fn actor(&self, id: &Option<String>) -> Option<&Written<'r>> {
        self.actors.get(id.as_deref()?)
    }

    fn actor_row(&self, id: &Option<String>) -> Option<i64> {
        self.actor(id).map(|actor| actor.id)
    }

    fn actors(&mut self, actors: &'r [Actor]) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO actors (document, local, name, folded, kind, country, sectors, role, wikidata, member_of, canon, \
             canon_why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for actor in actors {
            let sectors: Vec<&str> = actor.sectors.iter().map(|sector| sector.as_str()).collect();
            let (sectors, folded) = (sectors.join(" "), knowledge::fold(&actor.name));
            let known = &mut self.memory.actors;
            let linked = if self.is_current {
                let named = named(actor, &folded, &sectors);
                link::canon(self.connection, known, &named, self.lang, self.published)?
            } else {
                None
            };
            let (canon, why) = linked.unzip();
            insert.execute(params![
                self.row,
                actor.id,
                actor.name,
                folded,
                actor.kind.as_str(),
                actor.country,
                sectors,
                actor.role,
                actor.wikidata,
                actor.member_of,
                canon,
                why
            ])?;
            let id = self.connection.last_insert_rowid();
            let counted = self.counts.actor(&folded, actor.country.as_deref(), canon);
            let party = OnceCell::new();
            let written = Written { id, counted, actor, folded, sectors, linked, party };
            self.actors.insert(&actor.id, written);
        }
        Ok(())
    }

    fn places(&mut self, places: &'r [Place]) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO places (document, local, name, country, geonames, lat, lon, kind) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for place in places {
            insert.execute(params![
                self.row,
                place.id,
                place.name,
                place.country,
                place.geonames,
                place.lat,
                place.lon,
                place.kind
            ])?;
            self.places.insert(&place.id, (self.connection.last_insert_rowid(), place));
        }
        Ok(())
    }

    fn mentions<'m>(&self, named: impl Iterator<Item = (&'m String, &'m Vec<Span>)>) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO mentions (document, local, rank, start, end) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (local, mentions) in named {
            for (rank, span) in mentions.iter().enumerate() {
                insert.execute(params![self.row, local, rank as u32, span.start, span.end])?;
            }
        }
        Ok(())
    }

    fn statements(&mut self, statements: &[Statement]) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO statements (document, local, content, spans, cue, cue_start, cue_end, form, act, negated, speaker, \
             speaker_start, speaker_end, is_addressed, addressee, addressee_start, addressee_end, medium, medium_start, \
             medium_end, within, date_start, date_end, date_grain, date_mention, rule, current, day, who, run, utterance, \
             utterance_why, rare1, rare2, rare3) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, \
             ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35)",
        )?;
        let mut quotes = self
            .connection
            .prepare_cached("INSERT INTO quotes (statement, rank, start, end) VALUES (?1, ?2, ?3, ?4)")?;
        let mut relays = self.connection.prepare_cached(
            "INSERT INTO relays (statement, rank, actor, start, end, cue_start, cue_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for statement in statements {
            let id = self.statement(&mut insert, statement)?;
            for (rank, span) in statement.quotes.iter().enumerate() {
                quotes.execute(params![id, rank as u32, span.start, span.end])?;
            }
            for (rank, relay) in statement.relays.iter().enumerate() {
                relays.execute(params![
                    id,
                    rank as u32,
                    self.actor_row(&relay.actor),
                    relay.mention.start,
                    relay.mention.end,
                    start(relay.cue),
                    end(relay.cue)
                ])?;
            }
        }
        Ok(())
    }

    /// The row that a statement has then.
    fn statement(
        &mut self,
        insert: &mut CachedStatement<'_>,
        statement: &Statement,
    ) -> rusqlite::Result<i64> {
        let (speaker, addressee) = (&statement.speaker, statement.addressee.as_ref());
        let content: Vec<&str> = statement.content.iter().map(|span| self.words.at(*span)).collect();
        let (content, act) = (content.join(" … "), statement.act.as_str());
        let date = DateColumns::of(statement.date.as_ref(), statement.unresolved_date);
        // Statements about the past are dated by their day: « en 2013, il avait promis » is no report of today's.
        let day = self.day(date.start);
        let speaking = self.actor(&speaker.actor);
        let (speaker_row, who) =
            (speaking.map(|speaker| speaker.id), speaking.and_then(|speaker| Some(speaker.linked?.0)));
        let counted = speaking.map(|speaker| speaker.counted).filter(|_| self.is_current);
        let mut said = None;
        let (mut utterance, mut why) = (None, None);
        if let Some(day) = day.filter(|_| !statement.negated) {
            let party = speaking.map(|speaker| Arc::clone(speaker.party())).unwrap_or_default();
            let said = said.insert(Said::of(&content, (act, statement.form.as_str()), day, party));
            let linked = link::utterance(self.connection, self.memory, self.row, said, who, day)?;
            (utterance, why) = Some(linked).unzip();
        }
        let rare = said.as_ref().map_or_else(Default::default, |said| said.rare);
        insert.execute(params![
            self.row,
            statement.id,
            content,
            Json(&statement.content),
            statement.cue.map(|span| self.words.at(span)),
            start(statement.cue),
            end(statement.cue),
            statement.form.as_str(),
            act,
            statement.negated,
            speaker_row,
            start(speaker.mention),
            end(speaker.mention),
            addressee.is_some(),
            addressee.and_then(|addressee| self.actor_row(&addressee.actor)),
            start(addressee.and_then(|addressee| addressee.mention)),
            end(addressee.and_then(|addressee| addressee.mention)),
            statement.medium.map(|span| self.words.at(span)),
            start(statement.medium),
            end(statement.medium),
            statement.within,
            date.start,
            date.end,
            date.grain,
            date.mention.map(Json),
            statement.rule,
            self.is_current,
            day,
            who,
            said.as_ref().and_then(|said| said.run),
            utterance,
            why,
            rare[0],
            rare[1],
            rare[2]
        ])?;
        let id = self.connection.last_insert_rowid();
        if let (Some(said), Some(linked), Some(day)) = (said, utterance, day) {
            self.memory.spoken(Listed { id, document: self.row, linked }, who, day, said);
        }
        counted.into_iter().for_each(|speaker| self.counts.statement(speaker));
        Ok(id)
    }

    fn events(&mut self, events: &[Event]) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO events (document, local, type, mode, contexts, cameo, goldstein, word, trigger_start, trigger_end, \
             status, voice, aside, date_start, date_end, date_grain, date_mention, place, place_start, place_end, \
             rule, current, day, happening, happening_why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, \
             ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)",
        )?;
        let mut parties = self
            .connection
            .prepare_cached("INSERT INTO parties (event, side, rank, actor) VALUES (?1, ?2, ?3, ?4)")?;
        let mut taken = BTreeSet::new();
        for event in events {
            let id = self.event(&mut insert, event, &mut taken)?;
            let [source, target] = sides(&self.actors, event);
            for (side, actors) in [("source", &source), ("target", &target)] {
                for (rank, actor) in actors.iter().enumerate() {
                    parties.execute(params![id, side, rank as u32, actor.id])?;
                }
            }
            for (source, target) in
                source.iter().flat_map(|source| target.iter().map(move |target| (source, target)))
            {
                if let (Some(source), Some(target)) = (&source.actor.country, &target.actor.country) {
                    self.counts.dyad(source, target, id);
                }
            }
            if self.is_current {
                self.counts.event(source.iter().chain(&target).map(|actor| actor.counted));
            }
        }
        Ok(())
    }

    /// The row that an event has then.
    fn event(
        &mut self,
        insert: &mut CachedStatement<'_>,
        event: &Event,
        taken: &mut BTreeSet<i64>,
    ) -> rusqlite::Result<i64> {
        let date = DateColumns::of(event.date.as_ref(), event.unresolved_date);
        let place = event.place.as_ref();
        let placed = place.and_then(|place| self.places.get(place.place.as_deref()?));
        let (kind, word, day) = (event.kind.as_str(), self.words.at(event.trigger), self.day(date.start));
        let mut told = None;
        let (mut happening, mut why) = (None, None);
        if let Some(day) = day {
            let parties = sides(&self.actors, event)
                .map(|side| side.iter().map(|actor| Arc::clone(actor.party())).collect());
            let Span { start, end } = event.trigger;
            let around =
                [Span::new(start.saturating_sub(REACH), start), Span::new(end, end.saturating_add(REACH))];
            let told = told.insert(Told::of(
                (event.mode.as_deref(), word, around.map(|span| self.words.at(span))),
                (day, date.start.is_some() && date.mention.is_some()),
                placed.map_or((None, None), |(_, place)| (place.geonames, place.country.as_deref())),
                parties,
            ));
            let linked = link::happening(self.connection, self.memory, self.row, (kind, day), told, taken)?;
            (happening, why) = Some(linked).unzip();
        }
        insert.execute(params![
            self.row,
            event.id,
            kind,
            event.mode,
            event.contexts.join(" "),
            event.cameo,
            event.goldstein,
            word,
            event.trigger.start,
            event.trigger.end,
            event.status.as_str(),
            event.voice,
            event.aside,
            date.start,
            date.end,
            date.grain,
            date.mention.map(Json),
            placed.map(|(id, _)| *id),
            place.map(|place| place.mention.start),
            place.map(|place| place.mention.end),
            event.rule,
            self.is_current,
            day,
            happening,
            why
        ])?;
        let id = self.connection.last_insert_rowid();
        if let (Some(told), Some(linked), Some(day)) = (told, happening, day) {
            self.memory.happened(Listed { id, document: self.row, linked }, (kind, day), told);
        }
        Ok(id)
    }
}

/// Those who do something, and those to whom it is done.
fn sides<'w, 'r>(actors: &'w HashMap<&str, Written<'r>>, event: &Event) -> [Vec<&'w Written<'r>>; 2] {
    [&event.source, &event.target]
        .map(|side| side.iter().filter_map(|party| actors.get(party.as_str())).collect())
}

/// An actor as it is linked.
fn named<'r>(actor: &'r Actor, folded: &'r str, sectors: &'r str) -> link::Actor<'r> {
    link::Actor {
        name: &actor.name,
        folded,
        kind: actor.kind.as_str(),
        country: actor.country.as_deref(),
        role: actor.role.as_deref(),
        wikidata: actor.wikidata.as_deref(),
        sectors,
    }
}

fn start(span: Option<Span>) -> Option<u32> {
    span.map(|span| span.start)
}

fn end(span: Option<Span>) -> Option<u32> {
    span.map(|span| span.end)
}

#[derive(Default)]
struct DateColumns<'r> {
    start: Option<&'r str>,
    end: Option<&'r str>,
    grain: Option<&'static str>,
    mention: Option<Span>,
}

impl<'r> DateColumns<'r> {
    /// The words alone where they cannot be resolved.
    fn of(date: Option<&'r DateRef>, unresolved: Option<Span>) -> DateColumns<'r> {
        let words = DateColumns { mention: unresolved, ..DateColumns::default() };
        date.map_or(words, |date| DateColumns {
            start: Some(&date.start),
            end: Some(&date.end),
            grain: Some(date.grain.as_str()),
            mention: date.mention,
        })
    }
}
