//! Spanish (`lang/es/lemmatizer.py`).

use super::Word;
use super::tables::Tables;

/// Parts of speech whose words are their own lemmas.
pub(super) fn is_invariant(pos: &str) -> bool {
    matches!(pos, "ADP" | "CCONJ" | "INTJ" | "PART" | "PROPN" | "PUNCT" | "SCONJ" | "SYM" | "X")
}

/// The lemma by rule, for words that are not [invariant](is_invariant).
pub(super) fn lemma(tables: &Tables, word: Word<'_>) -> String {
    let lower = word.text.to_lowercase();
    if matches!(word.pos, "" | "eol" | "space") {
        return lower;
    }
    if let Some(lemmas) = tables.exceptions(word.pos, &lower) {
        return lemmas.first().map_or(lower.clone(), |lemma| (*lemma).to_owned());
    }
    let word = Word { text: &lower, pos: if word.pos == "aux" { "verb" } else { word.pos }, ..word };
    match word.pos {
        "adj" | "noun" => nominal(tables, word),
        "adv" => fixed(tables, &lower, &["adverbs"]).unwrap_or(lower),
        "det" => pronominal(tables, word, true),
        "pron" => pronominal(tables, word, false),
        "num" => numeral(tables, &lower),
        "verb" if word.has("PronType=Prs") => verb_with_pronouns(tables, word),
        "verb" => verb(tables, word),
        _ => lower,
    }
}

/// The group of rules whose features the word has.
fn select_rule<'t>(tables: &'t Tables, pos: &str, word: Word<'_>) -> Option<&'t str> {
    let mut groups = tables.groups(pos).iter();
    groups.find(|(_, features)| features.iter().all(|one| word.has(one))).map(|(name, _)| name.as_str())
}

fn fixed(tables: &Tables, word: &str, names: &[&str]) -> Option<String> {
    let mut rules = names.iter().flat_map(|name| tables.rules(name));
    rules.find(|(old, _)| old == word).map(|(_, new)| new.clone())
}

/// What the rules make of the word, those that change nothing left out unless `all`.
fn apply(rules: &[(String, String)], word: &str, all: bool) -> Vec<String> {
    let changed = rules.iter().map(|(old, new)| match word.strip_suffix(old.as_str()) {
        Some(stem) => format!("{stem}{new}"),
        None => word.to_owned(),
    });
    changed.filter(|lemma| all || lemma != word).collect()
}

/// The first lemma that the index knows, else the first, else the word.
fn first_known(tables: &Tables, pos: &str, lemmas: &[String], word: &str) -> String {
    let known = lemmas.iter().find(|lemma| tables.in_index(pos, lemma));
    known.or(lemmas.first()).map_or_else(|| word.to_owned(), Clone::clone)
}

fn without_accents<'a>(tables: &'a Tables, word: &'a str) -> impl Iterator<Item = String> + 'a {
    tables.rules("accents").iter().map(move |(old, new)| word.replace(old.as_str(), new))
}

fn nominal(tables: &Tables, word: Word<'_>) -> String {
    let rule = select_rule(tables, word.pos, word);
    let mut lemmas = rule.map_or_else(Vec::new, |rule| apply(tables.rules(rule), word.text, false));
    // "jóvenes" and "órdenes" lose their accents with the plural.
    if word.has("Number=Plur") {
        let bare: Vec<String> = lemmas
            .iter()
            .filter(|lemma| lemma.ends_with(['n', 's']))
            .flat_map(|lemma| without_accents(tables, lemma))
            .collect();
        lemmas.extend(bare);
    }
    first_known(tables, word.pos, &lemmas, word.text)
}

fn pronominal(tables: &Tables, word: Word<'_>, is_determiner: bool) -> String {
    let own = if is_determiner { "det" } else { "pron" };
    if let Some(lemma) = fixed(tables, word.text, &[own, "det_and_pron_fixed"]) {
        return lemma;
    }
    let mut lemmas = apply(tables.rules("det_and_pron_general"), word.text, is_determiner);
    lemmas.push(word.text.to_owned());
    first_known(tables, own, &lemmas, word.text)
}

