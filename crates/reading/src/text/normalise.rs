use super::{
    Quote,
    plain::{is_invisible, is_space},
};
use pack::Typography;
use unicode_normalization::char::{compose, is_combining_mark};

/// A copy of a stretch of text that the parser reads, and where each of its characters stands in the original.
///
/// Spaces of all kinds become one plain space, invisible characters go, apostrophes become straight, quotation
/// marks become those that the language's parser knows (with a space inside, where it knows them so), combining marks are
/// composed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalised {
    /// What the parser reads.
    pub text: String,
    /// Original code point of each code point of `text`, and one past the last at the end.
    origin: Vec<u32>,
}

impl Normalised {
    /// The original stretch of the normalised stretch `[start, end)`, both in code points.
    pub fn original(&self, start: usize, end: usize) -> records::Span {
        let last = self.origin.len() - 1;
        let from = self.origin[start.min(last)];
        // One past the last character of the stretch, not the first of what follows: characters that were dropped
        // between the two belong to neither.
        let to = if end > start { self.origin[end.min(last) - 1] + 1 } else { from };
        records::Span::new(from, to)
    }

    /// The normalised code points whose original lies in `span`, as a half-open range.
    pub fn normalised(&self, span: records::Span) -> std::ops::Range<usize> {
        let body = &self.origin[..self.origin.len() - 1];
        body.partition_point(|at| *at < span.start)..body.partition_point(|at| *at < span.end)
    }
}

/// Normalises the code points `[start, end)` of `chars`, the document's text.
///
/// `quotes` are those of the whole document, with marks in original code points.
pub fn normalise(
    chars: &[char],
    start: usize,
    end: usize,
    quotes: &[Quote],
    typography: &Typography,
) -> Normalised {
    let mut text = String::with_capacity(end - start);
    let mut origin = Vec::with_capacity(end - start + 1);
    let mut last: Option<char> = None;
    for (at, &c) in chars.iter().enumerate().take(end).skip(start) {
        if is_invisible(c) {
            continue;
        }
        let mark = quote_mark(at, c, quotes, typography);
        // A space that is not there stands where its mark does, so that it belongs to no quotation.
        if typography.spaced && matches!(mark, Some(Mark::Closes(_))) && last.is_some_and(|c| c != ' ') {
            text.push(' ');
            origin.push(at as u32);
            last = Some(' ');
        }
        let mapped = match mark {
            Some(Mark::Opens(mark) | Mark::Closes(mark)) => mark,
            None if is_space(c) => ' ',
            None => plain(c),
        };
        if mapped == ' ' && matches!(last, None | Some(' ')) {
            continue;
        }
        if is_combining_mark(mapped)
            && let Some(composed) = last.and_then(|base| compose(base, mapped))
        {
            text.pop();
            text.push(composed);
            last = Some(composed);
            continue;
        }
        text.push(mapped);
        origin.push(at as u32);
        last = Some(mapped);
        if typography.spaced && matches!(mark, Some(Mark::Opens(_))) {
            text.push(' ');
            origin.push(at as u32);
            last = Some(' ');
        }
    }
    if last == Some(' ') {
        text.pop();
        origin.pop();
    }
    origin.push(end as u32);
    Normalised { text, origin }
}

/// A mark of quotation as the parser sees it.
enum Mark {
    Opens(char),
    Closes(char),
}

fn quote_mark(at: usize, c: char, quotes: &[Quote], typography: &Typography) -> Option<Mark> {
    let pair = typography.quotes.iter().find(|pair| pair.open == c || pair.close == c)?;
    let at = at as u32;
    let opens = quotes.iter().any(|quote| quote.open == Some(at));
    let closes = quotes.iter().any(|quote| quote.close == Some(at));
    match (opens, closes) {
        (true, _) => Some(Mark::Opens(pair.parse_open.unwrap_or(pair.open))),
        (_, true) => {
            let pair = typography.quotes.iter().find(|pair| pair.close == c)?;
            Some(Mark::Closes(pair.parse_close.unwrap_or(pair.close)))
        }
        _ => None,
    }
}

fn plain(c: char) -> char {
    match c {
        '’' | 'ʼ' | '‘' | '′' | '＇' => '\'',
        '‐' | '‑' => '-',
        _ => c,
    }
}
