//! Statements that a verb reports through its complements.

use super::{
    candidate::{Candidate, Sight, Who},
    cues::Cue,
    fragments,
    frames::{self, Nominal, Site},
    incise::Incise,
    speaker::{able_speaker, quoting, some_people},
    unsaid::{first_person, is_unrealised, is_unsaid},
};
use crate::{actors::ActorBook, dates::DateFinder, lexicon::Lexicon, page::Page, parse::Rel};
use pack::{Frame, Subject};
use records::Act;

/// The statements that a verb's frames find; `incises` are those of the whole document.
pub fn verb_statements(
    page: &Page,
    lexicon: &Lexicon,
    book: &ActorBook,
    cue: &Cue,
    incises: &[Incise],
    stops: &[usize],
    dates: &DateFinder,
) -> Vec<Candidate> {
    let who = able_speaker(page, lexicon, book, cue);
    if is_unsaid(page, lexicon, book, cue, &who) {
        return Vec::new();
    }
    let speaker_head = match who {
        Who::Phrase(head) => Some(head),
        _ => None,
    };
    let sentence = page.sentence_of(cue.verb);
    let own: Vec<Incise> = incises
        .iter()
        .filter(|incise| sentence.contains(&incise.words.start) && !incise.words.contains(&cue.verb))
        .cloned()
        .collect();
    let site = Site {
        words: &cue.words,
        after: cue.group.end,
        circumstances: &lexicon.pack.syntax.circumstances,
        incises: &own,
        stops,
        speaks: &|head| book.can_speak(head),
        dated: &|word| dates.covers(word),
        speaker: speaker_head,
    };
    let nominal = Nominal { only: &cue.entry.object, never: &cue.entry.not_object, things: cue.entry.things };
    let speaks = match who {
        Who::Phrase(head) => book.can_speak(head) || some_people(page, lexicon, cue, head),
        Who::Nobody => false,
        _ => true,
    };
    let negated = page.is_negated(cue.verb, lexicon);
    // « Le rapport fait état de … »: a document tells for its author.
    let is_medium =
        speaker_head.is_some_and(|head| lexicon.pack.syntax.medium.nouns.contains(&page.words[head].lemma));
    let blames = matches!(cue.entry.act, Act::Accuse | Act::Warn | Act::Request);
    let tells = speaks || is_medium;
    // « nous demandons que … »: what the first person demands or charges is said with it.
    let loose = is_unrealised(page, lexicon, cue, &who);
    let performs =
        first_person(page, lexicon, book, &who) && matches!(cue.entry.act, Act::Request | Act::Accuse);
    // « est accusé d’avoir … », « il est reproché à X de … »: blame and demands need nobody by name.
    let told_of = matches!(cue.entry.infinitive.unwrap_or(cue.entry.act), Act::Accuse | Act::Request)
        && cue.words.iter().any(|word| page.is_passive(*word));
    let mut found = Vec::new();
    for frame in &cue.entry.frames {
        // What is only asked, refused or imagined was not said; a whole clause is told all the same.
        if loose && !matches!(frame, Frame::Clause | Frame::Quote) {
            continue;
        }
        if frame.is_nominal() && !(tells && !performs && may_take_noun(page, lexicon, cue)) {
            continue;
        }
        let excused = told_of && matches!(frame, Frame::Inf(Some(_)))
            || is_medium && matches!(frame, Frame::As(_) | Frame::Name | Frame::Judged)
            || is_medium && blames && matches!(frame, Frame::Inf(Some(_)));
        let needs_actor = matches!(
            frame,
            Frame::Inf(_)
                | Frame::As(_)
                | Frame::Name
                | Frame::Question
                | Frame::Pred
                | Frame::Judged
                | Frame::Amount(_)
        );
        // « détenus considérés comme dangereux » names nobody who thinks so.
        let nobody_s =
            matches!(frame, Frame::As(_) | Frame::Name) && who == Who::Nobody && page.is_passive(cue.verb);
        if needs_actor && !speaks && !excused && (cue.entry.subject == Subject::Actor || nobody_s) {
            continue;
        }
        let Some(hit) = frames::find(page, lexicon, &site, frame, &nominal) else { continue };
        // « n’a pas avancé de chiffre »: what was not said is no content; what was not rejected is (« n’exclut pas une
        // grève »), and what alone was said (« n’y voit qu’une manœuvre »).
        let denies = cue.entry.act == Act::Deny
            || cue.entry.act == Act::Confirm && cue.entry.negated == Some(Act::Deny);
        if frame.is_nominal() && negated && !denies && !is_restricted(page, lexicon, &hit) {
            continue;
        }
        // « …, citing figures of the ministry », « quoted her as saying … »: whose word the report around, or behind, is.
        let completed = || page.children(cue.verb).iter().any(|at| quoting(page, lexicon, *at).is_some());
        if frame.is_nominal()
            && lexicon.pack.syntax.medium.citers.contains(&page.words[cue.verb].lemma)
            && (page.is_present_participle(cue.verb) || completed())
        {
            continue;
        }
        if matches!(frame, Frame::Inf(_)) && is_silence(page, lexicon, cue, hit.head) {
            continue;
        }
        // « n’ont pas souhaité commenter »: will that was denied once tells what was not done.
        if negated
            && cue.entry.act == Act::Opinion
            && matches!(frame, Frame::Inf(None))
            && page.auxiliaries(cue.verb).next().is_some()
        {
            continue;
        }
        let base = match hit.frame {
            "clause" => 2.6,
            "question" => 2.0,
            "infinitive" => 2.2,
            "name" => 2.1,
            "predicate" => 1.2,
            "judgement" => 1.9,
            _ => 1.5,
        };
        let sight = Sight {
            frame: hit.frame,
            score: base + if hit.agreed { 0.3 } else { 0.0 } + if speaks { 0.3 } else { 0.0 },
            note: format!("{frame}{}", if hit.agreed { ", tree and line agree" } else { "" }),
        };
        let said = Candidate::of_verb(page, lexicon, cue, hit.content, who.clone(), sight);
        let act = cue.entry.negated.filter(|_| negated).unwrap_or(said.act);
        // « asked why » puts a question, « asked him to leave » does not.
        let act = match (act, hit.frame) {
            (Act::Ask, "clause" | "infinitive" | "object" | "oblique") => Act::Request,
            (Act::Request, "question") => Act::Ask,
            (_, "infinitive") => cue.entry.infinitive.unwrap_or(act),
            _ => act,
        };
        found.push(Candidate { act, ..said });
    }
    if speaks
        && found.is_empty()
        && let Some(hit) = fragments::find(page, lexicon, &site, &cue.entry.frames)
    {
        let sight =
            Sight { frame: hit.frame, score: 1.9, note: "quotation in the verb's complement".to_owned() };
        found.push(Candidate::of_verb(page, lexicon, cue, hit.content, who, sight));
    }
    found
}

