//! Whether an event happened, by what the syntax and the words tell, and who vouches for it.
//!
//! The distinctions are those of TimeML and FactBank: polarity and certainty, relative to a source. The order of the
//! questions is fixed: negation, hearsay, future and intention, possibility, condition, reported content, claim.

use super::Ground;
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Mood, Rel, Tense, Upos, VerbForm},
    statements::Told,
};
use records::{Act as SpeechAct, Status};

/// How far up the tree governing verbs and nouns are asked.
const MOST_STEPS: usize = 4;

/// The status of the event at a token, and the statement that tells it.
pub fn of(ground: &Ground, word: usize) -> (Status, Option<usize>) {
    let voice = voice(ground, word);
    let own = syntactic(ground, word);
    let status = match (own, voice.map(|index| &ground.told[index])) {
        (Some(status), _) => status,
        (None, Some(told)) => reported(ground, word, told),
        (None, None) => Status::Occurred,
    };
    (status, voice)
}

/// The innermost statement in whose content a token stands; the cue itself stands outside.
pub fn voice(ground: &Ground, word: usize) -> Option<usize> {
    let span = ground.page.words[word].span;
    ground
        .told
        .iter()
        .enumerate()
        .filter(|(_, told)| {
            told.candidate.anchor != Some(word)
                && told.candidate.content.iter().any(|part| part.contains(span))
        })
        .min_by_key(|(_, told)| told.candidate.length())
        .map(|(index, _)| index)
}

/// What negation, mood, tense and governing words say.
fn syntactic(ground: &Ground, word: usize) -> Option<Status> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let words = &lexicon.pack.syntax.status;
    let verbal = matches!(page.words[word].upos, Upos::Verb | Upos::Aux);
    if verbal && page.is_negated(word, lexicon) {
        return Some(Status::Denied);
    }
    if verbal && page.mood(word) == Some(Mood::Cnd) {
        return Some(if in_condition(page, lexicon, word) { Status::Hypothetical } else { Status::Alleged });
    }
    if verbal && page.finite_tense(word) == Some(Tense::Fut) {
        return Some(Status::Planned);
    }
    let doubted =
        page.dependents(word, &[Rel::Amod, Rel::Advmod]).any(|child| has(&words.doubt, page, child));
    if doubted {
        return Some(Status::Alleged);
    }
    if !verbal && page.dependents(word, &[Rel::Amod]).any(|child| has(&words.planned, page, child)) {
        return Some(Status::Planned);
    }
    governed(page, lexicon, word)
}

fn has(list: &[String], page: &Page, word: usize) -> bool {
    list.contains(&page.words[word].lemma) || list.contains(&page.words[word].lower)
}

/// What the verbs and nouns above say: « va », « refuse de », « pourrait », « le projet de ».
fn governed(page: &Page, lexicon: &Lexicon, word: usize) -> Option<Status> {
    let words = &lexicon.pack.syntax.status;
    let mut at = word;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        // A modal that the parser made an auxiliary hangs below.
        for aux in page.auxiliaries(at) {
            if has(&words.modal, page, aux) {
                return Some(Status::Hypothetical);
            }
            if has(&words.future, page, aux) {
                return Some(Status::Planned);
            }
        }
        let head = token.head;
        if head == at {
            break;
        }
        let clause = token.rel.is_clause()
            || matches!(token.rel, Rel::Obj | Rel::Conj)
            || token.rel.is_oblique()
            || token.rel == Rel::Nmod;
        if !clause {
            break;
        }
        if matches!(token.rel, Rel::AclRelcl) {
            break;
        }
        let infinitive = page.words[at].feats.verb_form == Some(VerbForm::Inf);
        let direct =
            matches!(token.rel, Rel::Xcomp | Rel::Obj | Rel::Ccomp | Rel::OblArg | Rel::Nmod | Rel::Acl)
                || infinitive;
        if direct && page.words[head].upos != Upos::Punct {
            if has(&words.averted, page, head) && (infinitive || token.rel == Rel::Obj) {
                return Some(Status::Denied);
            }
            if has(&words.modal, page, head) && (infinitive || token.rel != Rel::Ccomp) {
                return Some(Status::Hypothetical);
            }
            if has(&words.future, page, head) && (infinitive || matches!(token.rel, Rel::Obj | Rel::Xcomp)) {
                return Some(Status::Planned);
            }
            if has(&words.claim, page, head) {
                return Some(Status::Alleged);
            }
            if has(&words.planned, page, head) {
                return Some(Status::Planned);
            }
            let finite = page.words[head].upos == Upos::Verb;
            if finite && page.finite_tense(head) == Some(Tense::Fut) {
                return Some(Status::Planned);
            }
            if finite && page.is_negated(head, lexicon) && matches!(token.rel, Rel::Obj | Rel::Xcomp) {
                return Some(Status::Denied);
            }
        }
        // An infinitive of purpose is intended, not told as done.
        if infinitive && token.rel == Rel::Advcl && at == word {
            return Some(Status::Planned);
        }
        at = head;
    }
    in_condition(page, lexicon, word).then_some(Status::Hypothetical)
}

/// Whether a token stands in a clause that a word of condition opens.
fn in_condition(page: &Page, lexicon: &Lexicon, word: usize) -> bool {
    let words = &lexicon.pack.syntax.status.conditional;
    let mut at = word;
    for _ in 0..MOST_STEPS {
        let opened = page.dependents(at, &[Rel::Mark]).any(|mark| words.contains(&page.words[mark].lower));
        if opened && page.words[at].rel == Rel::Advcl {
            return true;
        }
        let head = page.words[at].head;
        if head == at {
            break;
        }
        at = head;
    }
    false
}

/// What a statement tells: asked for is hypothetical, promised is planned, denied is denied; what is told as done is
/// alleged, unless its words presuppose it.
fn reported(ground: &Ground, word: usize, told: &Told) -> Status {
    let page = ground.page;
    let noun = page.words[word].upos.is_nominal();
    let infinitive = page.is_infinitive(word);
    match told.candidate.act {
        SpeechAct::Request => Status::Hypothetical,
        SpeechAct::Promise | SpeechAct::Announce if noun || infinitive => Status::Planned,
        SpeechAct::Warn if infinitive => Status::Hypothetical,
        SpeechAct::Deny if told.candidate.frame != "object" => Status::Denied,
        _ if noun && presupposed(ground, word) => Status::Occurred,
        _ => Status::Alleged,
    }
}

/// A definite noun tells its act as known.
fn presupposed(ground: &Ground, word: usize) -> bool {
    let syntax = &ground.lexicon.pack.syntax;
    ground.page.dependents(word, &[Rel::Det]).any(|det| {
        let lower = &ground.page.words[det].lower;
        syntax.definite.contains(lower) || syntax.demonstratives.contains(lower)
    })
}
