//! Elided words that the tokenizer cut from their apostrophe.

use super::Token;

/// Joins an elided word and its apostrophe where something other than a letter follows: before a mark of quotation
/// (« parle d’“abandon” ») tokenizers leave two tokens, and the parser still takes the first for the word it is.
///
/// `elided` holds the words without apostrophe, in lower case. Heads are renumbered.
pub fn join_elisions(tokens: Vec<Token>, elided: &[String]) -> Vec<Token> {
    let joins = |at: usize| {
        at > 0
            && tokens[at].text == "'"
            && tokens[at].at.start == tokens[at - 1].at.end
            && elided.contains(&tokens[at - 1].lower)
    };
    let joined: Vec<bool> = (0..tokens.len()).map(joins).collect();
    if !joined.contains(&true) {
        return tokens;
    }
    // Where each token of old stands now; an apostrophe stands where its word does.
    let mut now = Vec::with_capacity(tokens.len());
    let mut kept = 0;
    for joined in &joined {
        if *joined {
            now.push(kept - 1);
        } else {
            now.push(kept);
            kept += 1;
        }
    }
    let mut out: Vec<Token> = Vec::with_capacity(kept);
    for (at, mut token) in tokens.into_iter().enumerate() {
        if joined[at]
            && let Some(word) = out.last_mut()
        {
            word.text.push('\'');
            word.lower.push('\'');
            word.at.end = token.at.end;
            continue;
        }
        token.head = now.get(token.head).copied().unwrap_or(out.len());
        out.push(token);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Feats, Rel, Upos};

    fn token(text: &str, start: usize, head: usize) -> Token {
        Token {
            at: start..start + text.chars().count(),
            text: text.to_owned(),
            lower: text.to_lowercase(),
            lemma: text.to_owned(),
            upos: Upos::X,
            feats: Feats::default(),
            head,
            rel: Rel::Dep,
            entity: None,
            starts_sentence: start == 0,
        }
    }

    #[test]
    fn an_apostrophe_joins_its_word_and_heads_follow() {
        let tokens = vec![
            token("parle", 0, 0),
            token("d", 6, 4),
            token("'", 7, 4),
            token("«", 8, 2),
            token("abandon", 10, 0),
        ];
        let joined = join_elisions(tokens, &["d".to_owned()]);
        assert_eq!(
            joined.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(),
            ["parle", "d'", "«", "abandon"]
        );
        assert_eq!(joined.iter().map(|t| t.head).collect::<Vec<_>>(), [0, 3, 1, 0]);
        assert_eq!(joined[1].at, 6..8);
    }

    #[test]
    fn marks_of_quotation_stay() {
        let tokens = vec![token("dit", 0, 0), token("'", 4, 0), token("oui", 5, 0), token("'", 8, 0)];
        assert_eq!(join_elisions(tokens.clone(), &["d".to_owned()]), tokens);
    }
}
