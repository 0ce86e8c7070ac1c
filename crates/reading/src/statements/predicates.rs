//! What somebody or something is called or said to be: « qualifie l’accord de “victoire” », « se dit optimiste ».

use super::{
    bounds::{content_end, finish, skip_marks},
    frames::{Found, INTRODUCTION_GAP, Site},
    incise::{noun_phrase_head, opens_quote},
    objects::skip_asides,
    reach::run_on,
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos, VerbForm},
};

/// What of a predicate is the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Predicate {
    /// The predicate with the object that it is said of.
    Plain,
    /// The same; an adjective that the tree hangs on the object counts as what is said of it.
    Judged,
    /// As `Judged`, but without the object: what it is called.
    Name,
}

pub(super) fn called(page: &Page, lexicon: &Lexicon, site: &Site, word: &str) -> Option<Found> {
    let sentence = page.sentence_of(site.words[0]);
    let limit = sentence.end.min(site.after + INTRODUCTION_GAP + 4);
    let marker = (site.after..limit).find(|at| {
        lexicon.preposition(&page.words[*at].lower) == word && {
            let head = page.words[*at].head;
            site.words.contains(&page.words[head].head)
                || stands_before_quote(page, *at)
                || behind_bare_object(page, site, *at)
                || skip_asides(page, lexicon, site, site.after, *at) == *at
        }
    })?;
    if (site.after..marker).any(|at| page.words[at].upos == Upos::Verb) {
        return None;
    }
    let start = skip_marks(page, marker + 1);
    if start >= sentence.end {
        return None;
    }
    let head = if page.words[marker].head > marker { page.words[marker].head } else { start };
    let end = match page.words[start].quote {
        Some(quote) if page.words[site.words[0]].quote != Some(quote) => {
            return Some(Found {
                content: vec![page.quotes[quote].inner],
                head,
                frame: "name",
                agreed: true,
            });
        }
        _ => content_end(page, site, start, head, &sentence),
    };
    finish(page, site, page.span(start..end), head, "name", true)
}

/// « a qualifié l’attentat d’acte barbare »: what something is called has no article, and follows its object at once.
fn behind_bare_object(page: &Page, site: &Site, marker: usize) -> bool {
    let object = (site.after..marker).find(|at| page.words[*at].upos.is_nominal());
    let next = page.words.get(marker + 1);
    next.is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Adj))
        && object.is_some_and(|object| {
            page.words[object].rel == Rel::Obj
                && site.words.contains(&page.words[object].head)
                && (site.after..object).all(|at| page.words[at].upos == Upos::Det)
                && (object + 1..marker).all(|at| page.words[at].upos == Upos::Adj)
        })
}

/// Whether a word stands right before an opening mark, an apostrophe between them aside.
fn stands_before_quote(page: &Page, word: usize) -> bool {
    let next = word + 1 + usize::from(page.words.get(word + 1).is_some_and(|token| token.lower == "'"));
    next < page.words.len() && opens_quote(page, next)
}

