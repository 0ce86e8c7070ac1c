//! Figures class by class: which acts, types, statuses … are read well, and which are not.

use crate::{Comparison, Matched, Share};
use records::{Act, EventType, Form, Sector, Status};

/// What classes are classes of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Direct, mixed or indirect speech.
    Form,
    /// What a speaker does by saying it.
    Act,
    /// The sectors of speakers, of whom some have several.
    Sector,
    /// What sort of act an event is.
    EventType,
    /// Whether an event happened.
    Status,
    /// Whether the author tells an event, or somebody in the text.
    Voice,
}

impl Facet {
    /// All, in the order in which they are told.
    pub const ALL: [Facet; 6] =
        [Facet::Form, Facet::Act, Facet::Sector, Facet::EventType, Facet::Status, Facet::Voice];

    /// Its name in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Facet::Form => "form",
            Facet::Act => "act",
            Facet::Sector => "sector",
            Facet::EventType => "event_type",
            Facet::Status => "status",
            Facet::Voice => "voice",
        }
    }

    /// Its classes, in the order of the closed lists.
    fn classes(self) -> Vec<&'static str> {
        match self {
            Facet::Form => Form::ALL.iter().map(|form| form.as_str()).collect(),
            Facet::Act => Act::ALL.iter().map(|act| act.as_str()).collect(),
            Facet::Sector => Sector::ALL.iter().map(|sector| sector.as_str()).collect(),
            Facet::EventType => EventType::ALL.iter().map(|kind| kind.as_str()).collect(),
            Facet::Status => Status::ALL.iter().map(|status| status.as_str()).collect(),
            Facet::Voice => vec![AUTHOR, SPEAKER],
        }
    }
}

/// The voice of events that the author tells.
const AUTHOR: &str = "author";
/// The voice of events that somebody in the text tells.
const SPEAKER: &str = "speaker";

/// One class of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class {
    /// What it is a class of.
    pub facet: Facet,
    /// Which.
    pub name: &'static str,
    /// Records expected to be of this class, found ones that are, and those that are on both sides.
    pub matched: Matched,
    /// Expected records of this class that were found, as whatever class.
    pub noticed: Share,
}

impl Class {
    /// What its figures are shares of: precision, recall, F1, noticed.
    pub fn shares(&self) -> [Share; 4] {
        let Matched { hits, gold, found } = self.matched;
        [
            Share { hits, of: found },
            Share { hits, of: gold },
            Share { hits: 2 * hits, of: gold + found },
            self.noticed,
        ]
    }
}

/// The figures of all classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByClass {
    classes: Vec<Class>,
}

impl Default for ByClass {
    fn default() -> ByClass {
        let of = |facet: Facet| {
            let (matched, noticed) = (Matched::default(), Share::default());
            facet.classes().into_iter().map(move |name| Class { facet, name, matched, noticed })
        };
        ByClass { classes: Facet::ALL.into_iter().flat_map(of).collect() }
    }
}

/// One record on either side, as far as its classes go.
struct Record<'a> {
    facet: Facet,
    /// Its classes in the annotation; none where it was not expected.
    gold: Vec<&'a str>,
    /// Its classes in the reading.
    found: Vec<&'a str>,
    noticed: bool,
}

impl ByClass {
    /// All classes, those that no record is of among them.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// Counts one more document.
    pub fn add(&mut self, comparison: &Comparison<'_>) {
        let (expected, reading) = (comparison.expected, comparison.found);
        let sectors = |number: usize| {
            let actor = reading.actor(reading.statements[number].speaker_actor());
            actor.map_or(&[][..], |actor| &actor.sectors).iter().map(String::as_str).collect::<Vec<_>>()
        };
        for (number, statement) in expected.statements.iter().enumerate() {
            let pair = comparison.statements.iter().find(|pair| pair.expected == number);
            let found = pair.map(|pair| &reading.statements[pair.found]);
            let mut add = |facet, gold, found| {
                self.count(&Record { facet, gold, found, noticed: pair.is_some() });
            };
            let form = found.and_then(|found| found.form.as_deref());
            add(Facet::Form, vec![statement.form.as_str()], form.into_iter().collect());
            let act = found.and_then(|found| found.act.as_deref());
            add(Facet::Act, vec![statement.act.as_str()], act.into_iter().collect());
            let gold = statement.speaker_code.sectors.iter().map(String::as_str).collect();
            add(Facet::Sector, gold, pair.map(|pair| sectors(pair.found)).unwrap_or_default());
        }
        for number in comparison.spurious_statements() {
            let found = &reading.statements[number];
            self.unexpected(Facet::Form, found.form.as_deref().into_iter().collect());
            self.unexpected(Facet::Act, found.act.as_deref().into_iter().collect());
            self.unexpected(Facet::Sector, sectors(number));
        }
        self.add_events(comparison);
    }

