//! Verbs that the parser's tagger or lemmatiser missed, mended by the forms that the pack's verbs can take.
//!
//! « Le syndicat **menace** de bloquer », « le médiateur **suggère** que … »: a model takes a quarter of the present
//! forms for nouns or adjectives and hangs what follows on the wrong word. A word that a pack's verb can be is taken
//! for that verb where a verb must stand: between a subject and a content, behind a quotation, behind a reflexive.

mod compounds;
mod coordination;
mod openers;

use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Mood, Rel, Tense, Token, Upos, VerbForm},
};
use std::ops::Range;

/// Mends the verbs of a page whose words are laid out.
pub(crate) fn mend(page: &mut Page, lexicon: &Lexicon) {
    compounds::torn(page, lexicon);
    compounds::passives(page, lexicon);
    openers::adverbs(page, lexicon);
    verbs_in_names(page);
    names_as_adverbs(page);
    personal_subjects(page, lexicon);
    bare_participles(page);
    for at in 0..page.words.len() {
        let token = &page.words[at].token;
        match token.upos {
            Upos::Verb => {
                if token.feats.verb_form != Some(VerbForm::Inf)
                    && token.lemma == token.lower
                    && let Some(lemma) = lexicon.verb_of_form(&token.lower)
                {
                    page.words[at].token.lemma = lemma.to_owned();
                }
                present_forms(page, lexicon, at);
                infinitives(page, lexicon, at);
            }
            Upos::Noun if is_infinitive(page, lexicon, at) => as_infinitive(page, at),
            Upos::Noun | Upos::Adj | Upos::Adv | Upos::Propn | Upos::X | Upos::Pron | Upos::Num => {
                if let Some(lemma) = lexicon.verb_of_form(&token.lower).map(str::to_owned)
                    && let participle = lexicon.is_participle_form(&token.lower)
                    && let Some(place) = place(page, lexicon, at, participle)
                {
                    retag(&mut page.words[at].token, lemma, participle);
                    rehang(page, lexicon, at, place);
                }
            }
            _ => {}
        }
    }
    page.count_children();
    coordination::reports(page, lexicon);
    page.count_children();
}

/// « sur France Inter »: a capitalised word inside a name that the model itself marked is no verb, and hangs on the name.
fn verbs_in_names(page: &mut Page) {
    for at in 1..page.words.len() {
        let (before, token) = (&page.words[at - 1], &page.words[at]);
        let inside = token.entity.is_some_and(|entity| !entity.begins)
            && before.entity.is_some()
            && before.upos.is_nominal()
            && before.sentence == token.sentence;
        let capital = token.text.chars().next().is_some_and(char::is_uppercase);
        if !(token.upos == Upos::Verb && inside && capital) {
            continue;
        }
        let name = if before.rel == Rel::Flat { before.head } else { at - 1 };
        let above = token.head;
        let token = &mut page.words[at].token;
        token.upos = Upos::Propn;
        token.feats = crate::parse::Feats::default();
        token.rel = Rel::Flat;
        token.head = name;
        // What hung on it hangs on what it hung on; the name itself may have hung on it.
        for other in page.sentence_of(at) {
            if other != at && page.words[other].head == at {
                page.words[other].token.head = if above == at || above == other { other } else { above };
            }
        }
    }
    page.count_children();
}

/// « Macron promet … »: a name that the tagger took for an adverb, right before a verb without a subject, is its subject.
fn names_as_adverbs(page: &mut Page) {
    for at in 0..page.words.len() {
        let token = &page.words[at];
        let verb = at + 1;
        let named = token.upos == Upos::Adv
            && token.entity.is_some_and(|entity| entity.begins)
            && token.text.chars().next().is_some_and(char::is_uppercase);
        let before_verb = named
            && page.sentence_of(at).contains(&verb)
            && finite(&page.words[verb].token)
            && !page
                .sentence_of(at)
                .any(|own| page.words[own].head == verb && page.words[own].rel.is_subject());
        if before_verb {
            page.words[at].token.upos = Upos::Propn;
            set(page, at, verb, Rel::Nsubj);
        }
    }
}

