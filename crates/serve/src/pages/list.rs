//! A list of records, a page at a time.

use super::{after, limit};
use crate::{
    asked::{Asked, Format},
    error::Failure,
};
use store::query::Found;

/// Of so many records of a list, the newest, it is counted what they are made of.
const COUNTED: u64 = 2000;

/// What stands on a page of a list.
pub struct List {
    /// The records on the page.
    pub ids: Vec<i64>,
    /// The address of the next page.
    pub next: Option<String>,
    /// The address of the first, where this is not it.
    pub first: Option<String>,
    /// The newest of the whole list, for people, who are told what it is made of.
    pub counted: Vec<i64>,
}

impl List {
    /// The page that is asked for. `find` finds at most so many records after one; nobody's list is empty.
    ///
    /// # Errors
    /// A cursor or limit that is none; those of the file.
    pub fn of(
        asked: &Asked,
        nobody: bool,
        find: impl Fn(Option<i64>, u64) -> Result<Found, store::Error>,
    ) -> Result<List, Failure> {
        let (limit, after) = (limit(asked)?, after(asked)?);
        let found = if nobody { Found::default() } else { find(after, limit)? };
        // All that there are stand on the page: there are no others to count.
        let all = nobody || (after.is_none() && !found.more);
        let counted = match asked.format {
            Format::Html if !all => find(None, COUNTED)?.ids,
            _ => found.ids.clone(),
        };
        Ok(List {
            next: found.ids.last().filter(|_| found.more).map(|last| asked.after(&last.to_string())),
            first: after.map(|_| asked.params.without("after").on(&asked.path)),
            ids: found.ids,
            counted,
        })
    }
}
