//! The same words of the same speaker in several documents.

use super::{
    Actor, COMPARED, Lately, Memory, Party,
    days::Listed,
    lately::Weight,
    party::Standing,
    set::hash,
    window::{Window, number},
    words::{Keys, RARE, RUN, Words},
};
use rusqlite::{Connection, OptionalExtension, params};
use std::{cmp::Reverse, sync::Arc};

/// Reports come within some days; of those who speak all day, the last are compared.
const BY_SPEAKER: Window = Window {
    day: "SELECT min(day) FROM statements WHERE who = ?1 AND day >= ?2 AND day <= ?3",
    last: "SELECT id, document, utterance FROM statements WHERE who = ?1 AND day = ?2 AND utterance IS NOT NULL ORDER BY id DESC",
    days: 3,
    most: 400,
};
const BY_WORDS: Window = Window {
    day: "SELECT min(day) FROM statements WHERE run = ?1 AND day >= ?2 AND day <= ?3",
    last: "SELECT id, document, utterance FROM statements WHERE run = ?1 AND day = ?2 AND utterance IS NOT NULL ORDER BY id DESC",
    ..BY_SPEAKER
};

/// Of all who are not known to be the speaker, the last who used a word that is likely to be rare. The index alone answers.
const BY_RARE: [&str; RARE] = [
    "SELECT id FROM statements WHERE rare1 BETWEEN ?1 AND ?2 ORDER BY rare1 DESC, id DESC LIMIT ?3",
    "SELECT id FROM statements WHERE rare2 BETWEEN ?1 AND ?2 ORDER BY rare2 DESC, id DESC LIMIT ?3",
    "SELECT id FROM statements WHERE rare3 BETWEEN ?1 AND ?2 ORDER BY rare3 DESC, id DESC LIMIT ?3",
];
const MOST_BY_RARE: i64 = 40;
/// The day's bits in a key.
const DAY_BITS: u32 = 16;

/// What a statement is compared by.
#[derive(Debug)]
pub(crate) struct Said {
    words: Words,
    /// A hash that contents in the same words mostly share.
    pub run: Option<i64>,
    /// Hashes of its words that are likely to be rare, with the day.
    pub rare: [Option<i64>; RARE],
    act: u64,
    day: u64,
    denies: bool,
    /// In the speaker's own words.
    is_direct: bool,
    speaker: Arc<Party>,
}

impl Weight for Said {}

impl Said {
    /// Of a content, an act, a form, a day and a speaker.
    pub fn of(content: &str, (act, form): (&str, &str), day: &str, speaker: Arc<Party>) -> Said {
        let (words, Keys { run, rare }) = Words::of(content);
        let number = i64::from(number(day).unwrap_or_default()) & ((1 << DAY_BITS) - 1);
        Said {
            words,
            run,
            rare: rare.map(|hash| hash.map(|hash| (i64::from(hash) << DAY_BITS) | number)),
            act: hash(act),
            day: hash(day),
            denies: act == "deny",
            is_direct: form == "direct",
            speaker,
        }
    }

    /// Of a statement in the store.
    pub fn load(connection: &Connection, id: i64) -> rusqlite::Result<Said> {
        let sql = format!(
            "SELECT s.content, s.act, s.form, coalesce(s.day, ''), {} FROM statements s LEFT JOIN actors a ON a.id = s.speaker \
             WHERE s.id = ?1",
            Actor::COLUMNS
        );
        connection.prepare_cached(&sql)?.query_row([id], |row| {
            let speaker = Actor::party(row, 4)?;
            let how = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
            Ok(Said::of(row.get_ref(0)?.as_str()?, how, row.get_ref(3)?.as_str()?, Arc::new(speaker)))
        })
    }

    /// Whether one denies what the other says. A denial in the speaker's own words says how things are, as others do; told of him,
    /// its content is what he denies.
    fn is_opposed(&self, other: &Said) -> bool {
        let denies_content = |said: &Said| said.denies && !said.is_direct;
        denies_content(self) && !other.denies || denies_content(other) && !self.denies
    }
}

/// The utterance that a statement of a document reports, of somebody (`who`) on some day, and why; a new one if none before it does.
pub(crate) fn utterance(
    connection: &Connection,
    memory: &mut Memory,
    document: i64,
    said: &Said,
    who: Option<i64>,
    day: &str,
) -> rusqlite::Result<(i64, String)> {
    if let Some(found) = same(connection, memory, document, said, who, day)? {
        return Ok(found);
    }
    connection.prepare_cached("INSERT INTO utterances DEFAULT VALUES")?.execute([])?;
    Ok((connection.last_insert_rowid(), "first".to_owned()))
}

/// A statement of another document that may report the same.
struct Candidate {
    sign: Sign,
    standing: Standing,
    id: i64,
    utterance: i64,
}

impl Candidate {
    /// A statement with its utterance, if it may report the same as another for all that stands in both.
    fn of(said: &Said, other: &Said, standing: Standing, (id, utterance): (i64, i64)) -> Option<Candidate> {
        if standing == Standing::Others || said.is_opposed(other) {
            return None;
        }
        let sign = likeness(said, other, standing)?;
        Some(Candidate { sign, standing, id, utterance })
    }
}

/// What two contents have in common.
#[derive(Debug, Clone, Copy)]
struct Sign {
    run: usize,
    shared: usize,
    of: usize,
    is_run: bool,
}

