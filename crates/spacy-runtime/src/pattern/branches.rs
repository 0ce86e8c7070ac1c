//! Very long lists of branches, compiled branch by branch when a text needs it.

use super::emit::{Item, Looks, class_items};
use super::syntax::{self, Node, Parsed};
use super::{Engine, compile};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A larger class says too little about a text to be worth a look.
const MAX_SET: usize = 16;

/// A pattern `A|B|C|…` to be matched from the start of a text.
///
/// Each branch is known by the characters that it must begin with and by small sets of characters of
/// which the text must hold one; what remains after these two is compiled and tried.
#[derive(Debug)]
pub(crate) struct Branches {
    pattern: String,
    ignore_case: bool,
    branches: Vec<Branch>,
    /// Branches by their first character, lower-cased.
    by_first: HashMap<char, Vec<u32>>,
    /// Branches that may begin with anything.
    open: Vec<u32>,
    /// The sets that branches require; most require the same few.
    sets: Vec<Vec<char>>,
}

#[derive(Debug)]
struct Branch {
    source: Range<usize>,
    /// Sets for the first characters, one after the other.
    prefix: Vec<Vec<char>>,
    /// Where nothing is known of the first character but that it is a letter, as far as letters go.
    begins_with_letter: bool,
    /// Numbers of the sets of which the text must hold a character each.
    required: Vec<usize>,
    engine: OnceLock<Option<Engine>>,
}

impl Branches {
    /// Reads a pattern; every branch is parsed, none compiled.
    pub(crate) fn new(pattern: String) -> Result<Branches, String> {
        let Parsed { node, ignore_case } = syntax::parse(&pattern)?;
        let nodes = match node {
            Node::Alt(nodes) => nodes,
            node => vec![node],
        };
        let sources = branch_sources(&pattern);
        if sources.len() != nodes.len() {
            return Err("a list of branches that cannot be told apart".to_owned());
        }
        let mut branches = Vec::with_capacity(nodes.len());
        let mut by_first: HashMap<char, Vec<u32>> = HashMap::new();
        let mut open = Vec::new();
        let mut sets = Vec::new();
        for ((node, source), number) in nodes.iter().zip(sources).zip(0u32..) {
            let mut branch = Branch {
                source,
                prefix: Vec::new(),
                begins_with_letter: false,
                required: Vec::new(),
                engine: OnceLock::new(),
            };
            describe(node, &mut branch, &mut sets)?;
            match branch.prefix.first() {
                Some(first) => first.iter().for_each(|&c| by_first.entry(c).or_default().push(number)),
                None => open.push(number),
            }
            branches.push(branch);
        }
        Ok(Branches { pattern, ignore_case, branches, by_first, open, sets })
    }

    /// Whether a branch matches at the start of the text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let Some(first) = text.chars().next() else {
            return self.branches.iter().any(|branch| self.matches(branch, text));
        };
        let candidates = if folds_oddly(first) {
            (0..self.branches.len() as u32).collect()
        } else {
            let closed = self.by_first.get(&lower(first)).map_or(&[][..], Vec::as_slice);
            [closed, &self.open].concat()
        };
        // The text is searched once for each set, however many branches require it.
        let mut holds: Vec<Option<bool>> = vec![None; self.sets.len()];
        let mut has =
            |set: usize| *holds[set].get_or_insert_with(|| text.chars().any(|c| in_set(c, &self.sets[set])));
        candidates.iter().any(|&number| {
            let branch = &self.branches[number as usize];
            branch.may_begin(text)
                && branch.required.iter().all(|&set| has(set))
                && self.matches(branch, text)
        })
    }

    fn matches(&self, branch: &Branch, text: &str) -> bool {
        let engine = branch.engine.get_or_init(|| {
            let parsed = syntax::parse(&self.pattern[branch.source.clone()]).ok()?;
            compile(&parsed.node, self.ignore_case, true, Looks::Exact).ok()
        });
        let Some(engine) = engine else { return false };
        // Python folds the dotted and the dotless i of Turkish together with i, Rust does not.
        if self.ignore_case && text.contains(['İ', 'ı']) {
            return engine.find(&text.replace(['İ', 'ı'], "i"), 0).is_some();
        }
        engine.find(text, 0).is_some()
    }
}

impl Branch {
    fn may_begin(&self, text: &str) -> bool {
        // Telling this first keeps a run of punctuation from being searched to its end at every step.
        if self.begins_with_letter && text.starts_with(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()) {
            return false;
        }
        let mut chars = text.chars();
        self.prefix.iter().all(|set| chars.next().is_some_and(|c| in_set(c, set)))
    }
}

fn in_set(c: char, set: &[char]) -> bool {
    folds_oddly(c) || set.contains(&lower(c))
}

