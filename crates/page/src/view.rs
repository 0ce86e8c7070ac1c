//! A reading made ready for showing: who speaks under which letter, where each record stands, what each says.

use crate::{
    actors::Roles,
    anchors::Anchors,
    layout::{Piece, lay_out},
    marks::{Kind, Mark, marks},
    run::Run,
    telling,
    wording::Wording,
    words::{Words, one_line},
};
use records::{Actor, Form, Reading, Speaker, Statement};
use std::collections::HashMap;

/// Forms in the order in which they are shown and named in `data-forms`.
pub(crate) const FORMS: [Form; 3] = [Form::Direct, Form::Mixed, Form::Indirect];

/// How many colours there are for speakers; more speakers share them, and are told apart by their letters.
const HUES: usize = 8;

/// A reading made ready for showing, whole or in parts.
///
/// The parts link to each other: a page that shows the marked [`text`](View::text) should also show
/// [`statements`](View::statements) and [`events`](View::events) of the same view, in an element of class `depeche`,
/// with [`STYLE`](crate::STYLE) once.
pub struct View<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) wording: &'static Wording,
    pub(crate) words: Words<'a>,
    pub(crate) anchors: Anchors,
    pub(crate) voices: Vec<Voice<'a>>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) pieces: Vec<Piece<'a>>,
    pub(crate) lang: &'a str,
    /// For each statement, its speaker's place among the voices.
    voice_of: Vec<usize>,
    /// For each statement and event, whether there is a mark to lead to.
    drawn: Drawn,
    actors: HashMap<&'a str, usize>,
    statements: HashMap<&'a str, usize>,
}

/// One who speaks, with what he says.
pub(crate) struct Voice<'a> {
    /// `A`, `B`, …, `Z`, `AA`, …
    pub key: String,
    /// 1 to 8.
    pub hue: usize,
    pub actor: Option<&'a Actor>,
    pub name: String,
    /// Whether the name is in the dispatch's language.
    pub named: bool,
    /// Places of the statements in their list.
    pub said: Vec<usize>,
    pub anchor: String,
}

struct Drawn {
    statements: Vec<bool>,
    events: Vec<bool>,
}

