//! A dispatch or a record as one cites it: who, what, in which words, where and when.

use crate::{
    around::Around,
    one_line,
    run::plain,
    telling,
    view::View,
    way::Stop,
    wording::Wording,
    words::{beginning, is_quotation_mark},
};
use askama::Template;
use records::Form;

/// So much of what is said stands in a citation, in code points.
const CITED: usize = 600;

/// A citation that opens by a click, without a script, and with one is copied.
#[derive(Template)]
#[template(path = "citation.html")]
pub(crate) struct Citation {
    pub wording: &'static Wording,
    /// The id of what is cited.
    pub id: String,
    /// What it is called aloud.
    pub name: String,
    pub citation: String,
    /// Whether the page has a script that copies.
    pub button: bool,
}

impl askama::filters::HtmlSafe for Citation {}

impl View<'_> {
    /// The dispatch: outlet, title, day, address.
    pub(crate) fn cite(&self, around: &Around) -> String {
        format!("{} ({})", self.whence(around, None), self.wording.cited_as)
    }

    /// A statement: who says it, what it does, its words, by which way, and the dispatch.
    pub(crate) fn cite_statement(&self, at: usize, around: &Around) -> String {
        let (statement, wording) = (&self.reading.statements[at], self.wording);
        let mut kind = format!("{}, {}", (wording.act)(statement.act), (wording.form)(statement.form));
        if statement.negated {
            kind = format!("{kind}, {}", wording.not_said);
        }
        let content = beginning(&self.words.content(statement), CITED);
        // All of a direct statement stands between marks of its own, as a rule.
        let marked = statement.form == Form::Direct && content.starts_with(is_quotation_mark);
        let content = if marked { content } else { (wording.quoted)(&content) };
        let way = self.way(at, around).into_iter().filter(|stop| matches!(stop.look, "to" | "in" | "by"));
        let told = |stop: Stop| format!(", {} {}", stop.label, plain(std::slice::from_ref(&stop.name)));
        let way: String = way.map(told).collect();
        let record = &self.anchors.statements[at].record;
        format!(
            "{} ({kind}){}{content}{way}. {} ({})",
            self.voice(at).name,
            wording.colon,
            self.whence(around, Some(record)),
            wording.cited_as
        )
    }

    /// An event: what, by whom towards whom, the word that names it, when, and the dispatch.
    pub(crate) fn cite_event(&self, at: usize, around: &Around) -> String {
        let (event, wording) = (&self.reading.events[at], self.wording);
        let kind = format!("{}, {}", self.event_kind(at), (wording.status_of)(event.status));
        let (source, target) = (plain(&self.names(&event.source)), plain(&self.names(&event.target)));
        let parties = match (source.is_empty(), target.is_empty()) {
            (_, true) => source,
            (true, false) => format!("→ {target}"),
            (false, false) => format!("{source} → {target}"),
        };
        let word = (wording.quoted)(&self.words.line(event.trigger));
        let told = [parties, word, plain(&self.event_date(at))];
        let told = told.into_iter().filter(|told| !told.is_empty()).collect::<Vec<_>>().join(", ");
        let record = &self.anchors.events[at].record;
        let whence = self.whence(around, Some(record));
        format!("{kind}{}{told}. {whence} ({})", wording.colon, wording.cited_as)
    }

    /// Outlet, title, day and address; the page's own address leads to the record.
    fn whence(&self, around: &Around, record: Option<&str>) -> String {
        let document = &self.reading.document;
        let title = telling::title(document).map(|title| (self.wording.quoted)(&one_line(title)));
        let here = around.address.as_ref().map(|address| match record {
            Some(record) => format!("{address}#{record}"),
            None => address.clone(),
        });
        let parts = [
            document.outlet.as_deref().map(one_line),
            title.or_else(|| Some(one_line(&document.id))),
            document.published.as_deref().map(one_line),
            document.url.as_deref().map(one_line),
            here,
        ];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}
