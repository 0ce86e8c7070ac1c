//! From words to mentions: a name with its title, a function with its country, a body by its head noun, a pronoun.

use super::{
    Mention, bodies,
    chunks::{Chunk, starts_upper},
    codes::{
        IGO, country_around, field_beside, hint_around, host, is_former, is_there, is_union, sectors,
        union_around,
    },
    grammar::{blank, complements, description, gender_of, is_definite, is_plural, is_this},
    named::{named, people},
    pronouns,
};
use crate::{
    lexicon::Lexicon,
    page::Page,
    parse::{EntityKind, Number, Rel, Upos},
    text::BlockKind,
};
use knowledge::Fact;
use records::{ActorKind, Sector};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

/// What the pack says of a noun.
#[derive(Debug, Clone)]
pub struct Noun {
    /// The entry's first word, for comparison.
    pub key: String,
    /// What it names.
    pub kind: ActorKind,
    /// Sectors, the most telling first.
    pub sectors: Vec<Sector>,
    /// Whether the body that it is of decides.
    pub inherit: bool,
    /// Whether with a country’s adjective alone it is of the state.
    pub state: bool,
    /// Whether it can stand for anybody, or for any body, told of before.
    pub wide: bool,
    /// Sectors where a country's name completes it.
    pub national: Vec<Sector>,
    /// Sectors where a name that is no person's stands right behind it.
    pub named: Vec<Sector>,
    /// How many words it takes.
    pub length: usize,
    /// Functions of which it is another name.
    pub like: Vec<String>,
    /// Whether it has more forms than one, as where the genders differ.
    pub forms: bool,
}

/// The names of a document, each of which becomes part of one mention.
struct Names<'a> {
    chunks: &'a [Chunk],
    by_word: HashMap<usize, usize>,
    used: Vec<bool>,
}

