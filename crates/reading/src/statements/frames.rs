//! Contents that hang on a reporting word in the tree: clauses, infinitives, noun phrases, names given.
//!
//! Where the tree and the line disagree, the line is asked: a complementiser that follows the cue introduces its
//! content even when the parser hung the clause elsewhere.

use super::{
    bounds::{content_end, cut_at_resumption, cut_comment, finish, skip_marks},
    incise::{Incise, closes_quote, opens_quote},
    objects::{object, oblique, skip_asides},
    predicates::{Predicate, amount, called, named, predicate},
    reach::run_on,
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{Rel, Upos, VerbForm},
};
use pack::Frame;
use records::Span;
use std::ops::Range;

/// A content found in a frame.
#[derive(Debug, Clone)]
pub struct Found {
    /// The words of the content.
    pub content: Vec<Span>,
    /// Its head.
    pub head: usize,
    /// The frame, for `explain` and the resolver.
    pub frame: &'static str,
    /// Whether the tree and the line agree.
    pub agreed: bool,
}

/// What the finders need to know about a reporting word.
pub struct Site<'a> {
    /// All words of the cue.
    pub words: &'a [usize],
    /// First token after the cue.
    pub after: usize,
    /// Prepositions that open a circumstance of the reporting rather than a part of the content.
    pub circumstances: &'a [String],
    /// Inserted clauses of the sentence: they belong to no other content.
    pub incises: &'a [Incise],
    /// Reporting participles behind a comma (« …, affirmant que … »): they start a statement of their own.
    pub stops: &'a [usize],
    /// Whether a head names one who can be spoken to.
    pub speaks: &'a dyn Fn(usize) -> bool,
    /// Whether a token belongs to a date.
    pub dated: &'a dyn Fn(usize) -> bool,
    /// The speaker's head, which is no content.
    pub speaker: Option<usize>,
}

impl Site<'_> {
    /// Whether a token stands in an inserted clause.
    pub(super) fn is_inserted(&self, at: usize) -> bool {
        self.incises.iter().any(|incise| incise.words.contains(&at))
    }
}

/// How many words may stand between a cue and the word that introduces its content.
pub(super) const INTRODUCTION_GAP: usize = 14;

/// Finds the content of a reporting word in one frame.
pub fn find(page: &Page, lexicon: &Lexicon, site: &Site, frame: &Frame, nominal: &Nominal) -> Option<Found> {
    match frame {
        Frame::Quote | Frame::Woven(_) => None,
        Frame::Clause => clause(page, lexicon, site),
        Frame::Question => question(page, lexicon, site),
        Frame::Inf(word) => infinitive(page, lexicon, site, word.as_deref())
            .or_else(|| word.as_deref().and_then(|word| nominal_clause(page, lexicon, site, word))),
        Frame::Obj => object(page, lexicon, site, nominal),
        Frame::Obl(word) => oblique(page, lexicon, site, word, nominal),
        Frame::Amount(word) => amount(page, lexicon, site, word),
        Frame::As(word) => called(page, lexicon, site, word),
        Frame::Name => named(page, lexicon, site),
        Frame::Pred => predicate(page, lexicon, site, Predicate::Plain),
        Frame::Judged => predicate(page, lexicon, site, Predicate::Judged),
    }
}

/// Conditions on the head of a nominal content.
pub struct Nominal<'a> {
    /// Lemmas that it must have; empty: any.
    pub only: &'a [String],
    /// Lemmas that it must not have.
    pub never: &'a [String],
    /// Whether it must be no actor.
    pub things: bool,
}

impl Nominal<'_> {
    pub(super) fn allows(&self, page: &Page, site: &Site, head: usize) -> bool {
        let token = &page.words[head];
        let among = |list: &[String]| {
            list.iter().any(|lemma| match lemma.strip_prefix('-') {
                Some(ending) => token.upos == Upos::Noun && token.lemma.ends_with(ending),
                None => *lemma == token.lemma || *lemma == token.lower,
            })
        };
        (self.only.is_empty() || among(self.only))
            && !among(self.never)
            && !(self.things && (site.speaks)(head))
    }
}

