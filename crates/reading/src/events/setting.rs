//! When and where an act happens: what stands in its own clause, and what the dispatch has told before.

use super::{Act, Ground, dated, status};
use crate::{
    actors::ActorBook,
    dates::Found,
    page::Page,
    parse::{Mood, Rel, Tense, Upos},
    text::BlockKind,
};
use jiff::civil::Date;
use records::{ActorKind, DateRef, EventType, Grain, Sector, Span, Status};
use std::ops::Range;

/// How far up the tree a place is followed.
const MOST_STEPS: usize = 6;

/// How close a date or place stands to an act in the tree; beyond these it belongs to something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// Below the word that names the act.
    Own,
    /// Beside it, on the same verb.
    Clause,
    /// On a verb above.
    Above,
}

/// How a token stands to the act that a word names.
pub fn nearness(page: &Page, gatherers: &[String], word: usize, at: usize) -> Option<Nearness> {
    let verb = governor(page, at)?;
    let own = if is_verb(page, word) { Some(word) } else { governor(page, word) };
    // « la répression exercée à X »: what is told of a noun by a participle.
    if page.is_participle(verb) && page.words[verb].head == word && verb > word {
        return Some(Nearness::Own);
    }
    if verb == word || (!is_verb(page, word) && page.is_under(at, word) && own == Some(verb)) {
        return Some(if page.is_under(at, word) { Nearness::Own } else { Nearness::Clause });
    }
    if own == Some(verb) {
        return Some(Nearness::Clause);
    }
    if own == Some(word) && is_gathering(page, gatherers, verb, own) {
        return Some(Nearness::Above);
    }
    // « X, arrêté mardi à Paris, a … »: what stands above is above; what stands beside in another clause is not ours.
    if page.is_under(word, verb) {
        return Some(Nearness::Above);
    }
    // Coordinated verbs share what stands before the first (« Mardi, X a reçu Y et signé … »).
    let first = coordinated_first(page, own?);
    (first == verb && at < first).then_some(Nearness::Above)
}

/// « Réunis mardi à X, les ministres ont décidé … »: whether a participle tells where those who act came together.
fn is_gathering(page: &Page, gatherers: &[String], verb: usize, own: Option<usize>) -> bool {
    page.is_participle(verb)
        && gatherers.contains(&page.words[verb].lemma)
        && own.is_some_and(|own| {
            let head = page.words[verb].head;
            head == own || (page.words[head].upos.is_nominal() && page.words[head].head == own)
        })
}

fn is_verb(page: &Page, at: usize) -> bool {
    matches!(page.words[at].upos, Upos::Verb | Upos::Aux)
        || page.auxiliaries(at).next().is_some()
        || page.dependents(at, &[Rel::Cop]).next().is_some()
}

/// The nearest verb above a token; a root that is no verb governs what hangs below it.
pub fn governor(page: &Page, at: usize) -> Option<usize> {
    let mut here = at;
    for _ in 0..page.words.len() {
        let head = page.words[here].head;
        if head == here {
            return (here != at).then_some(here);
        }
        here = head;
        if is_verb(page, here) {
            return Some(here);
        }
    }
    None
}

fn coordinated_first(page: &Page, verb: usize) -> usize {
    let mut at = verb;
    while page.words[at].rel == Rel::Conj && page.words[at].head < at {
        at = page.words[at].head;
    }
    at
}

/// The parts of the statement that an act is: what they tell of time and place is not the act's own.
fn is_content(ground: &Ground, act: &Act, span: Span) -> bool {
    act.statement
        .is_some_and(|index| ground.told[index].candidate.content.iter().any(|part| part.overlaps(span)))
}

/// Whether an act stands in what somebody says and a span does not.
fn is_outside(ground: &Ground, act: &Act, span: Span) -> bool {
    act.voice
        .is_some_and(|index| !ground.told[index].candidate.content.iter().any(|part| part.overlaps(span)))
}

/// The date that stands with an act.
pub fn date(ground: &Ground, act: &Act) -> Option<DateRef> {
    act.date.clone().or_else(|| nearest(ground, act, &ground.dates.found).map(|found| found.date.clone()))
}

/// The words of the date that stands with an act where they cannot be resolved.
pub fn unresolved_date(ground: &Ground, act: &Act) -> Option<Span> {
    nearest(ground, act, &ground.dates.unresolved)?.date.mention
}

