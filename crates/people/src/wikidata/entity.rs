//! The part of an entity's JSON that is looked at.

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;
use std::{fmt, marker::PhantomData};

#[derive(Debug, Deserialize)]
pub(super) struct Entity {
    pub id: String,
    #[serde(default)]
    pub labels: OrEmpty<Labels>,
    #[serde(default)]
    pub aliases: OrEmpty<Aliases>,
    #[serde(default)]
    pub claims: OrEmpty<Claims>,
}

/// A map; Wikidata writes an empty one as an empty list.
#[derive(Debug, Default)]
pub(super) struct OrEmpty<T>(pub T);

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for OrEmpty<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Default> de::Visitor<'de> for Visitor<T> {
            type Value = OrEmpty<T>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a map, or an empty list")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(de::value::MapAccessDeserializer::new(map)).map(OrEmpty)
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<de::IgnoredAny>()?.is_some() {}
                Ok(OrEmpty(T::default()))
            }
        }
        deserializer.deserialize_any(Visitor(PhantomData))
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Text {
    pub value: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Labels {
    pub en: Option<Text>,
    pub fr: Option<Text>,
    pub es: Option<Text>,
    /// The label of names that are the same everywhere.
    pub mul: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Aliases {
    pub en: Vec<Text>,
    pub fr: Vec<Text>,
    pub es: Vec<Text>,
    pub mul: Vec<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Claims {
    #[serde(rename = "P31")]
    pub instance_of: Vec<Statement>,
    #[serde(rename = "P279")]
    pub subclass_of: Vec<Statement>,
    #[serde(rename = "P39")]
    pub offices: Vec<Statement>,
    #[serde(rename = "P27")]
    pub citizenship: Vec<Statement>,
    #[serde(rename = "P17")]
    pub country: Vec<Statement>,
    #[serde(rename = "P1001")]
    pub jurisdiction: Vec<Statement>,
    #[serde(rename = "P102")]
    pub party: Vec<Statement>,
    #[serde(rename = "P1813")]
    pub short_name: Vec<Statement>,
    #[serde(rename = "P298")]
    pub alpha3: Vec<Statement>,
    #[serde(rename = "P570")]
    pub died: Vec<Statement>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Statement {
    mainsnak: Snak,
    #[serde(default)]
    rank: String,
    #[serde(default)]
    qualifiers: OrEmpty<Qualifiers>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Qualifiers {
    #[serde(rename = "P580")]
    start: Vec<Snak>,
    #[serde(rename = "P582")]
    end: Vec<Snak>,
}

#[derive(Debug, Deserialize)]
struct Snak {
    #[serde(default)]
    datavalue: Option<DataValue>,
}

#[derive(Debug, Deserialize)]
struct DataValue {
    value: Value,
}

impl Snak {
    fn value(&self) -> Option<&Value> {
        self.datavalue.as_ref().map(|data| &data.value)
    }

    /// First and last day that a time can mean (a year is 365 of them), as ISO days.
    fn days(&self) -> Option<(String, String)> {
        let value = self.value()?;
        let day = value.get("time")?.as_str()?.strip_prefix('+')?.get(..10)?;
        let (year, month, _) = (day.get(..4)?, day.get(5..7)?, day.get(8..)?);
        let month_end = || {
            let date: jiff::civil::Date = format!("{year}-{month}-01").parse().ok()?;
            Some(date.last_of_month().to_string())
        };
        match value.get("precision")?.as_u64()? {
            11.. => day.parse::<jiff::civil::Date>().ok().map(|day| (day.to_string(), day.to_string())),
            10 => Some((format!("{year}-{month}-01"), month_end()?)),
            9 => Some((format!("{year}-01-01"), format!("{year}-12-31"))),
            _ => None,
        }
    }
}

impl Statement {
    fn valid(&self) -> bool {
        self.rank != "deprecated"
    }

    /// The entity that it names.
    pub fn id(&self) -> Option<&str> {
        self.mainsnak.value()?.get("id")?.as_str().filter(|_| self.valid())
    }

    /// The string, or text of a language, that it holds.
    pub fn text(&self) -> Option<&str> {
        let value = self.mainsnak.value().filter(|_| self.valid())?;
        value.as_str().or_else(|| value.get("text")?.as_str())
    }

    /// The last day that its own time can mean.
    pub fn last_day(&self) -> Option<String> {
        self.mainsnak.days().map(|(_, last)| last)
    }

    /// First and last day on which it holds.
    pub fn term(&self) -> (Option<String>, Option<String>) {
        let qualifiers = &self.qualifiers.0;
        let start = qualifiers.start.iter().find_map(Snak::days).map(|(first, _)| first);
        let end = qualifiers.end.iter().find_map(Snak::days).map(|(_, last)| last);
        (start, end)
    }
}

/// The entities that statements name, in order.
pub(super) fn ids(statements: &[Statement]) -> impl Iterator<Item = &str> + Clone {
    statements.iter().filter_map(Statement::id)
}
