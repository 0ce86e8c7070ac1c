//! Tags of a page or list, without a tree: their attributes, in one pass over the text.

/// The attributes of every element of this name, in order; `name` in lower case.
pub(crate) fn named<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = Attributes> + 'a {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('<')? + 1..];
            let Some(head) = rest.get(..name.len()) else { continue };
            let follows = rest[name.len()..].chars().next();
            if head.eq_ignore_ascii_case(name)
                && follows.is_some_and(|c| c.is_whitespace() || c == '/' || c == '>')
            {
                let (attributes, after) = Attributes::read(&rest[name.len()..]);
                rest = after;
                return Some(attributes);
            }
        }
    })
}

/// Names, in lower case, and values.
pub(crate) struct Attributes(Vec<(String, String)>);

impl Attributes {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Those at the beginning of `text`, up to the end of the tag, and what follows.
    fn read(text: &str) -> (Attributes, &str) {
        /// No tag of use has more.
        const MOST: usize = 100;
        let mut found = Vec::new();
        let mut rest = text;
        while found.len() < MOST {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end = rest.find(|c: char| c.is_whitespace() || "=/>".contains(c)).unwrap_or(rest.len());
            // An equals sign without a name.
            let end = if end == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { end };
            let name = rest[..end].to_ascii_lowercase();
            rest = rest[end..].trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_start();
                let quote = after.chars().next().filter(|c| *c == '"' || *c == '\'');
                (value, rest) = match quote {
                    Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                    None => after
                        .split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
                };
            }
            found.push((name, unescaped(value)));
        }
        (Attributes(found), rest)
    }
}

/// The few entities that addresses have.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        let meant = end.and_then(|end| match &rest[1..end] {
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "lt" => Some('<'),
            "gt" => Some('>'),
            number => {
                let number = number.strip_prefix('#')?;
                let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
                char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
            }
        });
        match (meant, end) {
            (Some(meant), Some(end)) => {
                text.push(meant);
                rest = &rest[end + 1..];
            }
            _ => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_every_style() {
        let text = "<linkx href=no><LINK Rel=alternate HREF='/a?b=1&amp;c=2'/><link\nhref = \"é\" x =y><link";
        let hrefs: Vec<_> = named(text, "link").map(|tag| tag.get("href").map(str::to_owned)).collect();
        assert_eq!(hrefs, [Some("/a?b=1&c=2".to_owned()), Some("é".to_owned())]);
        assert_eq!(unescaped("&#233;&#xE9;&é&&amp;&nope;&#x110000;&amp"), "éé&é&&&nope;&#x110000;&amp");
    }

    #[test]
    fn broken_tags_end() {
        for text in [
            "<link",
            "<link ",
            "<link =",
            "<link = =>",
            "<link a=\"",
            "<link a='x",
            "<",
            "<é",
            "<link é=ü/>",
            "<link / / a",
        ] {
            let _ = named(text, "link").count();
        }
        assert!(named(&"<link a=b ".repeat(10_000), "link").count() > 0);
    }
}
