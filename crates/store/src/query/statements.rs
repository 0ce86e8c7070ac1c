//! Who said what.

use super::{Days, Found, Outlet, Page, Value, Who, clauses::Clauses, documents, value::values, words};
use crate::{Error, Store};
use records::{Act, Form};

/// What statements are wanted; of lists, any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statements {
    /// Who makes it.
    pub by: Option<Who>,
    /// Of which country who makes it is.
    pub country: Option<Who>,
    /// To whom.
    pub to: Option<Who>,
    /// Words of the content; a country's name stands for all its names and its people's.
    pub about: Option<String>,
    /// Words of the content as they stand.
    pub search: Option<String>,
    /// What is done by saying it.
    pub acts: Vec<Act>,
    /// How it is reported.
    pub forms: Vec<Form>,
    /// When.
    pub days: Days,
    /// In which outlet.
    pub outlet: Option<Outlet>,
    /// In which language.
    pub lang: Option<String>,
    /// In the document of this id.
    pub document: Option<String>,
}

/// The columns of [`statement`].
pub const STATEMENT_COLUMNS: &[&str] = &[
    "day",
    "document",
    "id",
    "outlet",
    "lang",
    "title",
    "url",
    "speaker",
    "speaker_country",
    "speaker_role",
    "act",
    "form",
    "content",
    "cue",
    "addressee",
    "addressee_country",
    "medium",
    "date_start",
    "date_end",
    "within",
    "rule",
    "negated",
    "relays",
];

impl Statements {
    /// The statements that fit, newest day first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&self, store: &Store, page: Page) -> Result<Found, Error> {
        let Some((clauses, from)) = self.clauses() else { return Ok(Found::default()) };
        clauses.find(store, "s.id", from, "s.day DESC, s.id", page)
    }

    /// Those that come after one of them, at most so many; `None`: the first.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find_after(&self, store: &Store, after: Option<i64>, limit: u64) -> Result<Found, Error> {
        let Some((clauses, from)) = self.clauses() else { return Ok(Found::default()) };
        clauses.find_after(store, ("statements", "s"), from, after, limit)
    }

    /// The conditions, and the tables that they are on; `None` where words are asked for of which none can be searched.
    fn clauses(&self) -> Option<(Clauses, &'static str)> {
        let mut clauses = Clauses::default();
        let mut from = "statements s";
        let texts = [
            self.about.as_ref().map(|text| words::about(text)),
            self.search.as_ref().map(|text| words::words(text)),
        ];
        let texts: Vec<String> = texts.into_iter().flatten().collect::<Option<_>>()?;
        let searched = !texts.is_empty();
        if searched {
            from = "statements_text CROSS JOIN statements s ON s.id = statements_text.rowid";
            let words =
                clauses.bind(texts.iter().map(|text| format!("({text})")).collect::<Vec<_>>().join(" AND "));
            clauses.term(format!("statements_text MATCH {words}"));
        }
        clauses.term("s.current = 1");
        let few = [&self.by, &self.country, &self.to].into_iter().flatten().any(Who::are_few);
        for (who, column) in
            [(&self.by, "s.speaker"), (&self.country, "s.speaker"), (&self.to, "s.addressee")]
        {
            if let Some(who) = who {
                who.is(&mut clauses, column, !searched);
            }
        }
        let codes: Vec<&str> = self.acts.iter().map(|act| act.as_str()).collect();
        clauses.any(if few || searched { "+s.act" } else { "s.act" }, &codes);
        let codes: Vec<&str> = self.forms.iter().map(|form| form.as_str()).collect();
        clauses.any("s.form", &codes);
        clauses.days(if few || searched { "+s.day" } else { "s.day" }, &self.days);
        documents::of(&mut clauses, "s.document", self.outlet.as_ref(), self.lang.as_deref());
        if let Some(document) = &self.document {
            let key = clauses.bind(document.clone());
            clauses.term(format!("s.document IN (SELECT id FROM documents WHERE key = {key})"));
        }
        Some((clauses, from))
    }
}

/// The values of a statement under [`STATEMENT_COLUMNS`].
///
/// # Errors
/// Those of the file; there is none of that id.
pub fn statement(store: &Store, id: i64) -> Result<Vec<Value>, Error> {
    let count = STATEMENT_COLUMNS.len() - 2;
    let sql = "SELECT day, document, local, outlet, lang, title, url, speaker, speaker_country, speaker_role, act, form, content, \
               cue, addressee, addressee_country, medium, date_start, date_end, within, rule, negated \
               FROM statements_view WHERE id = ?1";
    let relays = "SELECT coalesce(a.name, substr(d.text, r.start + 1, r.end - r.start)) FROM relays r \
                  JOIN statements s ON s.id = r.statement JOIN documents d ON d.id = s.document \
                  LEFT JOIN actors a ON a.id = r.actor WHERE r.statement = ?1 ORDER BY r.rank";
    store.ask(|connection| {
        let mut row = connection.prepare_cached(sql)?.query_row([id], |row| {
            let mut row_values = values(row, count)?;
            row_values.push(Value::Flag(row.get(count)?));
            Ok(row_values)
        })?;
        let passed: Vec<String> = connection
            .prepare_cached(relays)?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        row.push(Value::List(passed));
        Ok(row)
    })
}
