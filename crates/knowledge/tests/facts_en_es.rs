//! The same facts for English and Spanish.

use knowledge::{country_by_demonym, country_by_name, organisation, place, seat};

#[test]
fn countries_by_name() {
    for (lang, surface, code) in [
        ("en", "Uzbekistan", "UZB"),
        ("en", "the United States", "USA"),
        ("en", "U.S.", "USA"),
        ("en", "US", "USA"),
        ("en", "Burma", "MMR"),
        ("en", "Ivory Coast", "CIV"),
        ("en", "Czech Republic", "CZE"),
        ("en", "Türkiye", "TUR"),
        ("en", "the Soviet Union", "SUN"),
        ("en", "DR Congo", "COD"),
        ("en", "The Gambia", "GMB"),
        ("es", "Uzbekistán", "UZB"),
        ("es", "Estados Unidos", "USA"),
        ("es", "EE. UU.", "USA"),
        ("es", "EEUU", "USA"),
        ("es", "Birmania", "MMR"),
        ("es", "Costa de Marfil", "CIV"),
        ("es", "la República Checa", "CZE"),
        ("es", "Reino Unido", "GBR"),
        ("es", "los Emiratos Árabes Unidos", "ARE"),
    ] {
        assert_eq!(country_by_name(lang, surface).map(|c| c.code), Some(code), "{lang} {surface}");
    }
    for (lang, surface) in
        [("en", "us"), ("en", "Us"), ("en", "turkey"), ("es", "granada"), ("xx", "Uzbekistan")]
    {
        assert_eq!(country_by_name(lang, surface), None, "{lang} {surface}");
    }
}

#[test]
fn demonyms() {
    for (lang, surface, code) in [
        ("en", "Uzbek", "UZB"),
        ("en", "Frenchmen", "FRA"),
        ("en", "Frenchwoman", "FRA"),
        ("en", "Danes", "DNK"),
        ("en", "Chinese", "CHN"),
        ("en", "Iraqis", "IRQ"),
        ("en", "U.S.", "USA"),
        ("en", "South Korean", "KOR"),
        ("en", "New Zealanders", "NZL"),
        ("es", "uzbeka", "UZB"),
        ("es", "francesas", "FRA"),
        ("es", "alemanes", "DEU"),
        ("es", "iraníes", "IRN"),
        ("es", "estadounidenses", "USA"),
        ("es", "españolas", "ESP"),
        ("es", "norcoreano", "PRK"),
        ("es", "letona", "LVA"),
    ] {
        assert_eq!(country_by_demonym(lang, surface).and_then(|d| d.country), Some(code), "{lang} {surface}");
    }
    assert_eq!(country_by_demonym("en", "polish"), None);
    let uyghurs = country_by_demonym("en", "Uyghurs").unwrap();
    assert_eq!((uyghurs.country, uyghurs.group, uyghurs.noun), (Some("CHN"), Some("uyghur"), true));
    let catalan = country_by_demonym("es", "catalanes").unwrap();
    assert_eq!((catalan.country, catalan.group), (Some("ESP"), Some("catalan")));
    assert!(!country_by_demonym("en", "Turkish").unwrap().noun);
    assert!(!country_by_demonym("en", "Turks").unwrap().adjective);
}

#[test]
fn seats_organisations_places() {
    for (lang, surface, country) in [
        ("en", "the White House", "USA"),
        ("en", "Beijing", "CHN"),
        ("en", "Downing Street", "GBR"),
        ("es", "la Casa Blanca", "USA"),
        ("es", "Moscú", "RUS"),
        ("es", "La Moncloa", "ESP"),
    ] {
        assert_eq!(seat(lang, surface).map(|seat| seat.country), Some(country), "{lang} {surface}");
    }
    for (lang, surface, id) in [
        ("en", "UN", "UN"),
        ("en", "NATO", "NATO"),
        ("en", "Nato", "NATO"),
        ("en", "the Shanghai Cooperation Organization", "SCO"),
        ("en", "Doctors Without Borders", "MSF"),
        ("en", "Islamic State", "ISIS"),
        ("es", "ONU", "UN"),
        ("es", "OTAN", "NATO"),
        ("es", "la Organización de Cooperación de Shanghái", "SCO"),
        ("es", "Unión Europea", "EU"),
    ] {
        assert_eq!(organisation(lang, surface).map(|found| found.id), Some(id), "{lang} {surface}");
    }
    for (lang, surface, geonames) in [
        ("en", "Samarkand", 1216265),
        ("es", "Samarcanda", 1216265),
        ("en", "Aleppo", 170063),
        ("es", "Alepo", 170063),
        ("es", "Londres", 2643743),
        ("en", "Cologne", 2886242),
    ] {
        assert_eq!(
            place(lang, surface, None).and_then(|found| found.geonames),
            Some(geonames),
            "{lang} {surface}"
        );
    }
}
