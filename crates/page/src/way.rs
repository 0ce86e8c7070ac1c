//! The way of a statement from its speaker to the reader, stop by stop.

use crate::{around::Around, one_line, run::Run, view::View};
use records::{Actor, Span};

/// A stop on the way.
pub(crate) struct Stop {
    /// Its name in the style sheet.
    pub look: &'static str,
    pub label: &'static str,
    /// Who or what it is.
    pub name: Run,
    /// What is known of it beside.
    pub facts: Vec<Run>,
}

impl View<'_> {
    /// Speaker, addressee, medium, those who passed it on, the outlet that had it first, the outlet. A way of one stop is
    /// none.
    pub(crate) fn way(&self, at: usize, around: &Around) -> Vec<Stop> {
        let (statement, wording) = (&self.reading.statements[at], self.wording);
        let voice = self.voice(at);
        let stop = |look, label, name| Stop { look, label, name, facts: Vec::new() };
        let speaker = match (voice.actor, voice.named) {
            (Some(_), _) => self.named(statement.speaker.actor.as_deref(), &voice.name),
            (None, true) => Run::Own(voice.name.clone()),
            (None, false) => Run::Plain(voice.name.clone()),
        };
        let mut way = vec![stop("from", wording.said_by, speaker)];
        if let Some(addressee) = &statement.addressee
            && let Some(name) = self.name(addressee)
        {
            let name = self.named(addressee.actor.as_deref(), &name);
            way.push(Stop {
                facts: self.known(self.actor(addressee.actor.as_deref())),
                ..stop("to", wording.to, name)
            });
        }
        if let Some(medium) = statement.medium {
            way.push(stop("in", wording.medium, Run::Own((wording.quoted)(&self.words.line(medium)))));
        }
        for relay in &statement.relays {
            let words = self.words.line(relay.mention);
            let known = self.actor(relay.actor.as_deref());
            let mut facts: Vec<Run> =
                relay.cue.map(|cue| Run::Own((wording.quoted)(&self.words.line(cue)))).into_iter().collect();
            let other = known.map(|actor| one_line(&actor.name)).filter(|name| !words.contains(name));
            facts.extend(other.map(|name| Run::Own(format!("= {name}"))));
            facts.extend(self.known(known));
            let name = self.named(relay.actor.as_deref(), &words);
            way.push(Stop { facts, ..stop("by", wording.passed_on, name) });
        }
        let begins = statement.content.first().map_or(0, |part| part.start);
        let holds = |paragraph: &Span| paragraph.start <= begins && begins < paragraph.end;
        if let Some(first) =
            self.reading.document.copies.iter().find(|copy| copy.paragraphs.iter().any(holds))
        {
            let name = one_line(first.outlet.as_deref().unwrap_or(&first.id));
            let name = match around.carried.get(&first.id) {
                Some(address) => Run::Away { to: address.clone(), text: name },
                None => Run::Plain(name),
            };
            way.push(stop("outlet", wording.first_in, name));
        }
        if let Some(outlet) = &self.reading.document.outlet {
            way.push(stop("outlet", wording.published_by, Run::Plain(one_line(outlet))));
        }
        if way.len() > 1 { way } else { Vec::new() }
    }

    /// A name that leads to what is known of the actor.
    fn named(&self, id: Option<&str>, name: &str) -> Run {
        match id.and_then(|id| self.actor_at(id)) {
            Some(actor) => Run::link(&self.anchors.actors[actor].record, name),
            None => Run::Own(name.to_owned()),
        }
    }

    fn known(&self, actor: Option<&Actor>) -> Vec<Run> {
        actor.map(|actor| self.facts(actor)).unwrap_or_default()
    }
}