/// « avertit le gouverneur »: a form that no participle has is finite, whatever the tagger says.
fn present_forms(page: &mut Page, lexicon: &Lexicon, at: usize) {
    let token = &page.words[at].token;
    let past = token.feats.verb_form == Some(VerbForm::Part) && token.feats.tense != Some(Tense::Pres);
    if past && lexicon.is_finite_form(&token.lower) && page.auxiliaries(at).next().is_none() {
        let feats = &mut page.words[at].token.feats;
        feats.verb_form = Some(VerbForm::Fin);
        feats.mood = Some(Mood::Ind);
        feats.tense = Some(Tense::Pres);
        feats.person = Some(3);
    }
}

/// « reproche au maire de recycler des crédits »: between a preposition and an article no noun stands without one of its own.
fn is_infinitive(page: &Page, lexicon: &Lexicon, at: usize) -> bool {
    let syntax = &lexicon.pack.syntax;
    let token = &page.words[at];
    let sentence = page.sentence_of(at);
    let (Some(before), Some(next)) = (at.checked_sub(1), page.words.get(at + 1)) else { return false };
    token.lemma == token.lower
        && syntax.infinitive_endings.iter().any(|ending| token.lower.ends_with(ending.as_str()))
        && sentence.contains(&before)
        && sentence.contains(&(at + 1))
        && page.words[before].upos == Upos::Adp
        && !syntax.articles.contains(&page.words[before].lower.replace('’', "'"))
            | (page.words[before].lower.len() <= 2)
        && matches!(next.upos, Upos::Det | Upos::Adp)
        && next.feats.number.is_some()
        && syntax.articles.contains(&next.lower)
}

/// Tags a word as the infinitive that its preposition marks; what hung on it as a complement of a noun is its object.
fn as_infinitive(page: &mut Page, at: usize) {
    for own in page.sentence_of(at) {
        if page.words[own].head == at && page.words[own].rel == Rel::Nmod {
            page.words[own].token.rel = Rel::Obj;
        }
        if page.words[own].head == at && page.words[own].rel == Rel::Case {
            page.words[own].token.rel = Rel::Mark;
        }
    }
    let token = &mut page.words[at].token;
    token.upos = Upos::Verb;
    token.feats = crate::parse::Feats { verb_form: Some(VerbForm::Inf), ..Default::default() };
    if token.rel == Rel::Nmod {
        token.rel = Rel::Acl;
    }
}

/// « souhaite à terme doubler ses ventes »: a form that no finite verb has is an infinitive.
fn infinitives(page: &mut Page, lexicon: &Lexicon, at: usize) {
    let token = &mut page.words[at].token;
    let ends = |ending: &String| token.lower.ends_with(ending.as_str());
    if token.feats.verb_form == Some(VerbForm::Fin)
        && token.lemma == token.lower
        && lexicon.pack.syntax.infinitive_endings.iter().any(ends)
    {
        token.feats = crate::parse::Feats { verb_form: Some(VerbForm::Inf), ..Default::default() };
    }
}

/// « a annoncé que tout va bien et promis de revenir »: a past participle without auxiliary is coordinated with a verb that
/// has one, never with a finite verb or an infinitive.
fn bare_participles(page: &mut Page) {
    let compound = |page: &Page, verb: usize| {
        page.words[verb].feats.verb_form == Some(VerbForm::Part)
            && page
                .sentence_of(verb)
                .any(|own| page.words[own].head == verb && page.words[own].rel == Rel::Aux)
    };
    for at in 0..page.words.len() {
        let token = &page.words[at].token;
        let linked = token.rel == Rel::Conj
            || page.sentence_of(at).start < at && page.words[at - 1].upos == Upos::Cconj;
        let bare = token.upos == Upos::Verb
            && linked
            && token.feats.verb_form == Some(VerbForm::Part)
            && token.feats.tense == Some(Tense::Past)
            && !page.sentence_of(at).any(|own| {
                page.words[own].head == at
                    && matches!(page.words[own].rel, Rel::Aux | Rel::AuxPass | Rel::Cop)
            });
        let head = token.head;
        if !bare || head >= at {
            continue;
        }
        if page.words[head].feats.verb_form == Some(VerbForm::Part) {
            // « a jugé les chiffres exagérés et annoncé … »
            if token.rel != Rel::Conj && compound(page, head) {
                page.words[at].token.rel = Rel::Conj;
            }
            continue;
        }
        if page.words[head].upos != Upos::Verb {
            continue;
        }
        let sentence = page.sentence_of(at);
        if let Some(first) = (sentence.start..head)
            .rev()
            .find(|own| compound(page, *own) && page.words[*own].quote == page.words[at].quote)
        {
            set(page, at, first, Rel::Conj);
        }
    }
}

