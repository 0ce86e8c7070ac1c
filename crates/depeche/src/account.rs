//! What becomes of the documents of a run, whatever is then made of their readings: printed or stored.

use crate::{exit::Exit, exit::is_no_reader, progress, summary::Summary};
use anyhow::{Error, Result};
use readers::Readers;
use records::{Document, Extent, Reading};
use sources::Problem;
use std::{collections::BTreeMap, fmt::Display};

/// What became of one item of the input.
pub enum Outcome<T> {
    /// A document was read.
    Read {
        /// What was made of its reading.
        made: T,
        /// How much of an earlier one it carries.
        extent: Option<Extent>,
        /// What of it was passed over.
        unread: Option<String>,
    },
    /// Something about the input is odd, but loses nothing.
    Odd(String),
    /// A page of an archive is in this language, for which there is no pack. Archives hold pages in all languages, so that it is no
    /// fault of anybody's, and worth a number only.
    Foreign(String),
    /// A document could not be read, this one or one that the input does not even hold whole.
    Bad(String),
    /// There is no reader for the language of the document at this place.
    NoReader(String, Error),
}

impl<T> Outcome<T> {
    /// What reading a document comes to.
    pub fn of(
        document: &Document,
        place: &impl Display,
        readers: &Readers,
        make: impl FnOnce(Reading) -> Result<T>,
    ) -> Outcome<T> {
        if document.source.is_some()
            && let Some(lang) = readers.foreign(document)
        {
            return Outcome::Foreign(lang);
        }
        let read = readers.read(document).map_err(Error::from);
        match read.and_then(|done| Ok((make(done.reading)?, done.unread))) {
            Ok((made, unread)) => Outcome::Read {
                made,
                // The first of them says the most.
                extent: document.copies.first().map(|copy| copy.extent),
                unread: unread.map(|what| format!("{place}: {what}")),
            },
            Err(error) if is_no_reader(&error) => Outcome::NoReader(place.to_string(), error),
            Err(error) => Outcome::Bad(format!("{place}: {error:#}")),
        }
    }

    /// What something wrong in the input comes to.
    pub fn problem(problem: &Problem) -> Outcome<T> {
        if problem.kind.loses_document() {
            Outcome::Bad(problem.to_string())
        } else {
            Outcome::Odd(problem.to_string())
        }
    }
}

/// What a run came to so far.
#[derive(Default)]
pub struct Account {
    summary: Summary,
    foreign: BTreeMap<String, u64>,
    some_bad: bool,
    any_read: bool,
}

impl Account {
    /// That of a run that goes on where another one ended.
    pub fn after(exit: Exit, any_read: bool) -> Account {
        Account { some_bad: exit == Exit::SomeBad, any_read, ..Account::default() }
    }

    /// Takes an outcome, and tells what has to be told; what was made of a reading is given back.
    ///
    /// # Errors
    /// There is no reader for the first document: nothing will be read without one, unless other documents are, in another language.
    pub fn take<T>(&mut self, outcome: Outcome<T>, progress: &progress::Reading) -> Result<Option<T>> {
        match outcome {
            Outcome::Read { made, extent, unread } => {
                self.any_read = true;
                self.summary.add(extent);
                unread.into_iter().for_each(|message| progress.say(message));
                return Ok(Some(made));
            }
            Outcome::Odd(message) => progress.say(message),
            Outcome::Foreign(lang) => *self.foreign.entry(lang).or_default() += 1,
            Outcome::Bad(message) => self.bad(message, progress),
            Outcome::NoReader(_, error) if !self.any_read => return Err(error),
            Outcome::NoReader(place, error) => self.bad(format!("{place}: {error:#}"), progress),
        }
        Ok(None)
    }

    fn bad(&mut self, message: String, progress: &progress::Reading) {
        self.summary.add_bad();
        self.some_bad = true;
        progress.say(message);
    }

    /// How the run ends, if it ends now.
    pub fn exit(&self) -> Exit {
        if self.some_bad { Exit::SomeBad } else { Exit::Done }
    }

    /// What was read, and what could not be.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// A line on the pages that nobody can read here; `None` if there were none.
    pub fn foreign(&self) -> Option<String> {
        let told: Vec<String> = self.foreign.iter().map(|(lang, count)| format!("{count} {lang}")).collect();
        let line =
            || format!("pages of archives in languages without a pack, passed over: {}", told.join(", "));
        (!told.is_empty()).then(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn bad_documents_are_counted_and_foreign_pages_are_no_fault() {
        let progress = progress::Reading::begin(false, None, std::sync::Arc::default());
        let mut account = Account::default();
        assert!(account.take::<()>(Outcome::NoReader("a".into(), anyhow!("none")), &progress).is_err());
        for lang in ["pl", "de", "pl"] {
            assert!(account.take::<()>(Outcome::Foreign(lang.into()), &progress).unwrap().is_none());
        }
        let read = Outcome::Read { made: 7, extent: None, unread: None };
        assert_eq!(account.take(read, &progress).unwrap(), Some(7));
        assert!(account.take::<()>(Outcome::Odd("odd".into()), &progress).unwrap().is_none());
        assert_eq!((account.exit(), account.summary().documents()), (Exit::Done, 1));
        // Others were read: it costs this one alone.
        assert!(
            account.take::<()>(Outcome::NoReader("b".into(), anyhow!("none")), &progress).unwrap().is_none()
        );
        assert_eq!((account.exit(), account.summary().documents()), (Exit::SomeBad, 2));
        assert!(account.foreign().unwrap().ends_with("passed over: 1 de, 2 pl"));
        assert_eq!(Account::after(Exit::SomeBad, true).exit(), Exit::SomeBad);
    }
}
