//! Contents that are noun phrases: the object of a reporting verb, or its complement after a preposition.

use super::{
    bounds::{content_end, cut_at_resumption, cut_comment, finish, skip_marks},
    frames::{Found, INTRODUCTION_GAP, Nominal, Site},
    incise::{noun_phrase_head, opens_quote},
    reach::{whole_phrase, with_circumstances},
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Number, Rel, Upos},
};
use std::ops::Range;

/// So far before its verb may the relative word stand whose clause has its subject in between.
const SUBJECT_WITHIN: usize = 9;

pub(super) fn object(page: &Page, lexicon: &Lexicon, site: &Site, nominal: &Nominal) -> Option<Found> {
    let verb = site.words[0];
    let passive = page.is_passive(verb);
    if !passive && has_object_clitic(page, lexicon, verb) {
        return None;
    }
    let candidates: Vec<usize> = if passive {
        page.object(verb, lexicon).into_iter().collect()
    } else {
        site.words
            .iter()
            .flat_map(|word| page.dependents(*word, &[Rel::Obj]))
            .chain(site.words.last().and_then(|last| page.governed(*last)))
            .filter(|at| *at >= site.after)
            .collect()
    };
    let head = candidates.into_iter().find(|at| {
        let token = &page.words[*at];
        Some(*at) != site.speaker
            && (token.upos.is_nominal() || token.upos == Upos::X || token.upos == Upos::Num)
            && !site.words.contains(at)
            && !(site.dated)(*at)
            && nominal.allows(page, site, *at)
    });
    let sentence = page.sentence_of(verb);
    if head.is_none()
        && !passive
        && let Some(found) = free_relative(page, lexicon, site, &sentence)
    {
        return Some(found);
    }
    if head.is_none()
        && let Some(found) = antecedent(page, lexicon, site, nominal)
    {
        return Some(found);
    }
    let (head, first) = match head {
        Some(head) => (head, None),
        None if passive => return None,
        None => {
            let (first, head) = object_on_line(page, lexicon, site, &sentence)?;
            (Some(head).filter(|head| nominal.allows(page, site, *head))?, Some(first))
        }
    };
    if !sentence.contains(&head) || site.is_inserted(head) {
        return None;
    }
    let whole = page.subtree(head);
    let (mut start, mut end) = (whole.start, whole.end.min(sentence.end));
    if passive {
        let phrase = page.noun_phrase(head);
        // « en plus des baisses annoncées »: what opens the phrase around is no part of it.
        start = phrase.clone().find(|at| page.words[*at].upos != Upos::Adp).unwrap_or(phrase.start);
        end = phrase.end;
    } else {
        start = first.unwrap_or(start.max(site.after));
        end = content_end(page, site, start, head, &sentence).min(end.max(head + 1));
        end = before_addressee(page, lexicon, site, head, end);
        end = phrase_end(page, lexicon, site, start, end, &sentence);
    }
    finish(page, site, page.span(start..end), head, "object", true)
}

/// « condemned what it called a breach »: a clause that its own question word makes a noun phrase.
fn free_relative(page: &Page, lexicon: &Lexicon, site: &Site, sentence: &Range<usize>) -> Option<Found> {
    let head = site.words.iter().flat_map(|word| page.dependents(*word, &[Rel::Ccomp])).find(|head| {
        let first = page.subtree(*head).start;
        first >= site.after
            && sentence.contains(head)
            && page.words[first].upos == Upos::Pron
            && matches!(page.words[first].rel, Rel::Obj | Rel::Nsubj | Rel::NsubjPass)
            && page.words[first].head == *head
            && page.words[first].quote == page.words[site.words[0]].quote
            && lexicon.pack.syntax.interrogatives.contains(&page.words[first].lower)
            && !site.is_inserted(*head)
    })?;
    let start = page.subtree(head).start;
    let end = content_end(page, site, start, head, sentence);
    finish(page, site, page.span(start..end), head, "object", true)
}

