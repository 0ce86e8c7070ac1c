//! How close a date stands to an act: as [`nearness`] has it for dates and places alike, but for what only a date does.

use super::{
    Act, Ground,
    setting::{Nearness, governor, nearness},
};
use crate::{
    dates::Found,
    page::Page,
    parse::{Rel, Upos},
};
use records::DateRef;

/// Older than this, what the text tells is no news.
const NEWS_DAYS: i64 = 7;

/// How many nouns up an act may hang on one that recalls it.
const MOST_STEPS: usize = 4;

/// How close a date stands to an act.
pub fn nearness_of(ground: &Ground, act: &Act, found: &Found) -> Option<Nearness> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let word = act.word;
    // « quelques jours après la prise »: the act is what it is counted from.
    let last = found.words.end - 1;
    if page.words[last].upos == Upos::Adp && page.words[last].head == word {
        return None;
    }
    let syntax = &lexicon.pack.syntax;
    let near = found.words.clone().filter_map(|at| nearness(page, &syntax.gatherers, word, at)).min();
    let verb = found.words.clone().find_map(|at| governor(page, at));
    match (near, verb) {
        // « ont reconduit jeudi la grève entamée lundi »: what is told of the act is that it goes on.
        (Some(Nearness::Own | Nearness::Clause), Some(verb))
            if page.is_participle(verb)
                && (page.words[verb].head == word || page.words[word].head == verb)
                && goes_on(ground, word) =>
        {
            Some(Nearness::Above)
        }
        (None, Some(verb)) if happens(page, word, verb) => Some(Nearness::Own),
        (None, Some(verb)) if stands_in_document(ground, word, verb) => Some(Nearness::Above),
        (near, _) => near,
    }
}

/// Whether an act is the object of a verb that says that it goes on, or the subject of a participle that the tree makes the object.
fn goes_on(ground: &Ground, word: usize) -> bool {
    let page = ground.page;
    let token = &page.words[word];
    let small_clause = token.rel.is_subject()
        && page.is_participle(token.head)
        && matches!(page.words[token.head].rel, Rel::Xcomp | Rel::Ccomp | Rel::Obj);
    let verb = match token.rel {
        Rel::Obj => token.head,
        _ if small_clause => page.words[token.head].head,
        _ => return false,
    };
    ground.lexicon.pack.syntax.status.ongoing.contains(&page.words[verb].lemma)
}

/// « la marche qui s'est tenue mardi »: whether a relative clause says of an act that it takes place, which a reflexive verb does.
fn happens(page: &Page, word: usize, verb: usize) -> bool {
    let token = &page.words[verb];
    let clause = if token.rel == Rel::Xcomp { token.head } else { verb };
    page.words[clause].rel == Rel::AclRelcl
        && page.words[clause].head == word
        && page.dependents(verb, &[Rel::Expl]).next().is_some()
        && page.dependents(clause, &[Rel::Nsubj, Rel::NsubjPass]).next().is_some()
}

/// « dans un avis rendu en 2014, l'agence lui avait donné raison »: whether a participle tells of the document that an act is done
/// in.
fn stands_in_document(ground: &Ground, word: usize, verb: usize) -> bool {
    let page = ground.page;
    let noun = page.words[verb].head;
    page.is_participle(verb)
        && page.words[noun].upos == Upos::Noun
        && page.words[noun].head == word
        && page.words[noun].rel.is_oblique()
        && ground.lexicon.pack.syntax.medium.documents.contains(&page.words[noun].lemma)
}

/// « le 33e anniversaire de la prise de l'ambassade »: whether an act is only recalled.
pub fn is_recalled(ground: &Ground, word: usize) -> bool {
    let page = ground.page;
    let mut at = word;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        if token.rel != Rel::Nmod || token.head == at {
            return false;
        }
        at = token.head;
        if ground.lexicon.pack.syntax.commemorations.contains(&page.words[at].lemma) {
            return true;
        }
    }
    false
}

/// Whether words stand in what tells of a noun which one is meant: a participle, a relative clause, an apposition.
pub fn is_beside_the_point(page: &Page, word: usize) -> bool {
    let mut at = word;
    for _ in 0..page.words.len() {
        let token = &page.words[at];
        if matches!(token.rel, Rel::Acl | Rel::AclRelcl | Rel::Amod | Rel::Appos) {
            return true;
        }
        if token.head == at {
            return false;
        }
        at = token.head;
    }
    false
}

/// « les auteurs de l'attentat »: whether a headline names an act as known, below another noun.
pub fn is_known(ground: &Ground, word: usize) -> bool {
    let page = ground.page;
    page.words[word].rel == Rel::Nmod
        && page
            .dependents(word, &[Rel::Det])
            .any(|det| ground.lexicon.pack.syntax.definite.contains(&page.words[det].lower))
}

/// Whether a date lies so long before the dispatch that it is none of its news.
pub fn is_old(ground: &Ground, date: &DateRef) -> bool {
    let week = jiff::Span::new().days(NEWS_DAYS);
    let oldest = ground.dates.day.and_then(|day| day.checked_sub(week).ok());
    oldest.is_some_and(|oldest| date.end < oldest.to_string())
}