fn numeral(tables: &Tables, word: &str) -> String {
    if let Some(lemma) = fixed(tables, word, &["num"]) {
        return lemma;
    }
    // "1.234.567,8" is 1234567.8
    let whole = word.split(',').next().unwrap_or(word);
    let last: Vec<char> = whole.chars().rev().take(4).collect();
    let has_thousands = matches!(last[..], [a, b, c, '.'] if [a, b, c].iter().all(char::is_ascii_digit));
    let word = if has_thousands { word.replace('.', "") } else { word.to_owned() };
    word.replace(',', ".")
}

fn verb(tables: &Tables, word: Word<'_>) -> String {
    let rule = select_rule(tables, "verb", word);
    let lemmas = rule.map_or_else(Vec::new, |rule| apply(tables.rules(rule), word.text, false));
    if let Some(known) = lemmas.iter().find(|lemma| tables.in_index("verb", lemma)) {
        return known.clone();
    }
    if let Some(known) = lemmas.iter().find_map(|lemma| with_other_vowel(tables, lemma)) {
        return known;
    }
    // spaCy strips accents here as well, but of the lemmas found it takes the first.
    lemmas.into_iter().next().unwrap_or_else(|| word.text.to_owned())
}

/// The lemma with a vowel exchanged ("cuent-" for "contar") that the index knows.
fn with_other_vowel(tables: &Tables, lemma: &str) -> Option<String> {
    let single = tables.rules("voc_alt_1").iter().flat_map(|(old, new)| {
        let places = lemma.match_indices(old.as_str()).filter(|_| old.chars().count() == 1);
        places.map(move |(at, found)| format!("{}{new}{}", &lemma[..at], &lemma[at + found.len()..]))
    });
    let double = tables.rules("voc_alt_2").iter().filter(|(old, _)| lemma.contains(old.as_str()));
    let double = double.map(|(old, new)| lemma.replacen(old.as_str(), new, 1));
    single.chain(double).find(|form| tables.in_index("verb", form))
}

/// "dárselo": the verb's lemma and the pronouns', apart.
fn verb_with_pronouns(tables: &Tables, word: Word<'_>) -> String {
    let mut stem = word.text.to_owned();
    let mut pronouns: Vec<String> = Vec::new();
    while let Some(pronoun) = ending_pronoun(&stem).filter(|_| pronouns.len() <= 3) {
        let pronoun = pronoun.to_owned();
        stem.truncate(stem.len() - pronoun.len());
        pronouns.insert(0, pronoun);
    }
    for (old, new) in tables.rules("accents") {
        stem = stem.replace(old.as_str(), new);
    }
    let exception = tables.exceptions("verb", &stem).and_then(|lemmas| lemmas.first().copied());
    let mut lemma = match exception {
        Some(lemma) => lemma.to_owned(),
        None => verb(tables, Word { text: &stem, ..word }),
    };
    lemma.push(' ');
    let pronoun_lemma = |pronoun: &String| match tables.exceptions("pron", pronoun) {
        Some(lemmas) => lemmas.first().map_or_else(String::new, |lemma| (*lemma).to_owned()),
        None => {
            let mut lemmas = apply(tables.rules("det_and_pron_general"), pronoun, false);
            lemmas.push(pronoun.clone());
            fixed(tables, pronoun, &["pron", "det_and_pron_fixed"])
                .unwrap_or_else(|| first_known(tables, "verb", &lemmas, pronoun))
        }
    };
    lemma.push_str(&pronouns.iter().map(pronoun_lemma).collect::<Vec<_>>().join(" "));
    lemma
}

/// `^(.*?)([mts]e|l[aeo]s?|n?os)$`: the shortest stem leaves the longest pronoun.
fn ending_pronoun(word: &str) -> Option<&'static str> {
    const PRONOUNS: [&str; 11] = ["las", "les", "los", "nos", "me", "te", "se", "la", "le", "lo", "os"];
    PRONOUNS.into_iter().find(|pronoun| word.ends_with(pronoun))
}
