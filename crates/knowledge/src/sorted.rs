//! Looks lines up in an embedded text that is sorted already: nothing to build, nothing to keep in memory.

use std::cmp::Ordering;

/// The line for which `order` (of the line relative to what is sought) is equal, by halving; lines must be sorted by it.
/// Comment lines (`#`) may stand at the front only.
pub(crate) fn find_line(text: &str, order: impl Fn(&str) -> Ordering) -> Option<&str> {
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        // Line ends are ASCII, so that these cuts are at character boundaries.
        let before = bytes.get(low..middle)?;
        let start = before.iter().rposition(|&byte| byte == b'\n').map_or(low, |at| low + at + 1);
        let after = bytes.get(middle..high)?;
        let end = after.iter().position(|&byte| byte == b'\n').map_or(high, |at| middle + at);
        let line = text.get(start..end)?;
        let ordering = if line.starts_with('#') { Ordering::Less } else { order(line) };
        match ordering {
            Ordering::Equal => return Some(line),
            Ordering::Less => low = (end + 1).min(high),
            Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_line_and_no_other() {
        let text = "# head\n# more\na\t1\nb\t2\nccc\t3\nd\t4\né\t5\n";
        let find = |key: &str| find_line(text, |line| line.split('\t').next().unwrap_or("").cmp(key));
        for (key, line) in [("a", "a\t1"), ("b", "b\t2"), ("ccc", "ccc\t3"), ("d", "d\t4"), ("é", "é\t5")] {
            assert_eq!(find(key), Some(line));
        }
        for key in ["", "aa", "cc", "z", "# head", "ê"] {
            assert_eq!(find(key), None);
        }
        assert_eq!(find_line("", |_| Ordering::Equal), None);
    }
}
