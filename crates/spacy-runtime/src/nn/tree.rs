//! What follows from a document's heads: the tokens' extents, the sentences, and the undoing of
//! pseudo-projective labels (`tokens/doc.pyx`, `_parser_internals/nonproj.pyx`).

use super::NnError;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Separates a pseudo-projective label's two parts.
const DELIMITER: &str = "||";

/// The labels of a parser's moves: plain ones first, as they go out, then the pseudo-projective ones.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ArcLabels {
    /// Plain labels; `ROOT` is the first.
    pub plain: Vec<String>,
    /// For the labels from `plain.len()`: the label proper and the label of the head to look for.
    decorated: Vec<(u32, u32)>,
    /// Needed only while moves are read.
    #[serde(skip)]
    numbers: HashMap<String, u32>,
}

/// The label of a token that is its own head.
pub(crate) const ROOT: u32 = 0;

impl ArcLabels {
    /// Numbers all labels of a parser.
    pub(crate) fn new<'a>(
        file: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) -> Result<ArcLabels, NnError> {
        let mut labels = ArcLabels::default();
        labels.plain("ROOT");
        let parts = |name: &'a str| name.split_once(DELIMITER);
        for name in names.clone() {
            match parts(name) {
                None => {
                    labels.plain(name);
                }
                Some((label, head)) if !head.contains(DELIMITER) => {
                    labels.plain(label);
                    labels.plain(head);
                }
                Some(_) => {
                    return Err(NnError::Malformed {
                        file: file.to_owned(),
                        offset: 0,
                        problem: format!("label `{name}` has more than two parts"),
                    });
                }
            }
        }
        for name in names {
            if let Some((label, head)) = parts(name) {
                let pair = (labels.plain(label), labels.plain(head));
                // A label may belong to arcs to the left and to the right.
                if !labels.numbers.contains_key(name) {
                    let number = (labels.plain.len() + labels.decorated.len()) as u32;
                    labels.numbers.insert(name.to_owned(), number);
                    labels.decorated.push(pair);
                }
            }
        }
        Ok(labels)
    }

    /// The number of a label that was given to [`ArcLabels::new`]; `ROOT`'s for others.
    pub(crate) fn number(&self, name: &str) -> u32 {
        self.numbers.get(name).copied().unwrap_or(ROOT)
    }

    fn plain(&mut self, name: &str) -> u32 {
        let next = self.plain.len() as u32;
        let number = *self.numbers.entry(name.to_owned()).or_insert(next);
        if number == next {
            self.plain.push(name.to_owned());
        }
        number
    }

    fn parts(&self, label: u32) -> Option<(u32, u32)> {
        self.decorated.get((label as usize).checked_sub(self.plain.len())?).copied()
    }
}

/// Buffers; reused from document to document.
#[derive(Debug, Default)]
pub(crate) struct TreeBuffers {
    left: Vec<u32>,
    right: Vec<u32>,
    starts: Vec<bool>,
}

/// spaCy widens the extents at most this often while heads lie outside their sentence.
const ROUNDS: usize = 10;

/// Undoes pseudo-projective labels, then marks sentence starts (1) and other tokens (−1).
pub(crate) fn finish(
    labels: &ArcLabels,
    heads: &mut [u32],
    deps: &mut [u32],
    is_space: impl Fn(usize) -> bool,
    sent_start: &mut Vec<i8>,
    buffers: &mut TreeBuffers,
) {
    extents(heads, buffers);
    if deps.iter().any(|label| labels.parts(*label).is_some()) {
        deprojectivize(labels, heads, deps, is_space, buffers);
        extents(heads, buffers);
    }
    sent_start.clear();
    sent_start.extend(buffers.starts.iter().map(|starts| if *starts { 1 } else { -1 }));
}

/// Leftmost and rightmost descendant of each token, and where sentences start (`set_children_from_heads`).
fn extents(heads: &[u32], buffers: &mut TreeBuffers) {
    let count = heads.len();
    let TreeBuffers { left, right, starts } = buffers;
    left.clear();
    left.extend(0..count as u32);
    right.clear();
    right.extend(0..count as u32);
    for _ in 0..=ROUNDS + 1 {
        let mut widen = |token: usize| {
            let head = heads[token] as usize;
            left[head] = left[head].min(left[token]);
            right[head] = right[head].max(right[token]);
        };
        (0..count).for_each(&mut widen);
        (0..count).rev().for_each(&mut widen);
        starts.clear();
        starts.resize(count, false);
        for (token, head) in heads.iter().enumerate() {
            if *head as usize == token {
                starts[left[token] as usize] = true;
            }
        }
        if heads_within_sentences(heads, starts) {
            break;
        }
    }
}

/// spaCy's check, with its last token of a document left out as there.
fn heads_within_sentences(heads: &[u32], starts: &[bool]) -> bool {
    let mut start = 0;
    for end in 0..heads.len() {
        if (end > 0 && starts[end]) || end + 1 == heads.len() {
            for head in &heads[start..end] {
                if (*head as usize) < start || *head as usize > end {
                    return false;
                }
            }
            start = end;
        }
    }
    true
}

