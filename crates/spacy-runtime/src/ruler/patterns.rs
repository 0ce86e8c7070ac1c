//! The ruler's `patterns` file.

use crate::Error;
use crate::doc::{Doc, Label, LabelTable};
use crate::nn::TokenKey;
use crate::pattern::Search;
use crate::strings::string_id;
use rmpv::ValueRef;

/// One entry of the file: any of the patterns sets the attributes of one token.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) patterns: Vec<Vec<TokenPattern>>,
    index: i64,
    pub(super) tag: Option<Label>,
    pub(super) pos: Option<Label>,
    pub(super) morph: Option<Label>,
    pub(super) dep: Option<Label>,
    pub(super) lemma: Option<String>,
}

impl Rule {
    /// The token that is set when a pattern of `len` tokens matches at `start`; negative indices count
    /// from the pattern's end.
    pub(super) fn target(&self, start: usize, len: usize) -> Option<usize> {
        let index = if self.index < 0 { self.index + len as i64 } else { self.index };
        (0..len as i64).contains(&index).then(|| start + index as usize)
    }
}

/// What one token must be.
#[derive(Debug, Default)]
pub(super) struct TokenPattern(Vec<(Attribute, Test)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Tag,
    Pos,
    Dep,
    Morph,
    Orth,
    Lower,
    Norm,
    Shape,
    IsSpace,
}

#[derive(Debug)]
enum Test {
    /// For labels their number, for forms their id, for flags 0 or 1.
    Is(u64),
    In(Vec<u64>),
    NotIn(Vec<u64>),
    Matches(Search),
}

impl TokenPattern {
    /// The tag and the part of speech that the token must have, where the pattern names one.
    pub(super) fn key(&self) -> (Option<Label>, Option<Label>) {
        let find = |wanted: Attribute| {
            self.0.iter().find_map(|(attribute, test)| match test {
                Test::Is(value) if *attribute == wanted => Some(Label(*value as u32)),
                _ => None,
            })
        };
        (find(Attribute::Tag), find(Attribute::Pos))
    }

    pub(super) fn matches(&self, doc: &Doc, keys: &[TokenKey], index: usize) -> bool {
        self.0.iter().all(|(attribute, test)| {
            let key = &keys[index];
            let value = match attribute {
                Attribute::Tag => u64::from(doc.tag[index].0),
                Attribute::Pos => u64::from(doc.pos[index].0),
                Attribute::Dep => u64::from(doc.dep[index].0),
                Attribute::Morph => u64::from(doc.morph[index].0),
                Attribute::Orth => key.orth,
                Attribute::Lower => key.lower,
                Attribute::Norm => key.norm,
                Attribute::Shape => key.shape,
                Attribute::IsSpace => u64::from(key.is_space),
            };
            match test {
                Test::Is(wanted) => value == *wanted,
                Test::In(wanted) => wanted.contains(&value),
                Test::NotIn(unwanted) => !unwanted.contains(&value),
                Test::Matches(search) => {
                    let text = doc.token(index).text();
                    match attribute {
                        Attribute::Lower => search.is_match(&text.to_lowercase()),
                        _ => search.is_match(text),
                    }
                }
            }
        })
    }
}

/// Reads the file; `component` is for messages about what is not supported.
pub(super) fn read(
    component: &str,
    file: &str,
    bytes: &[u8],
    labels: &mut LabelTable,
) -> Result<Vec<Rule>, Error> {
    let value = rmpv::decode::read_value_ref(&mut &*bytes)
        .map_err(|error| Error::malformed(file, "MessagePack", error))?;
    let ValueRef::Array(entries) = value else {
        return Err(Error::malformed(file, "the whole", "not a list"));
    };
    let mut rules = Vec::with_capacity(entries.len());
    for (entry, number) in entries.iter().zip(0..) {
        let mut context = Context { component, file, number, labels };
        rules.push(context.rule(entry)?);
    }
    Ok(rules)
}

struct Context<'a> {
    component: &'a str,
    file: &'a str,
    number: usize,
    labels: &'a mut LabelTable,
}

