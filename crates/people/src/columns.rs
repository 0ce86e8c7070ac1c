//! The columns of a table of actors.

use std::fmt;

/// A column of a table of actors. Only `name` must be there; the order is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The name to call the actor by.
    Name,
    /// Other names, acronyms and descriptions, parted by `|`.
    Aliases,
    /// Alpha-3 code, or `IGO`.
    Country,
    /// Sector codes, parted by spaces, the chief one first.
    Sectors,
    /// The function.
    Role,
    /// `person`, `country`, `organisation` or `group`.
    Kind,
    /// First day on which the row holds.
    From,
    /// Last day on which the row holds.
    To,
    /// Wikidata id.
    Wikidata,
}

impl Column {
    /// Every column, in the order of the documentation.
    pub const ALL: [Column; 9] = [
        Column::Name,
        Column::Aliases,
        Column::Country,
        Column::Sectors,
        Column::Role,
        Column::Kind,
        Column::From,
        Column::To,
        Column::Wikidata,
    ];

    /// Its name in the table's first line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Column::Name => "name",
            Column::Aliases => "aliases",
            Column::Country => "country",
            Column::Sectors => "sectors",
            Column::Role => "role",
            Column::Kind => "kind",
            Column::From => "from",
            Column::To => "to",
            Column::Wikidata => "wikidata",
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
