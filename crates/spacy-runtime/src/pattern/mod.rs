//! Python regular expressions, run on Rust's engines.
//!
//! The tokenizer's rules come as Python patterns: long lists of branches with classes of thousands of
//! characters and a few look-arounds. Most texts match none of them, so a [`Search`] asks a linear-time
//! automaton first that never misses a match, and only then the exact pattern; where that has look-around
//! it needs a backtracking engine, whose steps are bounded. A [`Branches`] is for lists that are too long
//! to be compiled at all (French hyphenated words: 1.4 MB): it compiles the branches that come into question.

mod branches;
mod edges;
mod emit;
mod syntax;

pub(crate) use branches::Branches;
pub(crate) use edges::{Edge, Side};

use emit::{Looks, emit};
use regex_automata::{Input, meta};
use std::ops::Range;
use std::sync::OnceLock;
use syntax::{Node, Parsed};

/// Room for one automaton; the largest class of the published tokenizers takes a few megabytes.
const AUTOMATON_LIMIT: usize = 64 << 20;

/// A compiled pattern.
#[derive(Debug)]
enum Engine {
    Linear(Box<meta::Regex>),
    Backtracking(Box<fancy_regex::Regex>),
}

impl Engine {
    fn find(&self, text: &str, from: usize) -> Option<Range<usize>> {
        match self {
            Engine::Linear(regex) => regex.search(&Input::new(text).range(from..)).map(|found| found.range()),
            // A search that takes too many steps has no result; spaCy would search on for minutes.
            Engine::Backtracking(regex) => {
                regex.find_from_pos(text, from).ok().flatten().map(|found| found.start()..found.end())
            }
        }
    }
}

/// Compiles a node; `anchored` makes it match at the start of the text only, as Python's `re.match`.
fn compile(node: &Node<'_>, ignore_case: bool, anchored: bool, looks: Looks) -> Result<Engine, String> {
    let mut pattern = String::new();
    pattern.push_str(if anchored { r"\A(?:" } else { "(?:" });
    emit(node, looks, &mut pattern)?;
    pattern.push(')');
    if looks == Looks::Exact && has_look(node) {
        let pattern = if ignore_case { format!("(?i){pattern}") } else { pattern };
        let regex = fancy_regex::RegexBuilder::new(&pattern)
            .delegate_size_limit(AUTOMATON_LIMIT)
            .build()
            .map_err(|error| error.to_string())?;
        return Ok(Engine::Backtracking(Box::new(regex)));
    }
    build(&pattern, ignore_case).map(|regex| Engine::Linear(Box::new(regex)))
}

/// Builds a linear engine for a pattern in Rust's syntax.
fn build(pattern: &str, ignore_case: bool) -> Result<meta::Regex, String> {
    let config = meta::Regex::config().nfa_size_limit(Some(AUTOMATON_LIMIT)).onepass(false);
    let syntax = regex_automata::util::syntax::Config::new().case_insensitive(ignore_case);
    let built = meta::Regex::builder().configure(config).syntax(syntax).build(pattern);
    built.map_err(|error| error.to_string())
}

fn has_look(node: &Node<'_>) -> bool {
    match node {
        Node::Look { .. } => true,
        Node::Repeat { inner, .. } => has_look(inner),
        Node::Concat(items) | Node::Alt(items) => items.iter().any(has_look),
        _ => false,
    }
}

/// A pattern to search for.
#[derive(Debug)]
pub(crate) struct Search {
    pattern: String,
    anchored: bool,
    loose: Engine,
    /// Compiled when the loose pattern has matched for the first time; nothing if the loose one is exact.
    exact: Option<OnceLock<Engine>>,
}

impl Search {
    /// Compiles a pattern for Python's `search` and `finditer`, or for `match` if `anchored`.
    pub(crate) fn new(pattern: &str, anchored: bool) -> Result<Search, String> {
        let Parsed { node, ignore_case } = syntax::parse(pattern)?;
        let loose = compile(&node, ignore_case, anchored, Looks::Loose)?;
        let exact = has_look(&node).then(OnceLock::new);
        // The exact pattern must be sound too, but compiling it can wait: parsing finds what is wrong with it.
        let pattern = if exact.is_some() { pattern.to_owned() } else { String::new() };
        Ok(Search { pattern, anchored, loose, exact })
    }

    /// The leftmost match at or after the byte `from`.
    pub(crate) fn find_at(&self, text: &str, from: usize) -> Option<Range<usize>> {
        match &self.exact {
            None => self.loose.find(text, from),
            Some(exact) => exact.get_or_init(|| self.compile_exact()).find(text, from),
        }
    }

    /// The leftmost match.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.loose.find(text, 0)?;
        self.find_at(text, 0)
    }

    /// All matches as Python's `finditer` gives them, empty ones among them.
    pub(crate) fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        let mut matches = Vec::new();
        if self.loose.find(text, 0).is_none() {
            return matches;
        }
        let mut from = 0;
        while from <= text.len() {
            let Some(found) = self.find_at(text, from) else { break };
            from = found.end;
            if found.is_empty() {
                from += text[from..].chars().next().map_or(1, char::len_utf8);
            }
            matches.push(found);
        }
        matches
    }

    /// Whether there is a match.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    fn compile_exact(&self) -> Engine {
        let compiled = syntax::parse(&self.pattern)
            .and_then(|parsed| compile(&parsed.node, parsed.ignore_case, self.anchored, Looks::Exact));
        // What the linear engine takes, the other one takes as well; if it should not, the loose
        // pattern (look-around left out) is the nearest there is.
        compiled.unwrap_or_else(|_| self.loose.clone_handle())
    }
}

impl Engine {
    fn clone_handle(&self) -> Engine {
        match self {
            Engine::Linear(regex) => Engine::Linear(regex.clone()),
            Engine::Backtracking(regex) => Engine::Backtracking(regex.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_around_is_exact() {
        let infix = Search::new(r"\.\.+|(?<=[0-9])[+\-](?=[0-9])|(?<=[a-zé]['’])(?=[a-zé])", false).unwrap();
        let cuts = |text: &str| -> Vec<(usize, usize)> {
            infix.find_all(text).into_iter().map(|found| (found.start, found.end)).collect()
        };
        assert_eq!(cuts("3+4-x"), [(1, 2)]);
        assert_eq!(cuts("l’été"), [(4, 4)]);
        assert_eq!(cuts("a...b..."), [(1, 4), (5, 8)]);
        assert!(infix.find_all("abc").is_empty());
    }

    #[test]
    fn first_branch_wins_as_in_python() {
        assert_eq!(Search::new("^a|^ab", false).unwrap().find("abc"), Some(0..1));
        assert_eq!(Search::new("b$|abab$", false).unwrap().find("xabab"), Some(1..5));
    }

    #[test]
    fn classes_mean_what_python_means() {
        let class = Search::new(r"[\w&&[~\-\u00e9-\u00eb]", false).unwrap();
        for (text, matches) in [("²", true), ("[", true), ("&", true), ("-", true), ("ë", true), ("+", false)]
        {
            assert_eq!(class.is_match(text), matches, "{text}");
        }
        assert!(!Search::new(r"\S", false).unwrap().is_match("\u{1c}"));
    }

    #[test]
    fn what_is_not_supported_is_said() {
        for pattern in [r"(a)\1", "(?P=x)", "(?(1)a)", "a++", "[a", "(a", "a)", "*", "(?s)a", "[b-a]"] {
            assert!(Search::new(pattern, false).is_err(), "{pattern}");
        }
    }
}
