//! Which fields of a record that was found are right: what annotation and reading say, field by field.

use crate::{
    Code, Comparison, ExpectedEvent, ExpectedStatement, Found, FoundDate, FoundEvent, FoundStatement,
    errors::{code, listed, words},
    names::same_name,
    spans::overlap,
};
use std::collections::BTreeSet;

/// A field that the annotation tells something of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judged {
    /// Its name, as in the report.
    pub key: &'static str,
    /// Whether the reading has it right.
    pub right: bool,
    /// What the annotation says.
    pub gold: Option<String>,
    /// What the reading says.
    pub ours: Option<String>,
}

/// The fields of a found statement.
pub(crate) fn statement_fields(
    expected: &ExpectedStatement,
    found: &FoundStatement,
    comparison: &Comparison<'_>,
) -> Vec<Judged> {
    let (document, reading) = (comparison.expected, comparison.found);
    let actor = reading.actor(found.speaker_actor());
    let shown = |span| words(span, document);
    let mut fields = Vec::new();
    let mut judge = |key, right, gold, ours| fields.push(Judged { key, right, gold, ours });
    if expected.cue.is_some() {
        judge("cue", overlap(expected.cue, found.cue), shown(expected.cue), shown(found.cue));
    }
    if expected.speaker.is_some() {
        let (gold, ours) = (expected.speaker, found.speaker_mention());
        judge("speaker_mention", overlap(gold, ours), shown(gold), shown(ours));
    }
    if expected.speaker_name.is_some() {
        let ours = actor.and_then(|actor| actor.name.clone());
        let right = is_speaker(expected, found, reading);
        judge("speaker_name", right, expected.speaker_name.clone(), ours);
    }
    let codes = || {
        let ours = found.speaker_actor().and_then(|id| code(id, reading));
        (Some(expected.speaker_code.to_string()), ours)
    };
    if let Some(country) = expected.speaker_code.known_country() {
        let right = actor.and_then(|actor| actor.country.as_deref()) == Some(country);
        let (gold, ours) = codes();
        judge("speaker_country", right, gold, ours);
    }
    if !expected.speaker_code.sectors.is_empty() {
        let sectors = actor.map_or(&[][..], |actor| &actor.sectors);
        let right = sectors.iter().any(|sector| expected.speaker_code.sectors.contains(sector));
        let (gold, ours) = codes();
        judge("speaker_sector", right, gold, ours);
    }
    let (form, act) = (expected.form.as_str(), expected.act.as_str());
    judge("form", found.form.as_deref() == Some(form), Some(form.into()), found.form.clone());
    judge("act", found.act.as_deref() == Some(act), Some(act.into()), found.act.clone());
    if !expected.relays.is_empty() {
        let told = |relay: &Option<_>| found.relays.iter().any(|other| overlap(*relay, other.mention));
        let right = expected.relays.iter().any(told);
        let gold = listed(expected.relays.iter().filter_map(|relay| shown(*relay)));
        judge("relays", right, gold, listed(found.relays.iter().filter_map(|relay| shown(relay.mention))));
    }
    if expected.medium.is_some() {
        let right = overlap(expected.medium, found.medium);
        judge("medium", right, shown(expected.medium), shown(found.medium));
    }
    if let Some(date) = &expected.date {
        let ours = found.date.as_ref();
        judge("statement_date", begins_with(ours, date), Some(date.clone()), first_day(ours));
    }
    fields
}

/// The fields of a found event.
pub(crate) fn event_fields(
    expected: &ExpectedEvent,
    found: &FoundEvent,
    comparison: &Comparison<'_>,
) -> Vec<Judged> {
    let (document, reading) = (comparison.expected, comparison.found);
    let mut fields = Vec::new();
    let mut judge = |key, right, gold, ours| fields.push(Judged { key, right, gold, ours });
    for (key, gold, ours) in
        [("event_source", &expected.source, &found.source), ("event_target", &expected.target, &found.target)]
    {
        let right = countries(gold) == countries_of(ours, reading);
        let ours = listed(ours.iter().map(|id| code(id, reading).unwrap_or_else(|| id.clone())));
        judge(key, right, listed(gold.iter().map(ToString::to_string)), ours);
    }
    let status = expected.status.as_str();
    judge("event_status", found.status.as_deref() == Some(status), Some(status.into()), found.status.clone());
    let voice = found.voice.clone().filter(|voice| !voice.is_empty());
    judge("event_voice", expected.voice.is_some() == voice.is_some(), expected.voice.clone(), voice);
    if let Some(date) = &expected.date {
        let day: String = date.chars().take("2022-09-13".len()).collect();
        let ours = found.date.as_ref();
        judge("event_date", begins_with(ours, &day), Some(day), first_day(ours));
    }
    if let Some(place) = &expected.place {
        let mention = found.place.as_ref().and_then(|place| place.mention);
        let right = overlap(place.mention, mention);
        judge("event_place", right, Some(place.name.clone()), words(mention, document));
    }
    fields
}

/// Whether a found statement is credited to the right name.
pub(crate) fn is_speaker(expected: &ExpectedStatement, found: &FoundStatement, reading: &Found) -> bool {
    let name = reading.actor(found.speaker_actor()).and_then(|actor| actor.name.as_deref());
    same_name(expected.speaker_name.as_deref().unwrap_or_default(), name.unwrap_or_default())
}

/// The countries of some codes, those that nobody knows among them.
fn countries(codes: &[Code]) -> BTreeSet<&str> {
    codes.iter().map(|code| code.country.as_str()).collect()
}

/// The countries of some actors, those that nobody knows among them.
fn countries_of<'a>(ids: &'a [String], reading: &'a Found) -> BTreeSet<&'a str> {
    let country = |id: &'a String| reading.actor(Some(id)).and_then(|actor| actor.country.as_deref());
    ids.iter().map(|id| country(id).filter(|code| !code.is_empty()).unwrap_or(Code::UNKNOWN)).collect()
}

/// Whether a date is as told: its first day begins as the expected day, month or year does.
fn begins_with(found: Option<&FoundDate>, expected: &str) -> bool {
    found.and_then(|date| date.start.as_deref()).is_some_and(|start| start.starts_with(expected))
}

fn first_day(found: Option<&FoundDate>) -> Option<String> {
    found.and_then(|date| date.start.clone())
}
