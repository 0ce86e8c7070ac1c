//! Whether an entry's conditions hold where its word stands.

use super::{Entry, Ground, roles};
use crate::{actors::ActorBook, parse::Rel};
use pack::{ObjectCondition, Role};

/// Whether everything that an entry asks for is there.
pub fn hold(ground: &Ground, book: &ActorBook, word: usize, entry: &Entry, verbal: bool) -> bool {
    let page = ground.page;
    // « une éventuelle attaque »? Status tells. But a word inside a name (« Cour de justice ») is no act.
    if page.words[word].rel == Rel::Flat {
        return false;
    }
    let filled = entry.needs.iter().all(|role| !roles::heads(ground, word, role, verbal).is_empty());
    filled && entry.object.is_none_or(|condition| object_fits(ground, book, word, entry, condition, verbal))
}

fn object_fits(
    ground: &Ground,
    book: &ActorBook,
    word: usize,
    entry: &Entry,
    condition: &ObjectCondition,
    verbal: bool,
) -> bool {
    let role =
        if verbal { Role::Obj } else { entry.target.first().cloned().unwrap_or(Role::Nmod("de".into())) };
    let heads = roles::heads(ground, word, &role, verbal);
    let Some(&head) = heads.first() else {
        // Without an object, a condition that only forbids is kept; one that demands is not.
        return condition.kinds.is_empty() && condition.lemmas.is_empty();
    };
    let token = &ground.page.words[head];
    let among = |list: &[String]| list.iter().any(|lemma| *lemma == token.lemma || *lemma == token.lower);
    if among(&condition.not_lemmas) {
        return false;
    }
    if !condition.lemmas.is_empty() {
        return among(&condition.lemmas);
    }
    condition.kinds.is_empty()
        || book.mention_with_head(head).is_some_and(|mention| {
            mention.sure && (mention.pronoun || condition.kinds.contains(&mention.kind))
        })
}