/// « une mesure que l’opposition rejette »: what a relative pronoun that is the verb’s object stands for.
fn antecedent(page: &Page, lexicon: &Lexicon, site: &Site, nominal: &Nominal) -> Option<Found> {
    let verb = site.words[0];
    let sentence = page.sentence_of(verb);
    if let Some(found) = antecedent_on_line(page, lexicon, site, nominal) {
        return Some(found);
    }
    let relative = site.words.iter().flat_map(|word| page.dependents(*word, &[Rel::Obj])).find(|at| {
        *at < verb && page.words[*at].upos == Upos::Pron && lexicon.is_relative_word(&page.words[*at].lower)
    })?;
    let head = page.words[verb].head;
    let fits = page.words[verb].rel == Rel::AclRelcl
        && page.words[head].upos == Upos::Noun
        && head < relative
        && sentence.contains(&head)
        && page.words[head].quote == page.words[verb].quote
        && !(site.dated)(head)
        && nominal.allows(page, site, head);
    if !fits {
        return None;
    }
    let start = page.noun_phrase(head).start;
    finish(page, site, page.span(start..relative), head, "antecedent", false)
}

/// The same where the parser takes the relative word for a complementiser: a noun, « que », a subject, the verb, and no object
/// behind it.
fn antecedent_on_line(page: &Page, lexicon: &Lexicon, site: &Site, nominal: &Nominal) -> Option<Found> {
    let verb = site.words[0];
    let sentence = page.sentence_of(verb);
    let group = page.verb_group(verb).start;
    let light = |at: usize| {
        !matches!(page.words[at].upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sconj)
            && !lexicon.is_complementiser(&page.words[at].lower)
    };
    let relative = (sentence.start + 1..group).rev().take(SUBJECT_WITHIN).find(|at| !light(*at))?;
    let noun = relative - 1;
    let noun = if page.words[noun].upos == Upos::Adj { page.words[noun].head } else { noun };
    let next = page.words.get(site.after).filter(|_| site.after < sentence.end);
    let goes_on = next.is_some_and(|next| {
        matches!(next.upos, Upos::Det | Upos::Propn | Upos::Num | Upos::Noun | Upos::Verb)
            || lexicon.is_complementiser(&next.lower)
    });
    let fits = lexicon.is_complementiser(&page.words[relative].lower)
        && site.speaker.is_some_and(|speaker| (relative..group).contains(&speaker))
        && noun < relative
        && noun >= sentence.start
        && page.words[noun].upos == Upos::Noun
        && page.words[noun].quote == page.words[verb].quote
        && !(site.speaks)(noun)
        && !(site.dated)(noun)
        && !goes_on
        && page.is_finite(verb)
        && nominal.allows(page, site, noun);
    if !fits {
        return None;
    }
    let start = page.noun_phrase(noun).start.min(noun);
    finish(page, site, page.span(start..relative), noun, "antecedent", false)
}

/// « a révélé ce décès à la presse »: whom it was told to hangs on the verb, unless the noun names an act towards somebody
/// (« une aide à l’Ukraine »).
fn before_addressee(page: &Page, lexicon: &Lexicon, site: &Site, head: usize, end: usize) -> usize {
    if lexicon.noun(page, head).is_some() || !lexicon.speech_nouns(page, head).is_empty() {
        return end;
    }
    let told = page.dependents(head, &[Rel::Nmod]).find(|at| {
        let opens = page.noun_phrase(*at).start;
        *at > head
            && *at < end
            && (site.speaks)(*at)
            // « à Millau » says where.
            && page.words[*at].upos == Upos::Noun
            && page.case_of(*at, lexicon).is_some_and(|case| lexicon.pack.syntax.addressees.first().is_some_and(|to| to == case))
            && opens > head
    });
    told.and_then(|at| page.case_word(at)).filter(|case| *case > head && *case < end).unwrap_or(end)
}

