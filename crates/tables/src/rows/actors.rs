use super::{SPAN, Table, list};
use crate::shape::{
    Cell,
    Shape::{Id, List, Real, Word},
    may, must,
};

/// Actors as each document has them.
pub const ACTORS: Table = Table {
    name: "actors",
    fields: &[
        must("document", Word),
        must("id", Word),
        must("name", Word),
        must("kind", Word),
        may("country", Word),
        must("sectors", List(&Word)),
        may("role", Word),
        may("wikidata", Word),
        may("member_of", Word),
        may("canon", Id),
        may("canon_why", Word),
        must("mentions", List(&SPAN)),
    ],
    sql: "SELECT a.id, d.key, a.local, a.name, a.kind, a.country, a.sectors, a.role, a.wikidata, a.member_of, a.canon, a.canon_why \
          FROM actors a CROSS JOIN documents d ON d.id = a.document WHERE d.current = 1 ORDER BY a.id",
    beside: &[(
        "SELECT a.id, m.start, m.end FROM actors a CROSS JOIN mentions m ON m.document = a.document AND m.local = a.local \
         ORDER BY a.id, m.rank",
        |next| next.span(),
    )],
    row: |next, lists| {
        Ok(vec![
            next.text()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.codes()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.id()?,
            next.text()?,
            list(lists),
        ])
    },
};

/// Actors across documents: what `canon` of the others refers to.
pub const CANON: Table = Table {
    name: "canon",
    fields: &[
        must("id", Id),
        must("name", Word),
        must("kind", Word),
        may("country", Word),
        may("wikidata", Word),
        may("organisation", Word),
        must("names", List(&Word)),
    ],
    sql: "SELECT id, id, name, kind, country, wikidata, organisation FROM canon ORDER BY id",
    beside: &[("SELECT canon, name FROM actors WHERE canon IS NOT NULL ORDER BY canon, name", |next| {
        next.text()
    })],
    row: |next, lists| {
        Ok(vec![
            next.id()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.text()?,
            each_once(list(lists)),
        ])
    },
};

/// A sorted list without what it has twice. SQLite would keep all of a store's names for that.
fn each_once(list: Cell) -> Cell {
    match list {
        Cell::List(mut names) => {
            names.dedup();
            Cell::List(names)
        }
        other => other,
    }
}

/// Places as each document has them.
pub const PLACES: Table = Table {
    name: "places",
    fields: &[
        must("document", Word),
        must("id", Word),
        must("name", Word),
        must("kind", Word),
        may("country", Word),
        may("geonames", Id),
        may("lat", Real),
        may("lon", Real),
        must("mentions", List(&SPAN)),
    ],
    sql: "SELECT p.id, d.key, p.local, p.name, p.kind, p.country, p.geonames, p.lat, p.lon \
          FROM places p CROSS JOIN documents d ON d.id = p.document WHERE d.current = 1 ORDER BY p.id",
    beside: &[(
        "SELECT p.id, m.start, m.end FROM places p CROSS JOIN mentions m ON m.document = p.document AND m.local = p.local \
         ORDER BY p.id, m.rank",
        |next| next.span(),
    )],
    row: |next, lists| {
        Ok(vec![
            next.text()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.text()?,
            next.id()?,
            next.real()?,
            next.real()?,
            list(lists),
        ])
    },
};
