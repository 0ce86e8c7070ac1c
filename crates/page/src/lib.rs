//! Readings as HTML, for the journalist who checks one dispatch and the scientist who looks at twenty.
//!
//! [`Section::of`] writes one reading, [`write()`] a page of them: one file that asks the network for nothing. The parts of
//! a [`View`] (marked text, statements by speaker, events, actors) can be shown by themselves, under [`STYLE`].
//!
//! A dispatch's words are not to be trusted: templates escape all that they are given, only addresses of the web become
//! links, and the page's own policy lets no script run but [`SCRIPT`], which only improves what works without it.
//! Nothing here reads a text or decides what it says; the crate uses `records`, and `knowledge` for countries' names.
//!
//! ```
//! use page::{ENGLISH, Section, View};
//! use records::{Document, Reading};
//!
//! let document = Document { id: "d".into(), lang: "fr".into(), text: "Un <b>texte</b>.".into(), ..Document::default() };
//! let reading = Reading { document, actors: vec![], places: vec![], statements: vec![], events: vec![] };
//! let text = View::new(&reading, "d1", &ENGLISH).text()?;
//! assert!(text.contains("Un &#60;b&#62;texte&#60;/b&#62;."));
//!
//! let mut html = Vec::new();
//! page::write(&[Section::of(&reading, "d1", &ENGLISH)?], &ENGLISH, &mut html)?;
//! assert!(html.starts_with(b"<!doctype html>"));
//! # Ok::<(), page::Error>(())
//! ```

mod actors;
mod anchors;
mod around;
mod citation;
mod error;
mod events;
mod french;
mod layout;
mod marks;
mod page;
mod run;
mod section;
mod statements;
mod telling;
mod text;
mod view;
mod way;
mod wording;
mod words;

pub use around::{Around, Other};
pub use error::Error;
pub use french::FRENCH;
pub use page::{SCRIPT, STYLE, write};
pub use section::Section;
pub use telling::{by_speaker, carries, date, title, wants_day};
pub use view::View;
pub use wording::{ENGLISH, Wording};
pub use words::{Words, one_line};
