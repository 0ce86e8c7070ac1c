//! Facts that a French dispatch needs.

use knowledge::{Gender, Number, country_by_demonym, country_by_name, seat};

#[test]
fn tables_parse() {
    assert_eq!(knowledge::problems(), []);
}

#[test]
fn countries_by_name() {
    for (surface, code) in [
        ("Ouzbékistan", "UZB"),
        ("l'Ouzbékistan", "UZB"),
        ("Chine", "CHN"),
        ("République populaire de Chine", "CHN"),
        ("Birmanie", "MMR"),
        ("Myanmar", "MMR"),
        ("Zaïre", "COD"),
        ("RDC", "COD"),
        ("République démocratique du Congo", "COD"),
        ("Congo-Brazzaville", "COG"),
        ("Etats-Unis", "USA"),
        ("ÉTATS-UNIS", "USA"),
        ("les Etats Unis", "USA"),
        ("Côte d’Ivoire", "CIV"),
        ("Centrafrique", "CAF"),
        ("Grande-Bretagne", "GBR"),
        ("Viêt Nam", "VNM"),
        ("Vietnam", "VNM"),
        ("URSS", "SUN"),
        ("RDA", "DDR"),
        ("Yougoslavie", "YUG"),
        ("Kosovo", "XKX"),
        ("l'île Maurice", "MUS"),
        ("Palestine", "PSE"),
        ("territoires palestiniens", "PSE"),
        ("Saint-Siège", "VAT"),
        ("Haut-Karabakh", "NAK"),
        ("Swaziland", "SWZ"),
        ("République tchèque", "CZE"),
        ("République islamique d'Iran", "IRN"),
        ("République algérienne démocratique et populaire", "DZA"),
    ] {
        assert_eq!(country_by_name("fr", surface).map(|c| c.code), Some(code), "{surface}");
    }
    for surface in ["chine", "Maurice", "Dominique", "Grenade", "niger", "", "le", "l'", "Paris"] {
        assert_eq!(country_by_name("fr", surface).map(|c| c.code), None, "{surface}");
    }
}

#[test]
fn demonyms_in_all_their_forms() {
    for (surface, code) in [
        ("ouzbek", "UZB"),
        ("ouzbèke", "UZB"),
        ("ouzbèques", "UZB"),
        ("Ouzbeks", "UZB"),
        ("kazakhe", "KAZ"),
        ("kazakhs", "KAZ"),
        ("chinoises", "CHN"),
        ("turque", "TUR"),
        ("grecques", "GRC"),
        ("nord-coréennes", "PRK"),
        ("Sud-Coréens", "KOR"),
        ("saoudienne", "SAU"),
        ("émiratie", "ARE"),
        ("burkinabè", "BFA"),
        ("soviétiques", "SUN"),
        ("Palestiniens", "PSE"),
        ("nigériane", "NGA"),
        ("nigérienne", "NER"),
        ("kényans", "KEN"),
        ("biélorusse", "BLR"),
        ("bélarusse", "BLR"),
        ("néo-zélandaise", "NZL"),
        ("monégasque", "MCO"),
        ("américains", "USA"),
        ("Yéménites", "YEM"),
        ("kirghizes", "KGZ"),
    ] {
        let found = country_by_demonym("fr", surface);
        assert_eq!(found.and_then(|d| d.country), Some(code), "{surface}");
    }
    for surface in ["corsé", "hui", "chaise", "turquoise"] {
        assert_eq!(country_by_demonym("fr", surface), None, "{surface}");
    }
}

#[test]
fn demonyms_tell_gender_number_and_part_of_speech() {
    let found = country_by_demonym("fr", "Ouzbèkes").unwrap();
    assert_eq!((found.gender, found.number), (None, Some(Number::Plural)));
    let found = country_by_demonym("fr", "afghane").unwrap();
    assert_eq!((found.gender, found.number), (Some(Gender::Feminine), Some(Number::Singular)));
    assert!(found.adjective && !found.noun);
    let found = country_by_demonym("fr", "AFGHANE").unwrap();
    assert!(found.adjective && found.noun);
    assert_eq!(country_by_demonym("fr", "congolais").unwrap().others, ["COG"]);
}

#[test]
fn peoples_within_and_across_countries() {
    for (surface, group, country) in [
        ("Ouïghours", "uyghur", Some("CHN")),
        ("ouïghoure", "uyghur", Some("CHN")),
        ("Kurdes", "kurd", None),
        ("Tchétchènes", "chechen", Some("RUS")),
        ("tibétaine", "tibetan", Some("CHN")),
        ("Québécois", "quebecois", Some("CAN")),
        ("corses", "corsican", Some("FRA")),
        ("catalanes", "catalan", Some("ESP")),
        ("occidentaux", "western", None),
        ("Touaregs", "tuareg", None),
        ("onusienne", "un", Some("IGO")),
    ] {
        let found = country_by_demonym("fr", surface).unwrap_or_else(|| panic!("{surface}"));
        assert_eq!((found.group, found.country), (Some(group), country), "{surface}");
    }
}

