//! Python's notions of characters, where they differ from Rust's.
//!
//! spaCy asks `str.isspace`, `str.isalpha` and the like; word shapes and token boundaries depend on the answers.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// `str.isspace` of one character: white space, and the four separators of ASCII that Unicode leaves out.
pub(crate) fn is_space(c: char) -> bool {
    match c {
        ' ' | '\t'..='\r' | '\u{1c}'..='\u{1f}' => true,
        _ if c.is_ascii() => false,
        _ => c.is_whitespace(),
    }
}

/// `str.isspace` of a string: not empty and nothing but white space.
pub(crate) fn is_space_str(string: &str) -> bool {
    !string.is_empty() && string.chars().all(is_space)
}

/// `str.isalpha` of one character: a letter by general category (Rust adds marks and letter numbers).
pub(crate) fn is_alpha(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    c.general_category_group() == GeneralCategoryGroup::Letter
}

/// `str.isalpha` of a string: not empty and nothing but letters.
pub(crate) fn is_alpha_str(string: &str) -> bool {
    !string.is_empty() && string.chars().all(is_alpha)
}

/// `str.isdigit` of one character: a decimal digit, or a digit in a circle, raised, lowered and so on.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    match c.general_category_group() {
        GeneralCategoryGroup::Number => {
            is_digit_form(c) || c.general_category() == unicode_properties::GeneralCategory::DecimalNumber
        }
        _ => false,
    }
}

/// Characters of Unicode's `Numeric_Type=Digit`: digits that are not decimal.
fn is_digit_form(c: char) -> bool {
    matches!(c,
        '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{1369}'..='\u{1371}' | '\u{19da}' | '\u{2070}'
        | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}' | '\u{2460}'..='\u{2468}'
        | '\u{2474}'..='\u{247c}' | '\u{2488}'..='\u{2490}' | '\u{24ea}' | '\u{24f5}'..='\u{24fd}'
        | '\u{24ff}' | '\u{2776}'..='\u{277e}' | '\u{2780}'..='\u{2788}' | '\u{278a}'..='\u{2792}'
        | '\u{10a40}'..='\u{10a43}' | '\u{10e60}'..='\u{10e68}' | '\u{11052}'..='\u{1105a}'
        | '\u{1f100}'..='\u{1f10a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn python_and_rust_differ_where_expected() {
        assert!(is_space('\u{1c}') && is_space('\u{202f}') && is_space('\u{85}') && !is_space('\u{200b}'));
        assert!(is_alpha('é') && is_alpha('ª') && !is_alpha('Ⅷ') && !is_alpha('\u{301}'));
        assert!(is_digit('²') && is_digit('٣') && is_digit('①') && !is_digit('½') && !is_digit('Ⅷ'));
        assert!(!is_space_str("") && !is_alpha_str(""));
    }
}
