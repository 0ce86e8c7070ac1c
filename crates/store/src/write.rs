//! Readings into rows, in batches that are stored whole or not at all.

use crate::{
    Error, Made, Store,
    columns::{Json, Words},
    derived::Marks,
    link::{self, Memory, Party, REACH, Said, Told},
    store::{digest_of, is_there, newest},
};
use records::{Actor, DateRef, Document, Event, Place, Reading, Span, Statement};
use rusqlite::{Transaction, TransactionBehavior, params};
use std::{
    collections::{BTreeSet, HashMap},
    path::PathBuf,
    sync::Arc,
};

/// Takes readings. What was not committed when it is dropped is not in the store.
#[derive(Debug)]
pub struct Writer<'s> {
    // Before the transaction: a transaction borrows the connection, not the store.
    path: PathBuf,
    transaction: Transaction<'s>,
    memory: &'s mut Memory,
    runs: HashMap<Made, i64>,
    /// Where the tables ended before what waits for [`Writer::catch_up`]; `None`: nothing waits.
    marks: Option<Marks>,
}

/// The document that records belong to.
#[derive(Clone, Copy)]
struct Of<'r> {
    row: i64,
    lang: &'r str,
    published: Option<&'r str>,
    /// Its newest version: others are not linked, and have no day.
    is_current: bool,
}

