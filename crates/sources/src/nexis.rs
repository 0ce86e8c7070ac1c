//! Articles of Nexis Uni (Lexis Advance) and of the older Nexis, as rows of paragraphs.
//!
//! Nothing in these exports is marked but by words: fields begin with a label (« Length: 512 words », « LONGUEUR: 512 mots »),
//! in the language of the article or of the interface; title, outlet and day have none, their order tells them.

use crate::{export::Article, written::written_day};

/// A paragraph of an export.
#[derive(Debug, Default, Clone)]
pub(crate) struct Paragraph {
    pub text: String,
    /// The document's number, where the paragraph links to the database.
    pub number: Option<String>,
    /// Whether an article begins here, as far as the form tells.
    pub begins: bool,
    /// Whether it stands in the middle of the line: outlet, day and rights do in texts.
    pub centred: bool,
}

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Author,
    Language,
    Length,
    /// Something that stands before the text.
    Head,
    /// Something that stands after it.
    Tail,
}

/// The labels, in lower case.
const LABELS: &[(Field, &[&str])] = &[
    (
        Field::Length,
        &["length", "longueur", "longitud", "extensión", "länge", "lunghezza", "comprimento", "lengte"],
    ),
    (Field::Author, &["byline", "auteur", "autor", "author", "signature", "firma", "por"]),
    (Field::Language, &["language", "langue", "idioma", "lengua", "sprache", "lingua", "taal"]),
    (
        Field::Head,
        &[
            "section",
            "rubrique",
            "sección",
            "seccion",
            "rubrik",
            "sezione",
            "dateline",
            "lieu",
            "lugar",
            "ort",
            "highlight",
            "encart",
            "insert",
            "destacado",
            "accroche",
            "series",
            "série",
            "serie",
            "edition",
            "édition",
            "edición",
            "copyright",
            "e-mail",
        ],
    ),
    (
        Field::Tail,
        &[
            "load-date",
            "date-chargement",
            "date de chargement",
            "fecha-carga",
            "fecha de carga",
            "update",
            "ladedatum",
            "publication-type",
            "type-publication",
            "type de publication",
            "tipo-publicación",
            "tipo de publicación",
            "journal-code",
            "journal code",
            "code-revue",
            "subject",
            "sujet",
            "sujets",
            "tema",
            "temas",
            "company",
            "societe",
            "société",
            "empresa",
            "organization",
            "organisation",
            "organización",
            "ticker",
            "stock-symbol",
            "symbole-boursier",
            "industry",
            "activity-sector",
            "secteur-activite",
            "industria",
            "person",
            "personne",
            "persona",
            "geographic",
            "geo-localization",
            "localisation-geo",
            "city",
            "state",
            "country",
            "pays",
            "país",
            "graphic",
            "graphique",
            "gráfico",
            "grafik",
            "correction-date",
            "correction",
            "document-type",
            "acc-no",
            "url",
            "distribution",
            "notes",
        ],
    ),
];

/// Lines that begin the text.
const BODY: &[&str] = &[
    "body",
    "corps",
    "corps du texte",
    "corps de l'article",
    "texte",
    "cuerpo",
    "cuerpo del texto",
    "texto",
    "textkörper",
    "hauptteil",
];
/// Lines that begin what follows it.
const AFTER: &[&str] = &[
    "classification",
    "clasificación",
    "klassifizierung",
    "graphic",
    "graphique",
    "gráfico",
    "grafik",
    "correction",
    "corrección",
    "notes",
    "notas",
];
/// Lines that end the article.
const END: &[&str] = &[
    "end of document",
    "fin du document",
    "fin de document",
    "fin del documento",
    "fin de documento",
    "ende des dokuments",
    "ende des dokumentes",
    "fim do documento",
    "fine del documento",
    "einde van document",
];
/// Lines within the text that are no part of it.
const NOT_TEXT: &[&str] = &["abstract", "full text", "link to pdf", "link zum pdf-dokument", "link to image"];

