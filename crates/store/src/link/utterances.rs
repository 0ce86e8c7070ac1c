//! The same words of the same speaker in several documents.

use super::{
    Lately,
    set::hash,
    window::Window,
    words::{RUN, Words},
};
use rusqlite::{Connection, params};

/// This share of the telling words, if there are enough; of few a larger one.
const SHARE: f64 = 0.6;
const ENOUGH: usize = 5;
const SHARE_OF_FEW: f64 = 0.75;
const FEW: usize = 3;

/// Reports come within some days; of those who speak all day, the last are compared.
const BY_SPEAKER: Window = Window {
    day: "SELECT min(day) FROM statements WHERE who = ?1 AND day >= ?2 AND day <= ?3",
    last: "SELECT id, utterance FROM statements WHERE who = ?1 AND day = ?2 AND document <> ?3 AND utterance IS NOT NULL \
           ORDER BY id DESC LIMIT ?4",
    days: 3,
    most: 400,
};
const BY_WORDS: Window = Window {
    day: "SELECT min(day) FROM statements WHERE run = ?1 AND day >= ?2 AND day <= ?3",
    last: "SELECT id, utterance FROM statements WHERE run = ?1 AND day = ?2 AND document <> ?3 AND utterance IS NOT NULL \
           ORDER BY id DESC LIMIT ?4",
    ..BY_SPEAKER
};

/// What a statement is compared by.
#[derive(Debug)]
pub(crate) struct Said {
    words: Words,
    /// A hash that contents in the same words mostly share.
    pub run: Option<i64>,
    denies: bool,
    /// The speaker's.
    country: Option<u64>,
}

impl Said {
    /// Of a content, an act, and the country of the speaker.
    pub fn of(content: &str, act: &str, country: Option<&str>) -> Said {
        let (words, run) = Words::of(content);
        Said { words, run, denies: act == "deny", country: country.map(hash) }
    }

    /// Of a statement in the store.
    pub fn load(connection: &Connection, id: i64) -> rusqlite::Result<Said> {
        let sql = "SELECT s.content, s.act, a.country FROM statements s LEFT JOIN actors a ON a.id = s.speaker WHERE s.id = ?1";
        connection.prepare_cached(sql)?.query_row([id], |row| {
            let country = row.get_ref(2)?.as_str_or_null()?;
            Ok(Said::of(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?, country))
        })
    }
}

/// The utterance that a statement of a document reports, of somebody (`who`) on some day, and why; a new one if none before it does.
pub(crate) fn utterance(
    connection: &Connection,
    lately: &mut Lately<Said>,
    document: i64,
    said: &Said,
    who: Option<i64>,
    day: &str,
) -> rusqlite::Result<(i64, String)> {
    if let Some(found) = same(connection, lately, document, said, who, day)? {
        return Ok(found);
    }
    connection.prepare_cached("INSERT INTO utterances DEFAULT VALUES")?.execute([])?;
    Ok((connection.last_insert_rowid(), "first".to_owned()))
}

/// The utterance that a statement of another document reports too, and why.
fn same(
    connection: &Connection,
    lately: &mut Lately<Said>,
    document: i64,
    said: &Said,
    who: Option<i64>,
    day: &str,
) -> rusqlite::Result<Option<(i64, String)>> {
    let mut best: Option<(usize, i64, String)> = None;
    // The same speaker, or one of the same name, for what country a text tells of is not always his; else the same words.
    let namesakes = who.map_or(Ok(Vec::new()), |who| namesakes(connection, who))?;
    let mut by_speaker = Vec::new();
    if !namesakes.is_empty() {
        let keys: Vec<&dyn rusqlite::ToSql> = namesakes.iter().map(|id| id as _).collect();
        by_speaker = BY_SPEAKER.candidates(connection, &keys, day, document)?;
    }
    let by_words = match &said.run {
        Some(run) => BY_WORDS.candidates(connection, &[run], day, document)?,
        None => Vec::new(),
    };
    for (candidates, of_all) in [(by_speaker, false), (by_words, true)] {
        for (id, utterance) in candidates {
            let other = lately.get(id, || Said::load(connection, id))?;
            // A denial and a promise in the same words are two.
            let opposed = said.denies != other.denies;
            let others =
                of_all && said.country.zip(other.country).is_some_and(|(country, theirs)| country != theirs);
            if opposed || others {
                continue;
            }
            if let Some((score, sign)) = likeness(&said.words, &other.words)
                && best.as_ref().is_none_or(|(highest, _, _)| score >= *highest)
            {
                best = Some((score, utterance, format!("{sign} as in statement {id}")));
            }
        }
    }
    Ok(best.map(|(_, utterance, why)| (utterance, why)))
}

/// An actor across documents, and those of the same name.
fn namesakes(connection: &Connection, who: i64) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT id FROM canon WHERE id = ?1 \
        OR folded = (SELECT folded FROM canon WHERE id = ?1 AND kind <> 'country' AND instr(folded, ' '))";
    connection.prepare_cached(sql)?.query_map(params![who], |row| row.get(0))?.collect()
}

/// How much two contents have in common, and what; `None` if it is too little.
fn likeness(words: &Words, other: &Words) -> Option<(usize, String)> {
    let run = words.run(other);
    let short = words.len().min(other.len());
    let (shared, of) = words.shared(other);
    let share = shared as f64 / of.max(1) as f64;
    let score = run * 2 + shared;
    if run >= RUN || (run >= 3 && run * 4 >= short * 3) {
        Some((score, format!("{run} words in a row")))
    } else if (of >= ENOUGH && share >= SHARE)
        || (shared >= FEW && share >= SHARE_OF_FEW)
        || words.is_same_in_short(other)
    {
        Some((score, format!("{shared} of {of} telling words")))
    } else {
        None
    }
}
