//! Nexis as text: the older form (« 1 of 100 DOCUMENTS » above each article, lines broken at 79 letters, labels in capitals) and
//! that of Nexis Uni (« End of Document » below each).

use super::{Bytes, Items, Origin, table, text, without_bom};
use crate::{
    Item, ProblemKind,
    export::Article,
    lines::{Line, Lines},
    nexis::{self, Paragraph},
};

pub(super) struct Form;

/// Lines that begin so far to the right stand in the middle.
const CENTRED: usize = 5;

impl super::Form for Form {
    fn extensions(&self) -> &'static [&'static str] {
        text::EXTENSIONS
    }

    /// A line that counts or ends articles, and one that tells a length.
    fn recognises(&self, head: &[u8]) -> bool {
        let lines = || head.split(|&byte| byte == b'\n').map(|line| String::from_utf8_lossy(&line[..line.len().min(200)]));
        let (mut parts, mut signs) = (false, false);
        for line in lines() {
            parts |= nexis::counts(&line) || nexis::ends(&line);
            signs |= nexis::is_sign(&line);
            if parts && signs {
                return true;
            }
        }
        // A first article that is longer than what is looked at: its cover tells.
        signs && head.len() as u64 >= super::HEAD && lines().take(12).any(|line| line.trim_start().starts_with("Job Number:"))
    }

    fn read(&self, bytes: Bytes, origin: Origin) -> Items {
        articles(bytes, origin, &SHAPE)
    }
}

/// How a text is cut into articles.
pub(super) struct Shape {
    /// Lines above an article.
    pub begins: fn(&str) -> bool,
    /// Lines below it.
    pub ends: fn(&str) -> bool,
    /// Whether the line below is its own.
    pub holds_end: bool,
    /// The article in its lines, if there is one.
    pub article: fn(&[String]) -> Option<Article>,
}

static SHAPE: Shape = Shape {
    begins: nexis::counts,
    ends: nexis::ends,
    holds_end: false,
    article: |lines| {
        let paragraphs = paragraphs(lines);
        (!paragraphs.is_empty()).then(|| nexis::article(&paragraphs))
    },
};

/// The documents in a text of this shape.
pub(super) fn articles(bytes: Bytes, origin: Origin, shape: &'static Shape) -> Items {
        let lines = Lines::new(bytes, origin.options.limit);
        Box::new(Articles { shape, lines, origin, first: 1, held: Vec::new(), size: 0, too_large: false, any: false, ended: false, done: false }.flatten())
}

/// The articles of a stream of lines.
struct Articles {
    shape: &'static Shape,
    lines: Lines<Bytes>,
    origin: Origin,
    /// Where the article begins.
    first: u64,
    held: Vec<String>,
    size: usize,
    too_large: bool,
    /// Whether an article was there: what stands before the first is a cover.
    any: bool,
    /// Whether an article was ended and the next has not begun.
    ended: bool,
    done: bool,
}

impl Iterator for Articles {
    type Item = Vec<Item>;

    fn next(&mut self) -> Option<Vec<Item>> {
        while !self.done {
            let items = match self.lines.next() {
                None => {
                    self.done = true;
                    self.close(false)
                }
                Some(Line::Broken { number, error }) => {
                    self.done = true;
                    let mut items = self.close(false);
                    items.push(self.origin.broken(Some(number), &error).into());
                    items
                }
                Some(Line::TooLong { .. }) => {
                    self.too_large = true;
                    Vec::new()
                }
                Some(Line::Whole { number, bytes }) => self.line(number, &bytes),
            };
            if !items.is_empty() {
                return Some(items);
            }
        }
        None
    }
}

impl Articles {
    fn line(&mut self, number: u64, bytes: &[u8]) -> Vec<Item> {
        let bytes = if number == 1 { without_bom(bytes) } else { bytes };
        let line = table::decoded(bytes);
        if (self.shape.begins)(&line) {
            let items = self.close(!self.any);
            self.any = true;
            self.first = number;
            return items;
        }
        if (self.shape.ends)(&line) {
            if self.shape.holds_end {
                self.held.push(line);
            }
            self.any = true;
            self.ended = true;
            return self.close(false);
        }
        if self.held.is_empty() && line.trim().is_empty() {
            return Vec::new();
        }
        if !self.any && self.held.is_empty() || self.ended {
            self.first = number;
            self.ended = false;
        }
        self.size += line.len() + 1;
        if self.size > self.origin.options.limit {
            self.too_large = true;
            self.held = Vec::new();
        }
        if !self.too_large {
            self.held.push(line);
        }
        Vec::new()
    }

    /// The article that ends here; a cover is none.
    fn close(&mut self, cover: bool) -> Vec<Item> {
        let lines = std::mem::take(&mut self.held);
        let too_large = std::mem::take(&mut self.too_large);
        self.size = 0;
        if cover {
            return Vec::new();
        }
        if too_large {
            return vec![self.origin.too_large(Some(self.first)).into()];
        }
        match (self.shape.article)(&lines) {
            Some(article) => article.items(Some(self.first), &self.origin),
            None if self.done && !self.any => vec![self.origin.problem(None, ProblemKind::Empty, "no text").into()],
            None => Vec::new(),
        }
    }
}

/// Lines up to an empty one are a paragraph; a label begins one of its own.
pub(super) fn paragraphs(lines: &[String]) -> Vec<Paragraph> {
    // Where lines are broken, many are nearly as long as the longest and none is longer than a page is wide.
    let broken = lines.iter().all(|line| line.chars().count() <= 100);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut open = false;
    for line in lines {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            open = false;
            continue;
        }
        let indented = line.chars().take_while(|c| c.is_whitespace()).count();
        match found.last_mut() {
            Some(last) if open && broken && !nexis::is_field(trimmed) && !nexis::is_mark(trimmed) => {
                last.text.push(' ');
                last.text.push_str(trimmed);
            }
            _ => found.push(Paragraph { text: trimmed.to_owned(), centred: broken && indented >= CENTRED, ..Paragraph::default() }),
        }
        open = !nexis::is_mark(trimmed);
    }
    found
}
