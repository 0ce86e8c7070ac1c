//! Why a dispatch was read as it was: for each sentence its parse, what was proposed, and what was made of it.

use super::{
    Cell, Fit, Table, Words,
    style::{self, CHAIN, FAINT, HEADING, NAME, PLAIN},
    words::shortened,
    wrapped,
};
use anstyle::{AnsiColor, Style};
use reading::{Trace, TraceCandidate, TraceSentence, TraceToken, parse::Feats};
use records::{Event, Span, Statement};
use std::fmt::{Debug, Write};

const TAKEN: Style = AnsiColor::Green.on_default();
const DROPPED: Style = AnsiColor::Red.on_default();

/// Writes the trace of the sentences that `wanted` asks for; `entry` tells where in the pack a rule stands.
pub fn trace(
    trace: &Trace,
    wanted: impl Fn(&TraceSentence) -> bool,
    entry: impl Fn(&str) -> String,
    width: usize,
) -> String {
    let words = Words::of(&trace.reading.document.text);
    let mut out = String::new();
    for (number, sentence) in trace.sentences.iter().enumerate().filter(|(_, sentence)| wanted(sentence)) {
        let span = shown(sentence.span);
        let _ = writeln!(out, "{HEADING}Sentence {}{HEADING:#} {FAINT}{span}{FAINT:#}", number + 1);
        for line in wrapped(&words.line(sentence.span), width.saturating_sub(2)) {
            let _ = writeln!(out, "  {line}");
        }
        out.push('\n');
        parse(&mut out, &sentence.tokens, width);
        let within = |span: Span| sentence.span.contains(Span::new(span.start, span.start + 1));
        candidates(&mut out, trace, &words, within, &entry, width);
        records(&mut out, trace, &words, within, &entry, width);
        out.push('\n');
    }
    out
}

/// The tokens as in CoNLL-U, with the features that the reader looks at and the span in the text.
fn parse(out: &mut String, tokens: &[TraceToken], width: usize) {
    let mut table = Table::new(&[
        ("ID", Fit::Whole),
        ("FORM", Fit::Shrinks),
        ("LEMMA", Fit::Shrinks),
        ("UPOS", Fit::Whole),
        ("FEATS", Fit::MayGo),
        ("HEAD", Fit::Whole),
        ("DEPREL", Fit::Whole),
        ("ENTITY", Fit::Whole),
        ("SPAN", Fit::Whole),
    ]);
    for (number, token) in tokens.iter().enumerate() {
        table.row(vec![
            Cell::new((number + 1).to_string(), FAINT),
            Cell::new(super::one_line(&token.form), NAME),
            Cell::plain(super::one_line(&token.lemma)),
            Cell::plain(format!("{:?}", token.upos).to_uppercase()),
            Cell::new(feats(&token.feats), FAINT),
            Cell::plain(token.head.to_string()),
            Cell::new(relation(&token.deprel), CHAIN),
            Cell::plain(token.entity.map(|kind| format!("{kind:?}").to_lowercase()).unwrap_or_default()),
            Cell::new(shown(token.span), FAINT),
        ]);
    }
    table.write(out, "  ", FAINT, width);
}

