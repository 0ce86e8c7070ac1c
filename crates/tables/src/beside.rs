//! What belongs to the rows of a table and stands in another: both are gone through once, side by side.

use crate::{next::Next, shape::Cell};
use rusqlite::{Result, Rows};

/// Makes a cell of the columns behind the owner's number.
pub type Take = fn(&mut Next<'_, '_>) -> Result<Cell>;

/// Rows whose first column is the number of the row that they belong to, in that order.
pub struct Beside<'s> {
    rows: Rows<'s>,
    take: Take,
    /// The first one that was not asked for yet.
    ahead: Option<(i64, Cell)>,
}

impl<'s> Beside<'s> {
    pub fn over(rows: Rows<'s>, take: Take) -> Beside<'s> {
        Beside { rows, take, ahead: None }
    }

    /// What belongs to a row; the numbers asked for only grow.
    pub fn of(&mut self, owner: i64) -> Result<Vec<Cell>> {
        let mut found = Vec::new();
        loop {
            match self.ahead.take() {
                Some((of, cell)) if of == owner => found.push(cell),
                Some(later) if later.0 > owner => {
                    self.ahead = Some(later);
                    return Ok(found);
                }
                // Of a row that nobody asked for: an older version's.
                _ => {}
            }
            let Some(row) = self.rows.next()? else { return Ok(found) };
            let mut next = Next::of(row);
            self.ahead = Some((next.number()?, (self.take)(&mut next)?));
        }
    }
}