fn introduces_verb_content(page: &Page, site: &Site, introducer: usize) -> bool {
    let head = page.words[introducer].head;
    // In the tree: the clause hangs on the cue.
    if site.words.contains(&page.words[head].head) || site.words.contains(&head) {
        return true;
    }
    // In the line: no other verb or comma-less clause between the cue and the introducer.
    let between = site.after..introducer;
    !between.clone().any(|at| {
        matches!(page.words[at].upos, Upos::Verb) && page.words[at].feats.verb_form != Some(VerbForm::Part)
    }) && between.clone().filter(|at| page.words[*at].lower == ",").count() % 2 == 0
        && (between.len() <= 6
            || between.len() <= INTRODUCTION_GAP && page.words[between.end - 1].lower == ",")
}

/// A clause behind a complementiser, or one without where the language has such (« he said it was late »); of both the one that
/// opens first.
fn clause(page: &Page, lexicon: &Lexicon, site: &Site) -> Option<Found> {
    let introduced = introduced_clause(page, lexicon, site);
    let bare = lexicon.pack.syntax.bare_clauses.then(|| bare_clause(page, lexicon, site)).flatten();
    match (introduced, bare) {
        (Some(introduced), Some(bare)) if bare.content[0].start < introduced.content[0].start => Some(bare),
        (introduced, bare) => introduced.or(bare),
    }
}

/// A finite clause without a complementiser: what the tree hangs on the cue as its content, dates and phrases aside before it
/// left out.
fn bare_clause(page: &Page, lexicon: &Lexicon, site: &Site) -> Option<Found> {
    let sentence = page.sentence_of(site.words[0]);
    let quote = page.words[site.words[0]].quote;
    let head = site.words.iter().flat_map(|word| page.dependents(*word, &[Rel::Ccomp])).find(|at| {
        // « the poll shows the mayor leading »
        let small = || !page.is_infinitive(*at) && page.dependents(*at, &[Rel::Nsubj]).next().is_some();
        *at >= site.after && (page.is_finite(*at) || small()) && !site.is_inserted(*at)
    })?;
    let from = page.subtree(head).start.max(site.after);
    let start = skip_asides(page, lexicon, site, from, head);
    let start = skip_marks(page, start);
    // A question or a clause behind a conjunction is another frame's; far off it is another verb's.
    let start = if lexicon.is_complementiser(&page.words[start].lower) && start + 1 < head {
        start + 1
    } else {
        start
    };
    let opened = lexicon.pack.syntax.interrogatives.contains(&page.words[start].lower)
        || page.words[start].quote != quote;
    let colon = (site.after..start).any(|at| matches!(page.words[at].lower.as_str(), ":" | ";"));
    if opened || colon || start > head || start - site.after > INTRODUCTION_GAP {
        return None;
    }
    let end = content_end(page, site, start, head, &sentence);
    let end = run_on(page, lexicon, site, start, end, &sentence);
    let end = clause_series(page, lexicon, site, start, end, &sentence);
    let end = cut_comment(page, lexicon, start, end, false);
    let end = cut_at_resumption(page, lexicon, site, start, end, true);
    finish(page, site, page.span(start..end), head, "clause", true)
}

