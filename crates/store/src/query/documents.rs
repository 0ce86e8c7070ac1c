//! Questions about the documents that records stand in.

use super::clauses::Clauses;
use crate::{Error, Store};
use knowledge::fold;
use rusqlite::Connection;

/// The outlets that a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// As it was asked.
    pub text: String,
    /// As documents have them.
    pub outlets: Vec<String>,
    /// All that the store knows.
    pub known: Vec<String>,
}

impl Outlet {
    /// The outlet of that name, whatever its case and accents; where there is none, those whose name has it in it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn resolve(store: &Store, text: &str) -> Result<Outlet, Error> {
        let known = store.ask(outlets)?;
        let asked = fold(text);
        let those = |fits: &dyn Fn(&str) -> bool| -> Vec<String> {
            known.iter().filter(|name| fits(&fold(name))).cloned().collect()
        };
        let mut outlets = those(&|name| name == asked);
        if outlets.is_empty() && !asked.is_empty() {
            outlets = those(&|name| name.contains(&asked));
        }
        Ok(Outlet { text: text.to_owned(), outlets, known })
    }
}

/// All outlets: from one to the next in the index, for there are few of them.
pub(crate) fn outlets(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "WITH RECURSIVE each (name) AS (\
                 SELECT min(outlet) FROM documents WHERE outlet IS NOT NULL UNION ALL \
                 SELECT (SELECT min(outlet) FROM documents WHERE outlet > name) FROM each WHERE name IS NOT NULL\
               ) SELECT name FROM each WHERE name IS NOT NULL";
    connection.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// A column that refers to documents means one of these outlets and languages.
pub(crate) fn of(clauses: &mut Clauses, column: &str, outlet: Option<&Outlet>, lang: Option<&str>) {
    if let Some(outlet) = outlet {
        let names = clauses.list(&outlet.outlets);
        clauses.term(format!("+{column} IN (SELECT id FROM documents WHERE outlet IN {names})"));
    }
    if let Some(lang) = lang {
        let lang = clauses.bind(lang.to_owned());
        clauses.term(format!("+{column} IN (SELECT id FROM documents WHERE lang = {lang})"));
    }
}
