//! Whether actors of two documents, not known to be one, can be the same.

use super::{
    Actor,
    names::{is_bodys, is_persons, skeleton},
    set::{Set, hash},
    telling::{Telling, words},
};

/// An actor of a document where it speaks or takes part in something; by default one of whom nothing is told.
#[derive(Debug, Default)]
pub(crate) struct Party {
    /// The actor across documents.
    pub canon: Option<i64>,
    /// The words of its name that are not as short as articles and particles.
    words: Set,
    telling: Telling,
    /// How the name sounds, if it is one of several words.
    skeleton: Option<u64>,
    country: Option<u64>,
    /// It is a body of several states.
    is_union: bool,
    role: Option<u64>,
    is_person: bool,
    /// A country, by its name or its capital's.
    is_country: bool,
    /// Named and not described.
    is_named: bool,
    /// Of a government or an army.
    is_states: bool,
}

/// How two speakers stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Two names, or of two countries.
    Others,
    /// Nothing speaks against their being the same.
    Unsure,
    /// Part of a name, another spelling, or a state and one who speaks for it.
    Akin,
    Same,
}

/// What is said of parties who cannot be one.
pub const OTHERS: i32 = -3;

impl Party {
    /// Of an actor, and of what it was linked to and why.
    pub fn of(actor: &Actor<'_>, (canon, why): (Option<i64>, Option<&str>)) -> Party {
        let is_person = actor.kind == "person";
        let is_country = actor.kind == "country" || why == Some(super::actors::SEAT);
        let is_named = is_country || if is_person { is_persons(actor.name) } else { is_bodys(actor.name) };
        let bones = if is_named && is_person { skeleton(actor.folded) } else { String::new() };
        Party {
            canon,
            words: words(actor.folded).filter(|word| word.len() > 2).map(hash).collect(),
            telling: Telling::of(actor.folded),
            skeleton: (!bones.is_empty()).then(|| hash(bones)),
            country: actor.country.map(hash),
            is_union: actor.country == Some("IGO"),
            role: actor.role.map(hash),
            is_person,
            is_country,
            is_named,
            is_states: is_country || actor.sectors.split(' ').any(|sector| matches!(sector, "GOV" | "MIL")),
        }
    }

    /// How this speaker stands to another.
    pub fn to(&self, other: &Party) -> Standing {
        let both_named = self.is_named && other.is_named;
        if self.is(other) {
            Standing::Same
        // What country a text tells of is not always his who is named in it.
        } else if self.holds(other) && (both_named || !self.is_foreign(other)) {
            Standing::Akin
        } else if self.is_foreign(other) {
            Standing::Others
        } else if self.is_spelt_as(other) || self.speaks_for(other) {
            Standing::Akin
        } else if !both_named || self.is_person != other.is_person || self.is_colleague(other) {
            Standing::Unsure
        } else {
            Standing::Others
        }
    }

    /// How much speaks for, or against, two parties of acts being one: from 3, the same, to [`OTHERS`].
    pub fn likeness(&self, other: &Party) -> i32 {
        let both_named = self.is_named && other.is_named;
        let persons = (self.is_person, other.is_person);
        if self.is(other) || both_named && self.holds(other) {
            3
        } else if self.is_foreign(other) {
            OTHERS
        } else if self.holds(other)
            || self.speaks_for(other) && (self.is_country || other.is_country) && persons == (false, false)
        {
            2
        } else if self.is_spelt_as(other) {
            3
        } else if both_named && persons == (true, true) {
            OTHERS
        } else if both_named && persons == (false, false) {
            -2
        } else if self.is_compatriot(other) {
            1
        } else if both_named {
            -1
        } else {
            0
        }
    }

    /// Whether a word of the name is in a sentence.
    pub fn is_named_in(&self, sentence: &Telling) -> bool {
        self.telling.meets(sentence)
    }

    fn is(&self, other: &Party) -> bool {
        self.canon.is_some() && self.canon == other.canon
            || self.is_country && other.is_country && self.country == other.country
    }

