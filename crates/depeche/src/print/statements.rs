//! Who said what: statements under the one who made them, each with the chain by which it reached the page.

use super::{
    actor,
    style::{self, CHAIN, FAINT, NAME},
    words::{padded, shortened},
};
use page::{ENGLISH, Words, one_line};
use records::{Reading, Statement};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

pub fn write(out: &mut String, reading: &Reading, words: &Words<'_>, width: usize) {
    super::section(out, "STATEMENTS", reading.statements.len());
    let ids = reading.statements.iter().map(|statement| statement.id.width()).max().unwrap_or(0);
    for (number, (speaker, said)) in page::by_speaker(&reading.statements).iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        let said: Vec<&Statement> = said.iter().map(|at| &reading.statements[*at]).collect();
        heading(out, reading, *speaker, &said, words, width);
        for statement in said {
            line(out, statement, words, ids, width);
            for link in chain(reading, statement, words) {
                let indent = 4 + ids + 2;
                let link = shortened(&link, width.saturating_sub(indent + 2));
                let _ = writeln!(out, "{:indent$}{CHAIN}↳ {link}{CHAIN:#}", "");
            }
        }
    }
}

fn heading(
    out: &mut String,
    reading: &Reading,
    speaker: Option<&str>,
    said: &[&Statement],
    words: &Words<'_>,
    width: usize,
) {
    let known = actor(reading, speaker);
    let mention = || said.iter().find_map(|statement| statement.speaker.mention).map(|span| words.line(span));
    let name = known.map(|actor| one_line(&actor.name)).or_else(mention);
    let name = shortened(name.as_deref().unwrap_or(ENGLISH.unnamed), width.saturating_sub(2));
    let _ = write!(out, "  {NAME}{name}{NAME:#}");
    let facts = known.map(|actor| {
        let role = actor.role.as_deref().map(one_line).filter(|role| !actor.name.contains(role.as_str()));
        let member_of = super::actor(reading, actor.member_of.as_deref()).map(|body| one_line(&body.name));
        let sectors: Vec<&str> = actor.sectors.iter().map(|sector| sector.as_str()).collect();
        let code = actor.country.iter().map(String::as_str).chain(sectors).collect::<Vec<_>>().join(" ");
        [role, member_of, Some(code)]
            .into_iter()
            .flatten()
            .filter(|fact| !fact.is_empty())
            .collect::<Vec<_>>()
    });
    let facts = shortened(&facts.unwrap_or_default().join(" · "), width.saturating_sub(name.width() + 4));
    if !facts.is_empty() {
        let _ = write!(out, "  {FAINT}{facts}{FAINT:#}");
    }
    out.push('\n');
}

fn line(out: &mut String, statement: &Statement, words: &Words<'_>, ids: usize, width: usize) {
    let (id, act) = (padded(&statement.id, ids), padded(statement.act.as_str(), 8));
    let form = padded(statement.form.as_str(), 8);
    let style = style::act(statement.act);
    let content = shortened(&words.content(statement), width.saturating_sub(4 + ids + 2 + 8 + 2 + 8 + 2));
    let _ =
        writeln!(out, "    {FAINT}{id}{FAINT:#}  {style}{act}{style:#}  {FAINT}{form}{FAINT:#}  {content}");
}

/// What is to be known about how the statement was made and came here, a line each.
fn chain(reading: &Reading, statement: &Statement, words: &Words<'_>) -> Vec<String> {
    let mut links = Vec::new();
    if statement.negated {
        links.push(ENGLISH.not_said.to_owned());
    }
    if let Some(date) = &statement.date {
        let told = date.mention.map(|span| format!(" (“{}”)", words.line(span)));
        links.push(format!("{} {}{}", ENGLISH.on, page::date(date), told.unwrap_or_default()));
    }
    if let Some(told) = statement.unresolved_date {
        links.push(format!("{} “{}” ({})", ENGLISH.on, words.line(told), ENGLISH.unresolved));
    }
    if let Some(addressee) = &statement.addressee {
        let name = actor(reading, addressee.actor.as_deref()).map(|actor| one_line(&actor.name));
        links.extend(
            name.or_else(|| addressee.mention.map(|span| words.line(span)))
                .map(|name| format!("{} {name}", ENGLISH.to)),
        );
    }
    if let Some(medium) = statement.medium {
        links.push(format!("{} “{}”", ENGLISH.medium, words.line(medium)));
    }
    for relay in &statement.relays {
        let cue = relay.cue.map(|span| format!(" (“{}”)", words.line(span)));
        links.push(format!("{} {}{}", ENGLISH.passed_on, words.line(relay.mention), cue.unwrap_or_default()));
    }
    links.extend(statement.within.iter().map(|outer| format!("{} {outer}", ENGLISH.inside)));
    links
}
