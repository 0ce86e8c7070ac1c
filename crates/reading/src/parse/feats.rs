/// Grammatical mood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[allow(missing_docs)] // the names are those of the UD guidelines
pub enum Mood {
    Ind,
    Cnd,
    Sub,
    Imp,
}

/// Grammatical tense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[allow(missing_docs)]
pub enum Tense {
    Pres,
    Past,
    Fut,
    Imp,
}

/// Form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[allow(missing_docs)]
pub enum VerbForm {
    Fin,
    Inf,
    Part,
    Ger,
}

/// Grammatical gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[allow(missing_docs)]
pub enum Gender {
    Masc,
    Fem,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[allow(missing_docs)]
pub enum Number {
    Sing,
    Plur,
}

/// The features of a token that the reading looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Feats {
    /// Mood of a finite verb.
    pub mood: Option<Mood>,
    /// Tense.
    pub tense: Option<Tense>,
    /// Finite, infinitive, participle, gerund.
    pub verb_form: Option<VerbForm>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Number.
    pub number: Option<Number>,
    /// Person, 1 to 3.
    pub person: Option<u8>,
}

impl Feats {
    /// Reads UD's `Name=Value|…`; what the reading has no use for is passed over.
    pub fn from_ud(text: &str) -> Feats {
        let mut feats = Feats::default();
        for (name, value) in text.split('|').filter_map(|pair| pair.split_once('=')) {
            match (name, value) {
                ("Mood", "Ind") => feats.mood = Some(Mood::Ind),
                ("Mood", "Cnd") => feats.mood = Some(Mood::Cnd),
                ("Mood", "Sub") => feats.mood = Some(Mood::Sub),
                ("Mood", "Imp") => feats.mood = Some(Mood::Imp),
                ("Tense", "Pres") => feats.tense = Some(Tense::Pres),
                ("Tense", "Past") => feats.tense = Some(Tense::Past),
                ("Tense", "Fut") => feats.tense = Some(Tense::Fut),
                ("Tense", "Imp") => feats.tense = Some(Tense::Imp),
                ("VerbForm", "Fin") => feats.verb_form = Some(VerbForm::Fin),
                ("VerbForm", "Inf") => feats.verb_form = Some(VerbForm::Inf),
                ("VerbForm", "Part") => feats.verb_form = Some(VerbForm::Part),
                ("VerbForm", "Ger") => feats.verb_form = Some(VerbForm::Ger),
                ("Gender", "Masc") => feats.gender = Some(Gender::Masc),
                ("Gender", "Fem") => feats.gender = Some(Gender::Fem),
                ("Number", "Sing") => feats.number = Some(Number::Sing),
                ("Number", "Plur") => feats.number = Some(Number::Plur),
                ("Person", "1") => feats.person = Some(1),
                ("Person", "2") => feats.person = Some(2),
                ("Person", "3") => feats.person = Some(3),
                _ => {}
            }
        }
        feats
    }
}
