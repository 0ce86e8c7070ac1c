use pack::Typography;
use records::Span;

/// A quotation: what stands between a pair of marks, in code points of the original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// The words between the marks, spaces at the edges left out.
    pub inner: Span,
    /// Where the opening mark stands; `None` where a paragraph goes on with an open quotation without a mark.
    pub open: Option<u32>,
    /// Where the closing mark stands; `None` where the quotation runs on into the next paragraph.
    pub close: Option<u32>,
    /// How many quotations it stands in.
    pub depth: u32,
    /// Whether it goes on a quotation of the paragraph before.
    pub continues: bool,
    /// Whether it is talk that no marks enclose (see [`find_turns`](super::find_turns)).
    pub spoken: bool,
}

impl Quote {
    /// The stretch with the marks.
    pub fn outer(&self) -> Span {
        Span::new(self.open.unwrap_or(self.inner.start), self.close.map_or(self.inner.end, |at| at + 1))
    }
}

/// A text with the marks that are written as two signs made one, the second sign invisible; as long as before.
pub fn single_marks(chars: &[char], doubled: &[char]) -> Vec<char> {
    let mut out = chars.to_vec();
    let mut at = 0;
    while at + 1 < out.len() {
        if doubled.contains(&out[at]) && out[at] == out[at + 1] {
            out[at] = '"';
            out[at + 1] = NOTHING;
            at += 1;
        }
        at += 1;
    }
    out
}

/// A sign that is not there.
const NOTHING: char = '\u{200b}';

struct Open {
    at: usize,
    pair: usize,
    continues: bool,
}

/// Finds the quotations of a text, block by block (`blocks` are half-open ranges of code points).
///
/// A closing mark closes every quotation opened after its own opening mark, so that a forgotten mark costs one
/// quotation. A quotation that is not closed in its block counts if the next block opens with the same mark
/// (paragraphs of one long quotation), else only up to the end of the block when it opened the block.
pub fn find_quotes(chars: &[char], blocks: &[(usize, usize)], typography: &Typography) -> Vec<Quote> {
    let pairs = &typography.quotes;
    let mut quotes = Vec::new();
    let mut running: Option<usize> = None;
    for (index, &(start, end)) in blocks.iter().enumerate() {
        let mut stack: Vec<Open> = Vec::new();
        let first = (start..end).find(|at| !super::plain::is_space(chars[*at])).unwrap_or(start);
        if let Some(pair) = running.take() {
            let reopened = chars[first] == pairs[pair].open || chars[first] == pairs[pair].close;
            if reopened {
                stack.push(Open { at: first, pair, continues: true });
            }
        }
        let mut at = if stack.is_empty() { first } else { first + 1 };
        while at < end {
            if let Some(pair) = opening(chars, at, end, pairs, &stack) {
                stack.push(Open { at, pair, continues: false });
            } else if let Some(depth) = closing(chars, at, end, pairs, &stack) {
                // Quotations left open inside the one that closes here were slips of the pen.
                stack.truncate(depth + 1);
                if let Some(open) = stack.pop() {
                    quotes.extend(quote(chars, &open, at, Some(at), stack.len(), typography.inner_commas));
                }
            }
            at += 1;
        }
        if let Some(open) = stack.first() {
            let next_reopens = blocks.get(index + 1).is_some_and(|&(next, stop)| {
                (next..stop)
                    .find(|at| !super::plain::is_space(chars[*at]))
                    .is_some_and(|at| chars[at] == pairs[open.pair].open)
            });
            if next_reopens || open.at == first {
                quotes.extend(quote(chars, open, end, None, 0, false));
                running = next_reopens.then_some(open.pair);
            }
        }
    }
    quotes.sort_by_key(|quote| (quote.inner.start, std::cmp::Reverse(quote.inner.end)));
    quotes
}

fn quote(
    chars: &[char],
    open: &Open,
    end: usize,
    close: Option<usize>,
    depth: usize,
    inner_commas: bool,
) -> Option<Quote> {
    let space = |c: char| super::plain::is_space(c) || c == NOTHING;
    let mut from = open.at + 1;
    let mut to = end;
    while from < to && space(chars[from]) {
        from += 1;
    }
    while to > from && space(chars[to - 1]) {
        to -= 1;
    }
    if inner_commas && close.is_some() && to > from && chars[to - 1] == ',' {
        to -= 1;
    }
    (from < to).then(|| Quote {
        inner: Span::new(from as u32, to as u32),
        open: Some(open.at as u32),
        close: close.map(|at| at as u32),
        depth: depth as u32,
        continues: open.continues,
        spoken: false,
    })
}

fn opening(
    chars: &[char],
    at: usize,
    end: usize,
    pairs: &[pack::QuotePair],
    stack: &[Open],
) -> Option<usize> {
    let c = chars[at];
    let pair = pairs.iter().position(|pair| pair.open == c)?;
    let straight = pairs[pair].open == pairs[pair].close;
    let next = chars[at + 1..end].first().copied();
    // A straight apostrophe opens a quotation only between a space and a word (« 'We shall see,' », but « the '90s », « workers' »).
    if is_apostrophe(c) {
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        let behind_space = before.is_none_or(|before| {
            super::plain::is_space(*before) || matches!(before, '(' | '[' | '"' | '“' | '—' | '–')
        });
        let word = next.is_some_and(|next| next.is_alphabetic() || matches!(next, '"' | '“' | '…'));
        let closes = (at + 2..end).any(|close| chars[close] == c && !glued(chars, close, end));
        return (behind_space && word && closes && stack.iter().all(|open| open.pair != pair))
            .then_some(pair);
    }
    if straight {
        let already = stack.iter().any(|open| open.pair == pair);
        return (!already && next.is_some()).then_some(pair);
    }
    // A mark that can also close (“ closes „) opens only where nothing waits for it.
    let closes_open = stack.iter().any(|open| pairs[open.pair].close == c && open.pair != pair);
    (!closes_open).then_some(pair)
}

/// The place in the stack of the quotation that the mark at `at` closes.
fn closing(
    chars: &[char],
    at: usize,
    end: usize,
    pairs: &[pack::QuotePair],
    stack: &[Open],
) -> Option<usize> {
    let c = chars[at];
    let depth = stack.iter().rposition(|open| pairs[open.pair].close == c)?;
    // An apostrophe inside a word closes nothing.
    let apostrophe = c == '’' || is_apostrophe(c);
    (!(apostrophe && (glued(chars, at, end) || is_possessive(chars, at, end)))).then_some(depth)
}

/// Whether an apostrophe between a word and a space only ends that word (« 'the workers' day,' she said »): a surer closing
/// mark, behind a comma or point, follows before any other opens.
fn is_possessive(chars: &[char], at: usize, end: usize) -> bool {
    let behind_word = at > 0 && chars[at - 1].is_alphabetic();
    let goes_on = chars.get(at + 2).is_some_and(|next| at + 2 < end && next.is_lowercase())
        && super::plain::is_space(chars[at + 1]);
    let next = (at + 1..end).find(|next| chars[*next] == chars[at] && !glued(chars, *next, end));
    behind_word && goes_on && next.is_some_and(|next| matches!(chars[next - 1], ',' | '.' | '!' | '?' | '…'))
}

fn is_apostrophe(c: char) -> bool {
    c == '\''
}

/// Whether letters or digits stand on both sides of a character.
fn glued(chars: &[char], at: usize, end: usize) -> bool {
    at > 0 && chars[at - 1].is_alphanumeric() && at + 1 < end && chars[at + 1].is_alphanumeric()
}
