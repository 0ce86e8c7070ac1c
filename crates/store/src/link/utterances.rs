//! The same words of the same speaker in several documents.

use super::words::Words;
use rusqlite::{Connection, params};

/// A run of so many words is nobody's own.
const RUN: usize = 6;
/// This share of the telling words, if there are enough.
const SHARE: f64 = 0.6;
const ENOUGH: usize = 5;
/// Reports come within so many days.
const DAYS: i64 = 3;
/// Of those who speak all day, the last are compared.
const MOST: i64 = 400;

struct Statement {
    id: i64,
    content: String,
    act: String,
    who: i64,
    day: String,
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
    let sql = "SELECT id, content, act, who, day FROM statements WHERE document = ?1 AND who IS NOT NULL AND day IS NOT NULL \
               AND NOT negated ORDER BY id";
    let statements: Vec<Statement> = connection
        .prepare_cached(sql)?
        .query_map([row], |row| {
            Ok(Statement {
                id: row.get(0)?,
                content: row.get(1)?,
                act: row.get(2)?,
                who: row.get(3)?,
                day: row.get(4)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    for statement in &statements {
        let (utterance, why) = match same(connection, row, statement)? {
            Some(found) => found,
            None => {
                connection.prepare_cached("INSERT INTO utterances DEFAULT VALUES")?.execute([])?;
                (connection.last_insert_rowid(), "first".to_owned())
            }
        };
        connection
            .prepare_cached("UPDATE statements SET utterance = ?2, utterance_why = ?3 WHERE id = ?1")?
            .execute(params![statement.id, utterance, why])?;
    }
    Ok(())
}

/// The utterance that a statement of another document reports too, and why.
fn same(connection: &Connection, row: i64, statement: &Statement) -> rusqlite::Result<Option<(i64, String)>> {
    let sql = "SELECT utterance, id, content, act FROM statements \
               WHERE who = ?1 AND day BETWEEN date(?2, ?3) AND date(?2, ?4) AND document <> ?5 AND utterance IS NOT NULL \
               ORDER BY id DESC LIMIT ?6";
    let words = Words::of(&statement.content);
    let mut best: Option<(usize, i64, String)> = None;
    let mut found = connection.prepare_cached(sql)?;
    let mut rows = found.query(params![
        statement.who,
        statement.day,
        format!("-{DAYS} days"),
        format!("+{DAYS} days"),
        row,
        MOST
    ])?;
    while let Some(row) = rows.next()? {
        let (utterance, id): (i64, i64) = (row.get(0)?, row.get(1)?);
        let other = Words::of(row.get_ref(2)?.as_str()?);
        let run = words.run(&other);
        let (shared, of) = words.shared(&other);
        // A denial and a promise in the same words are two.
        let opposed = (statement.act == "deny") != (row.get_ref(3)?.as_str()? == "deny");
        let short = words.len().min(other.len());
        let by_run = run >= RUN || (run == short && short >= 3);
        let by_words = of >= ENOUGH && shared as f64 >= SHARE * of as f64;
        if opposed || !(by_run || by_words) {
            continue;
        }
        let score = run * 2 + shared;
        if best.as_ref().is_none_or(|(highest, _, _)| score >= *highest) {
            let why = if by_run {
                format!("{run} words in a row as in statement {id}")
            } else {
                format!("{shared} of {of} words as in statement {id}")
            };
            best = Some((score, utterance, why));
        }
    }
    Ok(best.map(|(_, utterance, why)| (utterance, why)))
}
