//! Reporting verbs that report nothing where they stand: impersonal, imperative, supposed, asked for, refused.

use super::{candidate::Who, cues::Cue};
use crate::{
    actors::ActorBook,
    lexicon::Lexicon,
    page::Page,
    parse::{Mood, Rel, Tense, Upos, VerbForm},
};
use records::Act;

/// Whether the one who speaks is « je » or « nous ».
pub(super) fn first_person(page: &Page, lexicon: &Lexicon, book: &ActorBook, who: &Who) -> bool {
    let Who::Phrase(head) = who else { return false };
    let token = &page.words[*head];
    book.pronoun_person(lexicon, &token.lower) == Some(1)
        || token.feats.person == Some(1) && token.upos == Upos::Pron
}

/// Verbs that say nothing where they stand: impersonal, imperative, in a supposed example, in the first person of a quotation.
pub(super) fn is_unsaid(page: &Page, lexicon: &Lexicon, book: &ActorBook, cue: &Cue, who: &Who) -> bool {
    if page.mood(cue.verb) == Some(Mood::Imp) && page.words[cue.verb].feats.person != Some(3) {
        return true;
    }
    if page.is_supposed(cue.verb, lexicon) {
        return true;
    }
    // « Rappelons que … » without a subject is the author's own voice.
    let first = page.verb_group(cue.verb).any(|at| {
        page.words[at].feats.person == Some(1) && page.words[at].feats.verb_form == Some(VerbForm::Fin)
    });
    if first && page.dependents(cue.verb, &[Rel::Nsubj, Rel::NsubjPass]).next().is_none() {
        return true;
    }
    if page.dependents(cue.verb, &[Rel::ExplSubj]).next().is_some() && !page.is_passive(cue.verb) {
        return true;
    }
    if let Who::Phrase(head) = who {
        let person = book.pronoun_person(lexicon, &page.words[*head].lower);
        let first = first_person(page, lexicon, book, who);
        let own = first || person == Some(2);
        let demands = first
            && matches!(cue.entry.act, Act::Request | Act::Accuse)
            && page.words[cue.verb].feats.tense == Some(Tense::Pres)
            && page.is_finite(cue.verb);
        if own && !demands && !matches!(cue.entry.act, Act::Promise | Act::Confirm) {
            return true;
        }
        if own && !cue.entry.first_person {
            return true;
        }
    }
    // « Rappelons que … », « À noter que … »: a verb that opens its sentence without a subject is the author's.
    let sentence = page.sentence_of(cue.verb);
    let opens = (sentence.start..cue.group.start).all(|at| page.is_punct(at));
    if *who == Who::Nobody && opens && !page.is_passive(cue.verb) && !page.is_participle(cue.verb) {
        return true;
    }
    // « s’il souhaite partir »: a condition tells no will.
    if cue.entry.act == Act::Opinion || cue.entry.act == Act::Announce {
        let conditional = |at: usize| lexicon.pack.syntax.conditionals.contains(&page.words[at].lower);
        let before = (sentence.start..cue.group.start).rev().take(3).take_while(|at| {
            conditional(*at)
                || matches!(
                    page.words[*at].upos,
                    Upos::Pron | Upos::Adv | Upos::Det | Upos::Noun | Upos::Propn
                )
        });
        // No reflexive stands before a subject pronoun.
        let before_subject = |at: usize| {
            page.words.get(at + 1).is_some_and(|next| {
                book.pronoun_person(lexicon, &next.lower).is_some()
                    && !lexicon.is_object_clitic(&next.lower)
                    && !lexicon.pack.syntax.negations.contains(&next.lower)
            })
        };
        let hypothetical = before.filter(|at| conditional(*at)).any(|at| {
            !lexicon.pack.syntax.reflexives.contains(&page.words[at].lower)
                || page.words[at].upos == Upos::Sconj
                || before_subject(at)
        });
        if hypothetical {
            return true;
        }
    }
    // An infinitive after a verb of obligation or a preposition without anybody is only talked about.
    *who == Who::Nobody
        && page.words[cue.verb].feats.verb_form == Some(VerbForm::Inf)
        && !page.is_finite(cue.verb)
}

/// Whether a verb tells of a saying that did not take place, or that is nobody's: « sans préciser de date », « refuse de citer des
/// noms », « demande au roi de reconnaître son erreur », « devrait exiger », « on nous propose de payer ».
pub(super) fn is_unrealised(page: &Page, lexicon: &Lexicon, cue: &Cue, who: &Who) -> bool {
    let syntax = &lexicon.pack.syntax;
    if let Who::Phrase(head) = who
        && page.words[cue.verb].quote.is_some()
        && page.auxiliaries(cue.verb).next().is_none()
        && page.words[*head].quote == page.words[cue.verb].quote
        && syntax
            .pronouns
            .iter()
            .any(|entry| entry.indefinite && entry.words.contains(&page.words[*head].lower))
    {
        return true;
    }
    if !page.is_infinitive(cue.verb) {
        return false;
    }
    let sentence = page.sentence_of(cue.verb);
    let light = |at: &usize| {
        page.words[*at].upos == Upos::Adv
            || lexicon.is_object_clitic(&page.words[*at].lower)
            || page.words[*at].upos == Upos::Aux
    };
    let before = (sentence.start..cue.group.start).rev().find(|at| !light(at));
    if before.is_some_and(|at| lexicon.is_privative(page, at)) {
        return true;
    }
    let above = page.words[cue.verb].head;
    let governs = above < cue.verb
        && sentence.contains(&above)
        && page.words[above].upos == Upos::Verb
        && matches!(page.words[cue.verb].rel, Rel::Xcomp | Rel::Ccomp | Rel::Acl | Rel::OblArg);
    let supposed = page.mood(above) == Some(Mood::Cnd) && syntax.modals.contains(&page.words[above].lemma);
    let asked = lexicon.speech_verbs(page, above).iter().any(|(entry, _)| {
        matches!(entry.infinitive.unwrap_or(entry.act), Act::Request | Act::Deny | Act::Ask)
    });
    governs && (supposed || asked)
}