/// « Il souligne que … » is taken for impersonal by the parser; a verb that reports has a speaker, unless it is passive.
fn personal_subjects(page: &mut Page, lexicon: &Lexicon) {
    for at in 0..page.words.len() {
        if page.words[at].rel != Rel::ExplSubj {
            continue;
        }
        let verb = page.words[at].head;
        let passive = page.sentence_of(verb).any(|own| {
            page.words[own].head == verb && matches!(page.words[own].rel, Rel::AuxPass | Rel::NsubjPass)
        });
        if !passive && !lexicon.speech_verbs(page, verb).is_empty() {
            page.words[at].token.rel = Rel::Nsubj;
        }
    }
}

/// Words that may stand between a subject and its verb: clitics and the negation.
fn is_light(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.is_object_clitic(lower) || lexicon.pack.syntax.negations.iter().any(|word| word == lower)
}

/// Pronouns of the third person and relatives.
fn is_subject(lexicon: &Lexicon, lower: &str) -> bool {
    let syntax = &lexicon.pack.syntax;
    syntax.relatives.iter().any(|word| word == lower)
        || syntax
            .pronouns
            .iter()
            .any(|pronoun| pronoun.person == 3 && pronoun.words.iter().any(|word| word == lower))
}

/// Why a word must be a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind its subject, whose last word this is.
    Subject(usize),
    /// Behind a conjunction that links it to this verb.
    Conjunct(usize),
    /// Behind a quotation, a reflexive or an auxiliary.
    Sure,
}

fn finite(token: &Token) -> bool {
    matches!(token.upos, Upos::Verb | Upos::Aux) && token.feats.verb_form == Some(VerbForm::Fin)
}

fn place(page: &Page, lexicon: &Lexicon, at: usize, participle: bool) -> Option<Place> {
    let sentence = page.sentence_of(at);
    let mut left = at;
    let mut reflexive = false;
    while left > sentence.start
        && is_light(lexicon, &page.words[left - 1].lower)
        && page.words[left - 1].upos != Upos::Det
    {
        reflexive |= lexicon.pack.syntax.reflexives.contains(&page.words[left - 1].lower)
            && !is_subject(lexicon, &page.words[left - 1].lower);
        left -= 1;
    }
    let before = left.checked_sub(1).filter(|before| *before >= sentence.start);
    if participle {
        return before.is_some_and(|before| page.words[before].upos == Upos::Aux).then_some(Place::Sure);
    }
    if reflexive {
        return Some(Place::Sure);
    }
    if let Some(last) = before.filter(|last| ends_clause(page, lexicon, at, *last, &sentence)) {
        return Some(Place::Subject(last));
    }
    let next = (at + 1..sentence.end).find(|next| page.words[*next].upos != Upos::Adv)?;
    let start = page.words[at].span.start;
    let quoted = page.quotes.iter().any(|quote| quote.inner.end < start && start - quote.inner.end <= 6);
    let opens_phrase = matches!(page.words[next].upos, Upos::Det | Upos::Propn | Upos::Noun)
        || page.words[next].lower.starts_with('-');
    let before = before?;
    if quoted && opens_phrase && matches!(page.words[before].upos, Upos::Punct) {
        return Some(Place::Sure);
    }
    // « Rien n’a été décidé, tempère Matignon. », « …, juge l’économiste. »: a word without article right before a noun phrase,
    // behind a comma and a clause.
    if page.words[before].lower == "," && reports_behind(page, lexicon, at, before, &sentence) {
        return Some(Place::Sure);
    }
    // « une ONG pointe du doigt … »: what goes with the verb in a phrase of the pack is a sure sign.
    let phrase =
        lexicon.verb_of_form(&page.words[at].lower).and_then(|lemma| lexicon.phrase_end(page, at, lemma));
    let next = phrase.unwrap_or(next);
    let token = &page.words[before].token;
    let stands = phrase.is_some()
        || opens_content(page, lexicon, next, &sentence)
        || (token.upos == Upos::Cconj && bare_conjunct(page, at, before, &sentence))
        || lacks_verb(page, lexicon, at, next, &sentence)
        || judges(page, lexicon, at, next, &sentence);
    if !stands {
        return None;
    }
    if is_subject(lexicon, &token.lower) {
        return Some(Place::Subject(before));
    }
    if token.lower == ","
        && let Some(last) = before_insertion(page, lexicon, before, &sentence)
    {
        return Some(Place::Subject(last));
    }
    let clause = clause_start(page, before, &sentence);
    let verb_before = (clause..before + 1).any(|own| finite(&page.words[own].token));
    match token.upos {
        Upos::Cconj => {
            let verb = (sentence.start..before).rev().find(|own| finite(&page.words[*own].token))?;
            Some(Place::Conjunct(verb))
        }
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::X if !verb_before => Some(Place::Subject(before)),
        Upos::Punct if page.words[before].lower == ")" && !verb_before => Some(Place::Subject(before)),
        _ => None,
    }
}

