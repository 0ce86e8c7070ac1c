//! Who says what: statements under the one who made them, each with the chain by which it reached the page.

use crate::{
    Error,
    around::{Around, NOWHERE, Other},
    citation::Citation,
    run::{Run, Runs, joined, plain},
    telling,
    view::{View, Voice},
    way::Stop,
    words::beginning,
};
use askama::Template;
use records::Relay;

/// How much of a statement's content its record repeats, in code points: the whole of it stands in the text.
const REPEATED: usize = 300;

#[derive(Template)]
#[template(path = "statements.html")]
pub(crate) struct Statements<'a> {
    pub view: &'a View<'a>,
    pub around: &'a Around,
}

impl askama::filters::HtmlSafe for Statements<'_> {}

impl View<'_> {
    /// The list of statements, grouped by speaker.
    ///
    /// # Errors
    /// When writing fails, which into memory it does not.
    pub fn statements(&self) -> Result<String, Error> {
        Ok(Statements { view: self, around: &NOWHERE }.render()?)
    }
}

/// A statement as the template needs it.
struct Record {
    id: String,
    place: String,
    key: String,
    label: String,
    form: &'static str,
    /// The form's name in the style sheet.
    look: &'static str,
    act: &'static str,
    negated: bool,
    content: String,
    way: Vec<Stop>,
    more: Vec<Line>,
    citation: String,
    /// Where else the same is told.
    other: Option<Other>,
}

/// A thing to know of a record, under its name.
pub(crate) struct Line {
    pub label: &'static str,
    pub runs: Vec<Run>,
    /// Whether it is a stop on the way from the speaker to the reader, which is drawn.
    pub on_the_way: bool,
}

impl Statements<'_> {
    /// Where all there is of a speaker stands.
    fn other(&self, voice: &Voice<'_>) -> Option<&Other> {
        self.around.others.get(&voice.actor?.id)
    }

    fn facts(&self, voice: &Voice<'_>) -> Vec<Run> {
        joined(voice.actor.map(|actor| self.view.facts(actor)).unwrap_or_default(), " · ")
    }

    fn runs<'r>(&'r self, runs: &'r [Run]) -> Runs<'r> {
        Runs { runs, lang: self.view.lang }
    }

    fn run<'r>(&'r self, run: &'r Run) -> Runs<'r> {
        self.runs(std::slice::from_ref(run))
    }

    fn citation(&self, record: &Record) -> Citation {
        Citation {
            wording: self.view.wording,
            id: record.id.clone(),
            name: record.key.clone(),
            citation: record.citation.clone(),
            button: self.around.address.is_some(),
        }
    }

    fn record(&self, at: &usize) -> Record {
        let (at, view) = (*at, self.view);
        let (statement, anchor) = (&view.reading.statements[at], &view.anchors.statements[at]);
        let label = format!("{}: {}", view.statement_label(at), view.wording.to_its_place);
        Record {
            id: anchor.record.clone(),
            place: view.statement_place(at),
            key: view.key(at),
            label,
            form: (view.wording.form)(statement.form),
            look: statement.form.as_str(),
            act: (view.wording.act)(statement.act),
            negated: statement.negated,
            content: beginning(&view.words.content(statement), REPEATED),
            way: view.way(at, self.around),
            more: view.chain(at).into_iter().filter(|line| !line.on_the_way).collect(),
            citation: view.cite_statement(at, self.around),
            other: self.around.others.get(&statement.id).cloned(),
        }
    }
}

impl View<'_> {
    /// What is to be known about how a statement was made and came here.
    pub(crate) fn chain(&self, at: usize) -> Vec<Line> {
        let (statement, wording) = (&self.reading.statements[at], self.wording);
        let mut lines = Vec::new();
        let mut line = |label: &'static str, runs: Vec<Run>| {
            let on_the_way = [wording.to, wording.medium, wording.passed_on].contains(&label);
            lines.push(Line { label, runs, on_the_way });
        };
        let named = statement.speaker.mention.map(|mention| self.words.line(mention));
        if let Some(words) = named.filter(|words| *words != self.voice(at).name) {
            line(wording.named_as, vec![Run::Own(words)]);
        }
        if let Some(addressee) = &statement.addressee
            && let Some(name) = self.name(addressee)
        {
            let facts = self.actor(addressee.actor.as_deref()).map(|actor| self.facts(actor));
            line(wording.to, with_facts(vec![Run::Own(name)], facts));
        }
        if let Some(medium) = statement.medium {
            line(wording.medium, vec![Run::Own((wording.quoted)(&self.words.line(medium)))]);
        }
        for relay in &statement.relays {
            line(wording.passed_on, self.relay(relay));
        }
        if let Some(date) = &statement.date {
            let mut runs = vec![Run::Plain(telling::date(date))];
            runs.extend(
                date.mention.map(|told| Run::Own(format!(" ({})", (wording.quoted)(&self.words.line(told))))),
            );
            line(wording.on, runs);
        }
        if let Some(told) = statement.unresolved_date {
            let words = (wording.quoted)(&self.words.line(told));
            line(wording.on, vec![Run::Own(words), Run::Plain(format!(" ({})", wording.unresolved))]);
        }
        if let Some(outer) = &statement.within {
            let link = self.statement_at(outer).map(|outer| self.statement_link(outer));
            line(wording.inside, vec![link.unwrap_or_else(|| Run::Plain(outer.clone()))]);
        }
        if let Some(cue) = statement.cue {
            line(wording.cue, vec![Run::Own((wording.quoted)(&self.words.line(cue)))]);
        }
        line(wording.rule, vec![Run::Plain(statement.rule.clone())]);
        lines
    }

    fn relay(&self, relay: &Relay) -> Vec<Run> {
        let wording = self.wording;
        let words = self.words.line(relay.mention);
        let known = self.actor(relay.actor.as_deref());
        let mut runs = vec![Run::Own(words.clone())];
        runs.extend(relay.cue.map(|cue| Run::Own(format!(" ({})", (wording.quoted)(&self.words.line(cue))))));
        let name = known.map(|actor| crate::one_line(&actor.name)).filter(|name| !words.contains(name));
        runs.extend(name.map(|name| Run::Own(format!(" = {name}"))));
        with_facts(runs, known.map(|actor| self.facts(actor)))
    }

    /// The note on a statement in the text: who says it, how, and by which chain it came here.
    pub(crate) fn statement_note(&self, at: usize) -> String {
        let (statement, voice) = (&self.reading.statements[at], self.voice(at));
        let mut note = format!("{} {}", self.key(at), voice.name);
        let facts = voice.actor.map(|actor| self.facts(actor)).unwrap_or_default();
        if !facts.is_empty() {
            note.push_str(&format!(" — {}", plain(&joined(facts, " · "))));
        }
        let (act, form) = ((self.wording.act)(statement.act), (self.wording.form)(statement.form));
        note.push_str(&format!("\n{act}, {form}"));
        if statement.negated {
            note.push_str(&format!(", {}", self.wording.not_said));
        }
        for line in self.chain(at) {
            note.push_str(&format!("\n{} {}", line.label, plain(&line.runs)));
        }
        note
    }
}

fn with_facts(mut runs: Vec<Run>, facts: Option<Vec<Run>>) -> Vec<Run> {
    for fact in facts.unwrap_or_default() {
        runs.push(Run::Plain(" · ".to_owned()));
        runs.push(fact);
    }
    runs
}