    fn is_foreign(&self, other: &Party) -> bool {
        self.country.zip(other.country).is_some_and(|(country, theirs)| country != theirs)
    }

    fn is_compatriot(&self, other: &Party) -> bool {
        !self.is_union && self.country.is_some() && self.country == other.country
    }

    /// Whether both are of one state, and not two persons.
    fn speaks_for(&self, other: &Party) -> bool {
        self.is_compatriot(other) && self.is_states && other.is_states && !(self.is_person && other.is_person)
    }

    /// Whether both have one function: of the words « le ministre » a reader may make the wrong one of those whom the document names.
    fn is_colleague(&self, other: &Party) -> bool {
        self.is_person && self.is_compatriot(other) && self.role.is_some() && self.role == other.role
    }

    /// Whether the words of one name are among those of the other: `Marsden` and `Helen Marsden`, `Park` and `Park Jin-woo`.
    fn holds(&self, other: &Party) -> bool {
        let least = self.words.len().min(other.words.len());
        least > 0 && self.words.shared(&other.words) == least
    }

    fn is_spelt_as(&self, other: &Party) -> bool {
        self.skeleton.is_some() && self.skeleton == other.skeleton
    }
}

#[cfg(test)]
mod tests {
    use super::{Actor, OTHERS, Party, Standing};

    fn party(name: &str, kind: &str, country: &str, sectors: &str, role: &str) -> Party {
        let some = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        let leak = |text: &str| some(Box::leak(text.to_owned().into_boxed_str()));
        let folded = knowledge::fold(name);
        let actor = Actor {
            name,
            folded: &folded,
            kind,
            country: leak(country),
            role: leak(role),
            wikidata: None,
            sectors,
        };
        Party::of(&actor, (None, None))
    }

    #[test]
    fn names_tell_speakers_apart_and_parts_of_names_do_not() {
        let person = |name: &str, country: &str, role: &str| party(name, "person", country, "GOV", role);
        let helen = person("Helen Marsden", "GBR", "minister");
        for (name, other, standing) in [
            ("surname", person("Marsden", "", ""), Standing::Akin),
            ("surname abroad", person("Marsden", "USA", ""), Standing::Akin),
            (
                "title",
                party("Transport Secretary Helen Marsden", "organisation", "GBR", "", ""),
                Standing::Akin,
            ),
            ("spelling", person("Hélene Marsden", "GBR", ""), Standing::Akin),
            ("first name", person("John Marsden", "GBR", "mayor"), Standing::Others),
            ("colleague", person("John Marsden", "GBR", "minister"), Standing::Unsure),
            ("foreign", person("le ministre français", "FRA", "minister"), Standing::Others),
            ("function", person("the transport minister", "", "minister"), Standing::Unsure),
            ("nobody", Party::default(), Standing::Unsure),
        ] {
            assert_eq!(helen.to(&other), standing, "{name}");
            assert_eq!(other.to(&helen), standing, "{name}");
        }
    }

    #[test]
    fn who_speaks_for_a_state_is_akin_to_it_and_two_unions_are_two() {
        let seoul = party("Corée du Sud", "country", "KOR", "GOV", "");
        let army = party("l'armée sud-coréenne", "organisation", "KOR", "MIL", "");
        let envoy = party("Kim Min", "person", "KOR", "GOV", "");
        let firm = party("Hanbo", "organisation", "KOR", "BUS", "");
        assert_eq!((seoul.to(&army), seoul.likeness(&army)), (Standing::Akin, 2));
        assert_eq!((seoul.to(&envoy), seoul.likeness(&envoy)), (Standing::Akin, 1));
        assert_eq!((seoul.to(&firm), seoul.likeness(&firm)), (Standing::Others, -2));
        let (un, who) =
            (party("ONU", "organisation", "IGO", "IGO", ""), party("OMS", "organisation", "IGO", "IGO", ""));
        assert_eq!((un.to(&who), un.likeness(&who)), (Standing::Others, -2));
        assert_eq!(seoul.likeness(&un), OTHERS);
    }
}
