//! Languages that the detector does not know and takes for a relative, told by their commonest words.

/// A language and the one that it passes for.
#[derive(Debug)]
pub(crate) struct Relative {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// English name.
    pub name: &'static str,
    /// Tag of the one that it passes for.
    passes_for: &'static str,
    /// Common words that it has and the other has not, or hardly.
    own: &'static [&'static str],
    /// Common words that the other has and it has not.
    others: &'static [&'static str],
}

const RELATIVES: &[Relative] = &[
    Relative {
        tag: "gl",
        name: "Galician",
        passes_for: "es",
        own: &[
            "o", "os", "as", "e", "unha", "unhas", "do", "da", "das", "na", "nas", "ao", "aos", "non",
            "pola", "polo", "coa", "máis", "moi", "foi", "nun", "nunha", "dun", "dunha", "tamén", "súa",
            "seu", "despois", "eu",
        ],
        others: &[
            "el", "la", "los", "las", "y", "una", "unas", "del", "al", "más", "muy", "fue", "también", "su",
            "sus", "lo", "después", "es", "con", "yo",
        ],
    },
    Relative {
        tag: "gl",
        name: "Galician",
        passes_for: "pt",
        own: &[
            "unha", "unhas", "un", "non", "máis", "moi", "nun", "nunha", "dunha", "coa", "tamén", "súa",
            "dous", "dúas", "despois", "cando",
        ],
        others: &[
            "uma", "umas", "um", "não", "mais", "muito", "num", "numa", "duma", "com", "também", "sua", "em",
            "são", "dois", "duas", "depois", "quando", "à",
        ],
    },
    Relative {
        tag: "ast",
        name: "Asturian",
        passes_for: "es",
        own: &[
            "ye", "nel", "na", "nes", "col", "cola", "pol", "pola", "foi", "yera", "tamién", "nun", "ún",
            "dellos", "delles", "conceyu", "xente", "hai", "les",
        ],
        others: &["las", "es", "fue", "también", "era", "no", "unos", "unas", "gente", "hay"],
    },
];

/// The language of a text that was told to be in `tag` but has more of the words of a relative of it than its own.
pub(crate) fn told(text: &str, tag: &str) -> Option<&'static Relative> {
    RELATIVES.iter().filter(|relative| relative.passes_for == tag).find(|relative| {
        let (mut own, mut others) = (0_usize, 0_usize);
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            let word = word.to_lowercase();
            own += usize::from(relative.own.contains(&word.as_str()));
            others += usize::from(relative.others.contains(&word.as_str()));
        }
        own > others
    })
}
