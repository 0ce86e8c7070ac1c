//! `typography.toml`: marks and characters.

use serde::Deserialize;

/// The whole of `typography.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typography {
    /// Pairs of quotation marks, outermost first.
    pub quotes: Vec<QuotePair>,
    /// Words that lose their last vowel before an apostrophe, without it (« d », « qu »).
    #[serde(default)]
    pub elisions: Vec<String>,
    /// Letters that lose their accent where they are capitals, each with the letter that is then written (« A l’en croire »).
    #[serde(default)]
    pub accents: Vec<(char, char)>,
    /// Signs that, written twice, stand for a straight mark of quotation (« ''so'' », « ``so'' »).
    #[serde(default)]
    pub doubled: Vec<char>,
    /// Whether a comma before a closing mark belongs to the sentence around the quotation (« “We shall see,” she said »).
    #[serde(default)]
    pub inner_commas: bool,
    /// Whether the parser was trained on marks with a space on their inner side (« oui »): then it sees one there in any case.
    #[serde(default)]
    pub spaced: bool,
    /// Marks that open a line of dialogue.
    #[serde(default)]
    pub dialogue: Vec<String>,
}

/// A pair of quotation marks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotePair {
    /// Opening mark.
    pub open: char,
    /// Closing mark; the same character where the marks are straight.
    pub close: char,
    /// What the parser should see instead of the opening mark.
    pub parse_open: Option<char>,
    /// What the parser should see instead of the closing mark.
    pub parse_close: Option<char>,
}
