//! The words of the pages that compare, count and draw.

use crate::pages::Vouched;

/// In one language.
#[derive(Debug)]
pub struct Rooms {
    /// What stands between thousands.
    pub thousands: &'static str,
    /// A colon with what stands before it.
    pub colon: &'static str,
    pub any: &'static str,
    pub all_of_them: &'static str,
    pub on_this_page: &'static str,
    pub day: &'static str,

    pub utterance: &'static str,
    pub utterance_of: fn(&str) -> String,
    pub fullest: &'static str,
    pub is_fullest: &'static str,
    pub other_language: &'static str,
    pub difference_key: &'static str,
    pub cut: &'static str,
    pub own: &'static str,
    pub kept: fn(usize) -> String,
    pub as_in: fn(usize) -> String,
    pub why: &'static str,
    pub why_first: &'static str,
    pub why_run: fn(i64) -> String,
    pub why_telling: fn(i64, i64) -> String,
    pub why_signs: fn(&str) -> String,
    /// What two records have in common.
    pub sign: fn(&str) -> Option<&'static str>,

    pub who_tells: &'static str,
    pub how_vouched: &'static str,
    pub vouched: fn(Vouched) -> &'static str,
    pub word: &'static str,

    pub actors: &'static str,
    pub most_told: &'static str,
    pub name: &'static str,
    pub names: &'static str,
    pub kind: &'static str,
    pub sector: &'static str,
    pub role: &'static str,
    pub roles: &'static str,
    pub dispatches: &'static str,
    pub of_mentions: fn(&str) -> String,
    pub over_time: &'static str,
    pub said: &'static str,
    pub said_of: &'static str,
    pub did: &'static str,
    pub met: &'static str,
    pub acts: &'static str,
    pub partners: &'static str,
    pub by_type: &'static str,
    pub done_to: &'static str,
    pub done_by: &'static str,
    pub beside: &'static str,
    pub told: &'static str,

    pub api: &'static str,
    pub api_lead: &'static str,
    pub api_more: &'static str,
}

/// English.
pub static ENGLISH: Rooms = Rooms {
    thousands: ",",
    colon: ":",
    any: "any",
    all_of_them: "All of them",
    on_this_page: "On this page",
    day: "Day",

    utterance: "One statement, several reports",
    utterance_of: |speaker| format!("{speaker}: one statement, several reports"),
    fullest: "The fullest report",
    is_fullest: "This is the fullest report.",
    other_language: "In another language than the fullest: not compared word by word.",
    difference_key: "Beside the fullest report:",
    cut: "cut:",
    own: "its own:",
    kept: |percent| format!("keeps {percent} %"),
    as_in: |number| format!("as in report {number}"),
    why: "Why it is taken for the same",
    why_first: "the first report",
    why_run: |count| format!("{count} words in a row"),
    why_telling: |shared, of| format!("{shared} of {of} telling words"),
    why_signs: |signs| format!("the same: {signs}"),
    sign: |sign| {
        Some(match sign {
            "source" => "who acts",
            "target" => "towards whom",
            "place" => "place",
            "day" => "day",
            "mode" => "mode",
            "word" => "word",
            _ => return None,
        })
    },

    who_tells: "Who tells of it, and how",
    how_vouched: "On whose word",
    vouched: |way| match way {
        Vouched::Asserted => "asserted by the outlet",
        Vouched::Attributed => "attributed",
        Vouched::Denied => "denied",
        Vouched::Open => "not yet, or not surely",
    },
    word: "Word",

    actors: "Actors",
    most_told: "Most told of first",
    name: "Name",
    names: "Also named",
    kind: "Kind",
    sector: "Sector",
    role: "Function",
    roles: "Functions",
    dispatches: "Dispatches",
    of_mentions: |count| {
        format!(
            "Names, functions, events and partners are counted over the newest {count} dispatches that name it."
        )
    },
    over_time: "Over time",
    said: "What it said",
    said_of: "What is said of it",
    did: "What it did",
    met: "What was done to it",
    acts: "Events",
    partners: "With whom",
    by_type: "Events by type",
    done_to: "done to",
    done_by: "done by",
    beside: "together",
    told: "spoken to",

    api: "For programs",
    api_lead: "Every page is also there for programs: add .json to its address, or .csv where it is a table.",
    api_more: "Tables come page by page, with the address of the next in next and in the header Link. An ETag tells whether anything has changed. \
        As OpenAPI 3.1:",
};

/// French.
pub static FRENCH: Rooms = Rooms {
    thousands: "\u{202f}",
    colon: "\u{a0}:",
    any: "tous",
    all_of_them: "Tout voir",
    on_this_page: "Sur cette page",
    day: "Jour",

    utterance: "Une déclaration, plusieurs versions",
    utterance_of: |speaker| format!("{speaker}\u{a0}: une déclaration, plusieurs versions"),
    fullest: "La version la plus complète",
    is_fullest: "C’est la version la plus complète.",
    other_language: "Dans une autre langue que la plus complète\u{a0}: non comparée mot à mot.",
    difference_key: "Par rapport à la version la plus complète\u{a0}:",
    cut: "coupé\u{a0}:",
    own: "en propre\u{a0}:",
    kept: |percent| format!("garde {percent}\u{a0}%"),
    as_in: |number| format!("comme dans la version {number}"),
    why: "Pourquoi c’est la même",
    why_first: "la première version",
    why_run: |count| format!("{count}\u{a0}mots de suite"),
    why_telling: |shared, of| format!("{shared}\u{a0}mots marquants sur\u{a0}{of}"),
    why_signs: |signs| format!("les mêmes\u{a0}: {signs}"),
    sign: |sign| {
        Some(match sign {
            "source" => "auteur",
            "target" => "cible",
            "place" => "lieu",
            "day" => "jour",
            "mode" => "mode",
            "word" => "mot",
            _ => return None,
        })
    },

    who_tells: "Qui en parle, et comment",
    how_vouched: "Sur la foi de qui",
    vouched: |way| match way {
        Vouched::Asserted => "affirmé par le média",
        Vouched::Attributed => "attribué",
        Vouched::Denied => "démenti",
        Vouched::Open => "à venir ou incertain",
    },
    word: "Mot",

    actors: "Acteurs",
    most_told: "Les plus cités d’abord",
    name: "Nom",
    names: "Autres noms",
    kind: "Genre",
    sector: "Secteur",
    role: "Fonction",
    roles: "Fonctions",
    dispatches: "Dépêches",
    of_mentions: |count| {
        format!(
            "Noms, fonctions, événements et partenaires sont comptés sur les {count} dernières dépêches qui le nomment."
        )
    },
    over_time: "Au fil du temps",
    said: "Ce qu’il a dit",
    said_of: "Ce qu’on dit de lui",
    did: "Ce qu’il a fait",
    met: "Ce qu’on lui a fait",
    acts: "Événements",
    partners: "Avec qui",
    by_type: "Événements par type",
    done_to: "envers",
    done_by: "de sa part",
    beside: "ensemble",
    told: "s’adresse à",

    api: "Pour les programmes",
    api_lead: "Chaque page existe aussi pour les programmes\u{a0}: ajoutez .json à son adresse, ou .csv si c’est un tableau.",
    api_more: "Les tableaux viennent page par page, avec l’adresse de la suivante dans next et dans l’en-tête Link. Un ETag dit si quelque chose a \
        changé. La description est en anglais\u{a0}; en OpenAPI 3.1\u{a0}:",
};
