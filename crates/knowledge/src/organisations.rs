//! Organisations: international bodies, media, NGOs, unions, armed groups, parties, institutions, companies.

use std::sync::LazyLock;

use crate::index::{Index, Named};
use crate::language::with_or_without_article;
use crate::table::{Problem, Table, table, variants};

/// An organisation of wide note.
#[derive(Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Stable id, ours: mostly the English acronym (`SCO`, `EU`).
    pub id: &'static str,
    /// What sort of body it is: `igo`, `alliance`, `court`, `agency`, `newspaper`, `broadcaster`, `site`, `ngo`, `union`,
    /// `church`, `university`, `thinktank`, `foundation`, `armed`, `party`, `army`, `parliament`, `company`, `bank`, or `national` where
    /// each country has one of the name (the Red Cross).
    pub kind: &'static str,
    /// Alpha-3, or `IGO` for an international organisation; `None` for a body across countries (Amnesty, al-Qaeda).
    pub country: Option<&'static str>,
    /// Sector codes, the chief one first.
    pub sectors: Vec<&'static str>,
    /// Alpha-3 of its members, only where they matter; the permanent ones of the Security Council.
    pub members: Vec<&'static str>,
    /// Language and form, the usual one of a language first.
    names: Vec<(&'static str, &'static str)>,
}

const LANGS: [&str; 3] = ["fr", "en", "es"];
const KINDS: [&str; 20] = [
    "igo",
    "alliance",
    "court",
    "agency",
    "newspaper",
    "broadcaster",
    "site",
    "ngo",
    "union",
    "church",
    "university",
    "thinktank",
    "foundation",
    "armed",
    "party",
    "army",
    "parliament",
    "company",
    "bank",
    "national",
];
/// The sector codes of the record format (`RECORDS.md`) that a table may use.
pub(crate) const SECTORS: [&str; 21] = [
    "GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP", "REB", "SPY", "MED", "EDU", "BUS", "LAB", "NGO", "IGO",
    "CVL", "REF", "CRM", "REL", "SET", "UAF",
];

impl Organisation {
    /// The usual name in a language; the English one for a language that the tables do not know.
    pub fn name(&self, lang: &str) -> &'static str {
        self.names(lang).next().or_else(|| self.names("en").next()).unwrap_or(self.id)
    }

    /// Every name and acronym in a language.
    pub fn names<'a>(&'a self, lang: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        self.names.iter().filter(move |(of, _)| *of == lang).map(|(_, form)| *form)
    }
}

struct Organisations {
    list: Vec<Organisation>,
    by_name: Index<usize>,
    problems: Vec<Problem>,
}

static ORGANISATIONS: LazyLock<Organisations> = LazyLock::new(|| {
    let (mut list, mut problems) = (Vec::new(), Vec::new());
    for table in [
        table!("organisations/international.tsv"),
        table!("organisations/media.tsv"),
        table!("organisations/society.tsv"),
        table!("organisations/states.tsv"),
        table!("organisations/armed.tsv"),
        table!("organisations/parties.tsv"),
        table!("organisations/companies.tsv"),
    ] {
        read(table, &mut list, &mut problems);
    }
    let mut by_name = Index::new();
    for (place, organisation) in list.iter().enumerate() {
        for (lang, form) in &organisation.names {
            by_name.add(lang, form, place);
        }
    }
    // Names travel: a French text may say « Human Rights Watch » or « NATO ». Own names come first, and a foreign form
    // must be long enough not to be a word of the language.
    for (place, organisation) in list.iter().enumerate() {
        for (of, form) in &organisation.names {
            for lang in LANGS.into_iter().filter(|lang| lang != of) {
                let is_own = organisation.names.contains(&(lang, *form));
                if travels(form) && !is_own {
                    by_name.add(lang, form, place);
                }
            }
        }
    }
    Organisations { list, by_name, problems }
});

