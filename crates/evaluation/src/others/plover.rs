//! PLOVER's gold-standard records: a sentence a line, with the events that it tells as type, CAMEO code, source and target.

use super::{matched, share};
use crate::{Figure, Found, FoundEvent, Matched, Share};
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// A sentence with the events that it tells.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PloverDocument {
    /// Its id.
    pub id: String,
    /// Its language.
    #[serde(default)]
    pub lang: Option<String>,
    /// Its day, ISO 8601.
    #[serde(default)]
    pub date: Option<String>,
    /// Its words.
    pub text: String,
    /// What happens.
    pub events: Vec<PloverEvent>,
}

/// An event of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct PloverEvent {
    /// PLOVER type.
    pub plover: String,
    /// CAMEO code.
    #[serde(default)]
    pub cameo: Option<String>,
    /// Who acts: `USA MIL;GBR MIL`.
    #[serde(default)]
    pub source: Option<String>,
    /// Who is acted upon.
    #[serde(default)]
    pub target: Option<String>,
    /// Whether all parties act alike: the target is then empty.
    #[serde(default)]
    pub reciprocal: Option<bool>,
}

/// Reads records; a line that is none is an error with its number.
///
/// # Errors
/// A file that cannot be read, a line of another form.
pub fn load_plover(paths: &[PathBuf]) -> io::Result<Vec<PloverDocument>> {
    let mut documents = Vec::new();
    for path in paths {
        read(path, &mut documents)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    }
    Ok(documents)
}

fn read(path: &Path, documents: &mut Vec<PloverDocument>) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let document = serde_json::from_str(line).map_err(|error| {
            io::Error::new(io::ErrorKind::InvalidData, format!("line {}: {error}", number + 1))
        })?;
        documents.push(document);
    }
    Ok(())
}

/// Codes of countries in the records that ISO 3166 has otherwise.
const ALIASES: &[(&str, &str)] =
    &[("JAP", "JPN"), ("ITL", "ITA"), ("VTN", "VNM"), ("UNO", "IGO"), ("EUR", "IGO")];

/// The countries of `USA MIL;GBR MIL`.
fn countries(parties: Option<&String>) -> BTreeSet<&str> {
    let codes = parties.map(String::as_str).unwrap_or_default().split(';');
    codes
        .filter_map(|party| party.split_whitespace().next())
        .map(|code| ALIASES.iter().find(|(own, _)| *own == code).map_or(code, |(_, iso)| iso))
        .collect()
}

/// The figures of records: labels over all events, parties over those whose label was found.
///
/// A label is found where an event of that type was read in its sentence, one for one. A party is right where one of its
/// countries is among those read, or where nobody is told and nobody was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plover {
    /// How many sentences were compared.
    pub documents: u64,
    /// How many of them have a reading.
    pub read: u64,
    label: Matched,
    /// Labels over all that was read, acts told in passing too.
    all: Matched,
    root: Share,
    code: Share,
    source: Share,
    target: Share,
    whole: Share,
}

impl Plover {
    /// Counts a sentence.
    pub fn add(&mut self, document: &PloverDocument, found: Option<&Found>) {
        self.documents += 1;
        self.read += u64::from(found.is_some());
        let found = found.unwrap_or(Found::NOTHING);
        let all = folded(found);
        self.all.gold += document.events.len() as u64;
        self.all.found += all.len() as u64;
        self.all.hits += hits(document, &all);
        let folded = main(all);
        let mut left: Vec<&FoundEvent> = folded.iter().collect();
        self.label.gold += document.events.len() as u64;
        self.label.found += left.len() as u64;
        for event in &document.events {
            let code = event.cameo.as_deref().unwrap_or_default();
            let coded = |length: usize| {
                folded.iter().filter_map(|read| read.cameo.as_deref()).any(|read| {
                    read.get(..length.min(read.len())) == code.get(..length.min(code.len()))
                        && read.len() >= length
                })
            };
            self.root.add(code.len() >= 2 && coded(2));
            self.code.add(folded.iter().any(|read| read.cameo.as_deref() == Some(code)));
            let best = (0..left.len())
                .filter(|at| left[*at].kind.as_deref() == Some(event.plover.as_str()))
                .max_by_key(|at| {
                    let (source, target) = right(event, left[*at], found);
                    (usize::from(source) + usize::from(target), std::cmp::Reverse(*at))
                });
            let Some(best) = best else {
                self.whole.add(false);
                continue;
            };
            self.label.hits += 1;
            let (source, target) = right(event, left.remove(best), found);
            if !countries(event.source.as_ref()).is_empty() {
                self.source.add(source);
            }
            if event.reciprocal != Some(true) && !countries(event.target.as_ref()).is_empty() {
                self.target.add(target);
            }
            self.whole.add(source && target);
        }
    }

    /// All figures.
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures = matched(["label.precision", "label.recall", "label.f1"], self.label).to_vec();
        figures.extend([
            share("root", self.root),
            share("code", self.code),
            share("source_country", self.source),
            share("target_country", self.target),
            share("label_source_target", self.whole),
        ]);
        figures.extend(matched(
            ["all_acts.label.precision", "all_acts.label.recall", "all_acts.label.f1"],
            self.all,
        ));
        figures
    }
}