/// Characters outside Latin-1 that fold to one inside, or fold to more than one: let them pass any test.
fn folds_oddly(c: char) -> bool {
    matches!(c, 'İ' | 'ı' | 'ſ' | 'ẞ' | 'Ÿ' | 'μ' | 'Μ' | '\u{212a}' | '\u{212b}')
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Cuts a pattern at the bars that stand outside of every group and class; flags are left out.
fn branch_sources(pattern: &str) -> Vec<Range<usize>> {
    let flags = match pattern.strip_prefix("(?") {
        Some(rest) if rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with(')') => {
            pattern.find(')').map_or(0, |end| end + 1)
        }
        _ => 0,
    };
    let mut start = flags;
    let (mut depth, mut in_class, mut class_start) = (0usize, false, 0usize);
    let mut sources = Vec::new();
    let mut chars = pattern.char_indices().skip_while(|&(at, _)| at < flags).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' if !in_class => {
                in_class = true;
                class_start = at + 1;
                if chars.next_if(|&(_, c)| c == '^').is_some() {
                    class_start += 1;
                }
            }
            ']' if in_class && at > class_start => in_class = false,
            _ if in_class => {}
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                sources.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    sources.push(start..pattern.len());
    sources
}

/// Finds out what a text must have for the branch to match it.
fn describe(node: &Node<'_>, branch: &mut Branch, sets: &mut Vec<Vec<char>>) -> Result<(), String> {
    let single;
    let items = match node {
        Node::Concat(items) => items.as_slice(),
        node => {
            single = [node.clone()];
            &single
        }
    };
    let mut at_start = matches!(items.first(), Some(Node::Start));
    branch.begins_with_letter = at_start && items.get(1).is_some_and(begins_with_letter);
    for item in items.iter().skip(usize::from(at_start)) {
        let (set, once) = match item {
            Node::Repeat { inner, quantifier } if quantifier.starts_with('+') => (small_set(inner)?, false),
            item => (small_set(item)?, true),
        };
        let Some(set) = set else {
            at_start = false;
            continue;
        };
        // One more set is asked for than is needed: plain letters are better tested in place.
        if !set.iter().any(|c| c.is_alphanumeric()) {
            let known = sets.iter().position(|known| *known == set);
            branch.required.push(known.unwrap_or_else(|| {
                sets.push(set.clone());
                sets.len() - 1
            }));
        }
        if at_start {
            branch.prefix.push(set);
            at_start = once;
        }
    }
    Ok(())
}

/// Whether a node takes a character at least and no ASCII character but letters and digits.
fn begins_with_letter(node: &Node<'_>) -> bool {
    match node {
        Node::Class(body) => class_items(body).is_ok_and(|(negated, items)| {
            !negated
                && items.iter().all(|item| match item {
                    Item::Range(from, to) => {
                        !from.is_ascii() || (*from..=*to).all(|c| !c.is_ascii() || c.is_ascii_alphanumeric())
                    }
                    Item::Perl(_) => false,
                })
        }),
        Node::Repeat { inner, quantifier } if quantifier.starts_with('+') => begins_with_letter(inner),
        _ => false,
    }
}

/// The characters that a node stands for, lower-cased, if they are few and it stands for exactly one.
fn small_set(node: &Node<'_>) -> Result<Option<Vec<char>>, String> {
    match node {
        Node::Char(c) => Ok(Some(vec![lower(*c)])),
        Node::Class(body) if body.len() <= 4 * MAX_SET => {
            let (negated, items) = class_items(body)?;
            let mut set = Vec::new();
            for item in items {
                match item {
                    Item::Range(from, to) if to as u32 - (from as u32) < MAX_SET as u32 => {
                        set.extend((from..=to).map(lower));
                    }
                    _ => return Ok(None),
                }
            }
            Ok((!negated && set.len() <= MAX_SET).then_some(set))
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fitting_branches_match() {
        let pattern =
            "(?iu)(?:^a[-–]sexu[a-zé]+$)|(?:^[ée]tats?[-–]uni[a-z]*$)|(?:^[a-zé]+[-–]saint[-–][a-z]+$)";
        let branches = Branches::new(pattern.to_owned()).unwrap();
        for text in ["a-sexué", "A–SEXUÉ", "Etats-Unis", "état-Unien", "Mont-Saint-Michel"] {
            assert!(branches.is_match(text), "{text}");
        }
        for text in ["", "asexué", "a-sexu", "états", "mont-saint", "saint-michel-x", "é", "-", "x a-sexué"]
        {
            assert!(!branches.is_match(text), "{text}");
        }
    }

    #[test]
    fn branches_are_cut_at_outer_bars_only() {
        let pattern = r"(?i)a[|\]|]b|(?:c|d)|e\|f";
        let parts: Vec<&str> = branch_sources(pattern).into_iter().map(|range| &pattern[range]).collect();
        assert_eq!(parts, [r"a[|\]|]b", "(?:c|d)", r"e\|f"]);
    }
}
