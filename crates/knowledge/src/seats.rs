//! Capitals and seats of power that stand for a government or an institution: « Pékin », « le Kremlin ».

use std::sync::LazyLock;

use crate::index::Index;
use crate::language::with_or_without_article;
use crate::organisations::SECTORS;
use crate::table::{Problem, table, variants};

/// An institution named after the place where it sits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The usual name in the language that it was found in.
    pub name: &'static str,
    /// Alpha-3, or `IGO`.
    pub country: &'static str,
    /// Sector codes: `GOV` for a capital.
    pub sectors: &'static [&'static str],
    /// Id of the organisation, for the seat of one (« Bruxelles »: `EU`).
    pub organisation: Option<&'static str>,
    /// The country whose government the name may mean instead (« Bruxelles »: `BEL`).
    pub otherwise: Option<&'static str>,
    /// The name is a capital city's: it may also be no more than a place.
    pub capital: bool,
}

struct Seats {
    list: Vec<Entry>,
    by_name: Index<(usize, &'static str)>,
    problems: Vec<Problem>,
}

struct Entry {
    country: &'static str,
    sectors: Vec<&'static str>,
    organisation: Option<&'static str>,
    otherwise: Option<&'static str>,
    capital: bool,
}

static SEATS: LazyLock<Seats> = LazyLock::new(|| {
    let mut seats = Seats { list: Vec::new(), by_name: Index::new(), problems: Vec::new() };
    let some = |cell: &'static str| (!cell.is_empty()).then_some(cell);
    let Seats { list, by_name, problems } = &mut seats;
    let mut add = |entry: Entry, by_lang: [(&'static str, &'static str); 3]| {
        for (lang, cell) in by_lang {
            let usual = variants(cell).next().unwrap_or_default();
            for form in variants(cell) {
                by_name.add(lang, form, (list.len(), usual));
            }
        }
        list.push(entry);
    };
    // Seats first: « Bruxelles » is the Union before it is Belgium.
    table!("seats.tsv").each(problems, |[country, sectors, organisation, otherwise, fr, en, es]| {
        for code in [country, otherwise] {
            if !code.is_empty() && code != "IGO" && crate::country(code).is_none() {
                return Err(format!("unknown country {code:?}"));
            }
        }
        if let Some(sector) = sectors.split(',').find(|sector| !SECTORS.contains(sector)) {
            return Err(format!("unknown sector {sector:?}"));
        }
        let entry = Entry {
            country,
            sectors: sectors.split(',').collect(),
            organisation: some(organisation),
            otherwise: some(otherwise),
            capital: country == "IGO" && !otherwise.is_empty() && sectors == "IGO",
        };
        add(entry, [("fr", fr), ("en", en), ("es", es)]);
        Ok(())
    });
    table!("capitals.tsv").each(problems, |[country, en, fr, es]| {
        if crate::country(country).is_none() {
            return Err(format!("unknown country {country:?}"));
        }
        let or_english = |cell: &'static str| if cell.is_empty() { en } else { cell };
        let entry =
            Entry { country, sectors: vec!["GOV"], organisation: None, otherwise: None, capital: true };
        add(entry, [("fr", or_english(fr)), ("en", en), ("es", or_english(es))]);
        Ok(())
    });
    seats
});

pub(crate) fn problems() -> &'static [Problem] {
    &SEATS.problems
}

pub(crate) fn reach(lang: &str, piece: &str) -> usize {
    SEATS.by_name.reach(lang, piece)
}

/// The institution that a place name stands for, when the place speaks or acts.
///
/// ```
/// let beijing = knowledge::seat("fr", "Pékin").unwrap();
/// assert_eq!((beijing.country, beijing.sectors, beijing.capital), ("CHN", &["GOV"][..], true));
/// let brussels = knowledge::seat("fr", "Bruxelles").unwrap();
/// assert_eq!((brussels.organisation, brussels.otherwise), (Some("EU"), Some("BEL")));
/// ```
pub fn seat(lang: &str, surface: &str) -> Option<Seat> {
    with_or_without_article(lang, surface, |key, surface| exact(lang, key, surface))
}

pub(crate) fn exact(lang: &str, key: &str, surface: &str) -> Option<Seat> {
    let (place, name) = SEATS.by_name.get(lang, key, surface).next()?.value;
    let entry = SEATS.list.get(place)?;
    Some(Seat {
        name,
        country: entry.country,
        sectors: &entry.sectors,
        organisation: entry.organisation,
        otherwise: entry.otherwise,
        capital: entry.capital,
    })
}
