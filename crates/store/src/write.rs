//! Readings into rows, in batches that are stored whole or not at all.

use crate::{
    Error, Made, Store,
    columns::{Json, Words},
    link,
    store::{digest_of, newest},
};
use records::{Actor, DateRef, Document, Event, Place, Reading, Span, Statement};
use rusqlite::{Transaction, TransactionBehavior, params};
use std::{collections::HashMap, path::PathBuf};

/// Takes readings. What was not committed when it is dropped is not in the store.
#[derive(Debug)]
pub struct Writer<'s> {
    // Before the transaction: a transaction borrows the connection, not the store.
    path: PathBuf,
    transaction: Transaction<'s>,
    runs: HashMap<Made, i64>,
}

/// What became of a document that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is in the store now, in this row.
    New(i64),
    /// It is in the store, in this row, beside an older version.
    Changed(i64),
    /// It had been there.
    Known,
}

impl<'s> Writer<'s> {
    pub(crate) fn begin(store: &'s mut Store) -> Result<Writer<'s>, Error> {
        let path = store.path.clone();
        let transaction = store
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| Error::of(&path, error))?;
        Ok(Writer { path, transaction, runs: HashMap::new() })
    }

    /// Adds a reading of a document; `given` is the document as it was before it was read.
    ///
    /// # Errors
    /// Those of the file.
    pub fn add(&mut self, given: &Document, reading: &Reading, made: &Made) -> Result<Added, Error> {
        self.try_add(given, reading, made).map_err(|error| Error::of(&self.path, error))
    }

    /// Puts another reading in the place of the one that the document in a row has.
    ///
    /// # Errors
    /// Those of the file.
    pub fn reread(&mut self, row: i64, reading: &Reading, made: &Made) -> Result<(), Error> {
        self.try_reread(row, reading, made).map_err(|error| Error::of(&self.path, error))
    }

    /// Links the documents that a program without links has stored; how many there were.
    ///
    /// # Errors
    /// Those of the file.
    pub fn link_old(&mut self) -> Result<usize, Error> {
        let link = || -> rusqlite::Result<usize> {
            let rows = link::unlinked(&self.transaction)?;
            rows.iter().try_for_each(|row| link::link(&self.transaction, *row))?;
            Ok(rows.len())
        };
        link().map_err(|error| Error::of(&self.path, error))
    }

    /// Stores what was added. When this returns, it is on the disk.
    ///
    /// # Errors
    /// Those of the file; then nothing of it was stored.
    pub fn commit(self) -> Result<(), Error> {
        self.transaction.commit().map_err(|error| Error::of(&self.path, error))
    }