/// « se dit optimiste », « juge insuffisante la réforme », « trouve la réforme inopportune »: a predicate behind the cue, with
/// the object that it is said of.
///
pub(super) fn predicate(page: &Page, lexicon: &Lexicon, site: &Site, want: Predicate) -> Option<Found> {
    let attribute = want != Predicate::Plain;
    let sentence = page.sentence_of(site.words[0]);
    let limit = sentence.end.min(site.after + 8);
    let adjective = |at: usize| {
        let token = &page.words[at];
        token.upos == Upos::Adj
            || (token.upos == Upos::Verb
                && token.feats.verb_form == Some(VerbForm::Part)
                && page.auxiliaries(at).next().is_none())
    };
    let from = skip_asides(page, lexicon, site, site.after, limit);
    let first = (from..limit).find(|at| !matches!(page.words[*at].upos, Upos::Adv | Upos::Punct))?;
    let commas = (site.after..first).filter(|at| page.words[*at].lower == ",").count();
    let quoted = (from..first).any(|at| opens_quote(page, at));
    if commas % 2 == 1 || site.is_inserted(first) {
        return None;
    }
    // « très inquiet », « non coupables »: the adverb of the adjective is said too.
    let start = (site.after..first)
        .rev()
        .take_while(|at| page.words[*at].upos == Upos::Adv && page.words[*at].head == first)
        .last()
        .unwrap_or(first);
    let start = (start..first + 1).find(|at| !page.is_punct(*at)).unwrap_or(first);
    let own = page.words[site.words[0]].quote;
    if adjective(first) || quoted {
        // The adjective or the quotation, and the noun phrase or infinitive that follows it.
        let close = page.words[first].quote.filter(|quote| Some(*quote) != own);
        let mut next = match close {
            Some(quote) => {
                let end = page.quotes[quote].outer().end;
                (first..sentence.end).find(|at| page.words[*at].span.start >= end).unwrap_or(sentence.end)
            }
            None => first + 1,
        };
        // « juge “injuste” de lui imputer les retards »
        let infinitive = (next..sentence.end.min(next + 5)).find(|at| {
            page.words[*at].feats.verb_form == Some(VerbForm::Inf)
                && (next..*at).all(|own| matches!(page.words[own].upos, Upos::Adp | Upos::Pron | Upos::Adv))
        });
        let clause = (next < sentence.end && lexicon.is_complementiser(&page.words[next].lower))
            .then(|| (next..sentence.end).find(|at| page.words[*at].feats.verb_form == Some(VerbForm::Fin)))
            .flatten();
        if let Some(verb) = infinitive.filter(|verb| *verb > next).or(clause).filter(|_| quoted || attribute)
        {
            let end = content_end(page, site, start, verb, &sentence);
            let end = run_on(page, lexicon, site, start, end, &sentence);
            return finish(page, site, page.span(start..end), verb, "judgement", true);
        }
        if close.is_none() {
            next = first + 1;
        }
        let object = (next < sentence.end && page.words[next].upos == Upos::Det)
            .then(|| noun_phrase_head(page, next, sentence.end))
            .flatten();
        let completed = page.words.get(next).is_some_and(|token| {
            next < sentence.end
                && token.upos == Upos::Adp
                && !site
                    .circumstances
                    .iter()
                    .any(|word| *word == token.lower || *word == lexicon.preposition(&token.lower))
        });
        if quoted && object.is_none() && completed && page.words[start].quote == close {
            // « se dit “profondément déçu” par l’attitude du maire »
            let end = run_on(page, lexicon, site, start, next, &sentence);
            return finish(page, site, page.span(start..end), first, "judgement", true);
        }
        if quoted && object.is_none() {
            let quote = close?;
            return Some(Found {
                content: vec![page.quotes[quote].inner],
                head: first,
                frame: "judgement",
                agreed: true,
            });
        }
        let head = object.unwrap_or(first);
        let end = content_end(page, site, start, head, &sentence).max(
            page.subtree(first).end.min(sentence.end).min(content_end(page, site, start, first, &sentence)),
        );
        let frame = if object.is_some() || quoted { "judgement" } else { "predicate" };
        return finish(page, site, page.span(start..end), head, frame, true);
    }
    // The noun phrase, and the adjective behind it that hangs on the cue.
    // Where no object stands before its verb, names and pronouns behind it are objects too (« called her a liar »).
    let behind = attribute && lexicon.pack.syntax.object_clitics.is_empty();
    let opens = page.words[first].upos == Upos::Det
        || behind && (page.words[first].upos.is_nominal() || page.words[first].upos == Upos::Pron);
    if !opens || lexicon.is_object_clitic(&page.words[first].lower) && page.words[first].upos == Upos::Pron {
        return None;
    }
    let object = noun_phrase_head(page, first, sentence.end)?;
    // « juge ces prétentions sans fondement »
    let bare = attribute
        && page.words.get(object + 1).is_some_and(|next| {
            let lower = lexicon.preposition(&next.lower);
            object + 1 < sentence.end
                && next.upos == Upos::Adp
                && !lexicon.pack.syntax.genitives.iter().any(|word| word == lower)
                && !site.circumstances.contains(&next.lower)
        });
    let predicate = if bare {
        object
    } else {
        // « called the plan a mistake »
        let noun = page
            .dependents(site.words[0], &[Rel::Xcomp])
            .find(|at| attribute && *at > object && page.words[*at].upos.is_nominal());
        // « le budget italien contraire aux règles »: of two adjectives the second is what is said.
        let last = || {
            let first = (object + 1..limit.max(object + 4).min(sentence.end)).find(|at| adjective(*at))?;
            (first..sentence.end).take_while(|at| adjective(*at)).last()
        };
        // « called her “the first lady” »
        let quoted = (object + 1..limit.min(object + 3))
            .find(|at| behind && opens_quote(page, *at))
            .map(|open| open + 1)
            .filter(|inner| *inner < sentence.end);
        noun.or(quoted).or_else(last)?
    };
    // The parser takes « la méthode brutale » for one phrase; of something definite it is a judgement all the same.
    let judged = attribute
        && page.words[predicate].head == object
        && lexicon
            .pack
            .syntax
            .definite
            .iter()
            .chain(&lexicon.pack.syntax.demonstratives)
            .chain(&lexicon.pack.syntax.possessives)
            .any(|word| *word == page.words[first].lower);
    let hangs = site.words.contains(&page.words[predicate].head)
        || judged
        || bare
        || page.words[predicate].quote != page.words[object].quote;
    if !hangs || (object..predicate).any(|at| page.words[at].lower == ",") {
        return None;
    }
    let end = content_end(page, site, start, predicate, &sentence);
    // « le budget contraire aux règles »: the adjective goes on with its complement.
    let completed = page.words.get(end).is_some_and(|next| {
        end < sentence.end
            && next.upos == Upos::Adp
            && next.quote == own
            && !site
                .circumstances
                .iter()
                .any(|word| *word == next.lower || *word == lexicon.preposition(&next.lower))
            && predicate + 1 == end
    }) || page.words.get(end).is_some_and(|next| {
        predicate + 1 == end
            && lexicon.preposition(&next.lower) != next.lower
            && page.words[predicate].upos == Upos::Adj
    });
    let end = if bare || completed { run_on(page, lexicon, site, start, end, &sentence) } else { end };
    let end = match page.words[predicate].quote.filter(|quote| Some(*quote) != own) {
        Some(quote) => {
            let inner = page.quotes[quote].inner.end;
            end.max(page.first_past(inner))
        }
        None => end,
    };
    if want == Predicate::Name {
        let start = page.subtree(predicate).start.max(object + 1).min(predicate);
        // « dubbed the members as “dreamers” » is another frame.
        if lexicon.pack.syntax.comparisons.contains(&page.words[start].lower) {
            return None;
        }
        // « called the vote a “farce” in the evening »: behind a quotation only its complement goes on.
        let end = match page.words[predicate].quote.filter(|quote| Some(*quote) != own) {
            Some(quote) => {
                let close = page.first_past(page.quotes[quote].inner.end) + 1;
                let completed =
                    page.words.get(close).is_some_and(|next| close < end && lexicon.is_genitive(&next.lower));
                if completed { end } else { end.min(close) }
            }
            // « called them cowards on the radio »: where and when it was said is no part of a name.
            None => (predicate + 1..end)
                .find(|at| {
                    let token = &page.words[*at];
                    token.upos == Upos::Adp && site.circumstances.contains(&token.lower)
                })
                .unwrap_or(end),
        };
        return finish(page, site, page.span(start..end), predicate, "name", true);
    }
    finish(page, site, page.span(start..end), predicate, "judgement", true)
}