/// « La rébellion **dément**. »: what the tagger took for an adverb, at the end of a clause that has no verb but this one.
fn ends_clause(page: &Page, lexicon: &Lexicon, at: usize, last: usize, sentence: &Range<usize>) -> bool {
    page.words[at].upos == Upos::Adv
        && lexicon.could_be_finite(&page.words[at].lower)
        && matches!(page.words[last].upos, Upos::Noun | Upos::Propn)
        && (at + 1 == sentence.end || page.words[at + 1].upos == Upos::Punct)
        && !(clause_start(page, last, sentence)..at).any(|own| finite(&page.words[own].token))
}

/// Whether what follows a word behind the comma at `comma` is nothing but its subject, and a clause stands before.
fn reports_behind(page: &Page, lexicon: &Lexicon, at: usize, comma: usize, sentence: &Range<usize>) -> bool {
    let next = at + 1;
    let Some(token) = page.words.get(next).filter(|_| next < sentence.end) else { return false };
    let opens = token.upos == Upos::Det
        && (lexicon.pack.syntax.definite.contains(&token.lower)
            || lexicon.pack.syntax.possessives.contains(&token.lower))
        || token.upos == Upos::Propn && page.words[at].upos != Upos::Noun;
    let clause = (sentence.start..comma).any(|own| finite(&page.words[own].token));
    let alone = !(next..sentence.end).any(|own| finite(&page.words[own].token));
    opens && clause && alone
}

/// « les examens et **demande** au recteur de … »: a noun would have an article as the one has that it is joined to.
fn bare_conjunct(page: &Page, at: usize, conjunction: usize, sentence: &Range<usize>) -> bool {
    let has_article = |noun: usize| {
        sentence.clone().any(|own| {
            page.words[own].head == noun
                && matches!(page.words[own].rel, Rel::Det | Rel::Nummod | Rel::NmodPoss)
        })
    };
    let before = (sentence.start..conjunction).rev().take(4).find(|own| page.words[*own].upos == Upos::Noun);
    page.words.get(at + 1).is_some_and(|next| next.upos == Upos::Adp && at + 1 < sentence.end)
        && !has_article(at)
        && before.is_some_and(has_article)
}

/// « L’opposition **juge** insuffisantes les mesures »: no noun stands between a noun and an adjective that a determiner
/// follows, unless it has a determiner of its own.
fn judges(page: &Page, lexicon: &Lexicon, at: usize, next: usize, sentence: &Range<usize>) -> bool {
    let token = &page.words[next];
    let adjective =
        token.upos == Upos::Adj || token.upos == Upos::Verb && token.feats.verb_form == Some(VerbForm::Part);
    adjective
        && page.words[at - 1].upos.is_nominal()
        && token.feats.number != page.words[at - 1].feats.number
        && page.words.get(next + 1).is_some_and(|after| {
            next + 1 < sentence.end
                && after.upos == Upos::Det
                && lexicon.pack.syntax.definite.contains(&after.lower)
        })
}

