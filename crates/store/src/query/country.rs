//! Countries as people write them when they ask.

use knowledge::Country;

/// The country that a code in capitals, or a name in any language, with or without capitals and accents, means.
///
/// ```
/// for text in ["UZB", "Ouzbékistan", "ouzbekistan", "Uzbekistán", "uzbekistan"] {
///     assert_eq!(store::query::country(text).unwrap().code, "UZB", "{text}");
/// }
/// assert!(store::query::country("Samarcande").is_none());
/// ```
pub fn country(text: &str) -> Option<&'static Country> {
    let text = text.trim();
    let by_code = || knowledge::country(text);
    let by_name = |name: &str| knowledge::languages().find_map(|lang| knowledge::country_by_name(lang, name));
    by_code().or_else(|| by_name(text)).or_else(|| by_name(&with_capitals(&knowledge::fold(text))))
}

/// Names of countries want capitals in texts, and no accents that they have not; who asks need not know.
fn with_capitals(text: &str) -> String {
    let mut begins = true;
    text.chars()
        .flat_map(|c| {
            let first = std::mem::replace(&mut begins, matches!(c, ' ' | '-' | '\'' | '’'));
            let (upper, same) = (first.then(|| c.to_uppercase()), (!first).then_some(c));
            upper.into_iter().flatten().chain(same)
        })
        .collect()
}
