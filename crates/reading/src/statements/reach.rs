//! How far a content reaches beyond what the tree gives it: over the rest of its clause, a second noun phrase, a relative
//! clause, complements that hang on the verb.

use super::{
    bounds::content_end,
    frames::Site,
    incise::{closes_quote, noun_phrase_head, quote_opened},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos, VerbForm},
};
use std::ops::Range;

/// A noun-phrase content goes on over what completes it but hangs on the verb (« annonce le boycott des instances à
/// l’exception de … »): prepositional phrases and participles that follow without a comma, unless they name the one spoken
/// to or a circumstance of the saying.
pub(super) fn with_circumstances(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> usize {
    let own_quote = page.words[site.words[0]].quote;
    let mut end = end;
    for _ in 0..4 {
        let Some(next) = page.words.get(end).filter(|_| sentence.contains(&end)) else { break };
        if next.quote != own_quote && page.words[end - 1].quote == own_quote
            || site.is_inserted(end)
            || site.stops.contains(&end)
        {
            break;
        }
        if lexicon.continues(page, end) && next.quote == own_quote {
            end = run_on(page, lexicon, site, start, end + 1, sentence);
            continue;
        }
        let head = match next.upos {
            Upos::Adp => next.head,
            // « lors des deux matchs »: the tree may take the first word for an adverb.
            Upos::Adv if lexicon.pack.syntax.timings.contains(&next.lower) => {
                match page.dependents(end, &[Rel::OblArg, Rel::OblMod, Rel::Obl, Rel::Nmod]).next() {
                    Some(head) => head,
                    None => break,
                }
            }
            Upos::Verb if next.feats.verb_form == Some(VerbForm::Part) => end,
            _ => break,
        };
        if head < end || !sentence.contains(&head) {
            break;
        }
        let above = page.words[head].head;
        let above = if above == end { page.words[end].head } else { above };
        let hangs = site.words.contains(&above) || (start..end).contains(&above);
        let preposition = lexicon.preposition(&next.lower);
        // « appelle à la paix au Soudan »: behind a content that has the same preposition before it nobody is addressed.
        let same = start > site.after
            && page.words[start - 1].upos == Upos::Adp
            && lexicon.preposition(&page.words[start - 1].lower) == preposition;
        let spoken_to = !same
            && lexicon.pack.syntax.addressees.iter().any(|known| known == preposition)
            && (site.speaks)(head);
        let common = page.words[head].upos == Upos::Noun
            && !(site.speaks)(head)
            && lexicon.pack.syntax.topics.contains(&next.lower);
        // « le relâchement des joueurs lors des deux derniers matchs »: with a definite event the circumstance is of what is told.
        let medium = &lexicon.pack.syntax.medium;
        let session = medium.meetings.contains(&page.words[head].lemma)
            || medium.nouns.contains(&page.words[head].lemma)
            || page.words[head].upos != Upos::Noun;
        let told = lexicon.pack.syntax.timings.contains(&next.lower) && !session;
        let circumstance = next.upos == Upos::Adp
            && (site.circumstances.contains(&next.lower)
                && !common
                && !told
                && !lexicon.pack.syntax.addressees.iter().any(|word| word == preposition)
                || (site.dated)(head) && !lexicon.pack.syntax.terms.contains(&next.lower)
                || lexicon.pack.syntax.medium.nouns.contains(&page.words[head].lemma));
        if !hangs || spoken_to || circumstance {
            break;
        }
        end = content_end(page, site, start, head, sentence).max(end + 1);
    }
    end
}

/// A clause or an infinitive without quotation marks around it ends at a mark or a conjunction, wherever the tree ends it
/// (« dit avoir remis à l’agence les plans réclamés »); quotations inside it are kept whole.
pub(super) fn run_on(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> usize {
    let verb = site.words[0];
    let own_quote = page.words[verb].quote;
    // « rendre public “demain matin” le nom »: a quotation inside what is reported is no end of it.
    let inner = end > start
        && page.words[start].quote == own_quote
        && page.words[end - 1].quote != own_quote
        && end < sentence.end
        && closes_quote(page, end);
    let end = end + usize::from(inner);
    if end <= start || page.words[end - 1].quote != own_quote && !closes_quote(page, end - 1) {
        return end;
    }
    // « promet de “défendre la paix” avant sa visite »: what follows the quotation is the report's circumstance.
    if page.words[start].quote != own_quote
        && page.words.get(end).is_some_and(|next| site.circumstances.contains(&next.lower))
    {
        return end;
    }
    let mut at = end;
    while at < sentence.end {
        let token = &page.words[at];
        if let Some(quote) = quote_opened(page, at).filter(|_| token.quote == own_quote) {
            let inner_end = page.quotes[quote].outer().end;
            let Some(next) = (at..sentence.end).find(|own| page.words[*own].span.start >= inner_end) else {
                return sentence.end;
            };
            at = next;
            continue;
        }
        let finite =
            token.feats.verb_form == Some(VerbForm::Fin) && matches!(token.upos, Upos::Verb | Upos::Aux);
        let above = page.above_auxiliary(at);
        if let Some(behind) = date_between_commas(page, site, at, sentence) {
            at = behind;
            continue;
        }
        // « réduire ses effectifs de 8 %, soit de 2 000 salariés »
        if token.lower == "," && token.quote == own_quote && lexicon.restates(page, at + 1) {
            at += 2;
            continue;
        }
        if matches!(token.upos, Upos::Punct | Upos::Cconj)
            || token.quote != own_quote
            || site.is_inserted(at)
            || site.stops.contains(&at)
            || (finite && page.is_under(verb, above))
        {
            break;
        }
        at += 1;
    }
    // A preposition, an article or a pronoun alone is no end.
    let light = |at: usize| {
        matches!(page.words[at].upos, Upos::Adp | Upos::Det | Upos::Sconj)
            || lexicon.is_object_clitic(&page.words[at].lower)
            || lexicon.pack.syntax.negations.contains(&page.words[at].lower)
    };
    // « elle voterait contre »: before a mark it is.
    let marked = at >= sentence.end || page.is_punct(at);
    let alone = marked && at > end && page.words[at - 1].upos == Upos::Adp;
    while at > end && !alone && (light(at - 1) || page.is_punct(at - 1) && !closes_quote(page, at - 1)) {
        at -= 1;
    }
    at
}

/// « avoir ignoré, entre 1988 et 2017, neuf alertes »: behind a date between commas the clause goes on with a noun phrase.
fn date_between_commas(page: &Page, site: &Site, comma: usize, sentence: &Range<usize>) -> Option<usize> {
    if page.words[comma].lower != "," {
        return None;
    }
    let close = (comma + 1..sentence.end.min(comma + 8)).find(|at| page.words[*at].lower == ",")?;
    let inner = comma + 1..close;
    let dated = !inner.is_empty()
        && inner.clone().any(|at| (site.dated)(at))
        && inner.clone().all(|at| {
            (site.dated)(at)
                || matches!(page.words[at].upos, Upos::Adp | Upos::Det | Upos::Num | Upos::Cconj | Upos::Adv)
        });
    let next = page.words.get(close + 1).filter(|_| close + 1 < sentence.end)?;
    (dated && matches!(next.upos, Upos::Det | Upos::Num)).then_some(close + 1)
}

/// A noun phrase goes on over what the tree hung elsewhere: a second one that « et » joins to it, a relative clause without
/// comma, a phrase between commas before its complement (« la fermeture, en juin, de la maternité »).
pub(super) fn whole_phrase(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> usize {
    let own_quote = page.words[site.words[0]].quote;
    let blocked = |at: usize| site.is_inserted(at) || site.stops.contains(&at);
    let mut end = end;
    for _ in 0..4 {
        let Some(next) = page.words.get(end).filter(|_| end < sentence.end && !blocked(end)) else { break };
        if next.quote != own_quote {
            break;
        }
        let grown = if next.upos == Upos::Cconj {
            second_phrase(page, lexicon, end, sentence)
        } else if lexicon.is_relative_word(&next.lower) {
            relative_clause(page, lexicon, site, start, end, sentence)
        } else if let Some(quote) = quote_opened(page, end) {
            // « réclame du chlore “par tonnes” »
            let close = page.quotes[quote].outer().end;
            (end..sentence.end).find(|at| page.words[*at].span.start >= close).or(Some(sentence.end))
        } else if closes_quote(page, end) && end > start && page.words[end - 1].quote != own_quote {
            Some(end + 1)
        } else if next.upos == Upos::Sconj
            && !lexicon.is_complementiser(&next.lower)
            && !lexicon.pack.syntax.comparisons.contains(&next.lower)
        {
            // « exclut toute suspension tant que le projet existe », but not « demands an inquiry as the toll rises »
            Some(run_on(page, lexicon, site, start, end, sentence))
        } else if next.lower == "," && lexicon.restates(page, end + 1) {
            // « une suspension de séance, afin de “retrouver le calme” »
            Some(run_on(page, lexicon, site, start, end + 2, sentence))
        } else if next.lower == "," {
            complement_behind_insertion(page, lexicon, site, end, sentence)
        } else {
            None
        };
        match grown {
            Some(grown) if grown > end => end = grown.min(sentence.end),
            _ => break,
        }
    }
    end
}

/// « … et la convocation d’une table ronde »: a noun phrase behind a conjunction that is nobody's subject.
fn second_phrase(
    page: &Page,
    lexicon: &Lexicon,
    conjunction: usize,
    sentence: &Range<usize>,
) -> Option<usize> {
    let first = conjunction + 1;
    if first >= sentence.end || !matches!(page.words[first].upos, Upos::Det | Upos::Num) {
        return None;
    }
    let head = noun_phrase_head(page, first, sentence.end)?;
    let end = page.noun_phrase(head).end.max(head + 1);
    let next = page.words.get(end).filter(|_| end < sentence.end);
    let acts = page.words[head].rel.is_subject()
        || next.is_some_and(|next| {
            next.feats.verb_form == Some(VerbForm::Fin)
                || lexicon.is_object_clitic(&next.lower)
                || lexicon.pack.syntax.negations.contains(&next.lower)
        });
    (!acts && page.words[head].upos.is_nominal()).then_some(end)
}

fn relative_clause(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    start: usize,
    relative: usize,
    sentence: &Range<usize>,
) -> Option<usize> {
    let verb = (relative + 1..sentence.end).find(|at| {
        page.words[*at].feats.verb_form == Some(VerbForm::Fin) && page.words[*at].upos != Upos::Noun
    })?;
    let head = page.above_auxiliary(verb);
    if page.is_under(site.words[0], head) || head < relative {
        return None;
    }
    let end = content_end(page, site, start, head, sentence);
    Some(run_on(page, lexicon, site, start, end, sentence))
}

/// « , en juin, de la maternité »: a short insertion without a verb, then the noun's complement.
fn complement_behind_insertion(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    comma: usize,
    sentence: &Range<usize>,
) -> Option<usize> {
    let close = (comma + 1..sentence.end.min(comma + 9)).find(|at| page.words[*at].lower == ",")?;
    let verb = (comma + 1..close).any(|at| page.words[at].upos == Upos::Verb);
    let opens = matches!(page.words[comma + 1].upos, Upos::Adp) || (site.dated)(comma + 1);
    let after = close + 1;
    let genitive = after < sentence.end
        && page.words[after].upos == Upos::Adp
        && lexicon.is_genitive(&page.words[after].lower);
    if verb || !opens {
        return None;
    }
    if !genitive {
        // « , jeudi, par les rebelles, de 28 soldats »
        let agent = after < sentence.end && page.words[after].upos == Upos::Adp;
        return agent.then(|| complement_behind_insertion(page, lexicon, site, close, sentence)).flatten();
    }
    let head = noun_phrase_head(page, after + 1, sentence.end)?;
    if page.words[head].feats.verb_form == Some(VerbForm::Inf) {
        return None;
    }
    Some(page.subtree(head).end.clamp(head + 1, sentence.end))
}
