//! One document laid out for reading: blocks, tokens in a single row with spans of the original text, sentences,
//! quotations, and the dependency tree with its children.

use crate::{
    parse::{Parser, Passage, Token, Upos, join_elisions},
    text::{
        Block, BlockKind, Normalised, Quote, Turn, add_turns, blocks, find_quotes, find_turns, normalise,
        single_marks,
    },
};
use pack::Pack;
use records::{Document, Span};
use std::ops::{Deref, Range};

/// A token at its place in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What the parser said; `head` counts in [`Page::words`].
    pub token: Token,
    /// Code points of the original text.
    pub span: Span,
    /// Index of its block.
    pub block: usize,
    /// Index of its sentence.
    pub sentence: usize,
    /// Index of the innermost quotation that it stands in; the marks themselves stand outside.
    pub quote: Option<usize>,
}

impl Deref for Word {
    type Target = Token;

    fn deref(&self) -> &Token {
        &self.token
    }
}

/// A block with its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Code points of the original text.
    pub span: Span,
    /// Its tokens.
    pub words: Range<usize>,
}

impl PageBlock {
    /// Whether it is the headline or a heading between paragraphs.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Title | BlockKind::Heading)
    }
}

/// A document laid out for reading.
#[derive(Debug)]
pub struct Page<'d> {
    /// The document.
    pub document: &'d Document,
    /// Its text.
    pub chars: Vec<char>,
    /// Title, headings, datelines and paragraphs, in order.
    pub blocks: Vec<PageBlock>,
    /// All tokens, in order.
    pub words: Vec<Word>,
    /// Sentences as ranges of tokens; none ends inside a quotation.
    pub sentences: Vec<Range<usize>>,
    /// Quotations, in order of their start.
    pub quotes: Vec<Quote>,
    /// Talk without marks, which is among the quotations too.
    pub turns: Vec<Turn>,
    children: Vec<Vec<usize>>,
}

impl<'d> Page<'d> {
    /// Segments, normalises and parses a document.
    pub fn lay_out(document: &'d Document, pack: &Pack, parser: &dyn Parser) -> Page<'d> {
        let chars: Vec<char> = document.text.chars().collect();
        let blocks = blocks(&chars, document, &pack.dates);
        let marked = single_marks(&chars, &pack.typography.doubled);
        let ranges: Vec<(usize, usize)> = blocks.iter().map(|block| (block.start, block.end)).collect();
        let mut quotes = find_quotes(&marked, &ranges, &pack.typography);
        let turns = find_turns(&marked, &blocks, &pack.syntax.talk, &pack.typography);
        add_turns(&mut quotes, &turns);
        let copies: Vec<Normalised> = blocks
            .iter()
            .map(|block| normalise(&marked, block.start, block.end, &quotes, &pack.typography))
            .collect();
        let passages: Vec<Passage> =
            blocks.iter().zip(&copies).map(|(block, copy)| passage(block, copy, &quotes)).collect();
        let parsed = parser.parse(&passages);
        let mut page = Page {
            document,
            chars,
            blocks: Vec::with_capacity(blocks.len()),
            words: Vec::with_capacity(parsed.iter().map(Vec::len).sum()),
            sentences: Vec::new(),
            quotes,
            turns,
            children: Vec::new(),
        };
        for ((block, copy), tokens) in blocks.iter().zip(&copies).zip(parsed) {
            page.add_block(block, copy, join_elisions(tokens, &pack.typography.elisions));
        }
        page.count_children();
        page
    }

    /// Lists the dependents of every token anew, after a change of heads.
    pub(crate) fn count_children(&mut self) {
        self.children = vec![Vec::new(); self.words.len()];
        for index in 0..self.words.len() {
            let head = self.words[index].head;
            if head != index {
                self.children[head].push(index);
            }
        }
    }

    fn add_block(&mut self, block: &Block, copy: &Normalised, tokens: Vec<Token>) {
        let base = self.words.len();
        let count = tokens.len();
        let number = self.blocks.len();
        for (own, mut token) in tokens.into_iter().enumerate() {
            let span = copy.original(token.at.start, token.at.end);
            token.head = base + if token.head < count { token.head } else { own };
            let quote = innermost(&self.quotes, span);
            let inside_before = self.words.last().is_some_and(|last| {
                last.block == number
                    && self.quotes.iter().any(|quote| {
                        !quote.spoken
                            && quote.inner.start < span.start
                            && quote.inner.end >= span.end
                            && quote.inner.start <= last.span.start
                    })
            });
            // « al-Rahman »: no sentence starts right behind a hyphen.
            let glued =
                self.words.last().is_some_and(|last| last.text.ends_with('-') && last.span.end == span.start);
            let starts = token.starts_sentence && !inside_before && !glued;
            if self.words.len() == base || (starts && !self.goes_on(&token)) {
                self.sentences.push(self.words.len()..self.words.len());
            }
            let sentence = self.sentences.len() - 1;
            self.words.push(Word { token, span, block: number, sentence, quote });
            self.sentences[sentence].end = self.words.len();
        }
        self.blocks.push(PageBlock {
            kind: block.kind,
            span: Span::new(block.start as u32, block.end as u32),
            words: base..self.words.len(),
        });
    }

    /// Whether a token that the parser starts a sentence with goes on with the one before: a comma or closing mark, or a
    /// word in lower case where nothing has ended the sentence, or only inside a quotation (« … ! » lance-t-il).
    fn goes_on(&self, token: &Token) -> bool {
        let Some(last) = self.words.last() else { return false };
        if matches!(token.lower.as_str(), "," | ";" | ":" | ")" | "»" | "”") {
            return true;
        }
        let lower_case = token.text.chars().next().is_some_and(|c| c.is_lowercase() || c == '-');
        let closes = self
            .quotes
            .iter()
            .any(|quote| quote.close.is_some_and(|at| last.span.start <= at && at < last.span.end));
        let ended = last.text.ends_with(['.', '!', '?', '…']);
        lower_case && (closes || !ended)
    }

    /// Direct dependents of a token, in order.
    pub fn children(&self, word: usize) -> &[usize] {
        &self.children[word]
    }

    /// The block of a token.
    pub fn block_of(&self, word: usize) -> &PageBlock {
        &self.blocks[self.words[word].block]
    }

    /// Whether a token stands in the headline or in a heading between paragraphs.
    pub fn in_heading(&self, word: usize) -> bool {
        self.block_of(word).is_heading()
    }

    /// The tokens of the sentence of a token.
    pub fn sentence_of(&self, word: usize) -> Range<usize> {
        self.sentences[self.words[word].sentence].clone()
    }

    /// The words of a span of the original.
    pub fn slice(&self, span: Span) -> String {
        self.chars[span.start as usize..(span.end as usize).min(self.chars.len())].iter().collect()
    }

    /// Tokens that lie wholly inside a span.
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let from = self.first_from(span.start);
        from..self.first_past(span.end).max(from)
    }

