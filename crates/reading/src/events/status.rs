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
    let own = voice
        .and_then(|index| foretold(ground, word, &ground.told[index]))
        .or_else(|| syntactic(ground, word));
    let status = match (own, voice.map(|index| &ground.told[index])) {
        (Some(status), _) => status,
        (None, Some(told)) => reported(ground, word, told),
        (None, None) => Status::Occurred,
    };
    (status, voice)
}

/// « a annoncé qu'elle voterait contre »: the conditional of an indirect clause is its future; with an auxiliary
/// (« aurait voté ») it is hearsay.
fn foretold(ground: &Ground, word: usize, told: &Told) -> Option<Status> {
    let simple = ground.page.words[word].feats.mood == Some(Mood::Cnd);
    if !simple || told.candidate.frame != "clause" || ground.page.is_negated(word, ground.lexicon) {
        return None;
    }
    Some(match told.candidate.act {
        SpeechAct::Warn | SpeechAct::Request => Status::Hypothetical,
        _ if in_condition(ground.page, ground.lexicon, word) => Status::Hypothetical,
        SpeechAct::Opinion | SpeechAct::Deny => return None,
        _ => Status::Planned,
    })
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
    if verbal && page.is_negated(word, lexicon) && !is_restricted(ground, word) {
        return Some(Status::Denied);
    }
    // « est attendu à Alger »: what is expected is to come.
    if verbal && page.is_passive(word) && has(&words.scheduled, page, word) {
        return Some(Status::Planned);
    }
    if !verbal && let Some(status) = scheduled(page, lexicon, word) {
        return Some(status);
    }
    if verbal && page.mood(word) == Some(Mood::Cnd) {
        return Some(if in_condition(page, lexicon, word) { Status::Hypothetical } else { Status::Alleged });
    }
    if verbal && is_future(page, lexicon, word) {
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

/// Whether a verb stands in the future: by its tense, or by an ending that no other tense has.
pub fn is_future(page: &Page, lexicon: &Lexicon, verb: usize) -> bool {
    let endings = &lexicon.pack.syntax.status.future_endings;
    let ends = |at: usize| {
        page.words[at].feats.verb_form == Some(VerbForm::Fin)
            && page.words[at].upos != Upos::Noun
            && endings.iter().any(|ending| page.words[at].lower.ends_with(ending.as_str()))
    };
    page.finite_tense(verb) == Some(Tense::Fut) || ends(verb) || page.auxiliaries(verb).any(ends)
}

/// « n'ont été libérés qu'en janvier »: a negation with nothing but a complementiser behind the verb restricts.
pub fn is_restricted(ground: &Ground, verb: usize) -> bool {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let end = page.sentence_of(verb).end;
    let negations = &lexicon.pack.syntax.negations;
    let start = page.verb_group(verb).start.saturating_sub(2).max(page.sentence_of(verb).start);
    let count = (start..end.min(verb + 3)).filter(|at| negations.contains(&page.words[*at].lower)).count();
    count == 1
        && (verb + 1..end.min(verb + 4)).any(|at| {
            lexicon.is_complementiser(&page.words[at].lower)
                && page.words.get(at + 1).is_some_and(|next| {
                    matches!(next.upos, Upos::Adp | Upos::Num | Upos::Det | Upos::Noun | Upos::Propn)
                })
        })
}

/// « un entretien est prévu », « la grève annoncée », « la visite a été annulée »: what a passive says of a noun.
fn scheduled(page: &Page, lexicon: &Lexicon, word: usize) -> Option<Status> {
    let words = &lexicon.pack.syntax.status;
    let token = &page.words[word];
    let above = (token.rel.is_subject() && page.is_passive(token.head)).then_some(token.head);
    let below = page.dependents(word, &[Rel::Acl]).filter(|verb| page.is_passive(*verb));
    above.into_iter().chain(below).find_map(|verb| {
        if page.is_negated(verb, lexicon) {
            return None;
        }
        if has(&words.scheduled, page, verb) {
            return Some(Status::Planned);
        }
        (above == Some(verb) && has(&words.averted, page, verb)).then_some(Status::Denied)
    })
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
        // « les ministres détenus »: what tells which ones are meant is told as known.
        if matches!(token.rel, Rel::AclRelcl) || (token.rel == Rel::Acl && at == word && page.is_passive(at))
        {
            break;
        }
        // « poursuivre la grève »: it is there already.
        if matches!(token.rel, Rel::Obj | Rel::Nmod) && at == word && has(&words.ongoing, page, head) {
            break;
        }
        let infinitive = page.words[at].feats.verb_form == Some(VerbForm::Inf);
        let direct =
            matches!(token.rel, Rel::Xcomp | Rel::Obj | Rel::Ccomp | Rel::OblArg | Rel::Nmod | Rel::Acl)
                || infinitive;
        if direct && page.words[head].upos != Upos::Punct {
            let negated = page.is_negated(head, lexicon);
            if has(&words.averted, page, head) && (infinitive || token.rel == Rel::Obj) {
                // « n'exclut pas de »
                return Some(if negated { Status::Hypothetical } else { Status::Denied });
            }
            if negated && infinitive && has(&words.future, page, head) {
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
            if finite && is_future(page, lexicon, head) {
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
        let mut opening =
            page.dependents(at, &[Rel::Mark]).filter(|mark| words.contains(&page.words[*mark].lower));
        // The parser may make a root of the condition that opens a sentence, and hang the main clause below it.
        let opened = match page.words[at].rel {
            Rel::Advcl => opening.next().is_some(),
            Rel::Root => {
                let first = page.sentence_of(at).find(|word| page.words[*word].upos != Upos::Punct);
                opening.any(|mark| Some(mark) == first && page.words[mark].upos == Upos::Sconj)
            }
            _ => false,
        };
        if opened {
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
    // « annonce avoir détruit »: an infinitive with its auxiliary is past.
    let infinitive = page.is_infinitive(word) && page.words[word].feats.verb_form == Some(VerbForm::Inf);
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
