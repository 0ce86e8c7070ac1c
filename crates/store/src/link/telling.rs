//! The words of a text that carry something.

/// Words by the hashes of their beginnings, by which their forms are alike, each with how much it carries, in order. Of a hash the last
/// four bits give way to the weight.
#[derive(Debug, Clone, Default)]
pub struct Telling(Box<[u32]>);

const WEIGHT: u32 = 0xf;

impl Telling {
    /// The telling words of a text.
    pub fn of(text: &str) -> Telling {
        words(&knowledge::fold(text)).collect()
    }

    /// These without others.
    pub fn without(&self, other: &Telling) -> Telling {
        Telling(self.0.iter().copied().filter(|word| !other.has(*word)).collect())
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// What all carry.
    pub fn weight(&self) -> u32 {
        self.0.iter().map(|word| word & WEIGHT).sum()
    }

    /// How many words both have, and what those carry.
    pub fn shared(&self, other: &Telling) -> (usize, u32) {
        let (mut here, mut there) = (self.0.iter().peekable(), other.0.iter().peekable());
        let (mut count, mut weight) = (0, 0);
        while let (Some(one), Some(two)) = (here.peek(), there.peek()) {
            match (*one & !WEIGHT).cmp(&(*two & !WEIGHT)) {
                std::cmp::Ordering::Less => _ = here.next(),
                std::cmp::Ordering::Greater => _ = there.next(),
                std::cmp::Ordering::Equal => {
                    count += 1;
                    weight += (*one & WEIGHT).min(*two & WEIGHT);
                    (_, _) = (here.next(), there.next());
                }
            }
        }
        (count, weight)
    }

    /// Whether some word is in both.
    pub fn meets(&self, other: &Telling) -> bool {
        self.0.iter().any(|word| other.has(*word))
    }

    /// Whether both have the same words, and at least one.
    pub fn is(&self, other: &Telling) -> bool {
        let bare = |telling: &Telling| telling.0.iter().map(|word| word & !WEIGHT).collect::<Vec<_>>();
        !self.0.is_empty() && self.len() == other.len() && bare(self) == bare(other)
    }

    fn has(&self, word: u32) -> bool {
        self.0.binary_search_by(|mine| (mine & !WEIGHT).cmp(&(word & !WEIGHT))).is_ok()
    }
}

impl<'w> FromIterator<&'w str> for Telling {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Telling {
        let telling = words.into_iter().filter_map(|word| Some((hash(stem(word)) & !WEIGHT) | weight(word)?));
        let mut all: Vec<u32> = telling.collect();
        // Of the forms of one word the one that carries most.
        all.sort_unstable_by(|one, other| other.cmp(one));
        all.dedup_by_key(|word| *word & !WEIGHT);
        all.reverse();
        Telling(all.into())
    }
}

/// The words of a folded text.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// How much a word carries: long words are names of things, short ones hold sentences together. `None` for those of three letters
/// and fewer.
pub fn weight(word: &str) -> Option<u32> {
    /// What words of so many letters and more carry is not more.
    const LONGEST: usize = 10;
    let length = word.chars().count();
    if is_number(word) {
        Some(4)
    } else if length >= 4 {
        u32::try_from(length.min(LONGEST) - 2).ok()
    } else {
        None
    }
}

/// Whether digits are in a word.
pub fn is_number(word: &str) -> bool {
    word.chars().any(|char| char.is_ascii_digit())
}

/// The beginning of a word, by which its forms are alike.
pub fn stem(word: &str) -> &str {
    let end = word.char_indices().nth(6).map_or(word.len(), |(at, _)| at);
    &word[..end]
}

/// A hash that is the same in every program (FNV-1a).
pub fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::Telling;

    #[test]
    fn forms_of_words_are_shared_and_long_ones_carry_more() {
        let one = Telling::of("Les preuves sont accablantes");
        let other = Telling::of("les preuves étaient accablantes");
        assert_eq!((one.len(), one.weight(), other.weight()), (3, 15, 18));
        assert_eq!(one.shared(&other), (2, 13));
        assert!(!one.is(&other) && one.meets(&other));
        assert!(one.is(&Telling::of("Preuves : accablantes, sont")));
        assert_eq!(one.without(&other).shared(&Telling::of("sont")), (1, 2));
        let none = Telling::of("ça va");
        assert!(!none.is(&none) && !none.meets(&one) && none.shared(&one) == (0, 0));
    }
}
