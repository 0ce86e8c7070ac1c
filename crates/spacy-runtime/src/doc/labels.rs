//! The table of label strings that the documents of one pipeline share.

use std::collections::HashMap;

/// A label of a [`LabelTable`]: equal labels of one table have equal strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(pub(crate) u32);

impl Label {
    /// The empty string: what a token carries that nobody has annotated. The same in every table.
    pub const EMPTY: Label = Label(0);
}

/// Label strings by number; entry 0 is the empty string.
#[derive(Clone, Debug)]
pub struct LabelTable {
    strings: Vec<Box<str>>,
    numbers: HashMap<Box<str>, Label>,
}

impl Default for LabelTable {
    fn default() -> Self {
        let mut table = LabelTable { strings: Vec::new(), numbers: HashMap::new() };
        table.add("");
        table
    }
}

impl LabelTable {
    /// The label of `string`, added to the table if it is new.
    pub fn add(&mut self, string: &str) -> Label {
        if let Some(&label) = self.numbers.get(string) {
            return label;
        }
        let label = Label(self.strings.len() as u32);
        self.strings.push(string.into());
        self.numbers.insert(string.into(), label);
        label
    }

    /// The string of a label; the empty string for a label of another table that is out of range.
    pub fn get(&self, label: Label) -> &str {
        self.strings.get(label.0 as usize).map_or("", |string| string)
    }

    /// The label of a string that the table holds.
    pub fn find(&self, string: &str) -> Option<Label> {
        self.numbers.get(string).copied()
    }
}
