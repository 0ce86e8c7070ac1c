use pack::Dates;
use records::Document;

/// What a line of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// A heading between paragraphs.
    Heading,
    /// Place and date before the first sentence (« Pékin, 13 septembre 2022 (AFP) – »).
    Dateline,
    /// Running text.
    Paragraph,
}

/// A stretch of the text that is parsed by itself: sentences never run over its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it is.
    pub kind: BlockKind,
}

/// A dateline is short; what is longer is a sentence with a dash.
const DATELINE_MOST: usize = 90;
/// How many dashes may end a dateline.
const MOST_DASHES: usize = 2;
/// A heading without end mark is short; what is longer is a paragraph whose full stop was lost.
const HEADING_MOST: usize = 160;

/// Splits a text into title, headings, datelines and paragraphs.
pub fn blocks(chars: &[char], document: &Document, dates: &Dates) -> Vec<Block> {
    let lines = lines(chars);
    let several = lines.len() > 1;
    let mut out = Vec::with_capacity(lines.len() + 1);
    for (index, &(start, end)) in lines.iter().enumerate() {
        let line: String = chars[start..end].iter().collect();
        let titled = document.title.as_deref().is_some_and(|title| title.trim() == line.trim());
        let short = end - start <= HEADING_MOST && !ends_sentence(&chars[start..end]);
        let kind = match index {
            0 if titled
                || (several && end - start <= 2 * HEADING_MOST && !ends_with(&chars[start..end], '.')) =>
            {
                BlockKind::Title
            }
            _ if several && short => BlockKind::Heading,
            _ => BlockKind::Paragraph,
        };
        if kind == BlockKind::Paragraph
            && index <= 2
            && let Some(split) = dateline(chars, start, end, dates)
        {
            out.push(Block { start, end: split, kind: BlockKind::Dateline });
            out.push(Block { start: split, end, kind });
        } else {
            out.push(Block { start, end, kind });
        }
    }
    out
}

fn lines(chars: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 0..=chars.len() {
        if at == chars.len() || super::plain::is_line_end(chars[at]) {
            let (mut from, mut to) = (start, at);
            while from < to && super::plain::is_space(chars[from]) {
                from += 1;
            }
            while to > from && super::plain::is_space(chars[to - 1]) {
                to -= 1;
            }
            if from < to {
                out.push((from, to));
            }
            start = at + 1;
        }
    }
    out
}

fn ends_with(chars: &[char], mark: char) -> bool {
    chars.iter().rev().find(|c| !super::plain::is_space(**c)) == Some(&mark)
}

/// Whether a line ends as sentences do: an end mark, closing marks of quotation and brackets aside.
fn ends_sentence(chars: &[char]) -> bool {
    chars
        .iter()
        .rev()
        .find(|c| !super::plain::is_space(**c) && !matches!(c, '»' | '”' | '"' | ')' | ']' | '’'))
        .is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | ':' | ';' | ','))
}

/// One past the dash that ends a dateline at the start of a paragraph.
fn dateline(chars: &[char], start: usize, end: usize, dates: &Dates) -> Option<usize> {
    let space = super::plain::is_space;
    let stop = end.min(start + DATELINE_MOST);
    let is_dash = |at: usize| matches!(chars[at], '-' | '–' | '—');
    // « TUNIS, 3 juin (AFP) - », « Madrid, 3 jun (EFE).- », « 11 juin (Xinhua) -- ».
    let dash = (start + 1..stop.saturating_sub(1)).find(|at| {
        let after = (*at..stop).find(|next| !is_dash(*next)).unwrap_or(stop);
        is_dash(*at)
            && (space(chars[at - 1]) || matches!(chars[at - 1], '.' | ')'))
            && after - at <= MOST_DASHES
            && chars.get(after).is_some_and(|c| space(*c))
    })?;
    let head: String = chars[start..dash].iter().collect();
    let lower = head.to_lowercase();
    let has_month = dates.months.iter().flatten().any(|month| {
        lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == month.trim_end_matches('.'))
    });
    let has_number = head.chars().any(|c| c.is_ascii_digit());
    let agency = head.trim_end_matches(|c: char| c == '.' || c.is_whitespace()).ends_with(')')
        && head.contains('(')
        && head.len() < 60;
    let capitals = head.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && head.chars().filter(|c| c.is_alphabetic()).count() > 2;
    if (has_month && has_number) || agency || capitals {
        let mut after = dash + 1;
        while after < end && is_dash(after) {
            after += 1;
        }
        while after < end && space(chars[after]) {
            after += 1;
        }
        return (after < end).then_some(after);
    }
    None
}
