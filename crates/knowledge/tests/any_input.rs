//! No input makes a look-up panic, and an unknown language finds nothing.

use knowledge::*;

fn look_everything_up(lang: &str, surface: &str) -> bool {
    let words: Vec<&str> = surface.split(' ').collect();
    let found = [
        country_by_name(lang, surface).is_some(),
        country_by_demonym(lang, surface).is_some(),
        seat(lang, surface).is_some(),
        organisation(lang, surface).is_some(),
        place(lang, surface, Some(surface)).is_some(),
        longest_match(lang, &words).is_some(),
        !facts(lang, surface).is_empty(),
    ];
    let _ = (
        country(surface),
        organisation_by_id(surface),
        also_word(surface),
        cameo_for(surface, Some(lang), &words),
    );
    found.contains(&true)
}

#[test]
fn odd_strings() {
    let odd = [
        "",
        " ",
        "'",
        "’",
        "l'",
        "l’ ",
        "-",
        "--",
        ".",
        "...",
        "!",
        "#",
        "~",
        ":",
        "\t",
        "\n",
        "\u{0}",
        "\u{301}",
        "e\u{301}",
        "İstanbul",
        "ﬁn",
        "ß",
        "ẞ",
        "Ǆ",
        "\u{feff}Chine",
        "中国",
        "Москва",
        "🇫🇷",
        "la la la la",
        "d'd'd'",
        "l' l' l'",
        "«»",
        "2643743",
        "!nice",
        "# Names",
        "a\u{300}\u{301}\u{302}",
        "\u{200b}",
        "\u{ad}",
        "Etats\u{a0}Unis",
    ];
    for lang in ["fr", "en", "es", "xx", "", "FR", "é"] {
        for surface in odd {
            look_everything_up(lang, surface);
            look_everything_up(lang, &format!("{surface}{surface} {surface}"));
            look_everything_up(lang, &format!("l'{surface}"));
        }
        look_everything_up(lang, &"Chine ".repeat(5_000));
        look_everything_up(lang, &"é".repeat(50_000));
    }
}

#[test]
fn every_cut_of_a_name() {
    for name in ["République démocratique du Congo", "l’Organisation de coopération de Shanghaï", "N'Djamena"]
    {
        for (start, _) in name.char_indices() {
            for (end, last) in name.char_indices().skip_while(|(at, _)| *at < start) {
                look_everything_up("fr", &name[start..end + last.len_utf8()]);
            }
        }
    }
}

#[test]
fn unknown_languages_find_nothing() {
    for surface in ["Chine", "Paris", "ONU", "français", "le Kremlin"] {
        let found = [
            country_by_name("xx", surface).is_some(),
            country_by_demonym("xx", surface).is_some(),
            seat("xx", surface).is_some(),
            organisation("xx", surface).is_some(),
        ];
        assert!(!found.contains(&true), "{surface}");
    }
    assert!(look_everything_up("fr", "Chine"));
}
