//! A text cut at the ends of its paragraphs and marks, so that what overlaps becomes well-formed nesting.

use crate::marks::Mark;
use std::ops::Range;

/// More marks than these on top of each other are not drawn: nobody could tell them apart, and browsers bound how deep
/// a page may nest.
const DEEPEST: usize = 16;

/// One step of writing a marked text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A paragraph begins.
    Paragraph(Look),
    /// It ends.
    ParagraphEnd,
    /// Words as they stand.
    Text(&'a str),
    /// A carriage return, which HTML would read as a line feed.
    Return,
    /// U+0000, which HTML cannot hold.
    Null,
    /// The mark of that number begins, or goes on after a cut; `named` where links lead to it.
    Open { mark: usize, named: bool },
    /// The mark ends, or is cut; `last` where nothing of it follows.
    Close { mark: usize, last: bool },
}

/// How a paragraph stands to what is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// After a blank line, or first.
    Apart,
    /// On the next line.
    Near,
    /// It is the dispatch's title.
    Headline,
}

/// The lines of a text that hold words, without the white space around them: what reading takes for a paragraph too.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut from = 0;
    let ends = |c: char| matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}');
    for line in text.split(ends) {
        let trimmed = line.trim_start();
        let start = from + line.len() - trimmed.len();
        let words = trimmed.trim_end().len();
        if words > 0 {
            lines.push(start..start + words);
        }
        let end = from + line.len();
        from = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    lines
}

/// Cuts a text. Marks must be in the order that [`crate::marks::marks`] gives them.
pub(crate) fn lay_out<'a>(text: &'a str, marks: &[Mark], title: Option<&str>) -> Vec<Piece<'a>> {
    let paragraphs = paragraphs(text);
    let mut coming = within_paragraphs(marks, &paragraphs);
    coming.reverse();
    let mut out = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut written = 0;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let gap = &text[written..paragraph.start];
        push_text(&mut out, gap);
        let is_title = number == 0 && title.map(str::trim) == Some(&text[paragraph.clone()]);
        out.push(Piece::Paragraph(if is_title { Look::Headline } else { look(number, gap) }));
        reopen(&mut out, &open);
        let mut at = paragraph.start;
        while at < paragraph.end {
            while coming.last().is_some_and(|next| next.range.start == at) {
                if let Some(next) = coming.pop()
                    && open.len() < DEEPEST
                {
                    out.push(Piece::Open { mark: next.mark, named: true });
                    open.push(next);
                }
            }
            let ends = open.iter().map(|mark| mark.range.end);
            let starts = coming.last().map(|next| next.range.start);
            let next = ends.chain(starts).fold(paragraph.end, usize::min);
            push_text(&mut out, &text[at..next]);
            at = next;
            close(&mut out, &mut open, at, paragraph.end);
        }
        out.push(Piece::ParagraphEnd);
        written = paragraph.end;
    }
    push_text(&mut out, &text[written..]);
    out
}

/// A mark that is being written, or waits for its turn.
#[derive(Debug, Clone)]
struct Open {
    mark: usize,
    range: Range<usize>,
}

/// The marks without what of them lies between paragraphs; those of which nothing is left go.
fn within_paragraphs(marks: &[Mark], paragraphs: &[Range<usize>]) -> Vec<Open> {
    let mut kept: Vec<Open> = Vec::with_capacity(marks.len());
    for (number, mark) in marks.iter().enumerate() {
        let first = paragraphs.partition_point(|paragraph| paragraph.end <= mark.range.start);
        let after = paragraphs.partition_point(|paragraph| paragraph.start < mark.range.end);
        let (Some(first), Some(last)) =
            (paragraphs.get(first), after.checked_sub(1).and_then(|last| paragraphs.get(last)))
        else {
            continue;
        };
        let range = mark.range.start.max(first.start)..mark.range.end.min(last.end);
        if range.start < range.end {
            kept.push(Open { mark: number, range });
        }
    }
    // Moved to a paragraph's start, some stand where others stood before; the sort keeps the order of the rest.
    kept.sort_by_key(|open| (open.range.start, std::cmp::Reverse(open.range.end)));
    kept
}

fn look(number: usize, gap: &str) -> Look {
    let lines = gap.matches('\n').count().max(gap.matches('\r').count());
    if number == 0 || lines > 1 { Look::Apart } else { Look::Near }
}

fn reopen(out: &mut Vec<Piece<'_>>, open: &[Open]) {
    out.extend(open.iter().map(|open| Piece::Open { mark: open.mark, named: false }));
}