impl Context<'_> {
    fn bad(&self, problem: &str) -> Error {
        Error::malformed(self.file, format!("rule {}", self.number), problem)
    }

    fn unsupported(&self, what: &str) -> Error {
        Error::unsupported(self.component, format!("{what} (rule {})", self.number))
    }

    fn rule(&mut self, entry: &ValueRef<'_>) -> Result<Rule, Error> {
        let field = |name: &str| map(entry)?.iter().find(|(key, _)| str(key) == Some(name)).map(|(_, v)| v);
        let index = match field("index") {
            None => 0,
            Some(ValueRef::Integer(index)) => {
                index.as_i64().ok_or_else(|| self.bad("an index out of range"))?
            }
            Some(_) => return Err(self.bad("an index that is no number")),
        };
        let alternatives = field("patterns").and_then(list).ok_or_else(|| self.bad("no list `patterns`"))?;
        let mut patterns = Vec::with_capacity(alternatives.len());
        for alternative in alternatives {
            let tokens = list(alternative).ok_or_else(|| self.bad("a pattern that is no list"))?;
            let pattern = tokens.iter().map(|token| self.token(token)).collect::<Result<Vec<_>, _>>()?;
            patterns.push(pattern);
        }
        let mut rule = Rule { patterns, index, tag: None, pos: None, morph: None, dep: None, lemma: None };
        for (name, value) in field("attrs").and_then(map).ok_or_else(|| self.bad("no map `attrs`"))? {
            let value = str(value).ok_or_else(|| self.bad("an attribute that is no string"))?;
            match str(name) {
                Some("TAG") => rule.tag = Some(self.labels.add(value)),
                Some("POS") => rule.pos = Some(self.labels.add(value)),
                Some("DEP") => rule.dep = Some(self.labels.add(value)),
                Some("MORPH") => rule.morph = Some(self.labels.add(&normalised(value))),
                Some("LEMMA") => rule.lemma = Some(value.to_owned()),
                name => return Err(self.unsupported(&format!("setting {name:?}"))),
            }
        }
        Ok(rule)
    }

    fn token(&mut self, token: &ValueRef<'_>) -> Result<TokenPattern, Error> {
        let mut tests = Vec::new();
        for (name, value) in map(token).ok_or_else(|| self.bad("a token that is no map"))? {
            let name = str(name).ok_or_else(|| self.bad("an attribute that is no string"))?;
            let attribute = match name.to_uppercase().as_str() {
                "TAG" => Attribute::Tag,
                "POS" => Attribute::Pos,
                "DEP" => Attribute::Dep,
                "MORPH" => Attribute::Morph,
                "ORTH" | "TEXT" => Attribute::Orth,
                "LOWER" => Attribute::Lower,
                "NORM" => Attribute::Norm,
                "SHAPE" => Attribute::Shape,
                "IS_SPACE" => Attribute::IsSpace,
                other => return Err(self.unsupported(&format!("the pattern key `{other}`"))),
            };
            match value {
                ValueRef::Map(predicates) => {
                    for (predicate, argument) in predicates {
                        tests.push((attribute, self.predicate(attribute, predicate, argument)?));
                    }
                }
                value => tests.push((attribute, Test::Is(self.value(attribute, value)?))),
            }
        }
        Ok(TokenPattern(tests))
    }

    fn predicate(
        &mut self,
        attribute: Attribute,
        name: &ValueRef<'_>,
        argument: &ValueRef<'_>,
    ) -> Result<Test, Error> {
        let mut values = || {
            let items = list(argument).ok_or_else(|| self.bad("a predicate without list"))?;
            items.iter().map(|item| self.value(attribute, item)).collect::<Result<Vec<_>, _>>()
        };
        match str(name) {
            Some("IN") => Ok(Test::In(values()?)),
            Some("NOT_IN") => Ok(Test::NotIn(values()?)),
            Some("REGEX") if matches!(attribute, Attribute::Lower | Attribute::Orth) => {
                let pattern = str(argument).ok_or_else(|| self.bad("a REGEX that is no string"))?;
                Search::new(pattern, false).map(Test::Matches).map_err(|problem| self.bad(&problem))
            }
            name => Err(self.unsupported(&format!("the predicate {name:?}"))),
        }
    }

    fn value(&mut self, attribute: Attribute, value: &ValueRef<'_>) -> Result<u64, Error> {
        if let (Attribute::IsSpace, ValueRef::Boolean(is)) = (attribute, value) {
            return Ok(u64::from(*is));
        }
        let value = str(value).ok_or_else(|| self.bad("a value that is no string"))?;
        Ok(match attribute {
            Attribute::Tag | Attribute::Pos | Attribute::Dep => u64::from(self.labels.add(value).0),
            Attribute::Morph => u64::from(self.labels.add(&normalised(value)).0),
            _ => string_id(value),
        })
    }
}

/// Features as tokens have them: sorted, and nothing for `_`.
pub(crate) fn normalised(features: &str) -> String {
    let mut list: Vec<&str> = features.split('|').filter(|feature| !matches!(*feature, "" | "_")).collect();
    list.sort_unstable();
    list.join("|")
}

fn str<'v>(value: &'v ValueRef<'_>) -> Option<&'v str> {
    match value {
        ValueRef::String(string) => string.as_str(),
        _ => None,
    }
}

fn list<'v, 'b>(value: &'v ValueRef<'b>) -> Option<&'v [ValueRef<'b>]> {
    match value {
        ValueRef::Array(items) => Some(items),
        _ => None,
    }
}

fn map<'v, 'b>(value: &'v ValueRef<'b>) -> Option<&'v [(ValueRef<'b>, ValueRef<'b>)]> {
    match value {
        ValueRef::Map(entries) => Some(entries),
        _ => None,
    }
}
