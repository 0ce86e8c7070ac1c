//! The annotation of one document as its authors write it: every field is words of the text.

use serde::{Deserialize, Deserializer};
use std::fmt;

/// One annotated document.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Gold {
    /// What readings call it.
    pub id: String,
    /// BCP 47 language tag.
    pub lang: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Day of publication, ISO 8601.
    pub published: Option<String>,
    /// The same under another name.
    pub date: Option<String>,
    /// Name of the medium that published it.
    pub outlet: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The text that all words are words of.
    pub text: String,
    /// Who says what.
    pub statements: Vec<GoldStatement>,
    /// Who does what.
    pub events: Vec<GoldEvent>,
}

/// Content that the text credits to a source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldStatement {
    /// What was said, in parts where the cue interrupts it.
    #[serde(default, deserialize_with = "many")]
    pub content: Vec<Words>,
    /// The parts between quotation marks.
    #[serde(default, deserialize_with = "many")]
    pub quotes: Vec<Words>,
    /// The words that report.
    #[serde(default, deserialize_with = "one")]
    pub cue: Option<Words>,
    /// `direct`, `indirect` or `mixed`.
    pub form: Option<String>,
    /// What the speaker does by saying it.
    pub act: Option<String>,
    /// The mention next to the cue.
    #[serde(default, deserialize_with = "one")]
    pub speaker: Option<Words>,
    /// The fullest name that the document gives the speaker.
    pub speaker_name: Option<String>,
    /// Country and sectors: `CHN GOV`.
    pub speaker_code: Option<String>,
    /// Whom it was said to.
    #[serde(default, deserialize_with = "many")]
    pub addressee: Vec<Words>,
    /// The article, interview, broadcast, report or letter it was said in.
    #[serde(default, deserialize_with = "one")]
    pub medium: Option<Words>,
    /// Those who passed it on, nearest the speaker first.
    #[serde(default, deserialize_with = "many")]
    pub relays: Vec<Words>,
    /// When it was said: an ISO day, or the beginning of one.
    pub date: Option<String>,
}

/// One act, typed with PLOVER.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldEvent {
    /// The word or fixed phrase that names the act.
    #[serde(default, deserialize_with = "one")]
    pub trigger: Option<Words>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Codes of those who act.
    #[serde(default, deserialize_with = "codes")]
    pub source: Vec<Option<String>>,
    /// Codes of those acted upon.
    #[serde(default, deserialize_with = "codes")]
    pub target: Vec<Option<String>>,
    /// Whether it happened.
    pub status: Option<String>,
    /// Who tells it, where the author does not.
    pub voice: Option<String>,
    /// When: an ISO day, month or year.
    pub date: Option<String>,
    /// The place as the text names it.
    #[serde(default, deserialize_with = "one")]
    pub place: Option<Words>,
}

/// Words of the text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "expected words of the text: a string, or {\"text\": …, \"nth\": …}")]
pub enum Words {
    /// The first place at which they stand.
    Plain(String),
    /// The place of that number.
    Numbered {
        /// The words.
        text: String,
        /// Which of the places, counted from 1.
        #[serde(default = "first")]
        nth: u32,
    },
}

fn first() -> u32 {
    1
}

impl Words {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Words::Plain(text) | Words::Numbered { text, .. } => text,
        }
    }

    /// Which of the places at which they stand, counted from 1.
    pub fn nth(&self) -> u32 {
        match self {
            Words::Plain(_) => first(),
            Words::Numbered { nth, .. } => *nth,
        }
    }

    /// Whether anything is named; an empty string names nothing, as `null` does.
    pub fn is_told(&self) -> bool {
        !matches!(self, Words::Plain(text) if text.is_empty())
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Words::Plain(text) => write!(f, "{text:?}"),
            Words::Numbered { text, nth } => write!(f, "{text:?} (nth: {nth})"),
        }
    }
}

/// `null`, one, or a list of them.
fn many<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Words>, D::Error> {
    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "expected words of the text: a string, {\"text\": …, \"nth\": …}, or a list of these"
    )]
    enum Many {
        One(Words),
        All(Vec<Words>),
    }
    Ok(match Option::deserialize(json)? {
        None => Vec::new(),
        Some(Many::One(words)) => vec![words],
        Some(Many::All(words)) => words,
    })
}

/// `null` or an empty list, or one.
fn one<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Words>, D::Error> {
    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "expected words of the text that stand together: a string, or {\"text\": …, \"nth\": …}"
    )]
    enum One {
        Told(Words),
        Nothing([(); 0]),
    }
    Ok(match Option::deserialize(json)? {
        None | Some(One::Nothing([])) => None,
        Some(One::Told(words)) => words.is_told().then_some(words),
    })
}

/// `null`, one, or a list of them.
fn codes<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Option<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a list of codes, as \"CHN GOV\"")]
    enum Codes {
        One(String),
        All(Vec<Option<String>>),
    }
    Ok(match Option::deserialize(json)? {
        None => Vec::new(),
        Some(Codes::One(code)) => vec![Some(code)],
        Some(Codes::All(codes)) => codes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(json: &str) -> Result<GoldStatement, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn a_field_is_words_or_numbered_words_or_a_list() {
        let read = statement(
            r#"{"content": "a", "quotes": ["b", {"text": "c", "nth": 2}], "relays": {"text": "d"}, "cue": "e"}"#,
        )
        .unwrap();
        assert_eq!(read.content, [Words::Plain("a".into())]);
        assert_eq!(read.quotes[1], Words::Numbered { text: "c".into(), nth: 2 });
        assert_eq!(read.relays[0].nth(), 1);
        assert_eq!(read.cue, Some(Words::Plain("e".into())));
    }

    #[test]
    fn nothing_is_written_in_several_ways() {
        for json in
            ["{}", r#"{"cue": null, "relays": null}"#, r#"{"cue": "", "relays": []}"#, r#"{"cue": []}"#]
        {
            let read = statement(json).unwrap();
            assert_eq!((read.cue, read.relays.len()), (None, 0), "{json}");
        }
        let read: GoldEvent = serde_json::from_str(r#"{"source": null, "target": "FRA"}"#).unwrap();
        assert_eq!((read.source.len(), read.target), (0, vec![Some("FRA".to_owned())]));
    }

    #[test]
    fn what_is_none_of_these_is_told() {
        assert!(
            statement(r#"{"cue": ["a", "b"]}"#)
                .unwrap_err()
                .starts_with("expected words of the text that stand together")
        );
        assert!(statement(r#"{"content": 12}"#).unwrap_err().starts_with("expected words of the text"));
        assert!(
            statement(r#"{"content": {"nth": 1}}"#).unwrap_err().starts_with("expected words of the text")
        );
        assert!(statement(r#"{"relays": [null]}"#).unwrap_err().starts_with("expected words of the text"));
    }
}
