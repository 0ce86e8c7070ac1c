//! `syntax.toml`: the function words and labels that the engine asks for.

use crate::{Raise, Retag};
use records::ActorKind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The whole of `syntax.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Syntax {
    /// The parser's relation labels in UD, where they differ.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// Words that the parser tags or labels otherwise than UD.
    #[serde(default)]
    pub retag: Vec<Retag>,
    /// Words that the parser hangs below what UD hangs on them, in the order in which they rise.
    #[serde(default)]
    pub raise: Vec<Raise>,
    /// Labels by which a noun before a person's name hangs on it (« President Lincoln »): the noun carries the phrase.
    #[serde(default)]
    pub titles: Vec<String>,
    /// Whether a content clause may stand without a complementiser (« he said it was late »).
    #[serde(default)]
    pub bare_clauses: bool,
    /// Whether an inserted clause may have its subject before its verb (« it was late, he said »).
    #[serde(default)]
    pub plain_incises: bool,
    /// Whether a subject that is known may go unsaid (« Añadió que … »): the ending of the verb tells its person.
    #[serde(default)]
    pub drops_subjects: bool,
    /// Lemmas of the words that introduce a content clause.
    pub complementisers: Vec<String>,
    /// Lemmas of the words that introduce an indirect question.
    #[serde(default)]
    pub interrogatives: Vec<String>,
    /// Relative pronouns that can be subjects.
    #[serde(default)]
    pub relatives: Vec<String>,
    /// Every word that opens a relative clause.
    #[serde(default)]
    pub relative_words: Vec<String>,
    /// Whether a past participle behind a noun tells in passing what is known already, unless it names who did it (« a treaty
    /// signed in March »).
    #[serde(default)]
    pub passing_participles: bool,
    /// Unstressed object pronouns that stand before a verb.
    #[serde(default)]
    pub object_clitics: Vec<String>,
    /// Letters put between a verb and a subject behind it (« a-t-il »).
    #[serde(default)]
    pub euphonics: Vec<String>,
    /// Words that begin many names and make none (« Le », « van »).
    #[serde(default)]
    pub name_particles: Vec<String>,
    /// Adjectives that stand before what somebody is (« un jeune manifestant »): a tagger may take them for the noun.
    #[serde(default)]
    pub epithets: Vec<String>,
    /// Phrases that give somebody another name (« connu sous le nom de », « alias »).
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Words that open a comparison with what somebody said (« comme l’a dit X »).
    #[serde(default)]
    pub comparisons: Vec<String>,
    /// Prepositions that open a circumstance of the reporting when they follow a quotation (« avant », « lors »).
    #[serde(default)]
    pub circumstances: Vec<String>,
    /// Prepositions that name what something is about (« des mesures sur le travail »): behind a noun phrase that was said they
    /// belong to it, although they can open a circumstance.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Phrases that stand aside inside a verb group or between a verb and its complement (« au contraire », « pour sa part »).
    #[serde(default)]
    pub asides: Vec<String>,
    /// Phrases that open a circumstance of the reporting when they stand behind a comma (« , au lendemain de », « , tandis que »).
    #[serde(default)]
    pub closers: Vec<String>,
    /// Phrases before an infinitive that say it is not done (« sans », « au lieu de »).
    #[serde(default)]
    pub privatives: Vec<String>,
    /// Lemmas of the verbs of duty and possibility.
    #[serde(default)]
    pub modals: Vec<String>,
    /// Lemmas of words that give a name, a title or a label to what stands before a quotation (« intitulé », « dit »).
    #[serde(default)]
    pub namers: Vec<String>,
    /// Relative words that add where something is (« , où le parti est arrivé en tête »).
    #[serde(default)]
    pub places_relative: Vec<String>,
    /// Prepositions of a term that is set (« avant mai », « d’ici à mars »): a date behind them belongs to what is said.
    #[serde(default)]
    pub terms: Vec<String>,
    /// Adverbs and phrases with which the author ties a sentence to the one before (« toutefois », « en effet »).
    #[serde(default)]
    pub connectives: Vec<String>,
    /// Words for some of those spoken of that stand alone as a subject (« beaucoup », « la plupart »).
    #[serde(default)]
    pub partitives: Vec<String>,
    /// Prepositional phrases that complete what a noun phrase tells (« une hausse par rapport à mai », « suite à l’accident »).
    #[serde(default)]
    pub continuations: Vec<String>,
    /// Prepositions of time among the circumstances: behind a noun phrase without a comma they tell when what it names took place.
    #[serde(default)]
    pub timings: Vec<String>,
    /// Words that go on with what is said behind a comma (« , soit trois mille salariés », « , y compris des enfants »).
    #[serde(default)]
    pub restatements: Vec<String>,
    /// Words that open a condition (« s’il souhaite »).
    #[serde(default)]
    pub conditionals: Vec<String>,
    /// Lemmas of the auxiliaries.
    #[serde(default)]
    pub auxiliaries: Vec<String>,
    /// Lemmas of the auxiliaries that make a passive with a verb that reports.
    #[serde(default)]
    pub passive_auxiliaries: Vec<String>,
    /// Prepositions that complete a name or an office (« ministre de l’Intérieur », « secrétaire d’État à la Défense »).
    #[serde(default)]
    pub complements: Vec<String>,
    /// Phrases that say in which body somebody is (« au sein de »), word by word, contractions undone.
    #[serde(default)]
    pub within: Vec<String>,
    /// Prepositions that tie somebody to the body where he works (« professeur à l’université », « ingénieur chez X »), contractions undone.
    #[serde(default)]
    pub workplace: Vec<String>,
    /// Nouns of quantity and choice: what they count is meant (« des milliers de manifestants », « l’un des ministres »).
    #[serde(default)]
    pub quantities: Vec<String>,
    /// Phrases that bind a content clause to a noun (« selon laquelle »).
    #[serde(default)]
    pub noun_clause: Vec<String>,
    /// Words that negate a verb.
    pub negations: Vec<String>,
    /// Reflexive pronouns; a lemma that begins with one of them is a reflexive verb's (« se plaindre »).
    #[serde(default)]
    pub reflexives: Vec<String>,
    /// Prepositions of the agent of a passive.
    pub agents: Vec<String>,
    /// Prepositions that stand before a person acted upon (« liberó a dos rehenes »).
    #[serde(default)]
    pub personal: Vec<String>,
    /// Prepositions of the one spoken to, the plain one first.
    pub addressees: Vec<String>,
    /// Unstressed pronouns of the one spoken to (« lui », « nous »).
    #[serde(default)]
    pub addressee_clitics: Vec<String>,
    /// Pronouns that can stand for an actor.
    #[serde(rename = "pronoun")]
    pub pronouns: Vec<Pronoun>,
    /// Possessives of the third person.
    #[serde(default)]
    pub possessives: Vec<String>,
    /// What some of them tell of the owner (« his »: a man).
    #[serde(default, rename = "possessive")]
    pub owners: Vec<Pronoun>,
    /// Those of them that stand for several owners (« leur »).
    #[serde(default)]
    pub plural_possessives: Vec<String>,
    /// Definite articles: « le ministre » is one who was named before.
    #[serde(default)]
    pub definite: Vec<String>,
    /// Demonstratives.
    #[serde(default)]
    pub demonstratives: Vec<String>,
    /// Prepositions of the plain complement of a noun (« de »).
    #[serde(default)]
    pub genitives: Vec<String>,
    /// Articles that open a noun phrase, all of them.
    #[serde(default)]
    pub articles: Vec<String>,
    /// Contractions of preposition and article, with the preposition (« du » = de).
    #[serde(default)]
    pub contractions: BTreeMap<String, String>,
    /// Letters, without accents, before which a preposition is elided (« d’Anne »).
    #[serde(default)]
    pub elides_before: String,
    /// Endings that only infinitives have: a verb that ends so is one, whatever the tagger says.
    #[serde(default)]
    pub infinitive_endings: Vec<String>,
    /// Prepositions that place an event (« à », « en », « dans »).
    #[serde(default)]
    pub place_prepositions: Vec<String>,
    /// Things that harm when somebody uses them (« bombe », « tir »), by lemma: they act for whoever does.
    #[serde(default)]
    pub instruments: Vec<String>,
    /// Bodies and things that act for the one they belong to (« une mission du FMI », « les chars de l’armée »), by lemma.
    #[serde(default)]
    pub proxies: Vec<String>,
    /// Verbs that only say that what their object names is done, begun or kept up (« mener », « reconduire »), by lemma.
    #[serde(default)]
    pub supports: Vec<String>,
    /// Infinitives that refuse nothing but words (« refuse de commenter »), by lemma.
    #[serde(default)]
    pub silences: Vec<String>,
    /// Common nouns of places (« gare », « banlieue »), by lemma.
    #[serde(default)]
    pub place_nouns: Vec<String>,
    /// Nouns that stand for a town named before (« la ville »), by lemma.
    #[serde(default)]
    pub towns: Vec<String>,
    /// Nouns that stand for a country named before (« ce pays »), by lemma.
    #[serde(default)]
    pub lands: Vec<String>,
    /// Nouns of place that need neither preposition nor article (« rassemblés place de la République »), by lemma.
    #[serde(default)]
    pub streets: Vec<String>,
    /// Nouns of measure between a preposition of place and a name (« à trente kilomètres de Gao »), by lemma.
    #[serde(default)]
    pub distances: Vec<String>,
    /// Phrases with a noun of place that name none (« en place »).
    #[serde(default)]
    pub no_places: Vec<String>,
    /// Phrases that only point to the place told before (« sur place »).
    #[serde(default)]
    pub spots: Vec<String>,
    /// Nouns of holding or taking, whose complement is a place (« le contrôle de X », « la prise de X »), by lemma.
    #[serde(default)]
    pub seizures: Vec<String>,
    /// Verbs of coming together, whose participle tells where what follows is done (« réunis à X »).
    #[serde(default)]
    pub gatherers: Vec<String>,
    /// Nouns that recall an act of former times (« le dixième anniversaire de la prise »).
    #[serde(default)]
    pub commemorations: Vec<String>,
    /// Adverbs that with an imperfect put it back to the time told last (« il affirmait alors »).
    #[serde(default)]
    pub back_then: Vec<String>,
    /// Relative words of place (« où »).
    #[serde(default)]
    pub place_relatives: Vec<String>,
    /// Verbs whose subject, a place, is where their object happens (« accueillir »).
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Words that link two parties of one act (« entre … et … », « avec »).
    #[serde(default)]
    pub between: Vec<String>,
    /// Mood of hearsay as a UD feature value (`Cnd`), where the language has one.
    pub hearsay_mood: Option<String>,
    /// Endings of adjectives in agreement, with those of the dictionary form (« satisfaites »: es → nothing).
    #[serde(default)]
    pub agreement: Vec<(String, String)>,
    /// How regular verbs are inflected, for forms that the lemmatizer does not know.
    #[serde(default, rename = "inflection")]
    pub inflections: Vec<Inflection>,
    /// Where a statement can be made.
    #[serde(default)]
    pub medium: Medium,
    /// How people talk to each other.
    #[serde(default)]
    pub talk: Talk,
    /// Verbs and words that decide an event's status.
    pub status: StatusWords,
}

impl Syntax {
    /// The verb of a reflexive lemma (« se féliciter », « s’inquiéter », "sich freuen"); `None` where it begins with none of the
    /// language's reflexive pronouns.
    pub fn without_reflexive<'a>(&self, lemma: &'a str) -> Option<&'a str> {
        self.reflexives.iter().find_map(|word| match word.strip_suffix('\'') {
            Some(elided) => lemma.strip_prefix(elided)?.strip_prefix(['\'', '’']),
            None => lemma.strip_prefix(word.as_str())?.strip_prefix(' '),
        })
    }
}

/// A regular conjugation: the ending of the lemma, and the endings that take its place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    /// Ending of the lemma (« er »).
    pub lemma: String,
    /// Endings of its finite forms and participles.
    pub forms: Vec<String>,
    /// Endings of its past participles.
    #[serde(default)]
    pub participles: Vec<String>,
}

/// A pronoun that can stand for an actor.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pronoun {
    /// Spellings in lower case.
    pub words: Vec<String>,
    /// `m` or `f`, where it tells.
    pub gender: Option<char>,
    /// Whether it stands for several.
    #[serde(default)]
    pub plural: bool,
    /// Grammatical person.
    #[serde(default = "third")]
    pub person: u8,
    /// Whether it stands for people only (« he »), or for bodies and things only (« it »), where the language parts them.
    #[serde(default)]
    pub stands_for: Option<StandsFor>,
    /// Whether it takes up the one named last (« ce dernier », « celui-ci »), not the one whom the text is about.
    #[serde(default)]
    pub nearest: bool,
    /// Whether it stands for nobody in particular (« on »).
    #[serde(default)]
    pub indefinite: bool,
}

/// What a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StandsFor {
    /// A person.
    Person,
    /// A body, a country, a thing.
    Body,
}

impl StandsFor {
    /// Whether an actor of that kind can be meant.
    pub fn includes(self, kind: ActorKind) -> bool {
        (self == StandsFor::Person) == (kind == ActorKind::Person)
    }
}

const fn third() -> u8 {
    3
}

/// Lemmas that decide an event's status.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusWords {
    /// Verbs of the near future and of intention: what hangs on them is planned.
    #[serde(default)]
    pub future: Vec<String>,
    /// Verbs of possibility: what hangs on them is hypothetical.
    #[serde(default)]
    pub modal: Vec<String>,
    /// Verbs that in the passive tell what is to come (« est attendu », « prévu »).
    #[serde(default)]
    pub scheduled: Vec<String>,
    /// Verbs of putting off to a day that a preposition tells (« reporter à mardi »).
    #[serde(default)]
    pub put_off: Vec<String>,
    /// Lemmas of verbs of the future whose past participle tells when it was said, not when it will be (« annoncé en mai »).
    #[serde(default)]
    pub said: Vec<String>,
    /// Endings of finite verbs that only the future has (« organiseront »), for where the tagger errs.
    #[serde(default)]
    pub future_endings: Vec<String>,
    /// Verbs whose object goes on or ends, and so is there already (« poursuivre », « cesser »).
    #[serde(default)]
    pub ongoing: Vec<String>,
    /// Verbs that end, ease or refuse what their object names: beside what they do, that act is none of its own (« lifted the
    /// curfew »).
    #[serde(default)]
    pub ending: Vec<String>,
    /// Words that open a condition.
    #[serde(default)]
    pub conditional: Vec<String>,
    /// Forms that open a sentence which puts forward an example that nobody says is so (« imaginons que »).
    #[serde(default)]
    pub supposing: Vec<String>,
    /// Verbs of attempt, refusal and prevention: what hangs on them did not happen.
    #[serde(default)]
    pub averted: Vec<String>,
    /// Nouns of claim: what hangs on them is alleged.
    #[serde(default)]
    pub claim: Vec<String>,
    /// Nouns and adjectives of the future (« projet », « prochain »): what hangs on them is planned.
    #[serde(default)]
    pub planned: Vec<String>,
    /// Adverbs and adjectives of doubt (« présumé »): what hangs on them is alleged.
    #[serde(default)]
    pub doubt: Vec<String>,
}

/// Words that tell who talks in an interview or a dialogue; in lower case, without apostrophes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Talk {
    /// Words of the first person (« je », « notre »).
    #[serde(default)]
    pub first: Vec<String>,
    /// Words of the second person (« vous », « ton »).
    #[serde(default)]
    pub second: Vec<String>,
    /// Phrases that credit the interviewer (« propos recueillis par »).
    #[serde(default)]
    pub credits: Vec<String>,
}

/// Where a statement can be made: the article, the interview, the broadcast.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medium {
    /// Nouns of documents and channels through which somebody speaks (« un rapport de X »).
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Nouns of documents that are their own medium when they speak (« un rapport affirme »).
    #[serde(default)]
    pub documents: Vec<String>,
    /// Nouns with the prepositions that make them a medium (« dans un rapport », « lors d’un discours »).
    #[serde(default, rename = "kind")]
    pub kinds: Vec<MediumKind>,
    /// Verbs whose present participle names the source of a report (« citant Y »).
    #[serde(default)]
    pub citers: Vec<String>,
    /// Nouns of those through whom somebody speaks (« par la voix de X »).
    #[serde(default)]
    pub voices: Vec<String>,
    /// Nouns of those who wrote a document, whoever they are (« les signataires »).
    #[serde(default)]
    pub authors: Vec<String>,
    /// Documents that go to somebody (« une lettre ouverte aux élus »).
    #[serde(default)]
    pub letters: Vec<String>,
    /// Participles by which a speaker is said to have been asked (« interrogé par X »).
    #[serde(default)]
    pub askers: Vec<String>,
    /// Verbs that say where somebody speaks, without what is said (« qui s’exprimait sur X »).
    #[serde(default)]
    pub speakers: Vec<String>,
    /// Pronouns of a place, which may stand for a document told before (« elle y dénonce … »).
    #[serde(default)]
    pub pronouns: Vec<String>,
    /// What a talk of questions and answers is called (« entretien »).
    #[serde(default)]
    pub talks: Vec<String>,
    /// Verbs whose object is what their subject speaks in (« publier un communiqué », « tenir une conférence de presse »).
    #[serde(default)]
    pub issuers: Vec<String>,
    /// Where several speak in turn (« en conférence de presse »).
    #[serde(default)]
    pub meetings: Vec<String>,
    /// Prepositions before the name of a medium (« sur Twitter », « à l’AFP »).
    #[serde(default)]
    pub name_prepositions: Vec<String>,
    /// Verbs by which a medium passes on what somebody said (« un article diffusé par X »).
    #[serde(default)]
    pub carriers: Vec<String>,
    /// Names of media that people speak on themselves (« Twitter »).
    #[serde(default)]
    pub names: Vec<String>,
}

/// Nouns that are a medium behind certain prepositions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MediumKind {
    /// Head nouns, by lemma or form.
    pub nouns: Vec<String>,
    /// Prepositions and phrases before them (« dans », « au micro de »), contractions undone.
    pub prepositions: Vec<String>,
    /// Whether they ask questions (« interrogé par une radio »).
    #[serde(default)]
    pub asks: bool,
    /// Whether one speaks in them with a relative clause (« un rapport dans lequel elle dénonce … »).
    #[serde(default)]
    pub written: bool,
}

#[cfg(test)]
mod tests {
    use super::Syntax;

    #[test]
    fn a_reflexive_lemma_begins_with_a_pronoun_of_the_language() {
        let syntax = |words: &[&str]| Syntax {
            reflexives: words.iter().map(|word| (*word).to_owned()).collect(),
            ..Syntax::default()
        };
        let elided = syntax(&["se", "s'"]);
        for (lemma, verb) in [("se plaindre", "plaindre"), ("s'opposer", "opposer"), ("s’opposer", "opposer")]
        {
            assert_eq!(elided.without_reflexive(lemma), Some(verb));
        }
        assert_eq!(elided.without_reflexive("secouer"), None);
        assert_eq!(syntax(&["sich"]).without_reflexive("sich freuen"), Some("freuen"));
        assert_eq!(syntax(&["sich"]).without_reflexive("se plaindre"), None);
    }
}
