//! The whole page.

use crate::{Error, section::Section, wording::Wording};
use askama::Template;
use records::{EventType, Status};
use std::io::Write;

/// The style sheet of all parts of a reading. It touches nothing but what stands in an element of class `depeche`.
pub const STYLE: &str = include_str!("../templates/reading.css");

/// What a page needs beside [`STYLE`].
const PAGE_STYLE: &str = include_str!("../templates/page.css");

/// What makes notes stand beside their words; without it they stand at the window's lower edge.
pub const SCRIPT: &str = include_str!("../templates/page.js");

/// The only script that a page lets run: the digest of [`SCRIPT`], as a Content-Security-Policy names it.
const SCRIPT_DIGEST: &str = "sha256-yYRlJLz0kCxJTX6r2D+JHASeBmGQYCVZF0gxC9Iyrss=";

/// Writes a page of dispatches: one file that asks for nothing else, with a table of contents where there are several.
///
/// # Errors
/// Those of `out`.
pub fn write(sections: &[Section], wording: &Wording, out: &mut impl Write) -> Result<(), Error> {
    let title = match sections {
        [one] => one.title.clone(),
        several => (wording.dispatches)(several.len()),
    };
    Ok(Page { sections, wording, title }.write_into(out)?)
}

/// The program's version, as pages name it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    sections: &'a [Section],
    wording: &'a Wording,
    title: String,
}

impl Page<'_> {
    fn count(&self) -> String {
        (self.wording.dispatches)(self.sections.len())
    }

    fn status(&self, status: &Status) -> &'static str {
        (self.wording.status_of)(*status)
    }

    fn status_means(&self, status: &Status) -> &'static str {
        (self.wording.status_means)(*status)
    }

    fn type_means(&self, kind: &EventType) -> &'static str {
        (self.wording.type_means)(*kind)
    }
}