impl<'a> Names<'a> {
    fn new(chunks: &'a [Chunk]) -> Names<'a> {
        let words = chunks.iter().enumerate();
        Names {
            chunks,
            by_word: words
                .flat_map(|(index, chunk)| chunk.words.clone().map(move |word| (word, index)))
                .collect(),
            used: vec![false; chunks.len()],
        }
    }

    /// The name that a token is part of, by its number.
    fn at(&self, word: usize) -> Option<usize> {
        self.by_word.get(&word).copied()
    }
}

/// All mentions of a document, in order of their heads.
pub fn mentions(page: &Page, lexicon: &Lexicon, chunks: &[Chunk]) -> Vec<Mention> {
    let mut names = Names::new(chunks);
    let mut out: Vec<Mention> = Vec::new();
    let mut covered = 0;
    let mut skipped: HashSet<usize> = HashSet::new();
    for word in 0..page.words.len() {
        if word < covered || skipped.contains(&word) || page.block_of(word).kind == BlockKind::Dateline {
            continue;
        }
        if let Some(pronoun) = pronoun(page, lexicon, word) {
            out.push(pronoun);
            continue;
        }
        if let Some(noun) = lexicon.noun(page, word)
            && !(noun.length == 1
                && lexicon.noun(page, word + 1).is_some_and(|next| {
                    let people = |kind| matches!(kind, ActorKind::Person | ActorKind::Group);
                    next.kind == noun.kind || people(next.kind) && people(noun.kind)
                })
                && page.words[word + 1].sentence == page.words[word].sentence)
            && !names.at(word).is_some_and(|index| swallows(page, &names.chunks[index], word))
        {
            // « le Premier ministre »: the noun carries the phrase, not the adjective that begins the function.
            let end = word + noun.length;
            let carries = |at: &usize| {
                let up = page.words[*at].head;
                up == *at || !(word..end).contains(&up)
            };
            let head = (word..end).find(carries).unwrap_or(word);
            let head = if page.words[head].upos.is_nominal() { head } else { word };
            let noun = Noun { length: end - head, ..noun };
            let mut mention = described(page, lexicon, head, noun, &mut names);
            bracketed(page, lexicon, &mut mention, &mut names);
            covered = end;
            out.push(mention);
            continue;
        }
        if let Some(index) = names.at(word)
            && !names.used[index]
            && names.chunks[index].words.start == word
        {
            names.used[index] = true;
            // « un Russe »: a people's name is no body's.
            if names.chunks[index].words.len() == 1
                && names.chunks[index].fact.is_none()
                && let Some(mut mention) = people(page, lexicon, word)
            {
                covered = with_name(page, &mut mention, &mut names);
                out.push(mention);
                continue;
            }
            if let Some(mut mention) = named(page, lexicon, &names.chunks[index]) {
                bracketed(page, lexicon, &mut mention, &mut names);
                covered = names.chunks[index].words.end;
                skipped.extend(mention.apposed);
                out.push(mention);
            }
            continue;
        }
        if let Some(mut mention) = people(page, lexicon, word) {
            covered = with_name(page, &mut mention, &mut names);
            out.push(mention);
        }
    }
    twice_apposed(page, out)
}

/// « la Samoane X »: a name right behind a people’s is that person’s. Gives where the mention ends.
fn with_name(page: &Page, mention: &mut Mention, names: &mut Names) -> usize {
    let next = mention.head + 1;
    if let Some(index) = names.at(next)
        && !names.used[index]
        && !mention.plural
        && names.chunks[index].fact.is_none()
        && names.chunks[index].words.start == next
        && page.words[next].sentence == page.words[mention.head].sentence
    {
        names.used[index] = true;
        mention.name = Some(names.chunks[index].words.clone());
        mention.words.end = mention.words.end.max(names.chunks[index].words.end);
        mention.kind = ActorKind::Person;
        mention.sectors.clear();
        mention.role = None;
        return names.chunks[index].words.end;
    }
    mention.head + 1
}

/// How many mentions a description may hold before another in apposition to it.
const APPOSED: usize = 4;

/// « son représentant, le docteur X, »: a description and a named function in apposition to it are one mention.
fn twice_apposed(page: &Page, mentions: Vec<Mention>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    for mention in mentions {
        // What stands inside the description (« un conseiller de la junte, le colonel X ») comes between them.
        let holders = (0..out.len()).rev().take(APPOSED).filter(|at| {
            out[at + 1..].iter().all(|inner| out[*at].words.contains(&inner.head))
                && (at + 1 == out.len() || out[*at].kind == ActorKind::Person)
        });
        let holder = holders.min();
        let joins = holder.map(|at| &out[at]).is_some_and(|first| {
            let closed = page.words.get(mention.words.end).is_none_or(|next| {
                page.is_punct_text(&next.lower) || matches!(next.upos, Upos::Verb | Upos::Aux)
            });
            // Between them stands one comma, before it at most a circumstance (« sur place »).
            let gap = first.words.end..mention.words.start;
            let comma = !gap.is_empty()
                && gap.len() <= 4
                && page.words[gap.end - 1].lower == ","
                && (gap.start..gap.end - 1).all(|at| {
                    !page.is_punct(at)
                        && !matches!(page.words[at].upos, Upos::Verb | Upos::Aux | Upos::Pron | Upos::Cconj)
                });
            let same = page.words[first.head].sentence == page.words[mention.head].sentence
                && page.words[first.head].quote == page.words[mention.head].quote;
            let people = first.kind == ActorKind::Person
                && mention.kind == ActorKind::Person
                && first.role.is_some()
                // « sa porte-parole, la Samoane X, »
                && (mention.role.is_some() || mention.country.is_some() && mention.words.start < mention.head)
                && mention.head < mention.name.as_ref().map_or(0, |name| name.start);
            let genders =
                first.gender.is_none() || mention.gender.is_none() || first.gender == mention.gender;
            same && comma
                && closed
                && people
                && genders
                && first.name.is_none()
                && !first.plural
                && !mention.plural
                && !first.pronoun
        });
        // The tree may have hung the name on the description already: « une conseillère, la juriste X ».
        let told = holder.map(|at| &out[at]).is_some_and(|first| {
            first.kind == ActorKind::Person
                && mention.kind == ActorKind::Person
                && mention.name.is_none()
                && first.words.contains(&mention.head)
                && first
                    .name
                    .as_ref()
                    .is_some_and(|name| mention.head < name.start && mention.words.contains(&name.start))
        });
        match holder.and_then(|at| out.get_mut(at)) {
            Some(first) if told => {
                first.country = first.country.take().or(mention.country);
                first.sectors.extend(mention.sectors);
            }
            Some(first) if joins => {
                first.words.end = mention.words.end;
                first.name = first.name.take().or(mention.name);
                first.country = first.country.take().or(mention.country);
                for sector in mention.sectors {
                    if !first.sectors.contains(&sector) {
                        first.sectors.push(sector);
                    }
                }
            }
            _ => out.push(mention),
        }
    }
    out
}

/// A name in brackets behind a body's name or description is its acronym or its full name.
fn bracketed(page: &Page, lexicon: &Lexicon, mention: &mut Mention, names: &mut Names) {
    if mention.kind == ActorKind::Person || mention.kind == ActorKind::Country {
        return;
    }
    let end = mention.name.as_ref().map_or(mention.words.end, |name| name.end.max(mention.words.end));
    let from = mention.name.as_ref().map_or(mention.head + 1, |name| name.end).min(end);
    let Some(open) = (from..=end).find(|at| page.words.get(*at).is_some_and(|word| word.lower == "(")) else {
        return;
    };
    let Some(index) = names.at(open + 1) else { return };
    let words = names.chunks[index].words.clone();
    let closed = page.words.get(words.end).is_some_and(|word| word.lower == ")");
    let place = matches!(names.chunks[index].fact, Some(Fact::Country(_) | Fact::Seat(_) | Fact::Place(_)));
    if closed && !place && !names.used[index] && words.start == open + 1 {
        names.used[index] = true;
        if mention.known.is_none()
            && let Some(Fact::Organisation(body)) = &names.chunks[index].fact
        {
            mention.known = Some(body.id);
            mention.country = mention.country.take().or(body.country.map(str::to_owned));
            if mention.sectors.is_empty() {
                mention.sectors = body.sectors.iter().filter_map(|code| code.parse().ok()).collect();
            }
        }
        // « Armée de libération nationale (ELN) » is not the namesake that the tables know as ALN.
        if let Some(Fact::Organisation(body)) = &names.chunks[index].fact
            && mention.known.is_some_and(|known| known != body.id)
        {
            mention.known = Some(body.id);
            mention.country = body.country.map(str::to_owned);
            mention.sectors = body.sectors.iter().filter_map(|code| code.parse().ok()).collect();
        }
        // « l’ART (Armée de résistance des Trois-Lacs) »: the full name tells what it is.
        if mention.sectors.is_empty()
            && let Some(noun) = lexicon.noun(page, words.start)
            && noun.kind == ActorKind::Organisation
        {
            mention.sectors = noun.sectors;
        }
        mention.words.end = mention.words.end.min(open.max(mention.head + 1));
        mention.bracketed = Some(words);
    }
}

/// Whether a noun stands right behind a preposition that completes names and offices (« ministre des Ressources en eau »).
fn completes(page: &Page, lexicon: &Lexicon, word: usize) -> bool {
    word > 0 && page.words[word - 1].upos == Upos::Adp && {
        let preposition = lexicon.preposition(&page.words[word - 1].lower);
        lexicon.pack.syntax.complements.iter().any(|known| known == preposition)
    }
}

/// Whether a name holds a noun as a part of itself (« Parti socialiste », « Human Rights Watch ») rather than after it.
fn swallows(page: &Page, chunk: &Chunk, word: usize) -> bool {
    (chunk.words.len() > 1 || chunk.fact.is_some())
        && starts_upper(&page.words[word].text)
        && chunk.words.contains(&word)
        && !(chunk.words.start == word && chunk.kind == Some(EntityKind::Person))
}

fn pronoun(page: &Page, lexicon: &Lexicon, word: usize) -> Option<Mention> {
    let token = &page.words[word];
    let entry = pronouns::entry(page, lexicon, word)?;
    let single = entry.words.contains(&token.lower);
    // Alone it must be a pronoun; « ce dernier » is one where no noun follows it.
    let alone = matches!(token.upos, Upos::Pron) || lexicon.is_inverted_pronoun(&token.lower);
    let noun = !single && matches!(page.words[token.head].upos, Upos::Noun) && token.rel == Rel::Amod;
    if single && !alone || noun {
        return None;
    }
    // Its first word may have been taken for another's, and nothing need stand before it.
    let start = if single { word } else { word.saturating_sub(1) };
    let mut mention = blank(word, start..word + 1, ActorKind::Person);
    mention.pronoun = true;
    mention.sure = true;
    mention.gender = entry.gender;
    mention.plural = entry.plural;
    Some(mention)
}

/// A noun phrase that nothing is known of.
pub fn plain(page: &Page, lexicon: &Lexicon, head: usize) -> Mention {
    let mut mention = blank(head, description(page, lexicon, head), ActorKind::Group);
    mention.gender = gender_of(page, head);
    mention.plural = is_plural(page, head);
    mention.definite = is_definite(page, lexicon, head);
    mention.role = Some(page.words[head].lemma.clone());
    mention.complements = complements(page, head);
    mention.country = country_around(page, lexicon, head, &mention.words);
    // « une directive européenne »
    let union = mention.country.is_none() && is_union(page, lexicon, &mention.words);
    mention.country = mention.country.take().or(union.then(|| IGO.to_owned()));
    // « le bilan officiel », « une note ministérielle »
    let field = field_beside(page, lexicon, head + 1, mention.words.end);
    mention.sectors = field.unwrap_or_default();
    mention
}

/// A function or head noun with the name beside it.
fn described(page: &Page, lexicon: &Lexicon, head: usize, noun: Noun, names: &mut Names) -> Mention {
    let mut phrase = description(page, lexicon, head);
    if phrase.end < head + noun.length {
        phrase.end = head + noun.length;
        while page.words.get(phrase.end).is_some_and(|next| next.upos == Upos::Adj) {
            phrase.end += 1;
        }
    }
    // « le Premier ministre hongrois »: a people’s adjective right behind is part of it, wherever it hangs.
    if phrase.end == head + noun.length
        && page.words.get(phrase.end).is_some_and(|next| {
            matches!(next.upos, Upos::Adj | Upos::Noun)
                && next.sentence == page.words[head].sentence
                && knowledge::country_by_demonym(&lexicon.pack.tag, &next.lower)
                    .is_some_and(|demonym| demonym.adjective)
        })
    {
        phrase.end += 1;
        let article = head.checked_sub(1).filter(|at| page.words[*at].upos == Upos::Det);
        phrase.start = phrase.start.min(article.unwrap_or(head));
    }
    let mut mention = blank(head, phrase.clone(), noun.kind);
    mention.sure = true;
    mention.gender = gender_of(page, head).filter(|_| tells_gender(page, lexicon, head, &noun));
    mention.plural = is_plural(page, head);
    mention.definite = is_definite(page, lexicon, head);
    let anybody = noun.wide && noun.kind == ActorKind::Person && mention.definite;
    mention.this = is_this(page, lexicon, head) || anybody;
    mention.wide = noun.wide;
    mention.role = Some(noun.key.clone());
    // « un des porte-parole de X », « l’une de ses consœurs »: one of them.
    let one = page.words[head].head;
    if one < head
        && head - one <= 4
        && page.words[one].upos == Upos::Pron
        && page.words[one].feats.number != Some(Number::Plur)
        && lexicon.pack.syntax.quantities.contains(&page.words[one].lemma)
    {
        mention.plural = false;
        mention.definite = false;
        mention.gender = gender_of(page, one).or(mention.gender);
        mention.words.start = page.noun_phrase(one).start.min(one);
    }
    mention.like = noun.like.clone();
    mention.inherit = noun.inherit;
    let known = alias(page, lexicon, head).filter(|_| noun.kind == ActorKind::Person && !mention.plural);
    let beside = || name_beside(page, lexicon, head, &noun, mention.plural, names);
    let named = known.or_else(|| beside().map(|index| names.chunks[index].words.clone()));
    if let Some(words) = named {
        if let Some(index) = names.at(words.start) {
            names.used[index] = true;
        }
        mention.words.start = mention.words.start.min(words.start);
        mention.words.end = mention.words.end.max(words.end);
        mention.name = Some(words);
    }
    // « un jeune manifestant, X »: the first of two nouns may carry the phrase in the tree.
    let carries = head > 0
        && page.words[head].upos == Upos::Adj
        && lexicon.pack.syntax.epithets.contains(&page.words[head - 1].lower);
    if head > 0
        && page.words[head].sentence == page.words[head - 1].sentence
        && (carries
            || lexicon.noun(page, head - 1).is_some_and(|first| {
                let people = |kind| matches!(kind, ActorKind::Person | ActorKind::Group);
                first.kind == noun.kind || people(first.kind) && people(noun.kind)
            }))
    {
        mention.words.start = mention.words.start.min(page.noun_phrase(head - 1).start.min(head - 1));
        if carries {
            mention.words.start = mention.words.start.min(head.saturating_sub(2));
        }
    }
    mention.complements = complements(page, head);
    // « La Commission, par la voix de X, » is not what a comma parts from it.
    if noun.kind == ActorKind::Organisation
        && page.words.get(head + noun.length).is_some_and(|next| next.lower == ",")
    {
        mention.complements.clear();
    }
    if let Some(name) = &mention.name {
        let own: Vec<&str> = name.clone().map(|word| page.words[word].lemma.as_str()).collect();
        mention.complements.retain(|lemma| !own.contains(&lemma.as_str()));
    }
    mention.country = country_around(page, lexicon, head, &phrase);
    // « le tribunal de Bruxelles » is no body of the union that sits there; its spokesman is.
    if mention.country.as_deref() == Some(IGO) && !noun.inherit {
        mention.country = host(page, lexicon, head, &phrase).or(mention.country);
    }
    mention.sectors = sectors(page, lexicon, head, &noun, &mention.words);
    if mention.country.is_none() {
        mention.hint = hint_around(page, lexicon, head, &phrase);
    } else if noun.kind != ActorKind::Organisation && is_there(page, lexicon, head, &phrase) {
        mention.hint = mention.country.take();
    }
    bodies::settle(page, lexicon, &mut mention, &noun, names.chunks);
    mention.country =
        mention.country.take().or_else(|| union_around(page, lexicon, &noun, &mention.sectors, &phrase));
    if noun.state && mention.sectors.is_empty() && mention.complements.is_empty() && mention.country.is_some()
    {
        mention.sectors.push(Sector::Gov);
    }
    mention.former = is_former(page, lexicon, head, &noun, &mention.words);
    // « son collègue écologiste »: what his own words tell comes before what his owner is.
    let own = field_beside(page, lexicon, head + noun.length, phrase.end);
    if noun.kind == ActorKind::Person && own.is_some_and(|own| own == mention.sectors) {
        mention.inherit = false;
    }
    mention.office = is_office(&noun) || mention.sectors.contains(&Sector::Gov);
    mention
}

/// Whether the gender that the tagger gives a noun can be believed: a determiner tells it, or the pack has another form for the
/// other gender. « L’imam » leaves a tagger that does not know the word to guess.
fn tells_gender(page: &Page, lexicon: &Lexicon, head: usize, noun: &Noun) -> bool {
    let elided = page.dependents(head, &[Rel::Det]).any(|det| page.words[det].lower.ends_with('\''));
    noun.kind != ActorKind::Person || !elided || noun.forms || lexicon.noun(page, head).is_none()
}

/// Whether a noun names an office, which one holds at a time (« secrétaire général »), and not a trade or rank (« officier »).
fn is_office(noun: &Noun) -> bool {
    let body = |sector: &Sector| matches!(sector, Sector::Gov | Sector::Pty | Sector::Lab | Sector::Bus);
    noun.inherit && (noun.sectors.is_empty() || noun.sectors.iter().any(body))
}

/// « un négociateur, connu sous le nom de X, »: the name that the pack’s phrases give a person right behind his description, whatever
/// the tagger makes of it. A function in front of it (« commandant X ») is passed over.
fn alias(page: &Page, lexicon: &Lexicon, head: usize) -> Option<Range<usize>> {
    let mut start = description(page, lexicon, head).end;
    if page.words.get(start).is_some_and(|next| next.lower == ",") {
        start += 1;
    }
    let end = page.sentence_of(head).end;
    let mut aliases = lexicon.pack.syntax.aliases.iter();
    let told = aliases.find_map(|phrase| lexicon.phrase_at(page, start, phrase))?;
    let first = (told..end.min(told + 2)).find(|at| starts_upper(&page.words[*at].text))?;
    let last = (first..end).take_while(|at| starts_upper(&page.words[*at].text)).last()?;
    Some(first..last + 1)
}

/// The name that belongs to a function or body: right behind its phrase, or in apposition to it.
fn name_beside(
    page: &Page,
    lexicon: &Lexicon,
    head: usize,
    noun: &Noun,
    plural: bool,
    names: &Names,
) -> Option<usize> {
    let mut sentence = page.sentence_of(head);
    // « le président X | Y dit »: a parser that meets an unknown name may begin a sentence with it.
    if page.words.get(sentence.end).is_some_and(|next| {
        next.block == page.words[head].block
            && !page.is_punct(sentence.end - 1)
            && !page.is_punct(sentence.end)
    }) {
        sentence.end = page.sentence_of(sentence.end).end;
    }
    let quote = page.words[head].quote;
    let fits = |index: usize| {
        let chunk = &names.chunks[index];
        // A person's name is no body's, and no place's.
        let body = noun.kind == ActorKind::Person
            && (matches!(chunk.fact, Some(Fact::Organisation(_)))
                || chunk.kind == Some(EntityKind::Organisation) && chunk.words.len() == 1);
        // What the parser takes for a place and no table knows may be a person of a rare name.
        // « le groupe Delmas »: right behind a body’s noun a town’s name is the body’s.
        let right_behind = noun.kind == ActorKind::Organisation
            && chunk.words.start > 0
            && matches!(page.words[chunk.words.start - 1].upos, Upos::Noun | Upos::Adj)
            && page.words[chunk.words.start - 1].sentence == page.words[chunk.words.start].sentence;
        let place = body
            || matches!(chunk.fact, Some(Fact::Country(_) | Fact::Seat(_)))
            || matches!(chunk.fact, Some(Fact::Place(_))) && !right_behind;
        // « l’agence de santé (ARS) »: an acronym in brackets is a second name.
        let bracket = noun.kind != ActorKind::Person
            && chunk.words.start > 0
            && page.words[chunk.words.start - 1].lower == "(";
        !names.used[index] && !place && !bracket && page.words[chunk.words.start].quote == quote
    };
    // « la présidente du parti X »: a name that is not plainly a person’s belongs to the body right before it.
    let nearer = |index: usize| {
        let start = names.chunks[index].words.start;
        names.chunks[index].kind != Some(EntityKind::Person)
            && (head + noun.length..start).rev().take(3).take_while(|at| !page.is_punct(*at)).any(|at| {
                page.words[at].upos.is_nominal()
                    && lexicon.noun(page, at).is_some_and(|near| near.kind != ActorKind::Person)
            })
    };
    // In the tree: a name that hangs on the noun without a preposition.
    let hung = page
        .dependents(head, &[Rel::Appos, Rel::Flat, Rel::Nmod, Rel::Dep, Rel::Amod])
        .filter(|child| *child > head && page.case_word(*child).is_none())
        .find_map(|child| names.at(child).filter(|index| fits(*index)))
        // « le porte-parole de la Ligue »: what has an article is no person’s name.
        .filter(|index| {
            let start = names.chunks[*index].words.start;
            noun.kind != ActorKind::Person || start == 0 || page.words[start - 1].upos != Upos::Det
        });
    // In the line: behind the noun, its adjectives and complements.
    let mut at = head + noun.length;
    let limit = sentence.end.min(head + 14);
    let mut commas = 0;
    while at < limit {
        if let Some(index) = names.at(at) {
            // « l’association, la Ligue des riverains, »: a body’s name may have an article behind the comma.
            let article = at > 1
                && noun.kind == ActorKind::Organisation
                && page.words[at - 1].upos == Upos::Det
                && page.words[at - 2].lower == ",";
            let preposition = at > 0 && matches!(page.words[at - 1].upos, Upos::Adp | Upos::Det) && !article;
            if !preposition && fits(index) && names.chunks[index].words.start == at && !nearer(index) {
                let apposition = commas > 0;
                // « le secrétaire général, X, a dit »: an apposition is closed by a comma or the end.
                let closed = page.words.get(names.chunks[index].words.end).is_none_or(|next| {
                    page.is_punct_text(&next.lower)
                        || matches!(next.upos, Upos::Verb | Upos::Aux | Upos::Pron)
                });
                let body = names.chunks[index].kind != Some(EntityKind::Person)
                    && noun.kind == ActorKind::Organisation;
                if !apposition || closed && (noun.kind == ActorKind::Person || body) && !plural {
                    return Some(index);
                }
                return hung;
            }
            at = names.chunks[index].words.end.max(at + 1);
            continue;
        }
        let token = &page.words[at];
        match token.upos {
            Upos::Adj | Upos::Adp | Upos::Num => {}
            Upos::Det => {}
            Upos::Noun if page.is_under(at, head) || completes(page, lexicon, at) => {}
            Upos::Propn | Upos::X if page.is_under(at, head) => {}
            Upos::Cconj
                if page.is_under(at, head)
                    && page.words.get(at + 1).is_some_and(|next| !starts_upper(&next.text)) => {}
            // « le président de l’Union (UFIP), X »: an acronym in brackets.
            Upos::Punct if token.lower == "(" => {
                let close = (at..limit).find(|next| page.words[*next].lower == ")");
                at = close.unwrap_or(limit);
            }
            Upos::Punct if token.lower == "," && commas == 0 => commas += 1,
            _ => break,
        }
        at += 1;
    }
    hung
}
