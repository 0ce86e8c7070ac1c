//! Runs the `hits` and `misses` of a pack's entries through a reader.

use crate::Reader;
use pack::{Hit, Pack};
use records::{Document, Reading, Span};
use toml::Spanned;

/// What came of one sentence of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The pack's file.
    pub file: String,
    /// Line of the entry, counted from 1.
    pub line: usize,
    /// Its lemma or words.
    pub entry: String,
    /// The sentence.
    pub sentence: String,
    /// What it must give.
    pub expected: String,
    /// What it gave.
    pub got: String,
    /// Whether the two agree.
    pub passed: bool,
}

/// Reads every hit and miss of a pack.
///
/// A hit of `speech.toml` passes when one statement has its content word for word and its speaker; one of `events.toml`
/// when the entry gives an event at its word with the parties that the hit names. A miss passes when its entry gives
/// nothing.
pub fn selftest(reader: &Reader, pack: &Pack) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    let mut speech = |lemma: &Spanned<String>, hits: &[Hit], misses: &[String]| {
        Bench { reader, pack, file: "speech.toml", lemma }.run(hits, misses, &mut outcomes);
    };
    pack.speech.verbs.iter().for_each(|entry| speech(&entry.lemma, &entry.hits, &entry.misses));
    pack.speech.nouns.iter().for_each(|entry| speech(&entry.lemma, &entry.hits, &entry.misses));
    pack.speech.adjectives.iter().for_each(|entry| speech(&entry.lemma, &entry.hits, &entry.misses));
    pack.speech.sources.iter().for_each(|entry| speech(&entry.words, &entry.hits, &entry.misses));
    let mut events = |lemma: &Spanned<String>, hits: &[Hit], misses: &[String]| {
        Bench { reader, pack, file: "events.toml", lemma }.run(hits, misses, &mut outcomes);
    };
    pack.events.verbs.iter().for_each(|entry| events(&entry.lemma, &entry.hits, &entry.misses));
    pack.events.speech.iter().for_each(|entry| events(&entry.lemma, &entry.hits, &entry.misses));
    pack.events.tones.iter().for_each(|entry| events(&entry.lemma, &entry.hits, &entry.misses));
    pack.events.nouns.iter().for_each(|entry| events(&entry.lemma, &entry.hits, &entry.misses));
    outcomes
}

struct Bench<'a> {
    reader: &'a Reader,
    pack: &'a Pack,
    file: &'static str,
    lemma: &'a Spanned<String>,
}

impl Bench<'_> {
    fn run(&self, hits: &[Hit], misses: &[String], outcomes: &mut Vec<Outcome>) {
        for hit in hits {
            let reading = self.read(&hit.text);
            let (expected, got, passed) = if self.file == "speech.toml" {
                speech_hit(hit, &reading)
            } else {
                self.event_hit(hit, &reading)
            };
            outcomes.push(self.outcome(&hit.text, expected, got, passed));
        }
        for miss in misses {
            let reading = self.read(miss);
            let got = self.given(&reading);
            let passed = got.is_empty();
            outcomes.push(self.outcome(miss, "nothing".to_owned(), listed(&got), passed));
        }
    }

    fn read(&self, text: &str) -> Reading {
        self.reader.read(&Document {
            text: text.to_owned(),
            lang: self.pack.tag.clone(),
            ..Document::default()
        })
    }

    fn outcome(&self, sentence: &str, expected: String, got: String, passed: bool) -> Outcome {
        Outcome {
            file: self.file.to_owned(),
            line: self.pack.line(self.file, self.lemma.span().start),
            entry: self.lemma.get_ref().clone(),
            sentence: sentence.to_owned(),
            expected,
            got,
            passed,
        }
    }

    /// What this entry gave.
    fn given(&self, reading: &Reading) -> Vec<String> {
        let text = &reading.document.text;
        if self.file == "speech.toml" {
            let rule = format!("{}/speech/{}", self.pack.tag, self.lemma.get_ref());
            let own = reading.statements.iter().filter(|statement| statement.rule == rule);
            own.map(|statement| quoted(text, &statement.content)).collect()
        } else {
            let rule = format!("{}/events/{}", self.pack.tag, self.lemma.get_ref());
            let own = reading.events.iter().filter(|event| event.rule == rule);
            own.map(|event| format!("{} {}", event.kind, quoted(text, &[event.trigger]))).collect()
        }
    }

    fn event_hit(&self, hit: &Hit, reading: &Reading) -> (String, String, bool) {
        let text = &reading.document.text;
        let named = |ids: &[String]| -> Vec<String> {
            ids.iter()
                .filter_map(|id| reading.actors.iter().find(|actor| actor.id == *id))
                .flat_map(|actor| {
                    actor.mentions.iter().filter_map(|span| span.slice(text)).map(str::to_owned)
                })
                .collect()
        };
        let fits = |wanted: &Option<String>, ids: &[String]| {
            wanted
                .as_ref()
                .is_none_or(|wanted| named(ids).iter().any(|mention| shares_words(wanted, mention)))
        };
        let word = hit.word.clone().unwrap_or_default();
        let passed = reading.events.iter().any(|event| {
            event.trigger.slice(text).is_some_and(|trigger| trigger.contains(&word) || word.contains(trigger))
                && hit.kind.is_none_or(|kind| kind == event.kind)
                && fits(&hit.source, &event.source)
                && fits(&hit.target, &event.target)
        });
        let side = |name: &Option<String>| name.clone().unwrap_or_else(|| "–".to_owned());
        let expected = format!("“{word}” {} → {}", side(&hit.source), side(&hit.target));
        let got: Vec<String> = reading
            .events
            .iter()
            .map(|event| {
                let parties =
                    format!("{} → {}", named(&event.source).join(", "), named(&event.target).join(", "));
                format!("{} {} {parties}", event.kind, quoted(text, &[event.trigger]))
            })
            .collect();
        (expected, listed(&got), passed)
    }
}

fn speech_hit(hit: &Hit, reading: &Reading) -> (String, String, bool) {
    let text = &reading.document.text;
    let says = hit.says.clone().unwrap_or_default();
    let passed = reading.statements.iter().any(|statement| {
        let content = quoted(text, &statement.content);
        let who = statement.speaker.mention.and_then(|span| span.slice(text)).unwrap_or_default();
        content == format!("“{says}”") && hit.who.as_ref().is_none_or(|wanted| shares_words(wanted, who))
    });
    let expected = format!("“{says}” by {}", hit.who.clone().unwrap_or_else(|| "anybody".to_owned()));
    let got: Vec<String> = reading
        .statements
        .iter()
        .map(|statement| {
            let who = statement.speaker.mention.and_then(|span| span.slice(text)).unwrap_or("nobody");
            format!("{} by {who}", quoted(text, &statement.content))
        })
        .collect();
    (expected, listed(&got), passed)
}

/// Whether one mention is the other or a part of it.
fn shares_words(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a))
}

fn quoted(text: &str, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().filter_map(|span| span.slice(text)).collect();
    format!("“{}”", parts.join(" … "))
}

fn listed(got: &[String]) -> String {
    if got.is_empty() { "nothing".to_owned() } else { got.join("; ") }
}