    /// The first token that starts at a code point or behind it; the number of tokens if there is none.
    pub fn first_from(&self, at: u32) -> usize {
        self.words.partition_point(|word| word.span.start < at)
    }

    /// The first token that ends behind a code point; the number of tokens if there is none.
    pub fn first_past(&self, at: u32) -> usize {
        self.words.partition_point(|word| word.span.end <= at)
    }

    /// The original stretch of a range of tokens; empty ranges give an empty span.
    pub fn span(&self, words: Range<usize>) -> Span {
        match (self.words.get(words.start), words.end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if words.start < words.end => first.span.cover(last.span),
            (Some(first), _) => Span::new(first.span.start, first.span.start),
            _ => Span::new(0, 0),
        }
    }

    /// A span without the spaces, closing marks and punctuation at its edges that belong to no content.
    pub fn trim(&self, span: Span) -> Span {
        let (mut from, mut to) = (span.start as usize, (span.end as usize).min(self.chars.len()));
        let edge = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '–' | '—');
        while from < to && edge(self.chars[from]) {
            from += 1;
        }
        while to > from && edge(self.chars[to - 1]) {
            to -= 1;
        }
        Span::new(from as u32, to as u32)
    }

    /// Whether a token is punctuation or space.
    pub fn is_punct(&self, word: usize) -> bool {
        matches!(self.words[word].upos, Upos::Punct | Upos::Space)
    }

    /// Whether a word is a mark of punctuation, by its text.
    pub fn is_punct_text(&self, text: &str) -> bool {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_punctuation() || matches!(c, '«' | '»' | '…' | '–' | '—'))
    }

    /// The first and last token of the subtree of a token, as a half-open range.
    pub fn subtree(&self, word: usize) -> Range<usize> {
        let mut range = word..word + 1;
        let mut stack = vec![word];
        // A tree has no cycle, but a parser's heads are data: each token is visited at most once.
        let mut left = self.words.len();
        while let Some(at) = stack.pop() {
            range.start = range.start.min(at);
            range.end = range.end.max(at + 1);
            left = left.saturating_sub(1);
            if left == 0 {
                break;
            }
            stack.extend_from_slice(&self.children[at]);
        }
        range
    }

    /// Whether `word` stands in the subtree of `above`.
    pub fn is_under(&self, word: usize, above: usize) -> bool {
        let mut at = word;
        for _ in 0..self.words.len() {
            if at == above {
                return true;
            }
            let head = self.words[at].head;
            if head == at {
                return false;
            }
            at = head;
        }
        false
    }
}

fn innermost(quotes: &[Quote], span: Span) -> Option<usize> {
    quotes
        .iter()
        .enumerate()
        .filter(|(_, quote)| quote.inner.contains(span))
        .max_by_key(|(_, quote)| (quote.inner.start, quote.depth))
        .map(|(index, _)| index)
}

fn passage(block: &Block, copy: &Normalised, quotes: &[Quote]) -> Passage {
    let bytes: Vec<usize> =
        copy.text.char_indices().map(|(at, _)| at).chain(std::iter::once(copy.text.len())).collect();
    let block_span = Span::new(block.start as u32, block.end as u32);
    let unbroken = quotes
        .iter()
        .filter(|quote| !quote.spoken && block_span.contains(quote.inner))
        // What stands in another quotation is kept whole with it, unless that one is talk of many sentences.
        .filter(|quote| {
            quote.depth == 0
                || quotes
                    .iter()
                    .any(|turn| turn.spoken && quote.depth == 1 && turn.inner.contains(quote.inner))
        })
        .map(|quote| {
            let range = copy.normalised(quote.inner);
            // The first word of a quotation may start a sentence: it is what stands before it that ends.
            bytes[(range.start + 1).min(bytes.len() - 1)]..bytes[range.end]
        })
        .filter(|range| range.start < range.end)
        .collect();
    Passage { text: copy.text.clone(), unbroken }
}
