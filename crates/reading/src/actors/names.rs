//! When two names are one.

use unicode_normalization::UnicodeNormalization;

/// The words of a name without accents, case and punctuation; hyphens and apostrophes divide.
///
/// ```
/// assert_eq!(reading::actors::name_words("Éric-Emmanuel d’Arc"), ["eric", "emmanuel", "d", "arc"]);
/// ```
pub fn name_words(name: &str) -> Vec<String> {
    let plain: String = name
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A name, and its words: a name is compared with all the others of a document, and taken apart once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    text: String,
    words: Vec<String>,
}

impl Name {
    /// Takes a name apart.
    pub fn new(text: String) -> Name {
        Name { words: name_words(&text), text }
    }

    /// Its words, as [`name_words`] has them.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether a name is another in a shorter or longer form: its surname, its initials, its acronym.
    ///
    /// `particles` begin many names and make none by themselves (« Le »).
    pub fn is(&self, other: &Name, particles: &[String]) -> bool {
        let (x, y) = (self.words(), other.words());
        if x.is_empty() || y.is_empty() {
            return false;
        }
        if x == y || x.concat() == y.concat() {
            return true;
        }
        let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
        is_acronym(self, other)
            || is_acronym(other, self)
            || is_part(short, long, particles)
            || (x.len() == y.len() && is_part(long, short, particles))
            || is_misspelt(x, y)
    }
}

impl std::ops::Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// A surname so long is not two persons' by one letter.
const LONG_SURNAME: usize = 5;

/// « Miguel Duarte » and « Miguel Duatre »: in one dispatch the same given names with a surname that a slip of the pen parts are one
/// person's.
fn is_misspelt(a: &[String], b: &[String]) -> bool {
    let (Some((x, given)), Some((y, same))) = (a.split_last(), b.split_last()) else { return false };
    let long = |word: &String| word.chars().count() >= LONG_SURNAME && word.chars().all(char::is_alphabetic);
    !given.is_empty() && given == same && long(x) && long(y) && strsim::osa_distance(x, y) == 1
}

/// Whether the words of a short name stand in a long one in order, surname included; an initial stands for a word.
fn is_part(short: &[String], long: &[String], particles: &[String]) -> bool {
    let mut at = 0;
    for word in short {
        let found = long[at..].iter().position(|other| {
            word == other
                || (word.chars().count() == 1 && short.len() > 1 && other.starts_with(word.as_str()))
        });
        match found {
            Some(offset) => at += offset + 1,
            None => return false,
        }
    }
    let solid: usize = short.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    // The last word of the long name is a surname; so is the first where family names come first. A particle or an
    // article alone names nobody; what a particle divides from the rest names another (« Conseil de l’Europe »: Europe).
    let divided = short.len() == 1
        && long.len() > 2
        && particles.contains(&long[long.len() - 2])
        && !particles.contains(&long[0])
        && long.len() > 3;
    (solid >= 3 && at == long.len() && !divided)
        || (short.len() == 1 && short[0] == long[0] && solid >= 2 && !particles.contains(&short[0]))
}

/// Whether `name` is written in capitals and its letters begin the words of the other.
fn is_acronym(name: &Name, full: &Name) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphabetic());
    let count = letters.clone().take(9).count();
    if !(2..=8).contains(&count) || !letters.all(char::is_uppercase) {
        return false;
    }
    let letters: Vec<char> = name.words.concat().chars().collect();
    let initials = |skip_small: bool| -> Vec<char> {
        full.words
            .iter()
            .filter(|word| !skip_small || word.chars().count() > 3 || word.chars().all(char::is_numeric))
            .filter_map(|word| word.chars().next())
            .collect()
    };
    full.split_whitespace().count() > 1 && (initials(true) == letters || initials(false) == letters)
}

#[cfg(test)]
mod tests {
    use super::Name;

    fn same_name(a: &str, b: &str, particles: &[String]) -> bool {
        let [a, b] = [a, b].map(|name| Name::new(name.to_owned()));
        a.is(&b, particles)
    }

    #[test]
    fn a_slip_of_the_pen_makes_no_second_person() {
        assert!(same_name("Miguel Duarte", "Miguel Duatre", &[]));
        assert!(same_name("Anne-Marie Lefevre", "Anne-Marie Lefebvre", &[]));
        assert!(!same_name("Miguel Duarte", "Manuel Duarte", &[]));
        assert!(!same_name("Kim Jong-il", "Kim Jong-un", &[]));
        assert!(!same_name("Duarte", "Duatre", &[]));
    }

    #[test]
    fn short_forms_are_the_same_name() {
        for (a, b) in [
            ("Xi Jinping", "Xi"),
            ("Valentin Sapounov", "V. Sapounov"),
            ("B. Obama", "Barack Obama"),
            ("Human Rights Watch", "HRW"),
            ("Organisation des Nations unies", "ONU"),
            ("SUD", "SUD-PTT"),
            ("Angela Merkel", "Merkel"),
        ] {
            assert!(same_name(a, b, &["le".to_owned()]), "{a} / {b}");
        }
    }

    #[test]
    fn other_people_of_the_family_are_not() {
        for (a, b) in [
            ("Bill Clinton", "Hillary Clinton"),
            ("Jean Martin", "Jean Dupont"),
            ("ONU", "OTAN"),
            ("Le", "Le Monde"),
        ] {
            assert!(!same_name(a, b, &["le".to_owned()]), "{a} / {b}");
        }
    }
}