    fn add_events(&mut self, comparison: &Comparison<'_>) {
        let (expected, found) = (&comparison.expected.events, &comparison.found.events);
        let voice = |is_told: bool| if is_told { SPEAKER } else { AUTHOR };
        let told = |number: usize| found[number].voice.as_ref().is_some_and(|voice| !voice.is_empty());
        for (number, event) in expected.iter().enumerate() {
            let pair = comparison.events.iter().find(|pair| pair.expected == number);
            let met = pair.map(|pair| pair.found);
            let has_trigger = comparison.triggers.iter().any(|pair| pair.expected == number);
            let mut add = |facet, gold, found, noticed| {
                self.count(&Record { facet, gold: vec![gold], found, noticed });
            };
            let kind = event.kind.as_str();
            let status = met.and_then(|met| found[met].status.as_deref());
            add(
                Facet::EventType,
                kind,
                met.map(|_| kind).into_iter().collect(),
                has_trigger || pair.is_some(),
            );
            add(Facet::Status, event.status.as_str(), status.into_iter().collect(), pair.is_some());
            let our_voice = met.map(|met| voice(told(met)));
            add(Facet::Voice, voice(event.voice.is_some()), our_voice.into_iter().collect(), pair.is_some());
        }
        for (number, event) in found.iter().enumerate() {
            if comparison.events.iter().all(|pair| pair.found != number) {
                self.unexpected(Facet::EventType, event.kind.as_deref().into_iter().collect());
                self.unexpected(Facet::Status, event.status.as_deref().into_iter().collect());
                self.unexpected(Facet::Voice, vec![voice(told(number))]);
            }
        }
    }

    fn unexpected(&mut self, facet: Facet, found: Vec<&str>) {
        self.count(&Record { facet, gold: Vec::new(), found, noticed: false });
    }

    fn count(&mut self, record: &Record<'_>) {
        for class in self.classes.iter_mut().filter(|class| class.facet == record.facet) {
            let (gold, found) = (record.gold.contains(&class.name), record.found.contains(&class.name));
            class.matched.gold += u64::from(gold);
            class.matched.found += u64::from(found);
            class.matched.hits += u64::from(gold && found);
            if gold {
                class.noticed.add(record.noticed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Found, Gold, check};
    use serde_json::{Value, json};

    const TEXT: &str = "Léa nie tout, Max promet rien. Léa part, Max frappe.";

    /// Classes that some record is of, as `act deny: hits/gold/found noticed`.
    fn classes(found: Value) -> Vec<String> {
        let statement = |content: &str, act: &str, code: &str| json!({"content": content, "form": "indirect", "act": act, "speaker_name": "x", "speaker_code": code});
        let event = |trigger: &str, kind: &str, voice: Value| json!({"trigger": trigger, "type": kind, "source": [], "target": [], "status": "occurred", "voice": voice});
        let gold: Gold = serde_json::from_value(json!({
            "id": "a", "text": TEXT,
            "statements": [statement("tout", "deny", "FRA GOV MIL"), statement("rien", "promise", "FRA")],
            "events": [event("part", "RETREAT", json!("Max")), event("frappe", "ASSAULT", Value::Null)]
        }))
        .expect("of the right form");
        let expected = check(&gold).expect("sound");
        let found: Found = serde_json::from_value(found).expect("of the right form");
        let mut classes = ByClass::default();
        classes.add(&Comparison::of(&expected, Some(&found)));
        let told = |class: &&Class| class.matched.gold + class.matched.found > 0;
        let shown = |class: &Class| {
            let Matched { hits, gold, found } = class.matched;
            format!("{} {}: {hits}/{gold}/{found} {}", class.facet.key(), class.name, class.noticed.hits)
        };
        classes.classes().iter().filter(told).map(shown).collect()
    }

    #[test]
    fn each_record_counts_for_its_classes_on_both_sides() {
        let told = classes(json!({
            "actors": [{"id": "a1", "name": "x", "sectors": ["MIL", "LEG"]}],
            "statements": [
                {"content": [[8, 12]], "form": "indirect", "act": "say", "speaker": {"actor": "a1"}},
                {"content": [[31, 39]], "form": "direct", "act": "deny", "speaker": {"actor": "a1"}}],
            "events": [{"trigger": [35, 39], "type": "RETREAT", "status": "planned"},
                       {"trigger": [45, 51], "type": "THREATEN", "status": "occurred", "voice": "s1"}]
        }));
        assert_eq!(
            told,
            [
                "form direct: 0/0/1 0",
                "form indirect: 1/2/1 1",
                "act say: 0/0/1 0",
                "act promise: 0/1/0 0",
                "act deny: 0/1/1 1",
                "sector GOV: 0/1/0 1",
                "sector MIL: 1/1/2 1",
                "sector LEG: 0/0/2 0",
                "event_type RETREAT: 1/1/1 1",
                "event_type THREATEN: 0/0/1 0",
                "event_type ASSAULT: 0/1/0 1",
                "status occurred: 0/2/1 1",
                "status planned: 0/0/1 0",
                "voice author: 0/1/1 0",
                "voice speaker: 0/1/1 1",
            ]
        );
    }
}
