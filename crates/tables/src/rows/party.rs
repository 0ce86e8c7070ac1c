//! An actor where it takes part in something.

use crate::{next::Next, shape::Cell};

/// The fields of an actor, and more behind them.
macro_rules! party {
    ($($more:expr),*) => {
        &[
            $crate::shape::may("id", $crate::shape::Shape::Word),
            $crate::shape::may("name", $crate::shape::Shape::Word),
            $crate::shape::may("kind", $crate::shape::Shape::Word),
            $crate::shape::may("country", $crate::shape::Shape::Word),
            $crate::shape::must("sectors", $crate::shape::Shape::List(&$crate::shape::Shape::Word)),
            $crate::shape::may("role", $crate::shape::Shape::Word),
            $crate::shape::may("wikidata", $crate::shape::Shape::Word),
            $crate::shape::may("canon", $crate::shape::Shape::Id),
            $($more),*
        ]
    };
}

/// The columns of an actor under an alias of the table.
macro_rules! party_sql {
    ($alias:literal) => {
        concat!(
            $alias,
            ".local, ",
            $alias,
            ".name, ",
            $alias,
            ".kind, ",
            $alias,
            ".country, ",
            $alias,
            ".sectors, ",
            $alias,
            ".role, ",
            $alias,
            ".wikidata, ",
            $alias,
            ".canon"
        )
    };
}

pub(super) use {party, party_sql};

/// The parts of an actor.
pub fn parts(next: &mut Next<'_, '_>) -> rusqlite::Result<[Cell; 8]> {
    Ok([
        next.text()?,
        next.text()?,
        next.text()?,
        next.text()?,
        next.codes()?,
        next.text()?,
        next.text()?,
        next.id()?,
    ])
}

/// The parts of an actor and the span that names it; unknown where neither is.
pub fn mentioned(next: &mut Next<'_, '_>) -> rusqlite::Result<Cell> {
    let [id, name, kind, country, sectors, role, wikidata, canon] = parts(next)?;
    let (start, end) = (next.count()?, next.count()?);
    Ok(crate::next::any_known([id, name, kind, country, sectors, role, wikidata, canon, start, end]))
}
