//! How a parser's own tree becomes one of Universal Dependencies, where its labels are others: the `[[retag]]`, `[[raise]]`
//! and `titles` of `syntax.toml`.

use serde::Deserialize;

/// A word told by its label, class, tag, lemma or form, and what it is called instead. All conditions must hold; an empty
/// one always does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retag {
    /// The parser's labels.
    #[serde(default)]
    pub label: Vec<String>,
    /// Word classes of UD (`PART`).
    #[serde(default)]
    pub upos: Vec<String>,
    /// The model's own tags (`MD`).
    #[serde(default)]
    pub tag: Vec<String>,
    /// Lemmas or forms, in lower case.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether a dependent with one of these labels must hang on it.
    #[serde(default)]
    pub with: Vec<String>,
    /// Whether none with one of these may.
    #[serde(default)]
    pub without: Vec<String>,
    /// Whether a word with one of these labels must hang on the same head.
    #[serde(default)]
    pub beside: Vec<String>,
    /// Labels of which its head must have one.
    #[serde(default)]
    pub under: Vec<String>,
    /// Its label from now on.
    pub becomes: Option<String>,
    /// Its word class from now on.
    pub class: Option<String>,
    /// Features in UD's form that it gets, others kept (`VerbForm=Fin`).
    pub feats: Option<String>,
    /// Its lemma from now on.
    pub lemma: Option<String>,
}

/// A word that takes the place of the one above it, which then hangs on it: the noun that of its preposition, the predicate
/// that of its copula.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raise {
    /// Labels of the word that rises.
    pub label: Vec<String>,
    /// Labels of the word above it.
    #[serde(default)]
    pub over: Vec<String>,
    /// Classes of the word above it, where its label is not among `over`: the risen word then takes over its label, which is
    /// that of a coordinated preposition, say.
    #[serde(default)]
    pub over_class: Vec<String>,
    /// Lemmas that the word above must have; empty: any.
    #[serde(default)]
    pub over_words: Vec<String>,
    /// Labels of which none may stand beside it under the word above.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Its label in its new place; left out, that of the word above.
    pub becomes: Option<String>,
    /// Its label where that place is under a noun.
    pub under_noun: Option<String>,
    /// The label of the word above, once it hangs below.
    pub leaves: String,
}
