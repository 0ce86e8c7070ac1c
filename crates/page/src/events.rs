//! What is done: events as a table.

use crate::{
    Error,
    around::{Around, NOWHERE, Other},
    citation::Citation,
    run::{Run, Runs, joined, plain},
    telling,
    view::View,
};
use askama::Template;
use records::Status;

#[derive(Template)]
#[template(path = "events.html")]
pub(crate) struct Events<'a> {
    pub view: &'a View<'a>,
    pub around: &'a Around,
}

impl askama::filters::HtmlSafe for Events<'_> {}

impl View<'_> {
    /// The table of events.
    ///
    /// # Errors
    /// When writing fails, which into memory it does not.
    pub fn events(&self) -> Result<String, Error> {
        Ok(Events { view: self, around: &NOWHERE }.render()?)
    }
}

/// An event as the template needs it.
struct Row {
    id: String,
    place: String,
    name: String,
    label: String,
    date: Vec<Run>,
    kind: String,
    /// PLOVER contexts.
    about: String,
    word: String,
    source: Vec<Run>,
    target: Vec<Run>,
    place_name: Vec<Run>,
    status: &'static str,
    /// The status's name in the style sheet.
    look: &'static str,
    voice: Vec<Run>,
    codes: String,
    rule: String,
    citation: String,
    /// Where else the same is told.
    other: Option<Other>,
}

impl Events<'_> {
    fn runs<'r>(&'r self, runs: &'r [Run]) -> Runs<'r> {
        Runs { runs, lang: self.view.lang }
    }

    fn citation(&self, row: &Row) -> Citation {
        Citation {
            wording: self.view.wording,
            id: row.id.clone(),
            name: row.name.clone(),
            citation: row.citation.clone(),
            button: self.around.address.is_some(),
        }
    }

    fn row(&self, at: &usize) -> Row {
        let (at, view) = (*at, self.view);
        let (event, anchor) = (&view.reading.events[at], &view.anchors.events[at]);
        let name = format!("e{}", anchor.number);
        Row {
            id: anchor.record.clone(),
            place: view.event_place(at),
            label: format!("{} {name}: {}", view.wording.event, view.wording.to_its_place),
            name,
            date: view.event_date(at),
            kind: view.event_kind(at),
            about: event.contexts.join(", "),
            word: view.words.line(event.trigger),
            source: view.names(&event.source),
            target: view.names(&event.target),
            place_name: view.event_place_name(at).into_iter().collect(),
            status: (view.wording.status_of)(event.status),
            look: event.status.as_str(),
            voice: view.event_voice(at),
            codes: codes(event),
            rule: event.rule.clone(),
            citation: view.cite_event(at, self.around),
            other: self.around.others.get(&event.id).cloned(),
        }
    }
}

impl View<'_> {
    /// Type and mode, and the status unless the act is told as fact.
    pub(crate) fn event_tag(&self, at: usize) -> String {
        let event = &self.reading.events[at];
        let kind = self.event_kind(at);
        match event.status {
            Status::Occurred => kind,
            status => format!("{kind} {}", (self.wording.status_of)(status)),
        }
    }

    pub(crate) fn event_kind(&self, at: usize) -> String {
        let event = &self.reading.events[at];
        match &event.mode {
            Some(mode) => format!("{}/{mode}", event.kind),
            None => event.kind.to_string(),
        }
    }

    pub(crate) fn event_date(&self, at: usize) -> Vec<Run> {
        let event = &self.reading.events[at];
        let Some(date) = &event.date else {
            let words =
                event.unresolved_date.map(|told| Run::Own((self.wording.quoted)(&self.words.line(told))));
            let unresolved = words.is_some().then(|| Run::Plain(format!(" ({})", self.wording.unresolved)));
            return words.into_iter().chain(unresolved).collect();
        };
        let told = date
            .mention
            .map(|told| Run::Own(format!(" ({})", (self.wording.quoted)(&self.words.line(told)))));
        [Run::Plain(telling::date(date))].into_iter().chain(told).collect()
    }

    fn event_place_name(&self, at: usize) -> Option<Run> {
        let place = self.reading.events[at].place.as_ref()?;
        let known = self.reading.places.iter().find(|known| Some(&known.id) == place.place.as_ref());
        let name = known.map_or_else(|| self.words.line(place.mention), |known| crate::one_line(&known.name));
        Some(Run::Own(name))
    }

    /// Whose word it is.
    fn event_voice(&self, at: usize) -> Vec<Run> {
        let Some(voice) = &self.reading.events[at].voice else {
            return vec![Run::Plain(self.wording.outlet_itself.to_owned())];
        };
        match self.statement_at(voice) {
            Some(statement) => vec![
                self.statement_link(statement),
                Run::Plain(" ".to_owned()),
                Run::Own(self.voice(statement).name.clone()),
            ],
            None => vec![Run::Plain(voice.clone())],
        }
    }

    /// Names of actors, linked to what is known of them; ids where there is no such actor.
    pub(crate) fn names(&self, ids: &[String]) -> Vec<Run> {
        let name = |id: &String| match self.actor_at(id) {
            Some(actor) => Run::link(
                &self.anchors.actors[actor].record,
                crate::one_line(&self.reading.actors[actor].name),
            ),
            None => Run::Plain(id.clone()),
        };
        joined(ids.iter().map(name), ", ")
    }

    /// The note on an event in the text.
    pub(crate) fn event_note(&self, at: usize) -> String {
        let (event, wording) = (&self.reading.events[at], self.wording);
        let mut note = format!("{}, {}", self.event_kind(at), (wording.status_of)(event.status));
        let mut add = |told: &str| {
            if !told.is_empty() {
                note.push('\n');
                note.push_str(told);
            }
        };
        let (source, target) = (plain(&self.names(&event.source)), plain(&self.names(&event.target)));
        add(if target.is_empty() { source } else { format!("{source} → {target}") }.trim_start());
        let mut line = |label: &str, told: &str| {
            if !told.is_empty() {
                add(&format!("{label} {told}"));
            }
        };
        line(wording.about, &event.contexts.join(", "));
        line(wording.on, &plain(&self.event_date(at)));
        line(wording.medium, &self.event_place_name(at).map(|place| plain(&[place])).unwrap_or_default());
        line(wording.on_word_of, &plain(&self.event_voice(at)));
        line("CAMEO", &codes(event));
        line(wording.rule, &event.rule);
        note
    }
}

/// CAMEO code and Goldstein weight.
fn codes(event: &records::Event) -> String {
    let weight = event.goldstein.map(|weight| format!("{weight:+.1}").replace('-', "−"));
    event.cameo.iter().cloned().chain(weight).collect::<Vec<_>>().join(" ")
}
