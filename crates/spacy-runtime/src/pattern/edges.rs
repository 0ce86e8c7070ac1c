//! Patterns that match at one end of a text, without a backtracking engine.
//!
//! A tokenizer strips a long chunk one affix at a time, so each step has to cost no more than the affix. The
//! look-around in such patterns stands at the outer end of a branch: `(?<=[0-9])%$`, `^d'(?=[a-z])`. It can be
//! matched as text beside a group, and the group's bounds are then those that Python gives.

use super::emit::{Looks, emit};
use super::syntax::{self, Node, Parsed};
use super::{Search, build};
use regex_automata::{Anchored, Input, meta};
use std::ops::Range;

/// One end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Start,
    End,
}

/// A pattern all of whose branches match at one end, or any other pattern.
#[derive(Debug)]
pub(crate) enum Edge {
    /// Parts in the order of the branches.
    Parts { side: Side, parts: Vec<Part> },
    /// What does not have the form expected.
    General(Search),
}

#[derive(Debug)]
pub(crate) enum Part {
    /// Branches without look-around.
    Plain(meta::Regex),
    /// The match is the first group; what is beside it must be there.
    Beside(meta::Regex),
    /// A match that this must not follow. The match has one possible length.
    Unless { regex: meta::Regex, not: meta::Regex },
}

impl Edge {
    /// Compiles a pattern for Python's `search`.
    pub(crate) fn new(pattern: &str, side: Side) -> Result<Edge, String> {
        let Parsed { node, ignore_case } = syntax::parse(pattern)?;
        match split(&node, ignore_case, side)? {
            Some(parts) => Ok(Edge::Parts { side, parts }),
            None => Ok(Edge::General(Search::new(pattern, false)?)),
        }
    }

    /// The leftmost match; of several at one place that of the first branch.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        match self {
            Edge::General(search) => search.find(text),
            Edge::Parts { side: Side::Start, parts } => parts.iter().find_map(|part| part.find(text)),
            Edge::Parts { side: Side::End, parts } => {
                parts.iter().filter_map(|part| part.find(text)).min_by_key(|found| found.start)
            }
        }
    }
}

impl Part {
    fn find(&self, text: &str) -> Option<Range<usize>> {
        match self {
            Part::Plain(regex) => Some(regex.find(text)?.range()),
            Part::Beside(regex) => {
                regex.search_half(&Input::new(text))?;
                let mut captures = regex.create_captures();
                regex.captures(text, &mut captures);
                Some(captures.get_group(1)?.range())
            }
            Part::Unless { regex, not } => {
                let found = regex.find(text)?.range();
                let after = Input::new(text).range(found.end..).anchored(Anchored::Yes);
                not.search_half(&after).is_none().then_some(found)
            }
        }
    }
}

/// Cuts a pattern into parts; nothing if a branch has another form.
fn split(node: &Node<'_>, ignore_case: bool, side: Side) -> Result<Option<Vec<Part>>, String> {
    let single = [node.clone()];
    let branches = match node {
        Node::Alt(branches) => branches.as_slice(),
        _ => &single,
    };
    let mut parts = Vec::new();
    let mut plain: Vec<&Node<'_>> = Vec::new();
    for branch in branches {
        let Some((core, look)) = describe(branch, side) else { return Ok(None) };
        let Some((positive, inner)) = look else {
            plain.push(branch);
            continue;
        };
        // Which branch comes first matters at the start only.
        if side == Side::Start {
            parts.extend(plain_part(&mut plain, ignore_case)?);
        }
        let (core, inner) = (written(core)?, written(std::slice::from_ref(inner))?);
        parts.push(match (side, positive) {
            (Side::Start, true) => Part::Beside(build(&format!(r"\A({core})(?:{inner})"), ignore_case)?),
            (Side::End, true) => Part::Beside(build(&format!(r"(?:{inner})({core})\z"), ignore_case)?),
            (_, false) => Part::Unless {
                regex: build(&format!(r"\A(?:{core})"), ignore_case)?,
                not: build(&format!("(?:{inner})"), ignore_case)?,
            },
        });
    }
    parts.extend(plain_part(&mut plain, ignore_case)?);
    Ok(Some(parts))
}