#[test]
fn seats_of_power() {
    for (surface, country, sectors) in [
        ("Pékin", "CHN", &["GOV"][..]),
        ("Moscou", "RUS", &["GOV"]),
        ("le Kremlin", "RUS", &["GOV"]),
        ("la Maison Blanche", "USA", &["GOV"]),
        ("l’Elysée", "FRA", &["GOV"]),
        ("Matignon", "FRA", &["GOV"]),
        ("le Quai d’Orsay", "FRA", &["GOV"]),
        ("Downing Street", "GBR", &["GOV"]),
        ("Washington", "USA", &["GOV"]),
        ("le Pentagone", "USA", &["MIL", "GOV"]),
        ("la Knesset", "ISR", &["LEG"]),
        ("Tachkent", "UZB", &["GOV"]),
        ("Bruxelles", "IGO", &["IGO"]),
        ("Addis Abeba", "ETH", &["GOV"]),
        ("N'Djamena", "TCD", &["GOV"]),
        ("Le Caire", "EGY", &["GOV"]),
    ] {
        let found = seat("fr", surface).unwrap_or_else(|| panic!("{surface}"));
        assert_eq!((found.country, found.sectors), (country, sectors), "{surface}");
    }
}

#[test]
fn scans_for_the_longest_name() {
    use knowledge::{Fact, longest_match};
    let length = |words: &[&str]| longest_match("fr", words).map(|(length, _)| length);
    assert_eq!(length(&["Corée", "du", "Nord", "a"]), Some(3));
    assert_eq!(length(&["Le", "Caire", "a"]), Some(2));
    assert_eq!(length(&["la", "Chine"]), None);
    assert_eq!(length(&["nord", "-", "coréen"]), Some(3));
    assert_eq!(length(&["République", "démocratique", "du", "Congo"]), Some(4));
    assert_eq!(length(&["République", "de", "la", "honte"]), None);
    assert_eq!(length(&[]), None);
    let (_, fact) = longest_match("fr", &["Pékin", "dit"]).unwrap();
    assert!(matches!(fact, Fact::Seat(seat) if seat.country == "CHN"));
}

#[test]
fn organisations_by_name_and_acronym() {
    use knowledge::organisation;
    for (surface, id, country, sector) in [
        ("OCS", "SCO", Some("IGO"), "IGO"),
        ("l'OCS", "SCO", Some("IGO"), "IGO"),
        ("Organisation de coopération de Shanghai", "SCO", Some("IGO"), "IGO"),
        ("Organisation de Coopération de Shanghaï", "SCO", Some("IGO"), "IGO"),
        ("ONU", "UN", Some("IGO"), "IGO"),
        ("Onu", "UN", Some("IGO"), "IGO"),
        ("O.N.U.", "UN", Some("IGO"), "IGO"),
        ("Nations Unies", "UN", Some("IGO"), "IGO"),
        ("Otan", "NATO", Some("IGO"), "IGO"),
        ("l’Unesco", "UNESCO", Some("IGO"), "IGO"),
        ("Cedeao", "ECOWAS", Some("IGO"), "IGO"),
        ("CPI", "ICC", Some("IGO"), "IGO"),
        ("Conseil de sécurité de l'ONU", "UNSC", Some("IGO"), "IGO"),
        ("CCTV", "CCTV", Some("CHN"), "MED"),
        ("Chine nouvelle", "Xinhua", Some("CHN"), "MED"),
        ("AFP", "AFP", Some("FRA"), "MED"),
        ("Interfax", "Interfax", Some("RUS"), "MED"),
        ("RTBF", "RTBF", Some("BEL"), "MED"),
        ("Le Monde", "LeMonde", Some("FRA"), "MED"),
        ("Human Rights Watch", "HRW", None, "NGO"),
        ("Reporters sans frontières", "RSF", Some("FRA"), "NGO"),
        ("CGT", "CGT", Some("FRA"), "LAB"),
        ("Hezbollah", "HEZBOLLAH", Some("LBN"), "REB"),
        ("les talibans", "TALIBAN", Some("AFG"), "REB"),
        ("Boko Haram", "BOKOHARAM", Some("NGA"), "REB"),
        ("Gazprom", "GAZPROM", Some("RUS"), "BUS"),
        ("FSB", "FSB-RUS", Some("RUS"), "SPY"),
        ("la Fed", "FED", Some("USA"), "GOV"),
        ("UMP", "UMP", Some("FRA"), "PTY"),
    ] {
        let found = organisation("fr", surface).unwrap_or_else(|| panic!("{surface}"));
        assert_eq!((found.id, found.country, found.sectors[0]), (id, country, sector), "{surface}");
    }
    for surface in ["Le monde", "ocs", "Ei", "Pis", "UN", "Fed Cup", "la croix", "mes"] {
        let found = organisation("fr", surface).map(|organisation| organisation.id);
        assert_eq!(found, None, "{surface}");
    }
    let sco = knowledge::organisation_by_id("SCO").unwrap();
    assert!(["CHN", "KAZ", "UZB", "RUS"].iter().all(|code| sco.members.contains(code)));
    assert_eq!(sco.name("en"), "Shanghai Cooperation Organisation");
    assert!(knowledge::organisations().len() > 250);
}

