//! A model's `tokenizer` file.

use crate::pattern::{Branches, Edge, Search, Side};
use crate::strings::string_id;
use crate::{Error, ModelFiles};
use rmpv::ValueRef;
use std::collections::HashMap;
use std::ops::Range;

const FILE: &str = "tokenizer";
/// spaCy's numbers of the two attributes that an exception may set.
const ORTH: u64 = 65;
const NORM: u64 = 67;
/// A pattern longer than this is not compiled as a whole.
const MAX_WHOLE_PATTERN: usize = 100_000;

/// What to do with a chunk: the model's patterns and exceptions.
#[derive(Debug)]
pub(super) struct Rules {
    prefix: Option<Edge>,
    suffix: Option<Edge>,
    infix: Option<Search>,
    token_match: Option<TokenMatch>,
    url_match: Option<Search>,
    /// Exceptions: a form and the tokens that it is cut into.
    specials: HashMap<String, Vec<SpecialToken>>,
    /// Bytes of the longest exception: longer forms need not be looked up.
    longest_special: usize,
    /// Whether only exceptions that the patterns would cut are looked for across tokens.
    pub(super) faster_heuristics: bool,
}

/// One token of an exception.
#[derive(Debug, Clone)]
pub(super) struct SpecialToken {
    pub(super) form: String,
    /// The id of the norm that the exception sets.
    pub(super) norm: Option<u64>,
}

#[derive(Debug)]
enum TokenMatch {
    Whole(Search),
    Branches(Branches),
}

impl Rules {
    pub(super) fn load(files: &ModelFiles) -> Result<Rules, Error> {
        let bytes = files.read(FILE)?;
        let value = rmpv::decode::read_value_ref(&mut bytes.as_slice())
            .map_err(|error| Error::malformed(FILE, "MessagePack", error))?;
        let ValueRef::Map(entries) = value else {
            return Err(Error::malformed(FILE, "the whole", "not a map"));
        };
        let field = |name: &str| entries.iter().find(|(key, _)| as_str(key) == Some(name)).map(|(_, v)| v);
        let pattern = |name: &str| match field(name) {
            None | Some(ValueRef::Nil) => Ok(None),
            Some(value) => match as_str(value) {
                Some(pattern) => Ok(Some(pattern)),
                None => Err(Error::malformed(FILE, name, "not a string")),
            },
        };
        let search = |name: &str, anchored: bool| match pattern(name)? {
            None => Ok(None),
            Some(pattern) => Search::new(pattern, anchored)
                .map(Some)
                .map_err(|problem| Error::malformed(FILE, name, problem)),
        };
        let edge = |name: &str, side: Side| match pattern(name)? {
            None => Ok(None),
            Some(pattern) => {
                Edge::new(pattern, side).map(Some).map_err(|problem| Error::malformed(FILE, name, problem))
            }
        };
        let token_match = match field("token_match").and_then(as_str) {
            Some(pattern) if pattern.len() > MAX_WHOLE_PATTERN => Some(TokenMatch::Branches(
                Branches::new(pattern.to_owned())
                    .map_err(|problem| Error::malformed(FILE, "token_match", problem))?,
            )),
            _ => search("token_match", true)?.map(TokenMatch::Whole),
        };
        let specials = read_specials(field("exceptions"))?;
        Ok(Rules {
            longest_special: specials.keys().map(String::len).max().unwrap_or(0),
            specials,
            prefix: edge("prefix_search", Side::Start)?,
            suffix: edge("suffix_search", Side::End)?,
            infix: search("infix_finditer", false)?,
            url_match: search("url_match", true)?,
            token_match,
            faster_heuristics: !matches!(field("faster_heuristics"), Some(ValueRef::Boolean(false))),
        })
    }

    /// The tokens of an exception.
    pub(super) fn special(&self, form: &str) -> Option<&[SpecialToken]> {
        if form.is_empty() || form.len() > self.longest_special {
            return None;
        }
        self.specials.get(form).map(Vec::as_slice)
    }