/// The expression that stands with an act.
fn nearest<'a>(ground: &Ground, act: &Act, dates: &'a [Found]) -> Option<&'a Found> {
    let page = ground.page;
    let sentence = page.sentence_of(act.word);
    let finite = is_verb(page, act.word) && page.is_finite(act.word);
    let here = |found: &&Found| {
        let span = page.span(found.words.clone());
        sentence.contains(&found.words.start)
            && !(is_content(ground, act, span) || finite && is_outside(ground, act, span))
    };
    if dated::is_recalled(ground, act.word) {
        return None;
    }
    let told = dates
        .iter()
        .filter(here)
        .filter_map(|found| {
            let near = dated::nearness_of(ground, act, found)?;
            Some((near, found.words.start.abs_diff(act.word), found))
        })
        .min_by_key(|(near, distance, _)| (*near, *distance))
        .map(|(.., found)| found);
    // « n'ont été libérés qu'en janvier »: the word that restricts stands between.
    let last = act.word + usize::from(status::is_restricted(ground, act.word));
    let beside = || {
        dates.iter().filter(here).find(|found| {
            stands_beside(page, act.word, &found.words) || stands_beside(page, last, &found.words)
        })
    };
    told.or_else(beside)
}

/// How many words may stand between an act and what is told of it where the tree is torn.
const MOST_BETWEEN: usize = 6;

/// « doit se rendre à X en février »: whether nothing stands between an act and some words but what hangs on neither, wherever
/// the tree has hung them.
fn stands_beside(page: &Page, word: usize, words: &Range<usize>) -> bool {
    let between = if words.start > word { word + 1..words.start } else { words.end..word };
    between.len() <= MOST_BETWEEN
        && between.clone().all(|at| {
            let token = &page.words[at];
            token.upos != Upos::Punct
                && !matches!(token.upos, Upos::Aux | Upos::Sconj | Upos::Cconj)
                && !(token.upos == Upos::Verb && token.text == token.lower && !page.is_participle(at))
                && token.quote == page.words[word].quote
        })
}

/// The place that stands with an act: a name, else a noun of place, else what a clause around tells of a place.
pub fn place(ground: &Ground, book: &ActorBook, act: &Act) -> Option<(Option<usize>, Span)> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let sentence = page.sentence_of(act.word);
    let fits = |head: usize, span: Span| {
        (sentence.contains(&head)
            && !is_content(ground, act, span)
            && !is_spoken_to(ground, act, span)
            && !is_of_somebody(page, book, act, head))
        .then(|| nearness(page, &lexicon.pack.syntax.gatherers, act.word, head))
        .flatten()
    };
    let named = ground
        .places
        .located()
        .filter_map(|(index, head, span)| {
            let near = fits(head, span)?;
            // The narrower place says more: « à Samarcande, en Ouzbékistan ».
            let wide = match ground.places.places[index].kind {
                "country" => 2,
                "region" => 1,
                _ => 0,
            };
            Some(((near, wide, head.abs_diff(act.word)), (Some(index), span)))
        })
        .min_by_key(|(key, _)| *key);
    let common = sentence
        .clone()
        .filter(|at| lexicon.pack.syntax.place_nouns.contains(&page.words[*at].lemma))
        .filter(|at| page.words[*at].upos.is_nominal() && !act.trigger.contains(page.words[*at].span))
        .filter(|at| crate::places::is_located(page, lexicon, *at) || is_bare_street(ground, *at))
        .filter(|at| !is_set_phrase(ground, *at))
        .filter_map(|at| {
            let span = page.span(page.noun_phrase(at));
            let near = fits(at, span).filter(|near| *near < Nearness::Above)?;
            Some(((near, at.abs_diff(act.word)), at, (None, span)))
        })
        .min_by_key(|(key, ..)| *key);
    named
        .map(|(_, named)| named)
        .or_else(|| common.map(|(_, noun, common)| told_again(ground, noun).unwrap_or(common)))
        .or_else(|| scene(ground, book, act))
        .or_else(|| {
            ground
                .places
                .located()
                .find(|(_, head, span)| {
                    sentence.contains(head)
                        && *head > act.word
                        && !is_content(ground, act, *span)
                        && !is_spoken_to(ground, act, *span)
                        && stands_beside(page, act.word, &(*head..head + 1))
                })
                .map(|(index, _, span)| (Some(index), span))
        })
        .or_else(|| around(ground, act))
}

