//! In which language is this text?
//!
//! [`whatlang`] tells it by trigrams. On a paragraph it is as good as detectors a thousand times its size (bench notes in
//! ARCHITECTURE.md); on a headline it guesses among seventy languages. So a long text is believed whatever it is, a short one
//! is put to the languages that can be read unless another is sure.
//!
//! ```
//! use language::{Languages, Told};
//! let languages = Languages::of(["en", "es", "fr"]);
//! assert_eq!(languages.tell("Le maire a annoncé mardi sa démission devant le conseil municipal."), Told::Known("fr".into()));
//! let portuguese = "O presidente da câmara anunciou na terça-feira a sua demissão perante o conselho, e disse que não vai voltar atrás.";
//! assert_eq!(languages.tell(portuguese), Told::Other { tag: "pt".into(), name: "Portuguese".into() });
//! ```

use std::ops::Range;
use whatlang::{Detector, Info, Lang};

/// A text with fewer letters than this is short: the detector is believed against the known languages only when it is sure.
const SHORT: usize = 45;
/// A paragraph with fewer letters is not taken for one in another language than its document's.
const LEAST_FOREIGN: usize = 150;
/// So much of a document is looked at: its beginning tells the language of the rest, save for [`foreign`](Languages::foreign) paragraphs.
const LOOKED_AT: usize = 2_000;

/// The languages that can be read.
#[derive(Debug, Clone)]
pub struct Languages {
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
    /// The languages of these BCP 47 tags; tags that the detector does not know are never told.
    pub fn of<'a>(tags: impl IntoIterator<Item = &'a str>) -> Languages {
        let known = tags.into_iter().filter_map(|tag| Some((tag.to_owned(), lang(tag)?)));
        Languages { known: known.collect() }
    }

    /// The language of a text.
    pub fn tell(&self, text: &str) -> Told {
        let start = beginning(text, LOOKED_AT);
        let Some(best) = whatlang::detect(start) else { return Told::Unclear };
        if let Some(tag) = self.tag(best.lang()) {
            return Told::Known(tag);
        }
        let letters = start.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= SHORT || best.is_reliable() || best.script() != whatlang::Script::Latin {
            return Told::Other {
                tag: tag_of(best.lang()).to_owned(),
                name: best.lang().eng_name().to_owned(),
            };
        }
        self.among_known(start).and_then(|info| self.tag(info.lang())).map_or(Told::Unclear, Told::Known)
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
        let start = beginning(paragraph, LOOKED_AT);
        let best = whatlang::detect(start).filter(Info::is_reliable)?;
        let tag = self.tag(best.lang()).filter(|tag| tag != main)?;
        let own = self.known.iter().find(|(known, _)| known == main)?.1;
        let between = Detector::with_allowlist(vec![own, best.lang()]).detect(start)?;
        (between.lang() == best.lang() && between.is_reliable()).then_some(tag)
    }

    fn among_known(&self, text: &str) -> Option<Info> {
        Detector::with_allowlist(self.known.iter().map(|(_, lang)| *lang).collect()).detect(text)
    }

    fn tag(&self, lang: Lang) -> Option<String> {
        self.known.iter().find(|(_, known)| *known == lang).map(|(tag, _)| tag.clone())
    }
}

/// The first `most` characters.
fn beginning(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
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
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    TAGS.iter()
        .find(|(_, known)| *known == primary)
        .map(|(lang, _)| *lang)
        .or_else(|| Lang::from_code(primary))
}
