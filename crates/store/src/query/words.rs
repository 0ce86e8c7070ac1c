//! What people type into a search box, as a question that FTS5 understands.

use super::country::country;
use knowledge::{Country, also_word, fold};

/// Words in any order; quotation marks hold words together, `*` ends a word that may go on, `OR` parts alternatives.
/// `None`: there is no word in it. Nothing else is FTS5's syntax, whatever it looks like.
pub(crate) fn words(text: &str) -> Option<String> {
    expression(text, quoted)
}

/// The same; a country's name stands for all its names and its people's.
pub(crate) fn about(text: &str) -> Option<String> {
    match country(text) {
        Some(country) => Some(any_form(country)),
        None => expression(text, |word| {
            let known = if word.ends_with('*') { None } else { country(word) };
            known.map_or_else(|| quoted(word), any_form)
        }),
    }
}

fn expression(text: &str, term: impl Fn(&str) -> String) -> Option<String> {
    let mut alternatives: Vec<Vec<String>> = vec![Vec::new()];
    for word in pieces(text) {
        if word == "OR" {
            alternatives.push(Vec::new());
        } else if word.contains(char::is_alphanumeric)
            && let Some(all) = alternatives.last_mut()
        {
            all.push(term(&word));
        }
    }
    let alternatives: Vec<String> = alternatives
        .into_iter()
        .filter(|all| !all.is_empty())
        .map(|all| format!("({})", all.join(" AND ")))
        .collect();
    (!alternatives.is_empty()).then(|| alternatives.join(" OR "))
}

/// Words, and what stands in quotation marks as one.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut closing = None;
    for c in text.chars() {
        match (closing, c) {
            (Some(mark), c) if c == mark => {
                closing = None;
                pieces.push(String::new());
            }
            (None, '"' | '«' | '“') => {
                closing = Some(match c {
                    '«' => '»',
                    '“' => '”',
                    other => other,
                });
                pieces.push(String::new());
            }
            // SQLite ends its strings at a zero.
            (None, c) if c.is_whitespace() || c == '\0' => pieces.push(String::new()),
            (Some(_), '\0') => {}
            (_, c) => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(c);
                }
            }
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A string of FTS5's: of several words, those words one after another.
fn quoted(word: &str) -> String {
    let (word, prefix) = word.strip_suffix('*').map_or((word, ""), |word| (word, " *"));
    format!("\"{}\"{prefix}", word.replace('"', "\"\""))
}

fn any_form(country: &Country) -> String {
    let names = knowledge::languages().flat_map(|lang| country.names(lang).collect::<Vec<_>>());
    let demonyms = knowledge::demonyms_of(country.code).filter(|form| !also_word(form));
    // « US » would find us.
    let long = |form: &String| form.chars().count() > 2;
    let mut forms: Vec<String> = names.chain(demonyms).map(fold).filter(long).collect();
    forms.sort();
    forms.dedup();
    format!("({})", forms.iter().map(|form| quoted(form)).collect::<Vec<_>>().join(" OR "))
}

#[cfg(test)]
mod tests {
    use super::{about, words};

    #[test]
    fn words_are_quoted_and_joined() {
        assert_eq!(words("droits de l'homme").unwrap(), r#"("droits" AND "de" AND "l'homme")"#);
        assert_eq!(words("« droits de l'homme » Chine").unwrap(), r#"(" droits de l'homme " AND "Chine")"#);
        assert_eq!(words("ouzbek* OR kazakh*").unwrap(), r#"("ouzbek" *) OR ("kazakh" *)"#);
        assert_eq!(words("\"never closed").unwrap(), r#"("never closed")"#);
        assert_eq!(
            words("a NEAR(b) content:c ^d -e").unwrap(),
            r#"("a" AND "NEAR(b)" AND "content:c" AND "^d" AND "-e")"#
        );
        assert_eq!(words("a\0b \"c\0d\"").unwrap(), r#"("a" AND "b" AND "cd")"#);
        for nothing in ["", "  ", "\0", "\"\"", "— …", "OR", "OR OR"] {
            assert_eq!(words(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_country_is_all_its_names() {
        let asked = about("Ouzbékistan").unwrap();
        for form in [r#""ouzbekistan""#, r#""uzbekistan""#, r#""ouzbeke""#, r#""uzbeks""#] {
            assert!(asked.contains(form), "{asked}");
        }
        assert!(about("sécurité Ouzbékistan").unwrap().starts_with(r#"("sécurité" AND ("#));
        assert!(!about("États-Unis").unwrap().contains(r#""us""#));
    }
}
