//! Pages made to exhaust a parser: they are measured by one pass over their bytes before a tree is built of them.

use crate::Error;

/// The most elements that may be open at once. News pages stay below a hundred; beyond this, tree builders recurse too far.
pub const MOST_DEPTH: usize = 512;
/// The most bytes of markup, scripts and styles not counted, that are given to the parser.
pub const MOST_MARKUP: usize = 8_000_000;

/// No attribute of use is longer than this; longer ones are dropped.
const LONGEST_TAG: usize = 16_384;
/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Elements whose end may be left out: the next one closes them, however many there are.
const OPTIONAL_END: &[&str] =
    &["p", "li", "dt", "dd", "td", "th", "tr", "option", "thead", "tbody", "tfoot", "colgroup"];

/// The page without what no article needs: scripts (but those that hold linked data), styles, comments, drawings, tags of
/// absurd length, NULs.
///
/// # Errors
/// What is left is too much, or too deep.
pub(crate) fn checked(html: &str) -> Result<String, Error> {
    let mut kept = String::with_capacity(html.len().min(MOST_MARKUP));
    let mut depth = 0usize;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push(&mut kept, &rest[..at])?;
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            // An open comment hides all that follows, in browsers too.
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(tag) = Tag::at(rest) else {
            push(&mut kept, "<")?;
            rest = &rest[1..];
            continue;
        };
        let (markup, after) = rest.split_at(tag.length);
        rest = after;
        if let Some(raw) = tag.raw_text() {
            let end = find_end(rest, raw);
            let (content, after) = rest.split_at(end);
            rest = after.find('>').map_or("", |close| &after[close + 1..]);
            if raw == "title" || (raw == "script" && markup.contains("ld+json")) {
                push(&mut kept, markup)?;
                push(&mut kept, content)?;
                push(&mut kept, &format!("</{raw}>"))?;
            }
            continue;
        }
        if !VOID.contains(&tag.name.as_str()) && !OPTIONAL_END.contains(&tag.name.as_str()) {
            depth =
                if tag.closing { depth.saturating_sub(1) } else { depth + usize::from(!tag.self_closing) };
        }
        if depth > MOST_DEPTH {
            return Err(Error::TooDeep);
        }
        if markup.len() > LONGEST_TAG {
            push(&mut kept, &format!("<{}>", tag.name))?;
        } else {
            push(&mut kept, markup)?;
        }
    }
    push(&mut kept, rest)?;
    Ok(kept)
}

fn push(kept: &mut String, more: &str) -> Result<(), Error> {
    if kept.len() + more.len() > MOST_MARKUP {
        return Err(Error::TooMuchMarkup);
    }
    kept.extend(more.chars().filter(|&c| c != '\0'));
    Ok(())
}

/// Where the end tag of an element with raw text begins.
fn find_end(html: &str, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut from = 0;
    while let Some(at) = html[from..].find("</") {
        let at = from + at;
        if bytes[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        {
            return at;
        }
        from = at + 2;
    }
    html.len()
}

/// A tag as it stands in the page.
struct Tag {
    name: String,
    closing: bool,
    self_closing: bool,
    length: usize,
}

impl Tag {
    /// The tag at the beginning of `html`, which begins with `<`.
    fn at(html: &str) -> Option<Tag> {
        let inside = &html[1..];
        let closing = inside.starts_with('/');
        let named = inside.strip_prefix('/').unwrap_or(inside);
        let name: String = named
            .chars()
            .take(32)
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect::<String>()
            .to_ascii_lowercase();
        if name.is_empty() {
            return None;
        }
        let end = end_of_tag(html.as_bytes());
        Some(Tag { self_closing: html[..end].ends_with("/>"), name, closing, length: end })
    }

    /// The name of an element whose content is no markup.
    fn raw_text(&self) -> Option<&'static str> {
        const RAW: &[&str] =
            &["script", "style", "title", "textarea", "iframe", "noembed", "noframes", "svg", "math"];
        let open = !self.closing && !self.self_closing;
        RAW.iter().copied().find(|&raw| open && raw == self.name)
    }
}

/// Just after the `>` of a tag, quotation marks around values respected.
fn end_of_tag(bytes: &[u8]) -> usize {
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => return at + 1,
            // A mark opens a value only after an equals sign: « <p don't> ».
            None if (byte == b'"' || byte == b'\'') && bytes[..at].trim_ascii_end().ends_with(b"=") => {
                quote = Some(byte)
            }
            None => {}
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_comments_go_and_data_stays() {
        let html = "<p>a<!-- <b> --><script>if (a<b) x='</p>'</script><SCRIPT type='application/ld+json'>{}</SCRIPT></p>";
        assert_eq!(checked(html).unwrap(), "<p>a<SCRIPT type='application/ld+json'>{}</script></p>");
    }

    #[test]
    fn depth_is_bounded_but_open_paragraphs_are_no_depth() {
        assert_eq!(checked(&"<div>".repeat(100_000)), Err(Error::TooDeep));
        assert!(checked(&"<p>a".repeat(100_000)).is_ok());
        assert!(checked(&"<b>a</b>".repeat(100_000)).is_ok());
    }

    #[test]
    fn a_tag_of_absurd_length_loses_its_attributes() {
        let html = format!("<p class=\"{}\">a</p>", "x".repeat(100_000));
        assert_eq!(checked(&html).unwrap(), "<p>a</p>");
    }

    #[test]
    fn broken_tags_are_passed_over() {
        for html in ["<", "<<", "</", "<p", "<p a=\"", "a < b", "<!", "<!--", "<script>", "<\u{0}p>"] {
            checked(html).unwrap();
        }
    }
}