/// « called the plan a mistake », « what they call a mistake », « was called a mistake »: what the object is called, wherever it
/// stands itself.
pub(super) fn named(page: &Page, lexicon: &Lexicon, site: &Site) -> Option<Found> {
    let verb = site.words[0];
    let sentence = page.sentence_of(verb);
    let before = page.is_passive(verb)
        || page
            .dependents(verb, &[Rel::Obj])
            .any(|at| at < verb && lexicon.pack.syntax.interrogatives.contains(&page.words[at].lower));
    if !before {
        return predicate(page, lexicon, site, Predicate::Name);
    }
    let head = page.dependents(verb, &[Rel::Xcomp]).find(|at| {
        *at >= site.after && (page.words[*at].upos.is_nominal() || page.words[*at].upos == Upos::Adj)
    })?;
    let start = page.subtree(head).start.max(site.after);
    let end = content_end(page, site, start, head, &sentence);
    finish(page, site, page.span(start..end), head, "name", true)
}

/// « estime à cent le nombre de blessés », « chiffre les pertes à trois millions »: the number, with the object that stands
/// beside it.
pub(super) fn amount(page: &Page, lexicon: &Lexicon, site: &Site, word: &str) -> Option<Found> {
    let sentence = page.sentence_of(site.words[0]);
    let limit = sentence.end.min(site.after + INTRODUCTION_GAP);
    let numeric = |at: usize| {
        (at..limit.min(at + 4)).any(|own| {
            (page.words[own].upos == Upos::Num
                || page.words[own].lower.starts_with(|c: char| c.is_ascii_digit()))
                && (at..own).all(|light| matches!(page.words[light].upos, Upos::Adv | Upos::Adp | Upos::Det))
        })
    };
    let marker = (site.after..limit)
        .find(|at| lexicon.preposition(&page.words[*at].lower) == word && numeric(*at + 1))?;
    if (site.after..marker).any(|at| page.words[at].upos == Upos::Verb || page.words[at].lower == ",") {
        return None;
    }
    let before = skip_asides(page, lexicon, site, site.after, marker);
    let start = if before < marker { before } else { skip_marks(page, marker + 1) };
    let noun = noun_phrase_head(page, marker + 1, sentence.end)?;
    let end = content_end(page, site, start, noun, &sentence);
    let end = run_on(page, lexicon, site, start, end, &sentence);
    finish(page, site, page.span(start..end), noun, "amount", true)
}