/// « L’Union syndicale **menace** d’un référendum. »: a noun without article right behind another, in a clause that would
/// have no verb without it.
fn lacks_verb(page: &Page, lexicon: &Lexicon, at: usize, next: usize, sentence: &Range<usize>) -> bool {
    let quote = page.words[at].quote;
    let clause_end = (at + 1..sentence.end)
        .find(|own| {
            let token = &page.words[*own];
            matches!(token.lower.as_str(), ";" | ":") || token.upos == Upos::Sconj || token.quote != quote
        })
        .unwrap_or(sentence.end);
    let start = clause_start(page, at, sentence);
    let inserted = page.words[at - 1].lower == ",";
    let start = if inserted { sentence.start } else { start };
    if inserted && before_insertion(page, lexicon, at - 1, sentence).is_none() {
        return false;
    }
    let relative = inserted
        && (start..at)
            .any(|own| page.words[own].lower == "," && lexicon.is_relative_word(&page.words[own + 1].lower));
    let start = if relative { at } else { start };
    page.words[next].upos == Upos::Adp
        && (inserted || matches!(page.words[start].upos, Upos::Det | Upos::Propn))
        && page.words[at].upos == Upos::Noun
        && (inserted || matches!(page.words[at - 1].upos, Upos::Adj | Upos::Noun | Upos::Propn))
        && page.words[at].feats.number.is_none_or(|number| {
            number == crate::parse::Number::Sing || page.words[at - 1].feats.number == Some(number)
        })
        && !(start..clause_end).any(|own| {
            own != at
                && (finite(&page.words[own].token) || page.words[own].feats.verb_form == Some(VerbForm::Fin))
        })
}