impl<'r> Of<'r> {
    /// The day of a record: its own, else the document's.
    fn day(self, own: Option<&'r str>) -> Option<&'r str> {
        own.or(self.published).filter(|_| self.is_current)
    }
}

/// The document's actors and places that are in the store, by their ids in it.
struct Known<'r> {
    actors: HashMap<&'r str, (i64, Arc<Party>)>,
    places: HashMap<&'r str, (i64, &'r Place)>,
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
        let memory = &mut store.memory;
        let transaction = store
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| memory.begin(&transaction).map(|()| transaction))
            .map_err(|error| Error::of(&path, error))?;
        Ok(Writer { path, transaction, memory, runs: HashMap::new(), marks: None })
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
        let mut link = || -> rusqlite::Result<usize> {
            let rows = link::unlinked(&self.transaction)?;
            rows.iter().try_for_each(|row| link::link_old(&self.transaction, self.memory, *row))?;
            Ok(rows.len())
        };
        link().map_err(|error| Error::of(&self.path, error))
    }

    /// Stores what was added. When this returns, it is on the disk.
    ///
    /// # Errors
    /// Those of the file; then nothing of it was stored.
    pub fn commit(mut self) -> Result<(), Error> {
        let stored = self.catch_up().and_then(|()| self.transaction.commit());
        self.memory.open = stored.is_err();
        stored.map_err(|error| Error::of(&self.path, error))
    }

    /// Brings up to date what follows from the records that were added; before anything is taken out, and at the end.
    fn catch_up(&mut self) -> rusqlite::Result<()> {
        self.marks.take().map_or(Ok(()), |marks| marks.catch_up(&self.transaction))
    }

    fn mark(&mut self) -> rusqlite::Result<()> {
        if self.marks.is_none() {
            self.marks = Some(Marks::now(&self.transaction)?);
        }
        Ok(())
    }

    fn try_add(&mut self, given: &Document, reading: &Reading, made: &Made) -> rusqlite::Result<Added> {
        let digest = digest_of(given);
        let newest = newest(&self.transaction, given)?;
        if let Some(newest) = &newest
            && is_there(&self.transaction, newest, &digest)?
        {
            return Ok(Added::Known);
        }
        let (key, version) = match &newest {
            Some(old) => {
                self.catch_up()?;
                self.transaction
                    .prepare_cached("UPDATE documents SET current = 0 WHERE id = ?1")?
                    .execute([old.row])?;
                link::unlink(&self.transaction, old.row)?;
                (old.key.as_str(), old.version + 1)
            }
            None => (given.id.as_str(), 1),
        };
        self.mark()?;
        let run = self.run(made)?;
        let document = &reading.document;
        self.transaction
            .prepare_cached(
                "INSERT INTO documents (key, version, current, digest, given, lang, title, published, outlet, url, source, \
                 author, marks, copies, text, run, linked) \
                 VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1)",
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
        self.records(row, true, reading)?;
        Ok(if newest.is_some() { Added::Changed(row) } else { Added::New(row) })
    }

    fn try_reread(&mut self, row: i64, reading: &Reading, made: &Made) -> rusqlite::Result<()> {
        self.catch_up()?;
        self.memory.forget(&self.transaction, row)?;
        for table in ["mentions", "events", "statements", "places", "actors"] {
            self.transaction
                .prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?
                .execute([row])?;
        }
        self.mark()?;
        let run = self.run(made)?;
        let document = &reading.document;
        self.transaction
            .prepare_cached(
                "UPDATE documents SET lang = ?2, published = ?3, run = ?4, linked = 1 WHERE id = ?1",
            )?
            .execute(params![row, document.lang, document.published, run])?;
        let is_current = self
            .transaction
            .prepare_cached("SELECT current FROM documents WHERE id = ?1")?
            .query_row([row], |row| row.get(0))?;
        self.records(row, is_current, reading)
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

    fn records(&mut self, row: i64, is_current: bool, reading: &Reading) -> rusqlite::Result<()> {
        let document = &reading.document;
        let of = Of { row, lang: &document.lang, published: document.published.as_deref(), is_current };
        let words = Words::of(&document.text);
        let mut known = Known { actors: HashMap::new(), places: HashMap::new() };
        for actor in &reading.actors {
            let (id, party) = self.actor(of, actor)?;
            known.actors.insert(&actor.id, (id, Arc::new(party)));
            self.mentions(row, &actor.id, &actor.mentions)?;
        }
        for place in &reading.places {
            known.places.insert(&place.id, (self.place(row, place)?, place));
            self.mentions(row, &place.id, &place.mentions)?;
        }
        for statement in &reading.statements {
            self.statement(of, statement, &words, &known)?;
        }
        let mut taken = BTreeSet::new();
        for event in &reading.events {
            self.event(of, event, &words, &known, &mut taken)?;
        }
        Ok(())
    }

    fn actor(&self, of: Of<'_>, actor: &Actor) -> rusqlite::Result<(i64, Party)> {
        let sectors: Vec<&str> = actor.sectors.iter().map(|sector| sector.as_str()).collect();
        let (sectors, folded, kind) = (sectors.join(" "), knowledge::fold(&actor.name), actor.kind.as_str());
        let country = actor.country.as_deref();
        let named = link::Actor {
            name: &actor.name,
            folded: &folded,
            kind,
            country,
            role: actor.role.as_deref(),
            wikidata: actor.wikidata.as_deref(),
            sectors: &sectors,
        };
        let linked =
            if of.is_current { link::canon(&self.transaction, &named, of.lang, of.published)? } else { None };
        let (canon, why) = linked.unzip();
        self.transaction
            .prepare_cached(
                "INSERT INTO actors (document, local, name, folded, kind, country, sectors, role, wikidata, member_of, canon, \
                 canon_why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                of.row,
                actor.id,
                actor.name,
                folded,
                kind,
                country,
                sectors,
                actor.role,
                actor.wikidata,
                actor.member_of,
                canon,
                why
            ])?;
        let party = Party::of(&named, (canon, why));
        Ok((self.transaction.last_insert_rowid(), party))
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
        &mut self,
        of: Of<'_>,
        statement: &Statement,
        words: &Words<'_>,
        known: &Known<'_>,
    ) -> rusqlite::Result<()> {
        let actor = |id: &Option<String>| id.as_deref().and_then(|id| known.actors.get(id));
        let row_of = |id: &Option<String>| actor(id).map(|(id, _)| *id);
        let content: Vec<&str> = statement.content.iter().map(|span| words.at(*span)).collect();
        let (content, act) = (content.join(" … "), statement.act.as_str());
        let (speaker, addressee) = (&statement.speaker, statement.addressee.as_ref());
        let date = DateColumns::of(statement.date.as_ref(), statement.unresolved_date);
        // Statements about the past are dated by their day: « en 2013, il avait promis » is no report of today's.
        let day = of.day(date.start);
        let party = actor(&speaker.actor).map(|(_, party)| Arc::clone(party)).unwrap_or_default();
        let who = party.canon;
        let mut said: Option<Said> = None;
        let (mut utterance, mut why) = (None, None);
        if let Some(day) = day.filter(|_| !statement.negated) {
            let said = said.insert(Said::of(&content, (act, statement.form.as_str()), day, party));
            let memory = &mut self.memory.statements;
            (utterance, why) =
                Some(link::utterance(&self.transaction, memory, of.row, said, who, day)?).unzip();
        }
        let rare = said.as_ref().map_or_else(Default::default, |said| said.rare);
        self.transaction
            .prepare_cached(
                "INSERT INTO statements (document, local, content, spans, cue, cue_start, cue_end, form, act, negated, speaker, \
                 speaker_start, speaker_end, is_addressed, addressee, addressee_start, addressee_end, medium, medium_start, \
                 medium_end, within, date_start, date_end, date_grain, date_mention, rule, current, day, who, run, utterance, \
                 utterance_why, rare1, rare2, rare3) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, \
                 ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35)",
            )?
            .execute(params![
                of.row,
                statement.id,
                content,
                Json(&statement.content),
                statement.cue.map(|span| words.at(span)),
                start(statement.cue),
                end(statement.cue),
                statement.form.as_str(),
                act,
                statement.negated,
                row_of(&speaker.actor),
                start(speaker.mention),
                end(speaker.mention),
                addressee.is_some(),
                addressee.and_then(|addressee| row_of(&addressee.actor)),
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
                statement.rule,
                of.is_current,
                day,
                who,
                said.as_ref().and_then(|said| said.run),
                utterance,
                why,
                rare[0],
                rare[1],
                rare[2]
            ])?;
        let id = self.transaction.last_insert_rowid();
        if let Some(said) = said {
            self.memory.statements.keep(id, said);
        }
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
                row_of(&relay.actor),
                relay.mention.start,
                relay.mention.end,
                start(relay.cue),
                end(relay.cue)
            ])?;
        }
        Ok(())
    }

    fn event(
        &mut self,
        of: Of<'_>,
        event: &Event,
        words: &Words<'_>,
        known: &Known<'_>,
        taken: &mut BTreeSet<i64>,
    ) -> rusqlite::Result<()> {
        let date = DateColumns::of(event.date.as_ref(), event.unresolved_date);
        let place = event.place.as_ref();
        let placed = place.and_then(|place| known.places.get(place.place.as_deref()?));
        let (kind, word, day) = (event.kind.as_str(), words.at(event.trigger), of.day(date.start));
        let parties = |side: &[String]| -> Vec<&(i64, Arc<Party>)> {
            side.iter().filter_map(|party| known.actors.get(party.as_str())).collect()
        };
        let sides = [("source", parties(&event.source)), ("target", parties(&event.target))];
        let mut told = None;
        let (mut happening, mut why) = (None, None);
        if let Some(day) = day {
            let parties =
                sides.each_ref().map(|(_, side)| side.iter().map(|(_, party)| Arc::clone(party)).collect());
            let Span { start, end } = event.trigger;
            let around =
                [Span::new(start.saturating_sub(REACH), start), Span::new(end, end.saturating_add(REACH))];
            let told = told.insert(Told::of(
                (event.mode.as_deref(), word, around.map(|span| words.at(span))),
                (day, date.start.is_some() && date.mention.is_some()),
                placed.map_or((None, None), |(_, place)| (place.geonames, place.country.as_deref())),
                parties,
            ));
            let memory = &mut self.memory.events;
            let found = link::happening(&self.transaction, memory, of.row, (kind, day), told, taken)?;
            (happening, why) = Some(found).unzip();
        }
        self.transaction
            .prepare_cached(
                "INSERT INTO events (document, local, type, mode, contexts, cameo, goldstein, word, trigger_start, trigger_end, \
                 status, voice, aside, date_start, date_end, date_grain, date_mention, place, place_start, place_end, \
                 rule, current, day, happening, happening_why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, \
                 ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)",
            )?
            .execute(params![
                of.row,
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
                of.is_current,
                day,
                happening,
                why
            ])?;
        let id = self.transaction.last_insert_rowid();
        if let Some(told) = told {
            self.memory.events.keep(id, told);
        }
        let mut insert = self
            .transaction
            .prepare_cached("INSERT INTO parties (event, side, rank, actor) VALUES (?1, ?2, ?3, ?4)")?;
        for (side, parties) in sides {
            for (rank, (actor, _)) in parties.iter().enumerate() {
                insert.execute(params![id, side, rank as u32, actor])?;
            }
        }
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
