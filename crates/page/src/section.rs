//! One dispatch as a section of a page.

use crate::{
    Error,
    actors::Actors,
    around::{Around, NOWHERE, Other},
    citation::Citation,
    events::Events,
    layout::{Look, Piece},
    one_line,
    statements::Statements,
    telling,
    text::Text,
    view::{FORMS, View},
    wording::Wording,
};
use askama::Template;
use records::{Form, Reading};

/// One dispatch, written as HTML, and what a table of contents says of it.
#[derive(Debug, Clone)]
pub struct Section {
    pub(crate) anchor: String,
    pub(crate) lang: String,
    pub(crate) title: String,
    /// Day, outlet, how many statements and events.
    pub(crate) facts: String,
    pub(crate) html: String,
}

impl Section {
    /// Writes a reading as a section whose id is `anchor` (letters, digits and `-`; two sections of one page have
    /// different ones).
    ///
    /// # Errors
    /// When writing fails, which into memory it does not.
    pub fn of(reading: &Reading, anchor: &str, wording: &'static Wording) -> Result<Section, Error> {
        Section::amid(reading, anchor, wording, &NOWHERE)
    }

    /// [`Section::of`], with what its page knows beside the reading.
    ///
    /// # Errors
    /// When writing fails, which into memory it does not.
    pub fn amid(
        reading: &Reading,
        anchor: &str,
        wording: &'static Wording,
        around: &Around,
    ) -> Result<Section, Error> {
        let view = View::new(reading, anchor, wording);
        let document = &reading.document;
        let title = telling::title(document);
        let counts = [
            (wording.count_statements)(reading.statements.len()),
            (wording.count_events)(reading.events.len()),
        ];
        let unknown = telling::wants_day(reading).then_some(wording.day_unknown);
        let day = document.published.as_deref().or(unknown);
        let facts = day.into_iter().chain(document.outlet.as_deref()).map(one_line);
        let of = SectionOf {
            // The text's own first line is the title to see: the same words are not shown twice.
            title_is_in_text: view.pieces.contains(&Piece::Paragraph(Look::Headline)),
            title: title.map(one_line).unwrap_or_else(|| one_line(&document.id)),
            titled: title.is_some(),
            id: one_line(&document.id),
            published: day.map(one_line),
            outlet: document.outlet.as_deref().map(one_line),
            address: document.url.as_deref().map(one_line),
            copies: document
                .copies
                .iter()
                .map(|copy| Other {
                    words: telling::carries(copy, wording),
                    address: around.carried.get(&copy.id).cloned().unwrap_or_default(),
                })
                .collect(),
            text: Text { view: &view },
            statements: Statements { view: &view, around },
            events: Events { view: &view, around },
            actors: Actors::of(&view, around),
            forms: FORMS
                .iter()
                .map(|form| (*form, reading.statements.iter().filter(|said| said.form == *form).count()))
                .collect(),
            around,
            view: &view,
        };
        Ok(Section {
            anchor: view.anchors.dispatch.clone(),
            lang: view.lang.to_owned(),
            title: of.title.clone(),
            facts: facts.chain(counts).collect::<Vec<_>>().join(" · "),
            html: of.render()?,
        })
    }

    /// The HTML: a `<section>`.
    pub fn html(&self) -> &str {
        &self.html
    }
}

#[derive(Template)]
#[template(path = "section.html")]
struct SectionOf<'a> {
    view: &'a View<'a>,
    title: String,
    titled: bool,
    title_is_in_text: bool,
    id: String,
    published: Option<String>,
    outlet: Option<String>,
    address: Option<String>,
    copies: Vec<Other>,
    around: &'a Around,
    /// How many statements there are of each form.
    forms: Vec<(Form, usize)>,
    text: Text<'a>,
    statements: Statements<'a>,
    events: Events<'a>,
    actors: Actors<'a>,
}

impl SectionOf<'_> {
    fn form(&self, form: &Form) -> &'static str {
        (self.view.wording.form)(*form)
    }

    fn citation(&self) -> Citation {
        Citation {
            wording: self.view.wording,
            id: self.view.anchors.dispatch.clone(),
            name: self.title.clone(),
            citation: self.view.cite(self.around),
            button: self.around.address.is_some(),
        }
    }
}

/// Whether an address may be a link: of the web, and so no script.
fn is_of_the_web(address: &str) -> bool {
    let starts = |with: &str| address.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    starts("https://") || starts("http://")
}
