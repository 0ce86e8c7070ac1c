//! A request, as pages need it.

use crate::{params::Params, wording::Wording};
use axum::http::{HeaderMap, Uri, header};

/// The form in which an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A page for people.
    Html,
    /// For programs.
    Json,
    /// For programs and spreadsheets, where it is a table.
    Csv,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// In which form.
    pub format: Format,
    /// In which language.
    pub words: &'static Wording,
    /// The name under which this site was asked.
    pub host: String,
    /// The path, without the ending that tells the form.
    pub path: String,
    /// What stands behind it.
    pub params: Params,
}

/// A path without the ending that tells the form, and the form.
pub fn parted(path: &str) -> (&str, Format) {
    let ending = |ending| path.strip_suffix(ending).filter(|rest| !rest.is_empty() && !rest.ends_with('/'));
    match (ending(".json"), ending(".csv")) {
        // Files of ours keep their names.
        _ if path.starts_with("/assets/") => (path, Format::Html),
        (Some(path), _) => (path, Format::Json),
        (_, Some(path)) => (path, Format::Csv),
        _ => (path, Format::Html),
    }
}

impl Asked {
    /// What an address and its headers ask for, in the form that was parted from it.
    pub fn of(uri: &Uri, headers: &HeaderMap, format: Format) -> Asked {
        let params = Params::parse(uri.query().unwrap_or_default());
        let told = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let chosen = params.get("ui").or_else(|| cookie(told(header::COOKIE), "ui"));
        let words = Wording::chosen(chosen, told(header::ACCEPT_LANGUAGE));
        // Links begin with it: two slashes would lead to another site.
        let path = format!("/{}", uri.path().trim_start_matches('/'));
        let host = told(header::HOST).to_owned();
        Asked { format, words, host, path, params }
    }

    /// The address of the same in another form.
    pub fn in_form(&self, ending: &str) -> String {
        let path = if self.path == "/" { "/home" } else { &self.path };
        self.params.without("ui").without("after").on(&format!("{path}.{ending}"))
    }

    /// The address of what follows.
    pub fn after(&self, cursor: &str) -> String {
        let ending = match self.format {
            Format::Html => "",
            Format::Json => ".json",
            Format::Csv => ".csv",
        };
        self.params.with("after", cursor).on(&format!("{}{ending}", self.path))
    }
}

fn cookie<'h>(header: &'h str, name: &str) -> Option<&'h str> {
    header.split(';').find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::{Format, cookie, parted};

    #[test]
    fn endings_tell_the_form() {
        for (path, rest, format) in [
            ("/statements", "/statements", Format::Html),
            ("/statements.json", "/statements", Format::Json),
            ("/actor/12.csv", "/actor/12", Format::Csv),
            ("/assets/map.json", "/assets/map.json", Format::Html),
            ("/.json", "/.json", Format::Html),
        ] {
            assert_eq!(parted(path), (rest, format), "{path}");
        }
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        assert_eq!(cookie("gui=en; ui=fr", "ui"), Some("fr"));
        assert_eq!(cookie("uix=fr", "ui"), None);
    }
}
