//! Files that pages use, inside the program.

/// A file of ours: its kind and its bytes.
pub fn asset(name: &str) -> Option<(&'static str, &'static [u8])> {
    let found: (&str, &[u8]) = match name {
        "style.css" => ("text/css; charset=utf-8", concat_css()),
        "site.js" => ("text/javascript; charset=utf-8", include_bytes!("../assets/site.js")),
        "reading.js" => ("text/javascript; charset=utf-8", page::SCRIPT.as_bytes()),
        "icon.svg" => ("image/svg+xml", include_bytes!("../assets/icon.svg")),
        _ => return None,
    };
    Some(found)
}

fn concat_css() -> &'static [u8] {
    static STYLE: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        [page::STYLE, include_str!("../assets/style.css"), include_str!("../assets/rooms.css")].join("\n")
    });
    STYLE.as_bytes()
}