/// The core of a branch, without its anchor, and the look-around at its outer end.
#[allow(clippy::type_complexity)]
fn describe<'n, 'p>(
    branch: &'n Node<'p>,
    side: Side,
) -> Option<(&'n [Node<'p>], Option<(bool, &'n Node<'p>)>)> {
    let Node::Concat(items) = branch else { return None };
    let (core, look) = match (side, items.as_slice()) {
        (Side::Start, [Node::Start, core @ .., Node::Look { ahead: true, positive, inner }]) => {
            (core, Some((*positive, inner.as_ref())))
        }
        (Side::End, [Node::Look { ahead: false, positive, inner }, core @ .., Node::End]) => {
            (core, Some((*positive, inner.as_ref())))
        }
        (Side::Start, [Node::Start, core @ ..]) | (Side::End, [core @ .., Node::End]) => (core, None),
        _ => return None,
    };
    let is_plain = |node: &Node<'_>| !super::has_look(node) && !has_anchor(node);
    let sound = match look {
        None => true,
        Some((true, inner)) => is_plain(inner),
        // Python would try other lengths of the core; with one length there are none.
        Some((false, inner)) => side == Side::Start && is_plain(inner) && core.iter().all(is_one_char),
    };
    (sound && core.iter().all(is_plain)).then_some((core, look))
}

fn has_anchor(node: &Node<'_>) -> bool {
    match node {
        Node::Start | Node::End | Node::Boundary(_) => true,
        Node::Repeat { inner, .. } | Node::Look { inner, .. } => has_anchor(inner),
        Node::Concat(items) | Node::Alt(items) => items.iter().any(has_anchor),
        _ => false,
    }
}

fn is_one_char(node: &Node<'_>) -> bool {
    matches!(node, Node::Char(_) | Node::Class(_) | Node::Perl(_) | Node::Any)
}

fn plain_part(plain: &mut Vec<&Node<'_>>, ignore_case: bool) -> Result<Option<Part>, String> {
    if plain.is_empty() {
        return Ok(None);
    }
    let branches: Vec<String> =
        plain.drain(..).map(|branch| written(std::slice::from_ref(branch))).collect::<Result<_, _>>()?;
    build(&branches.join("|"), ignore_case).map(|regex| Some(Part::Plain(regex)))
}

fn written(nodes: &[Node<'_>]) -> Result<String, String> {
    let mut out = String::new();
    emit(&Node::Concat(nodes.to_vec()), Looks::Exact, &mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both ways must agree wherever the fast one is taken.
    fn check(pattern: &str, side: Side, texts: &[&str]) {
        let edge = Edge::new(pattern, side).unwrap();
        assert!(matches!(edge, Edge::Parts { .. }), "{pattern}");
        let search = Search::new(pattern, false).unwrap();
        for text in texts {
            assert_eq!(edge.find(text), search.find(text), "{pattern} on {text}");
        }
    }

    #[test]
    fn parts_find_what_the_whole_finds() {
        let suffix =
            r"…$|\.\.+$|,$|(?<=[0-9])%$|(?<=[0-9])(?:km|m|m²)$|(?<=[a-zé²%])\.$|(?<=[A-Z][A-Z])\.$|'s$";
        check(
            suffix,
            Side::End,
            &[
                "5%", "%", "x%", "5km", "5m", "m", "5m²", "...", "a...", "a.", "AB.", "A.", "é.", "5%.", "",
                "it's",
            ],
        );
        let prefix = r"^§|^\+(?![0-9])|^\.\.+|^US\$|^U|^(?:(d|l|jusqu)['’])(?=[a-zé])|^l";
        check(
            prefix,
            Side::Start,
            &[
                "§§",
                "+5",
                "+x",
                "+",
                "...a",
                "US$5",
                "USA",
                "d'eau",
                "l’été",
                "l'",
                "l'A",
                "jusqu'à",
                "x",
                "",
            ],
        );
    }

    #[test]
    fn other_forms_take_the_general_way() {
        for pattern in ["a$|b", "(?<!a)b$", "(?=a)b$"] {
            assert!(matches!(Edge::new(pattern, Side::End).unwrap(), Edge::General(_)), "{pattern}");
        }
        assert!(matches!(Edge::new("^a+(?!b)", Side::Start).unwrap(), Edge::General(_)));
    }
}