    fn try_add(&mut self, given: &Document, reading: &Reading, made: &Made) -> rusqlite::Result<Added> {
        let digest = digest_of(given);
        let newest = newest(&self.transaction, given)?;
        if newest.as_ref().is_some_and(|newest| newest.digest == digest) {
            return Ok(Added::Known);
        }
        let (key, version) = match &newest {
            Some(old) => {
                self.transaction
                    .prepare_cached("UPDATE documents SET current = 0 WHERE id = ?1")?
                    .execute([old.row])?;
                link::unlink(&self.transaction, old.row)?;
                (old.key.as_str(), old.version + 1)
            }
            None => (given.id.as_str(), 1),
        };
        let run = self.run(made)?;
        let document = &reading.document;
        self.transaction
            .prepare_cached(
                "INSERT INTO documents (key, version, current, digest, given, lang, title, published, outlet, url, source, \
                 author, marks, copies, text, run) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                key,
                version,
                digest,
                Json((&given.lang, &given.published)),
                document.lang,
                document.title,
                document.published,
                document.outlet,
                document.url,
                document.source,
                document.author,
                Json(&document.marks),
                Json(&document.copies),
                document.text,
                run
            ])?;
        let row = self.transaction.last_insert_rowid();
        self.records(row, reading)?;
        link::link(&self.transaction, row)?;
        Ok(if newest.is_some() { Added::Changed(row) } else { Added::New(row) })
    }

    fn try_reread(&mut self, row: i64, reading: &Reading, made: &Made) -> rusqlite::Result<()> {
        for table in ["mentions", "events", "statements", "places", "actors"] {
            self.transaction
                .prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?
                .execute([row])?;
        }
        let run = self.run(made)?;
        let document = &reading.document;
        self.transaction
            .prepare_cached("UPDATE documents SET lang = ?2, published = ?3, run = ?4 WHERE id = ?1")?
            .execute(params![row, document.lang, document.published, run])?;
        self.records(row, reading)?;
        for table in ["statements", "events"] {
            let sql = format!(
                "UPDATE {table} SET current = 0 WHERE document = ?1 AND (SELECT current FROM documents WHERE id = ?1) = 0"
            );
            self.transaction.prepare_cached(&sql)?.execute([row])?;
        }
        link::link(&self.transaction, row)
    }

    fn run(&mut self, made: &Made) -> rusqlite::Result<i64> {
        if let Some(run) = self.runs.get(made) {
            return Ok(*run);
        }
        let values = params![made.program, made.reader];
        self.transaction.execute("INSERT OR IGNORE INTO runs (program, reader) VALUES (?1, ?2)", values)?;
        let sql = "SELECT id FROM runs WHERE program = ?1 AND reader = ?2";
        let run = self.transaction.query_row(sql, values, |row| row.get(0))?;
        self.runs.insert(made.clone(), run);
        Ok(run)
    }

    fn records(&self, row: i64, reading: &Reading) -> rusqlite::Result<()> {
        let words = Words::of(&reading.document.text);
        let mut actors = HashMap::new();
        for actor in &reading.actors {
            actors.insert(actor.id.as_str(), self.actor(row, actor)?);
            self.mentions(row, &actor.id, &actor.mentions)?;
        }
        let mut places = HashMap::new();
        for place in &reading.places {
            places.insert(place.id.as_str(), self.place(row, place)?);
            self.mentions(row, &place.id, &place.mentions)?;
        }
        for statement in &reading.statements {
            self.statement(row, statement, &words, &actors)?;
        }
        for event in &reading.events {
            self.event(row, event, &words, &actors, &places)?;
        }
        Ok(())
    }

    fn actor(&self, row: i64, actor: &Actor) -> rusqlite::Result<i64> {
        let sectors: Vec<&str> = actor.sectors.iter().map(|sector| sector.as_str()).collect();
        self.transaction
            .prepare_cached(
                "INSERT INTO actors (document, local, name, folded, kind, country, sectors, role, wikidata, member_of) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                row,
                actor.id,
                actor.name,
                knowledge::fold(&actor.name),
                actor.kind.as_str(),
                actor.country,
                sectors.join(" "),
                actor.role,
                actor.wikidata,
                actor.member_of
            ])?;
        Ok(self.transaction.last_insert_rowid())
    }

    fn place(&self, row: i64, place: &Place) -> rusqlite::Result<i64> {
        self.transaction
            .prepare_cached(
                "INSERT INTO places (document, local, name, country, geonames, lat, lon, kind) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                row,
                place.id,
                place.name,
                place.country,
                place.geonames,
                place.lat,
                place.lon,
                place.kind
            ])?;
        Ok(self.transaction.last_insert_rowid())
    }

    fn mentions(&self, row: i64, local: &str, mentions: &[Span]) -> rusqlite::Result<()> {
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO mentions (document, local, rank, start, end) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (rank, span) in mentions.iter().enumerate() {
            insert.execute(params![row, local, rank as u32, span.start, span.end])?;
        }
        Ok(())
    }

    fn statement(
        &self,
        row: i64,
        statement: &Statement,
        words: &Words<'_>,
        actors: &HashMap<&str, i64>,
    ) -> rusqlite::Result<()> {
        let actor = |id: &Option<String>| id.as_deref().and_then(|id| actors.get(id).copied());
        let content: Vec<&str> = statement.content.iter().map(|span| words.at(*span)).collect();
        let (speaker, addressee) = (&statement.speaker, statement.addressee.as_ref());
        let date = DateColumns::of(statement.date.as_ref(), statement.unresolved_date);
        self.transaction
            .prepare_cached(
                "INSERT INTO statements (document, local, content, spans, cue, cue_start, cue_end, form, act, negated, speaker, \
                 speaker_start, speaker_end, is_addressed, addressee, addressee_start, addressee_end, medium, medium_start, \
                 medium_end, within, date_start, date_end, date_grain, date_mention, rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, \
                 ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
            )?
            .execute(params![
                row,
                statement.id,
                content.join(" … "),
                Json(&statement.content),
                statement.cue.map(|span| words.at(span)),
                start(statement.cue),
                end(statement.cue),
                statement.form.as_str(),
                statement.act.as_str(),
                statement.negated,
                actor(&speaker.actor),
                start(speaker.mention),
                end(speaker.mention),
                addressee.is_some(),
                addressee.and_then(|addressee| actor(&addressee.actor)),
                start(addressee.and_then(|addressee| addressee.mention)),
                end(addressee.and_then(|addressee| addressee.mention)),
                statement.medium.map(|span| words.at(span)),
                start(statement.medium),
                end(statement.medium),
                statement.within,
                date.start,
                date.end,
                date.grain,
                date.mention.map(Json),
                statement.rule
            ])?;
        let id = self.transaction.last_insert_rowid();
        let mut insert = self
            .transaction
            .prepare_cached("INSERT INTO quotes (statement, rank, start, end) VALUES (?1, ?2, ?3, ?4)")?;
        for (rank, span) in statement.quotes.iter().enumerate() {
            insert.execute(params![id, rank as u32, span.start, span.end])?;
        }
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO relays (statement, rank, actor, start, end, cue_start, cue_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (rank, relay) in statement.relays.iter().enumerate() {
            insert.execute(params![
                id,
                rank as u32,
                actor(&relay.actor),
                relay.mention.start,
                relay.mention.end,
                start(relay.cue),
                end(relay.cue)
            ])?;
        }
        Ok(())
    }

    fn event(
        &self,
        row: i64,
        event: &Event,
        words: &Words<'_>,
        actors: &HashMap<&str, i64>,
        places: &HashMap<&str, i64>,
    ) -> rusqlite::Result<()> {
        let date = DateColumns::of(event.date.as_ref(), event.unresolved_date);
        let place = event.place.as_ref();
        self.transaction
            .prepare_cached(
                "INSERT INTO events (document, local, type, mode, contexts, cameo, goldstein, word, trigger_start, trigger_end, \
                 status, voice, aside, date_start, date_end, date_grain, date_mention, place, place_start, place_end, \
                 rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
            )?
            .execute(params![
                row,
                event.id,
                event.kind.as_str(),
                event.mode,
                event.contexts.join(" "),
                event.cameo,
                event.goldstein,
                words.at(event.trigger),
                event.trigger.start,
                event.trigger.end,
                event.status.as_str(),
                event.voice,
                event.aside,
                date.start,
                date.end,
                date.grain,
                date.mention.map(Json),
                place.and_then(|place| places.get(place.place.as_deref()?).copied()),
                place.map(|place| place.mention.start),
                place.map(|place| place.mention.end),
                event.rule
            ])?;
        let id = self.transaction.last_insert_rowid();
        let mut insert = self
            .transaction
            .prepare_cached("INSERT INTO parties (event, side, rank, actor) VALUES (?1, ?2, ?3, ?4)")?;
        for (side, parties) in [("source", &event.source), ("target", &event.target)] {
            let known = parties.iter().filter_map(|party| actors.get(party.as_str()));
            for (rank, actor) in known.enumerate() {
                insert.execute(params![id, side, rank as u32, actor])?;
            }
        }
        self.transaction
            .prepare_cached(
                "INSERT INTO dyads (source, target, event) SELECT DISTINCT a.country, b.country, p.event \
                 FROM parties p JOIN actors a ON a.id = p.actor AND a.country IS NOT NULL \
                 JOIN parties q ON q.event = p.event AND q.side = 'target' \
                 JOIN actors b ON b.id = q.actor AND b.country IS NOT NULL \
                 WHERE p.event = ?1 AND p.side = 'source'",
            )?
            .execute([id])?;
        Ok(())
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