/// « X, maire de Y, **juge** … »: the last word of the subject before an insertion that ends with the comma at `close`.
fn before_insertion(page: &Page, lexicon: &Lexicon, close: usize, sentence: &Range<usize>) -> Option<usize> {
    let quote = page.words[close].quote;
    let open = (sentence.start + 1..close)
        .rev()
        .find(|at| page.words[*at].lower == "," && page.words[*at].quote == quote)?;
    let relative = lexicon.is_relative_word(&page.words[open + 1].lower);
    if !relative && (open..close).any(|at| finite(&page.words[at].token)) {
        return None;
    }
    let last = open - 1;
    let clause = clause_start(page, last, sentence);
    let nominal = matches!(page.words[last].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
        || page.words[last].lower == ")";
    let verbless = !(clause..open).any(|at| finite(&page.words[at].token));
    let phrase = matches!(page.words[clause].upos, Upos::Det | Upos::Propn | Upos::Noun);
    (nominal && verbless && phrase).then_some(last)
}

/// Where the clause that a word stands in starts: behind the last mark or conjunction.
fn clause_start(page: &Page, at: usize, sentence: &Range<usize>) -> usize {
    (sentence.start..at)
        .rev()
        .find(|own| {
            let token = &page.words[*own].token;
            matches!(token.lower.as_str(), "," | ":" | ";" | "«" | "»" | "–" | "—")
                || matches!(token.upos, Upos::Sconj)
                || (token.upos == Upos::Cconj && finite(&page.words[(own + 1).min(sentence.end - 1)].token))
        })
        .map_or(sentence.start, |own| own + 1)
}

/// Whether a content can start at a word: a complementiser, a noun phrase, a preposition with an infinitive.
fn opens_content(page: &Page, lexicon: &Lexicon, next: usize, sentence: &Range<usize>) -> bool {
    let token = &page.words[next].token;
    let infinitive = |at: usize| {
        (at..sentence.end.min(at + 4))
            .find(|own| !matches!(page.words[*own].upos, Upos::Adv | Upos::Pron | Upos::Part))
            .is_some_and(|own| page.words[own].feats.verb_form == Some(VerbForm::Inf))
    };
    if lexicon.is_complementiser(&token.lower)
        || page.quotes.iter().any(|quote| quote.open == Some(page.words[next].span.start))
    {
        return true;
    }
    match token.upos {
        Upos::Det => !lexicon.is_genitive(&token.lower),
        Upos::Adp => {
            let syntax = &lexicon.pack.syntax;
            let preposition = lexicon.preposition(&token.lower);
            // The commonest prepositions stand behind nouns as well.
            let common =
                syntax.genitives.iter().chain(&syntax.place_prepositions).any(|word| word == preposition);
            infinitive(next + 1) || !common
        }
        Upos::Verb | Upos::Aux => token.feats.verb_form == Some(VerbForm::Inf),
        // « dément et promet »: the next verb is coordinated with this one.
        Upos::Cconj => page.words.get(next + 1).is_some_and(|after| {
            next + 1 < sentence.end && matches!(after.upos, Upos::Verb | Upos::Aux) && finite(&after.token)
        }),
        _ => false,
    }
}

fn retag(token: &mut Token, lemma: String, participle: bool) {
    token.lemma = lemma;
    token.upos = Upos::Verb;
    if participle {
        token.feats.verb_form = Some(VerbForm::Part);
        token.feats.tense = Some(Tense::Past);
    } else {
        token.feats.verb_form = Some(VerbForm::Fin);
        token.feats.mood = Some(Mood::Ind);
        token.feats.tense = Some(Tense::Pres);
        token.feats.person = Some(3);
    }
}

fn is_above(page: &Page, above: usize, mut at: usize) -> bool {
    for _ in 0..page.words.len() {
        if at == above {
            return true;
        }
        if page.words[at].head == at {
            return false;
        }
        at = page.words[at].head;
    }
    false
}

fn rehang(page: &mut Page, lexicon: &Lexicon, verb: usize, place: Place) {
    let sentence = page.sentence_of(verb);
    let mut taken = vec![verb];
    match place {
        Place::Subject(last) => {
            let clause = clause_start(page, last, &sentence);
            let mut subject = last;
            for _ in 0..8 {
                let head = page.words[subject].head;
                if head == subject || head >= verb || head < clause {
                    break;
                }
                subject = head;
            }
            taken.extend(clause..verb);
            let above = page.words[subject].head;
            if above == subject || is_above(page, verb, above) {
                if above == subject {
                    set(page, verb, verb, Rel::Root);
                }
            } else if above > verb {
                let (over, rel) = (page.words[above].head, page.words[above].rel);
                let own = if over == above { verb } else { over };
                set(page, verb, own, rel);
                let below = content_rel(page, lexicon, above);
                set(page, above, verb, below);
            } else {
                let rel = page.words[subject].rel;
                set(page, verb, above, rel);
            }
            set(page, subject, verb, Rel::Nsubj);
        }
        Place::Conjunct(first) => {
            if !is_above(page, verb, first) {
                set(page, verb, first, Rel::Conj);
            }
            taken.extend(sentence.start..verb);
        }
        Place::Sure => {
            if matches!(page.words[verb].rel, Rel::Amod | Rel::Nmod | Rel::Appos | Rel::Advmod) {
                page.words[verb].token.rel = Rel::Parataxis;
            }
        }
    }
    for at in verb + 1..sentence.end {
        let head = page.words[at].head;
        if head != at && taken.contains(&head) && !page.is_punct(at) && (head == verb || place != Place::Sure)
        {
            if matches!(place, Place::Conjunct(first) if first == head && page.words[at].rel == Rel::Conj) {
                continue;
            }
            let rel = content_rel(page, lexicon, at);
            set(page, at, verb, rel);
        }
    }
}

fn set(page: &mut Page, word: usize, head: usize, rel: Rel) {
    page.words[word].token.head = head;
    page.words[word].token.rel = rel;
}

fn content_rel(page: &Page, lexicon: &Lexicon, word: usize) -> Rel {
    let token = &page.words[word].token;
    let introduced = |upos: &[Upos]| {
        (0..page.words.len())
            .skip(page.sentence_of(word).start)
            .take_while(|at| *at < word)
            .any(|at| page.words[at].head == word && upos.contains(&page.words[at].upos))
    };
    let clause = page
        .sentence_of(word)
        .take_while(|at| *at < word)
        .any(|at| page.words[at].head == word && lexicon.is_complementiser(&page.words[at].lower));
    if clause {
        Rel::Ccomp
    } else if token.feats.verb_form == Some(VerbForm::Inf) {
        Rel::Xcomp
    } else if token.upos.is_nominal() || token.upos == Upos::X {
        if introduced(&[Upos::Adp]) { Rel::OblArg } else { Rel::Obj }
    } else {
        token.rel
    }
}
