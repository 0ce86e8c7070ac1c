//! `robots.txt`, as RFC 9309 has it: what a site asks programs to leave alone.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What is looked at of a file.
pub(crate) const MOST_BYTES: usize = 500_000;

/// The rules of one site for one program.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Robots {
    rules: Vec<Rule>,
    /// In seconds. Not in the RFC, but asked for by many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delay: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Rule {
    allow: bool,
    path: String,
}

/// Rules and when they were fetched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Seconds since 1970.
    pub at: u64,
    /// The rules.
    pub rules: Robots,
}

impl Kept {
    /// Whether they still hold: for a day, and not when the clock has been turned back behind them.
    pub(crate) fn holds(&self, now: u64) -> bool {
        self.at <= now && now - self.at < 24 * 60 * 60
    }
}

impl Robots {
    /// The rules in a file for the program that calls itself `agent`: those of its own groups, else those for all.
    pub fn parse(file: &[u8], agent: &str) -> Robots {
        let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
        // Of a line that was cut nobody knows what it would have said.
        let whole = match file.get(..MOST_BYTES) {
            Some(cut) => &cut[..cut.iter().rposition(|&byte| byte == b'\n').unwrap_or(0)],
            None => file,
        };
        let text = String::from_utf8_lossy(whole);
        let (mut ours, mut all) = (Robots::default(), Robots::default());
        let (mut is_ours, mut is_all, mut named) = (false, false, false);
        // In the middle of the lines that say whom a group is for.
        let mut naming = false;
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if !naming {
                        (is_ours, is_all) = (false, false);
                    }
                    naming = true;
                    is_all |= value.starts_with('*');
                    if product(value).eq_ignore_ascii_case(agent) {
                        (is_ours, named) = (true, true);
                    }
                }
                key @ ("allow" | "disallow") => {
                    naming = false;
                    if value.is_empty() {
                        continue;
                    }
                    let rule = Rule { allow: key == "allow", path: normal(value) };
                    if is_ours {
                        ours.rules.push(rule.clone());
                    }
                    if is_all {
                        all.rules.push(rule);
                    }
                }
                // What the RFC does not know does not end a group's names.
                "crawl-delay" => {
                    let seconds =
                        value.parse().ok().filter(|seconds: &f64| seconds.is_finite() && *seconds > 0.0);
                    if is_ours {
                        ours.delay = seconds.or(ours.delay);
                    }
                    if is_all {
                        all.delay = seconds.or(all.delay);
                    }
                }
                _ => {}
            }
        }
        if named { ours } else { all }
    }

    /// Whether a path, with its query, may be fetched: the longest rule that fits decides, of two the kinder.
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        let fitting = self.rules.iter().filter(|rule| fits(&rule.path, &path));
        fitting.max_by_key(|rule| (rule.path.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }

    /// The pause between two requests that it asks for, `most` at most.
    pub fn delay(&self, most: Duration) -> Duration {
        self.delay.map_or(Duration::ZERO, |seconds| Duration::from_secs_f64(seconds.min(most.as_secs_f64())))
    }
}

/// The name of a program without its version.
fn product(value: &str) -> &str {
    let end = value.find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_')).unwrap_or(value.len());
    &value[..end]
}