/// For each arc `label||head label`, looks for that head label below the current head, breadth first and from
/// left to right, and hangs the token there.
fn deprojectivize(
    labels: &ArcLabels,
    heads: &mut [u32],
    deps: &mut [u32],
    is_space: impl Fn(usize) -> bool,
    buffers: &TreeBuffers,
) {
    let mut children = Children::new(heads);
    let mut queue: Vec<u32> = Vec::new();
    for token in 0..heads.len() {
        let Some((label, head_label)) = labels.parts(deps[token]) else { continue };
        queue.clear();
        queue.push(heads[token]);
        let mut place = 0;
        let mut found = None;
        // Moved arcs might close a circle; no honest search visits more tokens than there are.
        'search: while place < queue.len() && queue.len() <= 2 * heads.len() {
            let head = queue[place] as usize;
            place += 1;
            let mut child = children.first[head];
            while let Ok(this) = usize::try_from(child) {
                child = children.next[this];
                // spaCy looks between the extents as they were before any arc was moved.
                let outside = (this as u32) < buffers.left[head] || this as u32 > buffers.right[head];
                if outside || this == head || this == token || is_space(this) {
                    continue;
                }
                if deps[this] == head_label {
                    found = Some(this as u32);
                    break 'search;
                }
                queue.push(this as u32);
            }
        }
        if let Some(head) = found {
            children.move_to(token, heads[token] as usize, head as usize);
            heads[token] = head;
        }
        deps[token] = label;
    }
}

/// The children of each token as lists in the order of the text.
struct Children {
    first: Vec<i32>,
    next: Vec<i32>,
}

impl Children {
    fn new(heads: &[u32]) -> Children {
        let mut children = Children { first: vec![-1; heads.len()], next: vec![-1; heads.len()] };
        for (token, head) in heads.iter().enumerate().rev() {
            let first = &mut children.first[*head as usize];
            children.next[token] = std::mem::replace(first, token as i32);
        }
        children
    }

    fn move_to(&mut self, token: usize, from: usize, to: usize) {
        let after = self.next[token];
        *self.link(from, token) = after;
        let link = self.link(to, token);
        let before = std::mem::replace(link, token as i32);
        self.next[token] = before;
    }

    /// The link of a head's list that points at the token, or would.
    fn link(&mut self, head: usize, token: usize) -> &mut i32 {
        let mut previous = None;
        let mut child = self.first[head];
        while child >= 0 && (child as usize) < token {
            previous = Some(child as usize);
            child = self.next[child as usize];
        }
        match previous {
            Some(previous) => &mut self.next[previous],
            None => &mut self.first[head],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(names: &[&str], heads: &[u32], deps: &[&str]) -> (Vec<u32>, Vec<String>, Vec<i8>) {
        let labels = ArcLabels::new("moves", names.iter().copied()).expect("good labels");
        let mut heads = heads.to_vec();
        let mut numbers: Vec<u32> = deps.iter().map(|name| labels.number(name)).collect();
        let mut starts = Vec::new();
        finish(&labels, &mut heads, &mut numbers, |_| false, &mut starts, &mut TreeBuffers::default());
        let names = numbers.iter().map(|label| labels.plain[*label as usize].clone()).collect();
        (heads, names, starts)
    }

    #[test]
    fn a_decorated_arc_moves_to_the_nearest_head_of_its_label() {
        // "what did she want to see": `what` was lifted from `see` to `want`.
        let names = ["dobj||xcomp", "dobj", "xcomp", "aux", "nsubj"];
        let deps = ["dobj||xcomp", "aux", "nsubj", "ROOT", "aux", "xcomp"];
        let (heads, deps, starts) = run(&names, &[3, 3, 3, 3, 5, 3], &deps);
        assert_eq!(heads, [5, 3, 3, 3, 5, 3]);
        assert_eq!(deps[0], "dobj");
        assert_eq!(starts, [1, -1, -1, -1, -1, -1]);
    }

    #[test]
    fn a_label_of_arcs_to_both_sides_has_one_number() {
        let names = ["a||b", "c||d", "a||b", "e||f", "a||b"];
        let labels = ArcLabels::new("moves", names.into_iter()).expect("good labels");
        let parts = |name: &str| {
            let (label, head) = labels.parts(labels.number(name)).expect("decorated");
            (labels.plain[label as usize].as_str(), labels.plain[head as usize].as_str())
        };
        assert_eq!((parts("a||b"), parts("c||d"), parts("e||f")), (("a", "b"), ("c", "d"), ("e", "f")));
    }

    #[test]
    fn without_such_a_head_only_the_label_changes() {
        let (heads, deps, _) = run(&["a||b", "c"], &[1, 1, 1], &["a||b", "ROOT", "c"]);
        assert_eq!(heads, [1, 1, 1]);
        assert_eq!(deps, ["a", "ROOT", "c"]);
    }

    #[test]
    fn sentences_start_at_the_left_edge_of_roots() {
        let (_, _, starts) = run(&["x"], &[1, 1, 3, 3, 3, 5], &["x", "ROOT", "x", "ROOT", "x", "ROOT"]);
        assert_eq!(starts, [1, -1, 1, -1, -1, 1]);
    }

    #[test]
    fn children_stay_in_order_when_moved() {
        let mut children = Children::new(&[0, 0, 0, 0]);
        children.move_to(2, 0, 3);
        children.move_to(1, 0, 3);
        assert_eq!((children.first[3], children.next[1], children.next[2]), (1, 2, -1));
        assert_eq!((children.first[0], children.next[0], children.next[3]), (0, 3, -1));
    }
}
