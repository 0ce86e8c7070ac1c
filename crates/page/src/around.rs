//! What a page that a dispatch stands in knows beside the reading.

use std::collections::BTreeMap;

/// Where a dispatch's section stands, and what there is about it elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The page's address without a fragment, for citations; the page then has a script for `button[data-copy]`.
    pub address: Option<String>,
    /// What else there is of a record, by its id: other reports of a statement or an event (`s3`, `e1`), all there is of an
    /// actor (`a2`).
    pub others: BTreeMap<String, Other>,
    /// Addresses of documents whose words this one carries, by their ids.
    pub carried: BTreeMap<String, String>,
}

/// A link to something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Where it leads; empty where it leads nowhere.
    pub address: String,
    /// What it is called.
    pub words: String,
}

/// Nothing is known.
pub(crate) static NOWHERE: Around =
    Around { address: None, others: BTreeMap::new(), carried: BTreeMap::new() };
