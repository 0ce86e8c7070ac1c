//! Words in documents.

use super::{Days, Outlet, Page, Rows, Value, clauses::Clauses, documents, value::values, words};
use crate::{Error, Store};

/// What documents are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Words of title or text.
    pub text: String,
    /// Published when.
    pub days: Days,
    /// In which outlet.
    pub outlet: Option<Outlet>,
    /// In which language.
    pub lang: Option<String>,
    /// Newest first, instead of those that have more of the words.
    pub newest: bool,
}

const COLUMNS: &[&str] =
    &["published", "document", "outlet", "lang", "title", "url", "snippet", "statements", "events"];

impl Search {
    /// The documents that have all the words, those that have more of them first; the words stand in « › ‹ » in the snippet.
    ///
    /// # Errors
    /// Those of the file.
    pub fn find(&self, store: &Store, page: Page) -> Result<Rows, Error> {
        let mut rows = Rows::under(COLUMNS);
        let Some(words) = words::words(&self.text) else { return Ok(rows) };
        let mut clauses = Clauses::default();
        let searched = clauses.bind(words.clone());
        clauses.term(format!("documents_text MATCH {searched}"));
        // Old versions are few, so that they are looked for first.
        clauses.term("documents_text.rowid NOT IN (SELECT id FROM documents WHERE current = 0)");
        if self.days != Days::default() {
            let mut bounds = Vec::new();
            if let Some(since) = &self.days.since {
                bounds.push(format!("published >= {}", clauses.bind(since.clone())));
            }
            if let Some(last) = self.days.last() {
                bounds.push(format!("published <= {}", clauses.bind(last)));
            }
            let bounds = bounds.join(" AND ");
            clauses.term(format!("documents_text.rowid IN (SELECT id FROM documents WHERE {bounds})"));
        }
        documents::of(&mut clauses, "documents_text.rowid", self.outlet.as_ref(), self.lang.as_deref());
        let (from, order) = if self.newest {
            ("documents_text CROSS JOIN documents d ON d.id = documents_text.rowid", "d.published DESC, d.id")
        } else {
            ("documents_text", "documents_text.rank, documents_text.rowid")
        };
        let found = clauses.find(store, "documents_text.rowid", from, order, page)?;
        rows.more = found.more;
        let sql = "SELECT d.published, d.key, d.outlet, d.lang, d.title, d.url, \
                     (SELECT snippet(documents_text, 1, '›', '‹', '…', 16) FROM documents_text \
                      WHERE documents_text MATCH ?2 AND documents_text.rowid = ?1), \
                     (SELECT count(*) FROM statements WHERE document = d.id), (SELECT count(*) FROM events WHERE document = d.id) \
                   FROM documents d WHERE d.id = ?1";
        rows.rows = store.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let row = |id: i64| {
                statement.query_row((id, &words), |row| values(row, COLUMNS.len()))
                    as rusqlite::Result<Vec<Value>>
            };
            found.ids.into_iter().map(row).collect()
        })?;
        Ok(rows)
    }
}
