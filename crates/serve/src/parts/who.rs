//! What a request's parameters ask the store for.

use crate::{error::Failure, params::Params, wording::Wording};
use std::str::FromStr;
use store::{
    Store,
    query::{Days, Outlet, Who},
};

/// What an answer is about, or why there can be none.
pub struct Asking<'a> {
    store: &'a Store,
    params: &'a Params,
    words: &'static Wording,
    /// Told where nothing can match, with names that may have been meant.
    pub nobody: Option<(String, Vec<String>)>,
}

/// Reads parameters.
pub fn asking<'a>(store: &'a Store, params: &'a Params, words: &'static Wording) -> Asking<'a> {
    Asking { store, params, words, nobody: None }
}

impl Asking<'_> {
    /// Whom a parameter names.
    ///
    /// # Errors
    /// Those of the file.
    pub fn who(&mut self, name: &str) -> Result<Option<Who>, Failure> {
        let Some(text) = self.params.get(name) else { return Ok(None) };
        let who = Who::resolve(self.store, text)?;
        if who.is_nobody() && self.nobody.is_none() {
            let near = if who.country().is_some() { Vec::new() } else { who.near(self.store)? };
            let text = who.country().map_or_else(|| text.to_owned(), |code| self.words.country_of(code));
            self.nobody = Some(((self.words.nobody)(&text), near));
        }
        Ok(Some(who))
    }

    /// Which outlets a parameter names.
    ///
    /// # Errors
    /// Those of the file.
    pub fn outlet(&mut self) -> Result<Option<Outlet>, Failure> {
        let Some(text) = self.params.get("outlet") else { return Ok(None) };
        let outlet = Outlet::resolve(self.store, text)?;
        if outlet.outlets.is_empty() && self.nobody.is_none() {
            self.nobody = Some(((self.words.nobody)(text), outlet.known.iter().take(5).cloned().collect()));
        }
        Ok(Some(outlet))
    }

    /// From when to when.
    ///
    /// # Errors
    /// What is no day, month or year.
    pub fn days(&self) -> Result<Days, Failure> {
        Ok(Days { since: self.day("since")?, until: self.day("until")? })
    }

    fn day(&self, name: &str) -> Result<Option<String>, Failure> {
        let Some(text) = self.params.get(name) else { return Ok(None) };
        let digits = text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let whole = format!(
            "{text}{}",
            ["-01-01", "-01", ""][match text.len() {
                4 => 0,
                7 => 1,
                _ => 2,
            }]
        );
        if digits && whole.parse::<jiff::civil::Date>().is_ok() {
            return Ok(Some(text.to_owned()));
        }
        Err(Failure::Bad(format!(
            "{name}: \"{text}\" is no day (2022-09-13), month (2022-09) or year (2022)"
        )))
    }

    /// Codes of a list.
    ///
    /// # Errors
    /// One that is none.
    pub fn codes<T: FromStr<Err = String> + Copy + AsStr + 'static>(
        &self,
        name: &str,
        all: &[T],
    ) -> Result<Vec<T>, Failure> {
        let code = |text: &str| {
            text.parse::<T>().map_err(|unknown| {
                let known: Vec<&str> = all.iter().map(|code| code.text()).collect();
                Failure::Bad(format!("{name}: \"{unknown}\" is none of {}", known.join(", ")))
            })
        };
        self.params.all(name).map(code).collect()
    }
}

/// A code of a closed list.
pub trait AsStr {
    /// As it is written.
    fn text(&self) -> &'static str;
}

macro_rules! as_str {
    ($($list:ty),+) => { $(impl AsStr for $list { fn text(&self) -> &'static str { self.as_str() } })+ };
}
as_str!(
    records::Act,
    records::Form,
    records::EventType,
    records::Status,
    records::Sector,
    records::ActorKind
);
