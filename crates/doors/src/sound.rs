//! What must hold of every reading.

use jiff::civil::Date;
use records::{DateRef, Reading, Span, Speaker};
use std::collections::BTreeSet;

/// A reading whose spans slice back to words, whose ids resolve, and whose days are days.
///
/// # Panics
/// Something does not hold.
pub fn check(reading: &Reading) {
    let text = &reading.document.text;
    let length = text.chars().count() as u32;
    let mut moved = reading.clone();
    moved.each_span(&mut |span| {
        assert!(span.start <= span.end && span.end <= length, "{span:?} is not in a text of {length}");
        assert!(span.slice(text).is_some(), "{span:?} cannot be sliced");
    });
    let words = |span: Span, what: &str| {
        let slice = span.slice(text).unwrap_or_default();
        assert!(!slice.trim().is_empty(), "{what} has no words: {span:?} is {slice:?}");
    };
    let actors = ids("actor", reading.actors.iter().map(|actor| &actor.id));
    let places = ids("place", reading.places.iter().map(|place| &place.id));
    let statements = ids("statement", reading.statements.iter().map(|statement| &statement.id));
    ids("event", reading.events.iter().map(|event| &event.id));
    let actor = |id: &String| assert!(actors.contains(id), "there is no actor {id}");
    let speaker = |speaker: &Speaker| {
        speaker.actor.iter().for_each(actor);
        speaker.mention.iter().for_each(|span| words(*span, "a speaker"));
    };
    for known in &reading.actors {
        known.member_of.iter().for_each(actor);
        assert!(!known.name.trim().is_empty(), "{} has no name", known.id);
        known.mentions.iter().for_each(|span| words(*span, "a mention"));
    }
    for place in &reading.places {
        assert!(!place.name.trim().is_empty(), "{} has no name", place.id);
        assert!(
            place.lat.is_none_or(|lat| lat.abs() <= 90.0) && place.lon.is_none_or(|lon| lon.abs() <= 180.0)
        );
        place.mentions.iter().for_each(|span| words(*span, "a mention of a place"));
    }
    for statement in &reading.statements {
        assert!(!statement.content.is_empty(), "{} says nothing", statement.id);
        statement.content.iter().for_each(|span| words(*span, "a content"));
        statement.quotes.iter().for_each(|span| words(*span, "a quotation"));
        for quote in &statement.quotes {
            assert!(
                statement.content.iter().any(|part| part.overlaps(*quote)),
                "{quote:?} is quoted elsewhere"
            );
        }
        statement.cue.iter().for_each(|span| words(*span, "a cue"));
        speaker(&statement.speaker);
        statement.addressee.iter().for_each(speaker);
        statement.relays.iter().filter_map(|relay| relay.actor.as_ref()).for_each(actor);
        statement.date.iter().for_each(date);
        if let Some(outer) = &statement.within {
            assert!(*outer != statement.id && statements.contains(outer), "there is no statement {outer}");
        }
    }
    for event in &reading.events {
        words(event.trigger, "a trigger");
        event.source.iter().chain(&event.target).for_each(actor);
        event.date.iter().for_each(date);
        let voice = event.voice.as_ref();
        assert!(voice.is_none_or(|voice| statements.contains(voice)), "there is no statement {voice:?}");
        let place = event.place.as_ref().and_then(|place| place.place.as_ref());
        assert!(place.is_none_or(|place| places.contains(place)), "there is no place {place:?}");
    }
}

fn ids<'r>(what: &str, all: impl Iterator<Item = &'r String>) -> BTreeSet<&'r String> {
    let mut seen = BTreeSet::new();
    for id in all {
        assert!(seen.insert(id), "there are two of the {what} {id}");
    }
    seen
}

fn date(date: &DateRef) {
    let day = |text: &str| text.parse::<Date>().unwrap_or_else(|_| panic!("{text:?} is no day"));
    assert!(day(&date.start) <= day(&date.end), "{} is behind {}", date.start, date.end);
}

/// A reading without its document, each span as the number of letters and figures before its ends: equal for texts that differ by
/// nothing but spaces, line ends and signs that nobody sees.
pub fn up_to_offsets(reading: &Reading) -> Reading {
    let mut before = vec![0];
    for c in reading.document.text.chars() {
        before.push(before[before.len() - 1] + u32::from(c.is_alphanumeric()));
    }
    let mut told = reading.clone();
    told.each_span(&mut |span| {
        *span = Span::new(before[span.start as usize], before[span.end as usize]);
    });
    told.document = records::Document { published: reading.document.published.clone(), ..Default::default() };
    told
}
