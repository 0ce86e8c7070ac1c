//! Words made fit for one line of a terminal.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text itself if it is at most `width` columns wide, else as much of it as fits before `…`, cut at a word where
/// one ends near.
pub fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used + 1 > width {
            break;
        }
        kept.push_str(grapheme);
    }
    // Half a word tells little: it goes, unless nearly nothing would be left.
    if let Some(space) = kept.rfind(' ').filter(|at| kept[..*at].width() * 2 >= width) {
        kept.truncate(space);
    }
    kept.truncate(kept.trim_end().len());
    if width > 0 {
        kept.push('…');
    }
    kept
}

/// The text and as many spaces as make it `width` columns wide.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortening_counts_columns_and_cuts_at_words() {
        assert_eq!(shortened("défendre la sécurité", 20), "défendre la sécurité");
        assert_eq!(shortened("défendre la sécurité", 19), "défendre la…");
        assert_eq!(shortened("anticonstitutionnellement", 10), "anticonst…");
        assert_eq!(shortened("日本語日本語", 7), "日本語…");
        assert_eq!(shortened("abc", 0), "");
    }
}