#[test]
fn organisation_ids_are_unique_and_seats_name_real_ones() {
    let mut ids: Vec<_> = knowledge::organisations().iter().map(|organisation| organisation.id).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    let seat = seat("fr", "Bruxelles").and_then(|seat| seat.organisation).unwrap();
    assert!(knowledge::organisation_by_id(seat).is_some());
}

#[test]
fn places_by_their_french_names() {
    use knowledge::place;
    for (surface, name, country, geonames) in [
        ("Samarcande", "Samarkand", "UZB", Some(1216265)),
        ("Samarkand", "Samarkand", "UZB", Some(1216265)),
        ("Pékin", "Beijing", "CHN", Some(1816670)),
        ("Londres", "London", "GBR", Some(2643743)),
        ("Moscou", "Moscow", "RUS", Some(524901)),
        ("Alep", "Aleppo", "SYR", Some(170063)),
        ("Ouroumtsi", "Ürümqi", "CHN", Some(1529102)),
        ("au Caire", "Cairo", "EGY", Some(360630)),
        ("La Haye", "The Hague", "NLD", Some(2747373)),
        ("Xinjiang", "Xinjiang", "CHN", Some(1529047)),
        ("le Tibet", "Tibet", "CHN", Some(1279685)),
        ("Crimée", "Crimée", "UKR", Some(703883)),
        ("Cisjordanie", "Cisjordanie", "PSE", Some(285153)),
        ("bande de Gaza", "bande de Gaza", "PSE", Some(281132)),
        ("Catalogne", "Catalogne", "ESP", Some(3336901)),
        ("Seine-Saint-Denis", "Seine-Saint-Denis", "FRA", Some(2975246)),
        ("Californie", "Californie", "USA", Some(5332921)),
        ("Nord-Kivu", "Nord-Kivu", "COD", Some(206938)),
        ("Ouzbékistan", "Ouzbékistan", "UZB", None),
        ("Guadeloupe", "Guadeloupe", "GLP", None),
        ("URSS", "Union soviétique", "RUS", None),
    ] {
        let found = place("fr", surface, None).unwrap_or_else(|| panic!("{surface}"));
        assert_eq!((found.name, found.country, found.geonames), (name, Some(country), geonames), "{surface}");
    }
    assert_eq!(place("fr", "Saint-Cloud", None).unwrap().country, Some("FRA"));
    assert_eq!(place("fr", "Vienne", None).unwrap().country, Some("AUT"));
    assert!(place("fr", "nice", None).is_none());
    let nice = place("fr", "Nice", None).unwrap();
    assert!(nice.also_word && nice.country == Some("FRA"));
    assert_eq!(place("fr", "Valence", None).unwrap().country, Some("FRA"));
    assert_eq!(place("fr", "Valence", Some("ESP")).unwrap().name, "Valencia");
    assert_eq!(place("fr", "Cordoba", Some("ARG")).unwrap().country, Some("ARG"));
    assert_eq!(place("fr", "Sahel", None).unwrap().country, None);
    let xinjiang = place("fr", "Xinjiang", None).unwrap();
    assert!(xinjiang.lat.is_some_and(|lat| (lat - 43.8).abs() < 0.1));
}

#[test]
fn a_capital_is_found_as_a_place_in_its_own_country() {
    let mut misses = Vec::new();
    for row in include_str!("../data/capitals.tsv").lines().filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (country, french) = (cells[0], if cells[2].is_empty() { cells[1] } else { cells[2] });
        for form in french.split(" | ") {
            // A name that larger towns share needs its country.
            let context = (form == "Victoria").then_some(country);
            let found = knowledge::place("fr", form, context).and_then(|place| place.country);
            if found != Some(country) {
                misses.push(format!("{form} ({country}): {found:?}"));
            }
        }
    }
    assert_eq!(misses, [""; 0]);
}