fn read(table: Table, list: &mut Vec<Organisation>, problems: &mut Vec<Problem>) {
    table.each(problems, |[id, kind, country, sectors, fr, en, es, members]| {
        if !KINDS.contains(&kind) {
            return Err(format!("unknown kind {kind:?}"));
        }
        let sectors: Vec<&str> = sectors.split(',').collect();
        if let Some(sector) = sectors.iter().find(|sector| !SECTORS.contains(sector)) {
            return Err(format!("unknown sector {sector:?}"));
        }
        let members: Vec<&str> = members.split_whitespace().collect();
        for code in members.iter().copied().chain(Some(country).filter(|code| !matches!(*code, "" | "IGO"))) {
            if crate::country(code).is_none() {
                return Err(format!("unknown country {code:?}"));
            }
        }
        let english = if en.is_empty() { fr } else { en };
        let cells = [fr, english, if es.is_empty() { english } else { es }];
        let names = LANGS
            .into_iter()
            .zip(cells)
            .flat_map(|(lang, cell)| variants(cell).map(move |form| (lang, form)));
        let country = (!country.is_empty()).then_some(country);
        list.push(Organisation { id, kind, country, sectors, members, names: names.collect() });
        Ok(())
    });
}

/// Whether a form of another language may be looked for: several words, or an acronym of three letters and more.
fn travels(form: &str) -> bool {
    form.contains(' ') || (is_acronym(form) && form.chars().filter(|c| c.is_alphabetic()).count() >= 3)
}

/// One word with more than one capital.
fn is_acronym(form: &str) -> bool {
    !form.contains(' ') && form.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Acronyms keep their case: « OCS », not « ocs »; from four letters on, all in capitals, « Otan » will do.
fn case_fits(surface: &str, form: &str) -> bool {
    if !is_acronym(form) {
        return true;
    }
    let letters = |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphabetic()).collect() };
    let (ours, theirs) = (letters(surface), letters(form));
    let (first, rest) = ours.split_first().map_or((false, false), |(first, rest)| {
        (first.is_uppercase(), rest.iter().all(|c| !c.is_uppercase()))
    });
    let all_capitals = theirs.iter().all(|c| c.is_uppercase());
    if all_capitals {
        let shouted = ours.iter().all(|c| c.is_uppercase());
        shouted || (theirs.len() >= 4 && first && rest)
    } else {
        theirs.len() > 4 || ours == theirs
    }
}

pub(crate) fn problems() -> &'static [Problem] {
    &ORGANISATIONS.problems
}

pub(crate) fn reach(lang: &str, piece: &str) -> usize {
    ORGANISATIONS.by_name.reach(lang, piece)
}

pub(crate) fn exact(lang: &str, key: &str, surface: &str) -> Vec<&'static Organisation> {
    let found = ORGANISATIONS.by_name.get(lang, key, surface);
    let fitting = found.filter(|Named { form, .. }| case_fits(surface, form));
    fitting.filter_map(|named| ORGANISATIONS.list.get(named.value)).collect()
}

/// All organisations, in the order of the tables.
pub fn organisations() -> &'static [Organisation] {
    &ORGANISATIONS.list
}

/// The organisation with this id.
pub fn organisation_by_id(id: &str) -> Option<&'static Organisation> {
    ORGANISATIONS.list.iter().find(|organisation| organisation.id == id)
}

/// The organisation that a surface string names, by name or acronym, with or without an article.
///
/// Names of another language count too where they are long enough. Acronyms keep their case (« OCS »; « Otan » from four
/// letters on). Where several share the name, the first of the tables wins: see [`organisations_named`].
///
/// ```
/// let sco = knowledge::organisation("fr", "l’Organisation de coopération de Shanghai").unwrap();
/// assert_eq!((sco.id, sco.country), ("SCO", Some("IGO")));
/// assert_eq!(knowledge::organisation("fr", "OCS"), Some(sco));
/// assert_eq!(knowledge::organisation("fr", "ocs"), None);
/// ```
pub fn organisation(lang: &str, surface: &str) -> Option<&'static Organisation> {
    organisations_named(lang, surface).into_iter().next()
}

/// Every organisation with this name (« PS », « Parti socialiste »), those whose country the text speaks of to be
/// preferred by the caller.
pub fn organisations_named(lang: &str, surface: &str) -> Vec<&'static Organisation> {
    let some = |key: &str, surface: &str| Some(exact(lang, key, surface)).filter(|found| !found.is_empty());
    with_or_without_article(lang, surface, some).unwrap_or_default()
}