fn candidates(
    out: &mut String,
    trace: &Trace,
    words: &Words<'_>,
    within: impl Fn(Span) -> bool,
    entry: &impl Fn(&str) -> String,
    width: usize,
) {
    let here = |candidate: &&TraceCandidate| {
        candidate.cue.into_iter().chain(candidate.content.first().copied()).any(&within)
    };
    let here: Vec<&TraceCandidate> = trace.candidates.iter().filter(here).collect();
    if here.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n  {FAINT}CANDIDATES{FAINT:#}");
    for candidate in here {
        let (mark, style, why) = match &candidate.dropped {
            None => ("taken", TAKEN, String::new()),
            Some(reason) => ("dropped", DROPPED, format!(": {reason}")),
        };
        let place = entry(&candidate.rule);
        let place = if place.is_empty() { place } else { format!(" ({place})") };
        let rule = format!("{}{place}, {}", candidate.rule, candidate.frame);
        let _ = writeln!(
            out,
            "  {style}{mark}{style:#}{why}  {FAINT}score {:.2}{FAINT:#}  {rule}",
            candidate.score
        );
        let content: Vec<String> = candidate.content.iter().map(|part| words.line(*part)).collect();
        let cue = candidate.cue.map(|cue| format!("“{}” + ", words.line(cue))).unwrap_or_default();
        let line = format!("{cue}“{}”", content.join(" … "));
        let _ = writeln!(out, "      {}", shortened(&line, width.saturating_sub(6)));
        if !candidate.note.is_empty() {
            let _ = writeln!(out, "      {FAINT}{}{FAINT:#}", super::one_line(&candidate.note));
        }
    }
}

fn records(
    out: &mut String,
    trace: &Trace,
    words: &Words<'_>,
    within: impl Fn(Span) -> bool,
    entry: &impl Fn(&str) -> String,
    width: usize,
) {
    let reading = &trace.reading;
    let told = |statement: &&Statement| {
        statement.cue.into_iter().chain(statement.content.first().copied()).any(&within)
    };
    let statements: Vec<&Statement> = reading.statements.iter().filter(told).collect();
    let events: Vec<&Event> = reading.events.iter().filter(|event| within(event.trigger)).collect();
    if statements.is_empty() && events.is_empty() {
        return;
    }
    let name = |id: Option<&str>| super::actor(reading, id).map_or("nobody known", |actor| &actor.name);
    let mut table = Table::new(&[
        ("RECORD", Fit::Whole),
        ("WHAT", Fit::Whole),
        ("WHO", Fit::Shrinks),
        ("WORDS", Fit::Shrinks),
        ("RULE", Fit::Whole),
        ("ENTRY", Fit::MayGo),
    ]);
    for statement in statements {
        table.row(vec![
            Cell::new(&statement.id, FAINT),
            Cell::new(format!("{} {}", statement.act, statement.form), style::act(statement.act)),
            Cell::plain(name(statement.speaker.actor.as_deref())),
            Cell::plain(words.content(statement)),
            Cell::plain(&statement.rule),
            Cell::new(entry(&statement.rule), FAINT),
        ]);
    }
    for event in events {
        let names = |ids: &[String]| ids.iter().map(|id| name(Some(id))).collect::<Vec<_>>().join(", ");
        table.row(vec![
            Cell::new(&event.id, FAINT),
            Cell::new(format!("{} {}", event.kind, event.status), style::status(event.status)),
            Cell::plain(format!("{} → {}", names(&event.source), names(&event.target))),
            Cell::plain(words.line(event.trigger)),
            Cell::plain(&event.rule),
            Cell::new(entry(&event.rule), FAINT),
        ]);
    }
    out.push('\n');
    table.write(out, "  ", PLAIN, width);
}

fn shown(span: Span) -> String {
    format!("[{}, {}]", span.start, span.end)
}

/// `NsubjPass` as UD writes it: `nsubj:pass`.
fn relation(rel: &impl Debug) -> String {
    let mut out = String::new();
    for c in format!("{rel:?}").chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(':');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Features as UD writes them, in its order.
fn feats(feats: &Feats) -> String {
    fn pair(name: &str, value: Option<impl Debug>) -> Option<String> {
        value.map(|value| format!("{name}={value:?}"))
    }
    let pairs = [
        pair("Gender", feats.gender),
        pair("Mood", feats.mood),
        pair("Number", feats.number),
        pair("Person", feats.person),
        pair("Tense", feats.tense),
        pair("VerbForm", feats.verb_form),
    ];
    pairs.into_iter().flatten().collect::<Vec<_>>().join("|")
}