fn introduced_clause(page: &Page, lexicon: &Lexicon, site: &Site) -> Option<Found> {
    let sentence = page.sentence_of(site.words[0]);
    let introducer = (site.after..sentence.end.min(site.after + INTRODUCTION_GAP)).find(|at| {
        let token = &page.words[*at];
        lexicon.is_complementiser(&token.lower)
            && (token.upos != Upos::Adv || token.rel == Rel::Mark)
            && !is_comparison(page, *at)
            && !is_quoted_apart(page, site, *at)
            && !belongs_to_other(page, site, *at)
            && !is_conjunction(page, lexicon, site, *at)
            && introduces_verb_content(page, site, *at)
    });
    let introducer = introducer?;
    let head = clause_head(page, introducer, &sentence);
    // « ne … que »: a restriction has no verb of its own.
    // « craignent que l’usine ferme »: the tagger may miss it where the tree has a clause all the same.
    let told = page.words[introducer].upos == Upos::Sconj
        && page.words[head].rel == Rel::Ccomp
        && site.words.contains(&page.words[head].head)
        && !page.is_negated(site.words[0], lexicon);
    if !page.is_finite(head) && !page.words[head].upos.eq(&Upos::Verb) && !told {
        return None;
    }
    // A relative clause looks alike: its introducer is a pronoun that hangs inside it as an object.
    if page.words[introducer].upos == Upos::Pron
        && matches!(page.words[introducer].rel, Rel::Obj | Rel::Nsubj)
        && page.words[head].rel == Rel::AclRelcl
        && !site.words.contains(&page.words[head].head)
    {
        return None;
    }
    // « rejects the claim that the road is closed »: the clause is the noun’s, and the verb’s content is the noun with it.
    let noun = page.words[head].head;
    if page.words[head].rel == Rel::Acl
        && (site.after..introducer).contains(&noun)
        && page.words[noun].rel == Rel::Obj
        && site.words.contains(&page.words[noun].head)
        && !lexicon.speech_nouns(page, noun).is_empty()
    {
        return None;
    }
    let agreed = site.words.contains(&page.words[head].head);
    let end = content_end(page, site, introducer + 1, head, &sentence);
    let end = run_on(page, lexicon, site, introducer + 1, end, &sentence);
    let end = clause_series(page, lexicon, site, introducer + 1, end, &sentence);
    let end = cut_comment(page, lexicon, introducer + 1, end, false);
    let end = cut_at_resumption(page, lexicon, site, introducer + 1, end, true);
    let content = page.span(skip_marks(page, introducer + 1)..end);
    finish(page, site, content, head, "clause", agreed)
}