/// Events as the records have them, which know no status: what is planned, threatened or refused is an act of its own (an aid
/// that is promised AGREE, one that is refused REJECT), and what somebody only calls for is none. Acts that are then the same
/// are one.
fn folded(found: &Found) -> Vec<FoundEvent> {
    let mut out: Vec<FoundEvent> = Vec::new();
    // What is promised or threatened, and the promise or threat, are one.
    let is_spoken = |event: &FoundEvent| {
        let told = found.statements.iter().find(|told| told.id.is_some() && told.id == event.voice);
        told.and_then(|told| told.cue).is_some_and(|cue| {
            let speech = |other: &&FoundEvent| {
                matches!(other.kind.as_deref(), Some("AGREE" | "THREATEN" | "REQUEST" | "REJECT"))
            };
            found.events.iter().filter(speech).any(|other| other.trigger.overlaps(cue))
        })
    };
    for event in &found.events {
        if event.status.as_deref() == Some("planned") && is_spoken(event) {
            continue;
        }
        let kind = event.kind.as_deref().unwrap_or_default();
        let other = match (event.status.as_deref().unwrap_or_default(), kind) {
            ("planned", "CONSULT" | "SUPPORT" | "COOPERATE" | "AID") => Some(("AGREE", "03")),
            ("planned", "RETREAT") => Some(("CONCEDE", "08")),
            ("planned", "ASSAULT" | "COERCE" | "SANCTION" | "MOBILIZE" | "PROTEST" | "REJECT") => {
                Some(("THREATEN", "13"))
            }
            ("denied", "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "AGREE" | "RETREAT" | "CONCEDE") => {
                Some(("REJECT", "12"))
            }
            ("hypothetical", _) | ("denied", _) => continue,
            _ => None,
        };
        let mut event = event.clone();
        if let Some((kind, root)) = other {
            event.kind = Some(kind.to_owned());
            event.cameo = Some(root.to_owned());
        }
        let shares = |one: &[String], two: &[String]| {
            one.is_empty() || two.is_empty() || one.iter().any(|id| two.contains(id))
        };
        let known = out.iter_mut().find(|known| {
            known.kind == event.kind
                && shares(&known.source, &event.source)
                && shares(&known.target, &event.target)
        });
        match known {
            Some(known) => {
                if known.source.is_empty() {
                    known.source = event.source;
                }
                if known.target.is_empty() {
                    known.target = event.target;
                }
                known.aside &= event.aside;
            }
            None => out.push(event),
        }
    }
    out
}

/// The acts that the sentence is about: the records tell one a sentence, and none that is told in passing. Where nothing else is left (what
/// stood above was only called for), what is told in passing is what there is.
fn main(all: Vec<FoundEvent>) -> Vec<FoundEvent> {
    let (aside, main): (Vec<_>, Vec<_>) = all.into_iter().partition(|event| event.aside);
    if main.is_empty() { aside } else { main }
}

/// How many events of a record have one of their type, one for one.
fn hits(document: &PloverDocument, read: &[FoundEvent]) -> u64 {
    let mut left: Vec<&str> = read.iter().filter_map(|event| event.kind.as_deref()).collect();
    let found = document.events.iter().filter(|event| {
        let at = left.iter().position(|kind| *kind == event.plover);
        at.map(|at| left.remove(at)).is_some()
    });
    found.count() as u64
}

/// Whether source and target are those of the record.
fn right(event: &PloverEvent, read: &FoundEvent, found: &Found) -> (bool, bool) {
    let of = |ids: &[String]| -> BTreeSet<String> {
        ids.iter().filter_map(|id| found.actor(Some(id))?.country.clone()).collect()
    };
    let same = |told: &BTreeSet<&str>, read: &BTreeSet<String>| {
        told.is_empty() && read.is_empty() || told.iter().any(|code| read.contains(*code))
    };
    let (source, target) = (of(&read.source), of(&read.target));
    let told = countries(event.source.as_ref());
    if event.reciprocal == Some(true) {
        // Whoever it is, all are parties.
        let parties: BTreeSet<String> = source.union(&target).cloned().collect();
        return (same(&told, &parties), told.iter().all(|code| parties.contains(*code)));
    }
    (same(&told, &source), same(&countries(event.target.as_ref()), &target))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(source: &str, target: &str) -> PloverDocument {
        serde_json::from_str(&format!(
            r#"{{"id": "a", "text": "…", "events": [{{"plover": "AID", "cameo": "0711", "source": "{source}", "target": "{target}"}}]}}"#
        ))
        .unwrap()
    }

    fn reading(kind: &str, cameo: &str) -> Found {
        serde_json::from_str(&format!(
            r#"{{"actors": [{{"id": "a1", "country": "JPN"}}, {{"id": "a2", "country": "FRA"}}],
                 "events": [{{"trigger": [0, 1], "type": "{kind}", "cameo": "{cameo}", "source": ["a1"], "target": ["a2"]}}]}}"#
        ))
        .unwrap()
    }

    fn values(document: &PloverDocument, found: &Found) -> Vec<Option<f64>> {
        let mut plover = Plover::default();
        plover.add(document, Some(found));
        plover.figures().into_iter().take(8).map(|figure| figure.value).collect()
    }

    #[test]
    fn label_code_and_parties_are_told_apart() {
        let right = values(&record("JAP GOV", "FRA CVL"), &reading("AID", "0711"));
        assert_eq!(right, [Some(1.0); 8]);
        let other_target = values(&record("JAP GOV", "DEU"), &reading("AID", "073"));
        assert_eq!(
            other_target,
            [Some(1.0), Some(1.0), Some(1.0), Some(1.0), Some(0.0), Some(1.0), Some(0.0), Some(0.0)]
        );
        let other_label = values(&record("JAP", "FRA"), &reading("SUPPORT", "051"));
        assert_eq!(
            other_label,
            [Some(0.0), Some(0.0), Some(0.0), Some(0.0), Some(0.0), None, None, Some(0.0)]
        );
    }
}