impl<'a> View<'a> {
    /// Prepares a reading. `anchor` is the id of its part of the page, which the ids in it begin with: two readings on
    /// one page must have different ones.
    pub fn new(reading: &'a Reading, anchor: &str, wording: &'static Wording) -> View<'a> {
        let words = Words::of(&reading.document.text);
        let anchors = Anchors::of(reading, anchor);
        let marks = marks(reading, &words);
        let mut pieces = lay_out(&reading.document.text, &marks, telling::title(&reading.document));
        let drawn = settle(&mut pieces, &marks, reading);
        let voices = voices(reading, &words, &anchors, wording);
        let mut voice_of = vec![0; reading.statements.len()];
        for (number, voice) in voices.iter().enumerate() {
            voice.said.iter().for_each(|statement| voice_of[*statement] = number);
        }
        // The first of each id: the later ones, if there are any, cannot be meant.
        let actors = reading.actors.iter().enumerate().rev().map(|(at, actor)| (actor.id.as_str(), at));
        let statements = reading.statements.iter().enumerate().rev().map(|(at, said)| (said.id.as_str(), at));
        View {
            lang: lang(&reading.document.lang),
            actors: actors.collect(),
            statements: statements.collect(),
            reading,
            wording,
            words,
            anchors,
            voices,
            marks,
            pieces,
            voice_of,
            drawn,
        }
    }

    pub(crate) fn actor_at(&self, id: &str) -> Option<usize> {
        self.actors.get(id).copied()
    }

    pub(crate) fn actor(&self, id: Option<&str>) -> Option<&'a Actor> {
        self.reading.actors.get(self.actor_at(id?)?)
    }

    /// The statement of that id, by its place in the list.
    pub(crate) fn statement_at(&self, id: &str) -> Option<usize> {
        self.statements.get(id).copied()
    }

    /// Who makes a statement.
    pub(crate) fn voice(&self, statement: usize) -> &Voice<'a> {
        &self.voices[self.voice_of[statement]]
    }

    /// What a statement is called on the page: `A1`.
    pub(crate) fn key(&self, statement: usize) -> String {
        format!("{}{}", self.voice(statement).key, self.anchors.statements[statement].number)
    }

    /// Where the text tells a statement.
    pub(crate) fn statement_place(&self, statement: usize) -> String {
        self.place(self.drawn.statements[statement], &self.anchors.statements[statement].place)
    }

    /// Where the text tells an event.
    pub(crate) fn event_place(&self, event: usize) -> String {
        self.place(self.drawn.events[event], &self.anchors.events[event].place)
    }

    fn place(&self, drawn: bool, place: &str) -> String {
        if drawn { place.to_owned() } else { format!("{}-text", self.anchors.dispatch) }
    }

    /// The forms of some statements, in the order of all forms.
    pub(crate) fn forms(&self, statements: &[usize]) -> String {
        let there = |form: &Form| {
            statements
                .iter()
                .any(|at| self.reading.statements.get(*at).is_some_and(|said| said.form == *form))
        };
        FORMS.iter().filter(|form| there(form)).map(|form| form.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// A link to a statement's record.
    pub(crate) fn statement_link(&self, statement: usize) -> Run {
        Run::Link {
            to: self.anchors.statements[statement].record.clone(),
            text: self.key(statement),
            label: self.statement_label(statement),
        }
    }

    /// How a link to a statement is called aloud.
    pub(crate) fn statement_label(&self, statement: usize) -> String {
        format!("{} {}, {}", self.wording.statement, self.key(statement), self.voice(statement).name)
    }

    /// A name, else the words, of one who speaks or is spoken to.
    pub(crate) fn name(&self, speaker: &Speaker) -> Option<String> {
        let known = self.actor(speaker.actor.as_deref()).map(|actor| one_line(&actor.name));
        known.or_else(|| speaker.mention.map(|mention| self.words.line(mention)))
    }

    /// What is known of an actor beside the name: role, body, country, sectors.
    pub(crate) fn facts(&self, actor: &Actor) -> Vec<Run> {
        let roles = Roles::of(self, actor);
        let country = roles.country.map(Run::Plain);
        roles
            .role
            .map(Run::Own)
            .into_iter()
            .chain(roles.member_of.map(Run::Own))
            .chain(country)
            .chain((!roles.sectors.is_empty()).then(|| Run::Plain(roles.sectors.join(", "))))
            .collect()
    }
}

/// A language tag, or none where it could not be one.
fn lang(tag: &str) -> &str {
    let sound = tag.len() <= 35 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if sound { tag } else { "" }
}

/// Leaves one name and one end to each statement and event of several marks: the first and the last in the text.
fn settle(pieces: &mut [Piece<'_>], marks: &[Mark], reading: &Reading) -> Drawn {
    let fresh = || Drawn {
        statements: vec![false; reading.statements.len()],
        events: vec![false; reading.events.len()],
    };
    // Whether the mark is the first met of its statement or event.
    let first = |mark: usize, seen: &mut Drawn| {
        let mark = &marks[mark];
        let seen = match (mark.kind, mark.of.first()) {
            (Kind::Statement, Some(of)) => seen.statements.get_mut(*of),
            (Kind::Event, Some(of)) => seen.events.get_mut(*of),
            _ => None,
        };
        seen.is_some_and(|seen| !std::mem::replace(seen, true))
    };
    let mut named_already = fresh();
    for piece in pieces.iter_mut() {
        if let Piece::Open { mark, named } = piece
            && *named
        {
            *named = first(*mark, &mut named_already);
        }
    }
    let mut ended_already = fresh();
    for piece in pieces.iter_mut().rev() {
        if let Piece::Close { mark, last } = piece
            && *last
        {
            *last = first(*mark, &mut ended_already);
        }
    }
    named_already
}

fn voices<'a>(
    reading: &'a Reading,
    words: &Words<'a>,
    anchors: &Anchors,
    wording: &'static Wording,
) -> Vec<Voice<'a>> {
    let by_id: HashMap<&str, &Actor> =
        reading.actors.iter().rev().map(|actor| (actor.id.as_str(), actor)).collect();
    let voice = |(number, (id, said)): (usize, (Option<&str>, Vec<usize>))| {
        let actor = id.and_then(|id| by_id.get(id).copied());
        let mention = |statement: &Statement| statement.speaker.mention.map(|mention| words.line(mention));
        let of = || said.iter().find_map(|statement| mention(&reading.statements[*statement]));
        let name = actor.map(|actor| one_line(&actor.name)).or_else(of).filter(|name| !name.is_empty());
        let key = letters(number);
        Voice {
            hue: number % HUES + 1,
            actor,
            named: name.is_some(),
            name: name.unwrap_or_else(|| wording.unnamed.to_owned()),
            said,
            anchor: format!("{}-voice-{key}", anchors.dispatch),
            key,
        }
    };
    telling::by_speaker(&reading.statements).into_iter().enumerate().map(voice).collect()
}

/// The name of a column in a sheet: `A` for 0, `Z` for 25, `AA` for 26.
fn letters(mut number: usize) -> String {
    let mut key = Vec::new();
    loop {
        key.push(char::from(b'A' + (number % 26) as u8));
        match (number / 26).checked_sub(1) {
            Some(rest) => number = rest,
            None => return key.into_iter().rev().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn speakers_are_lettered_like_columns() {
        let keys: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(keys, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