pub(super) fn oblique(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    word: &str,
    nominal: &Nominal,
) -> Option<Found> {
    let words: Vec<&str> = word.split_whitespace().collect();
    let last_word = *words.last()?;
    let sentence = page.sentence_of(site.words[0]);
    let limit = sentence.end.min(site.after + INTRODUCTION_GAP);
    let marker = (site.after..limit).find(|at| {
        lexicon.preposition(&page.words[*at].lower) == last_word
            && at + 1 >= words.len()
            && words
                .iter()
                .rev()
                .skip(1)
                .zip((0..*at).rev())
                .all(|(wanted, before)| page.words[before].lower == *wanted)
            && opens_content(page, lexicon, site, *at, words.len() > 1)
    })?;
    let head = page.words[marker].head;
    let head = if head > marker { head } else { noun_phrase_head(page, marker + 1, sentence.end)? };
    let token = &page.words[head];
    if !(token.upos.is_nominal() || matches!(token.upos, Upos::X | Upos::Num))
        || !nominal.allows(page, site, head)
        || !sentence.contains(&head)
    {
        return None;
    }
    let agreed = site.words.contains(&token.head);
    let start = skip_marks(page, marker + 1);
    let end = content_end(page, site, start, head, &sentence);
    let end = phrase_end(page, lexicon, site, start, end, &sentence);
    finish(page, site, page.span(start..end), head, "oblique", agreed)
}

