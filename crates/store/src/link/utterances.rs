//! The same words of the same speaker in several documents.

use super::words::{RUN, Words};
use rusqlite::{Connection, params};

/// This share of the telling words, if there are enough; of few a larger one.
const SHARE: f64 = 0.6;
const ENOUGH: usize = 5;
const SHARE_OF_FEW: f64 = 0.75;
const FEW: usize = 3;
/// Reports come within so many days.
const DAYS: i64 = 3;
/// Of those who speak all day, the last are compared.
const MOST: i64 = 400;

struct Statement {
    id: i64,
    content: String,
    act: String,
    who: Option<i64>,
    country: Option<String>,
    day: String,
    run: Option<i64>,
}

/// Links the statements of a document.
pub fn link(connection: &Connection, row: i64, published: Option<&str>) -> rusqlite::Result<()> {
    // Statements about the past are dated by their day: « en 2013, il avait promis » is no report of today's.
    connection
        .prepare_cached(
            "UPDATE statements SET day = coalesce(date_start, ?2), who = (SELECT canon FROM actors a WHERE a.id = speaker) \
             WHERE document = ?1",
        )?
        .execute(params![row, published])?;
    let sql = "SELECT s.id, s.content, s.act, s.who, a.country, s.day FROM statements s LEFT JOIN actors a ON a.id = s.speaker \
               WHERE s.document = ?1 AND s.day IS NOT NULL AND NOT s.negated ORDER BY s.id";
    let statements: Vec<Statement> = connection
        .prepare_cached(sql)?
        .query_map([row], |row| {
            Ok(Statement {
                id: row.get(0)?,
                content: row.get(1)?,
                act: row.get(2)?,
                who: row.get(3)?,
                country: row.get(4)?,
                day: row.get(5)?,
                run: None,
            })
        })?
        .collect::<Result<_, _>>()?;
    for mut statement in statements {
        let words = Words::of(&statement.content);
        statement.run = words.key();
        let (utterance, why) = match same(connection, row, &statement, &words)? {
            Some(found) => found,
            None => {
                connection.prepare_cached("INSERT INTO utterances DEFAULT VALUES")?.execute([])?;
                (connection.last_insert_rowid(), "first".to_owned())
            }
        };
        connection
            .prepare_cached(
                "UPDATE statements SET run = ?2, utterance = ?3, utterance_why = ?4 WHERE id = ?1",
            )?
            .execute(params![statement.id, statement.run, utterance, why])?;
    }
    Ok(())
}

/// The utterance that a statement of another document reports too, and why.
fn same(
    connection: &Connection,
    row: i64,
    statement: &Statement,
    words: &Words,
) -> rusqlite::Result<Option<(i64, String)>> {
    // The same speaker, or one of the same name, for what country a text tells of is not always his; else the same words.
    let by_speaker = "SELECT s.utterance, s.id, s.content, s.act, NULL FROM statements s \
        WHERE s.who IN (SELECT id FROM canon WHERE id = ?1 \
            OR folded = (SELECT folded FROM canon WHERE id = ?1 AND kind <> 'country' AND instr(folded, ' '))) \
        AND s.day BETWEEN date(?2, ?3) AND date(?2, ?4) AND s.document <> ?5 AND s.utterance IS NOT NULL ORDER BY s.id DESC LIMIT ?6";
    let by_words = "SELECT s.utterance, s.id, s.content, s.act, a.country FROM statements s LEFT JOIN actors a ON a.id = s.speaker \
        WHERE s.run = ?1 AND s.day BETWEEN date(?2, ?3) AND date(?2, ?4) AND s.document <> ?5 AND s.utterance IS NOT NULL \
        ORDER BY s.id DESC LIMIT ?6";
    let mut best: Option<(usize, i64, String)> = None;
    for (sql, key) in [(by_speaker, statement.who), (by_words, statement.run)] {
        let Some(key) = key else { continue };
        let mut found = connection.prepare_cached(sql)?;
        let (before, after) = (format!("-{DAYS} days"), format!("+{DAYS} days"));
        let mut rows = found.query(params![key, statement.day, before, after, row, MOST])?;
        while let Some(row) = rows.next()? {
            let (utterance, id): (i64, i64) = (row.get(0)?, row.get(1)?);
            let other = Words::of(row.get_ref(2)?.as_str()?);
            // A denial and a promise in the same words are two.
            let opposed = (statement.act == "deny") != (row.get_ref(3)?.as_str()? == "deny");
            let country: Option<String> = row.get(4)?;
            let others = country.is_some() && statement.country.is_some() && country != statement.country;
            if opposed || others {
                continue;
            }
            if let Some((score, sign)) = likeness(words, &other)
                && best.as_ref().is_none_or(|(highest, _, _)| score >= *highest)
            {
                best = Some((score, utterance, format!("{sign} as in statement {id}")));
            }
        }
    }
    Ok(best.map(|(_, utterance, why)| (utterance, why)))
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