/// « rassemblés place de la République »: a street or square by its name, with neither preposition nor article.
fn is_bare_street(ground: &Ground, noun: usize) -> bool {
    let page = ground.page;
    let token = &page.words[noun];
    ground.lexicon.pack.syntax.streets.contains(&token.lemma)
        && matches!(token.rel, Rel::Obl | Rel::OblMod | Rel::OblArg)
        && page.dependents(noun, &[Rel::Det, Rel::Case]).next().is_none()
        && page.dependents(noun, &[Rel::Nmod, Rel::Appos, Rel::Flat, Rel::Amod]).next().is_some()
}

/// « mis en place »: a noun of place in a phrase that names none.
fn is_set_phrase(ground: &Ground, noun: usize) -> bool {
    let page = ground.page;
    ground.lexicon.pack.syntax.no_places.iter().any(|phrase| {
        let words = phrase.split_whitespace().rev();
        words.zip((0..=noun).rev()).all(|(wanted, at)| page.words[at].lower == wanted)
    })
}

/// Whether a place is whom the act speaks to (« demande à Pékin de … »).
fn is_spoken_to(ground: &Ground, act: &Act, span: Span) -> bool {
    ground
        .told
        .iter()
        .filter(|told| told.candidate.anchor == Some(act.word))
        .any(|told| told.addressee.is_some_and(|(listener, _)| listener.overlaps(span)))
}

/// « son ambassadeur à Vienne demande … »: whether a place before the act says where somebody has his office.
fn is_of_somebody(page: &Page, book: &ActorBook, act: &Act, head: usize) -> bool {
    let mut at = head;
    for _ in 0..MOST_STEPS {
        let above = page.words[at].head;
        if above == at || above == act.word || is_verb(page, above) {
            return false;
        }
        at = above;
        let holder = book.mention_with_head(at).is_some_and(|mention| {
            mention.kind == ActorKind::Person && mention.role.is_some() && !mention.plural
        });
        if holder && head < act.word {
            return true;
        }
    }
    false
}

/// « la ville », « ce pays »: the place of that kind that was named last, where the words tell no other.
fn told_again(ground: &Ground, noun: usize) -> Option<(Option<usize>, Span)> {
    let (page, syntax) = (ground.page, &ground.lexicon.pack.syntax);
    // « Explosion dans la capitale »: a headline speaks of what the text tells first.
    let headline = page.in_heading(noun);
    let points = page.dependents(noun, &[Rel::Det]).any(|det| {
        syntax.definite.contains(&page.words[det].lower)
            || syntax.demonstratives.contains(&page.words[det].lower)
    });
    let complete = page.dependents(noun, &[Rel::Nmod, Rel::Amod, Rel::Appos, Rel::Flat]).next().is_some();
    let lemma = &page.words[noun].lemma;
    let kinds: &[&str] = if syntax.towns.contains(lemma) {
        &["city"]
    } else if syntax.lands.contains(lemma) {
        &["country"]
    } else {
        return None;
    };
    let places = ground.places.places.iter().enumerate().filter(|(_, place)| kinds.contains(&place.kind));
    (points && !complete)
        .then(|| {
            places
                .flat_map(|(index, place)| {
                    place.mentions.iter().map(move |(head, span)| (*head, (Some(index), *span)))
                })
                .filter(|(head, _)| headline || *head < noun)
                .min_by_key(|(head, _)| if headline { *head } else { usize::MAX - *head })
        })
        .flatten()
        .map(|(head, place)| {
            // By its name where the paragraph tells it, else by the words that stand for it.
            let near = page.words[head].block == page.words[noun].block;
            if near || headline { place } else { (place.0, page.span(page.noun_phrase(noun))) }
        })
}

