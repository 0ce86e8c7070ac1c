//! In which language is this text?
//!
//! [`whatlang`] tells it by trigrams: on a paragraph it is as good as detectors a thousand times its size, on a headline it
//! guesses among seventy languages. So its word is taken where the text is long or it is sure; of a short text
//! [`whichlang`]'s, which knows sixteen languages and sees more in few letters, unless the commonest words speak for one that
//! it does not know (`words`). Two languages that neither knows, and both take for a relative, are told by their words
//! (`relatives`). The figures stand in ARCHITECTURE.md.
//!
//! ```
//! use language::{Languages, Told};
//! let languages = Languages::of(["en", "es", "fr"]);
//! assert_eq!(languages.tell("Le maire a annoncé mardi sa démission devant le conseil municipal."), Told::Known("fr".into()));
//! let portuguese = "O presidente da câmara anunciou na terça-feira a sua demissão perante o conselho, e disse que não vai voltar atrás.";
//! assert_eq!(languages.tell(portuguese), Told::Other { tag: "pt".into(), name: "Portuguese".into() });
//! ```

mod relatives;
mod words;

use std::{collections::BTreeMap, ops::Range};
use unicode_normalization::UnicodeNormalization;
use whatlang::{Detector, Info, Lang, Script};
use whichlang::Lang as Quick;

/// With so many letters they are believed even if they are not sure.
const LONG: usize = 120;
/// A paragraph with fewer letters is not taken for one in another language than its document's.
const LEAST_FOREIGN: usize = 150;
/// So much of a document is looked at: its beginning tells the language of the rest, save for [`foreign`](Languages::foreign) paragraphs.
const LOOKED_AT: usize = 800;

/// The languages that can be read.
#[derive(Debug, Clone)]
pub struct Languages {
    tags: Vec<String>,
    /// Those of them that the detector knows.
    known: Vec<(String, Lang)>,
}

/// What a text's language is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// One of those that can be read, by its tag as it was given.
    Known(String),
    /// Another.
    Other {
        /// BCP 47 tag.
        tag: String,
        /// English name.
        name: String,
    },
    /// Nothing tells: no letters.
    Unclear,
}

impl Languages {
    /// The languages of these BCP 47 tags; tags that neither the detector nor we know are never told.
    pub fn of<'a>(tags: impl IntoIterator<Item = &'a str>) -> Languages {
        let tags: Vec<String> = tags.into_iter().map(str::to_owned).collect();
        let known = tags.iter().filter_map(|tag| Some((tag.clone(), lang(tag)?))).collect();
        Languages { tags, known }
    }

    /// The language of a text.
    pub fn tell(&self, text: &str) -> Told {
        let start = &beginning(text, LOOKED_AT);
        let Some(best) = whatlang::detect(start) else { return Told::Unclear };
        if let Some(relative) = relatives::told(start, tag_of(best.lang())) {
            return match self.tags.iter().find(|tag| *tag == relative.tag) {
                Some(tag) => Told::Known(tag.clone()),
                None => Told::Other { tag: relative.tag.to_owned(), name: relative.name.to_owned() },
            };
        }
        let told = match self.is_told_by_trigrams(start, &best) {
            true => tag_of(best.lang()).to_owned(),
            false => short(start, tag_of(best.lang())),
        };
        // A text in two languages is in the one that most of it is in, which trigrams of both together do not tell.
        let told = match most_of(start) {
            Some(most) if most != told && self.has(most) && self.has(&told) => most.to_owned(),
            _ => told,
        };
        match self.tags.iter().find(|tag| primary(tag) == told) {
            Some(tag) => Told::Known(tag.clone()),
            None => Told::Other {
                name: lang(&told).map_or(told.as_str(), |lang| lang.eng_name()).to_owned(),
                tag: told,
            },
        }
    }

    /// Whether the trigrams of a text can be believed: it is long, or they are sure, or its script leaves few languages.
    fn is_told_by_trigrams(&self, text: &str, best: &Info) -> bool {
        best.is_reliable()
            || best.script() != Script::Latin
            || text.chars().filter(|c| c.is_alphabetic()).take(LONG).count() == LONG
    }

    /// The runs of paragraphs of `text`, as byte ranges with their tags, that are in another known language than `main`;
    /// none in most texts. A paragraph counts when it is long and the detector is sure of it twice: among all languages and
    /// between the two.
    pub fn foreign(&self, text: &str, main: &str) -> Vec<(Range<usize>, String)> {
        let mut runs: Vec<(Range<usize>, String)> = Vec::new();
        for range in paragraphs(text) {
            let Some(tag) = self.foreign_tag(&text[range.clone()], main) else { continue };
            match runs.last_mut() {
                Some((run, last)) if *last == tag && text[run.end..range.start].trim().is_empty() => {
                    run.end = range.end
                }
                _ => runs.push((range, tag)),
            }
        }
        runs
    }

    fn foreign_tag(&self, paragraph: &str, main: &str) -> Option<String> {
        if paragraph.chars().filter(|c| c.is_alphabetic()).take(LEAST_FOREIGN).count() < LEAST_FOREIGN {
            return None;
        }
        let start = &beginning(paragraph, LOOKED_AT);
        // What costs least says no of nearly every paragraph.
        if quick(start) == primary(main) {
            return None;
        }
        let best = whatlang::detect(start)?;
        let guess = best.lang();
        let tag = self.tag(guess).filter(|tag| tag != main)?;
        let own = self.known.iter().find(|(known, _)| known == main)?.1;
        let between = Detector::with_allowlist(vec![own, guess]);
        let sure = |info: Info| info.lang() == guess && info.is_reliable();
        (best.is_reliable()
            && between.detect(start).is_some_and(sure)
            && relatives::told(start, tag_of(guess)).is_none())
        .then_some(tag)
    }

    fn has(&self, told: &str) -> bool {
        self.tags.iter().any(|tag| primary(tag) == told)
    }

    fn tag(&self, lang: Lang) -> Option<String> {
        self.known.iter().find(|(_, known)| *known == lang).map(|(tag, _)| tag.clone())
    }
}