/// « estime que c’est “une erreur”, mais que le parti doit avancer »: a conjunction and a complementiser go on with the content.
fn clause_series(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> usize {
    let quote = page.words[site.words[0]].quote;
    let mut end = end;
    for _ in 0..4 {
        let marks = (end..sentence.end)
            .take_while(|at| page.words[*at].lower == "," || closes_quote(page, *at))
            .count();
        let conjunction = end + marks;
        let introducer = conjunction + 1;
        let goes_on = marks <= 2
            && introducer + 1 < sentence.end
            && page.words[conjunction].upos == Upos::Cconj
            && page.words[introducer].quote == quote
            && lexicon.is_complementiser(&page.words[introducer].lower)
            && !site.is_inserted(conjunction);
        if !goes_on {
            break;
        }
        let head = clause_head(page, introducer, sentence);
        if head <= introducer || !page.is_finite(head) {
            break;
        }
        let stop = content_end(page, site, start, head, sentence).max(head + 1);
        end = run_on(page, lexicon, site, start, stop, sentence);
    }
    end
}

/// « appelle à ce que … », « se plaint de ce que … »: a clause made a noun by a demonstrative, after the word of an infinitive.
fn nominal_clause(page: &Page, lexicon: &Lexicon, site: &Site, word: &str) -> Option<Found> {
    let found = clause(page, lexicon, site)?;
    let start = page.first_past(found.content[0].start);
    let introduced = (site.after..start).any(|at| {
        lexicon.pack.syntax.demonstratives.contains(&page.words[at].lower)
            && at > site.after
            && lexicon.preposition(&page.words[at - 1].lower) == word
    });
    introduced.then_some(found)
}

/// « se souvient : “C’est un jour qu’on n’oublie pas” »: a word inside a quotation that opens before it introduces nothing of
/// what is reported outside.
fn is_quoted_apart(page: &Page, site: &Site, introducer: usize) -> bool {
    let own = page.words[site.words[0]].quote;
    page.words[introducer].quote != own && !opens_quote(page, introducer - 1)
}

/// « plus que », « ne … que », « tel que », « ainsi que » compare or restrict; they report nothing.
fn is_comparison(page: &Page, que: usize) -> bool {
    que > 0 && page.words[que - 1].upos != Upos::Verb && matches!(page.words[que].rel, Rel::Fixed)
}

/// « tant que », « avant que », « alors que »: with an adverb or a preposition of its own, behind something that is no part
/// of the report, a complementiser is a conjunction.
fn is_conjunction(page: &Page, lexicon: &Lexicon, site: &Site, introducer: usize) -> bool {
    let before = introducer - 1;
    before > site.after
        && matches!(page.words[before].upos, Upos::Adv | Upos::Adp | Upos::Sconj)
        && skip_asides(page, lexicon, site, site.after, introducer) < before
}

/// Whether a complementiser stands right behind a finite verb that is no word of the cue: it introduces that one's content.
fn belongs_to_other(page: &Page, site: &Site, introducer: usize) -> bool {
    (site.after..introducer)
        .rev()
        .find(|at| page.words[*at].upos != Upos::Adv)
        .is_some_and(|before| page.words[before].upos == Upos::Verb && page.is_finite(before))
}

fn clause_head(page: &Page, introducer: usize, sentence: &Range<usize>) -> usize {
    let head = page.words[introducer].head;
    if head > introducer && sentence.contains(&head) && page.is_finite(head) {
        return head;
    }
    // The introducer hangs on something else: take the first finite verb behind it.
    let finite = (introducer + 1..sentence.end).find(|at| {
        matches!(page.words[*at].upos, Upos::Verb | Upos::Aux)
            && page.words[*at].feats.verb_form == Some(VerbForm::Fin)
    });
    match finite {
        Some(at) => Some(page.above_auxiliary(at)).filter(|above| *above > introducer).unwrap_or(at),
        None => head,
    }
}

fn question(page: &Page, lexicon: &Lexicon, site: &Site) -> Option<Found> {
    let sentence = page.sentence_of(site.words[0]);
    // « a demandé à trois reprises pourquoi … »: the word that asks is an adverb as well.
    let asks = |at: &usize| lexicon.pack.syntax.interrogatives.contains(&page.words[*at].lower);
    let limit = (site.after..sentence.end).find(asks)?;
    let from = skip_asides(page, lexicon, site, site.after, limit);
    let introducer = (from..sentence.end.min(from + 3)).find(|at| {
        lexicon.pack.syntax.interrogatives.contains(&page.words[*at].lower)
            && page.words[*at].upos != Upos::Det
    })?;
    if (site.after..introducer).any(|at| page.words[at].upos == Upos::Verb || page.words[at].lower == ",") {
        return None;
    }
    // « told those who had come »: behind a noun it is a relative pronoun.
    if introducer > site.after
        && lexicon.is_relative_word(&page.words[introducer].lower)
        && matches!(page.words[introducer - 1].upos, Upos::Noun | Upos::Propn | Upos::Pron)
    {
        return None;
    }
    let head = clause_head(page, introducer, &sentence);
    if !page.is_finite(head) {
        return None;
    }
    let end = content_end(page, site, introducer, head, &sentence);
    let end = run_on(page, lexicon, site, introducer, end, &sentence);
    let end = cut_comment(page, lexicon, introducer, end, false);
    finish(
        page,
        site,
        page.span(introducer..end),
        head,
        "question",
        site.words.contains(&page.words[head].head),
    )
}

fn infinitive(page: &Page, lexicon: &Lexicon, site: &Site, word: Option<&str>) -> Option<Found> {
    let sentence = page.sentence_of(site.words[0]);
    let limit = sentence.end.min(site.after + INTRODUCTION_GAP + 6);
    let (start, verb, agreed) = match word {
        None => {
            let verb = (site.after..limit.min(site.after + 9))
                .find(|at| page.words[*at].feats.verb_form == Some(VerbForm::Inf))?;
            let direct = verb < site.after + 5
                && (site.after..verb).all(|at| {
                    matches!(page.words[at].upos, Upos::Adv | Upos::Pron | Upos::Punct | Upos::Part)
                        && page.words[at].lower != ","
                });
            let direct = direct || behind_circumstance(page, lexicon, site, verb);
            let marked =
                page.dependents(verb, &[Rel::Mark, Rel::Case]).any(|mark| mark < verb && mark >= site.after);
            if !direct || marked {
                return None;
            }
            // « n’entend pas céder » negates the cue, « dit ne pas vouloir » what is said.
            let negates = |at: usize| {
                lexicon.pack.syntax.negations.contains(&page.words[at].lower)
                    && !site.words.contains(&page.words[at].head)
            };
            let adverb = |at: usize| {
                page.words[at].upos == Upos::Adv || page.words[at].rel == Rel::Advmod && at + 1 < verb
            };
            // « ont affirmé à l’AFP avoir vu »: whom it was said to is not said.
            let from = (site.after..verb)
                .rev()
                .find(|at| page.words[*at].upos.is_nominal() && (site.speaks)(*at))
                .map_or(site.after, |told| told + 1);
            let start =
                (from..verb).find(|at| (!adverb(*at) || negates(*at)) && !page.is_punct(*at)).unwrap_or(verb);
            (start, verb, true)
        }
        Some(word) => {
            let marker = (site.after..limit).find(|at| {
                lexicon.preposition(&page.words[*at].lower) == word
                    && infinitive_after(page, *at, limit).is_some()
            })?;
            let verb = infinitive_after(page, marker, limit)?;
            let hangs = hangs_on(page, site, verb);
            let near = marker - site.after <= 1
                || skip_asides(page, lexicon, site, site.after, marker) == marker
                || (!(site.after..marker)
                    .any(|at| page.words[at].upos == Upos::Verb || page.words[at].lower == ",")
                    && marker - site.after <= 12
                    && hangs_near(page, site, verb))
                || (behind_insertion(page, site.after, marker) && hangs_near(page, site, verb))
                || (behind_series(page, site.after, marker) && hangs_near(page, site, verb));
            if !hangs && !near {
                return None;
            }
            (skip_marks(page, marker + 1), verb, hangs)
        }
    };
    // « vouloir avoir », « avoir enfermé »: the head of the clause is the participle.
    let head = page.above_auxiliary(verb);
    let end = content_end(page, site, start, head, &sentence);
    let end = run_on(page, lexicon, site, start, end, &sentence);
    let end = infinitive_series(page, lexicon, site, start, end, &sentence);
    let end = before_finite_conjunct(page, lexicon, start, end);
    let end = cut_comment(page, lexicon, start, end, false);
    let end = cut_at_resumption(page, lexicon, site, start, end, false);
    finish(page, site, page.span(start..end), head, "infinitive", agreed)
}

/// « invite à boire, se reposer et éviter de sortir »: a series of infinitives that a conjunction closes is one content.
fn infinitive_series(
    page: &Page,
    lexicon: &Lexicon,
    site: &Site,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
) -> usize {
    let quote = page.words[site.words[0]].quote;
    let mut at = end;
    for _ in 0..8 {
        let Some(mark) = page.words.get(at).filter(|word| at < sentence.end && word.quote == quote) else {
            return end;
        };
        let last = mark.upos == Upos::Cconj;
        if !last && mark.lower != "," {
            return end;
        }
        let Some(verb) = infinitive_after(page, at, sentence.end) else { return end };
        if site.is_inserted(verb) || site.stops.contains(&verb) {
            return end;
        }
        let stop = content_end(page, site, start, verb, sentence).max(verb + 1);
        at = run_on(page, lexicon, site, start, stop, sentence);
        // The tree may give the verb the rest of the series.
        let closed = (verb + 1..at).any(|own| {
            page.words[own].upos == Upos::Cconj
                && infinitive_after(page, own, at).is_some_and(|other| page.words[other].rel == Rel::Conj)
        });
        if last || closed {
            return at;
        }
    }
    end
}

/// « souhaite à long terme doubler … », « reconnaît volontiers avoir … »: a bare infinitive of the cue behind one adverb or
/// circumstance.
fn behind_circumstance(page: &Page, lexicon: &Lexicon, site: &Site, verb: usize) -> bool {
    let from = skip_asides(page, lexicon, site, site.after, verb);
    let clitics = (from..verb)
        .rev()
        .take_while(|at| {
            lexicon.is_object_clitic(&page.words[*at].lower) || page.words[*at].upos == Upos::Adv
        })
        .last()
        .unwrap_or(verb);
    let circumstance = from..clitics;
    let phrase = circumstance.is_empty()
        || page.words[from].upos == Upos::Adp
        || circumstance.len() == 1 && page.words[from].rel == Rel::Advmod;
    // « ont affirmé à l’AFP avoir vu … »: nothing but the cue takes an infinitive without a word before it.
    let hangs = hangs_on(page, site, verb) || hangs_near(page, site, verb);
    let commas = (site.after..verb).filter(|at| page.words[*at].lower == ",").count();
    hangs
        && phrase
        && commas % 2 == 0
        && circumstance.clone().all(|at| {
            matches!(
                page.words[at].upos,
                Upos::Adp | Upos::Det | Upos::Adj | Upos::Noun | Upos::Num | Upos::Adv | Upos::Propn
            )
        })
        && circumstance.filter(|at| page.words[*at].upos.is_nominal()).count() <= 2
}

/// « avoir attendu la livraison et exige un remboursement »: no infinitive is coordinated with a finite verb.
fn before_finite_conjunct(page: &Page, lexicon: &Lexicon, start: usize, end: usize) -> usize {
    let finite = |at: usize| {
        matches!(page.words[at].upos, Upos::Verb | Upos::Aux)
            && page.words[at].feats.verb_form == Some(VerbForm::Fin)
    };
    let light = |at: usize| {
        lexicon.is_object_clitic(&page.words[at].lower)
            || page.words[at].upos == Upos::Adv
            || page.words[at].upos == Upos::Pron && page.words[at].rel.is_subject()
    };
    let own = page.words[start].quote;
    (start + 1..end)
        .take_while(|at| !finite(*at))
        .find(|at| {
            page.words[*at].upos == Upos::Cconj
                && page.words[*at].quote == own
                && (*at + 1..end).find(|next| !light(*next)).is_some_and(finite)
        })
        .unwrap_or(end)
}

fn infinitive_after(page: &Page, marker: usize, limit: usize) -> Option<usize> {
    let verb = (marker + 1..limit.min(marker + 6)).find(|at| !is_before_infinitive(page, *at))?;
    (page.words[verb].feats.verb_form == Some(VerbForm::Inf)).then_some(verb)
}

/// « accuse le Front, un groupe lié à Al-Qaïda, d’avoir … »: an insertion between commas without a finite verb ends before
/// the word at `marker`.
fn behind_insertion(page: &Page, from: usize, marker: usize) -> bool {
    let between = from..marker;
    marker > from
        && page.words[marker - 1].lower == ","
        && between.clone().filter(|at| page.words[*at].lower == ",").count() == 2
        && !between.clone().any(|at| {
            page.words[at].upos == Upos::Verb && page.words[at].feats.verb_form != Some(VerbForm::Part)
        })
}

/// « accuse la ministre, Anne X, et son collègue d’avoir … »: a noun phrase that « et » joins to the object ends right before
/// the word at `marker`.
fn behind_series(page: &Page, from: usize, marker: usize) -> bool {
    let between = from..marker;
    between.clone().any(|at| page.words[at].upos == Upos::Cconj)
        && !between.clone().any(|at| {
            page.words[at].upos == Upos::Verb && page.words[at].feats.verb_form != Some(VerbForm::Part)
        })
        && marker > from
        && page.words[marker - 1].upos.is_nominal()
}

fn is_before_infinitive(page: &Page, at: usize) -> bool {
    matches!(page.words[at].upos, Upos::Adv | Upos::Pron | Upos::Punct | Upos::Part)
}

fn hangs_on(page: &Page, site: &Site, verb: usize) -> bool {
    let mut at = verb;
    for _ in 0..3 {
        let token = &page.words[at];
        if site.words.contains(&token.head) && token.head != at {
            return true;
        }
        if !matches!(token.rel, Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Conj | Rel::Mark)
            || token.head == at
        {
            return false;
        }
        at = token.head;
    }
    false
}

/// Whether an infinitive hangs on an object or addressee of the cue rather than on the cue itself.
fn hangs_near(page: &Page, site: &Site, verb: usize) -> bool {
    let verb = page.above_auxiliary(verb);
    let mut head = page.words[verb].head;
    // « accuse X, et son collègue Y, de … »
    for _ in 0..3 {
        if head < site.words[0] || head >= verb {
            return false;
        }
        if site.words.contains(&page.words[head].head) {
            return true;
        }
        head = page.words[head].head;
    }
    false
}