/// The place that the clause around an act is about: « le Mali, où des soldats ont pris le pouvoir », « la ville accueille un
/// sommet ».
fn around(ground: &Ground, act: &Act) -> Option<(Option<usize>, Span)> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let syntax = &lexicon.pack.syntax;
    let named = |head: usize| place_at(ground, head).map(some);
    let mut at = act.word;
    for _ in 0..MOST_STEPS {
        let token = &page.words[at];
        if token.rel == Rel::AclRelcl {
            // What stands before the relative word is surer than what the tree hangs the clause on.
            let there = page
                .children(at)
                .iter()
                .copied()
                .find(|of| syntax.place_relatives.contains(&page.words[*of].lower))?;
            let start = page.sentence_of(there).start;
            return (start..there)
                .rev()
                .find(|before| page.words[*before].upos != Upos::Punct)
                .and_then(named);
        }
        if token.head == at {
            break;
        }
        at = token.head;
    }
    let verb = governor(page, act.word).filter(|verb| *verb < act.word)?;
    let hosted = syntax.hosts.contains(&page.words[verb].lemma) && !is_verb(page, act.word);
    hosted.then(|| page.subject(verb, lexicon).and_then(named)).flatten()
}

/// The place that an act is done to, which is where it is done (« bloquent l'autoroute », « la capture de la ville »); what
/// one withdraws from; where the court sits that judges.
fn scene(ground: &Ground, book: &ActorBook, act: &Act) -> Option<(Option<usize>, Span)> {
    let (page, lexicon) = (ground.page, ground.lexicon);
    let of = |at: usize| {
        page.case_of(at, lexicon)
            .is_some_and(|case| lexicon.pack.syntax.genitives.iter().any(|known| known == case))
    };
    let town = |at: usize| {
        place_at(ground, at).filter(|(index, _)| ground.places.places[*index].kind == "city").map(some)
    };
    let verbal = is_verb(page, act.word);
    if verbal && let Some(court) = page.subject(act.word, lexicon) {
        let judges = book.mention_with_head(court).is_some_and(|mention| {
            mention.kind == ActorKind::Organisation && mention.sectors.contains(&Sector::Jud)
        });
        if judges && let Some(town) = page.noun_phrase(court).find_map(town) {
            return Some(town);
        }
    }
    if act.statement.is_some() || !is_physical(act.kind) {
        return None;
    }
    // « Les étudiants de X sont en grève »: where they are from is where they protest.
    if act.kind == EventType::Protest {
        let crowd = if verbal {
            page.subject(act.word, lexicon)
        } else {
            // « Les mineurs de X ont voté la grève ».
            page.dependents(act.word, &[Rel::Nmod]).find(|at| of(*at)).or_else(|| {
                let carried = page.words[act.word].rel == Rel::Obj;
                carried.then(|| page.subject(page.words[act.word].head, lexicon)).flatten()
            })
        };
        let people = |head: &usize| {
            book.mention_with_head(page.counted(*head, lexicon))
                .is_some_and(|mention| mention.kind != ActorKind::Country && mention.plural)
        };
        let home = crowd.filter(people).and_then(|crowd| page.noun_phrase(crowd).find_map(town));
        if home.is_some() {
            return home;
        }
    }
    let left = (act.kind == EventType::Retreat)
        .then(|| {
            page.dependents(act.word, &[Rel::OblArg, Rel::OblMod, Rel::Obl, Rel::Nmod])
                .find(|at| of(*at) && common_or_named(ground, *at).is_some())
        })
        .flatten();
    let object = left.or_else(|| {
        if verbal {
            page.object(act.word, lexicon)
        } else {
            page.dependents(act.word, &[Rel::Nmod]).find(|at| of(*at))
        }
    })?;
    common_or_named(ground, object)
}

fn some((index, span): (usize, Span)) -> (Option<usize>, Span) {
    (Some(index), span)
}

/// The place that is named at a word.
fn place_at(ground: &Ground, word: usize) -> Option<(usize, Span)> {
    ground.places.places.iter().enumerate().find_map(|(index, place)| {
        let (_, span) = place.mentions.iter().find(|(head, _)| *head == word)?;
        Some((index, *span))
    })
}

/// The place that a word names, or the phrase of a noun of place, with the place that is named in it (« la ville de Gao »).
fn common_or_named(ground: &Ground, word: usize) -> Option<(Option<usize>, Span)> {
    let page = ground.page;
    place_at(ground, word).map(some).or_else(|| {
        let noun = page.words[word].upos == Upos::Noun
            && ground.lexicon.pack.syntax.place_nouns.contains(&page.words[word].lemma);
        noun.then(|| {
            let phrase = page.noun_phrase(word);
            let named = phrase.clone().find_map(|at| place_at(ground, at));
            (named.map(|(index, _)| index), page.span(phrase))
        })
    })
}

