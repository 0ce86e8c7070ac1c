//! Sentences, as far as events need them: two triggers in one sentence may mean the same act.

use records::Span;

/// The sentences of a text, without gaps between them; the white space behind one belongs to it.
///
/// A sentence ends behind `.`, `!`, `?` or `…`, closing marks and white space, where a capital, a digit or an opening
/// mark follows; and at line feeds. In the notation of regular expressions:
/// `[.!?…][»”"\xa0 ]*\s+(?=[A-ZÀ-Ý«“"0-9])|\n+`.
pub(crate) fn sentences(text: &[char]) -> Vec<Span> {
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        match end_of_break(text, at) {
            Some(end) => {
                out.push(Span::new(start as u32, end as u32));
                (start, at) = (end, end);
            }
            None => at += 1,
        }
    }
    out.push(Span::new(start as u32, text.len() as u32));
    out
}

/// The number of the sentence that begins at or before this place and ends behind it.
pub(crate) fn sentence_at(sentences: &[Span], at: u32) -> Option<usize> {
    sentences.iter().position(|sentence| sentence.start <= at && at < sentence.end)
}

/// Where the break that begins here ends, if one does.
fn end_of_break(text: &[char], at: usize) -> Option<usize> {
    let run = |from: usize, is: fn(char) -> bool| from + text[from..].iter().take_while(|c| is(**c)).count();
    match text[at] {
        '\n' => Some(run(at, |c| c == '\n')),
        '.' | '!' | '?' | '…' => {
            let closed = run(at + 1, closes);
            let mut end = run(closed, is_space);
            // Some white space also counts as closing: the white space that must follow is looked for from behind.
            for from in (at + 1..=closed).rev() {
                if !text.get(from).is_some_and(|c| is_space(*c)) {
                    end = from;
                } else if text.get(end).is_some_and(|c| opens(*c)) {
                    return Some(end);
                }
            }
            None
        }
        _ => None,
    }
}

/// What may stand between the last mark of a sentence and the white space behind it.
fn closes(c: char) -> bool {
    matches!(c, '»' | '”' | '"' | '\u{a0}' | ' ')
}

/// What a sentence begins with.
fn opens(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'À'..='Ý' | '«' | '“' | '"' | '0'..='9')
}

/// White space, the separators of ASCII included.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use fancy_regex::Regex;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let words = |span: &Span| chars[span.start as usize..span.end as usize].iter().collect();
        sentences(&chars).iter().map(words).collect()
    }

    #[test]
    fn a_sentence_ends_where_another_can_begin() {
        assert_eq!(split("Il vient. Elle part."), ["Il vient. ", "Elle part."]);
        assert_eq!(split("M. dupont vient à 3.5 km."), ["M. dupont vient à 3.5 km."]);
        assert_eq!(split("« Oui. » Puis rien."), ["« Oui. » ", "Puis rien."]);
        assert_eq!(split("Titre\n\nTexte… 12 morts"), ["Titre\n\n", "Texte… ", "12 morts"]);
    }

    #[test]
    fn a_straight_mark_closes_or_opens() {
        assert_eq!(split("Oui. \"Non\""), ["Oui. ", "\"Non\""]);
        assert_eq!(split("Oui.\" Non"), ["Oui.\" ", "Non"]);
        assert_eq!(split("Oui. \" non"), ["Oui. ", "\" non"]);
    }

    #[test]
    fn no_text_is_one_empty_sentence() {
        assert_eq!(split(""), [""]);
        assert_eq!(split("Oui\n"), ["Oui\n", ""]);
        assert_eq!(sentence_at(&[Span::new(0, 0)], 0), None);
    }

    #[test]
    fn long_runs_of_white_space_take_linear_time() {
        let text = format!(".{}x", " \u{a0}".repeat(500_000)).repeat(2);
        assert_eq!(split(&text).len(), 1);
    }

    /// What the regular expression in the documentation does.
    fn by_regex(text: &str) -> Vec<String> {
        let pattern = r#"[.!?…][»”"\u{a0} ]*[\s\x1c-\x1f]+(?=[A-ZÀ-Ý«“"0-9])|\n+"#;
        let breaks = Regex::new(pattern).unwrap();
        let ends: Vec<usize> = breaks.find_iter(text).map(|found| found.unwrap().end()).collect();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends.iter().copied().chain([text.len()])).map(|(a, b)| text[a..b].to_owned()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn breaks_are_those_of_the_regular_expression(text in "[.!?…»”\"\u{a0} \t\n\u{1c}\u{202f}AÉé«“0x]{0,24}") {
            prop_assert_eq!(split(&text), by_regex(&text));
        }
    }
}
