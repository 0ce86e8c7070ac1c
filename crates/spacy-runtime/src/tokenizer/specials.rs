//! Exceptions that the patterns cut apart, found again as runs of tokens.

use super::{TokenColumns, Tokenizer};
use std::collections::HashMap;

/// For each exception that has affixes, infixes or blanks: the ids of the tokens that it is cut into
/// when nothing protects it, kept under the first of them.
#[derive(Debug, Default)]
pub(super) struct SpecialMatcher {
    by_first: HashMap<u64, Vec<Vec<u64>>>,
}

impl SpecialMatcher {
    pub(super) fn new(tokenizer: &Tokenizer) -> SpecialMatcher {
        let rules = &tokenizer.rules;
        let mut by_first: HashMap<u64, Vec<Vec<u64>>> = HashMap::new();
        for form in rules.special_forms() {
            let is_cut = !rules.faster_heuristics
                || form.contains(' ')
                || rules.prefix_len(form) > 0
                || !rules.infixes(form).is_empty()
                || rules.suffix_len(form) > 0;
            if !is_cut {
                continue;
            }
            let mut ids = Vec::new();
            tokenizer.for_each_chunk(form, |step| {
                if let super::Step::Chunk(chunk) = step {
                    ids.extend(tokenizer.cut(chunk, false).iter().map(|piece| piece.key.orth));
                }
            });
            if let Some(&first) = ids.first() {
                by_first.entry(first).or_default().push(ids);
            }
        }
        SpecialMatcher { by_first }
    }

    pub(super) fn may_begin(&self, orth: u64) -> bool {
        self.by_first.contains_key(&orth)
    }

    /// Replaces the runs of tokens that spell an exception by the exception's tokens.
    pub(super) fn join(&self, tokenizer: &Tokenizer, text: &str, columns: &mut TokenColumns) {
        let runs = choose(self.find(columns), columns.keys.len());
        if runs.is_empty() {
            return;
        }
        let old = std::mem::take(columns);
        let mut copied = 0;
        for (start, end) in runs {
            columns.copy(&old, copied..start);
            let form = &text[old.start[start] as usize..old.end[end - 1] as usize];
            match tokenizer.rules.special(form) {
                // A run can be spelt with other blanks than the exception.
                None => columns.copy(&old, start..end),
                Some(tokens) => {
                    columns.first_is_joined |= start == 0;
                    let (mut byte, mut char) = (old.start[start], old.char_start[start]);
                    for token in tokens {
                        let piece = tokenizer.piece(&token.form);
                        let mut key = piece.key;
                        key.norm = token.norm.unwrap_or(key.norm);
                        columns.keys.push(key);
                        columns.start.push(byte);
                        columns.char_start.push(char);
                        byte += piece.bytes;
                        char += piece.chars;
                        columns.end.push(byte);
                    }
                    if let Some(last) = columns.keys.last_mut() {
                        last.spacy = old.keys[end - 1].spacy;
                    }
                }
            }
            copied = end;
        }
        columns.copy(&old, copied..old.keys.len());
    }

    /// All runs that spell an exception, overlapping ones among them.
    fn find(&self, columns: &TokenColumns) -> Vec<(usize, usize)> {
        let mut runs = Vec::new();
        for (start, key) in columns.keys.iter().enumerate() {
            for ids in self.by_first.get(&key.orth).map_or(&[][..], Vec::as_slice) {
                let end = start + ids.len();
                let found = columns
                    .keys
                    .get(start..end)
                    .is_some_and(|keys| keys.iter().zip(ids).all(|(key, id)| key.orth == *id));
                if found {
                    runs.push((start, end));
                }
            }
        }
        runs
    }
}

/// Longer runs go first, then earlier ones; a run is taken if its ends are free. A run that is not
/// taken blocks its tokens all the same, as in spaCy.
fn choose(mut runs: Vec<(usize, usize)>, len: usize) -> Vec<(usize, usize)> {
    runs.sort_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
    let mut seen = vec![false; if runs.is_empty() { 0 } else { len }];
    let mut chosen = Vec::new();
    for (start, end) in runs {
        if !seen[start] && !seen[end - 1] {
            chosen.push((start, end));
        }
        seen[start..end].fill(true);
    }
    chosen.sort_unstable();
    chosen
}

impl TokenColumns {
    fn copy(&mut self, from: &TokenColumns, range: std::ops::Range<usize>) {
        self.keys.extend_from_slice(&from.keys[range.clone()]);
        self.start.extend_from_slice(&from.start[range.clone()]);
        self.end.extend_from_slice(&from.end[range.clone()]);
        self.char_start.extend_from_slice(&from.char_start[range]);
    }
}