/// Whether a path begins as a rule says: `*` is anything, `$` the end. Linear: no part is looked for twice.
fn fits(rule: &str, path: &str) -> bool {
    let (rule, anchored) = rule.strip_suffix('$').map_or((rule, false), |rule| (rule, true));
    let mut parts = rule.split('*');
    let Some(rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut rest = rest;
    let mut last = None;
    for part in parts {
        if let Some(before) = last.replace(part) {
            match rest.find(before) {
                Some(at) => rest = &rest[at + before.len()..],
                None => return false,
            }
        }
    }
    match last {
        Some(part) if anchored => rest.ends_with(part),
        Some(part) => rest.contains(part),
        None => !anchored || rest.is_empty(),
    }
}

/// A path as it is compared: escaped where it must be, and only there.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut normal = String::with_capacity(bytes.len());
    let escape = |normal: &mut String, byte: u8| normal.push_str(&format!("%{byte:02X}"));
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
        let escaped = hex.filter(|_| byte == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        match escaped {
            Some(meant) if meant.is_ascii_alphanumeric() || b"-._~".contains(&meant) => {
                normal.push(meant as char)
            }
            Some(meant) => escape(&mut normal, meant),
            None if byte.is_ascii_graphic() => normal.push(byte as char),
            None => escape(&mut normal, byte),
        }
        at += if escaped.is_some() { 3 } else { 1 };
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(file: &str, path: &str) -> bool {
        Robots::parse(file.as_bytes(), "depeche").allows(path)
    }

    #[test]
    fn our_own_group_counts_before_the_one_for_all() {
        let file = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: Depeche/1.0 (x)\nDisallow: /private # no\n";
        assert!(allowed(file, "/news"));
        assert!(!allowed(file, "/private/a"));
        assert!(!Robots::parse(file.as_bytes(), "third").allows("/news"));
        // Named, and nothing forbidden.
        assert!(allowed("User-agent: *\nDisallow: /\nUser-agent: depeche\nDisallow:\n", "/a"));
        // Groups of the same name are one.
        let twice = "user-agent: depeche\ndisallow: /a\nuser-agent: x\ndisallow: /b\nuser-agent: depeche\ndisallow: /c\n";
        assert_eq!(["/a", "/b", "/c"].map(|path| allowed(twice, path)), [false, true, false]);
        assert!(allowed("User-agent: depeche-news\nDisallow: /", "/"), "another program");
    }

    #[test]
    fn the_longest_rule_decides_and_of_two_the_kinder() {
        let file = "User-agent: *\r\nDisallow: /a\r\nAllow: /a/b\r\nDisallow: /a/b/c\r\nAllow: /x\r\nDisallow: /x\r\n";
        assert_eq!(
            ["/", "/a", "/a/b", "/a/b/c", "/x"].map(|path| allowed(file, path)),
            [true, false, true, false, true]
        );
    }

    #[test]
    fn stars_and_ends() {
        let file = "user-agent:*\ndisallow:/*.pdf$\ndisallow: /p*/x\ndisallow: /*?s=\ndisallow: /end$\ndisallow: */z*q";
        for (path, may) in [
            ("/a.pdf", false),
            ("/a.pdf?x", true),
            ("/pa/b/x", false),
            ("/p", true),
            ("/n?s=1", false),
            ("/end", false),
            ("/ends", true),
            ("/a/zoo/q", false),
            ("/a.pdf.pdf", false),
        ] {
            assert_eq!(allowed(file, path), may, "{path}");
        }
        assert!(
            !allowed("user-agent: *\ndisallow: /a*a$", "/aa")
                && allowed("user-agent: *\ndisallow: /a*a$", "/a")
        );
    }

    #[test]
    fn letters_and_their_escapes_are_the_same() {
        let file = "user-agent: *\ndisallow: /été\ndisallow: /%7eme\ndisallow: /a%2fb";
        assert!(!allowed(file, "/%C3%A9t%c3%a9") && !allowed(file, "/~me") && !allowed(file, "/a%2Fb"));
        assert!(allowed(file, "/a/b"));
    }

    #[test]
    fn whatever_is_no_rule_is_no_rule() {
        for file in [
            "",
            "\u{feff}",
            "<html><p>404: not found",
            "disallow: /",
            "user-agent\ndisallow /",
            "\0\0",
            "user-agent: *\ndisallow:",
        ] {
            assert!(allowed(file, "/"), "{file:?}");
        }
        let bytes = b"\xEF\xBB\xBFUser-agent: *\nDisallow: /\xE9\nDisallow: /b\n";
        assert!(!Robots::parse(bytes, "depeche").allows("/b"));
    }

    #[test]
    fn a_delay_is_kept_within_bounds() {
        let delay =
            |file: &str| Robots::parse(file.as_bytes(), "depeche").delay(Duration::from_secs(30)).as_millis();
        assert_eq!(delay("user-agent: *\ncrawl-delay: 1.5"), 1500);
        assert_eq!(delay("user-agent: a\ncrawl-delay: 5\nuser-agent: depeche\ndisallow: /x"), 0);
        for (told, kept) in
            [("86400", 30_000), ("-1", 0), ("NaN", 0), ("inf", 0), ("1e300", 30_000), ("soon", 0)]
        {
            assert_eq!(delay(&format!("user-agent: *\ncrawl-delay: {told}")), kept, "{told}");
        }
    }

    #[test]
    fn a_file_made_to_exhaust_costs_little() {
        let start = std::time::Instant::now();
        let file = format!(
            "user-agent: *\ndisallow: /{}\n{}",
            "*a".repeat(100_000),
            "disallow: /*a*a*a*b\n".repeat(15_000)
        );
        assert!(allowed(&file, &format!("/{}", "a".repeat(4000))));
        assert!(start.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn rules_hold_for_a_day_of_a_sane_clock() {
        let kept = Kept { at: 1_000_000, rules: Robots::default() };
        assert!(kept.holds(1_000_000) && kept.holds(1_080_000));
        assert!(!kept.holds(1_086_400) && !kept.holds(999_999));
    }
}