/// Ends the marks that end at `at`, and cuts those that began after them and go on; at the paragraph's end all are cut.
fn close(out: &mut Vec<Piece<'_>>, open: &mut Vec<Open>, at: usize, paragraph_end: usize) {
    let lowest =
        if at == paragraph_end { Some(0) } else { open.iter().position(|mark| mark.range.end <= at) };
    let Some(lowest) = lowest else { return };
    for mark in open[lowest..].iter().rev() {
        out.push(Piece::Close { mark: mark.mark, last: mark.range.end <= at });
    }
    open.retain(|mark| mark.range.end > at);
    if at < paragraph_end {
        reopen(out, &open[lowest..]);
    }
}

/// Adds words, with what HTML would change in them by itself set apart.
fn push_text<'a>(out: &mut Vec<Piece<'a>>, mut text: &'a str) {
    while let Some(at) = text.find(['\r', '\0']) {
        if at > 0 {
            out.push(Piece::Text(&text[..at]));
        }
        out.push(if text.as_bytes()[at] == b'\r' { Piece::Return } else { Piece::Null });
        text = &text[at + 1..];
    }
    if !text.is_empty() {
        out.push(Piece::Text(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marks::Kind;

    /// The layout in brackets: `[1` and `1]` for the ends of a mark, `~` where it is cut, `¶` around paragraphs.
    fn drawn(text: &str, ranges: &[(usize, usize)]) -> String {
        let mark = |(number, range): (usize, &(usize, usize))| Mark {
            range: range.0..range.1,
            kind: Kind::Statement,
            of: vec![number],
        };
        let marks: Vec<Mark> = ranges.iter().enumerate().map(mark).collect();
        let show = |piece: &Piece<'_>| match piece {
            Piece::Paragraph(Look::Near) => "‹".to_owned(),
            Piece::Paragraph(_) => "«".to_owned(),
            Piece::ParagraphEnd => "»".to_owned(),
            Piece::Text(text) => (*text).to_owned(),
            Piece::Return => "R".to_owned(),
            Piece::Null => "0".to_owned(),
            Piece::Open { mark, named } => format!("{}{mark}(", if *named { "" } else { "~" }),
            Piece::Close { mark, last } => format!("){mark}{}", if *last { "" } else { "~" }),
        };
        lay_out(text, &marks, None).iter().map(show).collect()
    }

    #[test]
    fn nested_marks_nest_and_crossing_ones_are_cut() {
        assert_eq!(drawn("abcdef", &[(0, 6), (1, 3)]), "«0(a1(bc)1def)0»");
        assert_eq!(drawn("abcdef", &[(0, 3), (1, 5)]), "«0(a1(bc)1~)0~1(de)1f»");
        assert_eq!(drawn("abcdef", &[(0, 3), (0, 3)]), "«0(1(abc)1)0def»");
        assert_eq!(drawn("abcdef", &[(0, 2), (2, 4)]), "«0(ab)01(cd)1ef»");
        assert_eq!(drawn("abcdef", &[(0, 3), (1, 4), (2, 5)]), "«0(a1(b2(c)2~)1~)0~1(~2(d)2~)1~2(e)2f»");
    }

    #[test]
    fn marks_go_on_over_paragraphs_and_never_lie_between_them() {
        assert_eq!(drawn("ab\n\ncd", &[(1, 5)]), "«a0(b)0~»\n\n«~0(c)0d»");
        assert_eq!(drawn("ab\ncd", &[(0, 3)]), "«0(ab)0»\n‹cd»");
        assert_eq!(drawn("ab\ncd", &[(2, 5)]), "«ab»\n‹0(cd)0»");
        assert_eq!(drawn("ab\n\ncd", &[(2, 4)]), "«ab»\n\n«cd»");
        assert_eq!(drawn(" \n ", &[(0, 3)]), " \n ");
        assert_eq!(drawn("", &[(0, 0)]), "");
    }

    #[test]
    fn what_html_would_change_is_set_apart() {
        assert_eq!(drawn("a\0b\r\n\r\ncd", &[]), "«a0b»R\nR\n«cd»");
    }

    #[test]
    fn depth_is_bounded() {
        let ranges: Vec<(usize, usize)> = (0..40).map(|n| (n, 80 - n)).collect();
        let text = "x".repeat(80);
        let pieces = drawn(&text, &ranges);
        assert_eq!(pieces.matches('(').count(), DEEPEST);
        assert_eq!(pieces.matches('x').count(), 80);
    }
}