/// Where a noun-phrase content ends of which the tree gives the words up to `end`: over what completes it, before what the
/// author adds.
fn phrase_end(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> usize {
    let end = with_circumstances(page, lexicon, site, start, end, sentence);
    let grown = whole_phrase(page, lexicon, site, start, end, sentence);
    // « la démission “sans condition” du gouvernement »
    let end =
        if grown > end { with_circumstances(page, lexicon, site, start, grown, sentence) } else { grown };
    let end = cut_comment(page, lexicon, start, end, true);
    cut_at_resumption(page, lexicon, site, start, end, false)
}

/// Whether a preposition behind the cue opens its complement: it hangs on the cue, or follows it at once, asides and dates
/// aside, or follows the object that it is said to (« invite les deux camps au dialogue »).
fn opens_content(page: &Page, lexicon: &Lexicon, site: &Site, marker: usize, phrase: bool) -> bool {
    let head = page.words[marker].head;
    let hangs = site.words.contains(&page.words[head].head) || (phrase && site.words.contains(&head));
    let near = skip_asides(page, lexicon, site, site.after, marker) >= marker
        || (site.after..marker).all(|at| matches!(page.words[at].upos, Upos::Adv | Upos::Punct | Upos::Adp));
    let behind_object = (site.after..marker).any(|at| {
        page.words[at].rel == Rel::Obj
            && site.words.contains(&page.words[at].head)
            && page.noun_phrase(at).end.min(marker).max(at + 1) == marker
            && (site.speaks)(at)
    });
    // « menace la Turquie de sanctions »: the parser takes a name and its complement for one phrase.
    let behind_name = lexicon.is_genitive(&page.words[marker].lower)
        && marker > site.after
        && page.words.get(marker + 1).is_some_and(|next| next.upos != Upos::Det)
        && page.words[marker].entity.is_none()
        && page.words[marker - 1].upos == Upos::Propn
        && (site.speaks)(marker - 1)
        && (site.after..marker - 1).all(|at| page.words[at].upos == Upos::Det);
    (hangs || near || behind_object || behind_name)
        && !(site.after..marker).any(|at| page.words[at].upos == Upos::Verb)
}

/// The first token from `at` that is no adverb, date, phrase that stands aside, or comma around them.
pub(super) fn skip_asides(page: &Page, lexicon: &Lexicon, site: &Site, mut at: usize, limit: usize) -> usize {
    while at < limit {
        let token = &page.words[at];
        let before_date = token.upos == Upos::Det && at + 1 < limit && (site.dated)(at + 1);
        if let Some(stop) = lexicon.aside(page, at) {
            at = stop;
        } else if matches!(token.upos, Upos::Adv) || token.lower == "," || (site.dated)(at) || before_date {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// « comme l’a rapporté X »: the object is a pronoun before the verb, so that no noun phrase behind it is one.
fn has_object_clitic(page: &Page, lexicon: &Lexicon, verb: usize) -> bool {
    let start = page.sentence_of(verb).start;
    (start..page.verb_group(verb).start)
        .rev()
        .take_while(|at| lexicon.is_object_clitic(&page.words[*at].lower))
        .any(|at| lexicon.pack.syntax.definite.contains(&page.words[at].lower))
}

/// « demande au gouvernement des mesures »: a contraction that is an article as well, right behind the noun, opens the object.
fn plural_article(page: &Page, lexicon: &Lexicon, words: Range<usize>) -> Option<usize> {
    let first = words.start;
    let token = page.words.get(first).filter(|_| !words.is_empty())?;
    let contracted = lexicon.preposition(&token.lower) != token.lower;
    (token.upos == Upos::Adp
        && contracted
        && token.feats.number == Some(Number::Plur)
        && lexicon.pack.syntax.articles.contains(&token.lower))
    .then_some(first)
}

/// The object where the tree has none: the first noun phrase behind the cue, over adverbs, dates and circumstances
/// (« a repoussé jeudi à l’aube, par 31 voix contre 24, un amendement »). Its first token and its head.
fn object_on_line(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    sentence: &Range<usize>,
) -> Option<(usize, usize)> {
    let syntax = &lexicon.pack.syntax;
    let quote = page.words[site.words[0]].quote;
    let mut at = site.after;
    for _ in 0..6 {
        at = skip_asides(page, lexicon, site, at, sentence.end);
        if at > site.after
            && page.words[at - 1].lower == ","
            && page.words.get(at).is_some_and(|token| token.upos == Upos::Adp || token.rel == Rel::Case)
        {
            // « , par 31 voix contre 24, »
            let close = (at..sentence.end.min(at + 14)).find(|own| page.words[*own].lower == ",");
            if let Some(close) =
                close.filter(|close| !(at..*close).any(|own| page.words[own].upos == Upos::Verb))
            {
                at = close;
                continue;
            }
        }
        let token = page.words.get(at).filter(|_| at < sentence.end)?;
        let preposition = lexicon.preposition(&token.lower);
        let circumstance = token.upos == Upos::Adp
            && !syntax.genitives.iter().any(|word| word == preposition)
            && (site.circumstances.contains(&token.lower)
                || syntax.addressees.iter().chain(&syntax.agents).any(|word| word == preposition));
        if circumstance {
            let noun = noun_phrase_head(page, at + 1, sentence.end)?;
            // An article without a preposition before it opens another phrase, whatever the tree says.
            let end = page.noun_phrase(noun).end.max(noun + 1).min(sentence.end);
            let asked = syntax.addressees.iter().any(|word| word == preposition) && (site.speaks)(noun);
            at = (noun + 1..end)
                .find(|own| page.words[*own].upos == Upos::Det && page.words[own - 1].upos != Upos::Adp)
                .or_else(|| plural_article(page, lexicon, noun + 1..end).filter(|_| asked))
                .unwrap_or(end);
            if at < end && page.words[at].upos == Upos::Adp {
                let head = noun_phrase_head(page, at + 1, sentence.end)?;
                return (page.words[head].upos == Upos::Noun).then_some((at, head));
            }
            continue;
        }
        // « n’y voit qu’une manœuvre »: a restriction is no clause.
        if lexicon.is_complementiser(&token.lower) && page.is_negated(site.words[0], lexicon) {
            at += 1;
            continue;
        }
        break;
    }
    let commas = (site.after..at).filter(|own| page.words[*own].lower == ",").count();
    let token = page.words.get(at).filter(|_| at < sentence.end)?;
    // « demande de l’aide »: a genitive with a definite article is an object of no certain number.
    let partitive = at == site.after
        && token.upos == Upos::Adp
        && lexicon.is_genitive(&token.lower)
        && page.words.get(at + 1).is_some_and(|next| {
            at + 1 < sentence.end
                && next.upos == Upos::Det
                && syntax.definite.contains(&next.lower)
                && next.feats.number == Some(Number::Sing)
        });
    if partitive {
        let head = noun_phrase_head(page, at + 1, sentence.end)?;
        return (page.words[head].upos == Upos::Noun && !(site.speaks)(head)).then_some((at + 1, head));
    }
    let start = if opens_quote(page, at) { at + 1 } else { at };
    let opens = matches!(page.words.get(start)?.upos, Upos::Det | Upos::Num) || start > at;
    if !opens || commas % 2 == 1 || (token.quote != quote && start == at) {
        return None;
    }
    let head = noun_phrase_head(page, start, sentence.end)?;
    let nominal = page.words[head].upos.is_nominal() || page.words[head].upos == Upos::X;
    let subject = page.words[head].rel.is_subject();
    (nominal && !subject && Some(head) != site.speaker && !(site.dated)(head)).then_some((start, head))
}