/// The language of a text that is too short for `best`, the tag that its trigrams tell, to be believed: the quick guess, unless
/// that knows nothing of the other and the commonest words speak for it.
fn short(text: &str, best: &'static str) -> String {
    let guess = quick(text);
    let voted = words::votes(text);
    let unheard = !QUICK.iter().any(|(_, tag)| *tag == best);
    let told = if unheard && voted.contains(&best) && !voted.contains(&guess) { best } else { guess };
    relatives::told(text, told).map_or(told, |relative| relative.tag).to_owned()
}

/// A guess among the languages of [`QUICK`], whatever the text.
fn quick(text: &str) -> &'static str {
    let told = whichlang::detect_language(text);
    QUICK.iter().find(|(lang, _)| *lang == told).map_or("", |(_, tag)| tag)
}

/// The quick guess for most letters of a text of several paragraphs.
fn most_of(text: &str) -> Option<&'static str> {
    let mut letters: BTreeMap<&str, usize> = BTreeMap::new();
    let mut several = 0;
    for range in paragraphs(text) {
        several += 1;
        let count = text[range.clone()].chars().filter(|c| c.is_alphabetic()).count();
        *letters.entry(quick(&text[range])).or_default() += count;
    }
    let most = letters.into_iter().max_by_key(|(_, count)| *count);
    most.filter(|_| several > 1).map(|(tag, _)| tag)
}

/// The languages among which whichlang guesses.
const QUICK: &[(Quick, &str)] = &[
    (Quick::Ara, "ar"),
    (Quick::Cmn, "zh"),
    (Quick::Deu, "de"),
    (Quick::Eng, "en"),
    (Quick::Fra, "fr"),
    (Quick::Hin, "hi"),
    (Quick::Ita, "it"),
    (Quick::Jpn, "ja"),
    (Quick::Kor, "ko"),
    (Quick::Nld, "nl"),
    (Quick::Por, "pt"),
    (Quick::Rus, "ru"),
    (Quick::Spa, "es"),
    (Quick::Swe, "sv"),
    (Quick::Tur, "tr"),
    (Quick::Vie, "vi"),
];

/// The first part of a tag, in lower case.
fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase()
}

/// The first `most` characters as the detectors know them: accents composed, one space or line end for several, of whatever kind.
fn beginning(text: &str, most: usize) -> String {
    let mut last = '\n';
    let plain =
        text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'));
    let plain = plain.filter_map(move |c| {
        let c = match c {
            '\n' | '\r' => '\n',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        let again = matches!(c, ' ' | '\n') && matches!(last, ' ' | '\n') && (c == ' ' || last == '\n');
        if !again {
            last = c;
        }
        (!again).then_some(c)
    });
    plain.nfc().take(most).collect()
}

/// The lines of a text that say something, as byte ranges.
fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let range = start..start + line.trim_end().len();
        start += line.len();
        (!line.trim().is_empty()).then_some(range)
    })
}

/// ISO 639-1 for those languages that have it and that the detector knows (the detector speaks 639-3).
const TAGS: &[(Lang, &str)] = &[
    (Lang::Afr, "af"),
    (Lang::Ara, "ar"),
    (Lang::Bel, "be"),
    (Lang::Bul, "bg"),
    (Lang::Ben, "bn"),
    (Lang::Cat, "ca"),
    (Lang::Ces, "cs"),
    (Lang::Dan, "da"),
    (Lang::Deu, "de"),
    (Lang::Ell, "el"),
    (Lang::Eng, "en"),
    (Lang::Epo, "eo"),
    (Lang::Spa, "es"),
    (Lang::Est, "et"),
    (Lang::Pes, "fa"),
    (Lang::Fin, "fi"),
    (Lang::Fra, "fr"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Hrv, "hr"),
    (Lang::Hun, "hu"),
    (Lang::Hye, "hy"),
    (Lang::Ind, "id"),
    (Lang::Ita, "it"),
    (Lang::Jpn, "ja"),
    (Lang::Kat, "ka"),
    (Lang::Kor, "ko"),
    (Lang::Lat, "la"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Nld, "nl"),
    (Lang::Nob, "nb"),
    (Lang::Pol, "pl"),
    (Lang::Por, "pt"),
    (Lang::Ron, "ro"),
    (Lang::Rus, "ru"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Srp, "sr"),
    (Lang::Swe, "sv"),
    (Lang::Tha, "th"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Vie, "vi"),
    (Lang::Cmn, "zh"),
];

fn tag_of(lang: Lang) -> &'static str {
    TAGS.iter().find(|(known, _)| *known == lang).map_or(lang.code(), |(_, tag)| tag)
}

fn lang(tag: &str) -> Option<Lang> {
    let primary = primary(tag);
    TAGS.iter()
        .find(|(_, known)| *known == primary)
        .map(|(lang, _)| *lang)
        .or_else(|| Lang::from_code(primary))
}
