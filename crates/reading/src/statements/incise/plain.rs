//! Inserted clauses with their subject before the verb, where the language has such: « The bridge is closed, the mayor said on
//! Monday ».

use super::{
    super::speaker::quoting, Cue, Incise, content_start, incise_end, is_boundary_before, opens_quote,
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos, VerbForm},
    text::BlockKind,
};
use std::ops::Range;

/// How many heads are followed from a verb to the top of its clause.
const MOST_STEPS: usize = 12;

pub(super) fn incise_at(page: &Page, lexicon: &Lexicon, cue: &Cue) -> Option<Incise> {
    // « “The road is closed,” the mayor was quoted as saying »: what is quoted stands before, in a passive only.
    let quoting = quoting(page, lexicon, cue.verb).filter(|verb| page.is_passive(*verb));
    let verb = quoting.unwrap_or(cue.verb);
    if !lexicon.pack.syntax.plain_incises
        || page.block_of(cue.verb).kind == BlockKind::Dateline
        || !page.is_finite(verb)
        || quoting.is_none() && page.is_passive(verb)
    {
        return None;
    }
    let sentence = page.sentence_of(cue.verb);
    let subjects: &[Rel] = if quoting.is_some() { &[Rel::Nsubj, Rel::NsubjPass] } else { &[Rel::Nsubj] };
    let subject = page.dependents(verb, subjects).filter(|at| *at < cue.verb).last()?;
    if lexicon.is_relative_word(&page.words[subject].lower) || !sentence.contains(&subject) {
        return None;
    }
    let boundary = page.noun_phrase(subject).start.max(sentence.start);
    if boundary == sentence.start || !is_boundary_before(page, boundary, &sentence, cue.verb) {
        return None;
    }
    let before = content_start(page, boundary, &sentence)..boundary;
    let comma = interrupts(page, lexicon, cue, boundary, &sentence);
    if has_content(page, lexicon, cue, &sentence) || comma.is_none() && !is_told(page, &before, cue.verb) {
        return None;
    }
    let end = comma.unwrap_or_else(|| incise_end(page, lexicon, subject, cue, &sentence));
    Some(Incise { verb: cue.verb, subject: Some(subject), words: boundary..end, before })
}

/// The comma right behind the clause where it only interrupts what it reports (« In some towns, they say, the water is gone »):
/// another stands before it, and what follows is no participle or relative clause of its own.
fn interrupts(
    page: &Page,
    lexicon: &Lexicon,
    cue: &Cue,
    boundary: usize,
    sentence: &Range<usize>,
) -> Option<usize> {
    let comma = cue.group.end;
    let next = page.words.get(comma + 1).filter(|_| comma + 1 < sentence.end)?;
    let own = next.feats.verb_form == Some(VerbForm::Part)
        || lexicon.is_relative_word(&next.lower)
        || opens_quote(page, comma + 1)
        || next.upos == Upos::Punct;
    let between = page.words[boundary - 1].lower == "," && page.words[comma].lower == ",";
    (between && !own && page.words[comma].quote == page.words[cue.verb].quote).then_some(comma)
}

/// Whether the verb has its content behind it, before the next mark: a clause, an infinitive or a quotation of its own.
fn has_content(page: &Page, lexicon: &Lexicon, cue: &Cue, sentence: &Range<usize>) -> bool {
    let quote = page.words[cue.verb].quote;
    let mut circumstance = false;
    for at in cue.group.end..sentence.end {
        let token = &page.words[at];
        if opens_quote(page, at) || token.lower == ":" {
            return true;
        }
        if token.quote != quote || token.upos == Upos::Punct && token.lower != "-" {
            return false;
        }
        if lexicon.is_complementiser(&token.lower) && token.upos == Upos::Sconj {
            return true;
        }
        // « , he said as he left »
        circumstance |= matches!(token.upos, Upos::Sconj | Upos::Adp | Upos::Adv)
            && lexicon.pack.syntax.circumstances.contains(&token.lower)
            || lexicon.is_relative_word(&token.lower);
        let verb = matches!(token.upos, Upos::Verb | Upos::Aux);
        if verb && token.feats.verb_form == Some(VerbForm::Fin) && !circumstance {
            return true;
        }
        let above = page.above_auxiliary(at);
        if token.feats.verb_form == Some(VerbForm::Inf)
            && matches!(page.words[above].rel, Rel::Xcomp | Rel::Ccomp)
            && page.words[above].head == cue.verb
            && !circumstance
        {
            return true;
        }
    }
    false
}

/// Whether what stands before the clause can be what it reports: a quotation, or a clause of its own that is no circumstance
/// of the reporting (« When the war ended, he said … »).
fn is_told(page: &Page, before: &Range<usize>, verb: usize) -> bool {
    let Some(last) = before.clone().rev().find(|at| !page.is_punct(*at)) else { return false };
    if page.words[last].quote.is_some() && page.words[last].quote != page.words[verb].quote {
        return true;
    }
    let finite = |at: &usize| {
        matches!(page.words[*at].upos, Upos::Verb | Upos::Aux)
            && page.words[*at].feats.verb_form == Some(VerbForm::Fin)
    };
    before.clone().filter(finite).any(|at| {
        let mut top = page.above_auxiliary(at);
        for _ in 0..MOST_STEPS {
            let head = page.words[top].head;
            if head == top || !before.contains(&head) {
                break;
            }
            top = head;
        }
        !matches!(page.words[top].rel, Rel::Advcl | Rel::Acl | Rel::AclRelcl)
            && !page.words[top].rel.is_oblique()
            && !page.words[top].rel.is_subject()
    })
}
