//! Whom a question is about.

use super::{clauses::Clauses, country::country, near, words};
use crate::{Error, Store};
use knowledge::fold;

/// Of so many actors the index by actor is gone through; with more it is quicker to go through the days until enough is
/// found.
const FEW: i64 = 3000;

/// The actors that a name, or a country's name or code, means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// As it was asked.
    pub text: String,
    meant: Meant,
    /// How many actors in documents that is.
    actors: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Meant {
    Country(&'static str),
    /// Names as `actors.folded` has them, and the actors across documents that have one of them.
    Names {
        folded: Vec<String>,
        canon: Vec<i64>,
    },
}

impl Who {
    /// Those of a country, if it is a country's name or code (`IGO` for bodies of several); else those whose name has all words of the text,
    /// with those that documents name otherwise but that are linked to one of that name.
    ///
    /// # Errors
    /// Those of the file.
    pub fn resolve(store: &Store, text: &str) -> Result<Who, Error> {
        let text = text.trim().to_owned();
        let code = if text == "IGO" { Some("IGO") } else { country(&text).map(|country| country.code) };
        if let Some(code) = code {
            let sql = "SELECT coalesce(sum(actors), 0) FROM names WHERE country = ?1";
            let actors = store
                .ask(|connection| connection.prepare_cached(sql)?.query_row([code], |row| row.get(0)))?;
            return Ok(Who { text, meant: Meant::Country(code), actors });
        }
        let (mut names, mut actors) = (Vec::new(), 0);
        if let Some(words) = words::words(&fold(&text).replace('"', " ")) {
            let sql = "SELECT n.folded, n.actors FROM names_text CROSS JOIN names n ON n.id = names_text.rowid \
                       WHERE names_text MATCH ?1 ORDER BY n.folded";
            store.ask(|connection| {
                let mut statement = connection.prepare_cached(sql)?;
                let mut rows = statement.query([words])?;
                while let Some(row) = rows.next()? {
                    names.push(row.get(0)?);
                    actors += row.get::<_, i64>(1)?;
                }
                Ok(())
            })?;
            names.dedup();
        }
        let json = serde_json::to_string(&names).unwrap_or_default();
        let sql = "SELECT c.id, c.actors FROM json_each(?1) n \
                   CROSS JOIN canon c ON c.folded = n.value ORDER BY 1";
        let linked: Vec<(i64, i64)> = store.ask(|connection| {
            connection.prepare_cached(sql)?.query_map([json], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        actors += linked.iter().map(|(_, actors)| actors).sum::<i64>();
        let canon = linked.into_iter().map(|(id, _)| id).collect();
        Ok(Who { text, meant: Meant::Names { folded: names, canon }, actors })
    }

    /// Whether no actor of the store is meant.
    pub fn is_nobody(&self) -> bool {
        self.actors == 0
    }

    /// The code of the country that is meant.
    pub fn country(&self) -> Option<&'static str> {
        match self.meant {
            Meant::Country(code) => Some(code),
            Meant::Names { .. } => None,
        }
    }

    /// Names that actors of the store have, or countries, that are written nearly so.
    ///
    /// # Errors
    /// Those of the file.
    pub fn near(&self, store: &Store) -> Result<Vec<String>, Error> {
        near::near(store, &self.text)
    }

    /// Whether they are few enough to begin with them.
    pub(crate) fn are_few(&self) -> bool {
        self.actors <= FEW
    }

    /// A condition on the table `actors` under an alias; `by_index`: to be found by it, else only to be tested.
    pub(crate) fn condition(&self, clauses: &mut Clauses, alias: &str, by_index: bool) -> String {
        let plus = if by_index { "" } else { "+" };
        match &self.meant {
            Meant::Country(code) => {
                let code = clauses.bind((*code).to_owned());
                format!("{plus}{alias}.country = {code}")
            }
            Meant::Names { folded, canon } => {
                let (folded, canon) = (clauses.list(folded), clauses.numbers(canon));
                format!("({plus}{alias}.folded IN {folded} OR {plus}{alias}.canon IN {canon})")
            }
        }
    }

    /// A condition on the table `names`, under the alias `n`.
    pub(crate) fn named(&self, clauses: &mut Clauses) -> String {
        match &self.meant {
            Meant::Country(code) => format!("n.country = {}", clauses.bind((*code).to_owned())),
            Meant::Names { folded, .. } => format!("n.folded IN {}", clauses.list(folded)),
        }
    }

    /// A condition on the table `canon`, under the alias `c`: by its own name, or one that some document gives it.
    pub(crate) fn linked(&self, clauses: &mut Clauses) -> String {
        match &self.meant {
            Meant::Country(code) => format!("c.country = {}", clauses.bind((*code).to_owned())),
            Meant::Names { folded, canon } => {
                let (folded, canon) = (clauses.list(folded), clauses.numbers(canon));
                format!(
                    "(c.id IN {canon} OR c.id IN (SELECT a.canon FROM actors a WHERE a.folded IN {folded} AND a.canon IS NOT NULL))"
                )
            }
        }
    }

    /// How many actors in documents that is.
    pub(crate) fn actors(&self) -> i64 {
        self.actors
    }

    /// A column that refers to actors means one of these; `by_index`: they are looked up, else tested. `first`: the column's own index may be
    /// used for it.
    pub(crate) fn is(&self, clauses: &mut Clauses, column: &str, by_index: bool, first: bool) {
        let condition = self.condition(clauses, "who", by_index);
        let plus = if first { "" } else { "+" };
        clauses.term(if by_index {
            format!("{plus}{column} IN (SELECT who.id FROM actors who WHERE {condition})")
        } else {
            format!("EXISTS (SELECT 1 FROM actors who WHERE who.id = +{column} AND {condition})")
        });
    }
}