/// « se refusant à citer des noms », « declined to say whether », « asked not to be named »: of words that were not said, or of
/// who said them, nothing is told. A refusal to talk of something named (« refuse de commenter une décision ») is one.
fn is_silence(page: &Page, lexicon: &Lexicon, cue: &Cue, head: usize) -> bool {
    const NAMED: [Rel; 6] = [Rel::Obj, Rel::Obl, Rel::OblArg, Rel::OblMod, Rel::Iobj, Rel::Nmod];
    if !lexicon.pack.syntax.silences.contains(&page.words[head].lemma) {
        return false;
    }
    match cue.entry.act {
        Act::Deny => {
            page.is_present_participle(cue.verb)
                || !page.dependents(head, &NAMED).any(|at| page.words[at].upos.is_nominal())
        }
        Act::Ask | Act::Request | Act::Opinion => page.is_passive(head) && page.is_negated(head, lexicon),
        _ => false,
    }
}

/// Whether a content stands behind a complementiser without a clause of its own.
fn is_restricted(page: &Page, lexicon: &Lexicon, hit: &frames::Found) -> bool {
    let first = page.first_from(hit.content[0].start);
    hit.frame == "object" && first > 0 && lexicon.is_complementiser(&page.words[first - 1].lower)
}

/// Noun-phrase contents want a verb that is told as done: finite, participle or infinitive, but not a mere attribute.
fn may_take_noun(page: &Page, lexicon: &Lexicon, cue: &Cue) -> bool {
    let token = &page.words[cue.verb];
    if matches!(token.rel, Rel::Amod) || (matches!(token.rel, Rel::Acl) && page.is_passive(cue.verb)) {
        return page.agent(cue.verb, lexicon).is_some();
    }
    true
}