    /// All forms that are exceptions, in no order.
    pub(super) fn special_forms(&self) -> impl Iterator<Item = &str> {
        self.specials.keys().map(String::as_str)
    }

    /// Bytes to cut off the beginning.
    pub(super) fn prefix_len(&self, text: &str) -> usize {
        let Some(found) = self.prefix.as_ref().and_then(|prefix| prefix.find(text)) else { return 0 };
        // As many characters as the match has, wherever it stands.
        let chars = text[found].chars().count();
        text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
    }

    /// Bytes to cut off the end.
    pub(super) fn suffix_len(&self, text: &str) -> usize {
        let Some(found) = self.suffix.as_ref().and_then(|suffix| suffix.find(text)) else { return 0 };
        let chars = text[found].chars().count();
        let start = chars.checked_sub(1).and_then(|last| text.char_indices().rev().nth(last));
        start.map_or(0, |(at, _)| text.len() - at)
    }

    /// Places to cut in the middle.
    pub(super) fn infixes(&self, text: &str) -> Vec<Range<usize>> {
        self.infix.as_ref().map_or_else(Vec::new, |infix| infix.find_all(text))
    }

    /// Whether the text is one token, whatever the other patterns say.
    pub(super) fn is_token(&self, text: &str) -> bool {
        match &self.token_match {
            None => false,
            Some(TokenMatch::Whole(search)) => search.is_match(text),
            Some(TokenMatch::Branches(branches)) => branches.is_match(text),
        }
    }

    /// Whether the text, stripped of affixes, is an address.
    pub(super) fn is_url(&self, text: &str) -> bool {
        self.url_match.as_ref().is_some_and(|url| url.is_match(text))
    }
}

fn as_str<'v>(value: &'v ValueRef<'_>) -> Option<&'v str> {
    match value {
        ValueRef::String(string) => string.as_str(),
        _ => None,
    }
}

fn read_specials(value: Option<&ValueRef<'_>>) -> Result<HashMap<String, Vec<SpecialToken>>, Error> {
    let bad = |form: &str, problem: &str| Error::malformed(FILE, format!("exception {form:?}"), problem);
    let entries = match value {
        None | Some(ValueRef::Nil) => return Ok(HashMap::new()),
        Some(ValueRef::Map(entries)) => entries,
        Some(_) => return Err(Error::malformed(FILE, "exceptions", "not a map")),
    };
    let mut specials = HashMap::with_capacity(entries.len());
    for (key, value) in entries {
        let form = as_str(key).ok_or_else(|| Error::malformed(FILE, "exceptions", "a key is no string"))?;
        let ValueRef::Array(list) = value else { return Err(bad(form, "not a list")) };
        let mut tokens = Vec::with_capacity(list.len());
        for item in list {
            let ValueRef::Map(attributes) = item else { return Err(bad(form, "a token is no map")) };
            let (mut orth, mut norm) = (None, None);
            for (attribute, value) in attributes {
                let value = as_str(value).ok_or_else(|| bad(form, "an attribute is no string"))?;
                match (attribute, as_str(attribute)) {
                    (_, Some("ORTH")) => orth = Some(value),
                    (_, Some("NORM")) => norm = Some(value),
                    (ValueRef::Integer(number), _) if number.as_u64() == Some(ORTH) => orth = Some(value),
                    (ValueRef::Integer(number), _) if number.as_u64() == Some(NORM) => norm = Some(value),
                    _ => return Err(bad(form, "an attribute other than ORTH and NORM")),
                }
            }
            let orth =
                orth.filter(|orth| !orth.is_empty()).ok_or_else(|| bad(form, "a token without form"))?;
            tokens.push(SpecialToken { form: orth.to_owned(), norm: norm.map(string_id) });
        }
        if tokens.iter().map(|token| token.form.as_str()).collect::<String>() != form {
            return Err(bad(form, "its tokens make another form"));
        }
        specials.insert(form.to_owned(), tokens);
    }
    Ok(specials)
}
