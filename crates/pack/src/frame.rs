use serde::Deserialize;
use std::{fmt, str::FromStr};

/// In what form a content stands beside the word that reports it.
///
/// Written as in `packs/README.md`: `quote`, `clause`, `inf:de`, `obl:contre`, `as:comme` …
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Frame {
    /// A quotation before, around or after the word.
    Quote,
    /// A finite clause with the language's complementiser.
    Clause,
    /// An indirect question.
    Question,
    /// An infinitive; the word before it, if there is one.
    Inf(Option<String>),
    /// A noun phrase: the direct object.
    Obj,
    /// A noun phrase after this preposition.
    Obl(String),
    /// What the object is called, after this word.
    As(String),
    /// What the object is called, without a word before it (« called the plan a mistake »).
    Name,
    /// What the speaker or the object is said to be, without a word before it.
    Pred,
    /// A number after this preposition that the object is put at (« estime à cent le nombre de blessés »).
    Amount(String),
    /// A complement that is quoted in part or whole (« y voit une “farce” »), after this preposition if there is one; the
    /// same complement without quotation marks is no content.
    Woven(Option<String>),
    /// What the object is said to be, even where the parser takes it for an attribute (« juge la mesure tardive »).
    Judged,
}

impl Frame {
    /// Whether the content is a noun phrase, which needs a speaker who can speak.
    pub fn is_nominal(&self) -> bool {
        matches!(self, Frame::Obj | Frame::Obl(_))
    }
}

impl FromStr for Frame {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, word) = match text.split_once(':') {
            Some((kind, word)) if !word.trim().is_empty() => (kind, Some(word.trim().to_owned())),
            Some(_) => return Err(format!("frame {text:?} names no word after the colon")),
            None => (text, None),
        };
        match (kind, word) {
            ("quote", None) => Ok(Frame::Quote),
            ("clause", None) => Ok(Frame::Clause),
            ("question", None) => Ok(Frame::Question),
            ("inf", word) => Ok(Frame::Inf(word)),
            ("obj", None) => Ok(Frame::Obj),
            ("obl", Some(word)) => Ok(Frame::Obl(word)),
            ("as", Some(word)) => Ok(Frame::As(word)),
            ("amount", Some(word)) => Ok(Frame::Amount(word)),
            ("name", None) => Ok(Frame::Name),
            ("pred", None) => Ok(Frame::Pred),
            ("woven", word) => Ok(Frame::Woven(word)),
            ("judged", None) => Ok(Frame::Judged),
            _ => Err(format!(
                "unknown frame {text:?}: quote, clause, question, inf, inf:WORD, obj, obl:WORD, as:WORD, name, amount:WORD, woven, woven:WORD, pred and judged are known"
            )),
        }
    }
}

impl TryFrom<String> for Frame {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Frame::Quote => f.write_str("quote"),
            Frame::Clause => f.write_str("clause"),
            Frame::Question => f.write_str("question"),
            Frame::Inf(None) => f.write_str("inf"),
            Frame::Inf(Some(word)) => write!(f, "inf:{word}"),
            Frame::Obj => f.write_str("obj"),
            Frame::Obl(word) => write!(f, "obl:{word}"),
            Frame::As(word) => write!(f, "as:{word}"),
            Frame::Woven(None) => f.write_str("woven"),
            Frame::Woven(Some(word)) => write!(f, "woven:{word}"),
            Frame::Amount(word) => write!(f, "amount:{word}"),
            Frame::Name => f.write_str("name"),
            Frame::Pred => f.write_str("pred"),
            Frame::Judged => f.write_str("judged"),
        }
    }
}
