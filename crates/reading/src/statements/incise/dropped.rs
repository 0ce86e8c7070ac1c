//! Inserted clauses without a subject, where the language drops it: « “Es una fantasía”, insistió ».

use super::{Cue, Incise, closes_quote, content_start, is_boundary_before, is_saying};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Upos, VerbForm},
    statements::speaker::drops_subject,
    text::BlockKind,
};

pub(super) fn incise_at(page: &Page, lexicon: &Lexicon, cue: &Cue) -> Option<Incise> {
    if page.block_of(cue.verb).kind == BlockKind::Dateline || !drops_subject(page, lexicon, cue) {
        return None;
    }
    let sentence = page.sentence_of(cue.verb);
    let light = |at: &usize| {
        let token = &page.words[*at];
        token.quote == page.words[cue.verb].quote
            && (matches!(token.upos, Upos::Adv | Upos::Aux) || lexicon.is_object_clitic(&token.lower))
    };
    let mut start = (sentence.start..cue.verb).rev().take_while(light).last().unwrap_or(cue.verb);
    if start > sentence.start && lexicon.pack.syntax.comparisons.contains(&page.words[start - 1].lower) {
        start -= 1;
    }
    if start == sentence.start || !is_boundary_before(page, start, &sentence, cue.verb) {
        return None;
    }
    let after = cue.group.end;
    let end = (after..sentence.end).find(|at| page.is_punct(*at)).unwrap_or(sentence.end);
    // What is said behind the verb: « , añadió que … », « , y pidió ayuda », « , añadió: “…” ».
    let told = (after..end).any(|at| {
        page.words[at].feats.verb_form == Some(VerbForm::Fin)
            || lexicon.is_complementiser(&page.words[at].lower)
    });
    let goes_on = page.words.get(end).is_some_and(|mark| end < sentence.end && mark.lower == ":");
    let circumstance = after == end
        || matches!(page.words[after].upos, Upos::Adp | Upos::Adv)
        || lexicon.pack.dates.is_date_word(&page.words[after].lower);
    if told || goes_on || !circumstance {
        return None;
    }
    let before = content_start(page, start, &sentence)..start;
    let quoted = (start.saturating_sub(2)..start).any(|at| closes_quote(page, at));
    let between = page.words[start - 1].lower == "," && is_saying(page, lexicon, &before, cue.verb);
    (quoted || between).then_some(Incise { verb: cue.verb, subject: None, words: start..end, before })
}
