//! An article of a press database's export, whatever the form, and the document that it is.

use crate::{Item, Problem, ProblemKind, Sourced, fields, forms::Origin, written::written_day};
use records::Document;

/// What the forms find of an article.
#[derive(Debug, Default)]
pub(crate) struct Article {
    /// The database's own number of the document.
    pub id: Option<String>,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub title: Option<String>,
    /// The day as it is written there.
    pub date: Option<String>,
    pub author: Option<String>,
    /// The language's tag, or its name in any of the databases' languages.
    pub lang: Option<String>,
    /// Without the title.
    pub paragraphs: Vec<String>,
}

impl Article {
    /// The document, after what is odd about it.
    pub fn items(self, line: Option<u64>, origin: &Origin) -> Vec<Item> {
        let title = self.title.filter(|title| !title.trim().is_empty());
        if self.paragraphs.is_empty() {
            let which = title.map(|title| format!(" under « {title} »")).unwrap_or_default();
            return vec![origin.problem(line, ProblemKind::Empty, format!("no text{which}")).into()];
        }
        let head = title.iter().filter(|title| self.paragraphs.first() != Some(title));
        let text = head.chain(&self.paragraphs).map(String::as_str).collect::<Vec<_>>().join("\n\n");
        let mut items: Vec<Item> = Vec::new();
        let published = self.date.as_deref().and_then(written_day);
        if published.is_none() {
            items.push(bad_date(self.date.as_deref(), line, origin).into());
        }
        let lang = self.lang.as_deref().and_then(tag_of);
        let document = Document {
            id: self.id.unwrap_or_else(|| fields::content_id(self.url.as_deref(), &text)),
            lang: lang.unwrap_or_else(|| origin.options.lang.clone()),
            title,
            published: published.or_else(|| origin.options.published.clone()),
            outlet: self.outlet.filter(|outlet| !outlet.is_empty()),
            url: self.url,
            author: self.author.as_deref().map(signed).filter(|author| !author.is_empty()),
            text,
            ..Document::default()
        };
        items.push(Item::Document(Sourced { document, place: origin.place(line) }));
        items
    }
}

fn bad_date(date: Option<&str>, line: Option<u64>, origin: &Origin) -> Problem {
    let message = match date {
        Some(date) => format!(
            "date « {} » cannot be understood, read without it",
            date.chars().take(80).collect::<String>()
        ),
        None => "no date with the article, read without it".to_owned(),
    };
    origin.problem(line, ProblemKind::BadDate, message)
}

/// The names that databases give to languages, by tag.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("fr", &["french", "français", "francais", "francés", "französisch", "francese", "francês", "frans"]),
    ("en", &["english", "anglais", "inglés", "englisch", "inglese", "inglês", "engels"]),
    ("es", &["spanish", "espagnol", "español", "castellano", "spanisch", "spagnolo", "espanhol", "spaans"]),
    ("de", &["german", "allemand", "alemán", "deutsch", "tedesco", "alemão", "duits"]),
    ("it", &["italian", "italien", "italiano", "italienisch", "italiaans"]),
    (
        "pt",
        &["portuguese", "portugais", "portugués", "português", "portugiesisch", "portoghese", "portugees"],
    ),
    ("nl", &["dutch", "néerlandais", "neerlandés", "niederländisch", "olandese", "holandês", "nederlands"]),
    ("ca", &["catalan", "catalán", "català", "katalanisch"]),
    ("ar", &["arabic", "arabe", "árabe", "arabisch", "arabo"]),
    ("ru", &["russian", "russe", "ruso", "russisch", "russo"]),
    ("zh", &["chinese", "chinois", "chino", "chinesisch", "cinese"]),
];

/// A language's tag by its name, « FRENCH; FRANÇAIS »; two letters are a tag.
fn tag_of(name: &str) -> Option<String> {
    let first = name.split([';', ',', '(', '/']).next().unwrap_or(name).trim().to_lowercase();
    if first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(first);
    }
    LANGUAGES.iter().find(|(_, names)| names.contains(&first.as_str())).map(|(tag, _)| (*tag).to_owned())
}

/// Whether a text is the name of a language.
pub(crate) fn is_language(text: &str) -> bool {
    text.chars().count() > 2 && tag_of(text).is_some()
}

/// Who wrote it, without the word before: « By Ann Lee », « Par Luc Roy ».
fn signed(line: &str) -> String {
    let line = line.trim();
    let word = line.split_whitespace().next().unwrap_or("");
    let before = ["by", "par", "por"].contains(&word.to_lowercase().as_str());
    if before { line[word.len()..].trim_start().to_owned() } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_by_their_names() {
        for (name, tag) in [
            ("Français", "fr"),
            ("ENGLISH", "en"),
            ("SPANISH; ESPAÑOL", "es"),
            ("Englisch", "en"),
            ("es", "es"),
        ] {
            assert_eq!(tag_of(name).as_deref(), Some(tag), "{name}");
        }
        assert_eq!(tag_of("Klingon"), None);
        assert!(!is_language("fr") && is_language("Anglais"));
    }

    #[test]
    fn names_without_the_word_before() {
        assert_eq!(signed(" By Ann Lee "), "Ann Lee");
        assert_eq!(signed("PAR LUC ROY"), "LUC ROY");
        assert_eq!(signed("de Villiers, Ana"), "de Villiers, Ana");
        assert_eq!(signed("Byron, Tom"), "Byron, Tom");
    }
}