/// Gives acts of the day without a date of their own the day that the dispatch tells, and physical acts of a headline the
/// place before its colon (« Guyane : deux militaires tués »).
pub fn complete(ground: &Ground, acts: &mut [Act]) {
    let story = story_day(ground);
    let mut last: Option<(usize, DateRef)> = None;
    for act in acts.iter_mut() {
        // What the dispatch dates after its own day is still to come.
        let later =
            ground.dates.day.zip(act.date.as_ref()).is_some_and(|(day, date)| date.start > day.to_string());
        if later && act.status == Status::Occurred && act.statement.is_none() {
            act.status = Status::Planned;
        }
        let block = ground.page.words[act.word].block;
        let told_here = last.as_ref().filter(|(at, _)| *at == block).map(|(_, date)| date.clone());
        match &act.date {
            Some(date) if date.grain == Grain::Day && act.status == Status::Occurred => {
                last = Some((block, date.clone()));
            }
            Some(_) => {}
            None if is_news(ground, act) => {
                let entry = ground.dates.entry_day(block).map(whole_day);
                act.date = told_here.or(entry).or_else(|| story.clone());
            }
            None => {}
        }
        if act.place.is_none() {
            act.place = topic(ground, act.word, is_physical(act.kind)).map(some);
        }
    }
}

/// The day that the first sentence of the text tells, else the dispatch's own: one of former times only where the sentence is about it, not
/// where it tells who somebody is (« l'avocat de l'assassin du préfet, tué le 6 février 1998 »).
fn story_day(ground: &Ground) -> Option<DateRef> {
    let page = ground.page;
    let own = ground.dates.day?;
    let lead = page.blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?;
    let sentence = page.sentence_of(lead.words.start);
    let told = ground.dates.found.iter().find(|found| {
        sentence.contains(&found.words.start)
            && found.date.grain == Grain::Day
            && found.date.start <= own.to_string()
            && (!dated::is_old(ground, &found.date) || !dated::is_beside_the_point(page, found.words.start))
    });
    Some(told.map_or_else(|| whole_day(own), |found| found.date.clone()))
}

/// A day that no words of the sentence tell.
fn whole_day(day: Date) -> DateRef {
    DateRef { start: day.to_string(), end: day.to_string(), grain: Grain::Day, mention: None }
}

/// Whether an act is told as news of the day: done, by the author, in the perfect or the present or without a verb.
fn is_news(ground: &Ground, act: &Act) -> bool {
    let page = ground.page;
    if act.status != Status::Occurred || act.voice.is_some() || dated::is_recalled(ground, act.word) {
        return false;
    }
    let verb = if is_verb(page, act.word) { Some(act.word) } else { governor(page, act.word) };
    verb.is_none_or(|verb| {
        // « bien que l'armée fût … »: the imperfect of the subjunctive only follows its main clause.
        let background = page.finite_tense(verb) == Some(Tense::Imp) && page.mood(verb) != Some(Mood::Sub);
        !background && !super::status::is_future(page, ground.lexicon, verb)
    })
}

/// Whether an act has a place of its own, which mere words need not have.
fn is_physical(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Assault | Coerce | Protest | Mobilize | Retreat | Concede | Aid | Consult)
}

/// The place before the colon of the headline that a word stands in (« Guyane : deux militaires tués »), or of the heading that
/// it stands under. A country there says where something happens that happens in a place, and only in its own line.
fn topic(ground: &Ground, word: usize, physical: bool) -> Option<(usize, Span)> {
    let page = ground.page;
    let own = page.words[word].block;
    let heads = |block: &usize| page.blocks[*block].is_heading();
    let block = (0..=own).rev().find(heads)?;
    // What stands below the headline of the whole is all over the place.
    if block != own && page.blocks[block].kind == BlockKind::Title {
        return None;
    }
    let words = page.blocks[block].words.clone();
    let colon = words.clone().find(|at| page.words[*at].lower == ":").filter(|at| *at < word)?;
    (words.start..colon)
        .find_map(|at| place_at(ground, at))
        .filter(|(index, _)| ground.places.places[*index].kind == "city" || (physical && block == own))
}
