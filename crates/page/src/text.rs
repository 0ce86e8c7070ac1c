//! The dispatch's text with what was read in it marked.

use crate::{
    Error,
    layout::{Look, Piece},
    marks::Kind,
    view::View,
};
use askama::Template;

#[derive(Template)]
#[template(path = "text.html")]
pub(crate) struct Text<'a> {
    pub view: &'a View<'a>,
}

impl askama::filters::HtmlSafe for Text<'_> {}

impl View<'_> {
    /// The dispatch's text, marked: an `<article>` whose text content is the document's text and nothing else (numbers
    /// and tags are drawn by the style sheet), but for U+0000, which HTML cannot hold, as U+FFFD.
    ///
    /// # Errors
    /// When writing fails, which into memory it does not.
    pub fn text(&self) -> Result<String, Error> {
        Ok(Text { view: self }.render()?)
    }
}

/// A mark as the template needs it.
struct Shown {
    /// The element.
    tag: &'static str,
    class: String,
    /// What it belongs to that can be hidden: the forms of its statements, `event`.
    forms: String,
    /// Where links to it lead, for the first stretch of it.
    id: Option<String>,
    /// Ids of the records that it belongs to.
    records: String,
    /// What is read aloud with it; nothing for marks that only show who plays which part.
    described_by: String,
    /// What the note on it says.
    note: String,
}

impl Text<'_> {
    fn shown(&self, mark: &usize, named: &bool) -> Shown {
        let (view, named) = (self.view, *named);
        let mark = &view.marks[*mark];
        let first = mark.of.first().copied().unwrap_or_default();
        let statements = || {
            let ids = mark.of.iter().map(|of| view.anchors.statements[*of].record.as_str());
            ids.collect::<Vec<_>>().join(" ")
        };
        let hue = |name: &str| format!("{name} h{}", view.voice(first).hue);
        let role = |class: String| Shown {
            tag: "span",
            class,
            forms: view.forms(&mark.of),
            id: None,
            records: statements(),
            described_by: String::new(),
            note: String::new(),
        };
        match mark.kind {
            Kind::Statement => {
                let anchor = &view.anchors.statements[first];
                Shown {
                    tag: "mark",
                    class: hue(view.reading.statements[first].form.as_str()),
                    forms: view.forms(&mark.of),
                    id: named.then(|| anchor.place.clone()),
                    records: anchor.record.clone(),
                    described_by: format!("{} {}-more", view.voice(first).anchor, anchor.record),
                    note: view.statement_note(first),
                }
            }
            Kind::Event => {
                let anchor = &view.anchors.events[first];
                Shown {
                    tag: "span",
                    class: format!("event {}", view.reading.events[first].status),
                    forms: "event".to_owned(),
                    id: named.then(|| anchor.place.clone()),
                    records: anchor.record.clone(),
                    described_by: anchor.record.clone(),
                    note: view.event_note(first),
                }
            }
            Kind::Quote => role(hue("quote")),
            Kind::Speaker => role(hue("speaker")),
            Kind::Relay => role(hue("relay")),
            Kind::Medium => role(hue("medium")),
            Kind::Addressee => role(hue("addressee")),
            Kind::Cue => role(hue("cue")),
        }
    }

    /// The element that a mark is.
    fn tag(&self, mark: &usize) -> &'static str {
        if self.view.marks[*mark].kind == Kind::Statement { "mark" } else { "span" }
    }

    /// What stands at the end of a statement or an event: a link to its record.
    fn sign(&self, mark: &usize) -> Option<Sign> {
        let view = self.view;
        let mark = &view.marks[*mark];
        let of = *mark.of.first()?;
        match mark.kind {
            Kind::Statement => {
                let anchor = &view.anchors.statements[of];
                Some(Sign {
                    class: "key",
                    to: anchor.record.clone(),
                    shows: view.key(of),
                    label: view.statement_label(of),
                    described_by: format!("{}-more", anchor.record),
                })
            }
            Kind::Event => {
                let anchor = &view.anchors.events[of];
                let shows = view.event_tag(of);
                Some(Sign {
                    class: "tag",
                    to: anchor.record.clone(),
                    label: format!("{} {}, {shows}", view.wording.event, anchor.number),
                    shows,
                    described_by: anchor.record.clone(),
                })
            }
            _ => None,
        }
    }
}

/// A link to a record.
struct Sign {
    class: &'static str,
    to: String,
    shows: String,
    label: String,
    described_by: String,
}
