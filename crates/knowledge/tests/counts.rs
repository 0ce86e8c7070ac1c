//! How much the tables hold: what a reader of the world's press may count on.

use knowledge::{CountryKind, countries, country_by_demonym, country_by_name, organisations, place, seat};

const LANGS: [&str; 3] = ["fr", "en", "es"];

#[test]
fn international_bodies_and_their_acronyms() {
    let is_acronym =
        |form: &str| !form.contains(' ') && form.chars().filter(|c| c.is_uppercase()).count() >= 2;
    let bodies: Vec<_> = organisations()
        .iter()
        .filter(|body| body.country == Some("IGO") && !matches!(body.kind, "company" | "party"))
        .collect();
    assert!(bodies.len() >= 300, "{} bodies", bodies.len());
    let with_acronym = |lang: &str| bodies.iter().filter(|body| body.names(lang).any(is_acronym)).count();
    let counts = LANGS.map(with_acronym);
    assert!(counts.iter().all(|count| *count >= 200), "{counts:?} with acronyms");
    assert!(bodies.iter().all(|body| LANGS.iter().all(|lang| body.names(lang).next().is_some())));
    assert!(bodies.iter().filter(|body| !body.members.is_empty()).count() >= 50);
    assert!(organisations().len() >= 2_000);
}

#[test]
fn every_state_has_names_a_capital_and_a_people_in_three_languages() {
    let states = countries().iter().filter(|country| country.kind == CountryKind::State);
    let mut without = Vec::new();
    for state in states {
        for lang in LANGS {
            let name = state.name(lang);
            if country_by_name(lang, name).map(|found| found.state) != Some(state.code) {
                without.push(format!("{} {lang}: {name}", state.code));
            }
        }
    }
    assert!(without.is_empty(), "{without:?}");
    assert!(countries().iter().filter(|country| country.kind == CountryKind::Historic).count() >= 9);
    assert!(countries().iter().filter(|country| country.kind == CountryKind::Disputed).count() >= 8);
}

#[test]
fn historic_and_disputed_names() {
    for (lang, surface, code) in [
        ("fr", "Haute-Volta", "BFA"),
        ("fr", "Soudan français", "MLI"),
        ("fr", "Rhodésie du Nord", "ZMB"),
        ("fr", "Haut-Karabakh", "NAK"),
        ("en", "Ceylon", "LKA"),
        ("en", "British Guiana", "GUY"),
        ("en", "Northern Cyprus", "NCY"),
        ("es", "Dahomey", "BEN"),
        ("es", "Rodesia", "ZWE"),
        ("es", "Osetia del Sur", "OST"),
    ] {
        assert_eq!(country_by_name(lang, surface).map(|found| found.code), Some(code), "{lang} {surface}");
    }
}

#[test]
fn seats_and_peoples_of_all_continents() {
    for (lang, surface, country) in [
        ("fr", "Nouakchott", "MRT"),
        ("en", "Naypyidaw", "MMR"),
        ("es", "Asunción", "PRY"),
        ("fr", "Itamaraty", "BRA"),
        ("en", "Whitehall", "GBR"),
    ] {
        assert_eq!(seat(lang, surface).map(|found| found.country), Some(country), "{lang} {surface}");
    }
    for (lang, surface, country) in [
        ("fr", "mauriciennes", "MUS"),
        ("fr", "tchadienne", "TCD"),
        ("en", "Basotho", "LSO"),
        ("en", "Emirati", "ARE"),
        ("es", "bangladesíes", "BGD"),
        ("es", "ghanesa", "GHA"),
    ] {
        let found = country_by_demonym(lang, surface).and_then(|people| people.country);
        assert_eq!(found, Some(country), "{lang} {surface}");
    }
}

#[test]
fn regions_of_the_first_order_by_their_names() {
    for (lang, surface, country, geonames) in [
        ("fr", "Bouriatie", "RUS", 2_050_915),
        ("en", "Buryatia", "RUS", 2_050_915),
        ("es", "Buriatia", "RUS", 2_050_915),
        ("fr", "Cap-Oriental", "ZAF", 1_085_593),
        ("fr", "Cap oriental", "ZAF", 1_085_593),
        ("en", "Eastern Cape", "ZAF", 1_085_593),
        ("fr", "le Khouzestan", "IRN", 127_082),
        ("en", "Khuzestan", "IRN", 127_082),
        ("es", "Tesalia", "GRC", 6_697_809),
        ("en", "Texas", "USA", 4_736_286),
        ("fr", "Californie", "USA", 5_332_921),
        ("es", "Baviera", "DEU", 2_951_839),
        ("fr", "Nord-Kivu", "COD", 206_938),
        ("en", "Darfur del Norte", "SDN", 408_666),
    ] {
        let found = place(lang, surface, None).unwrap_or_else(|| panic!("{lang} {surface}"));
        assert_eq!((found.country, found.geonames), (Some(country), Some(geonames)), "{lang} {surface}");
        assert_ne!(found.kind, "city", "{lang} {surface}");
    }
    // A town comes before its province, a word or a people before a region.
    assert_eq!(place("fr", "Kandahar", None).map(|found| found.kind), Some("city"));
    assert!(place("fr", "le littoral", None).is_none());
    assert!(place("en", "Littoral", None).is_none_or(|found| found.also_word));
    assert!(place("en", "Somali", None).is_none());
    // Of the towns of one name that which lies in the region named.
    let ohio = knowledge::places("en", "Ohio");
    let springfield = knowledge::place_in("en", "Springfield", &ohio, &[]).unwrap();
    assert_eq!((springfield.region, springfield.country), (Some("OH"), Some("USA")));
}