/// The utterance that a statement of another document reports too, and why.
fn same(
    connection: &Connection,
    Memory { statements: lately, spoken, actors, .. }: &mut Memory,
    document: i64,
    said: &Said,
    who: Option<i64>,
    day: &str,
) -> rusqlite::Result<Option<(i64, String)>> {
    // The same speaker, or one of the same name, for what country a text tells of is not always his; else the same words.
    let keys: Vec<(i64, i64)> = match who {
        Some(who) => actors.namesakes(connection, who)?.iter().map(|id| (*id, *id)).collect(),
        None => Vec::new(),
    };
    let mut found = Vec::new();
    for (id, utterance) in BY_SPEAKER.candidates(connection, Some(spoken), &keys, day, document)? {
        let other = lately.get(id, || Said::load(connection, id))?;
        found.extend(Candidate::of(said, other, Standing::Same, (id, utterance)));
    }
    if let Some(run) = said.run {
        for (id, utterance) in BY_WORDS.candidates(connection, None, &[(run, run)], day, document)? {
            let other = lately.get(id, || Said::load(connection, id))?;
            found.extend(Candidate::of(said, other, said.speaker.to(&other.speaker), (id, utterance)));
        }
    }
    if found.is_empty() {
        let sql =
            "SELECT utterance FROM statements WHERE id = ?1 AND document <> ?2 AND utterance IS NOT NULL";
        for id in rare(connection, said)? {
            let other = lately.get(id, || Said::load(connection, id))?;
            if let Some(one) = Candidate::of(said, other, said.speaker.to(&other.speaker), (id, 0)) {
                let values = params![id, document];
                let utterance =
                    connection.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?;
                found.extend(utterance.map(|utterance| Candidate { utterance, ..one }));
            }
        }
    }
    // The likest first, and of those that are as like the earliest.
    found.sort_by_key(|one| (Reverse((one.sign.run * 2 + one.sign.shared, one.standing)), one.id));
    for Candidate { sign, standing, id, utterance } in found {
        if standing != Standing::Same && !is_nobody_elses(connection, lately, utterance, said)? {
            continue;
        }
        let sign = match sign {
            Sign { run, is_run: true, .. } => format!("{run} words in a row"),
            Sign { shared, of, .. } => format!("{shared} of {of} telling words"),
        };
        return Ok(Some((utterance, format!("{sign} as in statement {id}"))));
    }
    Ok(None)
}

/// Statements with a word that is likely to be rare.
fn rare(connection: &Connection, said: &Said) -> rusqlite::Result<Vec<i64>> {
    let mut found = Vec::new();
    for key in said.rare.iter().flatten() {
        for sql in BY_RARE {
            let mut statement = connection.prepare_cached(sql)?;
            let bounds =
                params![key - i64::from(BY_SPEAKER.days), key + i64::from(BY_SPEAKER.days), MOST_BY_RARE];
            let mut rows = statement.query(bounds)?;
            while let Some(row) = rows.next()? {
                found.push(row.get(0)?);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Whether an utterance is reported of no speaker who must be another.
fn is_nobody_elses(
    connection: &Connection,
    lately: &mut Lately<i64, Said, COMPARED>,
    utterance: i64,
    said: &Said,
) -> rusqlite::Result<bool> {
    let mut members =
        connection.prepare_cached("SELECT id FROM statements WHERE utterance = ?1 ORDER BY id")?;
    let mut rows = members.query([utterance])?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let member = lately.get(id, || Said::load(connection, id))?;
        if said.speaker.to(&member.speaker) == Standing::Others {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Memory {
    /// Keeps a statement that was linked.
    pub fn spoken(&mut self, listed: Listed, who: Option<i64>, day: &str, said: Said) {
        self.statements.keep(listed.id, said);
        if let Some(key) = who.zip(number(day)) {
            self.spoken.add(key, listed, BY_SPEAKER.most);
        }
    }

    /// Forgets what is listed of somebody on a day.
    pub fn no_longer_spoken(&mut self, who: Option<i64>, day: &str) {
        if let Some(key) = who.zip(number(day)) {
            self.spoken.forget(key);
        }
    }
}

/// What two contents have in common; `None` if it is too little for speakers who stand so to each other.
fn likeness(said: &Said, other: &Said, standing: Standing) -> Option<Sign> {
    let (words, theirs) = (&said.words, &other.words);
    let (shared, weight) = words.telling.shared(&theirs.telling);
    if shared == 0 {
        return None;
    }
    let (mine, others) = (words.telling.weight(), theirs.telling.weight());
    // Shares in hundredths: of what carries less, and of both.
    let cover = weight * 100 / mine.min(others).max(1);
    let both = weight * 200 / (mine + others).max(1);
    let (run, short) = (words.run(theirs), words.len().min(theirs.len()));
    let is_same = words.telling.is(&theirs.telling);
    let most_in_a_row = run >= 3 && run * 4 >= short * 3 && cover >= 60;
    let (is_run, by_words) = match standing {
        Standing::Others => return None,
        Standing::Unsure => (
            cover >= 60 && (run >= RUN && run * 2 >= short || run >= 4 && most_in_a_row),
            shared >= 3 && (cover >= 75 && both >= 60 && weight >= 15 || is_same),
        ),
        Standing::Akin | Standing::Same => (
            run >= RUN || most_in_a_row || run >= 5 && run * 3 >= short * 2 && cover >= 50,
            shared >= 3 && cover >= 55 && both >= 45
                || shared >= 2 && cover >= 75 && both >= 65
                || is_same
                    && (said.act == other.act && said.day == other.day || words.has_long && theirs.has_long),
        ),
    };
    let of = words.telling.len().min(theirs.telling.len());
    (is_run || by_words && !words.has_other_numbers(theirs)).then_some(Sign { run, shared, of, is_run })
}