/// Whether a line ends an article of Nexis Uni.
pub(crate) fn ends(line: &str) -> bool {
    line.len() < 40 && END.contains(&lower(line).as_str())
}

/// Whether a line begins an article of the older Nexis: « 1 of 100 DOCUMENTS », « Document 1 de 100 ».
pub(crate) fn counts(line: &str) -> bool {
    // Of most lines a look is enough.
    let first = line.trim_start().chars().next();
    if line.len() > 120 || !first.is_some_and(|c| c.is_ascii_digit() || c.eq_ignore_ascii_case(&'d')) {
        return false;
    }
    let lowered = lower(line);
    let words: Vec<&str> = lowered.split_whitespace().collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let of = |word: &str| ["of", "de", "von", "sur", "di"].contains(&word);
    let document = |word: &str| {
        ["document", "documents", "documento", "documentos", "dokument", "dokumente", "documenti"]
            .contains(&word)
    };
    match words[..] {
        [first, second, third, fourth] => {
            (number(first) && of(second) && number(third) && document(fourth))
                || (document(first) && number(second) && of(third) && number(fourth))
        }
        _ => false,
    }
}

/// Whether a line tells the length or begins the text: signs by which an export is known.
pub(crate) fn is_sign(line: &str) -> bool {
    label(line).is_some_and(|(field, value)| {
        field == Field::Length && value.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// Whether a line begins with the label of a field.
pub(crate) fn is_field(line: &str) -> bool {
    label(line).is_some()
}

/// Whether a line is one of the words that part an article: « Body », « Classification ».
pub(crate) fn is_mark(line: &str) -> bool {
    is(line, BODY) || is(line, AFTER)
}

fn lower(line: &str) -> String {
    line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_lowercase()
}

/// The field that a line begins with, and what it says.
fn label(line: &str) -> Option<(Field, &str)> {
    let (name, value) = line.split_once(':')?;
    if name.len() > 40 {
        return None;
    }
    let name = lower(name);
    let (field, _) = LABELS.iter().find(|(_, names)| names.contains(&name.as_str()))?;
    Some((*field, value.trim()))
}

fn is(line: &str, among: &[&str]) -> bool {
    line.len() < 40 && among.contains(&lower(line).as_str())
}

fn is_copyright(line: &str) -> bool {
    let line = lower(line);
    line.starts_with("copyright")
        || line.starts_with('©')
        || line.starts_with("(c) ")
        || line.starts_with("all rights reserved")
}

/// The article in its paragraphs, the line that ends it not among them.
pub(crate) fn article(paragraphs: &[Paragraph]) -> Article {
    let paragraphs: Vec<&Paragraph> =
        paragraphs.iter().filter(|paragraph| !paragraph.text.trim().is_empty()).collect();
    let text = |at: usize| paragraphs[at].text.trim();
    let start = paragraphs.iter().rposition(|paragraph| paragraph.begins).unwrap_or(0);
    let said_so = paragraphs.iter().any(|paragraph| paragraph.begins);
    let count = paragraphs.len();
    let length = (start..count).find(|&at| label(text(at)).is_some_and(|(field, _)| field == Field::Length));
    let body = (start..count).find(|&at| is(text(at), BODY));
    // Without a line of its own the text begins after the last label before it.
    let head_end = body.or_else(|| length.map(|at| at + 1)).unwrap_or_else(|| {
        (start..count.min(start + 12))
            .rev()
            .find(|&at| written_day(text(at)).is_some_and(|_| text(at).len() < 120))
            .map_or(start, |at| at + 1)
    });
    let from = if body.is_some() { head_end + 1 } else { head_end };

    let mut found = Article::default();
    let head: Vec<usize> = (start..head_end).collect();
    let bare = |at: usize| label(text(at)).is_none() && !is_copyright(text(at));
    let day = head
        .iter()
        .rev()
        .copied()
        .find(|&at| bare(at) && text(at).len() < 160 && written_day(text(at)).is_some());
    match day {
        Some(day) => {
            found.date = Some(text(day).to_owned());
            let before: Vec<usize> = head.iter().copied().filter(|&at| at < day && bare(at)).collect();
            let centred = before.iter().filter(|&&at| paragraphs[at].centred).count() > 0;
            if centred || paragraphs[day].centred {
                // The older form: outlet, day, title.
                found.outlet = before.first().map(|&at| text(at).to_owned());
                let after: Vec<usize> = head.iter().copied().filter(|&at| at > day && bare(at)).collect();
                let title = after.iter().find(|&&at| !paragraphs[at].centred).or(after.first());
                found.title = title.map(|&at| text(at).to_owned());
            } else {
                // The newer: title, outlet, day. Before the first there may be a list of all articles.
                let titles = if said_so { &before[..] } else { &before[before.len().saturating_sub(2)..] };
                match titles {
                    [titles @ .., outlet] if !titles.is_empty() => {
                        found.outlet = Some(text(*outlet).to_owned());
                        found.title = Some(titles.iter().map(|&at| text(at)).collect::<Vec<_>>().join(" "));
                    }
                    [only] => found.title = Some(text(*only).to_owned()),
                    _ => {}
                }
            }
        }
        None => {
            let bare: Vec<usize> = head.iter().copied().filter(|&at| bare(at)).collect();
            match &bare[..] {
                [outlet, rest @ ..] if paragraphs[*outlet].centred => {
                    found.outlet = Some(text(*outlet).to_owned());
                    found.title =
                        rest.iter().find(|&&at| !paragraphs[at].centred).map(|&at| text(at).to_owned());
                }
                [title, outlet, ..] => {
                    found.title = Some(text(*title).to_owned());
                    found.outlet = Some(text(*outlet).to_owned());
                }
                [title] => found.title = Some(text(*title).to_owned()),
                [] => {}
            }
        }
    }
    found.title = found.title.filter(|title| lower(title) != "no headline in original");
    found.id = paragraphs[start..].iter().find_map(|paragraph| paragraph.number.clone());

    let mut at = from;
    // Labels may follow the length.
    while body.is_none()
        && at < count
        && label(text(at)).is_some_and(|(field, _)| field != Field::Tail && field != Field::Language)
    {
        at += 1;
    }
    let ended = |at: usize| {
        let text = text(at);
        is(text, AFTER)
            || label(text).is_some_and(|(field, _)| field == Field::Tail || field == Field::Language)
            || (paragraphs[at].centred && is_copyright(text))
    };
    let end = (at..count).find(|&at| ended(at)).unwrap_or(count);
    found.paragraphs = (at..end)
        .map(text)
        .filter(|text| !is(text, NOT_TEXT) && !is_address(text))
        .map(str::to_owned)
        .collect();

    for at in (start..from.min(count)).chain(end..count) {
        match label(text(at)) {
            Some((Field::Author, value)) if found.author.is_none() && !value.is_empty() => {
                found.author = Some(value.to_owned())
            }
            Some((Field::Language, value)) if found.lang.is_none() => found.lang = Some(value.to_owned()),
            _ => {}
        }
    }
    found
}

/// A paragraph that is nothing but a web address.
fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_count_and_end() {
        for line in [
            "   1 of 100 DOCUMENTS",
            "1 of 1 DOCUMENT",
            "Document 3 de 12",
            "Dokument 3 von 12",
            "Documento 3 de 12",
        ] {
            assert!(counts(line), "{line}");
        }
        for line in ["", "one of 3 documents", "3 of 4 people", "Le document 3 de 12 pages"] {
            assert!(!counts(line), "{line}");
        }
        assert!(
            ends(" End of Document ") && ends("Fin del documento") && !ends("The end of document culture")
        );
        assert!(
            is_sign("Length:\u{a0}512 words")
                && is_sign("LONGUEUR : 512 mots")
                && !is_sign("Length: unknown")
        );
    }
}
